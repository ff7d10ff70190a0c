"""The help: every key of the window and of the page that is open."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from inspector_app.ui.look import Look
from inspector_app.ui.shell.overlay import Overlay
from inspector_app.ui.widgets.label import label

Keys = Sequence[tuple[str, str]]


class HelpOverlay(Overlay):
    """A sheet of keys; F1 and Escape close it."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(look, self.tr("Keys"), window, width=720)
        self._sheet = QWidget()
        self.body.addWidget(self._sheet)

    def show_keys(self, page_title: str, page_keys: Keys, everywhere: Keys) -> None:
        """Show the keys of a page beside those that always hold."""
        self.body.removeWidget(self._sheet)
        self._sheet.deleteLater()
        self._sheet = QWidget()
        row = QHBoxLayout(self._sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.tokens.space.xl)
        for title, keys in ((self.tr("Everywhere"), everywhere), (page_title, page_keys)):
            if keys:
                row.addLayout(self._column(title, keys), 1)
        self.body.addWidget(self._sheet)
        self.present()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _column(self, title: str, keys: Keys) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._look.tokens.space.m)
        grid.setVerticalSpacing(self._look.tokens.space.s)
        grid.addWidget(label(title, "field"), 0, 0, 1, 2)
        for row, (key, words) in enumerate(keys, start=1):
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
            grid.addWidget(label(shown, "key"), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label(words, "soft", wrap=True), row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(keys) + 1, 1)
        return grid
