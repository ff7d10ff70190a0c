"""The review: each photo with its findings; accept, correct, reject with a reason, add; then finalise."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from inspector_app.core.appraisal import Stage
from inspector_app.core.changes import Changes
from inspector_app.core.errors import RuleError
from inspector_app.core.finding import Label, RejectReason
from inspector_app.core.ids import AppraisalId, DamageId, FindingId, PhotoId
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.terms import label_name, shot_name
from inspector_app.services.appraise import AppraiseService, Dossier
from inspector_app.services.review import ReviewService
from inspector_app.ui.finding_list import MarkRow
from inspector_app.ui.look import Look
from inspector_app.ui.page import AUCTION, CAPTURE, Page
from inspector_app.ui.photo_at_hand import PhotoAtHand
from inspector_app.ui.review_flow import (
    Rows,
    in_walking_order,
    likely_after,
    marks_of,
    next_open,
    rows_by_photo,
    tile_of,
)
from inspector_app.ui.review_view import ReviewView
from inspector_app.ui.tokens import LABEL_HUES, Tone

ARROWS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


class ReviewPage(Page):
    """In the middle the photo at hand over all the others, at the right what is marked in it."""

    report_wanted = Signal(str)
    """AppraisalId whose condition report is wanted."""

    def __init__(
        self, look: Look, executor: Executor, hub: Hub, pictures: Pictures, appraise: AppraiseService,
        review: ReviewService,
    ) -> None:  # fmt: skip
        super().__init__()
        self._executor, self._hub = executor, hub
        self._appraise, self._review = appraise, review
        self._appraisal_id: AppraisalId | None = None
        self._dossier: Dossier | None = None
        self._rows: Rows = {}
        self._correcting: MarkRow | None = None
        self._given: set[str] = set()
        """Findings whose decision is on its way to the store."""
        self.view = ReviewView(look, pictures)
        self._at_hand = PhotoAtHand(self.view.canvas, pictures)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        self._connect()

    # --- the window's words

    def shown(self, appraisal_id: AppraisalId | None) -> None:
        """Show an appraisal."""
        if appraisal_id != self._appraisal_id:
            self._dossier, self._rows = None, {}
            self._at_hand.forget()
            self.view.panel.cancel()
        self._appraisal_id = appraisal_id
        self.view.findings.setFocus()
        self._look_again()

    def left(self) -> None:
        """Give up what is half drawn."""
        self.view.panel.cancel()

    def changed(self, changes: Changes) -> None:
        """Look again where this appraisal was touched."""
        if self._appraisal_id in changes.appraisals:
            self._look_again()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return (
            ("A", self.tr("Accept the finding")), ("C", self.tr("Correct its kind or place")),
            ("R, 1-8", self.tr("Reject it, with the reason")), ("N, 1-7", self.tr("Mark damage by hand, its kind")),
            (self.tr("Up, Down"), self.tr("Choose a finding")),
            (self.tr("PgUp, PgDn"), self.tr("Previous, next photo")), ("+  -  0", self.tr("Zoom in, out, fit")),
            (self.tr("Enter, Ctrl+S"), self.tr("Save what is drawn")), ("Ctrl+Return", self.tr("Finalise")),
            ("Ctrl+P", self.tr("Condition report")),
        )  # fmt: skip

    # --- what is shown

    def _look_again(self) -> None:
        if self._appraisal_id is None:
            self.view.show_work(is_there=False)
            return
        work = partial(self._appraise.dossier, self._appraisal_id)
        self._executor.run(Lane.STORE, work, self._show, self._hub.fail)

    def _show(self, dossier: Dossier) -> None:
        if dossier.appraisal.id != self._appraisal_id:
            return
        is_new, self._dossier, self._rows = self._at_hand.photo is None, dossier, rows_by_photo(dossier)
        self.view.show_work(is_there=bool(dossier.photos))
        photos = in_walking_order(dossier.photos)
        self.view.strip.show_tiles([tile_of(photo, self._rows[photo.id]) for photo in photos])
        found = next_open(self._rows, "", self._given) if is_new else None
        if found:
            self.view.strip.select(found[0])
        self._show_photo(self.view.strip.current.id if self.view.strip.current else "")
        self._show_progress(dossier)

    def _show_progress(self, dossier: Dossier) -> None:
        undecided = sum(tile.number for tile in self.view.strip.tiles)
        stage = dossier.appraisal.stage
        looking = sum(photo.looked_at_by is None for photo in dossier.photos)
        if stage is Stage.AI_PENDING and looking:
            self.view.progress.tell(self.tr("Looking for damage: {n} photos left").format(n=looking), Tone.ACCENT)
        elif undecided:
            self.view.progress.tell(self.tr("{n} to decide").format(n=undecided), Tone.WARN)
        else:
            self.view.progress.tell(self.tr("All decided"), Tone.GOOD)
        self.view.finalise.setEnabled(stage is Stage.READY_FOR_REVIEW)
        self.view.lock(is_locked=not dossier.appraisal.is_open)

    def _choose_photo(self, photo_id: str) -> None:
        if self._at_hand.photo is None or photo_id != self._at_hand.photo.id:
            self.view.panel.cancel()
        self._show_photo(photo_id)

    def _show_photo(self, photo_id: str) -> None:
        by_id = {photo.id: photo for photo in self._dossier.photos} if self._dossier else {}
        photo = by_id.get(PhotoId(photo_id))
        if photo is None:
            return
        after = likely_after(self._rows, photo.id)
        if self._at_hand.show(photo, by_id[after].sha256 if after else None):
            place = list(self._rows).index(photo.id) + 1
            told = self.tr("{place} of {all}").format(place=place, all=len(self._rows))
            self.view.name_photo(shot_name(photo.shot), told)
        self.view.show_rows(self._rows[photo.id], was_looked_at=photo.looked_at_by is not None)
        self._show_marks()

    def _show_marks(self, _: str = "") -> None:
        current, panel = self.view.findings.current, self.view.panel
        without = self._correcting.id if self._correcting else ""
        marks = marks_of(self.view.findings.rows, without=without)
        self.view.canvas.show_marks(marks, current.id if current else "")
        if not panel.is_asking:
            panel.ask_decision(current, is_open=bool(self._dossier and self._dossier.appraisal.is_open))

    # --- what the user decides

    def _accept(self) -> None:
        row = self.view.findings.current
        if row and row.finding:
            self._give(row, partial(self._review.accept, row.finding.appraisal_id, row.finding.id))

    def _reject(self, reason: RejectReason) -> None:
        row = self.view.findings.current
        if row and row.finding:
            self._give(row, partial(self._review.reject, row.finding.appraisal_id, row.finding.id, reason))

    def _take_back(self) -> None:
        row = self.view.findings.current
        if row and row.damage and self._appraisal_id:
            self._do(partial(self._review.void, self._appraisal_id, DamageId(row.damage.id)))

    def _correct(self) -> None:
        row = self.view.findings.current
        if row and row.finding:
            self._correcting = row
            self.view.panel.ask_drawing(row.label, may_note=False)
            self._draw()

    def _add(self) -> None:
        self._correcting = None
        self.view.panel.ask_drawing(Label.SCRATCH)
        self._draw()

    def _draw(self) -> None:
        self._show_kind(self.view.panel.kind)
        self.view.canvas.draw(self._correcting.box if self._correcting else None)
        self._show_marks()

    def _show_kind(self, kind: Label) -> None:
        self.view.canvas.name_draft(label_name(kind), LABEL_HUES[kind])

    def _save(self, kind: Label, note: str) -> None:
        row, box, photo = self._correcting, self.view.canvas.draft, self._at_hand.photo
        if box is None or photo is None:
            return
        self.view.panel.cancel()
        if row and row.finding:
            self._give(row, partial(self._review.correct, photo.appraisal_id, FindingId(row.finding.id), kind, box))
        else:
            self._do(partial(self._review.add, photo.appraisal_id, PhotoId(photo.id), kind, box, note))

    def _close_drawing(self) -> None:
        self._correcting = None
        self.view.canvas.look_only()
        self._show_marks()

    def _give(self, row: MarkRow, work: Callable[[], Changes]) -> None:
        """Send a decision on its way and go on to the next at once; the store follows."""
        if row.id in self._given:
            return
        self._given.add(row.id)
        self._executor.run(Lane.STORE, work, partial(self._taken, row.id), partial(self._not_taken, row.id))
        if row.is_undecided:
            self._go_on()

    def _taken(self, row_id: str, changes: Changes) -> None:
        self._given.discard(row_id)
        self._hub.tell(changes)

    def _not_taken(self, row_id: str, error: Exception) -> None:
        self._given.discard(row_id)
        self._hub.fail(error)

    def _go_on(self) -> None:
        """Bring the next open decision to the front, in this photo or on round the car."""
        found = next_open(self._rows, self._at_hand.photo.id if self._at_hand.photo else "", self._given)
        if found:
            self.view.strip.select(found[0])
            self.view.findings.select(found[1])

    def _do(self, work: Callable[[], Changes]) -> None:
        self._executor.run(Lane.STORE, work, self._hub.tell, self._hub.fail)

    def _finalise(self) -> None:
        if self._appraisal_id:
            work = partial(self._appraise.finalise, self._appraisal_id)
            self._executor.run(Lane.STORE, work, self._hub.tell, self._not_final)

    def _not_final(self, error: Exception) -> None:
        """Say what is missing; an open decision is brought to the front."""
        self._hub.fail(error)
        if isinstance(error, RuleError) and error.code == "undecided":
            self._go_on()

    def _back_to_capture(self) -> None:
        if self._appraisal_id:
            self._do(partial(self._appraise.back_to_capture, self._appraisal_id))
        self.wanted.emit(CAPTURE, self._appraisal_id or "")

    # --- Qt's own events

    def event(self, event: QEvent) -> bool:
        """Take Escape for the panel while it asks something, before the banner may have it."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.view.panel.is_asking
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape and self.view.panel.is_asking:
            self.view.panel.cancel()
        elif key in ARROWS and not self.view.panel.is_asking:
            across, down = ARROWS[key]
            self.view.strip.step(across)
            self.view.findings.step(down)
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        view, panel = self.view, self.view.panel
        view.strip.chosen.connect(self._choose_photo)
        view.findings.chosen.connect(self._show_marks)
        view.canvas.picked.connect(view.findings.select)
        view.canvas.confirmed.connect(panel.save)
        panel.accepted.connect(self._accept)
        panel.rejected.connect(self._reject)
        panel.correcting.connect(self._correct)
        panel.adding.connect(self._add)
        panel.kind_chosen.connect(self._show_kind)
        panel.saved.connect(self._save)
        panel.taken_back.connect(self._take_back)
        panel.cancelled.connect(self._close_drawing)
        view.finalise.clicked.connect(self._finalise)
        view.more_photos.clicked.connect(self._back_to_capture)
        view.empty.action.clicked.connect(self._back_to_capture)
        view.report.clicked.connect(lambda: self.report_wanted.emit(self._appraisal_id or ""))
        view.to_auction.clicked.connect(lambda: self.wanted.emit(AUCTION, self._appraisal_id or ""))
