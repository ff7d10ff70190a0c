"""Auctions: launched, listed, read, bid on."""

from apiflask import APIBlueprint
from flask import Response
from pydantic import RootModel

from auction_backend.auth import lets
from auction_backend.context import backend, caller
from auction_backend.desk import auctions as desk
from auction_backend.desk import bidding
from auction_backend.desk.callers import instant
from auction_backend.idempotency import once, require_key
from auction_backend.rules.roles import Action
from backend_client.contract import (
    AUCTIONS,
    AuctionList,
    AuctionRequest,
    AuctionView,
    BidAnswer,
    BidList,
    BidRequest,
    BuyerAuction,
    SellerAuction,
)

routes = APIBlueprint("auctions", __name__, tag="Auctions")


class Auction(RootModel[AuctionView]):
    """One auction, as its seller or as a buyer sees it."""


@routes.post(AUCTIONS)
@routes.input(AuctionRequest, arg_name="body")
@routes.output(Auction, status_code=201)
@lets(Action.LAUNCH_AUCTION)
def launch(body: AuctionRequest) -> Response:
    """Launch an auction of the newest revision of an own appraisal."""
    key = require_key(body.id)
    parts, who = backend(), caller()
    shortest = parts.settings.min_duration_s
    return once(key, 201, lambda session: desk.launch(session, who, body, shortest, parts.now_us()))


@routes.get(AUCTIONS)
@routes.output(AuctionList)
@lets(Action.READ_AUCTION)
def list_auctions() -> AuctionList:
    """List the auctions that the asker may see, running ones first."""
    parts = backend()
    with parts.database.read() as session:
        auctions = tuple(desk.list_visible(session, caller()))
    return AuctionList(server_time=instant(parts.now_us()), auctions=auctions)


@routes.get(f"{AUCTIONS}/<id:auction_id>")
@routes.output(Auction)
@lets(Action.READ_AUCTION)
def read(auction_id: str) -> SellerAuction | BuyerAuction:
    """Give one auction as the asker may see it."""
    with backend().database.read() as session:
        return desk.read(session, caller(), auction_id)


@routes.get(f"{AUCTIONS}/<id:auction_id>/bids")
@routes.output(BidList)
@lets(Action.READ_AUCTION)
def list_bids(auction_id: str) -> BidList:
    """List the bids that moved the price or the lead, oldest first."""
    parts = backend()
    with parts.database.read() as session:
        bids = tuple(desk.list_bids(session, caller(), auction_id))
    return BidList(auction_id=auction_id, server_time=instant(parts.now_us()), bids=bids)


@routes.post(f"{AUCTIONS}/<id:auction_id>/bids")
@routes.input(BidRequest, arg_name="body")
@routes.output(BidAnswer)
@lets(Action.BID)
def bid(auction_id: str, body: BidRequest) -> Response:
    """Bid up to a private maximum. A bid that is too low or too late is a 200 as well: it was heard and decided."""
    parts, who = backend(), caller()
    clock = parts.settings.clock
    return once(body.client_bid_id, 200, lambda session: bidding.place(session, who, auction_id, body, clock))
