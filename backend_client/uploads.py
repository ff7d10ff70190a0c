"""Photos up the line: the tus 1.0 subset; the offset is always the server's, and so is the proof."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from backend_client.contract import (
    SHA256_HEADER,
    TUS_CONTENT_TYPE,
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
from backend_client.errors import Problem, WrongServer
from backend_client.transport import Ask, Reply, Transport

PIECE_BYTES: Final = 1024 * 1024
"""How much a resumed upload sends at once: what a cut can cost."""


@dataclass(frozen=True)
class PhotoUpload:
    """A photo's bytes and what the server is told of them."""

    photo_id: str
    appraisal_id: str
    revision: int
    sha256: str
    mime: str
    data: bytes

    def metadata(self) -> str:
        """Return the facts as tus writes them; whether they are right is the server's to say."""
        words = UploadMetadata.model_construct(
            photo_id=self.photo_id,
            appraisal_id=self.appraisal_id,
            revision=self.revision,
            sha256=self.sha256,
            mime=self.mime,
        )
        return words.encoded()


@dataclass(frozen=True)
class Held:
    """What the server says that it holds of a photo; `sha256` is its own hash once it holds all."""

    offset: int
    sha256: str = ""


class Uploads:
    """Sends photos so that each arrives once, whatever the line does."""

    def __init__(self, transport: Transport, *, piece_bytes: int = PIECE_BYTES) -> None:
        self._transport = transport
        self._piece_bytes = piece_bytes

    def send(self, photo: PhotoUpload, *, again: bool = False) -> str:
        """Send what the server still lacks and return its own hash; raises BackendError.

        `again` asks first what an earlier attempt has left there, and sends no byte twice.
        """
        held = self.held(photo.photo_id) if again else None
        held = held or self._create(photo)
        if held.offset < len(photo.data):
            held = self._finished(photo, held)
        if not held.sha256:
            held = self._asked(photo.photo_id)
        if not held.sha256:
            raise WrongServer(200, "a whole upload without a hash")
        return held.sha256

    def held(self, photo_id: str) -> Held | None:
        """Ask what the server holds; None where it knows no such upload."""
        try:
            return self._asked(photo_id)
        except Problem as problem:
            if problem.status == 404:
                return None
            raise

    def _finished(self, photo: PhotoUpload, held: Held) -> Held:
        stumbled = False
        while held.offset < len(photo.data):
            try:
                held = self._append(photo, held.offset)
            except Problem as problem:
                if stumbled or problem.code != ProblemCode.WRONG_OFFSET:
                    raise
                stumbled, held = True, self._asked(photo.photo_id)
        return held

    def _create(self, photo: PhotoUpload) -> Held:
        headers = {UPLOAD_LENGTH: str(len(photo.data)), UPLOAD_METADATA: photo.metadata()}
        ask = Ask("POST", UPLOADS, frozenset({201}), photo.data, photo.photo_id, _tus(headers))
        reply = self._transport.call(ask)
        if urlsplit(reply.headers.get("Location", "")).path != upload_path(photo.photo_id):
            raise WrongServer(reply.status, "another upload's location")
        return _held(reply)

    def _append(self, photo: PhotoUpload, offset: int) -> Held:
        piece = photo.data[offset : offset + self._piece_bytes]
        headers = _tus({UPLOAD_OFFSET: str(offset)})
        reply = self._transport.call(
            Ask("PATCH", upload_path(photo.photo_id), frozenset({204}), piece, headers=headers)
        )
        held = _held(reply)
        if not offset < held.offset <= len(photo.data):
            raise WrongServer(reply.status, "an offset that does not follow")
        return held

    def _asked(self, photo_id: str) -> Held:
        ask = Ask("HEAD", upload_path(photo_id), frozenset({200, 204}), headers={TUS_HEADER: TUS_VERSION})
        return _held(self._transport.call(ask))


def _tus(headers: dict[str, str]) -> dict[str, str]:
    return {TUS_HEADER: TUS_VERSION, "Content-Type": TUS_CONTENT_TYPE} | headers


def _held(reply: Reply) -> Held:
    offset = reply.headers.get(UPLOAD_OFFSET, "")
    if reply.headers.get(TUS_HEADER) != TUS_VERSION or not offset.isdecimal():
        raise WrongServer(reply.status, "not a tus answer")
    return Held(int(offset), reply.headers.get(SHA256_HEADER, ""))
