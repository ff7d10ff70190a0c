"""Which of many overlapping boxes stay: the strongest of each class."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def _overlaps(box: Floats, others: Floats) -> Floats:
    """Return intersection over union of one box with each of the others."""
    low = np.maximum(box[:2], others[:, :2])
    high = np.minimum(box[2:], others[:, 2:])
    both = np.clip(high - low, 0.0, None).prod(1)
    area = (box[2:] - box[:2]).prod()
    areas = (others[:, 2:] - others[:, :2]).prod(1)
    return np.asarray(both / np.maximum(area + areas - both, 1e-9), np.float32)


def _of_class(boxes: Floats, places: Ints, overlap: float) -> list[int]:
    """Return which of one class's boxes stay; places come strongest first."""
    kept = []
    while len(places):
        kept.append(int(places[0]))
        rest = places[1:]
        places = rest[_overlaps(boxes[places[0]], boxes[rest]) <= overlap]
    return kept


def strongest(boxes: Floats, scores: Floats, *, floor: float, overlap: float, most: int) -> tuple[Ints, Ints]:
    """Return the places and classes of the boxes that stay, strongest first; equal scores keep their order."""
    labels, best = scores.argmax(1), scores.max(1)
    sound = np.isfinite(boxes).all(1) & np.isfinite(best) & (best >= floor)
    places = np.flatnonzero(sound)
    places = places[np.argsort(-best[places], kind="stable")]
    kept = [_of_class(boxes, places[labels[places] == label], overlap) for label in np.unique(labels[places])]
    flat = np.array([place for group in kept for place in group], np.int64)
    flat = flat[np.lexsort((flat, -best[flat]))][:most]
    return flat, labels[flat].astype(np.int64)
