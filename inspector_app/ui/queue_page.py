"""The queue: what waits for the server, what was refused and why, and how to go on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId, Clock, now
from inspector_app.core.outbox import STUCK, Intent, OutboxState
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.services.queue import QueueService, QueueView
from inspector_app.ui.ladder import Ladder
from inspector_app.ui.look import Look
from inspector_app.ui.page import AUCTION, REVIEW, Page
from inspector_app.ui.queue_list import QueueList
from inspector_app.ui.queue_words import explained, subject
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.card import Card, rule
from inspector_app.ui.widgets.empty import EmptyState
from inspector_app.ui.widgets.label import ElidedLabel, label, set_tone

BEAT_MS = 1000
"""How often the seconds to the next try are counted down."""

FIGURES_FROM = 470
"""In a lower window, in pixels at normal letters, the list has the room of the figures; the strip tells them too."""


class Figure(QWidget):
    """One number with its word below."""

    def __init__(self, word: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.number = label("0", "display")
        column.addWidget(self.number)
        column.addWidget(label(word, "small"))

    def tell(self, number: int, tone: Tone) -> None:
        """Show a number; its tone only where it is not zero."""
        self.number.setText(f"{number:,}")
        set_tone(self.number, tone if number else Tone.NEUTRAL)


class QueuePage(Page):
    """Everything that was decided here and where it is; nothing ever leaves the list."""

    def __init__(
        self, look: Look, executor: Executor, hub: Hub, queue: QueueService, *, kick: Callable[[], object],
        clock: Clock = now,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._executor, self._hub, self._queue, self._kick = look, executor, hub, queue, kick
        self._is_shown = False
        self.list = QueueList(look, clock)
        self.waiting, self.stuck = Figure(self.tr("waiting for the server")), Figure(self.tr("waiting for you"))
        self.safe = Figure(self.tr("verified by the server's hash"))
        self.retry = Button(look, self.tr("Try this again"), icon="refresh", key="Ctrl+R")
        self.retry_all = PrimaryButton(look, self.tr("Send everything now"), "upload", key="Ctrl+Shift+R")
        self.open = Button(look, self.tr("Open the appraisal"), icon="car", key="Ctrl+O")
        self.ladder = Ladder(look)
        self.what = ElidedLabel("", "strong")
        self.why = label("", "strong", wrap=True)
        self.what_next = label("", "soft", wrap=True)
        self.empty = EmptyState(
            look, "check", self.tr("Nothing waits"),
            self.tr("Photos, appraisals and launches appear here the moment you decide them."),
        )  # fmt: skip
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self.list.viewport().update)
        self._lay_out()
        self.retry.clicked.connect(self._retry)
        self.retry_all.clicked.connect(self._retry_all)
        self.open.clicked.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._explain())

    def shown(self, appraisal_id: AppraisalId | None) -> None:  # noqa: ARG002 - the queue is of all appraisals
        """Look at the queue."""
        self._is_shown = True
        self.list.setCurrentIndex(QModelIndex())  # begin where something needs a person
        self.list.setFocus()
        self._look_again()

    def left(self) -> None:
        """Look no more."""
        self._is_shown = False
        self._beat.stop()

    def changed(self, changes: Changes) -> None:
        """Look again when the queue was touched."""
        if changes.queue and self._is_shown:
            self._look_again()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return (
            ("Ctrl+R", self.tr("Try the selected item again")), ("Ctrl+Shift+R", self.tr("Send everything now")),
            ("Ctrl+O", self.tr("Open the appraisal")),
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.figures.setVisible(self.height() >= FIGURES_FROM * self._look.tokens.scale / 100)

    def _look_again(self) -> None:
        self._executor.run(Lane.STORE, self._queue.view, self._show, self._hub.fail)

    def _show(self, view: QueueView) -> None:
        self.list.show_rows(view.rows)
        self.empty.setVisible(not view.rows)
        self.work.setVisible(bool(view.rows))
        self.waiting.tell(view.counts.waiting + view.counts.paused, Tone.WARN)
        self.stuck.tell(view.counts.stuck, Tone.BAD)
        self.safe.tell(view.counts.verified, Tone.GOOD)
        self.retry_all.setEnabled(bool(view.counts.waiting + view.counts.paused + view.counts.stuck))
        if self._is_shown and any(row.state is OutboxState.RETRY_WAIT for row in view.rows):
            self._beat.start()
        else:
            self._beat.stop()
        self._explain()

    def _explain(self) -> None:
        """Say of the chosen item what it is, where it stands and why, and offer what helps."""
        row = self.list.current
        self.foot.setVisible(row is not None)
        if row is None:
            return
        told = explained(row)
        self.what.setText(f"{subject(row)} · {row.car}" if row.car else subject(row))
        self.ladder.show_state(row.state)
        self.why.setText(told.title)
        self.what_next.setText(told.hint)
        is_launch = row.intent is Intent.LAUNCH_AUCTION
        self.open.setText(self.tr("Open the auction") if is_launch else self.tr("Open the appraisal"))
        self.retry.setEnabled(row.state not in {OutboxState.VERIFIED, OutboxState.SENDING})
        set_tone(self.why, Tone.BAD if row.state in STUCK else Tone.NEUTRAL)

    def _retry(self) -> None:
        if self.list.current:
            self._again(self.list.current.key)

    def _retry_all(self) -> None:
        self._again()

    def _again(self, *keys: str) -> None:
        self._executor.run(Lane.STORE, partial(self._queue.retry, *keys), self._retried, self._hub.fail)

    def _retried(self, changes: Changes) -> None:
        self._hub.tell(changes)
        self._kick()

    def _open(self) -> None:
        row = self.list.current
        if row:
            self.wanted.emit(AUCTION if row.intent is Intent.LAUNCH_AUCTION else REVIEW, row.appraisal_id)

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty)
        self.work = QWidget()
        outer.addWidget(self.work)
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.l)
        self.figures = QWidget()
        figures = QHBoxLayout(self.figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(space.l)
        for figure in (self.waiting, self.stuck, self.safe):
            card = Card(self._look)
            card.body.addWidget(figure)
            figures.addWidget(card, 1)
        column.addWidget(self.figures)
        card = Card(self._look, self.tr("Outbox"))
        card.head.addWidget(self.retry_all)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self._foot())
        column.addWidget(card, 1)

    def _foot(self) -> QWidget:
        """Return what is said of the chosen item, with its buttons."""
        space = self._look.tokens.space
        self.foot = QWidget()
        column = QVBoxLayout(self.foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.s)
        column.addWidget(rule())
        head = QHBoxLayout()
        head.setSpacing(space.s)
        head.addWidget(self.what, 1)
        head.addWidget(self.open)
        head.addWidget(self.retry)
        column.addLayout(head)
        column.addWidget(self.ladder)
        for words in (self.why, self.what_next):
            column.addWidget(words)
        return self.foot
