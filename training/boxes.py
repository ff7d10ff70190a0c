"""From a network's raw output to findings: the best class of each cell, then suppression within a class."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from training.data import Floats
from training.metrics import Ints

LEAST_SCORE: Final = 0.01
OVERLAP: Final = 0.55
MOST: Final = 100


def picked(boxes: Floats, scores: Floats, least: float = LEAST_SCORE) -> tuple[Floats, Floats, Ints]:
    """Return boxes, scores and classes over a score, best first, overlapping ones of a class removed."""
    labels, best = scores.argmax(1), scores.max(1)
    keep = best >= least
    boxes, best, labels = boxes[keep], best[keep], labels[keep].astype(np.int64)
    if len(best) == 0:
        return boxes.reshape(-1, 4), best, labels
    sides = np.concatenate([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]], 1)
    chosen = cv2.dnn.NMSBoxesBatched(sides.tolist(), best.tolist(), labels.tolist(), least, OVERLAP)
    order = np.asarray(chosen, np.int64).reshape(-1)
    order = order[np.argsort(-best[order], kind="stable")][:MOST]
    return boxes[order], best[order], labels[order]
