"""A file is written aside and then takes its place: never half of one."""

import errno
import os
import tempfile
from pathlib import Path

from inspector_app.core.errors import StorageError


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes in a file, durably; raises StorageError `disk_full` or `file_unwritable`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise StorageError("disk_full" if full else "file_unwritable", name=path.name) from error


def _replace(path: Path, data: bytes) -> None:
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.chmod(0o644)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
