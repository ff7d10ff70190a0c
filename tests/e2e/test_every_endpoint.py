"""The client and the server agree on every endpoint, with nothing between them but the wire."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from backend_client.client import AuctionClient
from backend_client.contract import AuctionStatus, BidOutcome, BidRequest, BuyerAuction, SellerAuction
from backend_client.errors import Problem
from backend_client.transport import Server
from backend_client.uploads import PhotoUpload
from inspector_app.core.auction import Auction, AuctionTerms, Standing
from inspector_app.core.auction import AuctionStatus as Status
from inspector_app.core.ids import AuctionId, new_id
from inspector_app.core.money import Money
from inspector_app.core.payloads import launch_payload, read_launch_payload, read_submission, submission
from inspector_app.gateway import HttpGateway
from tests.e2e.laptop import client_of, jpeg
from tests.live_backend import LiveBackend
from tests.store.kit import car, photo

pytestmark = pytest.mark.server


@pytest.fixture
def seller(backend: LiveBackend) -> Iterator[AuctionClient]:
    with closing(client_of(backend, backend.manager)) as client:
        yield client


@pytest.fixture
def buyer(backend: LiveBackend) -> Iterator[AuctionClient]:
    with closing(client_of(backend, backend.buyers[0])) as client:
        yield client


def test_a_server_says_who_it_is(backend: LiveBackend) -> None:
    with closing(AuctionClient(Server(backend.api_url))) as client:
        assert client.health().stream_url == backend.stream_url
        assert abs(client.transport.clock.offset_us()) < 2_000_000


def test_a_car_goes_round_every_endpoint(seller: AuctionClient, buyer: AuctionClient) -> None:
    data = jpeg(77)
    sha256 = hashlib.sha256(data).hexdigest()
    appraisal = car()
    taken = photo(appraisal, sha256=sha256, bytes=len(data))
    told = read_submission(submission(appraisal, [taken], [], [])[0])
    with pytest.raises(Problem) as lacking:
        seller.put_revision(appraisal.id, 1, told.body)
    assert (lacking.value.code, lacking.value.missing) == ("photos_missing", (taken.id,))

    upload = PhotoUpload(taken.id, appraisal.id, 1, sha256, "image/jpeg", data)
    assert seller.upload(upload) == seller.upload(upload, again=True) == seller.upload(upload) == sha256
    assert seller.photo(taken.id) == data
    stored = seller.put_revision(appraisal.id, 1, told.body)
    assert stored == seller.put_revision(appraisal.id, 1, told.body), "the same once more is the first one"
    assert stored.content_hash == told.body["content_hash"]
    assert appraisal.id in {one.id for one in seller.appraisals().appraisals}
    assert seller.appraisal(appraisal.id).content_hash == stored.content_hash

    auction_id = AuctionId(new_id())
    terms = AuctionTerms(Money(100_00), Money(5_00), Money(110_00), 2)
    body = read_launch_payload(
        launch_payload(Auction(auction_id, appraisal.id, 1, terms, Standing(Status.LAUNCH_QUEUED)))
    )
    launched = seller.launch(body)
    assert isinstance(launched, SellerAuction)
    assert launched == seller.launch(body)
    assert isinstance(buyer.auction(auction_id), BuyerAuction)
    assert auction_id in {one.id for one in buyer.auctions().auctions}

    low = BidRequest(client_bid_id=new_id(), max_minor=50_00, currency="USD")
    high = BidRequest(client_bid_id=new_id(), max_minor=120_00, currency="USD")
    assert buyer.bid(auction_id, low).outcome is BidOutcome.TOO_LOW
    answer = buyer.bid(auction_id, high)
    assert answer.outcome is BidOutcome.ACCEPTED_LEADING
    assert buyer.bid(auction_id, high).outcome is answer.outcome, "the same bid once more is the first one"
    with pytest.raises(Problem) as own:
        seller.bid(auction_id, BidRequest(client_bid_id=new_id(), max_minor=200_00, currency="USD"))
    assert own.value.status == 403
    assert [bid.price_minor for bid in seller.bids(auction_id).bids] == [answer.auction.current_minor]
    assert sold(seller, auction_id).final_minor == answer.auction.current_minor


def sold(seller: AuctionClient, auction_id: str) -> SellerAuction | BuyerAuction:
    """Return the auction once the hammer has fallen."""
    until = time.monotonic() + 20
    while (view := seller.auction(auction_id)).status is AuctionStatus.ACTIVE:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert view.status is AuctionStatus.SOLD
    return view


def test_after_signing_out_the_token_is_worth_nothing(backend: LiveBackend) -> None:
    with closing(client_of(backend, backend.inspector)) as client:
        client.sign_out()
        with pytest.raises(Problem) as refused:
            client.appraisals()
    assert refused.value.status == 401


def test_the_laptops_sign_out_ends_the_session_on_the_server(backend: LiveBackend) -> None:
    gateway = HttpGateway(read_photo=lambda _: b"", device_id=new_id())
    account, token = gateway.sign_in(backend.api_url, backend.inspector.email, backend.inspector.password)
    gateway.use(account, token)
    gateway.sign_out()
    with closing(AuctionClient(Server(backend.api_url, token))) as client, pytest.raises(Problem) as refused:
        client.appraisals()
    assert refused.value.status == 401
