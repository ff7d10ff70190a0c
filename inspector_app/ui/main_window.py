"""The window: painted at once with the product's name; what is in it is loaded afterwards, and decides nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QColor, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from inspector_app.ui.look import Look
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import Tone

if TYPE_CHECKING:
    from inspector_app.core.appraisal import Appraisal
    from inspector_app.core.errors import InspectorError
    from inspector_app.core.ids import AppraisalId
    from inspector_app.core.session import Account
    from inspector_app.qt.executor import Executor
    from inspector_app.qt.hub import Hub
    from inspector_app.ui.page import Page
    from inspector_app.ui.shell.header import Header
    from inspector_app.ui.shell.rail import Rail
    from inspector_app.ui.shell.strip import StatusStrip
    from inspector_app.ui.shell.workspace import Workspace
    from inspector_app.ui.widgets.banner import Banner

PRODUCT = "Walkaround"
HIDDEN_MS = 1000
"""A window that is covered or minimised is never painted; after this its work begins all the same."""
Cure = tuple[str, Callable[[], object]]


class MainWindow(QMainWindow):
    """One window: a gate before the work (welcome, unlock), then the pages."""

    painted = Signal()
    """The window is on the screen for the first time: now is the time for what is slow."""
    new_wanted = Signal()
    """Another appraisal is to be begun."""
    details_wanted = Signal(str)
    """The vehicle's details of an appraisal are to be edited."""
    placed = Signal(str, str)
    """The page and the appraisal that are open now, to be remembered."""
    closing = Signal()
    """The window is about to close; what is typed has been saved."""

    def __init__(self, look: Look, executor: "Executor", hub: "Hub") -> None:
        super().__init__()
        self._look, self._executor, self._hub = look, executor, hub
        self._outer: QStackedWidget | None = None
        self._made: Workspace | None = None
        self._cures: dict[str, Cure] = {}
        self._is_painted = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._tell_painted)
        self.setWindowTitle(PRODUCT)
        self.setMinimumSize(820, 560)
        QShortcut(QKeySequence("F11"), self).activated.connect(self._toggle_full_screen)
        hub.failed.connect(self.show_error)

    # --- the gate and the work

    def show_gate(self, gate: QWidget) -> None:
        """Show what stands before the work, alone in the window."""
        self._bring(gate)
        gate.setFocus()

    def enter(self, account: "Account", load: "Callable[[AppraisalId], Appraisal]") -> None:
        """Open the work for a user; `load` reads an appraisal on STORE."""
        self.work.enter(account, load)
        self._bring(self.work)

    @property
    def work(self) -> "Workspace":
        """What the window holds once the work is open; made when it is first asked for."""
        if self._made is None:
            from inspector_app.ui.shell.workspace import Workspace

            self._look.complete()
            self._made = made = Workspace(self._look, self._executor, self)
            made.new_wanted.connect(self.new_wanted)
            made.details_wanted.connect(self.details_wanted)
            made.placed.connect(self.placed)
            self._hub.changed.connect(made.hear)
        return self._made

    @property
    def rail(self) -> "Rail":
        """The navigation."""
        return self.work.rail

    @property
    def header(self) -> "Header":
        """What says which car this is."""
        return self.work.header

    @property
    def strip(self) -> "StatusStrip":
        """What says whether it is saved and sent."""
        return self.work.strip

    @property
    def banner(self) -> "Banner":
        """What says what went wrong."""
        return self.work.banner

    # --- the pages

    def add_page(self, name: str, icon: str, title: str, page: "Page") -> None:
        """Add a page; its key is Ctrl and its number."""
        self.work.add_page(name, icon, title, page)

    def go(self, name: str, appraisal_id: "AppraisalId | None" = None) -> None:
        """Go to a page, for an appraisal or the one at hand."""
        self.work.go(name, appraisal_id)

    @property
    def place(self) -> "tuple[str, AppraisalId | None]":
        """The page and the appraisal that are open."""
        return self.work.place

    def page(self, name: str) -> "Page":
        """Return a page by its name."""
        return self.work.page(name)

    # --- trouble

    def cure(self, code: str, words: str, act: Callable[[], object]) -> None:
        """Say which button helps against an error: shown in the banner whenever it is told."""
        self._cures[code] = (words, act)

    @Slot(object)
    def show_error(self, error: "InspectorError") -> None:
        """Tell an error where the user looks, with what to do next."""
        from inspector_app.core.errors import RuleError
        from inspector_app.qt.translate import told

        front = self._outer.currentWidget() if self._outer else None
        tone = Tone.WARN if isinstance(error, RuleError) else Tone.BAD
        tell = getattr(front, "trouble", None)  # a gate says itself what went wrong
        if callable(tell):
            tell(told(error), tone)
            return
        words, act = self._cures.get(error.code, ("", None))
        self.banner.tell(told(error), tone, words, act)

    # --- Qt's own

    def sizeHint(self) -> QSize:
        return QSize(1360, 860)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._outer is None:
            self._paint_name()
        if not self._is_painted:
            self._soon.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_painted:
            self._soon.start(HIDDEN_MS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._made is not None:
            self._made.cover()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._soon.stop()
        if self._made is not None:
            self._made.leave()
        self.closing.emit()
        super().closeEvent(event)

    # --- inside

    def _tell_painted(self) -> None:
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def _bring(self, widget: QWidget) -> None:
        self._look.complete()
        if self._outer is None:
            self._outer = QStackedWidget()
            self.setCentralWidget(self._outer)
        if self._outer.indexOf(widget) < 0:
            self._outer.addWidget(widget)
        self._outer.setCurrentWidget(widget)

    def _paint_name(self) -> None:
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setFont(sized(self.font(), tokens.type.display, tokens.type.strong))
        painter.setPen(QColor(tokens.colours.faint))
        painter.drawText(QRect(0, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignCenter, PRODUCT)
        painter.end()

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
