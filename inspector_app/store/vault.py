"""The vault: sealed files by the hash of their plain bytes, whole or not there at all."""

import os
import re
import uuid
from pathlib import Path
from typing import Final

from inspector_app.core.canonical import sha256_of
from inspector_app.core.errors import StorageError
from inspector_app.core.ids import Sha256
from inspector_app.core.ports import Sealer
from inspector_app.store.durable import ASIDE, durable_replace, sync_folder, write_aside
from inspector_app.store.trouble import disk_told_plainly

SUFFIX: Final = ".wr"
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class Vault:
    """Photos and thumbnails of one profile folder, under `vault/ab/abcd….wr`. Safe from any lane."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._root = folder / "vault"
        self._aside = self._root / "aside"
        self._sealer = sealer
        self._make_folders()
        self._clear_aside()

    def put(self, data: bytes) -> Sha256:
        """Keep bytes durably and return their hash; raises StorageError `disk_full` or `disk_trouble`."""
        sha256 = sha256_of(data)
        path = self._path(sha256)
        if path.exists() and self._holds(sha256):
            sync_folder(path.parent)  # another lane may have given it its name a moment ago
            return sha256
        aside = self._aside / f"{os.getpid()}-{uuid.uuid4().hex}{ASIDE}"
        write_aside(aside, self._sealer.seal(data, _place(sha256)))
        durable_replace(aside, path)
        return sha256

    def get(self, sha256: Sha256) -> bytes:
        """Return the bytes; raises StorageError `photo_lost` or `photo_corrupt`."""
        if not _HASH.fullmatch(sha256):
            raise StorageError("photo_lost", photo=sha256[:12])
        with disk_told_plainly():
            try:
                sealed = self._path(sha256).read_bytes()
            except FileNotFoundError:
                raise StorageError("photo_lost", photo=sha256[:12]) from None
        try:
            data = self._sealer.open(sealed, _place(sha256))
        except StorageError:
            raise StorageError("photo_corrupt", photo=sha256[:12]) from None
        if sha256_of(data) != sha256:
            raise StorageError("photo_corrupt", photo=sha256[:12])
        return data

    def _holds(self, sha256: Sha256) -> bool:
        """Whether the file that is there opens to these bytes; a damaged one is written anew."""
        try:
            self.get(sha256)
        except StorageError:
            return False
        return True

    def _path(self, sha256: Sha256) -> Path:
        return self._root / sha256[:2] / f"{sha256}{SUFFIX}"

    def _make_folders(self) -> None:
        """Make all folders at once and durably, so that no photo has to wait for its folder."""
        with disk_told_plainly():
            self._aside.mkdir(parents=True, exist_ok=True)
            for number in range(256):
                (self._root / f"{number:02x}").mkdir(exist_ok=True)
        sync_folder(self._root)
        sync_folder(self._root.parent)

    def _clear_aside(self) -> None:
        """Take away what an earlier process left half written."""
        with disk_told_plainly():
            for stale in self._aside.glob(f"*{ASIDE}"):
                if not stale.name.startswith(f"{os.getpid()}-"):
                    stale.unlink(missing_ok=True)


def _place(sha256: Sha256) -> bytes:
    return b"vault/" + sha256.encode()
