"""The queue's items as a list: those that need a person first, then what is on its way, then what is safe."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector_app.core.ids import Clock
from inspector_app.core.outbox import STUCK, Intent, OutboxState, QueueRow
from inspector_app.qt.lists import queue_list
from inspector_app.qt.row_model import ROW_ROLE
from inspector_app.qt.terms import outbox_name
from inspector_app.ui.icons import Ink
from inspector_app.ui.ladder import QUEUE_TONES
from inspector_app.ui.look import Look
from inspector_app.ui.queue_words import detail, subject
from inspector_app.ui.style import sized
from inspector_app.ui.widgets.badge import paint_badge

ICONS = {Intent.UPLOAD_PHOTO: "image", Intent.SUBMIT_APPRAISAL: "report", Intent.LAUNCH_AUCTION: "gavel"}


class QueueList(QListView):
    """Keeps the chosen item chosen, whatever moves around it."""

    def __init__(self, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = queue_list(self)
        self.setModel(self._model)
        self.setItemDelegate(QueueDelegate(look, clock, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Items of the queue"))

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        """The items as they are shown."""
        return self._model.rows

    @property
    def current(self) -> QueueRow | None:
        """The chosen item."""
        return self._model.row_at(self.currentIndex())

    def show_rows(self, rows: Sequence[QueueRow]) -> None:
        """Show these items, the first of them chosen where the chosen one is gone."""
        kept = self.current
        self._model.show(sorted(rows, key=_weight))
        index = self._model.index_of(kept.key) if kept else QModelIndex()
        self.setCurrentIndex(index if index.isValid() else self._model.index(0, 0))

    def choose(self, key: str) -> None:
        """Choose an item."""
        self.setCurrentIndex(self._model.index_of(key))


def _weight(row: QueueRow) -> tuple[int, int]:
    """Return what stands before what: stuck, open in their order, safe with the newest first."""
    if row.state is OutboxState.VERIFIED:
        return 2, -row.seq
    return (0 if row.state in STUCK else 1), row.seq


class QueueDelegate(QStyledItemDelegate):
    """Paints an item: what it is, of which car, how large, how often tried, where it stands."""

    def __init__(self, look: Look, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        tokens = self._look.tokens
        return QSize(320, max(tokens.target + 12, tokens.type.body + tokens.type.small + 30))

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
        side = tokens.icon
        spot = QRect(rect.left() + 12, rect.center().y() - side // 2, side, side)
        self._look.icon(ICONS[row.intent], Ink.BAD if row.state in STUCK else Ink.SOFT).paint(painter, spot)
        end = paint_badge(
            painter, tokens, rect.right() - 12, rect.center().y(), outbox_name(row.state), QUEUE_TONES[row.state]
        )
        words = QRect(spot.right() + 14, rect.top() + 6, end - spot.right() - 26, rect.height() - 12)
        self._line(painter, words, subject(row), top=True)
        self._line(painter, words, detail(row, self._clock()), top=False)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, words: str, *, top: bool) -> None:
        kind, colours = self._look.tokens.type, self._look.tokens.colours
        painter.setFont(sized(painter.font(), kind.body if top else kind.small, kind.strong if top else kind.regular))
        painter.setPen(QColor(colours.ink if top else colours.soft))
        told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        place = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | place), told)
