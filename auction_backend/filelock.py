"""A lock between processes on one machine; where the system has no such lock, SQLite's own must do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file of this name, waiting for it in turn."""
    with path.open("ab") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def try_lock(file: IO[bytes]) -> bool:
    """Take the lock on an open file until it is closed; False where somebody else holds it."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def close_to_move(file: IO[bytes]) -> None:
    """Close a file that is to be moved, where the system moves no open files; elsewhere its lock stays held."""
    if sys.platform == "win32":
        file.close()
