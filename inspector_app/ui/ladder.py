"""The ladder of an item on its way: saved, queued, sending, received, verified; where it stands, and where it stuck."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.core.outbox import STUCK, OutboxState
from inspector_app.qt.terms import outbox_name
from inspector_app.ui.look import Look
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import Tone

RUNG = {
    OutboxState.QUEUED: 1, OutboxState.RETRY_WAIT: 1, OutboxState.PAUSED: 1, OutboxState.SENDING: 2,
    OutboxState.CONFLICT: 2, OutboxState.REFUSED: 2, OutboxState.ACKED: 3, OutboxState.VERIFIED: 4,
}  # fmt: skip


class Ladder(QWidget):
    """Five steps in a row; what is done has a tick, what stuck a cross, what comes is empty."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._state = OutboxState.QUEUED
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_state(self, state: OutboxState) -> None:
        """Show where an item stands."""
        self._state = state
        self.setAccessibleName(self.tr("Where it stands: {state}").format(state=outbox_name(state)))
        self.update()

    def words(self) -> tuple[str, ...]:
        """Return the words of the five steps; where an item waits or stuck, the step says so."""
        steps = [self.tr("Saved"), *(outbox_name(state) for state in _STEPS)]
        if self._state not in _STEPS:
            steps[RUNG[self._state]] = outbox_name(self._state)
        return tuple(steps)

    def sizeHint(self) -> QSize:
        return QSize(360, self._side + self._look.tokens.type.small + 14)

    @property
    def _side(self) -> int:
        return self._look.tokens.type.body + 5

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, colours = QPainter(self), self._look.tokens.colours
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here, words = RUNG[self._state], self.words()
        width, middle = self.width() / len(words), self._side / 2 + 1
        for place in range(1, len(words)):
            is_done = place < here or self._state is OutboxState.VERIFIED
            style = Qt.PenStyle.SolidLine if is_done or place == here else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(colours.good if is_done else colours.strong_line), 2, style))
            left, right = (place - 0.5) * width + self._side / 2 + 5, (place + 0.5) * width - self._side / 2 - 5
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        for place, word in enumerate(words):
            self._paint_step(painter, QPointF((place + 0.5) * width, middle), place - here)
            self._paint_word(painter, QRectF(place * width, self._side + 5, width, self.height()), word, place == here)

    def _paint_step(self, painter: QPainter, at: QPointF, beyond: int) -> None:
        """Paint one step; `beyond` counts from where the item stands."""
        colours, side = self._look.tokens.colours, self._side
        spot = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        is_done = beyond < 0 or self._state is OutboxState.VERIFIED
        tone = colours.good if is_done else colours.ink_of(_tone(self._state)) if beyond == 0 else colours.strong_line
        painter.setPen(QPen(QColor(tone), 2))
        painter.setBrush(QColor(tone) if is_done else QColor(colours.surface))
        painter.drawEllipse(spot)
        painter.setPen(QPen(QColor(colours.surface if is_done else tone), 2))
        if is_done:
            painter.drawPolyline([_in(spot, 0.27, 0.53), _in(spot, 0.44, 0.7), _in(spot, 0.74, 0.34)])
        elif beyond == 0 and self._state in STUCK:
            painter.drawLine(_in(spot, 0.32, 0.32), _in(spot, 0.68, 0.68))
            painter.drawLine(_in(spot, 0.32, 0.68), _in(spot, 0.68, 0.32))
        elif beyond == 0:
            painter.setBrush(QColor(tone))
            painter.drawEllipse(at, 2, 2)

    def _paint_word(self, painter: QPainter, room: QRectF, word: str, is_here: bool) -> None:
        kind, colours = self._look.tokens.type, self._look.tokens.colours
        font = sized(self.font(), kind.small, kind.strong if is_here else kind.regular)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink_of(_tone(self._state)) if is_here else colours.soft))
        told = QFontMetrics(font).elidedText(word, Qt.TextElideMode.ElideRight, round(room.width()) - 4)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), told)


_STEPS = (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.ACKED, OutboxState.VERIFIED)


def _tone(state: OutboxState) -> Tone:
    return QUEUE_TONES[state]


QUEUE_TONES = {
    OutboxState.VERIFIED: Tone.GOOD, OutboxState.ACKED: Tone.GOOD, OutboxState.SENDING: Tone.ACCENT,
    OutboxState.QUEUED: Tone.NEUTRAL, OutboxState.RETRY_WAIT: Tone.WARN, OutboxState.PAUSED: Tone.WARN,
    OutboxState.CONFLICT: Tone.BAD, OutboxState.REFUSED: Tone.BAD,
}  # fmt: skip
"""What a state means to the inspector."""


def _in(spot: QRectF, x: float, y: float) -> QPointF:
    return QPointF(spot.left() + x * spot.width(), spot.top() + y * spot.height())
