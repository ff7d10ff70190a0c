"""Ascending bids with a proxy maximum: who leads, at which price, and what the next bid must reach."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from backend_client.contract import AuctionStatus, BidOutcome


class Band(NamedTuple):
    """From this price on, bids rise by this step."""

    from_minor: int
    step_minor: int


Ladder = tuple[Band, ...]
"""Bands in rising order; the first one begins at zero."""


def flat(step_minor: int) -> Ladder:
    """Return the ladder on which every step is the same."""
    return (Band(0, step_minor),)


def step_at(ladder: Sequence[Band], price_minor: int) -> int:
    """Return by how much the next bid must be above this price."""
    return next(band.step_minor for band in reversed(ladder) if band.from_minor <= price_minor)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an auction stands: all that a decision about the next bid needs."""

    status: AuctionStatus
    starts_us: int
    ends_us: int
    start_minor: int
    ladder: Ladder
    reserve_minor: int | None = None
    price_minor: int | None = None
    leader: str | None = None
    leader_max_minor: int = 0

    @property
    def next_required_minor(self) -> int:
        """Return what the next bid must reach: the start, or the price and one step."""
        if self.price_minor is None:
            return self.start_minor
        return self.price_minor + step_at(self.ladder, self.price_minor)

    @property
    def reserve_met(self) -> bool:
        """Tell whether the price is at or above the reserve, or there is none and somebody has bid."""
        return self.price_minor is not None and self.price_minor >= (self.reserve_minor or 0)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a bid, what the bidder's next one must reach, and the standing after it."""

    outcome: BidOutcome
    required_minor: int
    after: Standing
    is_public: bool = False
    """Whether price or leader changed; a leader who raises the own maximum in silence is not public."""


def decide(standing: Standing, bidder: str, max_minor: int, now_us: int) -> Decision:
    """Decide one bid at the server's time, which must be read while the auction is locked."""
    closed = refusal_by_time(standing, now_us)
    if closed is not None:
        return Decision(closed, standing.next_required_minor, standing)
    if bidder == standing.leader:
        return decide_own_raise(standing, max_minor)
    if max_minor < standing.next_required_minor:
        return Decision(BidOutcome.TOO_LOW, standing.next_required_minor, standing)
    after = challenged(standing, bidder, max_minor)
    leads = after.leader == bidder
    outcome = BidOutcome.ACCEPTED_LEADING if leads else BidOutcome.ACCEPTED_OUTBID
    return Decision(outcome, after.next_required_minor, after, is_public=True)


def refusal_by_time(standing: Standing, now_us: int) -> BidOutcome | None:
    """Return why no bid can be taken now, or None. A bid at the very end is too late."""
    if standing.status is not AuctionStatus.ACTIVE or now_us >= standing.ends_us:
        return BidOutcome.ENDED
    return BidOutcome.NOT_OPEN if now_us < standing.starts_us else None


def decide_own_raise(standing: Standing, max_minor: int) -> Decision:
    """Decide a bid of the leader: a higher maximum is kept in silence, the price moves only to meet the reserve."""
    if max_minor <= standing.leader_max_minor:
        return Decision(BidOutcome.SELF_BID, standing.leader_max_minor + 1, standing)
    after = jumped_to_reserve(replace(standing, leader_max_minor=max_minor))
    moved = after.price_minor != standing.price_minor
    return Decision(BidOutcome.ACCEPTED_LEADING, after.next_required_minor, after, is_public=moved)


def challenged(standing: Standing, bidder: str, max_minor: int) -> Standing:
    """Return the standing after a valid bid of somebody who does not lead; a tie stays with the earlier maximum."""
    if standing.leader is None:
        price, leads = standing.start_minor, True
    else:
        price, leads = price_of_contest(standing.ladder, standing.leader_max_minor, max_minor)
    after = replace(standing, price_minor=price)
    if leads:
        after = replace(after, leader=bidder, leader_max_minor=max_minor)
    return jumped_to_reserve(after)


def price_of_contest(ladder: Ladder, leader_max: int, challenger_max: int) -> tuple[int, bool]:
    """Return the price between two maxima, and whether the challenger leads."""
    if challenger_max > leader_max:
        return min(challenger_max, leader_max + step_at(ladder, leader_max)), True
    if challenger_max == leader_max:
        return leader_max, False
    return min(leader_max, challenger_max + step_at(ladder, challenger_max)), False


def jumped_to_reserve(standing: Standing) -> Standing:
    """Lift the price to the reserve as soon as the leader's maximum reaches it."""
    reserve = standing.reserve_minor
    if reserve is None or standing.price_minor is None:
        return standing
    if standing.leader_max_minor >= reserve > standing.price_minor:
        return replace(standing, price_minor=reserve)
    return standing
