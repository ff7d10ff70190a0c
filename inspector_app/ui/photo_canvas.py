"""A photo with vector boxes over it: zoom, pan, pick, draw and move a box, by mouse and by keys."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.core.finding import Box
from inspector_app.ui.box_drag import BoxDrag
from inspector_app.ui.look import Look
from inspector_app.ui.marks import Mark, paint_marks
from inspector_app.ui.style import sized
from inspector_app.ui.viewport import Viewport

LEAST_DRAG = 6
"""Pixels of the screen below which a drag is a click."""
PAN_STEP = 60
STEP = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
DONE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Mode(Enum):
    """What the mouse and the arrows do."""

    LOOK = "look"
    DRAW = "draw"


class PhotoCanvas(QWidget):
    """Shows one photo as large as it can be; the original is never touched."""

    picked = Signal(str)
    """Id of the mark that was clicked."""
    confirmed = Signal()
    """Enter was pressed: the box lies where it should."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image = QImage()
        self._words = ""
        self._view = Viewport()
        self._marks: tuple[Mark, ...] = ()
        self._selected = ""
        self._mode = Mode.LOOK
        self._press: QPoint | None = None
        self._drag: BoxDrag | None = None
        self._draft: Box | None = None
        self._is_placed = False
        self._draft_name = ("", look.tokens.colours.accent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 200)
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

    @property
    def view(self) -> Viewport:
        """Where the photo lies now."""
        return self._view

    def show_photo(self, image: QImage, width: int, height: int) -> None:
        """Show another photo, fitted; `width` and `height` are the original's."""
        self._view = Viewport(QSizeF(width, height), QSizeF(self.size()))
        self._marks = ()
        self.look_only()
        self.sharpen(image)

    def sharpen(self, image: QImage, words: str = "") -> None:
        """Show the same photo from a better image; what is zoomed or drawn stays. Words stand in for no image."""
        self._image, self._words = image, words
        self.update()

    def show_marks(self, marks: Sequence[Mark], selected: str = "") -> None:
        """Show these boxes over the photo, one of them selected."""
        self._marks, self._selected = tuple(marks), selected
        self.update()

    def draw(self, start: Box | None = None) -> None:
        """Let the user place a box: drag with the mouse, or arrows and Shift+arrows; Enter confirms."""
        self._mode, self._draft, self._is_placed = Mode.DRAW, start or self._middle(), start is not None
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()
        self.update()

    def name_draft(self, text: str, hue: str) -> None:
        """Say what the box that is being placed shows."""
        self._draft_name = (text, hue)
        self.update()

    def place(self, box: Box) -> None:
        """Put the box that is being drawn at a place."""
        self._draft, self._is_placed = box, True
        self.update()

    def look_only(self) -> None:
        """Give up drawing."""
        self._mode, self._draft, self._press, self._drag = Mode.LOOK, None, None, None
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
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._mode is Mode.LOOK:
            self._pick(event.position())
        else:
            self._drag = BoxDrag.begun(self._view, event.position(), self._draft if self._is_placed else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        here = event.position().toPoint()
        if self._drag is None:
            self._view = self._view.panned(QPointF(here - self._press))
            self._press = here
        elif not self._drag.is_new or (here - self._press).manhattanLength() >= LEAST_DRAG:
            self._draft = self._drag.to(self._view, event.position()) or self._draft
            self._is_placed = True
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._press, self._drag = None, None

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
        elif self._draft is not None and (key in STEP or key in DONE):
            self._steer(event, key, self._draft)
        elif key in STEP and self._view.scale is not None:
            self._view = self._view.panned(QPointF(*STEP[key]) * -PAN_STEP)
            self.update()
        else:
            super().keyPressEvent(event)

    def _steer(self, event: QKeyEvent, key: Qt.Key, draft: Box) -> None:
        if key in DONE:
            self.confirmed.emit()
            return
        grows = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.place(self._view.stepped(draft, STEP[key], grows=grows))

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
        elif self._words:
            painter.setFont(sized(self.font(), tokens.type.lead))
            painter.setPen(QColor(tokens.colours.soft))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), int(flags), self._words)
        draft = Mark("", self._draft, *self._draft_name) if self._draft else None
        paint_marks(painter, tokens, self._view, self._marks, self._selected, draft)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
