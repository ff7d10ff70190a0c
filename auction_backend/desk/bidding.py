"""One bid: decided by the rules at the server's time, inside the lock, and written down whatever becomes of it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auction_backend import history
from auction_backend.config import Clock
from auction_backend.desk.auction_views import Crowd, standing_of, view_for
from auction_backend.desk.auctions import publish, visible
from auction_backend.desk.callers import Caller, instant
from auction_backend.refusals import Refusal, broken
from auction_backend.rules.bidding import Decision, decide
from auction_backend.tables import Auction, Bid, Bidder
from backend_client.contract import BidAnswer, BidOutcome, BidRequest, EventType, ProblemCode

TAKEN = frozenset({BidOutcome.ACCEPTED_LEADING, BidOutcome.ACCEPTED_OUTBID})


def place(session: Session, caller: Caller, auction_id: str, request: BidRequest, clock: Clock) -> BidAnswer:
    """Decide one bid and remember it."""
    auction = visible(session, caller, auction_id, lock=True)
    if caller.owns(auction):
        raise Refusal(ProblemCode.OWN_AUCTION, "The seller's own dealership may not bid.")
    if request.currency != auction.currency:
        raise broken("currency_of_auction", "The bid is in another currency than the auction.")
    now_us = max(clock(), auction.last_us)
    decision = decide(standing_of(auction), caller.dealership_id, request.max_minor, now_us)
    if decision.outcome in TAKEN:
        take(session, auction, caller, request.max_minor, decision)
    bid = write_down(session, auction, caller, request, decision, now_us)
    if decision.is_public:
        publish(session, auction, EventType.BID, now_us, actor=caller.actor, bid=bid)
    return BidAnswer(
        client_bid_id=request.client_bid_id,
        outcome=decision.outcome,
        required_minor=decision.required_minor,
        server_time=instant(now_us),
        auction=view_for(caller, auction, Crowd.of(session, [auction])),
    )


def take(session: Session, auction: Auction, caller: Caller, max_minor: int, decision: Decision) -> None:
    """Put the standing after an accepted bid into the rows."""
    auction.price_minor = decision.after.price_minor
    auction.leader_id = decision.after.leader
    auction.leader_max_minor = decision.after.leader_max_minor
    auction.bid_count += int(decision.is_public)
    bidder = session.get(Bidder, (auction.id, caller.dealership_id))
    if bidder is None:
        number = (session.scalar(select(func.max(Bidder.number)).where(Bidder.auction_id == auction.id)) or 0) + 1
        session.add(
            Bidder(auction_id=auction.id, dealership_id=caller.dealership_id, number=number, max_minor=max_minor)
        )
    else:
        bidder.max_minor = max(bidder.max_minor, max_minor)


def write_down(
    session: Session, auction: Auction, caller: Caller, request: BidRequest, decision: Decision, now_us: int
) -> Bid:
    """Keep the bid in its order, and in the private history of the auction's bids."""
    auction.decided_count += 1
    auction.last_us = now_us
    bid = Bid(
        auction_id=auction.id,
        seq=auction.decided_count,
        dealership_id=caller.dealership_id,
        user_id=caller.user_id,
        client_bid_id=request.client_bid_id,
        max_minor=request.max_minor,
        at_us=now_us,
        outcome=decision.outcome.value,
        price_minor=auction.price_minor,
        leader_id=auction.leader_id,
    )
    session.add(bid)
    facts = {"client_bid_id": bid.client_bid_id, "max_minor": bid.max_minor, "outcome": bid.outcome}
    history.append(
        session,
        history.Stream("bids", auction.id),
        "BID",
        {**facts, "price_minor": bid.price_minor, "leader_id": bid.leader_id},
        at_us=now_us,
        dealership_id=caller.dealership_id,
        actor=caller.actor,
    )
    return bid
