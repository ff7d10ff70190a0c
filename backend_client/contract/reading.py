"""Reading an answer whose type depends on who asks."""

from typing import Any

from pydantic import TypeAdapter

from backend_client.contract.auctions import AuctionView, BuyerAuction, SellerAuction

AUCTION_VIEW: TypeAdapter[SellerAuction | BuyerAuction] = TypeAdapter(AuctionView)


def read_auction(body: Any) -> SellerAuction | BuyerAuction:  # noqa: ANN401 - any JSON value; pydantic checks it
    """Read one auction as the seller or a buyer sees it; raise pydantic's ValidationError for anything else."""
    return AUCTION_VIEW.validate_python(body)
