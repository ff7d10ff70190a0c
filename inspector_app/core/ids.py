"""Identity and time: UUIDv7 text made here, integer microseconds UTC, a clock that can be scripted."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, NewType

AppraisalId = NewType("AppraisalId", str)
PhotoId = NewType("PhotoId", str)
FindingId = NewType("FindingId", str)
DamageId = NewType("DamageId", str)
AuctionId = NewType("AuctionId", str)
Sha256 = NewType("Sha256", str)
"""Lower-case hex of a SHA-256."""
Micros = NewType("Micros", int)
"""Microseconds since 1970 UTC."""
Clock = Callable[[], Micros]

ID_PATTERN: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def new_id() -> str:
    """Return a new UUIDv7 as text. It identifies; it never orders."""
    import uuid_utils  # with the first id, for the first window needs none

    return str(uuid_utils.uuid7())


def now() -> Micros:
    """Return the wall clock in microseconds UTC."""
    return Micros(time.time_ns() // 1000)


def to_rfc3339(at: Micros) -> str:
    """Return the moment as the wire writes it, with offset."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).replace(microsecond=at % 1_000_000).isoformat()


def from_rfc3339(text: str) -> Micros:
    """Return the moment that the wire's text names; raises ValueError where it carries no offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no offset in {text!r}")
    whole = moment.astimezone(UTC)
    return Micros(int(whole.replace(microsecond=0).timestamp()) * 1_000_000 + whole.microsecond)
