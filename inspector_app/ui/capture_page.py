"""Capture: the guide's next shot in the viewfinder; camera, files or drop; saved first, looked at afterwards."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from inspector_app.core.appraisal import Stage
from inspector_app.core.changes import Changes
from inspector_app.core.errors import InputError, InspectorError, RuleError
from inspector_app.core.ids import AppraisalId
from inspector_app.core.photo import Photo
from inspector_app.core.shots import CLOSE_UP, QUICK_WALK, missing, named_shot, next_shot
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.frame_source import FrameSource
from inspector_app.qt.hub import Hub
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.terms import shot_name
from inspector_app.services.appraise import AppraiseService, Dossier
from inspector_app.services.capture import CaptureService, Kept
from inspector_app.ui.capture_view import CaptureView
from inspector_app.ui.look import Look
from inspector_app.ui.page import APPRAISALS, REVIEW, Page
from inspector_app.ui.photo_strip import Tile
from inspector_app.ui.tokens import Tone

SUFFIXES = "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic"
EXTRA = "extra:"
SourceMaker = Callable[[str], FrameSource]


class CapturePage(Page):
    """Takes photos for the open appraisal; `use_source` gives it a camera."""

    def __init__(
        self, look: Look, executor: Executor, hub: Hub, pictures: Pictures, appraise: AppraiseService,
        capture: CaptureService,
    ) -> None:  # fmt: skip
        super().__init__()
        self._executor, self._hub = executor, hub
        self._appraise, self._capture = appraise, capture
        self._appraisal_id: AppraisalId | None = None
        self._photos: tuple[Photo, ...] = ()
        self._stage = Stage.DRAFT
        self._under_way: list[str] = []
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
        self.view.shutter.setEnabled(source is not None)
        if source:
            source.framed.connect(self.view.finder.show_frame)
            source.captured.connect(self._captured)
            source.trouble.connect(self._trouble)
            source.start()

    # --- the window's words

    def shown(self, appraisal_id: AppraisalId | None) -> None:
        """Show an appraisal's walk and wake the camera."""
        if appraisal_id != self._appraisal_id:
            self._under_way.clear()
        self._appraisal_id = appraisal_id
        self._find_cameras()
        if self._source:
            self._source.start()
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
        is_open = self._appraisal_id is not None
        self.view.empty.setVisible(not is_open)
        self.view.work.setVisible(is_open)
        if self._appraisal_id:
            work = partial(self._appraise.dossier, self._appraisal_id)
            self._executor.run(Lane.STORE, work, self._show, self._hub.fail)

    def _show(self, dossier: Dossier) -> None:
        if dossier.appraisal.id != self._appraisal_id:
            return
        grew = len(dossier.photos) != len(self._photos)
        self._photos, self._stage = dossier.photos, dossier.appraisal.stage
        view, by_shot = self.view, {photo.shot: photo for photo in dossier.photos}
        tiles = [_tile(shot.id, shot.id, by_shot.get(shot.id)) for shot in QUICK_WALK]
        extras = [photo for photo in dossier.photos if by_shot[photo.shot] is not photo or photo.shot == CLOSE_UP.id]
        tiles += [_tile(f"{EXTRA}{photo.id}", photo.shot, photo) for photo in extras]
        tiles.append(_tile(CLOSE_UP.id, CLOSE_UP.id, None))
        view.guide.show_tiles(tiles)
        lacking = missing(by_shot)
        done = len(QUICK_WALK) - len(lacking)
        view.meter.setRange(0, len(QUICK_WALK))
        view.meter.setValue(done)
        words = self.tr("{done} of {all}").format(done=done, all=len(QUICK_WALK))
        view.count.tell(words, Tone.GOOD if not lacking else Tone.ACCENT)
        view.missing.setVisible(view.missing.isVisible() and bool(lacking))
        if grew or not self._ask():
            view.guide.select(next_shot(by_shot).id)
        is_open = dossier.appraisal.is_open
        view.bring.setEnabled(is_open)
        view.done.setEnabled(bool(dossier.photos))
        self._ask_for(view.guide.current.id if view.guide.current else "")

    def _ask(self) -> str:
        return self.view.guide.current.id if self.view.guide.current else ""

    def _ask_for(self, tile_id: str) -> None:
        shot = self._shot_of(tile_id)
        taken = any(photo.shot == shot for photo in self._photos)
        if shot == CLOSE_UP.id:
            hint = self.tr("Any damage from near, or whatever the buyer should see")
        elif taken:
            hint = self.tr("Taken. Another photo is kept beside it")
        else:
            hint = self.tr("Fill the outline with the car, then take the photo")
        self.view.finder.ask_for(shot, hint)

    def _shot_of(self, tile_id: str) -> str:
        if tile_id.startswith(EXTRA):
            return next((p.shot for p in self._photos if p.id == tile_id.removeprefix(EXTRA)), CLOSE_UP.id)
        return tile_id or next_shot(photo.shot for photo in self._photos).id

    # --- photos on their way in

    def take_files(self, paths: Sequence[Path]) -> None:
        """Bring files in; a name that ends in a shot's id goes to that shot, others to the next that are missing."""
        taken = [photo.shot for photo in self._photos]
        for path in sorted(paths, key=lambda path: path.name):
            shot = named_shot(path.stem) or next_shot([*taken, *self._under_way]).id
            self._under_way.append(shot)
            appraisal_id = self._appraisal_id
            if appraisal_id:
                work = partial(self._read_and_keep, path)
                self._executor.run(
                    Lane.DISK, work, partial(self._kept, appraisal_id, shot), partial(self._not_kept, shot)
                )

    def _captured(self, data: bytes) -> None:
        shot = self._shot_of(self._ask())
        if self._appraisal_id:
            self._under_way.append(shot)
            work = partial(self._capture.keep, data)
            done = partial(self._kept, self._appraisal_id, shot)
            self._executor.run(Lane.DISK, work, done, partial(self._not_kept, shot))
            taken = [photo.shot for photo in self._photos]
            self.view.guide.select(next_shot([*taken, *self._under_way]).id)

    def _read_and_keep(self, path: Path) -> Kept:
        return self._capture.keep(self._capture.read(path), path.name)

    def _kept(self, appraisal_id: AppraisalId, shot: str, kept: Kept) -> None:
        work = partial(self._capture.record, appraisal_id, shot, kept)
        self._executor.run(Lane.STORE, work, partial(self._recorded, shot), partial(self._not_kept, shot))

    def _recorded(self, shot: str, changes: Changes) -> None:
        self._arrived(shot)
        self._hub.tell(changes)

    def _not_kept(self, shot: str, error: Exception) -> None:
        self._arrived(shot)
        self._hub.fail(error)

    def _arrived(self, shot: str) -> None:
        if shot in self._under_way:
            self._under_way.remove(shot)

    def _trouble(self, code: str) -> None:
        self._hub.fail(InputError(code, name=self._source.name if self._source else ""))

    # --- what the user does

    def _shoot(self) -> None:
        if self._source:
            self._source.capture()

    def _choose_files(self) -> None:
        dialog = QFileDialog(self, self.tr("Import photos"), "", self.tr("Photos ({})").format(SUFFIXES))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        if dialog.exec():
            self.take_files([Path(name) for name in dialog.selectedFiles()])

    def _complete(self) -> None:
        if self._stage not in {Stage.DRAFT, Stage.IN_PROGRESS}:
            self.wanted.emit(REVIEW, self._appraisal_id or "")
        elif self._appraisal_id:
            work = partial(self._appraise.complete_capture, self._appraisal_id, left_out=self.view.reason.text())
            self._executor.run(Lane.STORE, work, self._completed, self._not_complete)

    def _completed(self, changes: Changes) -> None:
        self.view.missing.hide()
        self.view.reason.clear()
        self._hub.tell(changes)
        self.wanted.emit(REVIEW, self._appraisal_id or "")

    def _not_complete(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.code == "shots_missing":
            self._ask_why(error)
        else:
            self._hub.fail(error)

    def _ask_why(self, error: InspectorError) -> None:
        names = ", ".join(shot_name(shot.strip()).lower() for shot in str(error.params["shots"]).split(","))
        self.view.lacking.setText(self.tr("Still missing: {names}.").format(names=names))
        self.view.missing.show()
        self.view.reason.setFocus()

    def _find_cameras(self) -> None:
        make, self._make_source = self._make_source, None
        if make is None:
            return
        found = self._list_cameras()
        self.view.source.clear()
        for device_id, name in found or [("", self.tr("No camera"))]:
            self.view.source.addItem(name, device_id)
        self.view.source.activated.connect(lambda _: self.use_source(make(self.view.source.value())))
        self.use_source(make(found[0][0]) if found else None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.take_files([path for path in paths if path.is_file()])

    def _connect(self) -> None:
        view = self.view
        view.guide.chosen.connect(self._ask_for)
        view.shutter.clicked.connect(self._shoot)
        view.bring.clicked.connect(self._choose_files)
        view.done.clicked.connect(self._complete)
        view.go_on.clicked.connect(self._complete)
        view.reason.returnPressed.connect(self._complete)
        view.empty.action.clicked.connect(lambda: self.wanted.emit(APPRAISALS, ""))


def _tile(tile_id: str, shot: str, photo: Photo | None) -> Tile:
    sha256 = (photo.thumb_sha256 or photo.sha256) if photo else None
    return Tile(tile_id, shot, sha256, is_done=photo is not None)
