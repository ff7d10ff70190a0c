"""Wire words into the app's words; what a newer server says and we do not know stays UNKNOWN."""

from typing import Final

from backend_client.clock import micros
from backend_client.contract import AuctionEvent as WireEvent
from backend_client.contract import AuctionStatus as WireStatus
from backend_client.contract import BidView, BuyerAuction, PublicAuction, SellerAuction, SessionView
from backend_client.contract import Role as WireRole
from inspector_app.core.auction import Auction, AuctionEvent, AuctionStatus, AuctionTerms, PricePoint, Standing
from inspector_app.core.ids import AppraisalId, AuctionId, Micros
from inspector_app.core.money import Money
from inspector_app.core.session import Account, Role

STATUS: Final = {
    WireStatus.ACTIVE: AuctionStatus.ACTIVE,
    WireStatus.SOLD: AuctionStatus.SOLD,
    WireStatus.PENDING: AuctionStatus.PENDING,
    WireStatus.NO_SALE: AuctionStatus.NO_SALE,
    WireStatus.UNKNOWN: AuctionStatus.UNKNOWN,
}
ROLE: Final = {
    WireRole.INSPECTOR: Role.INSPECTOR,
    WireRole.MANAGER: Role.MANAGER,
    WireRole.BUYER: Role.BUYER,
    WireRole.ADMIN: Role.ADMIN,
    WireRole.UNKNOWN: Role.UNKNOWN,
}


def account_of(server_url: str, view: SessionView) -> Account:
    """Return who signed in, and where."""
    return Account(
        server_url=server_url,
        user_id=view.user.id,
        user_name=view.user.name,
        email=view.user.email,
        role=ROLE[view.user.role],
        dealership_id=view.dealership.id,
        dealership_name=view.dealership.name,
        currency=view.dealership.currency,
        stream_url=view.stream_url or "",
    )


def standing_of(view: PublicAuction, server_time: Micros | None) -> Standing:
    """Return where an auction stands; after the hammer, its price is the hammer's."""
    price = view.current_minor if view.final_minor is None else view.final_minor
    return Standing(
        status=STATUS[view.status],
        seq=view.seq,
        current=None if price is None else Money(price, view.currency),
        bid_count=view.bid_count,
        leader=view.leader_alias or "",
        reserve_met=view.reserve_met,
        next_required=Money(view.next_required_minor, view.currency),
        starts_at=Micros(micros(view.started_at)),
        ends_at=Micros(micros(view.ends_at)),
        server_time=server_time,
    )


def auction_of(view: SellerAuction | BuyerAuction, server_time: Micros) -> Auction:
    """Return an auction as the server has it; a buyer does not learn the reserve."""
    reserve = view.reserve_minor if isinstance(view, SellerAuction) else None
    terms = AuctionTerms(
        start=Money(view.start_minor, view.currency),
        increment=Money(view.increment_minor, view.currency),
        reserve=None if reserve is None else Money(reserve, view.currency),
        duration_s=round((view.ends_at - view.started_at).total_seconds()),
    )
    standing = standing_of(view, server_time)
    return Auction(AuctionId(view.id), AppraisalId(view.appraisal_id), view.revision, terms, standing)


def point_of(auction_id: str, bid: BidView, currency: str) -> PricePoint:
    """Return a bid's effect on the price."""
    price = Money(bid.price_minor, currency)
    return PricePoint(AuctionId(auction_id), bid.seq, Micros(micros(bid.at)), price, bid.alias)


def event_of(event: WireEvent) -> AuctionEvent:
    """Return an event of the stream, with the standing after it."""
    auction, bid = event.payload.auction, event.payload.bid
    return AuctionEvent(
        auction_id=AuctionId(event.auction_id),
        seq=event.seq,
        type=event.type.value.lower(),
        standing=standing_of(auction, Micros(micros(event.server_time))),
        point=point_of(event.auction_id, bid, auction.currency) if bid else None,
    )
