"""A training run's memory: all that is needed to go on after an interruption, written whole or not at all."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch


@dataclass
class Progress:
    """How far a run has come, and what each epoch measured."""

    epoch: int = 0
    step: int = 0
    seconds: float = 0.0
    best: float = -1.0
    best_epoch: int = -1
    start: str = ""
    history: list[dict[str, float]] = field(default_factory=list)


def write_whole(path: Path, value: object) -> None:
    """Save aside and rename, so that a kill leaves the old file."""
    aside = path.with_suffix(".part")
    torch.save(value, aside)
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(path)


def save(path: Path, progress: Progress, parts: dict[str, Any]) -> None:
    """Keep progress and the states of network, average and optimiser."""
    write_whole(path, {"progress": asdict(progress), **parts})


def load(path: Path) -> tuple[Progress, dict[str, Any]] | None:
    """Return the last state, or None where a run has not begun."""
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return Progress(**state.pop("progress")), state
