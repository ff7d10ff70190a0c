"""The moves of an auction, and what the hammer finds."""

from typing import Final

from auction_backend.rules.bidding import Standing
from backend_client.contract import AuctionStatus

MOVES: Final[dict[AuctionStatus, frozenset[AuctionStatus]]] = {
    AuctionStatus.ACTIVE: frozenset({AuctionStatus.SOLD, AuctionStatus.PENDING, AuctionStatus.NO_SALE}),
    AuctionStatus.PENDING: frozenset(),
    AuctionStatus.SOLD: frozenset(),
    AuctionStatus.NO_SALE: frozenset(),
    AuctionStatus.UNKNOWN: frozenset(),
}


def may_move(old: AuctionStatus, new: AuctionStatus) -> bool:
    """Tell whether an auction may go from one status to the other."""
    return new in MOVES[old]


def is_due(standing: Standing, now_us: int) -> bool:
    """Tell whether the auction runs on paper only: its end has come and nobody has closed it."""
    return standing.status is AuctionStatus.ACTIVE and now_us >= standing.ends_us


def hammer(standing: Standing) -> AuctionStatus:
    """Return how an auction ends that stands like this."""
    if standing.leader is None:
        return AuctionStatus.NO_SALE
    return AuctionStatus.SOLD if standing.reserve_met else AuctionStatus.PENDING
