"""The banner: what went wrong in plain words, what to do next, and a button that does it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.qt.translate import Told
from inspector_app.ui.icons import Ink
from inspector_app.ui.look import Look
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.button import Button, IconButton
from inspector_app.ui.widgets.label import label, set_tone

ICONS = {Tone.BAD: "warning", Tone.WARN: "warning", Tone.GOOD: "check", Tone.ACCENT: "info", Tone.NEUTRAL: "info"}
INKS = {Tone.BAD: Ink.BAD, Tone.WARN: Ink.WARN, Tone.GOOD: Ink.GOOD, Tone.ACCENT: Ink.ACCENT, Tone.NEUTRAL: Ink.SOFT}


class Banner(QFrame):
    """Stays until it is dismissed or replaced; hidden while there is nothing to say. Escape dismisses it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._act: Callable[[], object] | None = None
        self.setProperty("kind", "banner")
        self._icon = QLabel()
        self.title = label("", "strong", wrap=True)
        self.hint = label("", "soft", wrap=True)
        self.action = Button(look, "")
        self._close = IconButton(look, self.tr("Dismiss"), "close")
        self._close.clicked.connect(self.dismiss)
        self.action.clicked.connect(self._do)
        self._lay_out()
        look.changed.connect(self._redraw)
        self._tone = Tone.BAD
        self.hide()

    def tell(
        self, told: Told, tone: Tone = Tone.BAD, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Say what happened and what to do; `action` names a button that calls `act`."""
        self._tone, self._act = tone, act
        self.title.setText(told.title)
        self.hint.setText(told.hint)
        self.hint.setVisible(bool(told.hint))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(str(told))
        set_tone(self, tone)
        self._redraw()
        self.show()

    def dismiss(self) -> None:
        """Take the banner away."""
        self._act = None
        self.hide()

    def _do(self) -> None:
        act = self._act
        self.dismiss()
        if act is not None:
            act()

    def _redraw(self) -> None:
        side = self._look.tokens.icon + 4
        self._icon.setPixmap(self._look.icon(ICONS[self._tone], INKS[self._tone]).pixmap(side, side))

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        row = QHBoxLayout(self)
        row.setContentsMargins(space.l, space.s, space.s, space.s)
        row.setSpacing(space.m)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.action)
        row.addWidget(self._close)
