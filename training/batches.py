"""Which photos an epoch shows, in which order, and how they become batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.augment import Load, Sample, mosaic, negative, relit, single
from training.data import Floats, Photo


@dataclass(frozen=True)
class Mix:
    """How often an epoch shows mosaics and pictures without damage."""

    mosaic: float
    negative: float


@dataclass(frozen=True)
class Batch:
    """Pictures as NHWC floats 0-255, and per picture rows of (class, x1, y1, x2, y2)."""

    pixels: Floats
    targets: tuple[Floats, ...]


def weights(photos: Sequence[Photo]) -> NDArray[np.float64]:
    """Show photos of rare classes more often: by the square root of the rarest class on the photo."""
    counts = Counter(label for photo in photos for label in set(photo.labels().tolist()))
    most = max(counts.values(), default=1)
    rare = [max((most / counts[label] for label in photo.labels().tolist()), default=1.0) for photo in photos]
    share = np.minimum(np.sqrt(np.array(rare, np.float64)), 2.0)
    return np.asarray(share / share.sum(), np.float64)


def _target(sample: Sample) -> Floats:
    """Return a sample's marks as rows of (class, x1, y1, x2, y2)."""
    rows = [np.concatenate([[mark.label], mark.box]) for mark in sample.marks]
    return np.array(rows, np.float32).reshape(-1, 5)


def draw(rng: Generator, photos: Sequence[Photo], first: int, load: Load, side: int, mix: Mix) -> Sample:
    """Make one training picture around the photo at place first."""
    kind = rng.random()
    sample: Sample | None = None
    if kind < mix.negative:
        sample = negative(rng, photos[first], load, side)
    elif kind < mix.negative + mix.mosaic:
        others = [photos[int(i)] for i in rng.integers(0, len(photos), 3)]
        sample = mosaic(rng, [photos[first], *others], load, side)
    return sample or single(rng, photos[first], load, side)


def epoch(rng: Generator, photos: Sequence[Photo], load: Load, side: int, size: int, mix: Mix) -> Iterator[Batch]:
    """Yield an epoch's batches; a generator in the same state gives the same batches."""
    order = rng.choice(len(photos), size=len(photos), replace=True, p=weights(photos))
    for start in range(0, len(order) - size + 1, size):
        samples = [draw(rng, photos, int(i), load, side, mix) for i in order[start : start + size]]
        pixels = np.stack([relit(rng, sample.pixels) for sample in samples]).astype(np.float32)
        yield Batch(pixels, tuple(_target(sample) for sample in samples))
