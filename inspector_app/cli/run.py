"""`inspector run`: open the window."""

import argparse

from inspector_app.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare nothing: settings are in the settings page, the managed file and WALKAROUND_ variables."""
    del parser


def act(_: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    from inspector_app.app.start import run

    return run(read_settings())
