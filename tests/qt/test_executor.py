"""Work goes out on its lane and comes home to the GUI thread."""

import threading
from collections.abc import Callable
from functools import partial

from pytestqt.qtbot import QtBot

from inspector_app.core.errors import RuleError
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub


def test_a_result_comes_back_in_the_gui_thread_though_the_work_ran_elsewhere(qtbot: QtBot, executor: Executor) -> None:
    seen: list[tuple[int, int]] = []
    executor.run(Lane.DISK, threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    worker, deliverer = seen[0]
    assert deliverer == threading.get_ident() != worker


def test_the_store_lane_keeps_the_order_in_which_it_was_asked(qtbot: QtBot, executor: Executor) -> None:
    told: list[int] = []
    for number in range(50):
        executor.run(Lane.STORE, partial(int, number), told.append)
    qtbot.waitUntil(lambda: len(told) == 50)
    assert told == list(range(50))


def test_a_narrow_lane_uses_one_thread_and_the_disk_lane_many(qtbot: QtBot, executor: Executor) -> None:
    gate = threading.Barrier(Lane.DISK.width)
    met: list[int] = []
    for _ in range(Lane.DISK.width):
        executor.run(Lane.DISK, lambda: gate.wait(10), met.append)
    store: set[int] = set()
    for _ in range(20):
        executor.run(Lane.STORE, threading.get_ident, store.add)
    qtbot.waitUntil(lambda: len(met) == Lane.DISK.width and executor.is_idle)
    assert len(store) == 1


def test_an_expected_failure_goes_to_who_asked(qtbot: QtBot, executor: Executor) -> None:
    told: list[Exception] = []
    executor.run(Lane.STORE, partial(_refuse, "vin_open"), None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], RuleError)
    assert told[0].code == "vin_open"


def test_a_failure_that_nobody_asked_for_reaches_the_hub_in_its_own_words(
    qtbot: QtBot, executor: Executor, hub: Hub
) -> None:
    executor.failed.connect(hub.fail)
    with qtbot.waitSignal(hub.failed) as heard:
        executor.run(Lane.STORE, partial(_refuse, "vin_open"))
    assert heard.args[0].code == "vin_open"


def test_a_bug_is_logged_with_its_trace_and_told_by_its_name(
    qtbot: QtBot, executor: Executor, hub: Hub, expect_log: Callable[[str], None]
) -> None:
    expect_log("unexpected")
    executor.failed.connect(hub.fail)
    with qtbot.waitSignal(hub.failed) as heard:
        executor.run(Lane.DISK, lambda: dict[str, int]()["nothing"])
    assert heard.args[0].params == {"kind": "KeyError"}


def test_stopping_lets_what_has_begun_end_and_drops_what_waits(qtbot: QtBot, executor: Executor) -> None:
    begun, go_on, done = threading.Event(), threading.Event(), list[str]()

    def first() -> None:
        begun.set()
        go_on.wait(10)
        done.append("first")

    executor.run(Lane.STORE, first)
    executor.run(Lane.STORE, partial(done.append, "second"))
    qtbot.waitUntil(begun.is_set)
    go_on.set()
    executor.stop()
    assert done in (["first"], ["first", "second"])
    executor.run(Lane.STORE, partial(done.append, "third"))
    assert "third" not in done


def test_start_up_may_wait_for_a_lane(executor: Executor) -> None:
    assert executor.wait_for(Lane.STORE, lambda: 6 * 7) == 42


def _refuse(code: str) -> None:
    raise RuleError(code)
