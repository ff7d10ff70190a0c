"""The gateway speaks the wire's words on one side and the app's on the other."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from backend_client.contract import SHA256_HEADER, UPLOAD_OFFSET
from backend_client.transport import Patience
from inspector_app.core.auction import AuctionStatus
from inspector_app.core.errors import GatewayError, InputError, StorageError
from inspector_app.core.ids import AppraisalId, AuctionId, Micros, Sha256, from_rfc3339
from inspector_app.core.money import Money
from inspector_app.core.outbox import Envelope, Intent, Verdict
from inspector_app.core.payloads import launch_payload, photo_payload, submission
from inspector_app.core.session import Role
from inspector_app.gateway import HttpGateway
from tests.fakes import ACCOUNT
from tests.rude_server import TUS, Heard, Manner, hangs_up, refuses, rude_server, says, stalls, streams
from tests.store.kit import auction, car, photo

ID = "0192aaaa-0000-7000-8000-00000000000a"
OTHER = "0192aaaa-0000-7000-8000-00000000000b"
NOW = "2035-01-01T00:00:00.000001Z"
SESSION = {
    "token": "fresh", "expires_at": NOW, "server_time": NOW, "stream_url": "http://127.0.0.1:9",
    "user": {"id": ID, "name": "Ines", "email": "ines@north.example", "role": "concierge"},
    "dealership": {"id": OTHER, "name": "North", "currency": "CHF"},
}  # fmt: skip
AUCTION = {
    "view": "seller", "id": ID, "appraisal_id": OTHER, "revision": 1, "seller_name": "North", "title": "A car",
    "status": "SOLD", "currency": "USD", "start_minor": 100, "increment_minor": 10, "current_minor": 120,
    "next_required_minor": 130, "bid_count": 2, "leader_alias": "Bidder 2", "has_reserve": True, "reserve_met": True,
    "started_at": "2035-01-01T00:00:00Z", "ends_at": "2035-01-01T00:45:00Z", "closed_at": None, "final_minor": 125,
    "seq": 3, "reserve_minor": 110, "leader_name": "South", "buyer_name": "South", "of_a_newer_server": 1,
}  # fmt: skip
BIDS = {
    "auction_id": ID, "server_time": NOW,
    "bids": [{"seq": 2, "at": NOW, "alias": "Bidder 1", "price_minor": 100, "leader_alias": "Bidder 1"}],
}  # fmt: skip
CAR = car()
PHOTO = photo(CAR)
UPLOAD = Envelope(PHOTO.id, Intent.UPLOAD_PHOTO, CAR.id, photo_payload(PHOTO), PHOTO.sha256, 3, attempts=1)
PAYLOAD, PROOF = submission(CAR, [PHOTO], [], [])
SUBMIT = Envelope(f"{CAR.id}:1", Intent.SUBMIT_APPRAISAL, CAR.id, PAYLOAD, PROOF)
STORED = {"id": CAR.id, "revision": 1, "content_hash": PROOF, "photos": 1, "seq": 1}


def gateway_to(url: str, token: str | None = "t", read: Callable[[Sha256], bytes] = lambda _: b"raw") -> HttpGateway:  # noqa: S107
    gateway = HttpGateway(read, "laptop-1", patience=Patience(connect_s=1.0, read_s=0.3, slowest_line=10**6))
    gateway.use(replace(ACCOUNT, server_url=url, stream_url=url), token)
    return gateway


def event(auction_id: str, seq: int) -> bytes:
    view = AUCTION | {"id": auction_id, "seq": seq, "status": "HAGGLING"}
    told = {"auction_id": auction_id, "seq": seq, "type": "BID", "server_time": NOW, "ends_at": NOW}
    return f"id: {auction_id}:{seq}\ndata: {json.dumps(told | {'payload': {'auction': view}})}\n\n".encode()


def test_signing_in_tells_who_we_are_and_keeps_a_role_that_we_do_not_know() -> None:
    with rude_server(says(201, SESSION)) as server:
        account, token = HttpGateway(bytes.fromhex, "laptop-1").sign_in(f"{server.url}/", "ines@north.example", "pw")
        sent = json.loads(server.heard[0].body)
    assert token == "fresh"
    assert sent == {"email": "ines@north.example", "password": "pw", "device_id": "laptop-1"}
    assert (account.server_url, account.role, account.currency) == (server.url, Role.UNKNOWN, "CHF")
    assert account.stream_url == "http://127.0.0.1:9"
    assert not account.may_launch


@pytest.mark.parametrize(
    ("manner", "code"),
    [
        (refuses(401, "bad_credentials"), "wrong_password"),
        (refuses(429, "throttled", {"Retry-After": "60"}), "too_many_attempts"),
        (says(200, "<html>hotel</html>", {}), "wrong_server"),
        (says(302, "", {"Location": "http://portal/"}), "redirected"),
        (refuses(426, "protocol"), "protocol"),
        (hangs_up, "unreachable"),
    ],
)
def test_a_sign_in_that_fails_says_why(manner: Manner, code: str) -> None:
    with rude_server(manner) as server, pytest.raises(GatewayError) as trouble:
        HttpGateway(bytes.fromhex, "laptop-1").sign_in(server.url, "ines@north.example", "pw")
    assert trouble.value.code == code


def test_what_is_no_address_is_told_before_anything_is_sent() -> None:
    with pytest.raises(InputError) as trouble:
        HttpGateway(bytes.fromhex, "laptop-1").sign_in("auctions", "ines@north.example", "pw")
    assert trouble.value.code == "bad_server_url"


@pytest.mark.parametrize(
    ("manner", "code", "verdict"),
    [
        (says(200, "<html>hotel</html>", {}), "wrong_server", Verdict.LATER),
        (says(302, "", {"Location": "http://portal/"}), "redirected", Verdict.LATER),
        (says(401, "who?", {}), "wrong_server", Verdict.LATER),
        (refuses(401, "unauthenticated"), "signed_out", Verdict.PAUSED),
        (refuses(403, "forbidden"), "forbidden", Verdict.REFUSED),
        (refuses(409, "in_flight"), "in_flight", Verdict.LATER),
        (refuses(412, "stale_revision", latest_revision=2), "stale_revision", Verdict.CONFLICT),
        (refuses(422, "key_reused"), "refused", Verdict.REFUSED),
        (refuses(426, "protocol"), "protocol", Verdict.PAUSED),
        (refuses(503, "unavailable", {"Retry-After": "5"}), "server_busy", Verdict.LATER),
        (hangs_up, "unreachable", Verdict.LATER),
        (stalls, "unreachable", Verdict.LATER),
    ],
)
def test_a_submission_that_brings_no_proof_has_its_verdict(manner: Manner, code: str, verdict: Verdict) -> None:
    with rude_server(manner) as server, pytest.raises(GatewayError) as trouble:
        gateway_to(server.url).deliver(SUBMIT)
    assert (trouble.value.code, trouble.value.verdict) == (code, verdict)


def test_a_submission_is_proven_by_the_servers_own_hash_and_sent_as_it_was_hashed() -> None:
    with rude_server(says(201, STORED)) as server:
        assert gateway_to(server.url).deliver(SUBMIT) == PROOF
        sent = server.heard[0]
    assert sent.path == f"/v1/appraisals/{CAR.id}/revisions/1"
    assert json.loads(sent.body) == json.loads(PAYLOAD)["body"]


def test_a_first_attempt_sends_the_photo_and_a_later_one_asks_first() -> None:
    done = TUS | {"Location": f"/v1/uploads/{PHOTO.id}", UPLOAD_OFFSET: "3", SHA256_HEADER: PHOTO.sha256}
    with rude_server(says(201, b"", done), says(200, b"", done)) as server:
        gateway = gateway_to(server.url)
        assert gateway.deliver(UPLOAD) == PHOTO.sha256
        assert gateway.deliver(replace(UPLOAD, attempts=2)) == PHOTO.sha256
        assert [heard.method for heard in server.heard] == ["POST", "HEAD"]
        assert bytes(server.heard[0].body) == b"raw"


def test_an_upload_that_vanished_is_started_again_later() -> None:
    with rude_server(refuses(404, "not_found", TUS)) as server, pytest.raises(GatewayError) as trouble:
        gateway_to(server.url).deliver(UPLOAD)
    assert (trouble.value.code, trouble.value.verdict) == ("upload_gone", Verdict.LATER)


def test_a_photo_that_is_lost_here_is_told_and_blocks_nothing_else() -> None:
    def lost(_: Sha256) -> bytes:
        raise StorageError("photo_lost")

    with rude_server() as server, pytest.raises(GatewayError) as trouble:
        gateway_to(server.url, read=lost).deliver(UPLOAD)
    assert (trouble.value.code, trouble.value.verdict) == ("photo_lost", Verdict.REFUSED)
    assert server.heard == []


def test_a_disk_that_does_not_answer_now_is_asked_again_later() -> None:
    def busy(_: Sha256) -> bytes:
        raise StorageError("disk_trouble", reason="input/output error")

    with rude_server() as server, pytest.raises(GatewayError) as trouble:
        gateway_to(server.url, read=busy).deliver(UPLOAD)
    assert (trouble.value.code, trouble.value.verdict) == ("disk_trouble", Verdict.LATER)


def test_a_launch_is_proven_by_its_id() -> None:
    made = auction(replace(CAR, id=AppraisalId(OTHER)))
    envelope = Envelope(made.id, Intent.LAUNCH_AUCTION, CAR.id, launch_payload(made), made.id)
    with rude_server(says(201, AUCTION | {"id": made.id}), says(201, AUCTION)) as server:
        gateway = gateway_to(server.url)
        assert gateway.deliver(envelope) == made.id
        assert json.loads(server.heard[0].body) == json.loads(envelope.payload)
        with pytest.raises(GatewayError) as trouble:
            gateway.deliver(envelope)
        assert trouble.value.code == "wrong_server"


def test_without_a_token_nothing_is_sent_and_everything_waits() -> None:
    with rude_server() as server, pytest.raises(GatewayError) as trouble:
        gateway_to(server.url, None).deliver(SUBMIT)
    assert (trouble.value.code, trouble.value.verdict) == ("signed_out", Verdict.PAUSED)
    assert server.heard == []


def test_a_no_to_an_old_token_does_not_pause_who_has_signed_in_since() -> None:
    with rude_server() as server:
        gateway = gateway_to(server.url, "old")

        def signs_in_meanwhile(heard: Heard) -> bool | None:
            gateway.use(replace(ACCOUNT, server_url=server.url), "new")
            return refuses(401, "unauthenticated")(heard)

        server.then(signs_in_meanwhile, says(201, STORED))
        with pytest.raises(GatewayError) as trouble:
            gateway.deliver(SUBMIT)
        assert trouble.value.verdict is Verdict.LATER
        assert gateway.deliver(SUBMIT) == PROOF
        assert [heard.headers["authorization"] for heard in server.heard] == ["Bearer old", "Bearer new"]


def test_each_lane_has_a_line_of_its_own() -> None:
    meeting = threading.Barrier(3, timeout=5)

    def together(heard: Heard) -> bool | None:
        meeting.wait()  # passes only when three requests are under way at once
        return says(201, STORED)(heard)

    with rude_server(default=together) as server:
        gateway = gateway_to(server.url)
        with ThreadPoolExecutor(3) as lanes:
            assert list(lanes.map(gateway.deliver, [SUBMIT] * 3)) == [PROOF] * 3


def test_an_auction_comes_with_its_price_points_and_its_hammer_price() -> None:
    with rude_server(says(200, AUCTION), says(200, BIDS)) as server:
        told, points = gateway_to(server.url).auction(AuctionId(ID))
    assert told.terms.reserve == Money(110)
    assert (told.terms.start, told.terms.duration_s) == (Money(100), 45 * 60)
    assert (told.standing.status, told.standing.current, told.standing.seq) == (AuctionStatus.SOLD, Money(125), 3)
    assert told.standing.server_time == from_rfc3339(NOW) == Micros(points[0].at)
    assert [(point.seq, point.price, point.bidder) for point in points] == [(2, Money(100), "Bidder 1")]


def test_an_auction_on_terms_that_we_know_nothing_of_is_trouble_in_words() -> None:
    odd = AUCTION | {"start_minor": 0}
    with rude_server(says(200, odd), says(200, BIDS)) as server, pytest.raises(GatewayError) as trouble:
        gateway_to(server.url).auction(AuctionId(ID))
    assert trouble.value.code == "server_trouble"


def test_the_stream_tells_of_the_auctions_that_are_followed_and_of_no_other() -> None:
    with rude_server(streams(event(OTHER, 1), event(ID, 4), then=stalls)) as server:
        gateway = gateway_to(server.url)
        heard = []
        for one in gateway.stream({AuctionId(ID): 3}, lambda: False):
            heard.append(one)
            if one:
                gateway.hang_up()
    assert heard[0] is None
    assert heard[1] is not None
    assert (heard[1].seq, heard[1].standing.status, heard[1].point) == (4, AuctionStatus.UNKNOWN, None)
    assert len(heard) == 2


def test_a_stream_that_fails_for_good_is_told_in_our_words() -> None:
    with rude_server(default=refuses(401, "unauthenticated")) as server, pytest.raises(GatewayError) as trouble:
        list(gateway_to(server.url).stream({AuctionId(ID): 3}, lambda: False))
    assert trouble.value.code == "signed_out"


def test_the_servers_clock_is_known_from_its_answers() -> None:
    dated = says(201, STORED, {"Walkaround-Protocol": "1", "Date": "Mon, 01 Jan 2035 00:00:00 GMT"})
    with rude_server(dated) as server:
        gateway = gateway_to(server.url)
        assert gateway.server_offset_us() == 0
        gateway.deliver(SUBMIT)
        assert gateway.server_offset_us() > 0
