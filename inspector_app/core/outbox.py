"""The outbox: what the user decided and the server must hear; rows are never deleted."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inspector_app.core.ids import AppraisalId, Micros

BASE_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 15 * 60.0


class Intent(StrEnum):
    """What is to be delivered. Bids, accepts and counters are never queued."""

    UPLOAD_PHOTO = "upload_photo"
    SUBMIT_APPRAISAL = "submit_appraisal"
    LAUNCH_AUCTION = "launch_auction"


class Verdict(StrEnum):
    """What an answer means for its item."""

    DELIVERED = "delivered"
    LATER = "later"
    PAUSED = "paused"
    CONFLICT = "conflict"
    REFUSED = "refused"


class OutboxState(StrEnum):
    """Where an item stands."""

    QUEUED = "queued"
    SENDING = "sending"
    ACKED = "acked"
    VERIFIED = "verified"
    RETRY_WAIT = "retry_wait"
    PAUSED = "paused"
    CONFLICT = "conflict"
    REFUSED = "refused"


MOVES: Final[dict[OutboxState, frozenset[OutboxState]]] = {
    OutboxState.QUEUED: frozenset({OutboxState.SENDING}),
    OutboxState.SENDING: frozenset(
        {
            OutboxState.SENDING, OutboxState.ACKED, OutboxState.RETRY_WAIT, OutboxState.PAUSED,
            OutboxState.CONFLICT, OutboxState.REFUSED,
        }
    ),
    OutboxState.ACKED: frozenset({OutboxState.VERIFIED, OutboxState.QUEUED}),
    OutboxState.VERIFIED: frozenset({OutboxState.QUEUED}),
    OutboxState.RETRY_WAIT: frozenset({OutboxState.SENDING, OutboxState.QUEUED}),
    OutboxState.PAUSED: frozenset({OutboxState.SENDING, OutboxState.QUEUED}),
    OutboxState.CONFLICT: frozenset({OutboxState.QUEUED}),
    OutboxState.REFUSED: frozenset({OutboxState.QUEUED}),
}  # fmt: skip
"""SENDING to SENDING is an item whose first attempt died with the process; ACKED to QUEUED a hash that differs;
VERIFIED to QUEUED a photo that the server has lost."""

AFTER: Final[dict[Verdict, OutboxState]] = {
    Verdict.DELIVERED: OutboxState.ACKED,
    Verdict.LATER: OutboxState.RETRY_WAIT,
    Verdict.PAUSED: OutboxState.PAUSED,
    Verdict.CONFLICT: OutboxState.CONFLICT,
    Verdict.REFUSED: OutboxState.REFUSED,
}
WAITING: Final = frozenset(
    {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.RETRY_WAIT, OutboxState.PAUSED, OutboxState.ACKED}
)
STUCK: Final = frozenset({OutboxState.CONFLICT, OutboxState.REFUSED})


@dataclass(frozen=True)
class Envelope:
    """One decision on its way: the key is made with the decision and kept for ever."""

    key: str
    """The client-made id of the entity, and the idempotency key on the wire."""
    intent: Intent
    appraisal_id: AppraisalId
    payload: str
    """Canonical JSON of what is sent; for a photo its facts, the bytes stay in the vault."""
    proof: str = ""
    """The hash that the server must return before the item counts as verified; empty where an id is proof enough."""
    bytes: int = 0
    seq: int = 0
    attempts: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of one attempt."""

    envelope: Envelope
    verdict: Verdict
    code: str = ""
    proof: str = ""
    """The server's own hash of what it stored."""
    retry_after_s: float | None = None
    missing: tuple[str, ...] = ()
    """With `photos_missing`: the photos that the server lacks."""

    @property
    def is_verified(self) -> bool:
        """Whether the server proved that it holds exactly what was sent."""
        return self.verdict is Verdict.DELIVERED and self.envelope.proof in {"", self.proof}


@dataclass(frozen=True)
class QueueRow:
    """One item as the queue page shows it."""

    key: str
    seq: int
    intent: Intent
    appraisal_id: AppraisalId
    title: str
    state: OutboxState
    attempts: int
    bytes: int
    code: str
    due_at: Micros
    at: Micros
    car: str = ""
    """Which car it is of; `title` is the shot of a photo, else the car as well."""


@dataclass(frozen=True)
class QueueCounts:
    """How many items wait, are stuck, are safe."""

    waiting: int = 0
    paused: int = 0
    stuck: int = 0
    verified: int = 0


def wait_before(
    attempts: int, retry_after_s: float | None = None, chance: Callable[[], float] = random.random
) -> float:
    """Return the seconds until the next attempt: full jitter, at most 15 min, never before Retry-After."""
    ceiling = min(LONGEST_WAIT_S, BASE_WAIT_S * 2.0 ** min(attempts, 20))
    return max(ceiling * chance(), retry_after_s or 0.0)
