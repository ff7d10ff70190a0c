"""The beat of sync in the window: claim, send, settle on their lanes, again until nothing is due."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from inspector_app.core.changes import Changes
from inspector_app.core.ids import Clock, Micros, now
from inspector_app.core.outbox import Envelope, Intent, Outcome, Verdict, wait_before
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.services.sync import DECISIONS, PHOTOS, SyncService

LONGEST_HOLD_S: Final = 30.0
SHORTEST_SLEEP_MS: Final = 500
LONGEST_SLEEP_MS: Final = 60_000
TROUBLE_MS: Final = 10_000
"""Pause after a failure of our own, a full disk or a bug, so that it is not met again at once."""


class Connection(StrEnum):
    """What the newest answer, or its absence, says of the way to the server."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFFLINE = "offline"
    CAPTIVE = "captive"
    """Something else than our server answers: a network's sign-in page, or a wrong address."""
    NEEDS_SIGN_IN = "needs_sign_in"
    NEEDS_UPDATE = "needs_update"


SAID: Final = {
    "unreachable": Connection.OFFLINE, "wrong_server": Connection.CAPTIVE, "redirected": Connection.CAPTIVE,
    "signed_out": Connection.NEEDS_SIGN_IN, "protocol": Connection.NEEDS_UPDATE,
}  # fmt: skip
"""What a code says of the connection; any other answer came from our server."""


@dataclass
class Way:
    """One way out: small decisions, or photos, so that neither waits behind the other."""

    lane: Lane
    intents: frozenset[Intent]
    width: int
    under_way: int = 0
    claiming: bool = False
    again: bool = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being claimed, sent or settled."""
        return not (self.under_way or self.claiming)


class SyncLoop(QObject):
    """Keeps sending what is due; holds still while the line is dead, and until a sign-in where that is needed."""

    connection_changed = Signal(object)
    """Connection: what the newest answer says."""
    delivered = Signal(object)
    """Outcome: the server has this item."""

    def __init__(
        self,
        executor: Executor,
        hub: Hub,
        sync: SyncService,
        next_due: Callable[[], Micros | None],
        clock: Clock = now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._executor, self._hub, self._sync = executor, hub, sync
        self._next_due, self._clock = next_due, clock
        self._ways = (
            Way(Lane.CONTROL, DECISIONS, 1),
            Way(Lane.BULK, PHOTOS, Lane.BULK.width),
        )
        self.connection = Connection.UNKNOWN
        self._is_running = False
        self._is_held = False
        self._failures = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._wake)
        hub.changed.connect(self._changed)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being claimed, sent or settled at this moment."""
        return all(way.is_idle for way in self._ways)

    def start(self) -> None:
        """Begin to beat."""
        self._is_running = True
        self.kick()

    def stop(self) -> None:
        """Beat no more; what is being sent is settled if the executor lives that long, and due again if not."""
        self._is_running = False
        self._timer.stop()

    @Slot()
    def kick(self) -> None:
        """Look now, also where the loop held still: after a sign-in, or because the user asks."""
        self._is_held = False
        self._pump_all()

    def heard(self, code: str) -> None:
        """Take note of an answer that came another way: the empty code is our server's own success."""
        self._note(SAID.get(code, Connection.ONLINE))

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.queue:
            self._pump_all()

    @Slot()
    def _wake(self) -> None:
        self.kick()

    def _pump_all(self) -> None:
        for way in self._ways:
            self._pump(way)

    def _pump(self, way: Way) -> None:
        if not self._is_running or self._is_held:
            return
        free = way.width - way.under_way
        if way.claiming or free <= 0:
            way.again = True
            return
        way.claiming = True
        claim = partial(self._sync.claim, way.intents, free)
        self._executor.run(Lane.STORE, claim, partial(self._claimed, way), partial(self._claim_failed, way))

    def _claimed(self, way: Way, envelopes: tuple[Envelope, ...]) -> None:
        way.claiming = False
        for envelope in envelopes:
            way.under_way += 1
            send = partial(self._sync.send, envelope)
            self._executor.run(way.lane, send, partial(self._sent, way), partial(self._lost, way))
        if way.again:
            way.again = False
            self._pump(way)
        elif self.is_idle:
            self._executor.run(Lane.STORE, self._next_due, self._sleep_until, self._hub.fail)

    def _sent(self, way: Way, outcome: Outcome) -> None:
        self.heard(outcome.code if outcome.verdict is not Verdict.DELIVERED else "")
        settle = partial(self._sync.settle, outcome)
        self._executor.run(Lane.STORE, settle, partial(self._settled, way, outcome), partial(self._lost, way))

    def _settled(self, way: Way, outcome: Outcome, changes: Changes) -> None:
        way.under_way -= 1
        if outcome.verdict is Verdict.DELIVERED:
            self.delivered.emit(outcome)
        self._hub.tell(changes)
        self._pump_all()

    def _note(self, connection: Connection) -> None:
        """Remember what the line is like, and hold still where trying more would be in vain."""
        self._failures = 0 if connection is Connection.ONLINE else self._failures + 1
        if connection is not Connection.ONLINE:
            self._is_held = True
            self._timer.stop()
        if connection in {Connection.OFFLINE, Connection.CAPTIVE} and self._is_running:
            self._timer.start(round(1000 * min(LONGEST_HOLD_S, 0.5 + wait_before(self._failures))))
        if connection is not self.connection:
            self.connection = connection
            self.connection_changed.emit(connection)

    def _sleep_until(self, due: Micros | None) -> None:
        if due is not None and self._is_running and not self._is_held:
            left = (due - self._clock()) // 1000
            self._timer.start(max(SHORTEST_SLEEP_MS, min(LONGEST_SLEEP_MS, left)))

    def _claim_failed(self, way: Way, error: Exception) -> None:
        way.claiming = False
        self._try_later(error)

    def _lost(self, way: Way, error: Exception) -> None:
        """Give the place free; the row falls due again by itself."""
        way.under_way -= 1
        self._try_later(error)

    def _try_later(self, error: Exception) -> None:
        self._hub.fail(error)
        if self._is_running:
            self._timer.start(TROUBLE_MS)
