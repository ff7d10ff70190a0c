"""Photos on their way in: announced, grown, hashed, kept."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from auction_backend.blobs import BlobStore, hash_file
from auction_backend.database import Database
from auction_backend.desk.callers import Caller
from auction_backend.filelock import close_to_move, try_lock
from auction_backend.refusals import Refusal, not_found
from auction_backend.tables import Photo
from backend_client.contract import ProblemCode


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a client says of a photo before its bytes."""

    photo_id: str
    appraisal_id: str
    revision: int
    sha256: str
    mime: str
    length: int

    def is_of(self, photo: Photo) -> bool:
        """Tell whether a known photo was announced with the same words."""
        same_place = (photo.appraisal_id, photo.revision) == (self.appraisal_id, self.revision)
        return same_place and (photo.sha256, photo.mime, photo.bytes) == (self.sha256, self.mime, self.length)


def announce(session: Session, caller: Caller, words: Announcement, now_us: int) -> Photo:
    """Make room for a photo, or find the one that was announced with the same words before."""
    known = session.get(Photo, (caller.dealership_id, words.photo_id))
    if known is not None:
        if not words.is_of(known):
            raise Refusal(ProblemCode.KEY_REUSED, "This photo id was announced with other words before.")
        return known
    photo = Photo(
        dealership_id=caller.dealership_id,
        id=words.photo_id,
        appraisal_id=words.appraisal_id,
        revision=words.revision,
        sha256=words.sha256,
        mime=words.mime,
        bytes=words.length,
        created_us=now_us,
    )
    session.add(photo)
    return photo


def own_photo(session: Session, caller: Caller, photo_id: str) -> Photo:
    """Return the announced photo of the caller's dealership."""
    photo = session.get(Photo, (caller.dealership_id, photo_id))
    if photo is None:
        raise not_found()
    return photo


def forget_abandoned(blobs: BlobStore, older_than_s: float) -> int:
    """Forget the parts that have not grown for so long and that nobody is sending; return how many."""
    forgotten = 0
    for path in blobs.parts():
        if blobs.rested_s(path) < older_than_s:
            continue
        with path.open("ab") as part:
            if try_lock(part) and blobs.rested_s(path) >= older_than_s:
                close_to_move(part)
                path.unlink(missing_ok=True)
                forgotten += 1
    return forgotten


def offset_of(photo: Photo, blobs: BlobStore) -> int:
    """Return how many bytes of the photo are here."""
    return photo.bytes if photo.stored_us is not None else blobs.offset(photo.dealership_id, photo.id)


def complete(database: Database, blobs: BlobStore, photo: Photo, now_us: int) -> str:
    """Hash what has arrived, keep it and say the hash; bytes that are not the announced ones are forgotten."""
    digest = hash_file(blobs.part(photo.dealership_id, photo.id))
    if digest != photo.sha256:
        blobs.discard_part(photo.dealership_id, photo.id)
        raise Refusal(ProblemCode.CHECKSUM, "The bytes that arrived are not the announced ones; send them again.")
    blobs.keep(photo.dealership_id, photo.id, digest)
    database.write(lambda session: mark_stored(session, photo, now_us))
    return digest


def mark_stored(session: Session, photo: Photo, now_us: int) -> None:
    """Note that the photo's bytes are on the disk and verified."""
    row = session.get_one(Photo, (photo.dealership_id, photo.id))
    row.stored_us = row.stored_us or now_us
