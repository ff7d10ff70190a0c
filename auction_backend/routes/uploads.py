"""Photos come in by tus 1.0: creation, creation with upload, and resuming where the last try stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import IO

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.exceptions import ClientDisconnected

from auction_backend.auth import lets
from auction_backend.blobs import CHUNK, append_all
from auction_backend.context import Backend, backend, caller
from auction_backend.desk import uploads as desk
from auction_backend.filelock import close_to_move, try_lock
from auction_backend.idempotency import alone, require_key
from auction_backend.refusals import Refusal
from auction_backend.rules.roles import Action
from auction_backend.rules.uploads import is_photo_type
from auction_backend.tables import Photo
from backend_client.contract import (
    SHA256_HEADER,
    TUS_CONTENT_TYPE,
    TUS_EXTENSIONS,
    TUS_HEADER,
    TUS_VERSION,
    UPLOAD_LENGTH,
    UPLOAD_METADATA,
    UPLOAD_OFFSET,
    UPLOADS,
    ProblemCode,
    UploadMetadata,
    upload_path,
)

LONGEST_NUMBER = 15
routes = APIBlueprint("uploads", __name__, tag="Uploads")


@routes.route(UPLOADS, methods=["OPTIONS"])
@routes.doc(summary="Say what of tus this server speaks")
@lets(Action.ANYONE)
def options() -> Response:
    """Say what of tus this server speaks."""
    words = {"Tus-Version": TUS_VERSION, "Tus-Extension": TUS_EXTENSIONS}
    return Response(status=204, headers={**words, "Tus-Max-Size": str(backend().settings.max_upload_bytes)})


@routes.post(UPLOADS)
@routes.doc(summary="Announce a photo, with as much of its bytes as the request carries", responses=[201])
@lets(Action.FILE_APPRAISAL)
def create() -> Response:
    """Announce a photo; the same announcement again finds the same upload."""
    require_tus()
    parts = backend()
    words = announcement(parts)
    photo = parts.database.write(partial(desk.announce, caller=caller(), words=words, now_us=parts.now_us()))
    keep_if_whole(parts, photo)
    reply = received(parts, photo, None) if request.content_length else progress(parts, photo)
    reply.status_code = HTTPStatus.CREATED
    reply.headers["Location"] = upload_path(words.photo_id)
    return reply


@routes.route(f"{UPLOADS}/<id:photo_id>", methods=["HEAD"])
@routes.doc(summary="Say how much of a photo has arrived")
@lets(Action.FILE_APPRAISAL)
def head(photo_id: str) -> Response:
    """Say how much of a photo has arrived."""
    require_tus()
    parts = backend()
    photo = known_photo(parts, photo_id)
    keep_if_whole(parts, photo)
    reply = progress(parts, photo)
    reply.status_code = HTTPStatus.OK
    return reply


@routes.patch(f"{UPLOADS}/<id:photo_id>")
@routes.doc(summary="Send more of a photo, from the offset that the server has", responses=[204])
@lets(Action.FILE_APPRAISAL)
def patch(photo_id: str) -> Response:
    """Take more of a photo, from exactly the offset that is here."""
    require_tus()
    parts = backend()
    offset = request.headers.get(UPLOAD_OFFSET, "")
    if not offset.isdecimal() or len(offset) > LONGEST_NUMBER:
        raise Refusal(ProblemCode.VALIDATION, f"{UPLOAD_OFFSET} is missing or no number.")
    return received(parts, known_photo(parts, photo_id), int(offset))


def require_tus() -> None:
    """Raise where the request does not speak this version of tus."""
    if request.headers.get(TUS_HEADER) != TUS_VERSION:
        raise Refusal(ProblemCode.TUS_VERSION, f"{TUS_HEADER} must be {TUS_VERSION}.")


def announcement(parts: Backend) -> desk.Announcement:
    """Return what the headers say of the photo, or raise."""
    try:
        words = UploadMetadata.decoded(request.headers.get(UPLOAD_METADATA, ""))
        length = int(request.headers.get(UPLOAD_LENGTH, ""))
    except ValueError as error:
        raise Refusal(ProblemCode.VALIDATION, "The upload's length or metadata cannot be read.") from error
    require_key(words.photo_id)
    if length < 1:
        raise Refusal(ProblemCode.VALIDATION, "An empty file is no photo.")
    if length > parts.settings.max_upload_bytes:
        raise Refusal(ProblemCode.TOO_LARGE, f"A photo may have {parts.settings.max_upload_bytes} bytes.")
    if not is_photo_type(words.mime):
        raise Refusal(ProblemCode.MEDIA_TYPE, "This server keeps photos only.")
    return desk.Announcement(words.photo_id, words.appraisal_id, words.revision, words.sha256, words.mime, length)


def known_photo(parts: Backend, photo_id: str) -> Photo:
    """Return an announced photo of the caller's dealership."""
    with parts.database.read() as session:
        return desk.own_photo(session, caller(), photo_id)


def locked() -> Refusal:
    """Return the refusal for a second request on an upload that grows at the moment."""
    return Refusal(ProblemCode.LOCKED, "Another request is sending this photo.", retry_after_s=1)


def received(parts: Backend, photo: Photo, claimed: int | None) -> Response:
    """Let the upload grow by this request's body, and keep it when it is complete.

    `claimed` is the offset that the client counts from; None begins, or begins again, at nothing.
    """
    if request.content_type != TUS_CONTENT_TYPE:
        raise Refusal(ProblemCode.MEDIA_TYPE, f"Bytes of a photo come as {TUS_CONTENT_TYPE}.")
    if photo.stored_us is not None:
        return finished_before(parts, photo, claimed)
    with growing(parts, photo) as part:
        grow(parts, photo, part, claimed)
        keep(parts, photo, part)
    return progress(parts, photo)


@contextmanager
def growing(parts: Backend, photo: Photo) -> Iterator[IO[bytes]]:
    """Open an upload's part for this request alone, among all requests of all processes."""
    place = (photo.dealership_id, photo.id)
    with alone(parts, ("upload", *place), locked), parts.blobs.open_part(*place) as part:
        if not try_lock(part) or not parts.blobs.is_part(part, *place):
            raise locked()
        yield part


def keep(parts: Backend, photo: Photo, part: IO[bytes]) -> None:
    """Hash and keep the upload if all of it is here."""
    if desk.offset_of(photo, parts.blobs) == photo.bytes:
        close_to_move(part)
        desk.complete(parts.database, parts.blobs, photo, parts.now_us())
        photo.stored_us = parts.now_us()


def keep_if_whole(parts: Backend, photo: Photo) -> None:
    """Keep an upload that had arrived when the server went down, before it could be hashed."""
    if photo.stored_us is None and desk.offset_of(photo, parts.blobs) == photo.bytes:
        with growing(parts, photo) as part:
            keep(parts, photo, part)


def finished_before(parts: Backend, photo: Photo, claimed: int | None) -> Response:
    """Answer for bytes that are all here already."""
    if claimed is not None and claimed != photo.bytes:
        raise wrong_offset(photo.bytes)
    return progress(parts, photo)


def wrong_offset(here: int) -> Refusal:
    """Return the refusal for bytes that do not follow those that are here."""
    return Refusal(ProblemCode.WRONG_OFFSET, f"The server has {here} bytes of this photo; go on from there.")


def grow(parts: Backend, photo: Photo, part: IO[bytes], claimed: int | None) -> None:
    """Append the body to the part, if it follows what is there and does not go beyond what was announced."""
    here = desk.offset_of(photo, parts.blobs)
    if claimed is None and here:
        return  # announced again: the answer tells how much is here, and the client goes on from there
    if claimed is not None and claimed != here:
        raise wrong_offset(here)
    if (request.content_length or 0) > photo.bytes - here:
        raise Refusal(ProblemCode.TOO_LARGE, "More bytes came than were announced.")
    append_all(part, body(photo.bytes - here))


def body(most: int) -> Iterator[bytes]:
    """Give the body as it comes, until it ends, breaks off, stalls, or is as long as announced."""
    try:
        while most > 0 and (chunk := request.stream.read(min(CHUNK, most))):
            most -= len(chunk)
            yield chunk
    except (ClientDisconnected, TimeoutError, ConnectionError):
        return  # what has arrived is kept; the client asks by HEAD where to go on


def progress(parts: Backend, photo: Photo) -> Response:
    """Say how much is here, and, where it is all, the server's own hash of it."""
    words = {UPLOAD_OFFSET: str(desk.offset_of(photo, parts.blobs)), UPLOAD_LENGTH: str(photo.bytes)}
    if photo.stored_us is not None:
        words[SHA256_HEADER] = photo.sha256
    return Response(status=HTTPStatus.NO_CONTENT, headers=words)
