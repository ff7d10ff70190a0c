"""How the capture page is laid out: the viewfinder with its shutter, and the guide's tiles beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from inspector_app.qt.pictures import Pictures
from inspector_app.ui.look import Look
from inspector_app.ui.photo_strip import PhotoStrip
from inspector_app.ui.tokens import Tone
from inspector_app.ui.viewfinder import Viewfinder
from inspector_app.ui.widgets.badge import Badge
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.choice import Choice
from inspector_app.ui.widgets.empty import EmptyState
from inspector_app.ui.widgets.label import label


class CaptureView(QWidget):
    """The capture page's widgets; what they do is the page's."""

    def __init__(self, look: Look, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.finder = Viewfinder(look)
        self.guide = PhotoStrip(look, pictures, self.tr("Guide"))
        self.guide.as_grid(3)
        self.source = Choice(look, [("", self.tr("No camera"))])
        self.source.setAccessibleName(self.tr("Camera"))
        self.shutter = PrimaryButton(look, self.tr("Take photo"), "camera", key="Space")
        self.bring = Button(look, self.tr("Import photos"), icon="folder", key="Ctrl+I")
        self.done = Button(look, self.tr("Go to review"), icon="arrow_right", key="Ctrl+Return")
        self.count = Badge()
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.meter.setFixedHeight(6)
        self.meter.setAccessibleName(self.tr("Completeness"))
        self.reason = QLineEdit(placeholderText=self.tr("Why can they not be taken?"))
        self.reason.setAccessibleName(self.tr("Reason for the missing photos"))
        self.lacking = label("", "small", wrap=True)
        self.empty = EmptyState(
            look, "car", self.tr("No appraisal is open"),
            self.tr("Begin one from its VIN, or open one from the list."), self.tr("To the list"),
        )  # fmt: skip
        self._lay_out()

    def show_work(self, *, is_there: bool) -> None:
        """Show the walk, or that no appraisal is open."""
        self.empty.setVisible(not is_there)
        self.work.setVisible(is_there)

    def count_shots(self, done: int, every: int) -> None:
        """Say how much of the walk is done; with the last shot the question for a reason goes away."""
        self.meter.setRange(0, every)
        self.meter.setValue(done)
        self.count.tell(
            self.tr("{done} of {all}").format(done=done, all=every), Tone.GOOD if done == every else Tone.ACCENT
        )
        if done == every:
            self.drop_question()

    def ask_why(self, names: str) -> None:
        """Ask why shots are missing."""
        self.lacking.setText(self.tr("Still missing: {names}.").format(names=names))
        self.done.setText(self.tr("Go on without them"))
        self.missing.show()
        self.reason.setFocus()

    def drop_question(self) -> None:
        """Ask for no reason any more."""
        self.missing.hide()
        self.reason.clear()
        self.done.setText(self.tr("Go to review"))

    def offer_sources(self, found: Sequence[tuple[str, str]]) -> None:
        """Offer these cameras, (id, name)."""
        self.source.clear()
        for device_id, name in found or [("", self.tr("No camera"))]:
            self.source.addItem(name, device_id)
        self.source.setEnabled(bool(found))

    def lead(self, *, has_camera: bool, is_complete: bool) -> None:
        """Give the one thing to do next its weight: shoot, else import; once all are there, go on."""
        self.shutter.setEnabled(has_camera)
        self.shutter.become("primary" if has_camera and not is_complete else "secondary")
        self.bring.become("secondary" if has_camera or is_complete else "primary")
        self.done.become("primary" if is_complete else "secondary")

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty)
        self.work = QWidget()
        outer.addWidget(self.work)
        row = QHBoxLayout(self.work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.l)
        row.addWidget(self._left(), 5)
        row.addWidget(self._right(), 4)

    def _left(self) -> Card:
        card = Card(self._look)
        card.body.addWidget(self.finder, 1)
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.s)
        row.addWidget(self.source)
        row.addStretch(1)
        row.addWidget(self.bring)
        row.addWidget(self.shutter)
        for widget in (self.source, self.bring, self.shutter, self.done):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to the shutter
        card.body.addLayout(row)
        return card

    def _right(self) -> Card:
        card = Card(self._look, self.tr("Walk round the car"))
        card.setMinimumWidth(280)
        card.head.addWidget(self.count)
        card.body.addWidget(self.meter)
        card.body.addWidget(self.guide, 1)
        card.body.addWidget(self._missing_panel())
        card.body.addWidget(self.done)
        return card

    def _missing_panel(self) -> QFrame:
        self.missing = QFrame()
        column = QVBoxLayout(self.missing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.tokens.space.s)
        column.addWidget(self.lacking)
        column.addWidget(self.reason)
        self.missing.hide()
        return self.missing
