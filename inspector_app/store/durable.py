"""Writing so that it stays: a file is whole and on the disk before it takes its name, on every platform."""

import os
import sys
import uuid
from functools import partial
from pathlib import Path
from typing import Final

from inspector_app.store.trouble import disk_told_plainly

ASIDE: Final = ".aside"
"""How a file ends that is not yet whole."""


PRIVATE: Final = 0o600
"""What a profile keeps is its owner's alone; Windows keeps a user's folders so by itself."""


def write_durably(path: Path, data: bytes, *, mode: int = PRIVATE) -> None:
    """Write a whole file or leave the old one; raises StorageError `disk_full` or `disk_trouble`."""
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}{ASIDE}")
    write_aside(aside, data, mode=mode)
    durable_replace(aside, path)


def write_aside(aside: Path, data: bytes, *, mode: int = PRIVATE) -> None:
    """Write bytes to a new file and wait until the disk has them; nothing stays behind where that fails."""
    with disk_told_plainly():
        try:
            with open(aside, "xb", buffering=0, opener=partial(os.open, mode=mode)) as file:
                _write_all(file.fileno(), data)
                _flush(file.fileno())
        except OSError:
            aside.unlink(missing_ok=True)
            raise


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter, or make one that is there so."""
    with disk_told_plainly():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sys.platform != "win32" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)


def durable_replace(aside: Path, path: Path) -> None:
    """Give a file that is on the disk its name, and wait until the disk has the name too."""
    with disk_told_plainly():
        try:
            _replace(aside, path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has a folder's names. Windows does that with the rename itself."""
    if sys.platform == "win32":
        return
    with disk_told_plainly():
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            _flush(descriptor)
        finally:
            os.close(descriptor)


def sync_file(path: Path) -> None:
    """Wait until the disk has a file that something else wrote."""
    with disk_told_plainly(), path.open("rb+") as file:
        _flush(file.fileno())


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _flush(descriptor: int) -> None:
    """Wait until the disk itself has it: macOS's fsync alone stops at the drive's cache."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def _replace(aside: Path, path: Path) -> None:
    """Rename over what may be there; on Windows through to the disk, which os.replace does not promise."""
    if sys.platform == "win32":
        import ctypes

        replace_and_write_through = 0x1 | 0x8
        if not ctypes.windll.kernel32.MoveFileExW(str(aside), str(path), replace_and_write_through):
            raise ctypes.WinError()
    else:
        aside.replace(path)
