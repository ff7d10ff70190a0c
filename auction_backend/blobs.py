"""Photos on disk: parts as they arrive, then content-addressed files, one folder a dealership."""

import errno
import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from auction_backend.refusals import Refusal
from backend_client.contract import ProblemCode

CHUNK = 1 << 16
"""How much is read at once: what a line that breaks off can cost."""


class BlobStore:
    """Where bytes are kept; every name is made of checked ids and hashes, never of a client's words."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def part(self, dealership_id: str, photo_id: str) -> Path:
        """Return the file into which an upload grows."""
        return self._folder / "parts" / dealership_id / f"{photo_id}.part"

    def blob(self, dealership_id: str, sha256: str) -> Path:
        """Return the file of a stored photo."""
        return self._folder / "photos" / dealership_id / sha256[:2] / sha256

    def offset(self, dealership_id: str, photo_id: str) -> int:
        """Return how much of an upload has arrived: the real size of its part."""
        try:
            return self.part(dealership_id, photo_id).stat().st_size
        except FileNotFoundError:
            return 0

    def open_part(self, dealership_id: str, photo_id: str) -> IO[bytes]:
        """Open an upload's part so that it can grow."""
        path = self.part(dealership_id, photo_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("ab")

    def is_part(self, file: IO[bytes], dealership_id: str, photo_id: str) -> bool:
        """Tell whether an open file is still this upload's part, and not a photo that was kept meanwhile."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), self.part(dealership_id, photo_id).stat())
        except FileNotFoundError:
            return False

    def parts(self) -> list[Path]:
        """Return the parts of all uploads that have begun and not ended."""
        return list((self._folder / "parts").glob("*/*.part"))

    def rested_s(self, part: Path) -> float:
        """Return for how many seconds a part has not grown; none where it is gone."""
        try:
            return time.time() - part.stat().st_mtime
        except FileNotFoundError:
            return 0.0

    def discard_part(self, dealership_id: str, photo_id: str) -> None:
        """Forget what has arrived of an upload."""
        self.part(dealership_id, photo_id).unlink(missing_ok=True)

    def keep(self, dealership_id: str, photo_id: str, sha256: str) -> None:
        """Move a complete part to its place for ever: bytes, name and folder are on the disk when this returns."""
        part, blob = self.part(dealership_id, photo_id), self.blob(dealership_id, sha256)
        blob.parent.mkdir(parents=True, exist_ok=True)
        sync_file(part)
        part.replace(blob)
        for folder in (blob.parent, blob.parent.parent, blob.parent.parent.parent):
            sync_folder(folder)


def append_all(file: IO[bytes], chunks: Iterable[bytes]) -> int:
    """Write all chunks to the end of a part and return how many bytes came; a full disk is refused in words."""
    written = 0
    try:
        for chunk in chunks:
            file.write(chunk)
            written += len(chunk)
        file.flush()
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise Refusal(ProblemCode.STORAGE_FULL, "The server has no room for this photo now.") from error
        raise
    return written


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_file(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where the system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
