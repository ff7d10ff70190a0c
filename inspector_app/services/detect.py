"""Let the model look at each photo once: `look` on VISION, the rest on STORE."""

from dataclasses import dataclass, replace

from inspector_app.core.appraisal import Stage
from inspector_app.core.changes import Changes
from inspector_app.core.finding import Finding, ModelRef, Suggestion
from inspector_app.core.ids import AppraisalId, FindingId, new_id
from inspector_app.core.photo import Photo
from inspector_app.core.ports import Detector, Imaging, Vault
from inspector_app.services.records import Records

MAX_SIDE = 1000
"""Longest side of the rendition that the model is given, pixels; it sees 416, so finer detail is lost on it."""
KEPT_FROM_PPM = 50_000
"""Weaker suggestions are noise; they are not kept unless their class shows them."""


@dataclass(frozen=True)
class Looked:
    """What a model said of a photo."""

    photo: Photo
    model: ModelRef
    suggestions: tuple[Suggestion, ...]


class DetectService:
    """Finds damage on the device; findings are suggestions until a person decides."""

    def __init__(self, records: Records, vault: Vault, imaging: Imaging) -> None:
        self._records = records
        self._store = records.store
        self._vault = vault
        self._imaging = imaging

    def waiting(self) -> tuple[Photo, ...]:
        """Return the photos of open appraisals that no model has looked at."""
        return self._store.photos.unseen()

    def look(self, photo: Photo, detector: Detector) -> Looked:
        """Decode the original and ask the model; raises InputError or StorageError for a photo that cannot be read."""
        picture = self._imaging.decode(self._vault.get(photo.sha256), max_side=MAX_SIDE)
        return Looked(photo, detector.model, detector.detect(picture))

    def record(self, looked: Looked) -> Changes:
        """Keep the findings; the last photo of a completed capture opens the review."""
        photo = self._store.photos.get(looked.photo.id)
        if photo.looked_at_by is not None or not self._store.appraisals.get(photo.appraisal_id).is_open:
            return Changes()
        worth = (said for said in looked.suggestions if said.shown or said.confidence_ppm >= KEPT_FROM_PPM)
        kept = [_finding(photo, looked.model, said) for said in worth]
        with self._store.atomic():
            self._store.photos.save(replace(photo, looked_at_by=looked.model.id))
            self._store.findings.save(*kept)
            self._records.tell(
                photo.appraisal_id, "looked_at", photo=photo.id, model=looked.model.id,
                model_sha256=looked.model.sha256, findings=len(kept),
            )  # fmt: skip
            self._open_review(photo.appraisal_id)
        return Changes(appraisals=frozenset({photo.appraisal_id}))

    def give_up(self, photo: Photo, model_id: str, code: str) -> Changes:
        """Note that the model could not look at a photo, so that nothing waits for it for ever."""
        with self._store.atomic():
            self._store.photos.save(replace(self._store.photos.get(photo.id), looked_at_by=f"{model_id}!{code}"))
            self._records.tell(photo.appraisal_id, "not_looked_at", photo=photo.id, model=model_id, code=code)
            self._open_review(photo.appraisal_id)
        return Changes(appraisals=frozenset({photo.appraisal_id}))

    def _open_review(self, appraisal_id: AppraisalId) -> None:
        appraisal = self._store.appraisals.get(appraisal_id)
        done = all(photo.looked_at_by for photo in self._store.photos.of(appraisal_id))
        if appraisal.stage is Stage.AI_PENDING and done:
            self._records.move(appraisal, Stage.READY_FOR_REVIEW)


def _finding(photo: Photo, model: ModelRef, said: Suggestion) -> Finding:
    return Finding(
        FindingId(new_id()), photo.appraisal_id, photo.id, said.label, said.confidence_ppm, said.band, said.shown,
        said.box.within(photo.width, photo.height), model,
    )  # fmt: skip
