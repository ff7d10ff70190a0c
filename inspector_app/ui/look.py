"""The look that is on: which tokens hold now, the icons in their colours, and the word that both changed."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from inspector_app.ui.style import font_of, palette_of, stylesheet
from inspector_app.ui.tokens import Ink, Theme, Tokens, tokens_for

FAMILY = "Inter"
MONO = "JetBrains Mono"


@dataclass(frozen=True)
class Wish:
    """What the user asked of the look; `theme` is a Theme or `system`."""

    theme: str = "system"
    glove: bool = False
    scale: int = 100


class Look(QObject):
    """Holds the tokens in force. Painted widgets read `tokens` when they paint and listen to `changed`."""

    changed = Signal()

    def __init__(self, assets: Path, wish: Wish | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.assets = assets
        self.wish = wish or Wish()
        self.tokens: Tokens = _tokens_of(self.wish)
        self._is_complete = False

    def icon(self, name: str, ink: Ink = Ink.SOFT) -> QIcon:
        """Return an icon that takes its colour from the theme whenever it is painted."""
        from inspector_app.ui.icons import icon_of

        return icon_of(self.assets / "icons", name, lambda: self.tokens.colours, ink)

    def wear(self, wish: Wish | None = None) -> None:
        """Put the look on: the first time, when the user asks for another, when the system turns dark."""
        self.wish = wish or self.wish
        self.tokens = _tokens_of(self.wish)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(font_of(self.tokens, self._family()))
            app.setPalette(palette_of(self.tokens))
            # Qt posts the new font; a style sheet that is set before it arrives keeps it from widgets already there.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.ApplicationFontChange.value)
            app.setStyleSheet(stylesheet(self.tokens, self.mono))
        self.changed.emit()

    def begin(self, app: QApplication) -> None:
        """Dress the application before its first window."""
        self.begin_plain(app)
        self.complete()

    def begin_plain(self, app: QApplication) -> None:
        """Set the ground's colours alone, so that the first paint need not wait for letters; `complete` must follow."""
        if app.style().objectName().lower() != "fusion":
            app.setStyle("Fusion")
        app.setPalette(palette_of(self.tokens))

    def complete(self) -> None:
        """Put on what the first paint did not wait for; once."""
        if not self._is_complete:
            self._is_complete = True
            self._load_fonts()
            QGuiApplication.setWindowIcon(QIcon(str(self.assets / "icons" / "app.png")))
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
            self.wear()

    def _system_changed(self) -> None:
        if self.wish.theme == "system":
            self.wear()

    def _load_fonts(self) -> None:
        for path in sorted((self.assets / "fonts").glob("*.[ot]tf")):
            QFontDatabase.addApplicationFont(str(path))

    @property
    def mono(self) -> str:
        """The family in which 0 and O, 1 and I stand apart."""
        fixed = QFontDatabase.SystemFont.FixedFont
        return MONO if QFontDatabase.hasFamily(MONO) else QFontDatabase.systemFont(fixed).family()

    @staticmethod
    def _family() -> str:
        return (
            FAMILY
            if QFontDatabase.hasFamily(FAMILY)
            else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        )


def _tokens_of(wish: Wish) -> Tokens:
    return tokens_for(_theme_of(wish.theme), glove=wish.glove, scale=wish.scale)


def _theme_of(wished: str) -> Theme:
    """Return the theme that is asked for; the system's where it is known, light where it is not."""
    if wished in set(Theme):
        return Theme(wished)
    hints = QGuiApplication.styleHints() if QGuiApplication.instance() else None
    is_dark = hints is not None and hints.colorScheme() is Qt.ColorScheme.Dark
    return Theme.DARK if is_dark else Theme.LIGHT
