"""The workspace: navigation, header, pages, status strip, banner; it decides nothing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.core.appraisal import Appraisal
from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId, now
from inspector_app.core.session import Account
from inspector_app.qt.executor import Executor, Lane
from inspector_app.ui.look import Look
from inspector_app.ui.page import AUCTION, CAPTURE, QUEUE, REVIEW, Page
from inspector_app.ui.shell.header import Header
from inspector_app.ui.shell.help import HelpOverlay
from inspector_app.ui.shell.overlay import Overlay
from inspector_app.ui.shell.rail import Rail
from inspector_app.ui.shell.strip import StatusStrip
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.banner import Banner

ABOUT_ONE_CAR = frozenset({CAPTURE, REVIEW, AUCTION})
NARROW_BELOW = 1080
Load = Callable[[AppraisalId], Appraisal]


class Workspace(QWidget):
    """What the window holds once the work is open."""

    new_wanted = Signal()
    """Another appraisal is to be begun."""
    details_wanted = Signal(str)
    """The vehicle's details of an appraisal are to be edited."""
    placed = Signal(str, str)
    """The page and the appraisal that are open now, to be remembered."""

    def __init__(self, look: Look, executor: Executor, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._executor = look, executor
        self._load: Load | None = None
        self._pages: dict[str, Page] = {}
        self._titles: dict[str, str] = {}
        self._page = ""
        self._appraisal_id: AppraisalId | None = None
        self.rail, self.header, self.strip = Rail(look), Header(look), StatusStrip(look)
        self.banner = Banner(look)
        self._stack = QStackedWidget()
        self._lay_out()
        self._help = HelpOverlay(look, window)
        self._connect()

    def enter(self, account: Account, load: Load) -> None:
        """Open the work for a user; `load` reads an appraisal on STORE."""
        self._load = load
        self.rail.show_account(account)
        self.strip.show_saved()

    def add_page(self, name: str, icon: str, title: str, page: Page) -> None:
        """Add a page; its key is Ctrl and its number."""
        self._pages[name], self._titles[name] = page, title
        self._stack.addWidget(page)
        self.rail.add(name, icon, title, f"Ctrl+{len(self._pages)}")
        self.rail.enable(name, is_on=name not in ABOUT_ONE_CAR)
        page.wanted.connect(self._wanted)
        page.picked.connect(self._take)

    def go(self, name: str, appraisal_id: AppraisalId | None = None) -> None:
        """Go to a page, for an appraisal or the one at hand."""
        if name not in self._pages:
            return
        if name != self._page and self._page:
            self._pages[self._page].left()
        if appraisal_id is not None:
            self._take(appraisal_id)
        self._page = name
        self._stack.setCurrentWidget(self._pages[name])
        self.rail.show_page(name)
        self._head()
        self._pages[name].shown(self._appraisal_id)
        self.placed.emit(name, self._appraisal_id or "")

    @property
    def place(self) -> tuple[str, AppraisalId | None]:
        """The page and the appraisal that are open."""
        return self._page, self._appraisal_id

    def page(self, name: str) -> Page:
        """Return a page by its name."""
        return self._pages[name]

    def leave(self) -> None:
        """Let the open page, and what lies over it, save what is typed."""
        for overlay in self.window().findChildren(Overlay):
            if overlay.isVisible():
                overlay.dismiss()
        if self._page:
            self._pages[self._page].left()

    def cover(self) -> None:
        """Let what lies over the window cover it again after it has changed its size."""
        for overlay in self.window().findChildren(Overlay):
            overlay.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(str, str)
    def _wanted(self, name: str, appraisal_id: str) -> None:
        self.go(name, AppraisalId(appraisal_id) if appraisal_id else None)

    @Slot(object)
    def hear(self, changes: Changes) -> None:
        """Let every page hear what changed."""
        self.strip.show_saved(now() if changes.appraisals else None)
        for page in self._pages.values():
            page.changed(changes)
        if self._appraisal_id in changes.appraisals:
            self._head()

    @Slot(str)
    def _take(self, appraisal_id: str) -> None:
        self._appraisal_id = AppraisalId(appraisal_id)
        for name in ABOUT_ONE_CAR & set(self._pages):
            self.rail.enable(name, is_on=True)

    def _head(self) -> None:
        """Say in the header what the page is about."""
        if self._page in ABOUT_ONE_CAR and self._appraisal_id is not None and self._load is not None:
            load = partial(self._load, self._appraisal_id)
            self._executor.run(Lane.STORE, load, self._show_appraisal)
        else:
            page = self._pages.get(self._page)
            self.header.show_title(self._titles.get(self._page, ""), page.hint if page else "")

    def _show_appraisal(self, appraisal: Appraisal) -> None:
        if appraisal.id == self._appraisal_id and self._page in ABOUT_ONE_CAR:
            self.header.show_appraisal(appraisal)

    def _show_help(self) -> None:
        if self._help.isVisible():
            self._help.dismiss()
            return
        page = self._pages.get(self._page)
        self._help.show_keys(self._titles.get(self._page, ""), page.keys() if page else (), self._keys())

    def _keys(self) -> tuple[tuple[str, str], ...]:
        pages = tuple((f"Ctrl+{place}", title) for place, title in enumerate(self._titles.values(), start=1))
        more = (
            ("Ctrl+N", self.tr("Begin an appraisal")), ("Ctrl+D", self.tr("Edit the vehicle's details")),
            ("F1", self.tr("Show these keys")), ("F11", self.tr("Full screen")), ("Esc", self.tr("Close, dismiss")),
        )  # fmt: skip
        return (*pages, *more)

    @Slot(int, int)
    def _count(self, waiting: int, stuck: int) -> None:
        """Show beside the queue's name what waits there, and by its tone whether a person is needed."""
        self.rail.count(QUEUE, stuck or waiting, Tone.BAD if stuck else Tone.NEUTRAL)

    def _fit(self) -> None:
        self.rail.narrow(is_narrow=self.width() < NARROW_BELOW * self._look.tokens.scale / 100)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.strip.counted.connect(self._count)
        self.header.new.clicked.connect(self.new_wanted)
        self.header.edit.clicked.connect(lambda: self.details_wanted.emit(self._appraisal_id or ""))
        self.header.help.clicked.connect(self._show_help)
        self.strip.waiting.clicked.connect(lambda: self.go(QUEUE))
        self.strip.stuck.clicked.connect(lambda: self.go(QUEUE))
        self.strip.connection.clicked.connect(lambda: self.go(QUEUE))
        escape = QShortcut(QKeySequence("Esc"), self.banner)
        escape.activated.connect(self.banner.dismiss)
        self._look.changed.connect(self._fit)

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        right = QVBoxLayout()
        right.setContentsMargins(space.xl, space.l, space.xl, space.l)
        right.setSpacing(space.m)
        right.addWidget(self.header)
        right.addWidget(self.banner)
        right.addWidget(self._stack, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.strip)
