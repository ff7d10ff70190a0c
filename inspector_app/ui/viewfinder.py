"""The viewfinder: what the camera sees, the shot's silhouette over it, and which photo comes next."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector_app.qt.terms import shot_name
from inspector_app.ui.look import Look
from inspector_app.ui.photo_strip import cover, paint_silhouette
from inspector_app.ui.style import sized

WHITE = "#ffffff"
SCRIM = QColor(8, 12, 18, 170)


class Viewfinder(QWidget):
    """Shows the newest frame; without a camera the silhouette alone."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._frame = QImage()
        self._shot = ""
        self._hint = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 240)
        look.changed.connect(self.update)

    def show_frame(self, frame: QImage) -> None:
        """Show what the camera sees now; an empty image means no camera."""
        self._frame = frame
        self.update()

    def ask_for(self, shot: str, hint: str) -> None:
        """Name the photo that comes next."""
        self._shot, self._hint = shot, hint
        self.setAccessibleName(self.tr("Viewfinder: {shot}").format(shot=shot_name(shot)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect(), self._look.tokens.radius, self._look.tokens.radius)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(self._look.tokens.colours.sunken))
        has_frame = not self._frame.isNull()
        if has_frame:
            cover(painter, self._frame, self.rect())
        self._paint_guide(painter, has_frame=has_frame)
        self._paint_prompt(painter)

    def _paint_guide(self, painter: QPainter, *, has_frame: bool) -> None:
        room = self.rect().adjusted(24, 20, -24, -76)
        painter.setOpacity(0.8 if has_frame else 1.0)
        paint_silhouette(painter, self._look, self._shot, room, WHITE if has_frame else "")
        painter.setOpacity(1.0)

    def _paint_prompt(self, painter: QPainter) -> None:
        kind = self._look.tokens.type
        foot = QRect(0, self.height() - 64, self.width(), 64)
        painter.fillRect(foot, SCRIM)
        painter.setPen(QColor(WHITE))
        painter.setFont(sized(painter.font(), kind.title, kind.heavy))
        place = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(foot.adjusted(20, 4, -20, -26), place, shot_name(self._shot))
        painter.setFont(sized(painter.font(), kind.small))
        painter.setPen(QColor(255, 255, 255, 210))
        painter.drawText(foot.adjusted(20, 34, -20, -8), place, self._hint)
