"""An unlock without network lasts as long as the policy says, and no longer by a clock set back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector_app.core.ids import Micros
from inspector_app.core.ports import Facts
from inspector_app.core.session import Access
from inspector_app.keys import Sealer, unlock
from inspector_app.store import open_store

DAY = 24 * 3600 * 1_000_000
START = 1_750_000_000_000_000


@pytest.fixture
def facts(tmp_path: Path) -> Iterator[Facts]:
    store = open_store(tmp_path, Sealer(bytes(32)))
    yield store.facts
    store.close()


def access(facts: Facts, at: int, days: int = 14) -> Access:
    return unlock.access_offline(facts, Micros(at), days=days)


def test_a_profile_that_never_signed_in_allows_only_capture(facts: Facts) -> None:
    assert access(facts, START) is Access.CAPTURE_ONLY


def test_after_a_sign_in_work_goes_on_for_the_days_allowed(facts: Facts) -> None:
    unlock.note_sign_in(facts, Micros(START))
    assert access(facts, START) is Access.OFFLINE
    assert access(facts, START + 14 * DAY - 1) is Access.OFFLINE
    assert access(facts, START + 14 * DAY) is Access.CAPTURE_ONLY
    assert access(facts, START + 2 * DAY, days=2) is Access.CAPTURE_ONLY
    unlock.note_sign_in(facts, Micros(START + 20 * DAY))
    assert access(facts, START + 20 * DAY) is Access.OFFLINE


def test_a_clock_set_back_counts_as_expired(facts: Facts) -> None:
    unlock.note_sign_in(facts, Micros(START))
    unlock.note_seen(facts, Micros(START + 5 * DAY))
    unlock.note_seen(facts, Micros(START + 1 * DAY))
    assert access(facts, START + 4 * DAY) is Access.CAPTURE_ONLY
    assert access(facts, START + 5 * DAY) is Access.OFFLINE


def test_a_moment_is_noted_at_most_once_a_minute(facts: Facts) -> None:
    unlock.note_sign_in(facts, Micros(START))
    unlock.note_seen(facts, Micros(START + 59_000_000))
    assert facts.get(unlock.LATEST_SEEN) == str(START)
    unlock.note_seen(facts, Micros(START + 60_000_000))
    assert facts.get(unlock.LATEST_SEEN) == str(START + 60_000_000)
