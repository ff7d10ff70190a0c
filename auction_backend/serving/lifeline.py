"""A process that ends when its parent does, so that none is left behind."""

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable

EVERY_S = 0.5


def on_parent_death(parent: int, act: Callable[[], object]) -> None:
    """Watch the parent from a thread of its own, and act once when it is gone."""
    watch = wait_by_handle if sys.platform == "win32" else wait_by_polling
    threading.Thread(target=lambda: (watch(parent), act()), name="lifeline", daemon=True).start()


def wait_by_polling(parent: int) -> None:
    """Return when this process has another parent than it began with."""
    while os.getppid() == parent:
        time.sleep(EVERY_S)


def wait_by_handle(parent: int) -> None:
    """Return when the process of this id has ended (Windows)."""
    if sys.platform == "win32":
        synchronize, for_ever = 0x00100000, 0xFFFFFFFF
        handle = ctypes.windll.kernel32.OpenProcess(synchronize, False, parent)
        if handle:
            ctypes.windll.kernel32.WaitForSingleObject(handle, for_ever)
            ctypes.windll.kernel32.CloseHandle(handle)
