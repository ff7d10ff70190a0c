"""Boxes over a photo as they are painted: halo, hue, dash, tag; the chosen one on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector_app.core.finding import Box
from inspector_app.ui.style import sized
from inspector_app.ui.tag_places import GAP, placed
from inspector_app.ui.tokens import Tokens, ink_on
from inspector_app.ui.viewport import Viewport

HALO = QColor(255, 255, 255, 190)
GRIP = 9
"""Side of the squares at the corners of a box that is being placed."""


@dataclass(frozen=True)
class Mark:
    """One box as the canvas shows it; `box` in pixels of the upright original."""

    id: str
    box: Box
    text: str
    hue: str
    dashed: bool = False
    """A suggestion that nobody decided on."""
    faint: bool = False
    """Rejected: still there, out of the way."""


def paint_marks(
    painter: QPainter, tokens: Tokens, view: Viewport, marks: Sequence[Mark], selected: str, draft: Mark | None = None
) -> None:
    """Paint the boxes, then their tags; what is chosen or being placed is served first and lies on top."""
    room = QRectF(QPointF(), view.widget).adjusted(3, 3, -3, -3)
    seen = [mark for mark in marks if view.rect_of(mark.box).intersects(room)]
    for mark in sorted(seen, key=lambda mark: mark.id == selected):
        _paint_box(painter, view.rect_of(mark.box), mark, chosen=mark.id == selected and draft is None)
    if draft:
        _paint_box(painter, view.rect_of(draft.box), draft, chosen=True)
        _paint_grips(painter, view.rect_of(draft.box), QColor(draft.hue))
    tagged = [mark for mark in seen if mark.id == selected or not mark.faint]
    tagged.sort(key=lambda mark: mark.id != selected)
    _paint_tags(painter, tokens, view, [draft, *tagged] if draft else tagged, room)


def _paint_box(painter: QPainter, rect: QRectF, mark: Mark, *, chosen: bool) -> None:
    painter.setOpacity(0.45 if mark.faint and not chosen else 1.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(HALO, 6 if chosen else 3.5))
    painter.drawRoundedRect(rect, 4, 4)
    style = Qt.PenStyle.DashLine if mark.dashed else Qt.PenStyle.DotLine if mark.faint else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(mark.hue), 3.5 if chosen else 2, style))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setOpacity(1.0)


def _paint_grips(painter: QPainter, rect: QRectF, hue: QColor) -> None:
    painter.setPen(QPen(hue, 2))
    painter.setBrush(QColor("#ffffff"))
    for corner in (rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight()):
        painter.drawRect(QRectF(corner.x() - GRIP / 2, corner.y() - GRIP / 2, GRIP, GRIP))


def _paint_tags(painter: QPainter, tokens: Tokens, view: Viewport, marks: Sequence[Mark], room: QRectF) -> None:
    painter.setFont(sized(painter.font(), tokens.type.small, tokens.type.strong))
    metrics = painter.fontMetrics()
    sizes = [QSizeF(metrics.horizontalAdvance(mark.text) + 14, metrics.height() + 6) for mark in marks]
    boxes = [view.rect_of(mark.box) for mark in marks]
    spots = placed(list(zip(boxes, sizes, strict=True)), room)
    for mark, box, spot in reversed(list(zip(marks, boxes, spots, strict=True))):
        hue = QColor(mark.hue)
        if not spot.adjusted(-GAP, -GAP, GAP, GAP).intersects(box):
            _paint_leader(painter, spot, box, hue)
        painter.setPen(QPen(HALO, 1))
        painter.setBrush(hue)
        painter.drawRoundedRect(spot, 5, 5)
        painter.setPen(QColor(ink_on(mark.hue)))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, mark.text)


def _paint_leader(painter: QPainter, spot: QRectF, box: QRectF, hue: QColor) -> None:
    """Lead the eye from a tag that found no place beside its box."""
    end = QPointF(
        max(box.left(), min(spot.center().x(), box.right())), max(box.top(), min(spot.center().y(), box.bottom()))
    )
    for colour, width in ((HALO, 4.0), (hue, 1.8)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(spot.center(), end)
