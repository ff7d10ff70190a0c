"""Capture: the guide's next shot in the viewfinder; camera, files or drop; saved first, looked at afterwards."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QHBoxLayout, QLineEdit

from inspector_app.core.appraisal import Stage
from inspector_app.core.changes import Changes
from inspector_app.core.errors import InputError, InspectorError, RuleError
from inspector_app.core.ids import AppraisalId
from inspector_app.core.photo import Photo
from inspector_app.core.shots import CLOSE_UP, QUICK_WALK, missing, next_shot
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.frame_source import FrameSource
from inspector_app.qt.hub import Hub
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.terms import shot_name
from inspector_app.services.appraise import AppraiseService, Dossier
from inspector_app.services.capture import CaptureService
from inspector_app.ui.capture_view import CaptureView
from inspector_app.ui.capture_walk import shot_of, walk_tiles
from inspector_app.ui.look import Look
from inspector_app.ui.page import APPRAISALS, REVIEW, Page
from inspector_app.ui.photo_intake import SUFFIXES, PhotoIntake

FINDER_SIDE = 1600
"""Longest side of a taken photo in the viewfinder, pixels."""
QUOTED: Final = re.compile(r'"([^"]+)"')
SourceMaker = Callable[[str], FrameSource]


class CapturePage(Page):
    """Takes photos for the open appraisal; `use_source` gives it a camera."""

    def __init__(
        self, look: Look, executor: Executor, hub: Hub, pictures: Pictures, appraise: AppraiseService,
        capture: CaptureService,
    ) -> None:  # fmt: skip
        super().__init__()
        self._executor, self._hub, self._pictures, self._appraise = executor, hub, pictures, appraise
        self._intake = PhotoIntake(executor, hub, appraise, capture, self)
        self._appraisal_id: AppraisalId | None = None
        self._photos: tuple[Photo, ...] = ()
        self._stage = Stage.DRAFT
        self._is_open = True
        self._source: FrameSource | None = None
        self._list_cameras: Callable[[], Sequence[tuple[str, str]]] = tuple
        self._make_source: SourceMaker | None = None
        self.view = CaptureView(look, pictures)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        self.setAcceptDrops(True)
        self._connect()

    # --- sources

    def offer_cameras(self, list_cameras: Callable[[], Sequence[tuple[str, str]]], make: SourceMaker) -> None:
        """Say how cameras are found and opened; asked when the page is first shown, for it takes a while."""
        self._list_cameras, self._make_source = list_cameras, make

    def use_source(self, source: FrameSource | None) -> None:
        """Look through this source from now on."""
        if self._source:
            self._source.stop()
            self._source.framed.disconnect(self.view.finder.show_frame)
            self._source.captured.disconnect(self._captured)
            self._source.trouble.disconnect(self._trouble)
        self._source = source
        self.view.finder.show_frame(QImage())
        self._explain()
        if source:
            source.framed.connect(self.view.finder.show_frame)
            source.captured.connect(self._captured)
            source.trouble.connect(self._trouble)
            source.start()

    # --- the window's words

    def shown(self, appraisal_id: AppraisalId | None) -> None:
        """Show an appraisal's walk and wake the camera."""
        if appraisal_id != self._appraisal_id:
            self._intake.forget()
            self._photos = ()
            self.view.drop_question()
        self._appraisal_id = appraisal_id
        self._find_cameras()
        if self._source:
            self._source.start()
        self.view.guide.setFocus()
        self._look_again()

    def left(self) -> None:
        """Let the camera go."""
        if self._source:
            self._source.stop()

    def changed(self, changes: Changes) -> None:
        """Look again where this appraisal was touched."""
        if self._appraisal_id in changes.appraisals:
            self._look_again()

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return (
            (self.tr("Space"), self.tr("Take the photo")), ("Ctrl+I", self.tr("Import photos from files")),
            (self.tr("Arrows"), self.tr("Choose another shot")), ("Ctrl+Return", self.tr("Go to the review")),
        )  # fmt: skip

    # --- what is shown

    def _look_again(self) -> None:
        self.view.show_work(is_there=self._appraisal_id is not None)
        if self._appraisal_id:
            work = partial(self._appraise.dossier, self._appraisal_id)
            self._executor.run(Lane.STORE, work, self._show, self._hub.fail)

    def _show(self, dossier: Dossier) -> None:
        if dossier.appraisal.id != self._appraisal_id:
            return
        grew = len(dossier.photos) != len(self._photos)
        self._photos, self._stage = dossier.photos, dossier.appraisal.stage
        self._is_open = dossier.appraisal.is_open
        taken = [photo.shot for photo in dossier.photos]
        self.view.guide.show_tiles(walk_tiles(dossier.photos))
        self.view.count_shots(len(QUICK_WALK) - len(missing(taken)), len(QUICK_WALK))
        self.view.bring.setEnabled(self._is_open)
        self.view.done.setEnabled(bool(dossier.photos))
        if grew or not self._asked:
            self.view.guide.select(next_shot(taken).id)
        self._ask_for(self._asked)
        self._explain()

    @property
    def _asked(self) -> str:
        return self.view.guide.current.id if self.view.guide.current else ""

    def _ask_for(self, tile_id: str) -> None:
        shot = shot_of(tile_id, self._photos)
        if shot == CLOSE_UP.id:
            hint = self.tr("Any damage from near, or whatever the buyer should see")
        elif any(photo.shot == shot for photo in self._photos):
            hint = self.tr("Taken. Another photo is kept beside it")
        else:
            hint = self.tr("Fill the outline with the car, then take the photo")
        self.view.finder.ask_for(shot, hint)
        self._show_taken()

    def _show_taken(self, _: str = "") -> None:
        """Show what was taken of the chosen shot, for a look at it without a camera."""
        tile = self.view.guide.current
        photo = next((p for p in self._photos if tile and tile.sha256 in {p.sha256, p.thumb_sha256}), None)
        self.view.finder.show_taken(self._pictures.image(photo.sha256, FINDER_SIDE) if photo else None)

    def _explain(self) -> None:
        """Say in the viewfinder how photos come in, and give the next step its weight."""
        finder = self.view.finder
        if not self._is_open:
            finder.explain(self.tr("This appraisal is finalised"), self.tr("Its photos can no longer be changed."))
        elif self._source:
            finder.explain(self.tr("The camera starts…"), "")
        else:
            finder.explain(
                self.tr("No camera is connected"),
                self.tr("Import photos (Ctrl+I) or drop them here, or connect a camera and come back."),
            )
        is_complete = not missing(photo.shot for photo in self._photos)
        self.view.lead(has_camera=self._source is not None and self._is_open, is_complete=is_complete)

    # --- photos on their way in

    def take_files(self, paths: Sequence[Path]) -> None:
        """Bring files in; a name that ends in a shot's id goes to that shot, others to the next that are missing."""
        if self._appraisal_id:
            self._intake.take_files(self._appraisal_id, paths, [photo.shot for photo in self._photos])

    def _captured(self, data: bytes) -> None:
        if self._appraisal_id:
            self._intake.take_bytes(self._appraisal_id, shot_of(self._asked, self._photos), data)
            self.view.guide.select(self._intake.next_after(photo.shot for photo in self._photos))

    def _trouble(self, code: str) -> None:
        self._hub.fail(InputError(code, name=self._source.name if self._source else ""))

    # --- what the user does

    def _shoot(self) -> None:
        if self._source:
            self._source.capture()

    def _choose_files(self) -> None:
        pattern = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        dialog = QFileDialog(self, self.tr("Import photos"), "", self.tr("Photos ({})").format(pattern))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        if dialog.exec():
            self.take_files(_chosen(dialog))

    def _complete(self) -> None:
        if self._stage not in {Stage.DRAFT, Stage.IN_PROGRESS}:
            self.wanted.emit(REVIEW, self._appraisal_id or "")
        elif self._appraisal_id:
            work = partial(self._appraise.complete_capture, self._appraisal_id, left_out=self.view.reason.text())
            self._executor.run(Lane.STORE, work, self._completed, self._not_complete)

    def _completed(self, changes: Changes) -> None:
        self.view.drop_question()
        self._hub.tell(changes)
        self.wanted.emit(REVIEW, self._appraisal_id or "")

    def _not_complete(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.code == "shots_missing":
            self._ask_why(error)
        else:
            self._hub.fail(error)

    def _ask_why(self, error: InspectorError) -> None:
        names = ", ".join(shot_name(shot.strip()).lower() for shot in str(error.params["shots"]).split(","))
        self.view.ask_why(names)

    def _find_cameras(self) -> None:
        """Look for cameras whenever none is at work, so that one that was plugged in is found."""
        if self._source is None and self._make_source is not None:
            found = tuple(self._list_cameras())
            self.view.offer_sources(found)
            self.use_source(self._make_source(found[0][0]) if found else None)

    def _choose_source(self) -> None:
        if self._make_source and self.view.source.value():
            self.use_source(self._make_source(self.view.source.value()))

    # --- Qt's own events

    def event(self, event: QEvent) -> bool:
        """Leave Space to a button or a drop-down that the keyboard went to; else it is the shutter's."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
            and isinstance(self.focusWidget(), QAbstractButton | QComboBox)
        ):
            event.accept()
            return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._is_open and self._appraisal_id:
            event.acceptProposedAction()
            self.view.finder.welcome(is_welcoming=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002
        self.view.finder.welcome(is_welcoming=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.view.finder.welcome(is_welcoming=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.take_files([path for path in paths if path.exists()])

    def _connect(self) -> None:
        view = self.view
        self._pictures.loaded.connect(self._show_taken)
        view.guide.chosen.connect(self._ask_for)
        view.source.activated.connect(self._choose_source)
        view.shutter.clicked.connect(self._shoot)
        view.bring.clicked.connect(self._choose_files)
        view.done.clicked.connect(self._complete)
        view.reason.returnPressed.connect(self._complete)
        view.empty.action.clicked.connect(lambda: self.wanted.emit(APPRAISALS, ""))


def _chosen(dialog: QFileDialog) -> list[Path]:
    """Return what was picked and what was typed: Qt loses a typed name whose folder it has not read yet."""
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    typed = QUOTED.findall(line.text()) if line else []
    names = {*dialog.selectedFiles(), *(dialog.directory().absoluteFilePath(name) for name in typed)}
    return sorted(path for path in map(Path, names) if path.is_file())
