"""The status strip: is it saved, is there a connection, what waits, what needs me, which model looks."""

from typing import Final

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from inspector_app.core.ids import Micros
from inspector_app.core.outbox import QueueCounts
from inspector_app.qt.sync_loop import Connection
from inspector_app.ui.icons import Ink
from inspector_app.ui.look import Look
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.button import Button
from inspector_app.ui.widgets.label import restyle

INKS: Final = {
    Tone.NEUTRAL: Ink.FAINT,
    Tone.GOOD: Ink.GOOD,
    Tone.WARN: Ink.WARN,
    Tone.BAD: Ink.BAD,
    Tone.ACCENT: Ink.ACCENT,
}


class StripItem(Button):
    """One fact: a drawing and a few words; it can be pressed where it leads somewhere."""

    told = Signal()
    """Another fact is told, which may need more room."""

    def __init__(self, look: Look, *, leads: bool = False) -> None:
        super().__init__(look, "", "strip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=not leads)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()
        look.changed.connect(self._fit_icon)

    def tell(self, icon: str, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Say a fact; empty words take it away."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setIcon(self._look.icon(icon, INKS[tone]))
        self._fit_icon()
        restyle(self, tone=tone.value)
        self.told.emit()

    def _fit_icon(self) -> None:
        side = self._look.tokens.icon - 2
        self.setIconSize(QSize(side, side))


class StatusStrip(QFrame):
    """Always there, never in the way."""

    counted = Signal(int, int)
    """How many items wait for the server, and how many need a person."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "strip")
        self.saved = StripItem(look)
        self.connection = StripItem(look, leads=True)
        self.waiting = StripItem(look, leads=True)
        self.stuck = StripItem(look, leads=True)
        self.model = StripItem(look)
        row = QHBoxLayout(self)
        space = look.tokens.space
        row.setContentsMargins(space.m, 2, space.m, 2)
        row.setSpacing(space.s)
        for item in (self.saved, self.connection, self.waiting, self.stuck):
            row.addWidget(item)
        row.addStretch(1)
        row.addWidget(self.model)
        self._by_weight = (self.stuck, self.waiting, self.connection, self.saved, self.model)
        for item in self._by_weight:
            item.told.connect(self._make_room)
        look.changed.connect(self._make_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what weighs least where the window is too small for all."""
        left = self.width() - 2 * self._look.tokens.space.l
        for item in self._by_weight:
            left -= item.sizeHint().width() + self._look.tokens.space.s if item.text() else 0
            item.setVisible(bool(item.text()) and left >= 0)

    def show_saved(self, at: Micros | None = None) -> None:
        """Say that everything typed and taken is on the disk, and since when."""
        if at is None:
            self.saved.tell("check", self.tr("Everything is saved on this laptop"), Tone.GOOD)
            return
        moment = QDateTime.fromMSecsSinceEpoch(at // 1000).time()
        clock = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
        self.saved.tell("check", self.tr("Saved on this laptop {time}").format(time=clock), Tone.GOOD)

    def show_connection(self, connection: Connection) -> None:
        """Say what the way to the server is like."""
        icon, words, tone = {
            Connection.UNKNOWN: ("refresh", self.tr("Connecting"), Tone.NEUTRAL),
            Connection.ONLINE: ("online", self.tr("Online"), Tone.GOOD),
            Connection.OFFLINE: ("offline", self.tr("Offline: work goes on"), Tone.WARN),
            Connection.CAPTIVE: ("warning", self.tr("Another server answers"), Tone.WARN),
            Connection.NEEDS_SIGN_IN: ("lock", self.tr("Sign in to send"), Tone.WARN),
            Connection.NEEDS_UPDATE: ("warning", self.tr("Update needed"), Tone.WARN),
        }[connection]
        self.connection.tell(icon, words, tone)

    def show_counts(self, counts: QueueCounts) -> None:
        """Say how much waits for the server, and what needs a person."""
        waiting = counts.waiting + counts.paused
        self.waiting.tell("upload", self.tr("%n waiting to be sent", "", waiting) if waiting else "", Tone.NEUTRAL)
        self.stuck.tell("warning", self.tr("%n needs you", "", counts.stuck) if counts.stuck else "", Tone.BAD)
        self.counted.emit(waiting, counts.stuck)

    def show_model(self, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Say which model looks for damage, or that none does."""
        self.model.tell("eye" if tone is Tone.NEUTRAL else "eye_off", words, tone)
