"""The beat in the window: everything due is sent, trouble holds it still, a sign-in lets it go on."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inspector_app.core.ids import AppraisalId, Micros, PhotoId
from inspector_app.core.outbox import Envelope, Intent, QueueCounts, Verdict
from inspector_app.keys import Sealer
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.qt.sync_loop import Connection, SyncLoop
from inspector_app.services.sync import SyncService
from inspector_app.store import ProfileStore, open_store
from tests.fakes import SIGNED_OUT, UNREACHABLE, FakeGateway, trouble


class Scene(QObject):
    """A loop over a true store and a fake server."""

    def __init__(self, qtbot: QtBot, executor: Executor, hub: Hub, folder: Path) -> None:
        super().__init__()
        self.qtbot, self.executor = qtbot, executor
        self.clock = 1_750_000_000_000_000
        self.gateway = FakeGateway()
        opened = partial(open_store, folder, Sealer(b"k" * 32), clock=lambda: Micros(self.clock))
        self.store: ProfileStore = executor.wait_for(Lane.STORE, opened)
        sync = SyncService(self.store, self.gateway)
        self.loop = SyncLoop(executor, hub, sync, self.store.outbox.next_due, lambda: Micros(self.clock))

    def photos(self, car: str, number: int) -> None:
        """Queue photos of a car."""
        for place in range(number):
            key = PhotoId(f"{car}-{place}")
            envelope = Envelope(key, Intent.UPLOAD_PHOTO, AppraisalId(car), "{}", proof=f"hash of {key}")
            self.executor.wait_for(Lane.STORE, partial(self.store.outbox.put, envelope))

    def counts(self) -> QueueCounts:
        """Return what waits."""
        return self.executor.wait_for(Lane.STORE, self.store.outbox.counts)

    def rests(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.loop.is_idle and self.executor.is_idle)


@pytest.fixture
def scene(qtbot: QtBot, executor: Executor, hub: Hub, tmp_path: Path) -> Iterator[Scene]:
    made = Scene(qtbot, executor, hub, tmp_path)
    yield made
    made.loop.stop()
    made.rests()
    executor.wait_for(Lane.STORE, made.store.close)


def test_everything_that_is_due_is_sent_in_order_within_a_car(scene: Scene) -> None:
    scene.photos("car-a", 4)
    scene.photos("car-b", 3)
    scene.loop.start()
    scene.qtbot.waitUntil(lambda: len(scene.gateway.stored) == 7)
    scene.rests()
    assert scene.counts() == QueueCounts(verified=7)
    assert [key for key in scene.gateway.order if key.startswith("car-a")] == [f"car-a-{n}" for n in range(4)]
    assert scene.loop.connection is Connection.ONLINE


def test_without_a_network_it_holds_still_and_says_so(scene: Scene) -> None:
    scene.gateway.will(*[UNREACHABLE] * 50)
    scene.photos("car-a", 1)
    scene.photos("car-b", 1)
    scene.photos("car-c", 1)
    with scene.qtbot.waitSignal(scene.loop.connection_changed) as changed:
        scene.loop.start()
    assert changed.args == [Connection.OFFLINE]
    scene.rests()
    assert len(scene.gateway.heard) <= 2 * Lane.BULK.width
    assert scene.counts().waiting == 3


def test_asking_for_it_tries_again_at_once(scene: Scene) -> None:
    scene.gateway.will(UNREACHABLE)
    scene.photos("car-a", 1)
    with scene.qtbot.waitSignal(scene.loop.connection_changed):
        scene.loop.start()
    scene.rests()
    scene.executor.wait_for(Lane.STORE, scene.store.outbox.retry)
    scene.loop.kick()
    scene.qtbot.waitUntil(lambda: scene.loop.connection is Connection.ONLINE)
    scene.rests()
    assert scene.counts() == QueueCounts(verified=1)


def test_an_expired_sign_in_pauses_the_queue_until_the_next_one(scene: Scene) -> None:
    scene.gateway.will(SIGNED_OUT)
    scene.photos("car-a", 2)
    with scene.qtbot.waitSignal(scene.loop.connection_changed) as changed:
        scene.loop.start()
    assert changed.args == [Connection.NEEDS_SIGN_IN]
    scene.rests()
    assert scene.counts().paused == 1
    scene.executor.wait_for(Lane.STORE, scene.store.outbox.resume_paused)
    scene.loop.kick()
    scene.qtbot.waitUntil(lambda: len(scene.gateway.stored) == 2)
    scene.rests()
    assert scene.counts() == QueueCounts(verified=2)


def test_a_captive_portal_is_named(scene: Scene) -> None:
    scene.gateway.will(trouble("wrong_server", Verdict.LATER))
    scene.photos("car-a", 1)
    with scene.qtbot.waitSignal(scene.loop.connection_changed) as changed:
        scene.loop.start()
    assert changed.args == [Connection.CAPTIVE]


def test_a_refused_photo_stops_no_other_car(scene: Scene) -> None:
    scene.gateway.will(trouble("refused", Verdict.REFUSED, reason="no"))
    scene.photos("car-a", 1)
    scene.photos("car-b", 2)
    scene.loop.start()
    scene.qtbot.waitUntil(lambda: len(scene.gateway.stored) == 2)
    scene.rests()
    assert scene.counts() == QueueCounts(stuck=1, verified=2)


def test_nothing_is_sent_before_the_start_and_nothing_after_the_stop(scene: Scene) -> None:
    scene.photos("car-a", 1)
    scene.loop.kick()
    scene.rests()
    assert scene.gateway.heard == []
    scene.loop.start()
    scene.loop.stop()
    scene.rests()
    scene.photos("car-b", 1)
    scene.loop.kick()
    scene.rests()
    assert "car-b-0" not in scene.gateway.stored
