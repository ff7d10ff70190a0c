"""The auction as the laptop knows it: terms that the seller chose, and a standing that only the server changes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inspector_app.core.errors import RuleError
from inspector_app.core.ids import AppraisalId, AuctionId, Micros
from inspector_app.core.money import Money

DEFAULT_DURATION_S: Final = 45 * 60


@dataclass(frozen=True)
class AuctionTerms:
    """What the seller asks for; one currency throughout."""

    start: Money
    increment: Money
    reserve: Money | None = None
    duration_s: int = DEFAULT_DURATION_S

    def __post_init__(self) -> None:
        """Refuse terms that no auction can run on."""
        if self.start.minor <= 0 or self.increment.minor <= 0 or self.duration_s <= 0:
            raise RuleError("terms_positive")
        if self.reserve and self.reserve.minor < self.start.minor:
            raise RuleError("reserve_below_start")


class AuctionStatus(StrEnum):
    """Where an auction stands; UNKNOWN is what a newer server said and this app does not know."""

    LAUNCH_QUEUED = "launch_queued"
    ACTIVE = "active"
    SOLD = "sold"
    PENDING = "pending"
    NO_SALE = "no_sale"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"

    @property
    def is_over(self) -> bool:
        """Whether no further bid can come."""
        return self not in {AuctionStatus.LAUNCH_QUEUED, AuctionStatus.ACTIVE, AuctionStatus.UNKNOWN}


class StreamState(StrEnum):
    """How fresh what the screen shows is."""

    CONNECTING = "connecting"
    LIVE = "live"
    GAP = "gap"
    RESYNCING = "resyncing"
    STALE = "stale"
    CLOSED = "closed"


@dataclass(frozen=True)
class Standing:
    """What the server said last; `seq` counts its events."""

    status: AuctionStatus
    seq: int = 0
    current: Money | None = None
    bid_count: int = 0
    leader: str = ""
    """The leading buyer's public name; empty without a bid."""
    reserve_met: bool = False
    next_required: Money | None = None
    starts_at: Micros | None = None
    ends_at: Micros | None = None
    server_time: Micros | None = None


@dataclass(frozen=True)
class Auction:
    """One run of one appraisal's revision on the central backend."""

    id: AuctionId
    appraisal_id: AppraisalId
    revision: int
    terms: AuctionTerms
    standing: Standing


@dataclass(frozen=True)
class PricePoint:
    """One accepted bid's effect, for the list of bids and the chart."""

    auction_id: AuctionId
    seq: int
    at: Micros
    price: Money
    bidder: str


@dataclass(frozen=True)
class AuctionEvent:
    """One event of the server's stream: the standing after it, and the bid that made it, if any."""

    auction_id: AuctionId
    seq: int
    type: str
    standing: Standing
    point: PricePoint | None = None


class Arrival(StrEnum):
    """What an event means beside what is already known."""

    NEXT = "next"
    KNOWN = "known"
    GAP = "gap"


def arrival(known_seq: int, event_seq: int) -> Arrival:
    """Say whether an event follows, is old, or shows that some were lost (then refetch)."""
    if event_seq <= known_seq:
        return Arrival.KNOWN
    return Arrival.NEXT if event_seq == known_seq + 1 else Arrival.GAP
