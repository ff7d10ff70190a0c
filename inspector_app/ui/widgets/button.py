"""Buttons: every one can be reached by keyboard, says its key in its tooltip, and is large enough to be hit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from inspector_app.ui.icons import Ink
from inspector_app.ui.look import Look
from inspector_app.ui.widgets.label import restyle

ICON_INKS = {"primary": Ink.ON_ACCENT, "danger": Ink.BAD, "good": Ink.GOOD}


class Button(QPushButton):
    """A push button of a kind: primary, secondary, ghost, danger, good, chip, segment, nav."""

    def __init__(
        self,
        look: Look,
        words: str,
        kind: str = "secondary",
        icon: str = "",
        *,
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._look = look
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._icon_name = icon
        if icon:
            self.setIcon(look.icon(icon, ICON_INKS.get(kind, Ink.SOFT)))
            self._fit_icon()
            look.changed.connect(self._fit_icon)
        if key:
            self.take_key(key)

    def take_key(self, key: str) -> None:
        """Bind a key to the button and say so in its tooltip.

        A shortcut of its own: a button's built-in one acts 100 ms late and is lost with the next change of words.
        """
        QShortcut(QKeySequence(key), self).activated.connect(self.click)
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{self.text().strip()} ({shown})" if self.text() else shown)

    def become(self, kind: str) -> None:
        """Take another kind, with the icon's colour that belongs to it."""
        if self.property("kind") != kind:
            restyle(self, kind=kind)
            self.setIcon(self._look.icon(self._icon_name, ICON_INKS.get(kind, Ink.SOFT)))

    def _fit_icon(self) -> None:
        side = self._look.tokens.icon
        self.setIconSize(QSize(side, side))


class PrimaryButton(Button):
    """The one thing to do next on a page."""

    def __init__(self, look: Look, words: str, icon: str = "", *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, words, "primary", icon, key=key, parent=parent)
        self.setDefault(True)


class IconButton(Button):
    """A button with a drawing alone; its name is spoken and stands in the tooltip."""

    def __init__(self, look: Look, name: str, icon: str, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, "", "ghost", icon, key=key, parent=parent)
        self.setAccessibleName(name)
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""
        self.setToolTip(f"{name} ({shown})" if shown else name)
        self._fit_square()
        look.changed.connect(self._fit_square)

    def _fit_square(self) -> None:
        self.setFixedWidth(self._look.tokens.target)
        self.setStyleSheet("padding: 0;")

    def swap(self, icon: QIcon) -> None:
        """Show another drawing."""
        self.setIcon(icon)
