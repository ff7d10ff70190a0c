"""The queue: what waits for the server, what was refused and why, and how to go on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId
from inspector_app.core.outbox import STUCK, Intent, OutboxState, QueueRow
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.qt.lists import queue_list
from inspector_app.qt.row_model import ROW_ROLE
from inspector_app.qt.terms import intent_name, outbox_name, shot_name
from inspector_app.qt.translate import in_words
from inspector_app.services.queue import QueueService, QueueView
from inspector_app.ui.look import Look
from inspector_app.ui.page import REVIEW, Page
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.badge import paint_badge
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.empty import EmptyState
from inspector_app.ui.widgets.label import label, set_tone

TONES = {
    OutboxState.VERIFIED: Tone.GOOD, OutboxState.ACKED: Tone.GOOD, OutboxState.SENDING: Tone.ACCENT,
    OutboxState.QUEUED: Tone.WARN, OutboxState.RETRY_WAIT: Tone.WARN, OutboxState.PAUSED: Tone.WARN,
    OutboxState.CONFLICT: Tone.BAD, OutboxState.REFUSED: Tone.BAD,
}  # fmt: skip


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
        self, look: Look, executor: Executor, hub: Hub, queue: QueueService, *, kick: Callable[[], object]
    ) -> None:
        super().__init__()
        self._look, self._executor, self._hub, self._queue, self._kick = look, executor, hub, queue, kick
        self._is_shown = False
        self._model = queue_list(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(QueueDelegate(look, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Items of the queue"))
        self.waiting, self.stuck = Figure(self.tr("wait for the server")), Figure(self.tr("need you"))
        self.safe = Figure(self.tr("verified by the server's hash"))
        self.retry = Button(look, self.tr("Try this again"), icon="refresh", key="Ctrl+R")
        self.retry_all = PrimaryButton(look, self.tr("Send everything now"), "upload", key="Ctrl+Shift+R")
        self.open = Button(look, self.tr("Open the appraisal"), icon="car", key="Ctrl+O")
        self.why = label("", "strong", wrap=True)
        self.what_next = label("", "soft", wrap=True)
        self.empty = EmptyState(
            look, "check", self.tr("Nothing waits"),
            self.tr("Photos, appraisals and launches appear here the moment you decide them."),
        )  # fmt: skip
        self._lay_out()
        self.retry.clicked.connect(self._retry)
        self.retry_all.clicked.connect(self._retry_all)
        self.open.clicked.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._explain())

    def shown(self, appraisal_id: AppraisalId | None) -> None:  # noqa: ARG002 - the queue is of all appraisals
        """Look at the queue."""
        self._is_shown = True
        self._look_again()

    def left(self) -> None:
        """Look no more."""
        self._is_shown = False

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

    @property
    def _row(self) -> QueueRow | None:
        return self._model.row_at(self.list.currentIndex())

    def _look_again(self) -> None:
        self._executor.run(Lane.STORE, self._queue.view, self._show, self._hub.fail)

    def _show(self, view: QueueView) -> None:
        kept = self._row
        self._model.show(view.rows)
        self.empty.setVisible(not view.rows)
        self.work.setVisible(bool(view.rows))
        index = self._model.index_of(kept.key) if kept else QModelIndex()
        self.list.setCurrentIndex(index if index.isValid() else self._model.index(0, 0))
        self.waiting.tell(view.counts.waiting + view.counts.paused, Tone.WARN)
        self.stuck.tell(view.counts.stuck, Tone.BAD)
        self.safe.tell(view.counts.verified, Tone.GOOD)
        self.retry_all.setEnabled(bool(view.counts.waiting + view.counts.paused + view.counts.stuck))
        self._explain()

    def _explain(self) -> None:
        row = self._row
        told = in_words(row.code, {"reason": row.code}) if row and row.code else None
        self.why.setText(told.title if told else "")
        self.what_next.setText(told.hint if told else "")
        for words in (self.why, self.what_next):
            words.setVisible(told is not None)
        self.retry.setEnabled(row is not None and row.state is not OutboxState.VERIFIED)
        set_tone(self.why, Tone.BAD if row and row.state in STUCK else Tone.NEUTRAL)

    def _retry(self) -> None:
        if self._row:
            self._again(self._row.key)

    def _retry_all(self) -> None:
        self._again()

    def _again(self, *keys: str) -> None:
        self._executor.run(Lane.STORE, partial(self._queue.retry, *keys), self._retried, self._hub.fail)

    def _retried(self, changes: Changes) -> None:
        self._hub.tell(changes)
        self._kick()

    def _open(self) -> None:
        if self._row:
            self.wanted.emit(REVIEW, self._row.appraisal_id)

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
        figures = QHBoxLayout()
        figures.setSpacing(space.l)
        for figure in (self.waiting, self.stuck, self.safe):
            card = Card(self._look)
            card.body.addWidget(figure)
            figures.addWidget(card, 1)
        column.addLayout(figures)
        card = Card(self._look, self.tr("Outbox"))
        card.head.addWidget(self.open)
        card.head.addWidget(self.retry)
        card.head.addWidget(self.retry_all)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self.why)
        card.body.addWidget(self.what_next)
        column.addWidget(card, 1)


class QueueDelegate(QStyledItemDelegate):
    """Paints an item: what it is, of which car, how large, how often tried, where it stands."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(320, self._look.tokens.target + 20)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: QueueRow = index.data(ROW_ROLE)
        tokens, rect = self._look.tokens, option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(tokens.colours.accent), 1.5))
            painter.setBrush(QColor(tokens.colours.accent_wash))
            painter.drawRoundedRect(rect, tokens.small_radius, tokens.small_radius)
        end = paint_badge(
            painter, tokens, rect.right() - 12, rect.center().y(), outbox_name(row.state), TONES[row.state]
        )
        words = QRect(rect.left() + 14, rect.top() + 8, end - rect.left() - 26, rect.height() - 16)
        self._line(painter, words, f"{intent_name(row.intent)} · {self._subject(row)}", top=True)
        self._line(painter, words, self._detail(row), top=False)
        painter.restore()

    @staticmethod
    def _subject(row: QueueRow) -> str:
        return shot_name(row.title) if row.intent is Intent.UPLOAD_PHOTO else row.title

    def _detail(self, row: QueueRow) -> str:
        size = f"{row.bytes / 1_000_000:.1f} MB" if row.bytes >= 100_000 else f"{max(1, row.bytes // 1000)} kB"
        tries = self.tr("tried {n} times").format(n=row.attempts) if row.attempts > 1 else ""
        reason = in_words(row.code, {"reason": row.code}).title if row.code else ""
        return " · ".join(part for part in (size, tries, reason) if part)

    def _line(self, painter: QPainter, rect: QRect, words: str, *, top: bool) -> None:
        kind, colours = self._look.tokens.type, self._look.tokens.colours
        painter.setFont(sized(painter.font(), kind.body if top else kind.small, kind.strong if top else kind.regular))
        painter.setPen(QColor(colours.ink if top else colours.soft))
        told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        place = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | place), told)
