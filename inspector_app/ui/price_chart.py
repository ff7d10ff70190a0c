"""The price of an auction over time: steps, a mark for each bid, the reserve as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.core.auction import PricePoint
from inspector_app.core.ids import Micros
from inspector_app.core.money import Money
from inspector_app.ui.look import Look

STEPS = (1, 2, 5)
LINES = 4


@dataclass(frozen=True)
class Plot:
    """What the chart shows; times in microseconds, prices in minor units."""

    points: tuple[PricePoint, ...] = ()
    start: Money | None = None
    reserve: Money | None = None
    opened_at: Micros | None = None
    ends_at: Micros | None = None


def ticks(low: int, high: int, lines: int = LINES) -> tuple[int, ...]:
    """Return round values that cover low to high, about `lines` of them."""
    span, step = max(1, high - low), 1
    while span / step > lines:
        unit = 10 ** (len(str(step)) - 1)
        step = next((unit * s for s in (*STEPS, 10) if unit * s > step), step * 10)
    first = low // step * step
    return tuple(range(first, high + step, step))


class PriceChart(QWidget):
    """Reads the theme when it paints; says its content to a screen reader."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._plot = Plot()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, 220)

    def show_plot(self, plot: Plot) -> None:
        """Show the course of an auction."""
        if plot != self._plot:
            self._plot = plot
            last = str(plot.points[-1].price) if plot.points else self.tr("no bid yet")
            self.setAccessibleName(
                self.tr("Price chart, {count} bids, {last}").format(count=len(plot.points), last=last)
            )
            self.update()

    def _times(self) -> tuple[int, int]:
        moments = [point.at for point in self._plot.points]
        first = self._plot.opened_at or (moments[0] if moments else 0)
        last = max([self._plot.ends_at or 0, *moments, first + 1])
        return first, last

    def _scale(self) -> tuple[int, ...]:
        known = [p.price.minor for p in self._plot.points]
        known += [money.minor for money in (self._plot.start, self._plot.reserve) if money]
        low, high = min(known, default=0), max(known, default=100)
        room = max(1, (high - low) // 8, high // 50)
        return ticks(max(0, low - room), high + room)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(self._look.tokens.type.tiny)
        painter.setFont(font)
        scale, currency = self._scale(), self._plot.start.currency if self._plot.start else "USD"
        texts = [str(Money(tick, currency)) for tick in scale]
        left = max(painter.fontMetrics().horizontalAdvance(text) for text in texts) + 12
        area = QRectF(left, 10, max(10, self.width() - left - 14), max(10, self.height() - 24))
        self._paint_grid(painter, area, scale, texts)
        self._paint_course(painter, area, scale)

    def _place(self, area: QRectF, scale: Sequence[int], at: int, minor: int) -> QPointF:
        first, last = self._times()
        x = area.left() + area.width() * (at - first) / max(1, last - first)
        y = area.bottom() - area.height() * (minor - scale[0]) / max(1, scale[-1] - scale[0])
        return QPointF(max(area.left(), min(area.right(), x)), y)

    def _paint_grid(self, painter: QPainter, area: QRectF, scale: Sequence[int], texts: Sequence[str]) -> None:
        colours = self._look.tokens.colours
        first = self._times()[0]
        for tick, text in zip(scale, texts, strict=True):
            y = self._place(area, scale, first, tick).y()
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.faint))
            words = QRectF(0, y - 9, area.left() - 8, 18)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        if self._plot.reserve:
            y = self._place(area, scale, first, self._plot.reserve.minor).y()
            painter.setPen(QPen(QColor(colours.warn), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.drawText(QPointF(area.left() + 6, y - 5), self.tr("reserve"))

    def _paint_course(self, painter: QPainter, area: QRectF, scale: Sequence[int]) -> None:
        points = self._plot.points
        if not points:
            return
        accent = QColor(self._look.tokens.colours.accent)
        spots = [self._place(area, scale, point.at, point.price.minor) for point in points]
        line = QPainterPath(QPointF(spots[0].x(), area.bottom()))
        for before, spot in zip([QPointF(spots[0].x(), area.bottom()), *spots], spots, strict=False):
            line.lineTo(spot.x(), before.y())
            line.lineTo(spot)
        self._paint_under(painter, area, line, accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2.2))
        painter.drawPath(line)
        painter.setPen(QPen(QColor(self._look.tokens.colours.surface), 1.5))
        painter.setBrush(accent)
        for spot in spots:
            painter.drawEllipse(spot, 3.2, 3.2)
        painter.drawEllipse(spots[-1], 5.5, 5.5)

    @staticmethod
    def _paint_under(painter: QPainter, area: QRectF, line: QPainterPath, accent: QColor) -> None:
        under = QPainterPath(line)
        under.lineTo(line.currentPosition().x(), area.bottom())
        under.closeSubpath()
        fade = QLinearGradient(area.topLeft(), area.bottomLeft())
        strong, weak = QColor(accent), QColor(accent)
        strong.setAlpha(70)
        weak.setAlpha(6)
        fade.setColorAt(0, strong)
        fade.setColorAt(1, weak)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fade)
        painter.drawPath(under)
