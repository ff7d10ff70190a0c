"""Procedural noise and the textures made of it; all arrays are linear 0 to 1."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]


def octaves(size: int, first: int, count: int, seed: int, fall: float = 0.5) -> Image:
    """Return tiling cloud-like noise with mean a half: count layers, the first with that many cells."""
    rng = np.random.default_rng(seed)
    total = np.zeros((size, size), np.float32)
    weight = 1.0
    for k in range(count):
        cells = min(first * 2**k, size)
        grid = rng.random((cells, cells), dtype=np.float32) - 0.5
        total += weight * _tiled(grid, size)
        weight *= fall
    return np.asarray(np.clip(0.5 + total / max(float(total.std()) * 5.0, 1e-6), 0, 1), dtype=np.float32)


def _tiled(grid: Image, size: int) -> Image:
    padded = np.pad(grid, 2, mode="wrap")
    step = size / grid.shape[0]
    at = (np.arange(size, dtype=np.float32) + 0.5) / step + 1.5
    x, y = np.meshgrid(at, at)
    return np.asarray(cv2.remap(padded, x, y, cv2.INTER_CUBIC), dtype=np.float32)


def speckle(size: int, blur: float, seed: int) -> Image:
    """Return fine grains with mean nought and deviation one."""
    rng = np.random.default_rng(seed)
    grain = rng.standard_normal((size, size)).astype(np.float32)
    edge = 8
    soft = cv2.GaussianBlur(np.pad(grain, edge, mode="wrap"), (0, 0), blur)[edge:-edge, edge:-edge] if blur else grain
    return np.asarray(soft / soft.std(), dtype=np.float32)


def asphalt(size: int = 2048) -> Image:
    """Return the colour of worn asphalt, 4.5 m across."""
    grain = 0.6 * speckle(size, 1.1, 1) + 0.5 * speckle(size, 2.2, 2) + 0.3 * speckle(size, 0.0, 3)
    blot = octaves(size, 3, 5, 4) - 0.5
    stones = np.clip(grain - 1.25, 0, 2)
    tone = 0.155 + 0.028 * grain + 0.10 * blot + 0.11 * stones
    tone = np.clip(tone, 0.025, 0.6)
    colour = tone[..., None] * np.array([1.03, 1.0, 0.955], np.float32)
    return np.asarray(colour, dtype=np.float32)


def stains(size: int = 2048) -> Image:
    """Return the large spots of the yard, to multiply the asphalt's colour with (40 m across)."""
    base = 0.80 + 0.45 * (octaves(size, 5, 6, 11) - 0.5)
    rng = np.random.default_rng(12)
    spots = np.zeros((size, size), np.float32)
    for _ in range(60):
        x, y = rng.integers(0, size, 2)
        axes = (int(rng.integers(3, 16)), int(rng.integers(3, 12)))
        cv2.ellipse(
            spots, (int(x), int(y)), axes, float(rng.integers(0, 180)), 0, 360, float(rng.uniform(0.1, 0.5)), -1
        )
    spots = cv2.GaussianBlur(spots, (0, 0), 2.5) * (0.5 + octaves(size, 200, 2, 13))
    return np.asarray(np.clip(base - 0.55 * spots - 0.35 * cracks(size), 0.15, 1.2), dtype=np.float32)


def cracks(size: int, count: int = 26) -> Image:
    """Return thin wandering cracks."""
    rng = np.random.default_rng(17)
    image = np.zeros((size, size), np.float32)
    for _ in range(count):
        at, heading = rng.uniform(0, size, 2), rng.uniform(0, 2 * np.pi)
        line = [at]
        for _ in range(int(rng.integers(20, 90))):
            heading += rng.normal(0, 0.28)
            at = at + 7 * np.array([np.cos(heading), np.sin(heading)])
            line.append(at)
        cv2.polylines(image, [np.array(line, np.int32)], False, 1.0, 1, cv2.LINE_AA)
    return image


def worn(size: int, seed: int, wear: float) -> Image:
    """Return the mask of old road paint: one where paint is left."""
    rough = 0.6 * octaves(size, 8, 6, seed) + 0.4 * (0.5 + 0.18 * speckle(size, 1.0, seed + 1))
    return np.asarray(np.clip((rough - wear) * 9 + 0.5, 0, 1), dtype=np.float32)


def plaster(size: int, seed: int, tint: tuple[float, float, float]) -> Image:
    """Return a weathered wall."""
    tone = 0.85 + 0.35 * (octaves(size, 4, 6, seed) - 0.5) + 0.03 * speckle(size, 1.0, seed + 1)
    run = cv2.GaussianBlur(octaves(size, 64, 3, seed + 2), (0, 0), sigmaX=1.0, sigmaY=60)
    tone = tone - 0.25 * np.clip(run - 0.5, 0, 1)
    return np.asarray(np.clip(tone[..., None] * np.array(tint, np.float32), 0, 1), dtype=np.float32)


def brick(size: int = 1024) -> Image:
    """Return a brick wall, 16 courses high."""
    rows, across = 16, 6
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    course = np.floor(y * rows)
    shifted = x * across + 0.5 * (course % 2)
    inside = (np.abs((y * rows) % 1 - 0.5) < 0.43) & (np.abs(shifted % 1 - 0.5) < 0.475)
    rng = np.random.default_rng(5)
    shade = rng.uniform(0.7, 1.15, (rows, across + 1)).astype(np.float32)[
        course.astype(int), np.floor(shifted).astype(int) % across
    ]
    grit = 1 + 0.10 * speckle(size, 1.0, 6)
    stone = (shade * grit)[..., None] * np.array([0.36, 0.17, 0.115], np.float32)
    mortar = grit[..., None] * np.array([0.42, 0.39, 0.35], np.float32)
    return np.asarray(np.clip(np.where(inside[..., None], stone, mortar), 0, 1), dtype=np.float32)


def scratched(wide: int = 4096, high: int = 1344) -> Image:
    """Return the mask of scratches on a film: long parallel strokes, a scuffed patch, a few deep cuts."""
    rng = np.random.default_rng(6)
    image = np.zeros((high, wide), np.float32)
    for k in range(150):
        x = rng.uniform(0.02, 0.72) * wide
        length = rng.uniform(0.05, 0.30) * wide * (1.6 if k < 8 else 1.0)
        y = high * (0.5 + rng.normal(0, 0.17))
        t = np.linspace(0, 1, 40)
        line = np.stack(
            [
                x + length * t,
                y + rng.normal(0, 18) * t**2 - 0.03 * length * t + 2.0 * np.cumsum(rng.standard_normal(40)) / 4,
            ],
            axis=1,
        )
        line[:, 0] = np.minimum(line[:, 0], 0.985 * wide)
        layer = np.zeros_like(image)
        thick = int(rng.choice([2, 2, 3, 3, 4, 6])) if k >= 8 else int(rng.integers(9, 20))
        cv2.polylines(
            layer, [np.round(line * 16).astype(np.int32)], False, float(rng.uniform(0.35, 1.0)), thick, cv2.LINE_AA, 4
        )
        image = np.maximum(image, layer)
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    patch = np.exp(-(((x / wide - 0.56) / 0.17) ** 2) - (((y / high - 0.52) / 0.16) ** 2))
    streak = cv2.GaussianBlur(speckle(4096, 0.0, 61)[:high, :wide], (0, 0), sigmaX=60, sigmaY=1.1)
    scuff = np.clip(streak / streak.std() * 0.55 + 1.6 * patch - 1.25, 0, 0.85)
    broken = np.clip(0.75 + 0.5 * cv2.GaussianBlur(speckle(4096, 0.0, 62)[:high, :wide], (0, 0), 5) * 9, 0, 1)
    edge = np.clip(np.minimum(np.minimum(x, wide - 1 - x), np.minimum(y, high - 1 - y)) / 60 - 0.1, 0, 1)
    return np.asarray(np.maximum(image * broken, scuff) * edge, dtype=np.float32)
