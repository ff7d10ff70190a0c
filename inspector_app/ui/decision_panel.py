"""The inspector's decision on a finding: accept, correct, reject with a reason, or mark a place by hand; by keys."""

from enum import Enum

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.core.finding import Label, RejectReason, Review
from inspector_app.qt.terms import label_name, reason_name
from inspector_app.ui.finding_list import MarkRow
from inspector_app.ui.look import Look
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.label import label


class Step(Enum):
    """What the panel asks now."""

    DECIDE = 0
    REASON = 1
    DRAW = 2
    LOCKED = 3


class DecisionPanel(QStackedWidget):
    """Says what the user decided; what becomes of it is the page's."""

    accepted = Signal()
    rejected = Signal(object)
    """RejectReason."""
    correcting = Signal()
    """The user wants another kind or place for the selected finding."""
    adding = Signal()
    """The user wants to mark a place that the model did not see."""
    saved = Signal(object, str)
    """Label and note of what was drawn."""
    kind_chosen = Signal(object)
    """Label of what is being drawn."""
    taken_back = Signal()
    cancelled = Signal()
    asking_changed = Signal()
    """The panel asks something else now, and takes another height."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kinds: dict[Label, Button] = {}
        self.note = QLineEdit(placeholderText=self.tr("Note (optional)"))
        self.note.setAccessibleName(self.tr("Note"))
        locked = label(self.tr("Finalised and locked. A change needs a new revision."), "small", wrap=True)
        for page in (self._decide_page(), self._reason_page(), self._draw_page(), locked):
            self.addWidget(page)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.currentChanged.connect(self._turned)

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        if page is None:
            return super().sizeHint()
        hint = page.sizeHint()
        is_tall = page.hasHeightForWidth() and self.width() > 0
        return QSize(hint.width(), page.heightForWidth(self.width())) if is_tall else hint

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return False  # a stack would ask for the height of its tallest page

    @property
    def step(self) -> Step:
        """What the panel asks now."""
        return Step(self.currentIndex())

    @property
    def is_asking(self) -> bool:
        """Whether a reason or a box is asked for, which Escape ends."""
        return self.step in {Step.REASON, Step.DRAW}

    def ask_decision(self, row: MarkRow | None, *, is_open: bool) -> None:
        """Offer the decisions that make sense for what is selected; none where the appraisal is locked."""
        finding = row.finding if row else None
        self.accept.setEnabled(finding is not None and finding.review is not Review.CONFIRMED)
        for button in (self.correct, self.reject):
            button.setEnabled(finding is not None)
        self.take_back.setVisible(row is not None and finding is None)
        self.setCurrentIndex(Step.DECIDE.value if is_open else Step.LOCKED.value)
        self.updateGeometry()

    def ask_reason(self) -> None:
        """Ask why the finding is a false alarm."""
        self.setCurrentIndex(Step.REASON.value)
        self._reasons[0].setFocus()

    def ask_drawing(self, kind: Label, note: str = "", *, may_note: bool = True) -> None:
        """Ask for kind and place; the place is drawn on the photo."""
        self._kinds[kind].setChecked(True)
        self.note.setText(note)
        self.note.setVisible(may_note)
        self.setCurrentIndex(Step.DRAW.value)

    def cancel(self) -> None:
        """Go back to the decision."""
        if self.is_asking:
            self.setCurrentIndex(Step.DECIDE.value)
            self.cancelled.emit()

    @property
    def kind(self) -> Label:
        """The kind of damage that is chosen."""
        return next((kind for kind, button in self._kinds.items() if button.isChecked()), Label.OTHER)

    def choose(self, kind: Label) -> None:
        """Choose the kind of damage."""
        self._kinds[kind].setChecked(True)
        self.kind_chosen.emit(kind)

    def give_reason(self, reason: RejectReason) -> None:
        """Say why the finding is a false alarm."""
        self.setCurrentIndex(Step.DECIDE.value)
        self.rejected.emit(reason)

    def save(self) -> None:
        """Take what was drawn."""
        self.saved.emit(self.kind, self.note.text().strip())

    def _turned(self) -> None:
        self.updateGeometry()
        self.asking_changed.emit()

    def _decide_page(self) -> QWidget:
        self.accept = Button(self._look, self.tr("Accept"), "good", "check", key="A")
        self.correct = Button(self._look, self.tr("Correct"), icon="edit", key="C")
        self.reject = Button(self._look, self.tr("Reject"), icon="close", key="R")
        self.add = Button(self._look, self.tr("Mark by hand"), icon="box", key="N")
        self.take_back = Button(self._look, self.tr("Take back"), "danger", "trash", key="Del")
        self.accept.clicked.connect(self.accepted)
        self.correct.clicked.connect(self.correcting)
        self.reject.clicked.connect(self.ask_reason)
        self.add.clicked.connect(self.adding)
        self.take_back.clicked.connect(self.taken_back)
        page, grid = _grid_page(self._look)
        for place, button in enumerate((self.accept, self.correct, self.reject, self.add)):
            grid.addWidget(button, place // 2, place % 2)
        grid.addWidget(self.take_back, 2, 0, 1, 2)
        grid.setRowStretch(3, 1)
        return page

    def _reason_page(self) -> QWidget:
        page, grid = _grid_page(self._look)
        grid.addWidget(label(self.tr("Why is it no damage?"), "strong"), 0, 0, 1, 2)
        self._reasons = [
            Button(self._look, f"{n}  {reason_name(r)}", "chip", key=str(n)) for n, r in enumerate(RejectReason, 1)
        ]
        for place, (button, reason) in enumerate(zip(self._reasons, RejectReason, strict=True)):
            button.clicked.connect(lambda _=False, reason=reason: self.give_reason(reason))
            grid.addWidget(button, 1 + place // 2, place % 2)
        grid.addWidget(self._back(), 6, 0, 1, 2)
        return page

    def _draw_page(self) -> QWidget:
        page, grid = _grid_page(self._look)
        hint = self.tr("Drag a box over the damage, or move it by the arrows, size it by Shift+arrows. Enter saves.")
        grid.addWidget(label(hint, "small", wrap=True), 0, 0, 1, 2)
        for place, kind in enumerate(Label):
            button = Button(self._look, f"{place + 1}  {label_name(kind)}", "chip", key=str(place + 1))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _=False, kind=kind: self.kind_chosen.emit(kind))
            self._kinds[kind] = button
            grid.addWidget(button, 1 + place // 2, place % 2)
        column = QVBoxLayout()
        column.addWidget(self.note)
        row = QHBoxLayout()
        keep = PrimaryButton(self._look, self.tr("Save"), "check", key="Ctrl+S")
        keep.clicked.connect(self.save)
        row.addWidget(keep, 1)
        row.addWidget(self._back())
        column.addLayout(row)
        grid.addLayout(column, 6, 0, 1, 2)
        return page

    def _back(self) -> Button:
        """Return the way back; Escape is the page's, which the banner would else dispute."""
        back = Button(self._look, self.tr("Back"), "ghost")
        back.setToolTip(self.tr("Back (Esc)"))
        back.clicked.connect(self.cancel)
        return back


def _grid_page(look: Look) -> tuple[QWidget, QGridLayout]:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(look.tokens.space.s)
    return page, grid
