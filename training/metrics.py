"""How good a detector is: average precision, recall at a price of false alarms, and intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.data import Floats

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]
MIN_MARKS: Final = 1


@dataclass(frozen=True)
class Seen:
    """What a detector found on one photo, beside what is marked there."""

    unit: str
    boxes: Floats
    scores: Floats
    labels: Ints
    true_boxes: Floats
    true_labels: Ints

    def only(self, label: int | None) -> Seen:
        """Keep one class; None takes all classes as one kind, "damage"."""
        if label is None:
            return Seen(self.unit, self.boxes, self.scores, self.labels * 0, self.true_boxes, self.true_labels * 0)
        a, b = self.labels == label, self.true_labels == label
        return Seen(self.unit, self.boxes[a], self.scores[a], self.labels[a], self.true_boxes[b], self.true_labels[b])


def iou(a: Floats, b: Floats) -> Floats:
    """Return intersection over union of every box of a with every box of b."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    both = np.clip(high - low, 0, None).prod(-1)
    area_a, area_b = (a[:, 2:] - a[:, :2]).prod(-1), (b[:, 2:] - b[:, :2]).prod(-1)
    return np.asarray(both / np.maximum(area_a[:, None] + area_b[None] - both, 1e-9), np.float32)


def hits(seen: Seen, least: float) -> NDArray[np.bool_]:
    """Tell for each finding, best first, whether it is the first on a mark of its class."""
    order = np.argsort(-seen.scores, kind="stable")
    good = np.zeros(len(order), bool)
    if len(seen.true_boxes) == 0 or len(order) == 0:
        return good
    fit = iou(seen.boxes, seen.true_boxes) * (seen.labels[:, None] == seen.true_labels[None])
    free = np.ones(len(seen.true_boxes), bool)
    for place, index in enumerate(order):
        best = int(np.argmax(fit[index] * free))
        if free[best] and fit[index, best] >= least:
            free[best], good[place] = False, True
    return good


@dataclass(frozen=True)
class Ranked:
    """One photo's findings in falling order, each a hit or not, and the number of marks."""

    scores: Floats
    good: NDArray[np.bool_]
    marks: int


def ranked(photos: Sequence[Seen], label: int | None, least: float) -> list[Ranked]:
    """Match every photo once, so that resampling is cheap."""
    parts = [photo.only(label) for photo in photos]
    return [Ranked(-np.sort(-part.scores), hits(part, least), len(part.true_boxes)) for part in parts]


def _curve(rows: Sequence[Ranked]) -> tuple[Doubles, Doubles, Doubles]:
    """Return recall, precision and false alarms a photo, along the falling score."""
    scores = np.concatenate([row.scores for row in rows])
    good = np.concatenate([row.good for row in rows])[np.argsort(-scores, kind="stable")]
    caught, wrong = np.cumsum(good), np.cumsum(~good)
    marks = max(sum(row.marks for row in rows), 1)
    return caught / marks, caught / np.maximum(caught + wrong, 1), wrong / len(rows)


def average_precision(rows: Sequence[Ranked]) -> float:
    """Return the area under the precision envelope; nan where nothing is marked."""
    if sum(row.marks for row in rows) < MIN_MARKS:
        return float("nan")
    recall, precision, _ = _curve(rows)
    if len(recall) == 0:
        return 0.0
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall, prepend=0.0) * envelope))


def recall_at(rows: Sequence[Ranked], false_alarms: float) -> float:
    """Return the recall reached while false alarms a photo stay within a price."""
    recall, _, wrong = _curve(rows)
    within = recall[wrong <= false_alarms]
    return float(within[-1]) if len(within) else 0.0


def mean_ap(photos: Sequence[Seen], classes: int, least: float) -> float:
    """Return the mean of the classes' average precision."""
    values = [average_precision(ranked(photos, label, least)) for label in range(classes)]
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def interval(
    photos: Sequence[Seen], measure: Callable[[Sequence[int]], float], rounds: int = 400, seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % interval of a measure when vehicle episodes are drawn again with replacement."""
    rng = np.random.default_rng(seed)
    units: dict[str, list[int]] = {}
    for place, photo in enumerate(photos):
        units.setdefault(photo.unit, []).append(place)
    groups = list(units.values())
    values = []
    for _ in range(rounds):
        drawn = rng.integers(0, len(groups), len(groups))
        values.append(measure([place for index in drawn for place in groups[int(index)]]))
    known = [value for value in values if not np.isnan(value)]
    low, high = np.percentile(known, [2.5, 97.5]) if known else (float("nan"), float("nan"))
    return float(low), float(high)
