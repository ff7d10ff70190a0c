"""The darkroom: after a photo is safe, its thumbnail is made and the model looks, in the background."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from inspector_app.core.changes import Changes
from inspector_app.core.errors import InspectorError, ModelError
from inspector_app.core.ids import AppraisalId, PhotoId
from inspector_app.core.photo import Photo
from inspector_app.core.ports import Detector
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.services.appraise import AppraiseService
from inspector_app.services.capture import CaptureService
from inspector_app.services.detect import DetectService, Looked


class Darkroom(QObject):
    """Hears of changed appraisals, and brings their photos as far as they can be brought without a person."""

    def __init__(
        self,
        executor: Executor,
        hub: Hub,
        capture: CaptureService,
        detect: DetectService,
        appraise: AppraiseService,
        *,
        load_detector: Callable[[], Detector],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._executor, self._hub = executor, hub
        self._capture, self._detect, self._appraise = capture, detect, appraise
        self._load = load_detector
        self._detector: Detector | None = None
        self._refused: InspectorError | None = None
        self._busy: set[PhotoId] = set()
        hub.changed.connect(self._changed)

    @property
    def model_id(self) -> str:
        """Which model is at work; empty while it is loaded, or without one."""
        return self._detector.model.id if self._detector else ""

    @property
    def trouble(self) -> InspectorError | None:
        """Why no model is at work, or None."""
        return self._refused

    def start(self) -> None:
        """Load the model on its lane, after the first paint; then look at what still waits."""
        self._executor.run(Lane.VISION, self._load, self._loaded, self._not_loaded)

    def _loaded(self, detector: Detector) -> None:
        self._detector = detector
        self._hub.tell(Changes(model=True))
        self._look_for_work()

    def _not_loaded(self, error: Exception) -> None:
        """Say why there is no model, once, and open the reviews that wait for it."""
        self._refused = error if isinstance(error, InspectorError) else ModelError("model_missing")
        self._hub.tell(Changes(model=True))
        self._hub.fail(error)
        self._run_store(self._release_reviews)

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        for appraisal_id in changes.appraisals:
            self._executor.run(
                Lane.STORE,
                partial(self._capture.without_thumbnail, appraisal_id),
                self._make_thumbnails,
                self._hub.fail,
            )
        if changes.appraisals and self._detector:
            self._look_for_work()
        elif changes.appraisals and self._refused:
            self._run_store(self._release_reviews)

    def _make_thumbnails(self, photos: tuple[Photo, ...]) -> None:
        for photo in photos:
            if photo.id in self._busy:
                continue
            self._busy.add(photo.id)  # for good: a photo that cannot be decoded is told once, not at every change
            work = partial(self._capture.thumbnail, photo)
            self._executor.run(Lane.IMAGING, work, self._thumbnail_made, self._hub.fail)

    def _thumbnail_made(self, photo: Photo) -> None:
        self._run_store(partial(self._capture.record_thumbnail, photo))

    def _look_for_work(self) -> None:
        detector = self._detector
        if detector:
            self._executor.run(Lane.STORE, self._detect.waiting, partial(self._look_at, detector), self._hub.fail)

    def _look_at(self, detector: Detector, photos: tuple[Photo, ...]) -> None:
        for photo in photos:
            key = PhotoId(f"look:{photo.id}")
            if key not in self._busy:
                self._busy.add(key)
                work = partial(self._detect.look, photo, detector)
                self._executor.run(Lane.VISION, work, self._looked, partial(self._could_not_look, detector, photo))

    def _looked(self, looked: Looked) -> None:
        self._run_store(partial(self._detect.record, looked))

    def _could_not_look(self, detector: Detector, photo: Photo, error: Exception) -> None:
        """Give the photo up, whatever went wrong: one photo holds up no review."""
        code = error.code if isinstance(error, InspectorError) else "unexpected"
        self._run_store(partial(self._detect.give_up, photo, detector.model.id, code))
        self._hub.fail(error)

    def _release_reviews(self) -> Changes:
        """Open the reviews that wait for a model which will not come. On the STORE lane."""
        touched = Changes()
        for row in self._appraise.waiting_for_model():
            touched |= self._appraise.go_on_without_ai(AppraisalId(row))
        return touched

    def _run_store(self, work: Callable[[], Changes]) -> None:
        self._executor.run(Lane.STORE, work, self._hub.tell, self._hub.fail)
