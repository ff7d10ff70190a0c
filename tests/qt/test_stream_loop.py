"""The live stream in the window: events are applied once, gaps are refetched, staleness is said."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from inspector_app.core.auction import (
    Auction,
    AuctionEvent,
    AuctionStatus,
    AuctionTerms,
    PricePoint,
    Standing,
    StreamState,
)
from inspector_app.core.ids import AuctionId, Micros, new_id
from inspector_app.core.money import Money
from inspector_app.core.outbox import Envelope, Intent, Outcome, Verdict
from inspector_app.keys import Sealer
from inspector_app.qt.clock import ServerClock
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.qt.stream_loop import StreamLoop
from inspector_app.reading import decode_vin
from inspector_app.services.appraise import AppraiseService
from inspector_app.services.auctions import AuctionService
from inspector_app.services.records import Records
from inspector_app.store import ProfileStore, open_store
from tests.fakes import ACCOUNT, REFUSED, UNREACHABLE, FakeGateway

NOON = Micros(1_750_000_000_000_000)
TERMS = AuctionTerms(Money.of(10_000), Money.of(250))


class LiveGateway(FakeGateway):
    """A server whose stream says what the test says, when it says it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[AuctionEvent | None] = []
        self.opened: list[dict[AuctionId, int]] = []
        self.breaks = threading.Event()
        self.told = threading.Condition()

    def stream(self, cursors: Mapping[AuctionId, int], stop: Callable[[], bool]) -> Iterator[AuctionEvent | None]:
        """Yield a heartbeat, then what is said, until it is hung up or breaks."""
        self.opened.append(dict(cursors))
        yield None
        while not stop():
            with self.told:
                self.told.wait_for(lambda: self.said or stop() or self.breaks.is_set(), 0.02)
            if self.breaks.is_set():
                self.breaks.clear()
                raise UNREACHABLE
            while self.said:
                yield self.said.pop(0)

    def hang_up(self) -> None:
        """Wake the stream, so that it sees that it is over."""
        super().hang_up()
        with self.told:
            self.told.notify_all()


class Scene(QObject):
    """A loop over a true store with one auction of one car."""

    def __init__(self, qtbot: QtBot, executor: Executor, hub: Hub, folder: Path) -> None:
        super().__init__()
        self.qtbot, self.executor = qtbot, executor
        self.gateway, self.clock = LiveGateway(), ServerClock()
        self.store: ProfileStore = executor.wait_for(Lane.STORE, partial(open_store, folder, Sealer(b"k" * 32)))
        records = Records(self.store)
        appraise = AppraiseService(records, decode_vin, ACCOUNT)
        self.auctions = AuctionService(records, self.gateway, ACCOUNT)
        self.car = new_id()
        executor.wait_for(Lane.STORE, partial(appraise.begin, self.car, "1HGCM82633A004352"))  # type: ignore[arg-type]
        self.auction = self.auction_at(AuctionStatus.ACTIVE, 1)
        self.keep(self.auction)
        self.loop = StreamLoop(executor, hub, self.auctions, self.gateway, self.clock)
        self.states: list[StreamState] = []
        self.loop.state_changed.connect(lambda _, state: self.states.append(state))

    def auction_at(self, status: AuctionStatus, seq: int) -> Auction:
        """Return the auction at a point of its life."""
        return Auction(AuctionId("auction-1"), self.car, 1, TERMS, self.standing(status, seq))  # type: ignore[arg-type]

    @staticmethod
    def standing(status: AuctionStatus, seq: int) -> Standing:
        """Return a standing after some bids."""
        return Standing(status, seq, Money.of(10_000 + seq), seq, server_time=Micros(NOON + seq))

    def keep(self, auction: Auction) -> None:
        """Put an auction into the store."""
        self.executor.wait_for(Lane.STORE, partial(self.store.auctions.save, auction))

    def kept(self) -> Auction:
        """Return the auction as the store has it."""
        return self.executor.wait_for(Lane.STORE, partial(self.store.auctions.get, AuctionId("auction-1")))

    def say(self, seq: int, status: AuctionStatus = AuctionStatus.ACTIVE) -> None:
        """Let the server say an event."""
        point = PricePoint(AuctionId("auction-1"), seq, Micros(NOON + seq), Money.of(10_000 + seq), "Buyer A")
        event = AuctionEvent(AuctionId("auction-1"), seq, "bid", self.standing(status, seq), point)
        with self.gateway.told:
            self.gateway.said.append(event)
            self.gateway.told.notify_all()

    def reaches(self, state: StreamState) -> None:
        """Wait for a state."""
        self.qtbot.waitUntil(lambda: self.loop.state_of(AuctionId("auction-1")) is state)


@pytest.fixture
def scene(qtbot: QtBot, executor: Executor, hub: Hub, tmp_path: Path) -> Iterator[Scene]:
    made = Scene(qtbot, executor, hub, tmp_path)
    yield made
    made.loop.stop()
    qtbot.waitUntil(lambda: executor.is_idle)
    executor.wait_for(Lane.STORE, made.store.close)


def test_each_bid_is_applied_and_the_servers_clock_is_heard(scene: Scene, hub: Hub) -> None:
    scene.loop.start()
    scene.reaches(StreamState.LIVE)
    assert scene.gateway.opened == [{"auction-1": 1}]
    with scene.qtbot.waitSignal(hub.changed) as changed:
        scene.say(2)
    assert changed.args[0].auctions == {"auction-1"}
    assert scene.kept().standing.seq == 2
    assert abs(scene.clock.now() - NOON) < 60_000_000
    assert scene.states == [StreamState.CONNECTING, StreamState.LIVE]


def test_a_gap_is_refetched_whole(scene: Scene, hub: Hub) -> None:
    scene.gateway.auctions[AuctionId("auction-1")] = (scene.auction_at(AuctionStatus.ACTIVE, 9), ())
    scene.loop.start()
    scene.reaches(StreamState.LIVE)
    with scene.qtbot.waitSignal(hub.changed):
        scene.say(7)
    assert scene.kept().standing.seq == 9
    assert scene.states[-3:] == [StreamState.GAP, StreamState.RESYNCING, StreamState.LIVE]


def test_a_broken_line_is_stale_until_it_is_back(scene: Scene) -> None:
    scene.loop.start()
    scene.reaches(StreamState.LIVE)
    scene.gateway.breaks.set()
    scene.reaches(StreamState.STALE)
    scene.reaches(StreamState.LIVE)
    assert len(scene.gateway.opened) == 2


def test_after_the_hammer_nothing_is_followed(scene: Scene) -> None:
    scene.loop.start()
    scene.reaches(StreamState.LIVE)
    scene.say(2, AuctionStatus.SOLD)
    scene.reaches(StreamState.CLOSED)
    scene.qtbot.waitUntil(lambda: scene.gateway.hung_up == 1)
    assert scene.kept().standing.status is AuctionStatus.SOLD


def test_a_launch_that_was_delivered_is_fetched_and_followed(scene: Scene) -> None:
    scene.keep(replace(scene.auction, standing=Standing(AuctionStatus.LAUNCH_QUEUED)))
    scene.gateway.will(REFUSED)  # the server does not know it yet
    scene.loop.start()
    scene.qtbot.waitUntil(lambda: scene.executor.is_idle)
    assert scene.gateway.opened == []
    scene.gateway.auctions[AuctionId("auction-1")] = (scene.auction_at(AuctionStatus.ACTIVE, 1), ())
    envelope = Envelope("auction-1", Intent.LAUNCH_AUCTION, scene.auction.appraisal_id, "{}")
    scene.loop.delivered(Outcome(envelope, Verdict.DELIVERED))
    scene.reaches(StreamState.LIVE)
    assert scene.kept().standing.status is AuctionStatus.ACTIVE
