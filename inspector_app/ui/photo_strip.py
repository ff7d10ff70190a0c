"""Tiles of photos: the guide's shots with or without their photo, or an appraisal's photos with what waits in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector_app.core.ids import Sha256
from inspector_app.core.shots import CLOSE_UP
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.row_model import ROW_ROLE, RowModel
from inspector_app.qt.terms import shot_name
from inspector_app.ui.icons import Ink
from inspector_app.ui.look import Look
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import Tone, ink_on

THUMB_SIDE = 320
GAP = 8
DONE = "#0b7348"
LEAST_TILE = 116
"""Narrower than this, in pixels at normal letters, a tile's name is lost: a grid takes fewer columns instead."""


@dataclass(frozen=True)
class Tile:
    """One tile; without a photo it shows the shot's silhouette."""

    id: str
    shot: str
    sha256: Sha256 | None = None
    """Of the thumbnail, or of the original while there is no thumbnail yet."""
    number: int = 0
    """A count in its corner; none where it is 0."""
    tone: Tone = Tone.ACCENT
    is_done: bool = False


class PhotoStrip(QListView):
    """Tiles in one row, one column, or a wrapping grid; arrows move, Enter opens."""

    chosen = Signal(str)
    """Id of the tile that is selected now."""

    def __init__(
        self, look: Look, pictures: Pictures, name: str, *, tile_width: int = 132, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._tile_width, self._columns = look, tile_width, 0
        self._model: RowModel[Tile] = RowModel(lambda row: row.id, lambda row: shot_name(row.shot), self)
        self.setModel(self._model)
        self._delegate = TileDelegate(look, pictures, QSize(tile_width, round(tile_width * 0.75)), self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._current_changed)
        pictures.loaded.connect(self._repaint)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles as they are shown."""
        return self._model.rows

    @property
    def current(self) -> Tile | None:
        """The selected tile."""
        return self._model.row_at(self.currentIndex())

    def as_grid(self, columns: int) -> None:
        """Wrap the tiles into rows of so many, as large as the width lets them be; fewer where it is narrow."""
        self._columns = columns
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(True)
        self.setSpacing(0)
        self._look.changed.connect(self._fit)

    def as_row(self) -> None:
        """Lay the tiles out in one row, no higher than they are."""
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit_height()
        self._look.changed.connect(self._fit_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns:
            self._fit()

    def _fit(self) -> None:
        """Choose the size of a grid's tiles: the columns fill the width, and where it can be no row is cut."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        room = max(self._columns, self.width() - bar - 4)
        columns = max(1, min(self._columns, room // round(LEAST_TILE * self._look.tokens.scale / 100)))
        cell = room // columns
        rows = -(-len(self.tiles) // columns) or 1
        height = max(round(cell * 0.6), min(round(cell * 0.75), self.height() // rows))
        if self._delegate.fit(QSize(cell - GAP, height - GAP)):
            self.setGridSize(QSize(cell, height))

    def _fit_height(self) -> None:
        width = round(self._tile_width * (1 + (self._look.tokens.scale - 100) / 200))
        self._delegate.fit(QSize(width, round(width * 0.75)))
        self.setFixedHeight(round(width * 0.75) + GAP + self.horizontalScrollBar().sizeHint().height() + 2)
        self.scheduleDelayedItemsLayout()

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these tiles; the selection stays where it can."""
        kept = self.current
        self._model.show(tiles)
        if self._columns:
            self._fit()
        if kept and self._model.index_of(kept.id).isValid():
            self.select(kept.id)
        elif tiles:
            self.select(tiles[0].id)

    def select(self, tile_id: str) -> None:
        """Select a tile by its id and bring it into view."""
        index = self._model.index_of(tile_id)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step(self, by: int) -> None:
        """Select the next or the previous tile."""
        place = min(len(self.tiles) - 1, max(0, self.currentIndex().row() + by))
        if place >= 0:
            self.select(self.tiles[place].id)

    def _repaint(self, _: str) -> None:
        self.viewport().update()

    def _current_changed(self, index: QModelIndex) -> None:
        tile = self._model.row_at(index)
        self.chosen.emit(tile.id if tile else "")


class TileDelegate(QStyledItemDelegate):
    """Paints a tile: photo or silhouette, name on a dark foot, tick or count in the corner."""

    def __init__(self, look: Look, pictures: Pictures, tile: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._pictures, self._tile = look, pictures, tile

    def fit(self, tile: QSize) -> bool:
        """Take another size of tile; return whether it is another."""
        is_other, self._tile = tile != self._tile, tile
        return is_other

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return self._tile + QSize(GAP, GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tile: Tile = index.data(ROW_ROLE)
        rect = QRect(option.rect.topLeft() + QPoint(GAP // 2, GAP // 2), self._tile)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(rect), 8, 8)
        painter.setClipPath(shape)
        painter.fillRect(rect, QColor(self._look.tokens.colours.sunken))
        self._paint_picture(painter, tile, rect)
        self._paint_foot(painter, tile, rect)
        painter.setClipping(False)
        self._paint_frame(painter, option.state, rect, is_empty=tile.sha256 is None)
        self._paint_corner(painter, tile, rect)
        painter.restore()

    def _paint_picture(self, painter: QPainter, tile: Tile, rect: QRect) -> None:
        image = self._pictures.image(tile.sha256, THUMB_SIDE) if tile.sha256 else None
        if image is not None and not image.isNull():
            cover(painter, image, rect)
        elif tile.sha256 is None:
            paint_silhouette(painter, self._look, tile.shot, rect.adjusted(14, 8, -14, -self._foot - 4))

    def _paint_frame(self, painter: QPainter, state: QStyle.StateFlag, rect: QRect, *, is_empty: bool) -> None:
        colours, frame = self._look.tokens.colours, QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(colours.accent), 3))
            painter.drawRoundedRect(frame, 8, 8)
        elif is_empty:
            painter.setPen(QPen(QColor(colours.strong_line), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(frame, 8, 8)

    @property
    def _foot(self) -> int:
        return self._look.tokens.type.tiny + 12

    def _paint_foot(self, painter: QPainter, tile: Tile, rect: QRect) -> None:
        tokens = self._look.tokens
        foot = QRect(rect.left(), rect.bottom() - self._foot + 1, rect.width(), self._foot)
        if tile.sha256:
            painter.fillRect(foot, QColor(12, 18, 28, 190))
        painter.setFont(sized(painter.font(), tokens.type.tiny, tokens.type.strong))
        painter.setPen(QColor("#ffffff" if tile.sha256 else tokens.colours.soft))
        room = foot.adjusted(8, 0, -6, 0)
        words = painter.fontMetrics().elidedText(shot_name(tile.shot), Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignLeft if tile.sha256 else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | side), words)

    def _paint_corner(self, painter: QPainter, tile: Tile, rect: QRect) -> None:
        """Paint what the tile says in its corner: a count of what waits, or a tick."""
        if not (tile.number or tile.is_done):
            return
        tokens = self._look.tokens
        side = tokens.type.tiny + 9
        spot = QRect(rect.right() - side - 5, rect.top() + 6, side, side)
        painter.setPen(QPen(QColor("#ffffff"), 1.5))
        painter.setBrush(QColor(tokens.colours.ink_of(tile.tone) if tile.number else DONE))
        painter.drawEllipse(spot)
        ink = QColor(ink_on(tokens.colours.ink_of(tile.tone)) if tile.number else "#ffffff")
        if tile.number:
            painter.setPen(ink)
            painter.setFont(sized(painter.font(), tokens.type.tiny, tokens.type.strong))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(tile.number))
        else:
            painter.setPen(QPen(ink, 2.2))
            tick = ((0.27, 0.53), (0.44, 0.7), (0.74, 0.34))
            painter.drawPolyline([spot.topLeft() + QPoint(round(x * side), round(y * side)) for x, y in tick])


class Picture(QWidget):
    """One picture that fills its place, with round corners."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image: QImage | None = None
        self.setMinimumSize(240, 160)

    def show_image(self, image: QImage | None) -> None:
        """Show a picture, or an empty place."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), self._look.tokens.small_radius, self._look.tokens.small_radius)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(self._look.tokens.colours.sunken))
        if self._image is not None and not self._image.isNull():
            cover(painter, self._image, self.rect())


def cover(painter: QPainter, image: QImage, rect: QRect) -> None:
    """Paint an image so that it covers a rectangle, cut evenly at the sides."""
    size = QSize(rect.size()).scaled(image.size(), Qt.AspectRatioMode.KeepAspectRatio)
    source = QRect(QPoint((image.width() - size.width()) // 2, (image.height() - size.height()) // 2), size)
    painter.drawImage(rect, image, source)


def paint_silhouette(painter: QPainter, look: Look, shot: str, rect: QRect, ink: str = "") -> bool:
    """Paint a shot's outline, by default in the quiet ink of the theme; a camera, or a plus, where none is drawn."""
    path: Path = look.assets / "shots" / f"{shot}.svg"
    if not path.is_file():
        side = min(rect.width(), rect.height(), max(look.tokens.icon, round(rect.height() * 0.5)))
        spot = QRect(rect.center() - QPoint(side // 2, side // 2), QSize(side, side))
        look.icon("plus" if shot == CLOSE_UP.id else "camera", Ink.FAINT).paint(painter, spot)
        return False
    drawing = _drawing(path).replace(b"currentColor", (ink or look.tokens.colours.faint).encode())
    renderer = QSvgRenderer(QByteArray(drawing))
    size = renderer.defaultSize().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = rect.center() - QPoint(size.width() // 2, size.height() // 2)
    renderer.render(painter, QRectF(QRect(corner, size)))
    return True


@cache
def _drawing(path: Path) -> bytes:
    return path.read_bytes()
