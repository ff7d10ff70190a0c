"""A notice inside a page: a drawing, a title and a line below; it stays as long as what it says is so."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.ui.look import Look
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.banner import ICONS, INKS
from inspector_app.ui.widgets.label import label, set_tone


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone = Tone.NEUTRAL
        self.setProperty("kind", "banner")
        self._icon = QLabel()
        self.title = label("", "heading", wrap=True)
        self.words = label("", "body", wrap=True)
        space = look.tokens.space
        row = QHBoxLayout(self)
        row.setContentsMargins(space.l, space.m, space.l, space.m)
        row.setSpacing(space.m)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.words)
        row.addLayout(column, 1)
        look.changed.connect(self._redraw)
        self.hide()

    def tell(self, title: str, words: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Say something; an empty title takes the notice away."""
        self._tone = tone
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.setAccessibleName(f"{title} {words}".strip())
        set_tone(self, tone)
        self._redraw()
        self.setVisible(bool(title))

    def _redraw(self) -> None:
        side = self._look.tokens.icon + 8
        self._icon.setPixmap(self._look.icon(ICONS[self._tone], INKS[self._tone]).pixmap(side, side))
