"""Cards: a titled surface that holds what belongs together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.ui.look import Look
from inspector_app.ui.widgets.label import label


class Card(QFrame):
    """A surface with an optional title; add to `body`, and to `head` for what stands at the title's right."""

    def __init__(self, look: Look, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        space = look.tokens.space
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.l, space.l, space.l, space.l)
        outer.setSpacing(space.m)
        self.title = label(title, "heading")
        self.head = QHBoxLayout()
        self.head.setSpacing(space.s)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(space.m)
        if title:
            outer.addLayout(self.head)
        outer.addLayout(self.body, 1)


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a hairline between groups."""
    line = QFrame(parent)
    line.setProperty("kind", "rule")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return line
