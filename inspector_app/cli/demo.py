"""`inspector demo`: play the main job from photo to hammer, checked step by step."""

import argparse
from pathlib import Path

from inspector_app.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the output goes and whether the windows stay."""
    parser.add_argument("--output", type=Path, default=Path("demo-output"), help="folder for report and screenshots")
    parser.add_argument("--close", action="store_true", help="close the windows at the end, also with a display")


def act(args: argparse.Namespace) -> int:
    """Play; return 0 only if every step's result was right."""
    from inspector_app.demo.play import play

    return play(read_settings(), args.output, stay=not args.close)
