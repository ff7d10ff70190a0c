"""How an auction looks: to everybody, to its seller, to a buyer. What a type has no field for cannot leak."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction_backend.desk.callers import Caller, instant
from auction_backend.rules.bidding import Standing, flat
from auction_backend.tables import Auction, Bid, Bidder, Dealership
from backend_client.contract import AuctionStatus, BidView, BuyerAuction, PublicAuction, SellerAuction


def standing_of(auction: Auction) -> Standing:
    """Return the standing that the rules decide on."""
    return Standing(
        status=AuctionStatus(auction.status),
        starts_us=auction.started_us,
        ends_us=auction.ends_us,
        start_minor=auction.start_minor,
        ladder=flat(auction.increment_minor),
        reserve_minor=auction.reserve_minor,
        price_minor=auction.price_minor,
        leader=auction.leader_id,
        leader_max_minor=auction.leader_max_minor,
    )


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who bids in some auctions, and under which alias."""

    bidders: dict[tuple[str, str], Bidder]
    names: dict[str, str]

    @classmethod
    def of(cls, session: Session, auctions: Sequence[Auction]) -> "Crowd":
        """Read the bidders of these auctions at once."""
        ids = [auction.id for auction in auctions]
        rows = session.execute(
            select(Bidder, Dealership.name)
            .join(Dealership, Dealership.id == Bidder.dealership_id)
            .where(Bidder.auction_id.in_(ids))
        ).all()
        bidders = {(row.Bidder.auction_id, row.Bidder.dealership_id): row.Bidder for row in rows}
        return cls(bidders, {row.Bidder.dealership_id: row.name for row in rows})

    def alias(self, auction_id: str, dealership_id: str | None) -> str | None:
        """Return under which name everybody sees this dealership in this auction."""
        bidder = self.bidders.get((auction_id, dealership_id or ""))
        return f"Bidder {bidder.number}" if bidder else None

    def own_max(self, auction_id: str, dealership_id: str) -> int | None:
        """Return the highest maximum that the dealership itself has named here."""
        bidder = self.bidders.get((auction_id, dealership_id))
        return bidder.max_minor if bidder else None


def public_fields(auction: Auction, crowd: Crowd) -> dict[str, Any]:
    """Return what everybody may see of an auction."""
    standing = standing_of(auction)
    is_sold = standing.status is AuctionStatus.SOLD
    return {
        "id": auction.id,
        "appraisal_id": auction.appraisal_id,
        "revision": auction.revision,
        "seller_name": auction.seller_name,
        "title": auction.title,
        "status": standing.status,
        "currency": auction.currency,
        "start_minor": auction.start_minor,
        "increment_minor": auction.increment_minor,
        "current_minor": auction.price_minor,
        "next_required_minor": standing.next_required_minor,
        "bid_count": auction.bid_count,
        "leader_alias": crowd.alias(auction.id, auction.leader_id),
        "has_reserve": auction.reserve_minor is not None,
        "reserve_met": standing.reserve_met,
        "started_at": instant(auction.started_us),
        "ends_at": instant(auction.ends_us),
        "closed_at": instant(auction.closed_us) if auction.closed_us is not None else None,
        "final_minor": auction.price_minor if is_sold else None,
        "seq": auction.seq,
    }


def public_view(session: Session, auction: Auction) -> PublicAuction:
    """Return the view that events carry."""
    return PublicAuction(**public_fields(auction, Crowd.of(session, [auction])))


def view_for(caller: Caller, auction: Auction, crowd: Crowd) -> SellerAuction | BuyerAuction:
    """Return the view that belongs to who asks."""
    fields = public_fields(auction, crowd)
    leads = crowd.names.get(auction.leader_id or "")
    is_sold = auction.status == AuctionStatus.SOLD
    if caller.owns(auction):
        buyer = leads if is_sold else None
        return SellerAuction(**fields, reserve_minor=auction.reserve_minor, leader_name=leads, buyer_name=buyer)
    you_lead = auction.leader_id == caller.dealership_id
    return BuyerAuction(
        **fields,
        your_alias=crowd.alias(auction.id, caller.dealership_id),
        you_lead=you_lead,
        you_bought=you_lead and is_sold,
        your_max_minor=crowd.own_max(auction.id, caller.dealership_id),
    )


def bid_view(bid: Bid, crowd: Crowd) -> BidView:
    """Return a public bid as everybody may see it."""
    return BidView(
        seq=bid.event_seq or 0,
        at=instant(bid.at_us),
        alias=crowd.alias(bid.auction_id, bid.dealership_id) or "",
        price_minor=bid.price_minor or 0,
        leader_alias=crowd.alias(bid.auction_id, bid.leader_id) or "",
    )
