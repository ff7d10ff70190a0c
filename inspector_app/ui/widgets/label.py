"""Words on the screen: a label knows its role, the style sheet knows how it looks."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inspector_app.ui.tokens import Tone


def label(words: str = "", role: str = "body", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Return a label in a role of the style sheet: hero, title, heading, strong, soft, small, faint, field, key."""
    made = QLabel(words, parent)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def restyle(widget: QWidget, **properties: str | bool) -> None:
    """Give a widget other style properties and let the style sheet look at it again; equal ones cost nothing."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def set_tone(widget: QWidget, tone: Tone) -> None:
    """Say by colour what a label, field or banner means; the words must say it too."""
    restyle(widget, tone=tone.value)


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is its tooltip."""

    def __init__(self, words: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…") * 3, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        room = self.contentsRect()
        told = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self.text() if told != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), told)
        painter.end()
