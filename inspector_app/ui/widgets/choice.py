"""Choices: a drop-down with a drawn chevron, a row of segments, a switch."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QComboBox, QFrame, QHBoxLayout, QSizePolicy, QWidget

from inspector_app.ui.look import Look
from inspector_app.ui.widgets.button import Button


class Choice(QComboBox):
    """A drop-down of (value, words); `value()` is what was chosen."""

    def __init__(self, look: Look, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        for value, words in options:
            self.addItem(words, value)

    def value(self) -> str:
        """Return the chosen value."""
        return str(self.currentData())

    def choose(self, value: str) -> None:
        """Choose by value, without a word from the user."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._look.tokens.icon - 2
        painter = QPainter(self)
        spot = QRect(self.width() - side - 10, (self.height() - side) // 2, side, side)
        self._look.icon("chevron_down").paint(painter, spot)
        painter.end()


class Segments(QFrame):
    """A few exclusive choices side by side; arrow keys move between them."""

    chosen = Signal(str)
    """The value that the user chose."""

    def __init__(self, look: Look, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "track")
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._values = [value for value, _ in options]
        for place, (_, words) in enumerate(options):
            button = Button(look, words, "segment")
            button.setCheckable(True)
            self._group.addButton(button, place)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._clicked)

    def value(self) -> str:
        """Return the chosen value."""
        return self._values[max(0, self._group.checkedId())]

    def choose(self, value: str) -> None:
        """Choose by value, without a word from the user."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def _clicked(self, place: int) -> None:
        self.chosen.emit(self._values[place])


class Switch(QAbstractButton):
    """On or off, at a glance; space toggles it."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        height = max(24, self._look.tokens.target - 10)
        return QSize(round(height * 1.8), height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours, inner = self._look.tokens.colours, self.rect().adjusted(2, 2, -2, -2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.focus) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if self.isChecked() else colours.strong_line))
        painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
        side = inner.height() - 6
        x = inner.right() - side - 2 if self.isChecked() else inner.left() + 3
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent if self.isChecked() else colours.surface))
        painter.drawEllipse(x, inner.top() + 3, side, side)
        painter.end()
