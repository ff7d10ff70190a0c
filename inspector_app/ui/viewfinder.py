"""The viewfinder: what the camera sees, the shot's silhouette over it, and which photo comes next."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.qt.terms import shot_name
from inspector_app.ui.look import Look
from inspector_app.ui.photo_strip import paint_silhouette
from inspector_app.ui.style import sized

WHITE = "#ffffff"
SCRIM = QColor(8, 12, 18, 170)
FOOT = 64
"""Height of the prompt at the foot, at normal letters."""


class Viewfinder(QWidget):
    """Shows the newest frame; without a camera the photo that was taken, or the silhouette and what to do."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._frame, self._taken = QImage(), QImage()
        self._shot = self._hint = self._title = self._words = ""
        self._is_welcoming = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 200)
        look.changed.connect(self.update)

    def show_frame(self, frame: QImage) -> None:
        """Show what the camera sees now; an empty image means no camera."""
        self._frame = frame
        self.update()

    def show_taken(self, image: QImage | None) -> None:
        """Show the photo that was taken of this shot, wherever no camera shows anything."""
        self._taken = image or QImage()
        self.update()

    def ask_for(self, shot: str, hint: str) -> None:
        """Name the photo that comes next."""
        self._shot, self._hint = shot, hint
        self._say()

    def explain(self, title: str, words: str) -> None:
        """Say why there is nothing to see, and how photos come in."""
        self._title, self._words = title, words
        self._say()

    def welcome(self, *, is_welcoming: bool) -> None:
        """Show that photos may be dropped here."""
        self._is_welcoming = is_welcoming
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(self.tr("Viewfinder: {shot}").format(shot=shot_name(self._shot)))
        self.setAccessibleDescription(" ".join(part for part in (self._hint, self._title, self._words) if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, tokens = QPainter(self), self._look.tokens
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect(), tokens.radius, tokens.radius)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(tokens.colours.sunken))
        foot = round(FOOT * tokens.scale / 100)
        room = self.rect().adjusted(16, 12, -16, -foot - 12)
        if not self._frame.isNull():
            seen = self.rect().adjusted(0, 0, 0, -foot)
            contain(painter, self._frame, seen)
            self._paint_guide(painter, fitted(self._frame.size(), seen))
        elif not self._taken.isNull():
            contain(painter, self._taken, self.rect().adjusted(0, 0, 0, -foot))
        else:
            self._paint_words(painter, room)
        self._paint_prompt(painter, QRect(0, self.height() - foot, self.width(), foot))
        if self._is_welcoming:
            self._paint_welcome(painter)

    def _paint_guide(self, painter: QPainter, room: QRect) -> None:
        """Lay the outline over the live picture, where one is drawn."""
        if (self._look.assets / "shots" / f"{self._shot}.svg").is_file():
            painter.setOpacity(0.8)
            paint_silhouette(painter, self._look, self._shot, room, WHITE)
            painter.setOpacity(1.0)

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        kind, colours = self._look.tokens.type, self._look.tokens.colours
        line = kind.lead + 10
        words = QRect(room.left(), room.bottom() - 3 * line - 6, room.width(), 3 * line + 6)
        painter.setOpacity(0.7)
        paint_silhouette(painter, self._look, self._shot, room.adjusted(0, 0, 0, -3 * line - 8))
        painter.setOpacity(1.0)
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        painter.setPen(QColor(colours.ink))
        painter.setFont(sized(painter.font(), kind.lead, kind.strong))
        painter.drawText(words, flags, self._title)
        painter.setPen(QColor(colours.soft))
        painter.setFont(sized(painter.font(), kind.body))
        painter.drawText(words.adjusted(0, line, 0, 0), flags, self._words)

    def _paint_prompt(self, painter: QPainter, foot: QRect) -> None:
        kind = self._look.tokens.type
        painter.fillRect(foot, SCRIM)
        middle = foot.top() + round(foot.height() * 0.54)
        upper, lower = foot.adjusted(20, 4, -20, 0), foot.adjusted(20, 0, -20, -6)
        upper.setBottom(middle)
        lower.setTop(middle)
        place = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(WHITE))
        painter.setFont(sized(painter.font(), kind.title, kind.heavy))
        painter.drawText(upper, place, shot_name(self._shot))
        painter.setFont(sized(painter.font(), kind.small))
        hint = painter.fontMetrics().elidedText(self._hint, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, place, hint)

    def _paint_welcome(self, painter: QPainter) -> None:
        tokens, frame = self._look.tokens, QRectF(self.rect()).adjusted(3, 3, -3, -3)
        ground = QColor(tokens.colours.accent_wash)
        ground.setAlpha(225)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(tokens.colours.accent), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, tokens.radius, tokens.radius)
        painter.setPen(QColor(tokens.colours.accent))
        painter.setFont(sized(painter.font(), tokens.type.title, tokens.type.strong))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Drop the photos to bring them in"))


def contain(painter: QPainter, image: QImage, rect: QRect) -> None:
    """Paint an image whole, as large as a rectangle lets it be."""
    painter.drawImage(fitted(image.size(), rect), image)


def fitted(size: QSize, rect: QRect) -> QRect:
    """Return the place of something whole in the middle of a rectangle, as large as it can be."""
    inner = size.scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(rect.center() - QPoint(inner.width() // 2, inner.height() // 2), inner)
