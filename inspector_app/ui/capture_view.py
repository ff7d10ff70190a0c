"""How the capture page is laid out: the viewfinder with its shutter, and the guide's tiles beside it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from inspector_app.qt.pictures import Pictures
from inspector_app.ui.look import Look
from inspector_app.ui.photo_strip import PhotoStrip
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
        self.guide = PhotoStrip(look, pictures, self.tr("Guide"), tile=QSize(126, 94))
        self.guide.as_grid()
        self.source = Choice(look, [("", self.tr("No camera"))])
        self.source.setAccessibleName(self.tr("Camera"))
        self.shutter = PrimaryButton(look, self.tr("Take photo"), "camera", key="Space")
        self.bring = Button(look, self.tr("Import photos"), icon="folder", key="Ctrl+I")
        self.done = PrimaryButton(look, self.tr("Go to review"), "arrow_right", key="Ctrl+Return")
        self.count = Badge()
        self.meter = QProgressBar()
        self.meter.setTextVisible(False)
        self.meter.setFixedHeight(6)
        self.meter.setAccessibleName(self.tr("Completeness"))
        self.reason = QLineEdit(placeholderText=self.tr("Why can they not be taken?"))
        self.reason.setAccessibleName(self.tr("Reason for the missing photos"))
        self.go_on = Button(look, self.tr("Go on without them"), icon="arrow_right")
        self.lacking = label("", "small", wrap=True)
        self.empty = EmptyState(
            look, "car", self.tr("No appraisal is open"),
            self.tr("Begin one from its VIN, or open one from the list."), self.tr("To the list"),
        )  # fmt: skip
        self._lay_out()

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
        row.addWidget(self._left(), 1)
        row.addWidget(self._right())

    def _left(self) -> Card:
        card = Card(self._look)
        card.body.addWidget(self.finder, 1)
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.s)
        row.addWidget(self.source)
        row.addStretch(1)
        row.addWidget(self.bring)
        row.addWidget(self.shutter)
        self.shutter.setMinimumWidth(180)
        card.body.addLayout(row)
        return card

    def _right(self) -> Card:
        card = Card(self._look, self.tr("Walk round the car"))
        card.setFixedWidth(max(472, round(4.72 * self._look.tokens.scale)))
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
        row = QHBoxLayout()
        row.addWidget(self.reason, 1)
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.missing.hide()
        return self.missing
