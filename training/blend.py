"""Mix a trained network with the one it began from: what was learned anew, without all that was forgotten."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch

from training import checkpoint, weights
from training.data import read_split
from training.network import Detector
from training.train import cached, look, measured, merit

SHARES: Final = (0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Candidate:
    """One mixture, and what it reached on val."""

    source: str
    share: float
    merit: float
    figures: dict[str, float]


def mixed(old: Detector, new: Detector, share: float) -> Detector:
    """Return a network whose weights lie between the old and the new ones."""
    out = copy.deepcopy(old)
    with torch.no_grad():
        for mine, other in zip(out.parameters(), new.parameters(), strict=True):
            mine.lerp_(other, share)
    return out


def _mixtures(runs: Path, start: Path) -> Iterator[tuple[str, float, Detector]]:
    """Yield the mixtures of the start with the run's last network and with its running average."""
    found = checkpoint.load(runs / "last.pt")
    if found is None:
        raise SystemExit("There is no run to blend.")
    old = Detector()
    weights.start(old, start)
    for source in ("average", "model"):
        new = Detector()
        new.load_state_dict(found[1][source])
        for share in SHARES:
            yield source, share, mixed(old, new, share)


def blend(data: Path, runs: Path, start: Path, side: int, limit: int | None = None) -> dict[str, Any]:
    """Measure each mixture on val and keep the best as the run's network."""
    torch.set_num_threads(1)
    val, load, best = read_split(data, "val.json")[:limit], cached(), -1.0
    tried = []
    for source, share, network in _mixtures(runs, start):
        figures = measured(look(network, val, load, side))
        tried.append(Candidate(source, share, merit(figures), figures))
        print(f"{source} {share}: {tried[-1].merit:.4f}", flush=True)
        if tried[-1].merit > best:
            best = tried[-1].merit
            checkpoint.write_whole(runs / "best.pt", network.state_dict())
    facts = {
        "start": start.name,
        "chosen": asdict(max(tried, key=lambda c: c.merit)),
        "tried": [asdict(c) for c in tried],
    }
    (runs / "blend.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
    return facts
