"""Icons: drawings in one line width, tinted when they are painted, so that a change of theme needs no reload."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from inspector_app.ui.tokens import Colours, Ink

__all__ = ["Ink", "TintedEngine", "drawn", "icon_of"]

PLACEHOLDER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
    'stroke-width="1.75"><circle cx="12" cy="12" r="6.5"/></svg>'
)
"""Shown where a drawing is missing: a ring, so that the control stays visible and in line."""


_clones: list[QIconEngine] = []


class TintedEngine(QIconEngine):
    """Paints one drawing in the colour that the theme has at that moment."""

    def __init__(self, path: Path, colours: Callable[[], Colours], ink: Ink) -> None:
        super().__init__()
        self._path = path
        self._colours = colours
        self._ink = ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size() * ratio, mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: ARG002
        colour = self._colour(mode)
        key = f"icon:{self._path.name}:{colour}:{size.width()}x{size.height()}"
        found = QPixmap()
        if not QPixmapCache.find(key, found):
            found = drawn(self._path, colour, size)
            QPixmapCache.insert(key, found)
        return found

    def clone(self) -> QIconEngine:
        """Return a copy that Qt owns; the list keeps Python from freeing it under Qt's hands."""
        copy = TintedEngine(self._path, self._colours, self._ink)
        _clones.append(copy)
        return copy

    def _colour(self, mode: QIcon.Mode) -> str:
        colours = self._colours()
        if mode is QIcon.Mode.Disabled:
            return colours.strong_line
        return str(getattr(colours, self._ink.value))


def icon_of(folder: Path, name: str, colours: Callable[[], Colours], ink: Ink = Ink.SOFT) -> QIcon:
    """Return the icon of a name in `folder`; a ring stands in for a missing drawing."""
    return QIcon(TintedEngine(folder / f"{name}.svg", colours, ink))


def drawn(path: Path, colour: str, size: QSize) -> QPixmap:
    """Return a drawing in one colour, with transparent ground."""
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    side = min(size.width(), size.height())
    corner = QPoint((size.width() - side) // 2, (size.height() - side) // 2)
    QSvgRenderer(QByteArray(_source(path).replace("currentColor", colour).encode())).render(
        painter, QRectF(corner.x(), corner.y(), side, side)
    )
    painter.end()
    return pixmap


@cache
def _source(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else PLACEHOLDER
