"""What lies over the window for a moment: a dimmed ground with one card, closed by Escape."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.ui.look import Look
from inspector_app.ui.widgets.button import IconButton
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.label import label


class Overlay(QWidget):
    """A card over its window; the keyboard stays inside until it is closed."""

    def __init__(self, look: Look, title: str, window: QWidget, *, width: int = 560) -> None:
        super().__init__(window)
        self._look = look
        self._over = window
        self._came_from: QWidget | None = None
        self.card = Card(look)
        self.card.setFixedWidth(round(width * look.tokens.scale / 100))
        self.title = label(title, "title")
        self.close_button = IconButton(look, self.tr("Close"), "close")
        self.close_button.clicked.connect(self.dismiss)
        self.setAccessibleName(title)
        self._lay_out()
        self.hide()

    def present(self) -> None:
        """Show it over the whole window."""
        self._came_from = QApplication.focusWidget()
        self.fit()
        self.show()
        self.raise_()
        self.setFocus()
        self.focusNextChild()

    def dismiss(self) -> None:
        """Take it away and give the keyboard back."""
        self.hide()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus()

    def event(self, event: QEvent) -> bool:
        """Keep every key inside: a shortcut of the page below must not act unseen."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round inside the card."""
        focused = QApplication.focusWidget()
        step: QWidget = focused or self
        for _ in range(500):
            step = (step.nextInFocusChain() if forward else step.previousInFocusChain()) or self
            wanted = step.focusPolicy() & Qt.FocusPolicy.TabFocus
            if self.card.isAncestorOf(step) and wanted and step.isVisible() and step.isEnabled():
                step.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                return True
        return False

    def fit(self) -> None:
        """Cover the window again after it has changed its size; its window calls this."""
        self.setGeometry(self._over.rect())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        veil = QColor(self._look.tokens.colours.sunken if self._look.tokens.is_dark else self._look.tokens.colours.ink)
        veil.setAlpha(190 if self._look.tokens.is_dark else 110)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        self.body = QVBoxLayout()
        self.body.setSpacing(space.m)
        self.card.body.setContentsMargins(space.s, 0, space.s, space.s)
        self.card.body.addLayout(head)
        self.card.body.addLayout(self.body)
        across, column = QHBoxLayout(), QVBoxLayout(self)
        across.addStretch(1)
        across.addWidget(self.card)
        across.addStretch(1)
        column.addStretch(2)
        column.addLayout(across)
        column.addStretch(3)
