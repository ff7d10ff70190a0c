"""Messages of auctions: terms, two projections by type, bids and events."""

from typing import Annotated, Literal

from pydantic import Field

from backend_client.contract.base import (
    Count,
    Currency,
    Id,
    Instant,
    Minor,
    OpenEnum,
    PositiveMinor,
    Request,
    Required,
    Response,
    Revision,
)

DEFAULT_DURATION_S = 45 * 60
MAX_DURATION_S = 30 * 24 * 3600


class AuctionStatus(OpenEnum):
    """Where an auction stands."""

    ACTIVE = "ACTIVE"
    SOLD = "SOLD"
    PENDING = "PENDING"
    """Closed with bids below the reserve: the seller decides."""
    NO_SALE = "NO_SALE"
    UNKNOWN = "UNKNOWN"


class BidOutcome(OpenEnum):
    """What became of a bid: it was heard and decided."""

    ACCEPTED_LEADING = "ACCEPTED_LEADING"
    ACCEPTED_OUTBID = "ACCEPTED_OUTBID"
    TOO_LOW = "TOO_LOW"
    ENDED = "ENDED"
    NOT_OPEN = "NOT_OPEN"
    SELF_BID = "SELF_BID"
    """The leader named no more than the maximum that already leads."""
    UNKNOWN = "UNKNOWN"


class EventType(OpenEnum):
    """What happened to an auction."""

    LAUNCHED = "LAUNCHED"
    BID = "BID"
    CLOSED = "CLOSED"
    UNKNOWN = "UNKNOWN"


class AuctionTerms(Request):
    """How a car is offered."""

    start_minor: PositiveMinor
    reserve_minor: PositiveMinor | None = None
    increment_minor: PositiveMinor
    currency: Currency
    duration_s: Annotated[int, Field(strict=True, ge=1, le=MAX_DURATION_S)] = DEFAULT_DURATION_S


class AuctionRequest(Request):
    """Launch an auction of one finalised revision; `id` is made by the client and is the idempotency key."""

    id: Id
    appraisal_id: Id
    revision: Revision
    terms: AuctionTerms


class PublicAuction(Response):
    """What everybody who may see the auction sees; bidders bear aliases."""

    id: Id
    appraisal_id: Id
    revision: Revision
    seller_name: str
    title: str
    status: AuctionStatus
    currency: Currency
    start_minor: Minor
    increment_minor: PositiveMinor
    current_minor: Minor | None
    """The price as it stands; None before the first bid."""
    next_required_minor: Required
    bid_count: Count
    leader_alias: str | None
    has_reserve: bool
    reserve_met: bool
    started_at: Instant
    ends_at: Instant
    closed_at: Instant | None
    final_minor: Minor | None
    """The hammer price; set only when SOLD."""
    seq: Count


class SellerAuction(PublicAuction):
    """The seller's view: the reserve, the leader's and at the end the buyer's name."""

    view: Literal["seller"] = "seller"
    reserve_minor: PositiveMinor | None
    leader_name: str | None
    buyer_name: str | None


class BuyerAuction(PublicAuction):
    """A buyer's view: where this dealership stands; never the reserve, never another's maximum."""

    view: Literal["buyer"] = "buyer"
    your_alias: str | None
    you_lead: bool
    you_bought: bool
    your_max_minor: Minor | None


AuctionView = Annotated[SellerAuction | BuyerAuction, Field(discriminator="view")]
"""One auction as the asker may see it; read with `read_auction`."""


class AuctionList(Response):
    """The auctions that the asker may see: running ones first, each group newest first."""

    server_time: Instant
    auctions: tuple[AuctionView, ...]


class BidRequest(Request):
    """Bid up to a private maximum; `client_bid_id` is the idempotency key."""

    client_bid_id: Id
    max_minor: PositiveMinor
    currency: Currency


class BidAnswer(Response):
    """What became of the bid, what a next one must reach, and the auction after it."""

    client_bid_id: Id
    outcome: BidOutcome
    required_minor: Required
    server_time: Instant
    auction: AuctionView


class BidView(Response):
    """One accepted bid that moved the price or the lead, as everybody may see it."""

    seq: Count
    at: Instant
    alias: str
    price_minor: Minor
    """The price after this bid."""
    leader_alias: str


class BidList(Response):
    """The bids of one auction, oldest first."""

    auction_id: Id
    server_time: Instant
    bids: tuple[BidView, ...]


class EventPayload(Response):
    """The public view after the event, and the bid that caused it."""

    auction: PublicAuction
    bid: BidView | None = None


class AuctionEvent(Response):
    """One event of one auction: apply it when its `seq` is the next one, otherwise read the auction again."""

    auction_id: Id
    seq: Count
    type: EventType
    server_time: Instant
    ends_at: Instant
    payload: EventPayload
