"""From scores to honest confidence, and the thresholds that follow; fitted on val alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.data import LABELS, Floats
from training.metrics import Doubles, Ints, Seen, hits

FIT_OVERLAP: Final = 0.5
RIDGE: Final = 4.0
FEW: Final = 20
CAUTION: Final = 0.5
SURE_PRECISION: Final = 0.6
EDGE: Final = 1e-6


@dataclass(frozen=True)
class Calibration:
    """confidence = logistic(slope x logit(score) + the class's offset)."""

    slope: float
    offsets: tuple[float, ...]

    def __call__(self, scores: Floats, labels: Ints) -> Floats:
        """Return the confidence of findings."""
        power = self.slope * logit(scores) + np.array(self.offsets)[labels]
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(power, -30, 30))), np.float32)

    def applied(self, photos: Sequence[Seen]) -> list[Seen]:
        """Return the same findings with their confidence in place of the raw score."""
        return [replace(photo, scores=self(photo.scores, photo.labels)) for photo in photos]


def logit(scores: Floats) -> Doubles:
    """Return the log odds of scores."""
    inner = np.clip(scores.astype(np.float64), EDGE, 1 - EDGE)
    return np.log(inner / (1 - inner))


def outcomes(photos: Sequence[Seen], least: float = FIT_OVERLAP) -> tuple[Floats, Ints, NDArray[np.bool_]]:
    """Return all findings' scores and classes, and whether each is right (same class, box overlap)."""
    orders = [np.argsort(-photo.scores, kind="stable") for photo in photos]
    scores = np.concatenate([photo.scores[order] for photo, order in zip(photos, orders, strict=True)])
    labels = np.concatenate([photo.labels[order] for photo, order in zip(photos, orders, strict=True)])
    return scores, labels, np.concatenate([hits(photo, least) for photo in photos])


def fitted(photos: Sequence[Seen], classes: int = len(LABELS), rounds: int = 50) -> Calibration:
    """Fit slope and offsets by Newton's method; a class with few findings leans on the common offset."""
    scores, labels, right = outcomes(photos)
    design = np.concatenate([logit(scores)[:, None], np.ones((len(scores), 1)), np.eye(classes)[labels]], 1)
    penalty = np.diag([1e-6, 1e-6, *([RIDGE] * classes)])
    weights = np.array([1.0, 0.0, *([0.0] * classes)])
    for _ in range(rounds):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (chance - right) + penalty @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        weights = weights - np.linalg.solve(curve, slope)
    return Calibration(float(weights[0]), tuple(float(weights[1] + offset) for offset in weights[2:]))


def expected_error(confidence: Floats, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins."""
    if len(confidence) == 0:
        return 0.0
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[place == b].mean() - right[place == b].mean()) * (place == b).mean() for b in set(place.tolist())
    ]
    return float(sum(gaps))


def best_threshold(confidence: Floats, right: NDArray[np.bool_], marks: int, caution: float = CAUTION) -> float:
    """Return the threshold with the best F-measure, where precision weighs more than recall."""
    order = np.argsort(-confidence, kind="stable")
    caught, taken = np.cumsum(right[order]), np.arange(1, len(order) + 1)
    beta = caution * caution
    measure = (1 + beta) * caught / (taken + beta * max(marks, 1))
    return float(confidence[order][int(np.argmax(measure))]) if len(order) else 1.0


def thresholds(photos: Sequence[Seen], classes: int = len(LABELS)) -> list[float]:
    """Return each class's shown threshold; a class with few marks takes the one of all classes together."""
    scores, labels, right = outcomes(photos)
    marks = np.bincount(np.concatenate([photo.true_labels for photo in photos]), minlength=classes)
    common = best_threshold(scores, right, int(marks.sum()))
    own = [best_threshold(scores[labels == k], right[labels == k], int(marks[k])) for k in range(classes)]
    return [common if marks[k] < FEW else own[k] for k in range(classes)]


def lowest_with_precision(confidence: Floats, right: NDArray[np.bool_], precision: float, least: int = 15) -> float:
    """Return the lowest threshold over which the findings are right this often; 1 where none is."""
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((share >= precision) & (np.arange(len(order)) + 1 >= least))
    return float(confidence[order][good[-1]]) if len(good) else 1.0
