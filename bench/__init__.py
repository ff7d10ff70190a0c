"""What Walkaround costs: each module prints a table of ratios and times, and writes it as JSON where asked."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Figure = Mapping[str, str | float]
"""`name`, `value` and `unit`."""


def tell(figures: Sequence[Figure], file: Path | None = None) -> None:
    """Print the figures as a table; with a file also write them there as {"figures": [...]}."""
    for figure in figures:
        value = figure["value"]
        told = f"{value:.3f}" if isinstance(value, float) else value
        print(f"{figure['name']:<42} {told:>12} {figure['unit']}")
    if file:
        file.write_text(json.dumps({"figures": list(figures)}, indent=1) + "\n", encoding="utf-8")
