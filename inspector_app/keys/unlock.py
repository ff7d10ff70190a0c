"""How long an unlock without network lasts: the times it needs, kept sealed among the profile's facts."""

from typing import Final

from inspector_app.core.ids import Micros
from inspector_app.core.ports import Facts
from inspector_app.core.session import OFFLINE_DAYS, Access, access_at

LAST_SIGN_IN: Final = "unlock.last_sign_in"
LATEST_SEEN: Final = "unlock.latest_seen"
NOTE_EVERY_US: Final = 60_000_000
"""A moment is noted at most once a minute: each note is a durable write."""


def note_sign_in(facts: Facts, at: Micros) -> None:
    """Keep when the server last took this user's password, by the laptop's clock."""
    facts.set(LAST_SIGN_IN, str(at))
    facts.set(LATEST_SEEN, str(at))


def note_seen(facts: Facts, at: Micros) -> None:
    """Keep the latest moment seen, so that a clock that is set back is noticed."""
    if at >= _moment(facts, LATEST_SEEN) + NOTE_EVERY_US:
        facts.set(LATEST_SEEN, str(at))


def access_offline(facts: Facts, at: Micros, *, days: int = OFFLINE_DAYS) -> Access:
    """Return what an unlock without network allows now; a profile that never signed in allows only capture."""
    return access_at(at, _moment(facts, LAST_SIGN_IN), _moment(facts, LATEST_SEEN), days=days)


def _moment(facts: Facts, name: str) -> Micros:
    return Micros(int(facts.get(name) or 0))
