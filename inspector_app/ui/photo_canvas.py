"""A photo with vector boxes over it: zoom, pan, pick, draw and move a box, by mouse and by keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.core.finding import Box
from inspector_app.ui.look import Look
from inspector_app.ui.viewport import Viewport

LEAST_DRAG = 6
"""Pixels of the screen below which a drag is a click."""
STEP = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


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


class Mode(Enum):
    """What the mouse and the arrows do."""

    LOOK = "look"
    DRAW = "draw"


class PhotoCanvas(QWidget):
    """Shows one photo as large as it can be; the original is never touched."""

    picked = Signal(str)
    """Id of the mark that was clicked."""
    drawn = Signal(object)
    """Box that was drawn or moved into place, in pixels of the original."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image = QImage()
        self._view = Viewport()
        self._marks: tuple[Mark, ...] = ()
        self._selected = ""
        self._mode = Mode.LOOK
        self._press: QPoint | None = None
        self._draft: Box | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(self.tr("Photo with findings"))
        look.changed.connect(self.update)

    @property
    def mode(self) -> Mode:
        """What the mouse and the arrows do now."""
        return self._mode

    @property
    def draft(self) -> Box | None:
        """The box that is being placed, or None."""
        return self._draft

    def show_photo(self, image: QImage, width: int, height: int) -> None:
        """Show another photo, fitted; `width` and `height` are the original's."""
        self._image = image
        self._view = Viewport(QSizeF(width, height), QSizeF(self.size()))
        self.look_only()

    def show_marks(self, marks: Sequence[Mark], selected: str = "") -> None:
        """Show these boxes over the photo, one of them selected."""
        self._marks, self._selected = tuple(marks), selected
        self.update()

    def draw(self, start: Box | None = None) -> None:
        """Let the user place a box: drag with the mouse, or arrows, Shift+arrows and Enter; Escape gives up."""
        self._mode, self._draft = Mode.DRAW, start or self._middle()
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()
        self.update()

    def place(self, box: Box) -> None:
        """Put the box that is being drawn at a place."""
        self._draft = box
        self.update()

    def look_only(self) -> None:
        """Give up drawing."""
        self._mode, self._draft, self._press = Mode.LOOK, None, None
        self.unsetCursor()
        self.update()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom about a point of the widget, its middle by default."""
        self._view = self._view.zoomed(factor, around or QPointF(self.rect().center()))
        self.update()

    def fit(self) -> None:
        """Show the whole photo."""
        self._view = self._view.fitted()
        self.update()

    def _middle(self) -> Box:
        size = self._view.image
        width, height = max(1, round(size.width() / 5)), max(1, round(size.height() / 5))
        return Box(round(size.width() / 2 - width / 2), round(size.height() / 2 - height / 2), width, height)

    # --- Qt's own events

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        self._view = self._view.resized(QSizeF(self.size()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1.2 ** (event.angleDelta().y() / 120), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position().toPoint()
        if self._mode is Mode.LOOK and event.button() is Qt.MouseButton.LeftButton:
            self._pick(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        here = event.position().toPoint()
        if self._mode is Mode.DRAW and event.buttons() & Qt.MouseButton.LeftButton:
            self._draft = self._view.box_between(QPointF(self._press), event.position()) or self._draft
        else:
            self._view = self._view.panned(QPointF(here - self._press))
            self._press = here
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press, self._press = self._press, None
        if self._mode is not Mode.DRAW or press is None:
            return
        if (event.position().toPoint() - press).manhattanLength() >= LEAST_DRAG:
            self._confirm()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._mode is Mode.LOOK:
            self.zoom(2.0, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(1.25)
        elif key is Qt.Key.Key_Minus:
            self.zoom(0.8)
        elif key is Qt.Key.Key_0:
            self.fit()
        elif self._mode is Mode.DRAW and self._draft is not None:
            self._steer(event, key, self._draft)
        else:
            super().keyPressEvent(event)

    def _steer(self, event: QKeyEvent, key: Qt.Key, draft: Box) -> None:
        if key in STEP:
            grows = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._draft = self._view.stepped(draft, STEP[key], grows=grows)
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._confirm()
        elif key is Qt.Key.Key_Escape:
            self.look_only()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        box = self._draft
        self.look_only()
        if box is not None:
            self.drawn.emit(box)

    def _pick(self, at: QPointF) -> None:
        hits = [mark for mark in self._marks if self._view.rect_of(mark.box).adjusted(-4, -4, 4, 4).contains(at)]
        if hits:
            self.picked.emit(min(hits, key=lambda mark: mark.box.w * mark.box.h).id)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = self._look.tokens
        painter.fillRect(self.rect(), QColor(tokens.colours.sunken))
        if not self._image.isNull():
            painter.drawImage(self._view.frame, self._image, QRectF(self._image.rect()))
        for mark in sorted(self._marks, key=lambda mark: mark.id == self._selected):
            self._paint_mark(painter, mark, chosen=mark.id == self._selected)
        if self._draft is not None:
            accent = tokens.colours.accent
            self._paint_mark(painter, Mark("", self._draft, self.tr("New box"), accent), chosen=True)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_mark(self, painter: QPainter, mark: Mark, *, chosen: bool) -> None:
        rect, hue = self._view.rect_of(mark.box), QColor(mark.hue)
        painter.setOpacity(0.35 if mark.faint and not chosen else 1.0)
        halo = QColor(255, 255, 255, 190)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(halo, 5 if chosen else 3.5))
        painter.drawRoundedRect(rect, 4, 4)
        style = Qt.PenStyle.DashLine if mark.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(hue, 3 if chosen else 2, style))
        painter.drawRoundedRect(rect, 4, 4)
        if chosen or not mark.faint:
            self._paint_tag(painter, rect, mark.text, hue)
        painter.setOpacity(1.0)

    def _paint_tag(self, painter: QPainter, rect: QRectF, text: str, hue: QColor) -> None:
        font = QFont(self.font())
        font.setPixelSize(self._look.tokens.type.small)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        size = painter.fontMetrics().boundingRect(text).size()
        width, height = size.width() + 14, size.height() + 8
        top = rect.top() - height - 3 if rect.top() > height + 6 else rect.bottom() + 3
        left = max(2.0, min(rect.left(), self.width() - width - 2.0))
        tag = QRect(round(left), round(min(top, self.height() - height - 2.0)), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hue)
        painter.drawRoundedRect(tag, 5, 5)
        painter.setPen(QColor("#ffffff") if hue.lightnessF() < 0.62 else QColor("#101828"))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, text)
