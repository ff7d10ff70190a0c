"""The list of appraisals: found by typing, narrowed by stage, opened by Enter."""

from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QListView, QStackedWidget, QVBoxLayout

from inspector_app.core.appraisal import Stage
from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId
from inspector_app.core.rows import AppraisalRow
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.lists import AppraisalList
from inspector_app.qt.pictures import Pictures
from inspector_app.services.appraise import AppraiseService
from inspector_app.ui.list_delegate import AppraisalDelegate
from inspector_app.ui.look import Look
from inspector_app.ui.page import AUCTION, CAPTURE, REVIEW, Page
from inspector_app.ui.widgets.button import Button
from inspector_app.ui.widgets.empty import EmptyState
from inspector_app.ui.widgets.flow import FlowLayout

SEARCH_MS: Final = 120
REFRESH_MS: Final = 40
CAPTURED: Final = frozenset({Stage.DRAFT, Stage.IN_PROGRESS, Stage.RETURNED})
REVIEWED: Final = frozenset({Stage.CAPTURE_COMPLETE, Stage.AI_PENDING, Stage.AI_FAILED, Stage.READY_FOR_REVIEW})
FINISHED: Final = frozenset({Stage.FINALIZED, Stage.APPROVED})
SOLD: Final = frozenset({Stage.LISTED, Stage.CLOSED})


def page_for(stage: Stage) -> str:
    """Return the page on which an appraisal of this stage goes on."""
    if stage in CAPTURED:
        return CAPTURE
    return AUCTION if stage in FINISHED | SOLD else REVIEW


class AppraisalView(QListView):
    """A list that opens a row by Enter as well as by a double click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class ListPage(Page):
    """Looks again when the hub names an appraisal; keeps its place and its search meanwhile."""

    def __init__(self, look: Look, executor: Executor, appraise: AppraiseService, pictures: Pictures) -> None:
        super().__init__()
        self._look, self._executor, self._appraise = look, executor, appraise
        self.model = AppraisalList(self)
        self.search = QLineEdit(clearButtonEnabled=False)
        self.search.setProperty("role", "search")
        self.search.setPlaceholderText(self.tr("Search VIN, plate, make, model"))
        self.search.setAccessibleName(self.tr("Search appraisals"))
        self.search.addAction(look.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.view = AppraisalView()
        self.empty = EmptyState(look, "car", "", "", self.tr("New appraisal"))
        self.chips = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._typed = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._wanted_id: AppraisalId | None = None
        self._set_up_view(pictures)
        self._lay_out()
        self._connect(pictures)

    @property
    def hint(self) -> str:
        """What the list holds."""
        return self.tr("Everything on this laptop, newest first")

    def shown(self, appraisal_id: AppraisalId | None) -> None:
        """Show the list with the appraisal at hand marked."""
        self._wanted_id = appraisal_id
        self.refresh()
        self.view.setFocus()

    def left(self) -> None:
        """Look no more."""
        self._soon.stop()
        self._typed.stop()

    def changed(self, changes: Changes) -> None:
        """Look again soon; a burst of changes costs one look."""
        if (changes.appraisals or changes.queue or changes.auctions) and self.isVisible():
            self._soon.start()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the list's keys."""
        return (
            ("Ctrl+F", self.tr("Search")), ("Up", self.tr("Previous, next with Down")),
            ("Return", self.tr("Open the appraisal")),
        )  # fmt: skip

    @Slot()
    def refresh(self) -> None:
        """Ask the store for the rows of this search."""
        rows = partial(self._appraise.rows, self.search.text().strip())
        self._executor.run(Lane.STORE, rows, self._show_rows)

    def _show_rows(self, rows: tuple[AppraisalRow, ...]) -> None:
        current = self.model.row_at(self.view.currentIndex())
        self.model.show_all(rows)
        self._restore(self._wanted_id or (current.id if current else None))
        self._wanted_id = None
        self._tell()

    def _restore(self, appraisal_id: AppraisalId | None) -> None:
        index = self.model.index_of(appraisal_id) if appraisal_id else QModelIndex()
        if not index.isValid() and self.model.rowCount():
            index = self.model.index(0, 0)
        if index.isValid() and index != self.view.currentIndex():
            self.view.setCurrentIndex(index)

    def _tell(self) -> None:
        """Say how many there are in each group, and why there is nothing where there is nothing."""
        for button in self.chips.buttons():
            stages = button.property("stages")
            button.setText(f"{button.property('words')}  {self.model.count_of(stages)}")
        is_searching = bool(self.search.text().strip()) or self.chips.checkedId() > 0
        if is_searching:
            self.empty.tell(self.tr("Nothing found"), self.tr("Try another part of the VIN, or choose All."))
        else:
            self.empty.tell(
                self.tr("No appraisals yet"),
                self.tr("Begin with a VIN. Everything is kept on this laptop and sent when there is a network."),
            )
        self.empty.action.setVisible(not is_searching)
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _narrow(self, place: int) -> None:
        self.model.narrow(self.chips.button(place).property("stages"))
        self._restore(None)
        self._tell()

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.wanted.emit(page_for(row.stage), row.id)

    def _pick(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and self.isVisible():
            self.picked.emit(row.id)

    def _set_up_view(self, pictures: Pictures) -> None:
        self.view.setProperty("kind", "panel")
        self.view.setAccessibleName(self.tr("Appraisals"))
        self.view.setModel(self.model)
        self._delegate = AppraisalDelegate(self._look, pictures)
        self.view.setItemDelegate(self._delegate)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def _chip(self, words: str, stages: frozenset[Stage]) -> Button:
        chip = Button(self._look, words, "chip")
        chip.setCheckable(True)
        chip.setProperty("words", words)
        chip.setProperty("stages", stages)
        self.chips.addButton(chip, len(self.chips.buttons()))
        return chip

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        top, chips = QHBoxLayout(), FlowLayout(space.s)
        top.setSpacing(space.l)
        for words, stages in (
            (self.tr("All"), frozenset(Stage)), (self.tr("To photograph"), CAPTURED), (self.tr("To review"), REVIEWED),
            (self.tr("Finalised"), FINISHED), (self.tr("Auctions"), SOLD),
        ):  # fmt: skip
            chips.addWidget(self._chip(words, stages))
        self.chips.button(0).setChecked(True)
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(round(320 * self._look.tokens.scale / 100))
        top.addLayout(chips, 3)
        top.addWidget(self.search, 2)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.m)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _connect(self, pictures: Pictures) -> None:
        self._soon.timeout.connect(self.refresh)
        self._typed.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._typed.start())
        self.search.returnPressed.connect(self.view.setFocus)
        self.chips.idClicked.connect(self._narrow)
        self.view.activated.connect(self._open)
        self.view.selectionModel().currentChanged.connect(self._pick)
        pictures.loaded.connect(lambda _: self.view.viewport().update())
        self._look.changed.connect(self.view.doItemsLayout)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._find)

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
