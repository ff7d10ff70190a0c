"""The history is linked, append-only, and betrays a changed row."""

import sqlite3
from pathlib import Path

import pytest

from inspector_app.core.errors import StorageError
from inspector_app.core.history import Stream, first_broken
from inspector_app.store import ProfileStore
from tests.store.kit import ScriptedClock, opened


def test_events_are_numbered_and_linked_within_their_stream(store: ProfileStore, clock: ScriptedClock) -> None:
    for number in range(3):
        clock.advance(5)
        store.history.append(Stream.APPRAISAL, "a", "edited", {"field": "vin", "new": str(number)})
        store.history.append(Stream.AUCTION, "a", "bid", {"seq": number})
    store.set_actor("manager-1")
    store.history.append(Stream.APPRAISAL, "a", "approved", {"reason": None})
    events = store.history.of(Stream.APPRAISAL, "a")
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert [event.actor for event in events] == ["inspector-1"] * 3 + ["manager-1"]
    assert {event.device for event in events} == {"laptop-1"}
    assert events[1].previous == events[0].hash
    assert first_broken(events) is None
    assert first_broken(store.history.of(Stream.AUCTION, "a")) is None
    assert store.history.of(Stream.CONFIGURATION, "a") == ()


def test_an_event_rolls_back_with_its_change(store: ProfileStore) -> None:
    def fail_within() -> None:
        with store.atomic():
            store.history.append(Stream.APPRAISAL, "a", "edited", {})
            raise KeyError

    with pytest.raises(KeyError):
        fail_within()
    assert store.history.of(Stream.APPRAISAL, "a") == ()


@pytest.mark.parametrize("statement", ["update events set type = 'other'", "delete from events"])
def test_the_history_is_never_changed_or_shortened(tmp_path: Path, clock: ScriptedClock, statement: str) -> None:
    _with_events(tmp_path, clock)
    with sqlite3.connect(tmp_path / "profile.sqlite") as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    raw.close()


@pytest.mark.parametrize(
    "change",
    [
        "update events set type = 'other' where seq = 2",
        "update events set at = at + 1 where seq = 2",
        "update events set previous = hash where seq = 2",
        "delete from events where seq = 2",
    ],
)
def test_a_changed_row_betrays_itself(tmp_path: Path, clock: ScriptedClock, change: str) -> None:
    _with_events(tmp_path, clock)
    _tamper(tmp_path, change)
    store = opened(tmp_path, clock)
    assert first_broken(store.history.of(Stream.APPRAISAL, "a")) in {2, 3}
    store.close()


def test_a_sealed_payload_opens_only_in_its_own_row(tmp_path: Path, clock: ScriptedClock) -> None:
    _with_events(tmp_path, clock)
    _tamper(tmp_path, "update events set sealed = (select sealed from events where seq = 1) where seq = 2")
    store = opened(tmp_path, clock)
    with pytest.raises(StorageError, match="sealed_corrupt"):
        store.history.of(Stream.APPRAISAL, "a")
    store.close()


def _with_events(folder: Path, clock: ScriptedClock) -> None:
    store = opened(folder, clock)
    for number in range(3):
        store.history.append(Stream.APPRAISAL, "a", "edited", {"number": number})
    store.close()


def _tamper(folder: Path, statement: str) -> None:
    raw = sqlite3.connect(folder / "profile.sqlite")
    raw.executescript(f"drop trigger events_never_change; drop trigger events_never_go; {statement};")
    raw.close()
