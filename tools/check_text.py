"""Read every tracked text for what must not stand there: registry hosts, paths of one machine, dead links, big files.

Usage: python -m tools.check_text   (exit status 1 when something was found)
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIGGEST = 5_000_000
REGISTRIES = ("pypi", "pythonhosted", "npmjs", "debian", "pytorch", "anaconda")
HOST = re.compile(r"(?i)\b(?:[\w-]+\.)*(?:" + "|".join(REGISTRIES) + r")\.(?:org|com|net)\b")
ONE_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)[^)]*\)")
LOCK_OPTION = re.compile(r"(?m)^\s*(?:-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b|://")


def tracked() -> Iterator[tuple[str, Path]]:
    """Yield the name and the path of every tracked file that lies there."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listing.split("\0")):
        if (ROOT / name).is_file():
            yield name, ROOT / name


def text_of(path: Path) -> str:
    """Return a file's text; a binary file has none."""
    data = path.read_bytes()
    return "" if b"\0" in data[:4096] else data.decode("utf-8", errors="replace")


def findings_by_line(name: str, text: str) -> Iterator[str]:
    """Yield the places where a host or a machine's path is named."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := HOST.search(line):
            yield f"{name}:{number}: names the registry host {found.group()}"
        if ONE_MACHINE.search(line):
            yield f"{name}:{number}: a path of one machine"


def dead_links(name: str, path: Path, text: str) -> Iterator[str]:
    """Yield the links of a page that lead to no file."""
    for target in LINK.findall(text):
        if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
            yield f"{name}: the link to {target} leads nowhere"


def findings(name: str, path: Path) -> Iterator[str]:
    """Yield all that is wrong with one file."""
    if path.stat().st_size > BIGGEST:
        yield f"{name}: over {BIGGEST // 1_000_000} MB"
    text = text_of(path)
    yield from findings_by_line(name, text)
    if name.endswith(".md"):
        yield from dead_links(name, path, text)
    if name.endswith(".lock") and LOCK_OPTION.search(text):
        yield f"{name}: names where packages come from"


def main() -> int:
    """Read everything and print what was found."""
    found = [line for name, path in tracked() for line in findings(name, path)]
    print("\n".join(found) or "nothing in the texts that should not be there")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
