"""The live stream in the window: events from the server are applied on STORE and announced; gaps are refetched."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from inspector_app.core.auction import AuctionEvent, StreamState
from inspector_app.core.changes import Changes
from inspector_app.core.errors import GatewayError
from inspector_app.core.ids import AuctionId
from inspector_app.core.outbox import Intent, Outcome, wait_before
from inspector_app.qt.clock import ServerClock
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.services.auctions import Applied, AuctionService, AuctionView

STALE_AFTER_MS: Final = 40_000
"""More than two of the server's heartbeats."""
LONGEST_WAIT_S: Final = 20.0
Cursors = Mapping[AuctionId, int]


class Source(Protocol):
    """Where the events come from: the gateway."""

    def stream(self, cursors: Cursors, stop: Callable[[], bool]) -> Iterator[AuctionEvent | None]:
        """Yield events after each cursor; None while the line lives; ends when `stop()` holds."""

    def hang_up(self) -> None:
        """End the stream at once; safe from any lane."""


@dataclass(eq=False)
class Line:
    """One connection to the stream."""

    cursors: Cursors
    ended: bool = False


class StreamLoop(QObject):
    """Follows the auctions that are not over, and says of each how fresh its figures are."""

    state_changed = Signal(str, object)
    """AuctionId and StreamState: how fresh the figures are."""
    _heard = Signal(object, object)

    def __init__(
        self, executor: Executor, hub: Hub, auctions: AuctionService, source: Source, clock: ServerClock,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._executor, self._hub, self._auctions, self._source, self._clock = executor, hub, auctions, source, clock
        self._states: dict[AuctionId, StreamState] = {}
        self._line: Line | None = None
        self._is_running = False
        self._failures = 0
        self._stale = QTimer(self, singleShot=True, interval=STALE_AFTER_MS)
        self._again = QTimer(self, singleShot=True)
        self._stale.timeout.connect(partial(self._all_become, StreamState.STALE))
        self._again.timeout.connect(self.refresh)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        hub.changed.connect(self._changed)

    def start(self) -> None:
        """Follow from now on, or look again; ask for launches that the server may have taken while we were away."""
        self._is_running = True
        self._executor.run(Lane.STORE, self._auctions.awaiting_server, self._ask_all, self._hub.fail)
        self.refresh()

    def stop(self) -> None:
        """Follow no more; the lane is free when this returns, or a moment later."""
        self._is_running = False
        self._stale.stop()
        self._again.stop()
        self._drop_line()

    def state_of(self, auction_id: AuctionId) -> StreamState:
        """Return how fresh an auction's figures are."""
        return self._states.get(auction_id, StreamState.CLOSED)

    @Slot()
    def refresh(self) -> None:
        """Look which auctions are to be followed, and follow them."""
        if self._is_running:
            self._executor.run(Lane.STORE, self._auctions.cursors, self._follow, self._hub.fail)

    @Slot(object)
    def delivered(self, outcome: Outcome) -> None:
        """Fetch an auction whose launch the server has just taken; to be connected to the sync loop."""
        if outcome.envelope.intent is Intent.LAUNCH_AUCTION:
            self._fetch(AuctionId(outcome.envelope.key))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.auctions - set(self._line.cursors if self._line else ()):
            self.refresh()

    def _follow(self, cursors: Cursors) -> None:
        for auction_id in set(self._states) - set(cursors):
            self._become(auction_id, StreamState.CLOSED)
        if self._line and not self._line.ended and set(self._line.cursors) == set(cursors):
            return
        self._drop_line()
        if not cursors or not self._is_running:
            return
        line = self._line = Line(dict(cursors))
        self._all_become(StreamState.CONNECTING)
        self._stale.start()
        self._executor.run(
            Lane.STREAM, partial(self._listen, line), partial(self._ended, line), partial(self._broke, line)
        )

    def _listen(self, line: Line) -> None:
        """Hand each event to the GUI thread; runs on STREAM."""
        if line.ended:
            return
        for event in self._source.stream(line.cursors, lambda: line.ended):
            self._heard.emit(line, event)

    @Slot(object, object)
    def _take(self, line: Line, event: AuctionEvent | None) -> None:
        if line is not self._line:
            return
        self._failures = 0
        self._stale.start()
        self._alive(line)
        if event is None:
            return
        if event.standing.server_time is not None:
            self._clock.hear(event.standing.server_time)
        apply = partial(self._auctions.apply, event)
        self._executor.run(Lane.STORE, apply, partial(self._applied, event), self._hub.fail)

    def _applied(self, event: AuctionEvent, applied: Applied) -> None:
        self._hub.tell(applied.changes)
        if applied.gap:
            self._become(event.auction_id, StreamState.GAP)
            self._fetch(event.auction_id)
        elif event.standing.status.is_over:
            self._become(event.auction_id, StreamState.CLOSED)
            self.refresh()

    def _ask_all(self, auction_ids: tuple[AuctionId, ...]) -> None:
        for auction_id in auction_ids:
            self._fetch(auction_id)

    def _fetch(self, auction_id: AuctionId) -> None:
        """Take an auction whole; a failure waits for the next event, launch or start."""
        if self.state_of(auction_id) is StreamState.GAP:
            self._become(auction_id, StreamState.RESYNCING)
        ask = partial(self._auctions.fetch, auction_id)
        self._executor.run(Lane.CONTROL, ask, self._fetched, partial(self._not_fetched, auction_id))

    def _fetched(self, view: AuctionView) -> None:
        if view.auction.standing.server_time is not None:
            self._clock.hear(view.auction.standing.server_time)
        record = partial(self._auctions.record, view)
        self._executor.run(Lane.STORE, record, partial(self._recorded, view.auction.id), self._hub.fail)

    def _recorded(self, auction_id: AuctionId, changes: Changes) -> None:
        if self.state_of(auction_id) is StreamState.RESYNCING:
            self._become(auction_id, StreamState.LIVE)
        self._hub.tell(changes)

    def _not_fetched(self, auction_id: AuctionId, error: Exception) -> None:
        if self.state_of(auction_id) is StreamState.RESYNCING:
            self._become(auction_id, StreamState.STALE)
        if not isinstance(error, GatewayError):
            self._hub.fail(error)

    def _alive(self, line: Line) -> None:
        for auction_id in line.cursors:
            if self._states.get(auction_id) in {StreamState.CONNECTING, StreamState.STALE}:
                self._become(auction_id, StreamState.LIVE)

    def _ended(self, line: Line, _: None) -> None:
        self._reconnect(line)

    def _broke(self, line: Line, error: Exception) -> None:
        if line is self._line:
            self._all_become(StreamState.STALE)
            if not isinstance(error, GatewayError):
                self._hub.fail(error)
        self._reconnect(line)

    def _reconnect(self, line: Line) -> None:
        line.ended = True
        if line is self._line and self._is_running:
            self._failures += 1
            self._again.start(round(1000 * min(LONGEST_WAIT_S, 0.3 + wait_before(self._failures))))

    def _drop_line(self) -> None:
        if self._line and not self._line.ended:
            self._line.ended = True
            self._source.hang_up()
        self._line = None

    def _all_become(self, state: StreamState) -> None:
        for auction_id in self._line.cursors if self._line else ():
            self._become(auction_id, state)

    def _become(self, auction_id: AuctionId, state: StreamState) -> None:
        if self._states.get(auction_id) is not state:
            self._states[auction_id] = state
            self.state_changed.emit(auction_id, state)
