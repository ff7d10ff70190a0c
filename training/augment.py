"""Changes to a training photo that a new source would also bring: crop, zoom, tilt, light, mosaic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.random import Generator

from training.data import Floats, Mark, Photo, Pixels

GREY: Final = 114
MIN_VISIBLE: Final = 0.25
MIN_SIDE: Final = 3.0

Load = Callable[[Photo], Pixels]


@dataclass(frozen=True)
class Sample:
    """A picture ready for the network, with its marks moved along."""

    pixels: Pixels
    marks: tuple[Mark, ...]


def _move(rng: Generator, source: tuple[int, int], target: tuple[int, int], zoom: tuple[float, float]) -> Floats:
    """Draw a 2x3 transform: zoom, stretch, tilt, mirror, and a random place."""
    (sw, sh), (tw, th) = source, target
    scale = min(tw / sw, th / sh) * np.exp(rng.uniform(np.log(zoom[0]), np.log(zoom[1])))
    stretch = np.exp(rng.uniform(-0.29, 0.29) / 2)
    angle = np.deg2rad(rng.normal(0.0, 4.0))
    mirror = -1.0 if rng.random() < 0.5 else 1.0
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = turn @ np.diag([scale * stretch * mirror, scale / stretch])
    span = np.abs(linear) @ np.array([sw, sh])
    slack = (np.array([tw, th]) - span) / 2
    shift = np.array([tw, th]) / 2 + slack * rng.uniform(-1.0, 1.0, 2)
    offset = shift - linear @ np.array([sw / 2, sh / 2])
    return np.concatenate([linear, offset[:, None]], axis=1).astype(np.float32)


def _area(box: Floats) -> float:
    """Return a box's area."""
    return float(max(box[2] - box[0], 0.0) * max(box[3] - box[1], 0.0))


def moved_marks(marks: Sequence[Mark], move: Floats, size: tuple[int, int]) -> tuple[Mark, ...]:
    """Move the outlines along, cut them at the edge, and drop what is hardly visible."""
    kept = []
    for mark in marks:
        points = mark.points @ move[:, :2].T + move[:, 2]
        cut = Mark(mark.label, np.clip(points, 0.0, np.array(size, np.float32)).astype(np.float32))
        box = cut.box
        visible = _area(box) >= MIN_VISIBLE * _area(Mark(mark.label, points).box)
        if visible and min(box[2] - box[0], box[3] - box[1]) >= MIN_SIDE:
            kept.append(cut)
    return tuple(kept)


def placed(
    rng: Generator, pixels: Pixels, marks: Sequence[Mark], size: tuple[int, int], zoom: tuple[float, float]
) -> Sample:
    """Put a photo on a canvas of (width, height) by a random transform."""
    move = _move(rng, (pixels.shape[1], pixels.shape[0]), size, zoom)
    canvas = cv2.warpAffine(
        pixels, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(GREY, GREY, GREY)
    )
    return Sample(canvas.astype(np.uint8, copy=False), moved_marks(marks, move, size))


def relit(rng: Generator, pixels: Pixels) -> Pixels:
    """Change light, colour and sharpness the way another camera and another day would."""
    gain = rng.uniform(0.85, 1.15, 3) * rng.uniform(0.7, 1.3)
    table = 255.0 * np.power(np.arange(256) / 255.0, rng.uniform(0.75, 1.35))
    tables = np.clip(table[:, None] * gain[None, :], 0, 255).astype(np.uint8)
    out = cv2.LUT(pixels, tables.reshape(1, 256, 3))
    if rng.random() < 0.4:
        grey = cv2.cvtColor(out, cv2.COLOR_RGB2GRAY)[:, :, None].repeat(3, axis=2)
        share = float(rng.uniform(0.2, 1.0))
        out = cv2.addWeighted(out, 1.0 - share, grey, share, 0.0)
    if rng.random() < 0.15:
        out = cv2.GaussianBlur(out, (0, 0), float(rng.uniform(0.4, 1.2)))
    if rng.random() < 0.15:
        return compressed(out.astype(np.uint8, copy=False), int(rng.integers(35, 85)))
    return np.asarray(out, np.uint8)


def compressed(pixels: Pixels, quality: int) -> Pixels:
    """Return the picture after a JPEG of this quality."""
    data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def mosaic(rng: Generator, photos: Sequence[Photo], load: Load, side: int) -> Sample:
    """Lay four photos around a random centre, so that damage is seen small and in other company."""
    cx, cy = (int(side * rng.uniform(0.35, 0.65)) for _ in range(2))
    corners = [(0, 0, cx, cy), (cx, 0, side, cy), (0, cy, cx, side), (cx, cy, side, side)]
    canvas = np.full((side, side, 3), GREY, np.uint8)
    marks: list[Mark] = []
    for photo, (x1, y1, x2, y2) in zip(photos, corners, strict=True):
        part = placed(rng, load(photo), photo.marks, (x2 - x1, y2 - y1), (1.0, 2.6))
        canvas[y1:y2, x1:x2] = part.pixels
        marks += [Mark(m.label, m.points + np.array([x1, y1], np.float32)) for m in part.marks]
    return Sample(canvas, tuple(marks))


def clean_crop(rng: Generator, photo: Photo, pixels: Pixels) -> Pixels | None:
    """Cut a part of the photo that touches no mark, or give nothing where none is found."""
    height, width = pixels.shape[:2]
    boxes = photo.boxes()
    for _ in range(12):
        w, h = (int(rng.uniform(0.3, 0.7) * side) for side in (width, height))
        x, y = int(rng.integers(0, width - w + 1)), int(rng.integers(0, height - h + 1))
        apart = (boxes[:, 0] >= x + w) | (boxes[:, 2] <= x) | (boxes[:, 1] >= y + h) | (boxes[:, 3] <= y)
        if bool(apart.all()):
            return pixels[y : y + h, x : x + w]
    return None


def negative(rng: Generator, photo: Photo, load: Load, side: int) -> Sample | None:
    """Make a picture without damage from an unmarked part of a photo."""
    crop = clean_crop(rng, photo, load(photo))
    return None if crop is None else placed(rng, crop, (), (side, side), (0.9, 1.4))


def single(rng: Generator, photo: Photo, load: Load, side: int) -> Sample:
    """Show one photo whole, a little nearer or further; close-ups are brought nearer still."""
    near = 2.4 if "closeups" in photo.name else 1.7
    return placed(rng, load(photo), photo.marks, (side, side), (0.75, near))
