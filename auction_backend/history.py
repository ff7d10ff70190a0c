"""The append-only history: every event is linked by hash to the one before it in its stream."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction_backend.tables import Event
from backend_client.contract import canonical_json, sha256_of

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, for which dealership, from which device."""

    user_id: str
    dealership_id: str
    device_id: str


@dataclass(frozen=True, slots=True)
class Stream:
    """One line of history: of an appraisal, an auction, its bids, an account."""

    kind: str
    id: str


def append(
    session: Session,
    stream: Stream,
    kind: str,
    payload: dict[str, Any],
    *,
    at_us: int,
    dealership_id: str,
    actor: Actor | None = None,
) -> Event:
    """Add one event to its stream; the caller holds the lock under which the stream is written."""
    before = last_of(session, stream)
    event = Event(
        stream=stream.kind,
        stream_id=stream.id,
        seq=before.seq + 1 if before else 1,
        type=kind,
        dealership_id=dealership_id,
        actor_id=actor.user_id if actor else None,
        device_id=actor.device_id if actor else None,
        at_us=at_us,
        payload=canonical_json(payload).decode(),
        prev_hash=before.hash if before else GENESIS,
    )
    event.hash = hash_of(event)
    session.add(event)
    session.flush()
    return event


def last_of(session: Session, stream: Stream) -> Event | None:
    """Return the newest event of a stream."""
    mine = select(Event).where(Event.stream == stream.kind, Event.stream_id == stream.id)
    return session.scalars(mine.order_by(Event.seq.desc()).limit(1)).first()


def hash_of(event: Event) -> str:
    """Return the hash that an event must carry."""
    return sha256_of(
        {
            "stream": event.stream,
            "stream_id": event.stream_id,
            "seq": event.seq,
            "type": event.type,
            "dealership_id": event.dealership_id,
            "actor_id": event.actor_id,
            "device_id": event.device_id,
            "at_us": event.at_us,
            "payload": json.loads(event.payload),
            "prev_hash": event.prev_hash,
        }
    )


def first_break(session: Session, stream: Stream) -> int | None:
    """Return the seq of the first event that is missing, changed or out of its place, or None."""
    mine = select(Event).where(Event.stream == stream.kind, Event.stream_id == stream.id).order_by(Event.seq)
    previous = GENESIS
    for expected, event in enumerate(session.scalars(mine), start=1):
        if event.seq != expected or event.prev_hash != previous or event.hash != hash_of(event):
            return expected
        previous = event.hash
    return None
