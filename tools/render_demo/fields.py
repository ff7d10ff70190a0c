"""Signed distances in the plane, and the helpers that lay them over a mesh."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tools.render_demo.mesh import Floats, Mesh

Points = Sequence[tuple[float, float]]
Flags = NDArray[np.bool_]
FAR = 9.0


def polygon(at: Floats, corners: Points, radius: float = 0.0) -> Floats:
    """Return the signed distance to a polygon with rounded corners (negative inside)."""
    pts = np.asarray(shrunk(corners, radius) if radius else corners, dtype=np.float64)
    best = np.full(len(at), np.inf)
    inside = np.zeros(len(at), dtype=bool)
    for a, b in zip(pts, np.roll(pts, -1, axis=0), strict=True):
        best = np.minimum(best, _to_segment(at, a, b))
        crosses = (a[1] > at[:, 1]) != (b[1] > at[:, 1])
        slope = (b[0] - a[0]) / (b[1] - a[1]) if b[1] != a[1] else 0.0
        inside ^= crosses & (at[:, 0] < a[0] + slope * (at[:, 1] - a[1]))
    return np.where(inside, -best, best) - radius


def shrunk(corners: Points, radius: float) -> Floats:
    """Move the sides of a polygon inwards by the radius."""
    pts = np.asarray(corners, dtype=np.float64)
    before, after = np.roll(pts, 1, axis=0), np.roll(pts, -1, axis=0)
    area = float(np.sum(pts[:, 0] * after[:, 1] - after[:, 0] * pts[:, 1]))
    turn = 1.0 if area > 0 else -1.0
    d1, d2 = _direction(pts - before), _direction(after - pts)
    n1, n2 = (np.stack([-d[:, 1], d[:, 0]], axis=1) * turn for d in (d1, d2))
    middle = n1 + n2
    scale = radius * 2.0 / np.maximum((middle**2).sum(axis=1, keepdims=True), 0.35)
    return np.asarray(pts + middle * scale, dtype=np.float64)


def _direction(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), dtype=np.float64)


def _to_segment(at: Floats, a: Floats, b: Floats) -> Floats:
    line = b - a
    t = np.clip(((at - a) @ line) / max(float(line @ line), 1e-12), 0.0, 1.0)
    return np.asarray(np.linalg.norm(at - a - t[:, None] * line, axis=1), dtype=np.float64)


def path(at: Floats, line: Points) -> Floats:
    """Return the distance to a smooth line through the given points, negative on its left."""
    pts = smooth(line)
    best = np.full(len(at), FAR)
    near = np.flatnonzero(_in_box(at, pts, 0.06))
    if len(near):
        spot = at[near]
        away = np.stack([_to_segment(spot, a, b) for a, b in pairwise(pts)])
        nearest = np.argmin(away, axis=0)
        a, b = pts[:-1][nearest], pts[1:][nearest]
        turn = (b[:, 0] - a[:, 0]) * (spot[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (spot[:, 0] - a[:, 0])
        best[near] = np.where(turn > 0, -1.0, 1.0) * away[nearest, np.arange(len(near))]
    return best


def _in_box(at: Floats, pts: Floats, margin: float) -> Flags:
    low, high = pts.min(axis=0) - margin, pts.max(axis=0) + margin
    return np.asarray(((at >= low) & (at <= high)).all(axis=1))


def smooth(line: Points, steps: int = 8) -> Floats:
    """Return many points on the Catmull-Rom curve through a few; doubled points make a corner."""
    pts = np.asarray(line, dtype=np.float64)
    p = np.concatenate([2 * pts[:1] - pts[1:2], pts, 2 * pts[-1:] - pts[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [
        0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        for p0, p1, p2, p3 in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=True)
    ]
    return np.concatenate([*parts, pts[-1:]])


def side(mesh: Mesh) -> Floats:
    """Return the points as seen from the side: along the car, and up."""
    return mesh.points[:, [0, 2]]


def front(mesh: Mesh) -> Floats:
    """Return the points as seen from the front, both halves folded onto one: across, and up."""
    return np.stack([np.abs(mesh.points[:, 1]), mesh.points[:, 2]], axis=1)


def plan(mesh: Mesh) -> Floats:
    """Return the points as seen from above, both halves folded onto one: along, and across."""
    return np.stack([mesh.points[:, 0], np.abs(mesh.points[:, 1])], axis=1)


def only(value: Floats, where: Flags) -> Floats:
    """Keep the distance where the condition holds; far away elsewhere."""
    return np.where(where, value, FAR)


def step(value: Floats, low: float, high: float) -> Floats:
    """Rise smoothly from nought at low to one at high."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float64)
