"""The auction backend as a Python object: one method for each endpoint."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from backend_client.clock import ServerClock, micros
from backend_client.contract import (
    APPRAISALS,
    AUCTIONS,
    CURRENT_SESSION,
    HEALTH,
    SERVICE_NAME,
    SESSIONS,
    AppraisalList,
    AppraisalView,
    AuctionList,
    AuctionRequest,
    BidAnswer,
    BidList,
    BidRequest,
    BuyerAuction,
    Health,
    RevisionRequest,
    RevisionView,
    SellerAuction,
    SessionRequest,
    SessionView,
    appraisal_path,
    auction_path,
    bids_path,
    canonical_json,
    photo_path,
    read_auction,
    revision_key,
    revision_path,
)
from backend_client.errors import WrongServer
from backend_client.transport import Ask, Reply, Server, Transport
from backend_client.uploads import PhotoUpload, Uploads

CREATED: Final = frozenset({201})
NO_CONTENT: Final = frozenset({204})


class AuctionClient:
    """Speaks to one server as one user; for one thread at a time. Every method raises BackendError."""

    def __init__(self, server: Server, clock: ServerClock | None = None) -> None:
        self.transport = Transport(server, clock)
        self.uploads = Uploads(self.transport)

    def health(self) -> Health:
        """Ask the server who it is."""
        reply = self.transport.call(Ask("GET", HEALTH))
        view = reply.read(Health)
        _same(reply, view.service, SERVICE_NAME)
        self._heard(reply, micros(view.server_time))
        return view

    def sign_in(self, email: str, password: str, device_id: str) -> SessionView:
        """Open a session; the token is in the answer, once."""
        body = _json(SessionRequest(email=email, password=password, device_id=device_id))
        reply = self.transport.call(Ask("POST", SESSIONS, CREATED, body))
        view = reply.read(SessionView)
        self._heard(reply, micros(view.server_time))
        return view

    def sign_out(self) -> None:
        """End this session on the server."""
        self.transport.call(Ask("DELETE", CURRENT_SESSION, NO_CONTENT))

    def upload(self, photo: PhotoUpload, *, again: bool = False) -> str:
        """Send a photo, or what is still missing of it; return the server's own hash."""
        return self.uploads.send(photo, again=again)

    def put_revision(self, appraisal_id: str, revision: int, body: RevisionRequest | Mapping[str, Any]) -> RevisionView:
        """Finalise a revision in one step; the answer bears the server's own content hash."""
        path, key = revision_path(appraisal_id, revision), revision_key(appraisal_id, revision)
        reply = self.transport.call(Ask("PUT", path, CREATED, _json(body), key))
        view = reply.read(RevisionView)
        _same(reply, view.id, appraisal_id)
        _same(reply, str(view.revision), str(revision))
        return view

    def launch(self, body: AuctionRequest | Mapping[str, Any]) -> SellerAuction | BuyerAuction:
        """Launch an auction; its id was made by the caller."""
        told = AuctionRequest.model_validate(body)
        reply = self.transport.call(Ask("POST", AUCTIONS, CREATED, _json(body), told.id))
        return _auction(reply, told.id)

    def auctions(self) -> AuctionList:
        """Return the auctions that this user may see."""
        reply = self.transport.call(Ask("GET", AUCTIONS))
        view = reply.read(AuctionList)
        self._heard(reply, micros(view.server_time))
        return view

    def auction(self, auction_id: str) -> SellerAuction | BuyerAuction:
        """Return one auction as this user may see it."""
        return _auction(self.transport.call(Ask("GET", auction_path(auction_id))), auction_id)

    def bids(self, auction_id: str) -> BidList:
        """Return an auction's bids, oldest first."""
        reply = self.transport.call(Ask("GET", bids_path(auction_id)))
        view = reply.read(BidList)
        _same(reply, view.auction_id, auction_id)
        self._heard(reply, micros(view.server_time))
        return view

    def bid(self, auction_id: str, bid: BidRequest) -> BidAnswer:
        """Bid; too low, too late or against oneself is an answer with its outcome, not an error."""
        reply = self.transport.call(Ask("POST", bids_path(auction_id), body=_json(bid), key=bid.client_bid_id))
        view = reply.read(BidAnswer)
        _same(reply, view.client_bid_id, bid.client_bid_id)
        self._heard(reply, micros(view.server_time))
        return view

    def appraisals(self) -> AppraisalList:
        """Return the latest revision of each appraisal of the dealership."""
        return self.transport.call(Ask("GET", APPRAISALS)).read(AppraisalList)

    def appraisal(self, appraisal_id: str) -> AppraisalView:
        """Return one appraisal's latest revision."""
        reply = self.transport.call(Ask("GET", appraisal_path(appraisal_id)))
        view = reply.read(AppraisalView)
        _same(reply, view.id, appraisal_id)
        return view

    def photo(self, photo_id: str) -> bytes:
        """Return a stored photo's bytes."""
        return self.transport.call(Ask("GET", photo_path(photo_id), headers={"Accept": "*/*"})).body

    def close(self) -> None:
        """Give the connections back."""
        self.transport.close()

    def _heard(self, reply: Reply, server_us: int) -> None:
        self.transport.clock.heard(server_us, reply.sent_us, reply.received_us)


def _json(body: Any) -> bytes:  # noqa: ANN401 - a message of the contract, or the same as a mapping
    return canonical_json(body if isinstance(body, Mapping) else body.model_dump(mode="json"))


def _same(reply: Reply, told: str, sent: str) -> None:
    """Refuse an answer about something else than what was sent."""
    if told != sent:
        raise WrongServer(reply.status, "an answer about something else")


def _auction(reply: Reply, auction_id: str) -> SellerAuction | BuyerAuction:
    try:
        view = read_auction(json.loads(reply.body))
    except (ValidationError, ValueError) as error:
        raise WrongServer(reply.status, "not in the contract's words") from error
    _same(reply, view.id, auction_id)
    return view
