"""`inspector detect`: look for damage in photo files."""

import argparse
import json
from pathlib import Path
from typing import Any

from inspector_app.core.errors import InputError, StorageError
from inspector_app.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the photos, where the answer goes, and how weak a finding may be."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="photos, or folders of photos")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything to FILE; without it a table")
    parser.add_argument("--min-confidence", type=_share, default=0.01, metavar="SHARE", help="0 to 1, default 0.01")


def act(args: argparse.Namespace) -> int:
    """Look; return 3 if some photo could not be read."""
    from inspector_app.app.detecting import detect_all

    told = detect_all(read_settings(), args.paths, args.min_confidence)
    if args.json:
        keep(args.json.resolve(), json.dumps(told, indent=1).encode())
    else:
        _print_table(told)
    return 3 if any("error" in photo for photo in told["photos"]) else 0


def keep(path: Path, data: bytes) -> None:
    """Write the answer's file; raises InputError `file_unwritable`, or StorageError `disk_full`."""
    from inspector_app.store import write_durably

    try:
        write_durably(path, data, mode=0o666)
    except StorageError as error:
        if error.code == "disk_full":
            raise
        raise InputError("file_unwritable", name=path.name) from error


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("between 0 and 1")
    return share


def _print_table(told: dict[str, Any]) -> None:
    print(f"model {told['model']['id']} {told['model']['sha256'][:12]}")
    for photo in told["photos"]:
        if "error" in photo:
            print(f"{photo['path']}: {photo['error']}")
            continue
        print(f"{photo['path']}: {photo['width']} x {photo['height']}, {photo['milliseconds']:.0f} ms")
        for found in photo["findings"]:
            mark = "*" if found["shown"] else " "
            print(f"  {mark} {found['confidence']:6.1%}  {found['label']:<13} {found['box']}")
