"""What comes back is a success only when it is proven to be our server's."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from backend_client.client import AuctionClient
from backend_client.contract import BidRequest
from backend_client.errors import BadAddress, NoAnswer, Problem, Redirected, WrongServer
from backend_client.transport import Patience, Server, base_of
from tests.rude_server import MARK, Heard, Manner, hangs_up, head, refuses, rude_server, says, stalls, truncates

ID = "0192aaaa-0000-7000-8000-000000000001"
OTHER = "0192aaaa-0000-7000-8000-000000000002"
HASH = "ab" * 32
IMPATIENT = Patience(connect_s=1.0, read_s=0.3, answer_s=1.0, answer_bytes=100_000)
STORED = {"id": ID, "revision": 1, "content_hash": HASH, "photos": 1, "seq": 1}
BODY = {"vin": "x"}


def put(url: str, token: str | None = "t0ken") -> str:  # noqa: S107
    client = AuctionClient(Server(url, token, patience=IMPATIENT))
    try:
        return client.put_revision(ID, 1, BODY).content_hash
    finally:
        client.close()


def drips(heard: Heard) -> None:
    heard.read()
    heard.line.sendall(head(201, MARK | {"Content-Length": "1000"}))
    for _ in range(1000):
        heard.line.sendall(b" ")
        heard.line.settimeout(0.05)
        try:
            heard.line.recv(1)
        except TimeoutError:
            continue


def floods(heard: Heard) -> None:
    heard.read()
    heard.line.sendall(head(201, MARK))
    while True:
        heard.line.sendall(b"<p>" * 10_000)


def test_a_stored_revision_is_proven_by_the_servers_own_hash() -> None:
    with rude_server(says(201, STORED)) as server:
        assert put(server.url) == HASH
    sent = server.heard[0]
    assert (sent.method, sent.path) == ("PUT", f"/v1/appraisals/{ID}/revisions/1")
    assert sent.headers["idempotency-key"] == f"{ID}:1"
    assert sent.headers["walkaround-protocol"] == "1"
    assert sent.headers["authorization"] == "Bearer t0ken"
    assert bytes(sent.body) == b'{"vin":"x"}'


@pytest.mark.parametrize(
    "manner",
    [
        says(200, "<html>Welcome to the hotel</html>", {"Content-Type": "text/html"}),
        says(201, "<html>Welcome to the hotel</html>", {"Content-Type": "text/html"}),
        says(201, STORED, {}),
        says(401, "<html>Who are you?</html>", {}),
        says(403, "<html>Blocked by policy</html>", {}),
        says(404, "not here", {}),
        says(200, STORED),
        says(201, STORED | {"id": OTHER}),
        says(201, STORED | {"revision": 2}),
        says(201, "not json"),
        says(201, {"id": ID}),
        floods,
    ],
    ids=[
        "captive portal", "captive portal with our status", "no marker", "foreign 401", "foreign 403", "foreign 404",
        "another success", "another id", "another revision", "no json", "half a message", "no end",
    ],
)  # fmt: skip
def test_an_answer_that_is_not_provably_ours_is_no_success(manner: Manner) -> None:
    with rude_server(manner) as server, pytest.raises(WrongServer):
        put(server.url)


def test_a_redirect_is_not_followed() -> None:
    with rude_server(says(201, STORED)) as elsewhere:
        moved = says(302, "", {"Location": elsewhere.url + "/login"})
        with rude_server(moved) as server, pytest.raises(Redirected) as trouble:
            put(server.url)
        assert trouble.value.location == elsewhere.url + "/login"
        assert elsewhere.heard == []


@pytest.mark.parametrize("manner", [hangs_up, stalls, drips, truncates(201, b'{"id":')])
def test_an_answer_that_does_not_come_whole_is_no_answer(manner: Manner) -> None:
    with rude_server(manner) as server, pytest.raises(NoAnswer):
        put(server.url)


def test_a_server_that_is_not_there_is_no_answer() -> None:
    with rude_server() as server:
        gone = server.url
    with pytest.raises(NoAnswer):
        put(gone)


def test_a_server_that_speaks_tls_badly_is_no_answer() -> None:
    with rude_server(says(201, STORED)) as server, pytest.raises(NoAnswer):
        put(server.url.replace("http:", "https:"))


def test_our_servers_no_carries_its_code_and_what_belongs_to_it() -> None:
    said = refuses(409, "photos_missing", missing=[ID, OTHER], detail="Two are not here.")
    with rude_server(said) as server, pytest.raises(Problem) as trouble:
        put(server.url)
    problem = trouble.value
    assert (problem.status, problem.code, problem.missing) == (409, "photos_missing", (ID, OTHER))


def test_our_servers_no_without_a_document_is_told_by_its_status() -> None:
    with rude_server(says(503, "", MARK)) as server, pytest.raises(Problem) as trouble:
        put(server.url)
    assert (trouble.value.status, trouble.value.code) == (503, "")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "Mon, 01 Jan 2035 00:01:40 GMT", "Date": "Mon, 01 Jan 2035 00:00:00 GMT"}, 100.0),
        ({"Retry-After": "Mon, 01 Jan 2035 00:00:00 GMT", "Date": "Mon, 01 Jan 2035 00:01:40 GMT"}, 0.0),
        ({"Retry-After": "999999999999999"}, 86_400.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date_of_the_servers_clock(
    headers: dict[str, str], seconds: float | None
) -> None:
    with rude_server(refuses(503, "unavailable", headers)) as server, pytest.raises(Problem) as trouble:
        put(server.url)
    assert trouble.value.retry_after_s == seconds


def test_a_wait_in_the_document_counts_where_no_header_gives_one() -> None:
    with rude_server(refuses(429, "throttled", retry_after_s=9)) as server, pytest.raises(Problem) as trouble:
        put(server.url)
    assert trouble.value.retry_after_s == 9


def test_a_proxy_that_is_busy_is_not_our_server_but_its_wait_counts() -> None:
    with rude_server(says(503, "busy", {"Retry-After": "30"})) as server, pytest.raises(WrongServer) as trouble:
        put(server.url)
    assert trouble.value.retry_after_s == 30


@pytest.mark.parametrize("manner", [says(201, STORED, {"Walkaround-Protocol": "2"}), refuses(426, "protocol")])
def test_a_server_of_another_version_says_protocol(manner: Manner) -> None:
    with rude_server(manner) as server, pytest.raises(Problem) as trouble:
        put(server.url)
    assert (trouble.value.status, trouble.value.code) == (426, "protocol")


def test_a_line_is_used_again_for_the_next_request() -> None:
    with rude_server(says(201, STORED), says(201, STORED)) as server:
        client = AuctionClient(Server(server.url, "t"))
        client.put_revision(ID, 1, BODY)
        client.put_revision(ID, 1, BODY)
        client.close()
        ports = {heard.line for heard in server.heard}
    assert len(server.heard) == 2
    assert len(ports) == 1


@pytest.fixture
def netrc(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    path = f"{tmp_path}/netrc"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - a plain path for the environment
        file.write("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", path)
    return iter(())


@pytest.mark.parametrize(("token", "said"), [("mine", "Bearer mine"), (None, None)])
def test_a_netrc_file_does_not_speak_for_us(netrc: object, token: str | None, said: str | None) -> None:
    with rude_server(says(201, STORED)) as server:
        put(server.url, token)
    assert server.heard[0].headers.get("authorization") == said


@pytest.mark.parametrize(
    "url",
    [
        "", "server", "server:8000", "ftp://server", "https://", "https://a b", "https://me@server", "http://x:port",
        "http://server/?q=1", "http://server/#top", "file:///etc", "http://[::1", "http://server/app", "http://x:0",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        base_of(url)


@pytest.mark.parametrize("url", [" https://auctions.example ", "https://auctions.example/", "https://auctions.example"])
def test_an_address_has_one_form(url: str) -> None:
    assert base_of(url) == "https://auctions.example"


def test_a_bid_answers_for_itself() -> None:
    bid = BidRequest(client_bid_id=ID, max_minor=100, currency="USD")
    with rude_server(refuses(422, "rule", rule="too_low")) as server, pytest.raises(Problem) as trouble:
        AuctionClient(Server(server.url)).bid(OTHER, bid)
    assert trouble.value.rule == "too_low"
    assert server.heard[0].headers["idempotency-key"] == ID


def test_a_call_that_waits_for_ever_is_ended_from_another_thread_and_none_follows() -> None:
    with rude_server(default=stalls) as server, ThreadPoolExecutor(1) as lane:
        client = AuctionClient(Server(server.url, "t0ken"))
        call = lane.submit(client.put_revision, ID, 1, BODY)
        while not server.heard:
            time.sleep(0.01)
        time.sleep(0.05)
        client.transport.hang_up()
        with pytest.raises(NoAnswer):
            call.result(5)
        with pytest.raises(NoAnswer):
            client.health()
        client.close()
    assert len(server.heard) == 1
