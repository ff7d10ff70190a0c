"""The price of an auction over time: steps, a mark for each bid, the reserve as a line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.core.auction import PricePoint
from inspector_app.core.ids import Micros
from inspector_app.core.money import Money
from inspector_app.ui.look import Look
from inspector_app.ui.moments import clock_time
from inspector_app.ui.style import sized

STEPS = (1, 2, 5)
LINES = 4
BOTTOM = Qt.AlignmentFlag.AlignBottom


@dataclass(frozen=True)
class Plot:
    """What the chart shows; times in microseconds, prices in minor units."""

    points: tuple[PricePoint, ...] = ()
    start: Money | None = None
    reserve: Money | None = None
    opened_at: Micros | None = None
    ends_at: Micros | None = None
    until: Micros | None = None
    """How far the last price reaches: now while the auction runs, its end afterwards."""


def ticks(low: int, high: int, lines: int = LINES) -> tuple[int, ...]:
    """Return round values that cover low to high, about `lines` of them."""
    high, step = max(high, low + 1), 1
    span = high - low
    while span / step > lines:
        unit = 10 ** (len(str(step)) - 1)
        step = next((unit * s for s in (*STEPS, 10) if unit * s > step), step * 10)
    first = low // step * step
    return tuple(range(first, high + step, step))


def scale_of(plot: Plot) -> tuple[int, ...]:
    """Return the prices at which lines are drawn: start, reserve and every bid lie between first and last."""
    known = [point.price.minor for point in plot.points]
    known += [money.minor for money in (plot.start, plot.reserve) if money]
    low, high = min(known, default=0), max(known, default=100)
    room = max(1, (high - low) // 10, high // 50)
    return ticks(max(0, low - room), high + room)


def span_of(plot: Plot) -> tuple[int, int]:
    """Return the first and the last moment of the chart."""
    moments = [point.at for point in plot.points]
    first = plot.opened_at or (moments[0] if moments else 0)
    return first, max([plot.ends_at or 0, *moments, first + 1])


class PriceChart(QWidget):
    """Reads the theme when it paints; says its content to a screen reader."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._plot = Plot()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
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

    def reach(self, until: Micros) -> None:
        """Draw the last price on until a moment."""
        self._plot = replace(self._plot, until=until)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tiny = self._look.tokens.type.tiny
        painter.setFont(sized(self.font(), tiny))
        scale, currency = scale_of(self._plot), self._plot.start.currency if self._plot.start else "USD"
        texts = [str(Money(tick, currency)) for tick in scale]
        left = max(painter.fontMetrics().horizontalAdvance(text) for text in texts) + 12
        area = QRectF(left, 10, max(10, self.width() - left - 16), max(10, self.height() - tiny - 24))
        self._paint_grid(painter, area, scale, texts)
        self._paint_reserve(painter, area, scale)
        self._paint_times(painter, area)
        self._paint_course(painter, area, scale)

    def _place(self, area: QRectF, scale: Sequence[int], at: int, minor: int) -> QPointF:
        first, last = span_of(self._plot)
        x = area.left() + area.width() * (at - first) / max(1, last - first)
        y = area.bottom() - area.height() * (minor - scale[0]) / max(1, scale[-1] - scale[0])
        return QPointF(max(area.left(), min(area.right(), x)), y)

    def _paint_grid(self, painter: QPainter, area: QRectF, scale: Sequence[int], texts: Sequence[str]) -> None:
        colours = self._look.tokens.colours
        for tick, text in zip(scale, texts, strict=True):
            y = self._place(area, scale, 0, tick).y()
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(colours.faint))
            words = QRectF(0, y - 12, area.left() - 8, 24)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_reserve(self, painter: QPainter, area: QRectF, scale: Sequence[int]) -> None:
        if self._plot.reserve:
            y = self._place(area, scale, 0, self._plot.reserve.minor).y()
            painter.setPen(QPen(QColor(self._look.tokens.colours.warn), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            first, last = span_of(self._plot)
            is_early = (self._plot.until or first) - first < (last - first) / 2
            side = Qt.AlignmentFlag.AlignRight if is_early else Qt.AlignmentFlag.AlignLeft
            words = self.tr("Reserve {price}").format(price=self._plot.reserve)
            painter.drawText(QRectF(area.left() + 6, y - 44, area.width() - 12, 40), int(side | BOTTOM), words)

    def _paint_times(self, painter: QPainter, area: QRectF) -> None:
        """Write when the auction opened and when it ends."""
        painter.setPen(QColor(self._look.tokens.colours.faint))
        foot = QRectF(area.left(), area.bottom() + 4, area.width(), self.height() - area.bottom() - 4)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for at, side in ((self._plot.opened_at, left), (self._plot.ends_at, right)):
            if at is not None:
                painter.drawText(foot, int(side | Qt.AlignmentFlag.AlignTop), clock_time(at))

    def _paint_course(self, painter: QPainter, area: QRectF, scale: Sequence[int]) -> None:
        """Paint the price from the start on: a step for each bid, then on to where it reaches."""
        plot, accent = self._plot, QColor(self._look.tokens.colours.accent)
        spots = [self._place(area, scale, point.at, point.price.minor) for point in plot.points]
        if plot.start is None or plot.opened_at is None:
            return
        line = QPainterPath(self._place(area, scale, plot.opened_at, plot.start.minor))
        for spot in spots:
            line.lineTo(spot.x(), line.currentPosition().y())
            line.lineTo(spot)
        if plot.until is not None:
            end = self._place(area, scale, plot.until, scale[0]).x()
            line.lineTo(max(end, line.currentPosition().x()), line.currentPosition().y())
        self._paint_under(painter, area, line, accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2.2))
        painter.drawPath(line)
        painter.setPen(QPen(QColor(self._look.tokens.colours.surface), 1.5))
        painter.setBrush(accent)
        for spot in spots:
            painter.drawEllipse(spot, 3.6, 3.6)
        painter.drawEllipse(line.currentPosition(), 5.5, 5.5)

    @staticmethod
    def _paint_under(painter: QPainter, area: QRectF, line: QPainterPath, accent: QColor) -> None:
        under = QPainterPath(line)
        under.lineTo(line.currentPosition().x(), area.bottom())
        under.lineTo(line.elementAt(0).x, area.bottom())
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
