"""Hold the tests to their reach: 86 % of all code, and 90 % of the branches of core, rules and sync.

Usage: python -m tools.check_coverage coverage.json   (made by `coverage json`; exit status 1 below a floor)
"""

import fnmatch
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ALL = 86.0
BRANCHES = 90.0
GROUPS: dict[str, tuple[str, ...]] = {
    "core": ("inspector_app/core/*",),
    "rules": ("auction_backend/rules*",),
    "sync": ("inspector_app/services/sync*", "inspector_app/core/outbox*"),
}

Report = Mapping[str, Any]


def summaries(report: Report, patterns: Iterable[str]) -> list[Mapping[str, float]]:
    """Return the figures of every file that one of the patterns names."""
    wanted = tuple(patterns)
    named = {name.replace("\\", "/"): entry["summary"] for name, entry in report["files"].items()}
    return [figures for name, figures in named.items() if any(fnmatch.fnmatch(name, pattern) for pattern in wanted)]


def branches(figures: Iterable[Mapping[str, float]]) -> float:
    """Return the share of branches taken, in percent; where there is no branch, all were taken."""
    listed = list(figures)
    total = sum(entry["num_branches"] for entry in listed)
    return 100.0 * sum(entry["covered_branches"] for entry in listed) / total if total else 100.0


def shortfalls(report: Report) -> list[str]:
    """Return a sentence for each floor that is not reached."""
    short = []
    everything = float(report["totals"]["percent_covered"])
    if everything < ALL:
        short.append(f"all: {everything:.1f} % is under {ALL:g} %")
    for group, patterns in GROUPS.items():
        figures = summaries(report, patterns)
        if not figures:
            short.append(f"{group}: no file of it was measured")
        elif (share := branches(figures)) < BRANCHES:
            short.append(f"{group}: {share:.1f} % of the branches is under {BRANCHES:g} %")
    return short


def main(path: str) -> int:
    """Read the report, print each figure and what falls short."""
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    print(f"all: {report['totals']['percent_covered']:.1f} %")
    for group, patterns in GROUPS.items():
        print(f"{group}: {branches(summaries(report, patterns)):.1f} % of the branches")
    short = shortfalls(report)
    print("\n".join(short) or "every floor is reached")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
