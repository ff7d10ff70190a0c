"""`inspector sync`: send what waits for the server."""

import argparse
import time
from typing import Any, Final

from inspector_app.cli.password import ask_password
from inspector_app.cli.status import show
from inspector_app.core.errors import AccessError
from inspector_app.settings import Settings, read_settings

LOOK_EVERY_S: Final = 0.5
STILL_S: Final = 10.0
"""A window whose queue has not moved for so long sends nothing more for now."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how long to go on, and the form of the answer."""
    parser.add_argument("--once", action="store_true", required=True, help="until nothing is due, then stop")
    parser.add_argument("--json", action="store_true", help="as JSON")


def act(args: argparse.Namespace) -> int:
    """Send; return 4 if something still waits or is stuck."""
    from inspector_app.app.headless import headless_desk, sync_now

    settings = read_settings()
    told = by_window(settings)
    if told is None:
        with headless_desk(settings, ask_password) as desk:
            told = sync_now(desk)
    show(told, as_json=args.json)
    queue = told.get("queue", {})
    return 4 if queue.get("waiting") or queue.get("stuck") or queue.get("paused") else 0


def by_window(settings: Settings) -> dict[str, Any] | None:
    """Let the open window send, and return how it stands when no more is sent; None where no window is open.

    Raises AccessError `window_locked` where nobody has unlocked it.
    """
    from inspector_app.app.headless import ask_window

    told = ask_window(settings, "sync")
    if told is not None and told.get("locked"):
        raise AccessError("window_locked")
    moved_at = time.monotonic()
    while told and told.get("queue", {}).get("waiting") and time.monotonic() - moved_at < STILL_S:
        time.sleep(LOOK_EVERY_S)
        now = ask_window(settings, "status") or told
        moved_at = time.monotonic() if now != told else moved_at
        told = now
    return told
