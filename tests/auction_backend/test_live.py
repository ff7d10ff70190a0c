"""The real processes under load, on loopback: nothing lost, nothing twice, nothing late."""

import json
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from tests.auction_backend.callers import Caller
from tests.auction_backend.ledger import Ledger, check_log
from tests.auction_backend.market import new_id
from tests.live_backend import LiveBackend, running_backend

pytestmark = pytest.mark.server
STEP, START, RESERVE = 10_000, 500_000, 900_000


def rows(backend: LiveBackend, question: str, *values: object) -> list[dict[str, Any]]:
    """Ask the backend's database itself."""
    with closing(sqlite3.connect(backend.folder / "data" / "auctions.db")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(question, values)]


def bid_at_random(base: str, backend: LiveBackend, auction: str, seed: int) -> list[str]:
    """Bid twenty times as one of the buyers, and return what became of the bids."""
    chance = random.Random(seed)
    with Caller(base, backend.buyers[seed % 3]) as buyer:
        return [buyer.bid(auction, START + chance.randrange(0, 120) * 5_000)["outcome"] for _ in range(20)]


def replay(backend: LiveBackend, auction: str) -> None:
    """Hold the log of bids against an independent model, and against what the server stored."""
    bids = rows(backend, "select * from bids where auction_id = ? order by seq", auction)
    stored = rows(backend, "select * from auctions where id = ?", auction)[0]
    events = rows(
        backend, "select seq, type from events where stream = 'auction' and stream_id = ? order by seq", auction
    )
    check_log(Ledger(START, STEP, RESERVE), stored, bids, events)


def test_the_log_of_many_bids_at_once_tells_the_same_story(live_backend: LiveBackend) -> None:
    base = live_backend.api_url
    with Caller(base, live_backend.manager) as seller:
        auction = seller.auction(start_minor=START, increment_minor=STEP, reserve_minor=RESERVE)
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda seed: bid_at_random(base, live_backend, auction, seed), range(12)))
    assert sum(map(len, told)) == 240
    assert {"ACCEPTED_LEADING", "TOO_LOW"} <= {outcome for some in told for outcome in some}
    replay(live_backend, auction)


def test_one_bid_sent_by_many_hands_at_once_is_one_bid(live_backend: LiveBackend) -> None:
    bid_id = new_id()
    with Caller(live_backend.api_url, live_backend.manager) as seller:
        auction = seller.auction(start_minor=START, increment_minor=STEP)
    with Caller(live_backend.api_url, live_backend.buyers[0]) as buyer:
        body = {"client_bid_id": bid_id, "max_minor": START, "currency": "USD"}
        url = f"{live_backend.api_url}/v1/auctions/{auction}/bids"

        def send(_: int) -> int:
            return requests.post(url, json=body, headers=buyer.headers, timeout=30).status_code

        with ThreadPoolExecutor(8) as pool:
            statuses = set(pool.map(send, range(16)))
    assert 200 in statuses
    assert statuses <= {200, 409}
    assert len(rows(live_backend, "select id from bids where client_bid_id = ?", bid_id)) == 1


Heard = tuple[str, dict[str, Any]]


def listen(backend: LiveBackend, buyer: Caller, path: str, last: str | None = None) -> Generator[Heard, None, None]:
    """Give (id, event) from the stream, until it ends."""
    headers = buyer.headers | ({"Last-Event-ID": last} if last else {})
    with requests.get(backend.stream_url + path, headers=headers, stream=True, timeout=30) as reply:
        assert reply.status_code == 200, reply.text
        name = ""
        for line in reply.iter_lines(chunk_size=1, decode_unicode=True):
            if line.startswith("id: "):
                name = line[4:]
            elif line.startswith("data: "):
                yield name, json.loads(line[6:])


def test_listeners_hear_each_event_once_in_order_and_the_hammer_in_time(live_backend: LiveBackend) -> None:
    heard: list[list[int]] = [[] for _ in range(6)]
    with ExitStack() as stack:
        people = [*live_backend.buyers, live_backend.manager]
        seller, *buyers = (stack.enter_context(Caller(live_backend.api_url, who)) for who in reversed(people))
        auction = seller.auction(start_minor=START, increment_minor=STEP, duration_s=4)

        def hear(number: int) -> None:
            for name, event in listen(live_backend, buyers[number % 3], f"/v1/auctions/{auction}/events"):
                heard[number].append(int(name))
                if event["type"] == "CLOSED":
                    return

        with ThreadPoolExecutor(6) as pool:
            listening = [pool.submit(hear, number) for number in range(6)]
            for turn in range(12):
                buyers[turn % 3].bid(auction, START + turn * STEP)
            for each in listening:
                each.result(timeout=30)
        seen = seller.get(f"/v1/auctions/{auction}")
    assert heard == [list(range(1, seen["seq"] + 1))] * 6
    assert (seen["status"], seen["final_minor"], seen["buyer_name"]) == ("SOLD", START + 11 * STEP, "Alder Autos")
    late = rows(live_backend, "select closed_us - ends_us as late from auctions where id = ?", auction)[0]["late"]
    assert 0 <= late < 5_000_000


def test_a_listener_that_comes_back_misses_nothing(live_backend: LiveBackend) -> None:
    with ExitStack() as stack:
        seller = stack.enter_context(Caller(live_backend.api_url, live_backend.manager))
        buyer, other = (stack.enter_context(Caller(live_backend.api_url, who)) for who in live_backend.buyers[:2])
        auction = seller.auction(start_minor=START, increment_minor=STEP)
        stream = listen(live_backend, buyer, f"/v1/events?since={auction}:0")
        name, event = next(stream)
        stream.close()
        assert (name, event["type"]) == (f"{auction}:1", "LAUNCHED")
        for turn in range(5):
            (buyer, other)[turn % 2].bid(auction, START + turn * STEP)
        again = listen(live_backend, buyer, f"/v1/events?since={auction}:0", last=name)
        assert [next(again)[1]["seq"] for _ in range(5)] == [2, 3, 4, 5, 6]
        again.close()


def test_a_board_without_cursors_hears_of_new_auctions(live_backend: LiveBackend) -> None:
    with ExitStack() as stack:
        seller = stack.enter_context(Caller(live_backend.api_url, live_backend.manager))
        buyer = stack.enter_context(Caller(live_backend.api_url, live_backend.buyers[0]))
        found: list[str] = []
        is_open = threading.Event()

        def hear() -> None:
            with requests.get(
                live_backend.stream_url + "/v1/events", headers=buyer.headers, stream=True, timeout=30
            ) as reply:
                for line in reply.iter_lines(chunk_size=1, decode_unicode=True):
                    is_open.set()
                    if line == "event: LAUNCHED":
                        found.append(line)
                        return

        with ThreadPoolExecutor(1) as pool:
            hearing = pool.submit(hear)
            assert is_open.wait(30)
            seller.auction()
            hearing.result(timeout=30)
    assert found == ["event: LAUNCHED"]


@pytest.mark.parametrize(("path", "status"), [(f"/v1/auctions/{new_id()}/events", 404), ("/v1/events?since=x", 422)])
def test_the_stream_is_guarded_like_the_rest(live_backend: LiveBackend, path: str, status: int) -> None:
    url = live_backend.stream_url + path
    assert requests.get(url, timeout=30).json()["code"] == "unauthenticated"
    with Caller(live_backend.api_url, live_backend.buyers[0]) as buyer:
        assert requests.get(url, headers=buyer.headers, timeout=30).status_code == status


def until(is_so: Callable[[], bool], within_s: float = 20) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_every_acknowledged_bid_survives_a_power_cut(tmp_path: Path) -> None:
    with running_backend(tmp_path) as backend:
        with Caller(backend.api_url, backend.manager) as seller:
            auction = seller.auction(start_minor=START, increment_minor=STEP, reserve_minor=RESERVE)
        acknowledged: list[str] = []

        def bid_until_dark(number: int) -> None:
            with Caller(backend.api_url, backend.buyers[number]) as buyer:
                for turn in range(10_000):
                    bid_id = new_id()
                    try:
                        buyer.bid(auction, START + turn * 7_000 + number, bid_id)
                    except requests.RequestException:
                        return
                    acknowledged.append(bid_id)

        with ThreadPoolExecutor(3) as pool:
            bidding = [pool.submit(bid_until_dark, number) for number in range(3)]
            until(lambda: len(acknowledged) > 30)
            backend.kill()
            for each in bidding:
                each.result(timeout=60)
        backend.start()
        kept = {row["client_bid_id"] for row in rows(backend, "select client_bid_id from bids")}
        assert set(acknowledged) <= kept
        replay(backend, auction)
        with Caller(backend.api_url, backend.buyers[0]) as buyer:
            assert buyer.get(f"/v1/auctions/{auction}")["status"] == "ACTIVE"


def alive(family: list[psutil.Process]) -> list[psutil.Process]:
    """Return those that still run."""
    return [each for each in family if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def test_the_backend_ends_with_its_children_when_told_and_when_orphaned(tmp_path: Path) -> None:
    backend = LiveBackend(tmp_path)
    backend.start()
    assert backend._process is not None
    family = [psutil.Process(backend._process.pid)]
    family += family[0].children(recursive=True)
    assert len(family) >= 4
    assert backend.stop() == 0
    until(lambda: not alive(family))
    backend.start()
    orphans = psutil.Process(backend._process.pid).children(recursive=True)
    backend._process.kill()
    backend._process.wait()
    until(lambda: not alive(orphans))
