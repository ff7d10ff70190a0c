"""Tiles of photos: the guide's shots with or without their photo, or an appraisal's photos with what waits in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector_app.core.ids import Sha256
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.row_model import ROW_ROLE, RowModel
from inspector_app.qt.terms import shot_name
from inspector_app.ui.look import Look
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import Tone

THUMB_SIDE = 320


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
        self, look: Look, pictures: Pictures, name: str, *, tile: QSize | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model: RowModel[Tile] = RowModel(lambda row: row.id, lambda row: shot_name(row.shot), self)
        self.setModel(self._model)
        self._delegate = TileDelegate(look, pictures, tile or QSize(132, 99), self)
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

    def as_grid(self) -> None:
        """Wrap the tiles into rows."""
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(True)
        self.setSpacing(0)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these tiles; the selection stays where it can."""
        kept = self.current
        self._model.show(tiles)
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

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return self._tile + QSize(8, 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tile: Tile = index.data(ROW_ROLE)
        rect = QRect(option.rect.topLeft() + QPoint(4, 4), self._tile)
        rect.setWidth(min(self._tile.width(), option.rect.width() - 8))
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(rect), 8, 8)
        painter.setClipPath(shape)
        painter.fillRect(rect, QColor(self._look.tokens.colours.sunken))
        self._paint_picture(painter, tile, rect)
        self._paint_foot(painter, tile, rect)
        painter.setClipping(False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(self._look.tokens.colours.accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 8, 8)
        painter.restore()

    def _paint_picture(self, painter: QPainter, tile: Tile, rect: QRect) -> None:
        image = self._pictures.image(tile.sha256, THUMB_SIDE) if tile.sha256 else None
        if image is not None and not image.isNull():
            cover(painter, image, rect)
        elif tile.sha256 is None:
            paint_silhouette(painter, self._look, tile.shot, rect.adjusted(14, 6, -14, -24))

    def _paint_foot(self, painter: QPainter, tile: Tile, rect: QRect) -> None:
        tokens = self._look.tokens
        foot = QRect(rect.left(), rect.bottom() - 22, rect.width(), 23)
        painter.fillRect(foot, QColor(12, 18, 28, 190 if tile.sha256 else 120))
        painter.setFont(sized(painter.font(), tokens.type.tiny, tokens.type.strong))
        painter.setPen(QColor("#ffffff"))
        words = painter.fontMetrics().elidedText(
            shot_name(tile.shot),
            Qt.TextElideMode.ElideRight,
            foot.width() - (40 if tile.number or tile.is_done else 14),
        )
        painter.drawText(foot.adjusted(8, 0, -6, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
        spot = QRect(foot.right() - 21, foot.top() + 3, 17, 17)
        if tile.number:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.colours.wash_of(tile.tone)))
            painter.drawEllipse(spot)
            painter.setPen(QColor(tokens.colours.ink_of(tile.tone)))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(tile.number))
        elif tile.is_done:
            painter.setPen(QPen(QColor("#4fd296"), 2.2))
            painter.drawPolyline(
                [spot.topLeft() + QPoint(3, 9), spot.topLeft() + QPoint(7, 13), spot.topLeft() + QPoint(14, 4)]
            )


class Picture(QWidget):
    """One picture that fills its place, with round corners."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._image: QImage | None = None

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


def paint_silhouette(painter: QPainter, look: Look, shot: str, rect: QRect, ink: str = "") -> None:
    """Paint a shot's outline, by default in the quiet ink of the theme; nothing where none is drawn."""
    path: Path = look.assets / "shots" / f"{shot}.svg"
    if not path.is_file():
        return
    drawing = path.read_text(encoding="utf-8").replace("currentColor", ink or look.tokens.colours.faint)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    size = renderer.defaultSize().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = rect.center() - QPoint(size.width() // 2, size.height() // 2)
    renderer.render(painter, QRectF(QRect(corner, size)))
