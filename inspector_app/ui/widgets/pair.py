"""Two cards side by side: the right one scrolls where it is low, the left one steps back where both are narrow."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from inspector_app.ui.look import Look


class Pair(QWidget):
    """What is to be done stands right and is never cut; what is to be seen stands left while there is room."""

    def __init__(self, look: Look, left: QWidget, right: QWidget, *, least: int) -> None:
        super().__init__()
        self._look, self._left, self._least = look, left, least
        area = QScrollArea()
        area.setWidget(right)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.tokens.space.l)
        row.addWidget(left, 1)
        row.addWidget(area, 1)
        look.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._left.setVisible(self.width() >= self._least * self._look.tokens.scale / 100)
