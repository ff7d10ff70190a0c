"""The countdown follows the server's clock, whatever this laptop's clock does."""

from dataclasses import dataclass

import pytest

from inspector_app.core.ids import Micros
from inspector_app.qt.clock import RENEW_AFTER_S, ServerClock, countdown

NOON = Micros(1_750_000_000_000_000)
SECOND = 1_000_000


@dataclass
class Scene:
    wall: int = NOON
    ticks: float = 100.0

    def clock(self) -> ServerClock:
        return ServerClock(lambda: Micros(self.wall), lambda: self.ticks)


def test_until_the_server_was_heard_the_laptop_stands_in() -> None:
    clock = Scene().clock()
    assert not clock.is_known
    assert clock.now() == NOON


def test_a_laptop_clock_set_while_it_runs_changes_nothing() -> None:
    scene = Scene()
    clock = scene.clock()
    clock.hear(Micros(NOON + 60 * SECOND))
    scene.wall -= 3600 * SECOND
    scene.ticks += 5
    assert clock.now() == NOON + 65 * SECOND
    assert clock.seconds_left(Micros(NOON + 90 * SECOND)) == 25


def test_of_two_times_the_one_with_the_shorter_journey_holds() -> None:
    scene = Scene()
    clock = scene.clock()
    clock.hear(NOON)
    scene.ticks += 1
    clock.hear(Micros(NOON + SECOND // 2))
    assert clock.now() == NOON + SECOND
    clock.hear(Micros(NOON + 3 * SECOND))
    assert clock.now() == NOON + 3 * SECOND


def test_an_old_anchor_gives_way_so_that_a_drift_cannot_stay() -> None:
    scene = Scene()
    clock = scene.clock()
    clock.hear(NOON)
    scene.ticks += RENEW_AFTER_S + 1
    clock.hear(Micros(NOON + SECOND))
    assert clock.now() == NOON + SECOND


def test_the_gateways_offset_anchors_as_well() -> None:
    clock = Scene().clock()
    clock.hear_offset(-7 * SECOND)
    assert clock.now() == NOON - 7 * SECOND


def test_the_last_second_is_shown_until_it_is_over() -> None:
    clock = Scene().clock()
    clock.hear(NOON)
    assert clock.seconds_left(Micros(NOON + 1)) == 1
    assert clock.seconds_left(NOON) == 0
    assert clock.seconds_left(Micros(NOON - 9 * SECOND)) == 0
    assert clock.seconds_left(None) is None


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(None, "–"), (0, "00:00"), (277, "04:37"), (3725, "1:02:05"), (2 * 86_400 + 10_800, "2 d 03:00")],
)
def test_a_countdown_reads_like_a_clock(seconds: int | None, shown: str) -> None:
    assert countdown(seconds) == shown
