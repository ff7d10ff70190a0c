"""The command `inspector`: opens the window, or does one thing and says how it went by its exit code."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Final

from inspector_app import __version__
from inspector_app.core.errors import InputError, InspectorError
from inspector_app.core.words import told
from inspector_app.settings import SettingsError

EXIT_CODES: Final = """exit codes:
  0   done
  1   not possible now; one sentence on standard error says why, and what to do
  2   the command line was wrong
  3   some photo could not be read (detect)
  4   something still waits or is stuck (sync)"""
EXAMPLES: Final = """examples:
  inspector                                  open the window
  inspector demo                             play the main job, from photos to the hammer
  inspector doctor --self-test               check this machine
  inspector detect photos/ --json out.json   look for damage in files
  inspector decode-vin 1HGCM82633A004352     say what a VIN says, without a network
  inspector status --json                    say what waits for the server
  inspector sync --once                      send what waits, once"""
COMMANDS: Final = {
    "run": "open the window (the default)",
    "demo": "play the main job and leave its report, screenshots and figures in demo-output/",
    "doctor": "check this machine: window system, cameras, model, disk, database, keyring",
    "detect": "look for damage in photo files",
    "decode-vin": "check a VIN and say what it says, without a network",
    "status": "say who is signed in and what waits for the server",
    "sync": "send what waits for the server",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["--auction-backend"]:
        return _as_backend(words[1:])
    args = _parser().parse_args(words or ["run"])
    logging.basicConfig(level=logging.DEBUG if args.verbose else logging.WARNING, format="%(levelname)s %(message)s")
    act: Callable[[argparse.Namespace], int] = args.act
    try:
        return act(args)
    except InspectorError as error:
        print(told(error), file=sys.stderr)
        return 1
    except SettingsError as error:
        print(told(InputError("settings_unreadable", name=error.name, reason=error.reason)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inspector", description="Walkaround: from photos to a condition report to a live auction.",
        epilog=f"{EXAMPLES}\n\n{EXIT_CODES}", formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--verbose", action="store_true", help="tell more on standard error")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, words in COMMANDS.items():
        module = import_module(f"inspector_app.cli.{name.replace('-', '_')}")
        sub = commands.add_parser(name, help=words, description=words.capitalize() + ".")
        module.add_arguments(sub)
        sub.set_defaults(act=module.act)
    return parser


def _as_backend(words: list[str]) -> int:
    """Be the backend: how a bundle, which has no other Python, starts the embedded server."""
    import runpy

    sys.argv = ["auction-backend", *words]
    runpy.run_module("auction_backend", run_name="__main__")
    return 0
