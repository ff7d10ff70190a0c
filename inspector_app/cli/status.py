"""`inspector status`: say who is signed in and what waits for the server."""

import argparse
import json
from typing import Any

from inspector_app.cli.password import ask_password
from inspector_app.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the form of the answer."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def act(args: argparse.Namespace) -> int:
    """Ask the open window, or look into the profile; print what is there."""
    from inspector_app.app.headless import ask_window, headless_desk, status_of

    settings = read_settings()
    told = ask_window(settings, "status")
    if told is None:
        with headless_desk(settings, ask_password) as desk:
            told = status_of(desk) | {"window": False}
    show(told, as_json=args.json)
    return 0


def show(told: dict[str, Any], *, as_json: bool) -> None:
    """Print a status."""
    if as_json:
        print(json.dumps(told, indent=1))
        return
    for name, value in told.items():
        words = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        print(f"{name.replace('_', ' '):<12} {words}")
