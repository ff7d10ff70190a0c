"""Photos on their way in: each made safe first, then put into its appraisal; one that fails holds up no other."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId
from inspector_app.core.shots import named_shot, next_shot
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.services.appraise import AppraiseService
from inspector_app.services.capture import CaptureService, Kept

SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".heic")


class PhotoIntake(QObject):
    """Knows which shots are on their way, so that the next photo goes to the next one."""

    def __init__(
        self, executor: Executor, hub: Hub, appraise: AppraiseService, capture: CaptureService, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._executor, self._hub = executor, hub
        self._appraise, self._capture = appraise, capture
        self._under_way: list[str] = []

    def forget(self) -> None:
        """Another car is at hand: what is on its way is no longer counted."""
        self._under_way.clear()

    def next_after(self, taken: Iterable[str]) -> str:
        """Return the shot that neither is taken nor on its way."""
        return next_shot([*taken, *self._under_way]).id

    def take_files(self, appraisal_id: AppraisalId, paths: Sequence[Path], taken: Sequence[str]) -> None:
        """Bring files and folders in; a name that ends in a shot's id goes to that shot, others to what is missing."""
        for path in _files(paths):
            shot = named_shot(path.stem) or self.next_after(taken)
            self._under_way.append(shot)
            work = partial(self._read_and_keep, path)
            done = partial(self._kept, appraisal_id, shot)
            self._executor.run(Lane.DISK, work, done, partial(self._not_kept, shot))

    def take_bytes(self, appraisal_id: AppraisalId, shot: str, data: bytes) -> None:
        """Bring a camera's photo in."""
        self._under_way.append(shot)
        work, done = partial(self._capture.keep, data), partial(self._kept, appraisal_id, shot)
        self._executor.run(Lane.DISK, work, done, partial(self._not_kept, shot))

    def _read_and_keep(self, path: Path) -> Kept:
        return self._capture.keep(self._capture.read(path), path.name)

    def _kept(self, appraisal_id: AppraisalId, shot: str, kept: Kept) -> None:
        work = partial(self._record, appraisal_id, shot, kept)
        self._executor.run(Lane.STORE, work, partial(self._recorded, shot), partial(self._not_kept, shot))

    def _record(self, appraisal_id: AppraisalId, shot: str, kept: Kept) -> Changes:
        """Put the photo into its appraisal; a review that has begun goes back to capture for it. On STORE."""
        reopened = self._appraise.back_to_capture(appraisal_id)
        return reopened | self._capture.record(appraisal_id, shot, kept)

    def _recorded(self, shot: str, changes: Changes) -> None:
        self._arrived(shot)
        self._hub.tell(changes)

    def _not_kept(self, shot: str, error: Exception) -> None:
        self._arrived(shot)
        self._hub.fail(error)

    def _arrived(self, shot: str) -> None:
        if shot in self._under_way:
            self._under_way.remove(shot)


def _files(paths: Sequence[Path]) -> list[Path]:
    """Return files in the order of their names; of a folder its photos."""
    found = [path for path in paths if not path.is_dir()]
    for folder in (path for path in paths if path.is_dir()):
        found += [path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]
    return sorted(found, key=lambda path: path.name)
