"""The history: append-only events, hash-linked per stream, so that a changed row betrays itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inspector_app.core.canonical import Json, digest
from inspector_app.core.ids import Micros, Sha256

GENESIS: Final = Sha256("0" * 64)
"""What the first event of a stream names as its predecessor."""


class Stream(StrEnum):
    """What an event is about."""

    APPRAISAL = "appraisal"
    AUCTION = "auction"
    CONFIGURATION = "configuration"


@dataclass(frozen=True)
class Event:
    """One thing that happened, by whom, where and when, linked to what happened before it."""

    stream: Stream
    stream_id: str
    seq: int
    type: str
    actor: str
    device: str
    at: Micros
    payload: str
    """Canonical JSON: old, new, reason where they apply."""
    previous: Sha256
    hash: Sha256


def linked(previous: Event | None, draft: Event) -> Event:
    """Return the draft as the next event after `previous`: numbered, linked and hashed."""
    seq = previous.seq + 1 if previous else 1
    before = previous.hash if previous else GENESIS
    fields: dict[str, Json] = {
        "stream": draft.stream.value, "stream_id": draft.stream_id, "seq": seq, "type": draft.type,
        "actor": draft.actor, "device": draft.device, "at": draft.at, "payload": draft.payload, "previous": before,
    }  # fmt: skip
    return Event(
        draft.stream, draft.stream_id, seq, draft.type, draft.actor, draft.device, draft.at, draft.payload,
        before, digest(fields),
    )  # fmt: skip


def first_broken(events: Iterable[Event]) -> int | None:
    """Return the seq of the first event of a stream that does not follow from the one before it, or None."""
    previous: Event | None = None
    for event in events:
        if linked(previous, event) != event:
            return event.seq
        previous = event
    return None
