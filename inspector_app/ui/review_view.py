"""How the review page is laid out: the photos, the one at hand, what is marked in it, the facts."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.qt.pictures import Pictures
from inspector_app.ui.decision_panel import DecisionPanel
from inspector_app.ui.finding_list import FindingList
from inspector_app.ui.look import Look
from inspector_app.ui.photo_canvas import PhotoCanvas
from inspector_app.ui.photo_strip import PhotoStrip
from inspector_app.ui.widgets.badge import Badge
from inspector_app.ui.widgets.button import Button, IconButton, PrimaryButton
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.empty import EmptyState
from inspector_app.ui.widgets.label import label


class ReviewView(QWidget):
    """The review page's widgets; what they do is the page's."""

    def __init__(self, look: Look, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.strip = PhotoStrip(look, pictures, self.tr("Photos"), tile=QSize(136, 102))
        self.canvas = PhotoCanvas(look)
        self.findings = FindingList(look)
        self.panel = DecisionPanel(look)
        self.progress = Badge()
        self.caption = label("", "heading")
        self.empty = EmptyState(
            look, "camera", self.tr("No photos to review yet"),
            self.tr("Take or import the photos of the walk first."), self.tr("Go to capture"),
        )  # fmt: skip
        self._make_buttons()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.finalise = PrimaryButton(self._look, self.tr("Finalise and submit"), "lock", key="Ctrl+Return")
        self.to_auction = PrimaryButton(self._look, self.tr("Go to the auction"), "gavel")
        self.report = Button(self._look, self.tr("Report"), icon="report", key="Ctrl+P")
        self.more_photos = Button(self._look, self.tr("More photos"), icon="camera")
        self.zoom_in = IconButton(self._look, self.tr("Zoom in"), "plus", key="Ctrl++")
        self.fit = IconButton(self._look, self.tr("Whole photo"), "image", key="Ctrl+0")
        self.previous = IconButton(self._look, self.tr("Previous photo"), "arrow_left", key="PgUp")
        self.next = IconButton(self._look, self.tr("Next photo"), "arrow_right", key="PgDown")

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
        self.strip.setFixedWidth(166)
        row.addWidget(self.strip)
        row.addWidget(self._middle(), 1)
        row.addWidget(self._side())

    def _middle(self) -> Card:
        card = Card(self._look, " ")
        card.head.replaceWidget(card.title, self.caption)
        card.title.hide()
        card.head.addWidget(self.progress)
        for button in (self.previous, self.next, self.zoom_in, self.fit):
            card.head.addWidget(button)
        card.body.addWidget(self.canvas, 1)
        return card

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(max(348, round(3.48 * self._look.tokens.scale)))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.tokens.space.l)
        marks = Card(self._look, self.tr("In this photo"))
        self.nothing = label(self.tr("Nothing is marked in this photo."), "soft", wrap=True)
        marks.body.addWidget(self.nothing)
        marks.body.addWidget(self.findings, 1)
        marks.body.addWidget(self.panel)
        column.addWidget(marks, 1)
        last = QHBoxLayout()
        last.setSpacing(self._look.tokens.space.s)
        last.addWidget(self.more_photos, 1)
        last.addWidget(self.report, 1)
        column.addLayout(last)
        column.addWidget(self.finalise)
        column.addWidget(self.to_auction)
        return side
