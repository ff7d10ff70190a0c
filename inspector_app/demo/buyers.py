"""Three buyers who bid against each other over the public API, as any dealer's program could."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from backend_client.client import AuctionClient
from backend_client.contract import BidAnswer, BidRequest
from backend_client.transport import Server
from inspector_app.app.embedded import DemoUser
from inspector_app.core.ids import AuctionId, new_id


@dataclass
class Buyer:
    """One dealership at the auction."""

    client: AuctionClient
    name: str

    def bid(self, auction_id: AuctionId, most_minor: int, currency: str) -> BidAnswer:
        """Bid up to a private maximum."""
        return self.client.bid(auction_id, BidRequest(client_bid_id=new_id(), max_minor=most_minor, currency=currency))


class Buyers:
    """The buyers of the demo, signed in; leave them to close their connections."""

    def __init__(self, url: str, users: tuple[DemoUser, ...]) -> None:
        self._all = [self._signed_in(url, user) for user in users]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for buyer in self._all:
            buyer.client.close()

    def __getitem__(self, place: int) -> Buyer:
        """Return a buyer."""
        return self._all[place]

    @staticmethod
    def _signed_in(url: str, user: DemoUser) -> Buyer:
        client = AuctionClient(Server(url))
        session = client.sign_in(user.email, user.password, new_id())
        client.close()
        return Buyer(AuctionClient(Server(url, session.token)), user.dealership)
