"""Whether there is a screen to open a window on, asked before Qt is: without one, Qt ends the program."""

import os
import sys
from collections.abc import MutableMapping
from typing import Final

SCREENLESS: Final = frozenset({"offscreen", "minimal"})
NEEDED: Final = ("DISPLAY", "WAYLAND_DISPLAY")


def has_display(environment: MutableMapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Return whether a window would be seen: Windows and macOS always have a screen, Linux names its own."""
    if environment.get("QT_QPA_PLATFORM", "").split(":")[0] in SCREENLESS:
        return False
    return system != "linux" or any(environment.get(name) for name in NEEDED)


def draw_off_screen_without(environment: MutableMapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Let Qt draw in memory where there is no screen; return whether there is one."""
    is_there = has_display(environment, system)
    if not is_there and environment.get("QT_QPA_PLATFORM", "").split(":")[0] not in SCREENLESS:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return is_there
