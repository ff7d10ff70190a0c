"""The inspector's decision on a finding: accept, correct, reject with a reason, or mark a place by hand; by keys."""

from enum import Enum

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from inspector_app.core.finding import Label, RejectReason
from inspector_app.qt.terms import label_name, reason_name
from inspector_app.ui.look import Look
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.label import label


class Step(Enum):
    """What the panel asks now."""

    DECIDE = 0
    REASON = 1
    DRAW = 2


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
    taken_back = Signal()
    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._kinds: dict[Label, Button] = {}
        self.note = QLineEdit(placeholderText=self.tr("Note (optional)"))
        self.note.setAccessibleName(self.tr("Note"))
        for page in (self._decide_page(), self._reason_page(), self._draw_page()):
            self.addWidget(page)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page else super().minimumSizeHint()

    @property
    def step(self) -> Step:
        """What the panel asks now."""
        return Step(self.currentIndex())

    def ask_decision(self, *, has_finding: bool, has_mark: bool, is_open: bool) -> None:
        """Offer the decisions that make sense for what is selected."""
        for button in (self.accept, self.correct, self.reject):
            button.setEnabled(has_finding and is_open)
        self.take_back.setVisible(has_mark and not has_finding)
        self.take_back.setEnabled(is_open)
        self.add.setEnabled(is_open)
        self.setCurrentIndex(Step.DECIDE.value)

    def ask_reason(self) -> None:
        """Ask why the finding is a false alarm."""
        self.setCurrentIndex(Step.REASON.value)
        self._reasons[0].setFocus()

    def ask_drawing(self, kind: Label, note: str = "") -> None:
        """Ask for kind and place; the place is drawn on the photo."""
        self._kinds[kind].setChecked(True)
        self.note.setText(note)
        self.setCurrentIndex(Step.DRAW.value)

    def cancel(self) -> None:
        """Go back to the decision."""
        self.setCurrentIndex(Step.DECIDE.value)
        self.cancelled.emit()

    @property
    def kind(self) -> Label:
        """The kind of damage that is chosen."""
        return next((kind for kind, button in self._kinds.items() if button.isChecked()), Label.OTHER)

    def choose(self, kind: Label) -> None:
        """Choose the kind of damage."""
        self._kinds[kind].setChecked(True)

    def give_reason(self, reason: RejectReason) -> None:
        """Say why the finding is a false alarm."""
        self.setCurrentIndex(Step.DECIDE.value)
        self.rejected.emit(reason)

    def save(self) -> None:
        """Take what was drawn."""
        self.saved.emit(self.kind, self.note.text().strip())

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
        self._reasons = [Button(self._look, f"{n}  {reason_name(r)}", "chip") for n, r in enumerate(RejectReason, 1)]
        for place, (button, reason) in enumerate(zip(self._reasons, RejectReason, strict=True)):
            button.setShortcut(str(place + 1))
            button.clicked.connect(lambda _=False, reason=reason: self.give_reason(reason))
            grid.addWidget(button, 1 + place // 2, place % 2)
        back = Button(self._look, self.tr("Back"), "ghost", key="Esc")
        back.clicked.connect(self.cancel)
        grid.addWidget(back, 6, 0, 1, 2)
        return page

    def _draw_page(self) -> QWidget:
        page, grid = _grid_page(self._look)
        hint = self.tr("Drag a box over the damage, or use the arrows, Shift+arrows and Enter.")
        grid.addWidget(label(hint, "small", wrap=True), 0, 0, 1, 2)
        for place, kind in enumerate(Label):
            button = Button(self._look, label_name(kind), "chip")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            self._kinds[kind] = button
            grid.addWidget(button, 1 + place // 2, place % 2)
        column = QVBoxLayout()
        column.addWidget(self.note)
        row = QHBoxLayout()
        keep = PrimaryButton(self._look, self.tr("Save"), "check", key="Ctrl+S")
        keep.clicked.connect(self.save)
        back = Button(self._look, self.tr("Back"), "ghost", key="Esc")
        back.clicked.connect(self.cancel)
        row.addWidget(keep, 1)
        row.addWidget(back)
        column.addLayout(row)
        grid.addLayout(column, 6, 0, 1, 2)
        return page


def _grid_page(look: Look) -> tuple[QWidget, QGridLayout]:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(look.tokens.space.s)
    return page, grid
