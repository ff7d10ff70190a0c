"""How the review page is laid out: the photos, the one at hand, what is marked in it, the facts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.qt.pictures import Pictures
from inspector_app.ui.decision_panel import DecisionPanel
from inspector_app.ui.finding_list import FindingList, MarkRow
from inspector_app.ui.look import Look
from inspector_app.ui.photo_canvas import PhotoCanvas
from inspector_app.ui.photo_strip import PhotoStrip
from inspector_app.ui.widgets.badge import Badge
from inspector_app.ui.widgets.button import Button, IconButton, PrimaryButton
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.empty import EmptyState
from inspector_app.ui.widgets.label import ElidedLabel, label


class ReviewView(QWidget):
    """The review page's widgets; what they do is the page's."""

    def __init__(self, look: Look, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.strip = PhotoStrip(look, pictures, self.tr("Photos"), tile_width=112)
        self.strip.as_row()
        self.canvas = PhotoCanvas(look)
        self.findings = FindingList(look)
        self.panel = DecisionPanel(look)
        self.progress = Badge()
        self.caption, self.place = ElidedLabel("", "heading"), label("", "small")
        self.nothing = EmptyState(look, "eye", "", "")
        self.empty = EmptyState(
            look, "camera", self.tr("No photos to review yet"),
            self.tr("Take or import the photos of the walk first."), self.tr("Go to capture"),
        )  # fmt: skip
        self._make_buttons()
        self._lay_out()
        self.panel.asking_changed.connect(self.make_room)

    def _make_buttons(self) -> None:
        self.finalise = PrimaryButton(self._look, self.tr("Finalise and submit"), "lock", key="Ctrl+Return")
        self.to_auction = PrimaryButton(self._look, self.tr("Go to the auction"), "gavel")
        self.report = Button(self._look, self.tr("Report"), icon="report", key="Ctrl+P")
        self.more_photos = Button(self._look, self.tr("More photos"), icon="camera")
        self.zoom_out = IconButton(self._look, self.tr("Zoom out"), "zoom_out", key="-")
        self.zoom_in = IconButton(self._look, self.tr("Zoom in"), "zoom_in", key="+")
        self.fit = IconButton(self._look, self.tr("Whole photo"), "image", key="0")
        self.previous = IconButton(self._look, self.tr("Previous photo"), "arrow_left", key="PgUp")
        self.next = IconButton(self._look, self.tr("Next photo"), "arrow_right", key="PgDown")

        self.previous.clicked.connect(lambda: self.strip.step(-1))
        self.next.clicked.connect(lambda: self.strip.step(1))
        self.zoom_in.clicked.connect(lambda: self.canvas.zoom(1.4))
        self.zoom_out.clicked.connect(lambda: self.canvas.zoom(1 / 1.4))
        self.fit.clicked.connect(self.canvas.fit)

    def show_work(self, *, is_there: bool) -> None:
        """Show the photos, or that there are none yet."""
        self.empty.setVisible(not is_there)
        self.work.setVisible(is_there)

    def name_photo(self, name: str, place: str) -> None:
        """Say which photo is at hand, and its place in the walk."""
        self.caption.setText(name)
        self.place.setText(place)
        self.canvas.setAccessibleName(self.tr("Photo with findings: {name}").format(name=name))

    def show_rows(self, rows: Sequence[MarkRow], *, was_looked_at: bool) -> None:
        """Show what is marked in the photo at hand; where nothing is, say why and what can be done."""
        self.findings.show_rows(rows)
        self.make_room()
        if was_looked_at:
            self.nothing.tell(self.tr("Nothing found here"), self.tr("Look for yourself. Press N to mark damage."))
        else:
            self.nothing.tell(self.tr("Not looked at yet"), self.tr("You need not wait: press N to mark damage."))

    def make_room(self) -> None:
        """Give what is asked its room: in a low window the list and the last buttons wait until it is answered."""
        chrome = self.marks.sizeHint().height() - self.marks.body.sizeHint().height()
        needed = chrome + self.panel.sizeHint().height() + 3 * self._look.tokens.target
        steps = self.last_steps.sizeHint().height() + self._look.tokens.space.l
        is_asking, has_rows, room = self.panel.is_asking, bool(self.findings.rows), max(1, self.height())
        is_full = is_asking and needed > room
        self.last_steps.setVisible(not is_asking or needed + steps <= room)
        self.findings.setVisible(has_rows and not is_full)
        self.nothing.setVisible(not has_rows and not is_full)
        self.filler.setVisible(is_full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def lock(self, *, is_locked: bool) -> None:
        """Offer what can still be done: change and finalise, or go on to the auction."""
        self.finalise.setVisible(not is_locked)
        self.more_photos.setVisible(not is_locked)
        self.to_auction.setVisible(is_locked)

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
        row.addWidget(self._middle(), 1)
        row.addWidget(self._side())

    def _middle(self) -> Card:
        card = Card(self._look, " ")
        card.head.replaceWidget(card.title, self.caption)
        card.title.hide()
        card.head.insertWidget(1, self.place)
        card.head.addWidget(self.progress)
        for button in (self.previous, self.next, self.zoom_out, self.zoom_in, self.fit):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            card.head.addWidget(button)
        card.body.addWidget(self.canvas, 1)
        card.body.addWidget(self.strip)
        return card

    def _side(self) -> QWidget:
        self._side_box = QWidget()
        self._fit_side()
        self._look.changed.connect(self._fit_side)
        column = QVBoxLayout(self._side_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.tokens.space.l)
        self.marks = Card(self._look, self.tr("In this photo"))
        self.marks.body.addWidget(self.nothing, 1)
        self.marks.body.addWidget(self.findings, 1)
        self.filler = QWidget()
        self.marks.body.addWidget(self.panel)
        self.marks.body.addWidget(self.filler, 1)
        self.last_steps = self._last_steps()
        column.addWidget(self.marks, 1)
        column.addWidget(self.last_steps)
        return self._side_box

    def _last_steps(self) -> QWidget:
        steps = QWidget()
        column = QVBoxLayout(steps)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.tokens.space.m)
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.s)
        row.addWidget(self.more_photos, 1)
        row.addWidget(self.report, 1)
        column.addLayout(row)
        column.addWidget(self.finalise)
        column.addWidget(self.to_auction)
        return steps

    def _fit_side(self) -> None:
        self._side_box.setFixedWidth(max(320, min(440, round(3.36 * self._look.tokens.scale))))
