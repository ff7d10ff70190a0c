"""A car reaches the server whole and once, however the network and the server behave on the way."""

import hashlib
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from backend_client.client import AuctionClient
from backend_client.contract import BidRequest
from backend_client.transport import Server
from inspector_app.core.auction import AuctionEvent, AuctionStatus
from inspector_app.core.history import Stream, first_broken
from inspector_app.core.ids import AuctionId, new_id
from inspector_app.core.outbox import Intent, OutboxState
from tests.e2e.laptop import Held, Laptop, client_of, held_by
from tests.fault_proxy import FaultProxy, fault_proxy
from tests.live_backend import ROOT, LiveBackend
from tests.rude_server import rude_server, says

pytestmark = pytest.mark.server


def proven(laptop: Laptop, backend: LiveBackend, before: Held) -> None:
    """Check that both sides hold the same, each thing once, and that the bytes are the very ones."""
    assert held_by(backend) - before == laptop.held()
    assert max(held_by(backend).values()) == 1
    client = client_of(backend, backend.manager)
    for row in laptop.store.outbox.rows():
        if row.intent is Intent.UPLOAD_PHOTO:
            kept = next(one for one in laptop.store.photos.of(row.appraisal_id) if one.id == row.key)
            assert hashlib.sha256(client.photo(row.key)).hexdigest() == kept.sha256
    client.close()
    appraisals = {row.appraisal_id for row in laptop.store.outbox.rows()}
    assert all(first_broken(laptop.store.history.of(Stream.APPRAISAL, one)) is None for one in appraisals)


def test_a_car_that_was_finalised_without_a_network_arrives_whole_and_once(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy, before: Held
) -> None:
    backend.kill()
    car = laptop.finalised(photos=5, seed=1)
    auction = laptop.launched(car)
    assert laptop.beat() > 0
    assert laptop.states() == {OutboxState.QUEUED, OutboxState.RETRY_WAIT}, "everything waits, nothing is refused"

    line.refuse()
    backend.start()
    laptop.beat()
    line.heal()
    line.cut_after(130_000)
    laptop.beat()
    line.lose_answers(2)
    laptop.beat()
    line.cut_after(60_000, then=backend.kill)
    laptop.beat()
    assert laptop.states() & {OutboxState.QUEUED, OutboxState.RETRY_WAIT}
    backend.start()
    line.stall()
    laptop.beat()
    line.heal()
    line.lose_answers(1)
    laptop.until_verified()

    proven(laptop, backend, before)
    told = [event.type for event in laptop.store.history.of(Stream.APPRAISAL, car)]
    assert told.count("submission_verified") == 1
    assert laptop.gateway.auction(auction)[0].standing.status is AuctionStatus.ACTIVE


@pytest.mark.parametrize("seed", range(4))
def test_faults_in_any_order_lose_nothing_and_double_nothing(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy, before: Held, seed: int
) -> None:
    for number in range(2):
        laptop.launched(laptop.finalised(photos=3, seed=10 * seed + number + 100))
    bad_hours(laptop, backend, line, random.Random(seed), ["cut", "cut", "lose", "refuse", "kind"])
    laptop.until_verified()
    proven(laptop, backend, before)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_a_bad_week_loses_nothing_and_doubles_nothing(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy, before: Held
) -> None:
    dice = random.Random(7)
    for day in range(20):
        for number in range(3):
            laptop.launched(laptop.finalised(photos=dice.randint(1, 6), seed=1000 + 3 * day + number))
        bad_hours(laptop, backend, line, dice, ["cut", "cut", "lose", "lose", "refuse", "stall", "kill", "kind"])
    laptop.until_verified(beats=2000)
    proven(laptop, backend, before)


def bad_hours(laptop: Laptop, backend: LiveBackend, line: FaultProxy, dice: random.Random, faults: list[str]) -> None:
    """Let sync beat a few times, each time with another trouble."""
    killed: list[bool] = []

    def kill() -> None:
        backend.kill()
        killed.append(True)

    trouble: dict[str, Callable[[], object]] = {
        "cut": lambda: line.cut_after(dice.randrange(250_000)),
        "lose": lambda: line.lose_answers(dice.randint(1, 3)),
        "refuse": line.refuse,
        "stall": line.stall,
        "kill": lambda: line.cut_after(dice.randrange(250_000), then=kill),
        "kind": line.heal,
    }
    for fault in dice.choices(faults, k=6):
        trouble[fault]()
        laptop.beat()
        line.heal()
        if killed:
            backend.start()
            killed.clear()


def test_a_lost_answer_costs_no_photo_a_second_journey(laptop: Laptop, backend: LiveBackend, line: FaultProxy) -> None:
    laptop.finalised(photos=3, seed=2)
    size = sum(row.bytes for row in laptop.store.outbox.rows() if row.intent is Intent.UPLOAD_PHOTO)
    line.lose_answers(3)
    laptop.beat()
    assert laptop.states() == {OutboxState.RETRY_WAIT, OutboxState.QUEUED}
    laptop.until_verified()
    assert line.bytes_up < 1.1 * size + 20_000


def test_no_byte_that_the_server_holds_of_a_cut_upload_travels_again(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy
) -> None:
    laptop.finalised(photos=1, seed=3, side=900)
    photo = next(row for row in laptop.store.outbox.rows() if row.intent is Intent.UPLOAD_PHOTO)
    line.cut_after(photo.bytes * 3 // 4)
    laptop.beat()
    there = held_at_rest(backend, photo.key)
    before = line.bytes_up
    laptop.until_verified()
    assert line.cuts == 1
    assert line.bytes_up - before <= photo.bytes - there + 10_000


def held_at_rest(backend: LiveBackend, photo_id: str) -> int:
    """Return how much of a photo the server holds once the broken line has been heard out."""
    client = client_of(backend, backend.manager)
    offsets = [-1]
    while len(offsets) < 3 or offsets[-1] != offsets[-3]:
        held = client.uploads.held(photo_id)
        offsets.append(held.offset if held else 0)
        time.sleep(0.1)
    client.close()
    return offsets[-1]


def test_an_ended_session_pauses_the_queue_and_a_sign_in_sends_it(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy, before: Held
) -> None:
    laptop.finalised(photos=2, seed=4)
    token = laptop.session.token()
    AuctionClient(Server(backend.api_url, token)).sign_out()
    laptop.beat()
    assert laptop.states() == {OutboxState.PAUSED, OutboxState.QUEUED}
    laptop.beat()
    laptop.sign_in(line.url, backend.inspector)
    laptop.until_verified()
    proven(laptop, backend, before)


def test_a_laptop_that_dies_in_the_middle_of_an_upload_sends_each_thing_once(
    tmp_path: Path, laptop: Laptop, backend: LiveBackend, line: FaultProxy, before: Held
) -> None:
    car = laptop.finalised(photos=3, seed=7)
    laptop.launched(car)
    laptop.store.close()
    command = [sys.executable, "-m", "tests.e2e.sending", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        line.cut_after(150_000, then=process.kill)
        assert process.wait(30) < 0
    with closing(Laptop(tmp_path)) as reopened:
        tried = [row.attempts for row in reopened.store.outbox.rows()]
        assert sum(tried) >= 2, "an attempt is counted before it is made"
        account = reopened.session.account()
        assert account is not None
        reopened.gateway.use(account, reopened.session.token())
        reopened.until_verified()
        proven(reopened, backend, before)


def test_a_hotels_sign_in_page_swallows_nothing(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy, before: Held
) -> None:
    laptop.finalised(photos=2, seed=5)
    account, token = laptop.session.account(), laptop.session.token()
    assert account is not None
    with rude_server(default=says(200, "<html>Welcome!</html>", {"Content-Type": "text/html"})) as hotel:
        laptop.gateway.use(replace(account, server_url=hotel.url), token)
        laptop.beat()
    assert laptop.states() == {OutboxState.RETRY_WAIT, OutboxState.QUEUED}
    laptop.gateway.use(account, token)
    laptop.until_verified()
    proven(laptop, backend, before)


def test_the_hammer_is_heard_once_although_the_line_was_cut(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy
) -> None:
    auction = laptop.launched(laptop.finalised(photos=1, seed=6), duration_s=3)
    laptop.until_verified()
    account, token = laptop.session.account(), laptop.session.token()
    assert account is not None
    buyers = [client_of(backend, buyer) for buyer in backend.buyers]
    with fault_proxy(backend.stream_url) as stream:
        laptop.gateway.use(replace(account, stream_url=stream.url), token)
        heard = list(followed(laptop, auction, buyers, stream))
    for buyer in buyers:
        buyer.close()
    told, points = laptop.gateway.auction(auction)
    assert [event.seq for event in heard] == list(range(1, told.standing.seq + 1))
    assert heard[-1].standing.status is told.standing.status is AuctionStatus.SOLD
    assert [event.point for event in heard if event.point] == list(points)
    assert Counter(event.type for event in heard)["closed"] == 1


def followed(
    laptop: Laptop, auction: AuctionId, buyers: list[AuctionClient], stream: FaultProxy
) -> Iterator[AuctionEvent]:
    """Follow an auction to its end; let a buyer bid after each event, and cut the line under every other one."""
    bids = iter([(buyer, 950_000 + 20_000 * step) for step, buyer in enumerate(buyers)])
    for event in laptop.gateway.stream({auction: 0}, lambda: False):
        if event is None:
            continue
        yield event
        if event.standing.status is not AuctionStatus.ACTIVE:
            return
        buyer, limit = next(bids, (None, 0))
        if buyer:
            buyer.bid(auction, BidRequest(client_bid_id=new_id(), max_minor=limit, currency="USD"))
        if event.seq % 2:
            stream.reset_lines()
