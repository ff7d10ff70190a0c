"""The training loop: batches, loss, running average, a checkpoint and a measure after every epoch."""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import torch
from torch import nn

from training import batches, checkpoint, weights
from training.boxes import picked
from training.checkpoint import Progress
from training.data import LABELS, TRAIN_FILES, Photo, Pixels, load_pixels, read_split
from training.loss import detection_loss
from training.metrics import Seen, average_precision, mean_ap, ranked
from training.network import Deployed, Detector

PLAIN_FROM: Final = 0.8
WARM_STEPS: Final = 60
AVERAGE: Final = 0.995
FEW: Final = 20


@dataclass(frozen=True)
class Plan:
    """What a run is asked to do."""

    data: Path
    runs: Path
    start: Path
    side: int = 416
    batch: int = 16
    epochs: int = 100
    minutes: float = 60.0
    rate: float = 4e-4
    seed: int = 1
    threads: int = 1
    limit: int | None = None


def cached() -> Callable[[Photo], Pixels]:
    """Return a loader that decodes each photo once."""
    kept: dict[Path, Pixels] = {}

    def load(photo: Photo) -> Pixels:
        """Return the photo's pixels."""
        if photo.path not in kept:
            kept[photo.path] = load_pixels(photo)
        return kept[photo.path]

    return load


def share_done(plan: Plan, progress: Progress, since: float) -> float:
    """Return how much of the run is behind us, by epochs or by minutes, whichever is further."""
    spent = progress.seconds + (time.monotonic() - since)
    return min(1.0, max(progress.epoch / plan.epochs, spent / (60.0 * plan.minutes)))


def rate_at(plan: Plan, step: int, done: float) -> float:
    """Return the learning rate: a short rise, then a cosine down to a fiftieth."""
    cosine = 0.02 + 0.98 * (1 + math.cos(math.pi * done)) / 2
    return plan.rate * min(1.0, (step + 1) / WARM_STEPS) * cosine


def averaged(average: nn.Module, model: nn.Module, step: int) -> None:
    """Move the running average a little towards the network."""
    keep = min(AVERAGE, (1 + step) / (10 + step))
    with torch.no_grad():
        for old, new in zip(average.parameters(), model.parameters(), strict=True):
            old.lerp_(new, 1 - keep)


def look(model: Detector, photos: Sequence[Photo], load: Callable[[Photo], Pixels], side: int) -> list[Seen]:
    """Run a network over photos, stretched to its side, boxes brought back to the photo's pixels."""
    network, seen = Deployed(model).eval(), []
    for photo in photos:
        pixels = load(photo)
        small = cv2.resize(pixels, (side, side), interpolation=cv2.INTER_LINEAR)
        with torch.no_grad():
            raw = network(torch.from_numpy(small).permute(2, 0, 1)[None].float())
        boxes, scores, labels = picked(raw[0][0].numpy(), raw[1][0].numpy())
        scale = np.array([pixels.shape[1], pixels.shape[0]] * 2, np.float32) / side
        seen.append(Seen(photo.unit, (boxes * scale).astype(np.float32), scores, labels, photo.boxes(), photo.labels()))
    return seen


def measured(seen: Sequence[Seen]) -> dict[str, float]:
    """Return what an epoch is judged by."""
    figures = {f"ap50_{name}": average_precision(ranked(seen, k, 0.5)) for k, name in enumerate(LABELS)}
    figures["map50"] = mean_ap(seen, len(LABELS), 0.5)
    figures["common50"] = common_ap(seen)
    figures["any50"] = average_precision(ranked(seen, None, 0.5))
    figures["any30"] = average_precision(ranked(seen, None, 0.3))
    return figures


def common_ap(seen: Sequence[Seen]) -> float:
    """Return the mean average precision of the classes with enough marks to choose an epoch by."""
    marks = np.bincount(np.concatenate([photo.true_labels for photo in seen]), minlength=len(LABELS))
    enough = [k for k in range(len(LABELS)) if marks[k] >= FEW] or list(range(len(LABELS)))
    return float(np.nanmean([average_precision(ranked(seen, k, 0.5)) for k in enough]))


def merit(figures: dict[str, float]) -> float:
    """Weigh an epoch on val: the common classes apart, any damage, and any damage with a loose box."""
    return (figures["common50"] + figures["any50"] + figures["any30"]) / 3


class Run:
    """One training run, begun or taken up again."""

    def __init__(self, plan: Plan) -> None:
        """Read the photos, make the network, take up the last checkpoint where there is one."""
        torch.set_num_threads(plan.threads)
        cv2.setNumThreads(0)
        torch.manual_seed(plan.seed)
        self.plan = plan
        self.photos = [p for file in TRAIN_FILES for p in read_split(plan.data, file)][: plan.limit]
        self.val = read_split(plan.data, "val.json")[: plan.limit]
        self.load, self.load_val = cached(), cached()
        self.model = Detector()
        self.progress = Progress(start=weights.start(self.model, plan.start))
        self.average = copy.deepcopy(self.model)
        self.optimiser = torch.optim.AdamW(self.model.parameters(), lr=plan.rate, weight_decay=0.02)
        plan.runs.mkdir(parents=True, exist_ok=True)
        self._take_up()

    def _take_up(self) -> None:
        """Go on from the last checkpoint where there is one."""
        found = checkpoint.load(self.plan.runs / "last.pt")
        if found:
            self.progress, parts = found
            self.model.load_state_dict(parts["model"])
            self.average.load_state_dict(parts["average"])
            self.optimiser.load_state_dict(parts["optimiser"])

    def _mix(self, done: float) -> batches.Mix:
        """Show mosaics at first, plain photos at the end."""
        return batches.Mix(mosaic=0.45 if done < PLAIN_FROM else 0.0, negative=0.06)

    def _step(self, batch: batches.Batch, rate: float) -> float:
        """Learn from one batch and return its loss."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        pixels = torch.from_numpy(batch.pixels).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last)
        output = self.model(pixels)
        loss = detection_loss(output, [torch.from_numpy(t) for t in batch.targets], self.plan.side)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 10.0)
        self.optimiser.step()
        averaged(self.average, self.model, self.progress.step)
        self.progress.step += 1
        return float(loss.detach())

    def epoch(self) -> None:
        """Learn for one epoch, measure on val, keep the state and the best."""
        plan, progress, began = self.plan, self.progress, time.monotonic()
        mix, rng = self._mix(share_done(plan, progress, began)), np.random.default_rng([plan.seed, progress.epoch])
        losses = [
            self._step(batch, rate_at(plan, progress.step, share_done(plan, progress, began)))
            for batch in batches.epoch(rng, self.photos, self.load, plan.side, plan.batch, mix)
        ]
        learned = time.monotonic() - began
        figures = measured(look(self.average, self.val, self.load_val, plan.side))
        progress.seconds += time.monotonic() - began
        progress.history.append({"loss": float(np.mean(losses)), "learned_s": learned, **figures})
        self._keep(merit(figures))

    def _keep(self, value: float) -> None:
        """Write the best average, then the checkpoint and the log."""
        progress = self.progress
        if value > progress.best:
            progress.best, progress.best_epoch = value, progress.epoch
            checkpoint.write_whole(self.plan.runs / "best.pt", self.average.state_dict())
        progress.epoch += 1
        parts = {"model": self.model.state_dict(), "average": self.average.state_dict()}
        checkpoint.save(self.plan.runs / "last.pt", progress, {**parts, "optimiser": self.optimiser.state_dict()})
        (self.plan.runs / "history.json").write_text(json.dumps(progress.history, indent=1), encoding="utf-8")

    def go(self) -> None:
        """Run until the epochs or the minutes are used up."""
        while share_done(self.plan, self.progress, time.monotonic()) < 1.0:
            self.epoch()
            last = self.progress.history[-1]
            told = "  ".join(f"{name} {last[name]:.3f}" for name in ("loss", "map50", "any50", "any30"))
            print(f"epoch {self.progress.epoch}  {self.progress.seconds / 60:.1f} min  {told}", flush=True)
