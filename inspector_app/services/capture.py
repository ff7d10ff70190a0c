"""From bytes to a safe photo: the vault first, then row and envelope in one transaction."""

from dataclasses import dataclass, replace
from pathlib import Path

from inspector_app.core.appraisal import Stage
from inspector_app.core.changes import Changes
from inspector_app.core.errors import InputError, RuleError
from inspector_app.core.ids import AppraisalId, Micros, PhotoId, Sha256, new_id
from inspector_app.core.outbox import Envelope, Intent
from inspector_app.core.payloads import photo_payload
from inspector_app.core.photo import MAX_BYTES, Photo
from inspector_app.core.ports import Imaging, Vault
from inspector_app.services.records import Records


@dataclass(frozen=True)
class Kept:
    """Bytes that are safe in the vault, and what their header says."""

    sha256: Sha256
    bytes: int
    mime: str
    width: int
    height: int
    captured_at: Micros


class CaptureService:
    """Takes photos in: `read` and `keep` on DISK, `record` on STORE, `thumbnail` on IMAGING."""

    def __init__(self, records: Records, vault: Vault, imaging: Imaging) -> None:
        self._records = records
        self._store = records.store
        self._vault = vault
        self._imaging = imaging

    def read(self, path: Path) -> bytes:
        """Return a file's bytes, no more than `keep` needs to refuse it; raises InputError `file_unreadable`."""
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise InputError("file_unreadable", name=path.name) from error

    def keep(self, data: bytes, name: str = "") -> Kept:
        """Check size and header and make the original safe; raises InputError for what is no photo."""
        if len(data) > MAX_BYTES:
            raise InputError("image_heavy", name=name or "The photo", limit=MAX_BYTES >> 20)
        try:
            mime, width, height = self._imaging.inspect(data)
        except InputError as error:
            raise InputError(error.code, **(error.params | {"name": name or "The photo"})) from error
        return Kept(self._vault.put(data), len(data), mime, width, height, self._taken_at(data))

    def _taken_at(self, data: bytes) -> Micros:
        """Return when the shutter opened, as the photo says; now where it does not say, or names the future."""
        now = self._records.clock()
        return min(self._imaging.captured_at(data) or now, now)

    def record(self, appraisal_id: AppraisalId, shot: str, kept: Kept) -> Changes:
        """Add the photo to its appraisal and queue its upload. The same photo twice is one photo."""
        appraisal = self._records.opened(appraisal_id)
        if appraisal.stage not in {Stage.DRAFT, Stage.IN_PROGRESS}:
            raise RuleError("appraisal_locked", stage=appraisal.stage)
        if any(photo.sha256 == kept.sha256 for photo in self._store.photos.of(appraisal_id)):
            return Changes()
        photo = Photo(
            PhotoId(new_id()), appraisal_id, appraisal.revision, shot, kept.sha256, kept.bytes,
            kept.width, kept.height, kept.mime, kept.captured_at,
        )  # fmt: skip
        with self._store.atomic():
            if appraisal.stage is Stage.DRAFT:
                self._records.move(appraisal, Stage.IN_PROGRESS)
            self._store.photos.save(photo)
            self._store.outbox.put(_upload(photo))
            self._records.tell(appraisal_id, "photo_taken", photo=photo.id, shot=shot, sha256=photo.sha256)
        return Changes(appraisals=frozenset({appraisal_id}), queue=True)

    def without_thumbnail(self, appraisal_id: AppraisalId) -> tuple[Photo, ...]:
        """Return the photos whose thumbnail is still to be made."""
        return tuple(photo for photo in self._store.photos.of(appraisal_id) if photo.thumb_sha256 is None)

    def thumbnail(self, photo: Photo) -> Photo:
        """Make the thumbnail and keep it, sealed like the original."""
        return replace(photo, thumb_sha256=self._vault.put(self._imaging.thumbnail(self._vault.get(photo.sha256))))

    def record_thumbnail(self, photo: Photo) -> Changes:
        """Note the thumbnail, whatever else became of the photo meanwhile."""
        current = self._store.photos.get(photo.id)
        self._store.photos.save(replace(current, thumb_sha256=photo.thumb_sha256))
        return Changes(appraisals=frozenset({photo.appraisal_id}))

    def bytes_of(self, sha256: Sha256) -> bytes:
        """Return an original or a thumbnail from the vault. Safe from any lane."""
        return self._vault.get(sha256)


def _upload(photo: Photo) -> Envelope:
    return Envelope(
        photo.id, Intent.UPLOAD_PHOTO, photo.appraisal_id, photo_payload(photo), proof=photo.sha256, bytes=photo.bytes
    )
