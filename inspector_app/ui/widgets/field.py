"""Fields: a name above, a word below, and saving by itself while the user types."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_app.ui.look import Look
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.label import label, set_tone

AUTOSAVE_MS = 250
"""Time after the first unsaved key until a field is saved; with the write it stays under 300 ms."""


class Field(QWidget):
    """A named input with room for one line that says what is right or wrong with it."""

    def __init__(self, look: Look, name: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.name = label(name, "field")
        self.name.setBuddy(field)
        self.word = label("", "small", wrap=True)
        self.word.hide()
        field.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.tokens.space.xs)
        for widget in (self.name, field, self.word):
            column.addWidget(widget)
        self.setFocusProxy(field)

    def say(self, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Say something below the field; an empty word takes it away."""
        self.word.setText(words)
        self.word.setVisible(bool(words))
        self.field.setAccessibleDescription(words)
        set_tone(self.word, tone)
        set_tone(self.field, tone)


class FieldAutosave(QObject):
    """Saves soon after a change, and at once when asked: nothing typed is older than 300 ms."""

    def __init__(self, save: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._save = save
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self._run)
        self._has_failed = False

    @property
    def is_due(self) -> bool:
        """Whether something typed is not yet saved."""
        return self._timer.isActive() or self._has_failed

    def touch(self, *_: object) -> None:
        """Note a change; fit to be connected to any signal of change. Who types on without a pause is saved too."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Save now what is due: before leaving a page, closing, or acting on the record."""
        if self.is_due:
            self._timer.stop()
            self._run()

    def failed(self) -> None:
        """Note that what was given to be saved could not be: it is due again, with the next change or `flush`."""
        self._has_failed = True

    def drop(self) -> None:
        """Forget what is due, because another record is shown now."""
        self._timer.stop()
        self._has_failed = False

    def _run(self) -> None:
        self._has_failed = False
        self._save()
