"""`inspector sync`: send what waits for the server."""

import argparse

from inspector_app.cli.password import ask_password
from inspector_app.cli.status import show
from inspector_app.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how long to go on, and the form of the answer."""
    parser.add_argument("--once", action="store_true", required=True, help="until nothing is due, then stop")
    parser.add_argument("--json", action="store_true", help="as JSON")


def act(args: argparse.Namespace) -> int:
    """Send; return 4 if something still waits or is stuck."""
    from inspector_app.app.headless import ask_window, headless_desk, sync_now

    settings = read_settings()
    told = ask_window(settings, "sync")
    if told is None:
        with headless_desk(settings, ask_password) as desk:
            told = sync_now(desk)
    show(told, as_json=args.json)
    queue = told.get("queue", {})
    return 4 if queue.get("waiting") or queue.get("stuck") or queue.get("paused") else 0
