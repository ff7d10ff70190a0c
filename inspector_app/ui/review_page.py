"""The review: each photo with its findings; accept, correct, reject with a reason, add; then finalise."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from inspector_app.core.appraisal import Stage
from inspector_app.core.changes import Changes
from inspector_app.core.finding import Box, Label, RejectReason
from inspector_app.core.ids import AppraisalId, DamageId, FindingId, PhotoId
from inspector_app.core.photo import Photo
from inspector_app.core.shots import QUICK_WALK
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.terms import label_name, shot_name
from inspector_app.services.appraise import AppraiseService, Dossier
from inspector_app.services.review import ReviewService
from inspector_app.ui.finding_list import MarkRow, rows_of
from inspector_app.ui.look import Look
from inspector_app.ui.page import AUCTION, CAPTURE, Page
from inspector_app.ui.photo_canvas import Mark
from inspector_app.ui.photo_strip import Tile
from inspector_app.ui.review_view import ReviewView
from inspector_app.ui.tokens import LABEL_HUES, Tone

PHOTO_SIDE = 2400
"""Longest side of what the canvas shows, pixels: enough to zoom in, little enough to stay quick."""


class ReviewPage(Page):
    """Left the photos, in the middle the one at hand, at the right what is marked in it and the facts."""

    report_wanted = Signal(str)
    """AppraisalId whose condition report is wanted."""

    def __init__(
        self, look: Look, executor: Executor, hub: Hub, pictures: Pictures, appraise: AppraiseService,
        review: ReviewService,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._executor, self._hub, self._pictures = look, executor, hub, pictures
        self._appraise, self._review = appraise, review
        self._appraisal_id: AppraisalId | None = None
        self._dossier: Dossier | None = None
        self._photo: Photo | None = None
        self._shown_image = ""
        self._pending: tuple[MarkRow | None, Box | None] = (None, None)
        self.view = ReviewView(look, pictures)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        self._connect()

    # --- the window's words

    def shown(self, appraisal_id: AppraisalId | None) -> None:
        """Show an appraisal."""
        if appraisal_id != self._appraisal_id:
            self._dossier, self._photo = None, None
        self._appraisal_id = appraisal_id
        self._look_again()

    def left(self) -> None:
        """Give up what is half drawn."""
        self.view.canvas.look_only()

    def changed(self, changes: Changes) -> None:
        """Look again where this appraisal was touched."""
        if self._appraisal_id in changes.appraisals:
            self._look_again()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return (
            ("A", self.tr("Accept the finding")), ("C", self.tr("Correct its kind or place")),
            ("R, 1-8", self.tr("Reject it, with the reason")), ("N", self.tr("Mark damage by hand")),
            (self.tr("PgUp, PgDn"), self.tr("Previous, next photo")), ("+  -  0", self.tr("Zoom in, out, fit")),
            ("Ctrl+S", self.tr("Save what is drawn")), ("Ctrl+Return", self.tr("Finalise")),
            ("Ctrl+P", self.tr("Condition report")),
        )  # fmt: skip

    # --- what is shown

    def _look_again(self) -> None:
        if self._appraisal_id is None:
            self._show_nothing()
            return
        work = partial(self._appraise.dossier, self._appraisal_id)
        self._executor.run(Lane.STORE, work, self._show, self._hub.fail)

    def _show_nothing(self) -> None:
        self.view.empty.setVisible(True)
        self.view.work.setVisible(False)

    def _show(self, dossier: Dossier) -> None:
        if dossier.appraisal.id != self._appraisal_id:
            return
        self._dossier = dossier
        self.view.empty.setVisible(not dossier.photos)
        self.view.work.setVisible(bool(dossier.photos))
        is_new = not self.view.strip.tiles
        tiles = [self._tile(photo, dossier) for photo in sorted(dossier.photos, key=_place_in_walk)]
        self.view.strip.show_tiles(tiles)
        waiting = next((tile for tile in tiles if tile.number), None)
        if waiting and (is_new or self._photo is None):
            self.view.strip.select(waiting.id)
        self._show_photo(self.view.strip.current.id if self.view.strip.current else "")
        self._show_progress(dossier)

    def _tile(self, photo: Photo, dossier: Dossier) -> Tile:
        rows = rows_of(photo.id, dossier.findings, dossier.damages)
        waiting = sum(row.is_undecided for row in rows)
        return Tile(photo.id, photo.shot, photo.thumb_sha256 or photo.sha256, waiting, Tone.WARN, not waiting)

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
        self.view.finalise.setVisible(dossier.appraisal.is_open)
        self.view.to_auction.setVisible(not dossier.appraisal.is_open)
        self.view.more_photos.setVisible(dossier.appraisal.is_open)

    def _show_photo(self, photo_id: str) -> None:
        dossier = self._dossier
        photo = next((p for p in dossier.photos if p.id == photo_id), None) if dossier else None
        if photo is None or dossier is None:
            return
        if self._photo is None or photo.id != self._photo.id:
            self._photo, self._shown_image = photo, ""
            self.view.caption.setText(shot_name(photo.shot))
        self._show_image()
        rows = rows_of(photo.id, dossier.findings, dossier.damages)
        self.view.findings.show_rows(rows)
        self.view.findings.setVisible(bool(rows))
        self.view.nothing.setVisible(not rows)
        self._show_marks()

    def _show_image(self, _: str = "") -> None:
        photo = self._photo
        if photo is None or self._shown_image == photo.sha256:
            return
        image = self._pictures.image(photo.sha256, PHOTO_SIDE)
        if image is not None:
            self._shown_image = photo.sha256
            self.view.canvas.show_photo(image, photo.width, photo.height)
            self._show_marks()

    def _show_marks(self, _: str = "") -> None:
        current = self.view.findings.current
        marks = [
            Mark(row.id, row.box, _tag(row), LABEL_HUES[row.label], row.is_undecided, row.review.value == "rejected")
            for row in self.view.findings.rows
        ]
        self.view.canvas.show_marks(marks, current.id if current else "")
        if self.view.panel.step.value == 0:
            is_open = bool(self._dossier and self._dossier.appraisal.is_open)
            has_finding = bool(current and current.finding)
            self.view.panel.ask_decision(has_finding=has_finding, has_mark=current is not None, is_open=is_open)

    # --- what the user decides

    def _accept(self) -> None:
        row = self.view.findings.current
        if row and row.finding:
            self._decide(partial(self._review.accept, row.finding.appraisal_id, row.finding.id))

    def _reject(self, reason: RejectReason) -> None:
        row = self.view.findings.current
        if row and row.finding:
            self._decide(partial(self._review.reject, row.finding.appraisal_id, row.finding.id, reason))

    def _take_back(self) -> None:
        row = self.view.findings.current
        if row and row.damage and self._appraisal_id:
            self._decide(partial(self._review.void, self._appraisal_id, DamageId(row.damage.id)))

    def _correct(self) -> None:
        row = self.view.findings.current
        if row:
            self._pending = (row, row.box)
            self.view.panel.ask_drawing(row.label, row.damage.note if row.damage else "")
            self.view.canvas.draw(row.box)

    def _add(self) -> None:
        self._pending = (None, None)
        self.view.panel.ask_drawing(Label.SCRATCH)
        self.view.canvas.draw()

    def _drawn(self, box: Box) -> None:
        self._pending = (self._pending[0], box)
        hue = LABEL_HUES[self.view.panel.kind]
        self.view.canvas.show_marks([Mark("new", box, label_name(self.view.panel.kind), hue)], "new")

    def _save(self, kind: Label, note: str) -> None:
        row, box = self._pending
        box = self.view.canvas.draft or box
        if box is None or self._photo is None:
            self.view.canvas.draw()
            return
        photo_id, appraisal_id = PhotoId(self._photo.id), self._photo.appraisal_id
        self._close_drawing()
        if row and row.finding:
            self._decide(partial(self._review.correct, appraisal_id, FindingId(row.finding.id), kind, box))
        else:
            self._decide(partial(self._review.add, appraisal_id, photo_id, kind, box, note))

    def _close_drawing(self) -> None:
        self._pending = (None, None)
        self.view.canvas.look_only()
        self.view.panel.setCurrentIndex(0)
        self._show_marks()

    def _decide(self, work: Callable[[], Changes]) -> None:
        self._executor.run(Lane.STORE, work, self._hub.tell, self._hub.fail)

    def _finalise(self) -> None:
        if self._appraisal_id:
            self._decide(partial(self._appraise.finalise, self._appraisal_id))

    def _back_to_capture(self) -> None:
        if self._appraisal_id:
            self._decide(partial(self._appraise.back_to_capture, self._appraisal_id))
        self.wanted.emit(CAPTURE, self._appraisal_id or "")

    def _connect(self) -> None:
        self.view.strip.chosen.connect(self._show_photo)
        self.view.findings.chosen.connect(self._show_marks)
        self.view.canvas.picked.connect(self.view.findings.select)
        self.view.canvas.drawn.connect(self._drawn)
        self._pictures.loaded.connect(self._show_image)
        panel = self.view.panel
        panel.accepted.connect(self._accept)
        panel.rejected.connect(self._reject)
        panel.correcting.connect(self._correct)
        panel.adding.connect(self._add)
        panel.saved.connect(self._save)
        panel.taken_back.connect(self._take_back)
        panel.cancelled.connect(self._close_drawing)
        self.view.finalise.clicked.connect(self._finalise)
        self.view.more_photos.clicked.connect(self._back_to_capture)
        self.view.empty.action.clicked.connect(self._back_to_capture)
        self.view.report.clicked.connect(lambda: self.report_wanted.emit(self._appraisal_id or ""))
        self.view.to_auction.clicked.connect(lambda: self.wanted.emit(AUCTION, self._appraisal_id or ""))
        self.view.previous.clicked.connect(lambda: self.view.strip.step(-1))
        self.view.next.clicked.connect(lambda: self.view.strip.step(1))
        self.view.zoom_in.clicked.connect(lambda: self.view.canvas.zoom(1.4))
        self.view.fit.clicked.connect(self.view.canvas.fit)


def _place_in_walk(photo: Photo) -> tuple[int, int]:
    walk = [shot.id for shot in QUICK_WALK]
    return (walk.index(photo.shot) if photo.shot in walk else len(walk), photo.captured_at)


def _tag(row: MarkRow) -> str:
    sure = f" {round(row.confidence_ppm / 10_000)} %" if row.finding else ""
    return f"{label_name(row.label)}{sure}"
