"""Trouble with the disk, told in codes; our own mistakes pass as they are."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from inspector_app.core.errors import StorageError

OURS: Final = ("SQLITE_ERROR", "SQLITE_MISUSE", "SQLITE_RANGE", "SQLITE_MISMATCH")
"""What a mistake in our SQL looks like."""
FULL: Final = frozenset({"SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"})
"""No room: the disk, the quota, or the largest file that is allowed here."""
FULL_ERRNO: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what a database file can do to us into StorageError `disk_full` or `disk_trouble`."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError):
        raise
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", OURS[0])
        if name in OURS:
            raise
        raise _full() if name in FULL else _trouble(str(error)) from error


@contextmanager
def disk_told_plainly() -> Iterator[None]:
    """Turn what the disk can do to a file into StorageError `disk_full` or `disk_trouble`."""
    try:
        yield
    except OSError as error:
        raise _full() if error.errno in FULL_ERRNO else _trouble(error.strerror or type(error).__name__) from error


def _full() -> StorageError:
    return StorageError("disk_full")


def _trouble(reason: str) -> StorageError:
    return StorageError("disk_trouble", reason=reason)
