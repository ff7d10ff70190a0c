"""The empty state: a page without content says what would be here, and how to begin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from inspector_app.ui.icons import Ink
from inspector_app.ui.look import Look
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.label import label


class EmptyState(QWidget):
    """A drawing, a title, a hint, and optionally the one button that helps."""

    def __init__(
        self, look: Look, icon: str, title: str, hint: str, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon_name = icon
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.title = label(title, "heading")
        self.hint = label(hint, "soft", wrap=True)
        self.action: Button = PrimaryButton(look, action)
        self.action.setVisible(bool(action))
        self._lay_out()
        self._redraw()
        look.changed.connect(self._redraw)

    def tell(self, title: str, hint: str) -> None:
        """Say something else, where the reason for the emptiness is another."""
        self.title.setText(title)
        self.hint.setText(hint)

    def _redraw(self) -> None:
        side = self._look.tokens.icon * 2 + 8
        self._icon.setPixmap(self._look.icon(self._icon_name, Ink.FAINT).pixmap(side, side))

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        column = QVBoxLayout(self)
        column.setSpacing(space.s)
        column.addStretch(2)
        for words in (self.title, self.hint):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._icon, 0, middle)
        column.addSpacing(space.s)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addSpacing(space.m)
        column.addWidget(self.action, 0, middle)
        column.addStretch(3)
