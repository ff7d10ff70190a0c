"""Auctions: launched, listed, bid on, closed once. The caller of each function holds the write lock where it writes."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import case, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from auction_backend import history
from auction_backend.config import Clock
from auction_backend.database import Database
from auction_backend.desk.appraisals import latest_revision, stale
from auction_backend.desk.auction_views import Crowd, bid_view, public_view, standing_of, view_for
from auction_backend.desk.callers import Caller
from auction_backend.refusals import broken, not_found
from auction_backend.rules.lifecycle import hammer, is_due
from auction_backend.rules.roles import sees_market
from auction_backend.rules.terms import broken_rule
from auction_backend.tables import Appraisal, Auction, Bid
from backend_client.contract import (
    AuctionRequest,
    AuctionStatus,
    BidView,
    BuyerAuction,
    EventPayload,
    EventType,
    SellerAuction,
)

RULE_WORDS = {
    "currency_of_dealership": "An auction runs in the currency of its dealership.",
    "reserve_below_start": "The reserve is below the starting price.",
    "below_minimum_duration": "The auction is shorter than this server allows.",
    "already_listed": "This car is in a running auction already.",
    "id_taken": "Another auction bears this id.",
}


def launch(
    session: Session, caller: Caller, request: AuctionRequest, min_duration_s: int, now_us: int
) -> SellerAuction | BuyerAuction:
    """Open an auction of the newest revision of an appraisal of the dealership."""
    appraisal = appraisal_to_list(session, caller, request)
    refuse_rule(broken_rule(request.terms, caller.currency, min_duration_s))
    refuse_rule(what_forbids(session, caller, request))
    auction = auction_row(caller, request, appraisal, now_us)
    session.add(auction)
    session.flush()
    publish(session, auction, EventType.LAUNCHED, now_us, actor=caller.actor)
    return view_for(caller, auction, Crowd.of(session, [auction]))


def appraisal_to_list(session: Session, caller: Caller, request: AuctionRequest) -> Appraisal:
    """Return the revision to sell; it must be the newest one."""
    latest = latest_revision(session, caller.dealership_id, request.appraisal_id)
    if not latest:
        raise not_found()
    if request.revision != latest:
        raise stale(latest)
    return session.get_one(Appraisal, (caller.dealership_id, request.appraisal_id, latest))


def refuse_rule(name: str | None) -> None:
    """Raise where a rule is broken."""
    if name is not None:
        raise broken(name, RULE_WORDS[name])


def what_forbids(session: Session, caller: Caller, request: AuctionRequest) -> str | None:
    """Return why this auction cannot be opened beside those that exist, or None."""
    if session.get(Auction, request.id) is not None:
        return "id_taken"
    running = select(Auction.id).where(
        Auction.appraisal_id == request.appraisal_id,
        Auction.dealership_id == caller.dealership_id,
        Auction.status == AuctionStatus.ACTIVE.value,
    )
    return "already_listed" if session.scalars(running).first() is not None else None


def auction_row(caller: Caller, request: AuctionRequest, appraisal: Appraisal, now_us: int) -> Auction:
    """Return the row of a new auction, before its first event."""
    terms = request.terms
    ends_us = now_us + terms.duration_s * 1_000_000
    return Auction(
        **terms.model_dump(),
        id=request.id,
        dealership_id=caller.dealership_id,
        appraisal_id=appraisal.id,
        revision=appraisal.revision,
        title=appraisal.title,
        seller_name=caller.dealership_name,
        launched_by=caller.user_id,
        status=AuctionStatus.ACTIVE.value,
        started_us=now_us,
        original_ends_us=ends_us,
        ends_us=ends_us,
        leader_max_minor=0,
        bid_count=0,
        decided_count=0,
        last_us=now_us,
        seq=0,
    )


def publish(
    session: Session,
    auction: Auction,
    kind: EventType,
    now_us: int,
    *,
    actor: history.Actor | None = None,
    bid: Bid | None = None,
) -> None:
    """Write the next public event of an auction, with the view after it."""
    auction.seq += 1
    auction.last_us = now_us
    if bid is not None:
        bid.event_seq = auction.seq
    session.flush()
    payload = EventPayload(
        auction=public_view(session, auction),
        bid=bid_view(bid, Crowd.of(session, [auction])) if bid is not None else None,
    )
    history.append(
        session,
        history.Stream("auction", auction.id),
        kind.value,
        payload.model_dump(mode="json"),
        at_us=now_us,
        dealership_id=auction.dealership_id,
        actor=actor,
    )


def visible(session: Session, caller: Caller, auction_id: str, *, lock: bool = False) -> Auction:
    """Return an auction that the caller may see; on request with its row locked."""
    auction = session.get(Auction, auction_id, with_for_update=lock or None)
    if auction is None or not caller.sees(auction):
        raise not_found()
    return auction


def read(session: Session, caller: Caller, auction_id: str) -> SellerAuction | BuyerAuction:
    """Return one auction as the caller may see it."""
    auction = visible(session, caller, auction_id)
    return view_for(caller, auction, Crowd.of(session, [auction]))


def list_visible(session: Session, caller: Caller, limit: int = 500) -> list[SellerAuction | BuyerAuction]:
    """Return the auctions that the caller may see, running ones first, each group newest first."""
    is_closed = case((Auction.status == AuctionStatus.ACTIVE.value, 0), else_=1)
    newest = select(Auction).order_by(is_closed, Auction.started_us.desc()).limit(limit)
    if not sees_market(caller.role):
        newest = newest.where(Auction.dealership_id == caller.dealership_id)
    auctions = session.scalars(newest).all()
    crowd = Crowd.of(session, auctions)
    return [view_for(caller, auction, crowd) for auction in auctions]


def list_bids(session: Session, caller: Caller, auction_id: str) -> list[BidView]:
    """Return the public bids of one auction, oldest first."""
    auction = visible(session, caller, auction_id)
    public = select(Bid).where(Bid.auction_id == auction.id, Bid.event_seq.is_not(None)).order_by(Bid.seq)
    crowd = Crowd.of(session, [auction])
    return [bid_view(bid, crowd) for bid in session.scalars(public)]


def due(session: Session, now_us: int) -> Sequence[str]:
    """Return the auctions whose end has come and which nobody has closed."""
    running = select(Auction.id).where(Auction.status == AuctionStatus.ACTIVE.value, Auction.ends_us <= now_us)
    return session.scalars(running.order_by(Auction.ends_us)).all()


def close_once(session: Session, auction_id: str, clock: Clock) -> bool:
    """Let the hammer fall, if it has not fallen yet; tell whether it fell now."""
    auction = session.get_one(Auction, auction_id, with_for_update=True)
    now_us = max(clock(), auction.last_us)
    standing = standing_of(auction)
    if not is_due(standing, now_us):
        return False
    still_open = (Auction.id == auction_id, Auction.status == AuctionStatus.ACTIVE.value)
    closed = session.execute(update(Auction).where(*still_open).values(status=hammer(standing).value, closed_us=now_us))
    if not isinstance(closed, CursorResult) or closed.rowcount != 1:
        return False
    session.refresh(auction)
    publish(session, auction, EventType.CLOSED, now_us)
    return True


def close_due(database: Database, clock: Clock) -> int:
    """Close every auction whose end has come; return how many. Any number of processes may do this at once.

    One that cannot be closed keeps no other from its hammer; what was wrong with it is raised at the end.
    """
    with database.read() as session:
        waiting = due(session, clock())
    closed, trouble = 0, None
    for auction_id in waiting:
        try:
            closed += database.write(partial(close_once, auction_id=auction_id, clock=clock))
        except (SQLAlchemyError, ValueError) as error:
            trouble = error
    if trouble is not None:
        raise trouble
    return closed
