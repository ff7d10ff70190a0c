"""Wheels: tyre with tread and bead, two-tone alloy, brake disc and caliper. The axle is y, the outside y > 0."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from tools.render_demo.layout import AXLES, HUB, TYRE
from tools.render_demo.mesh import Mesh, divide, join, moved
from tools.render_demo.shapes import block, box, crisp, extrude, revolve, sheet, spun, tube, turn

HALF, RIM = 0.112, 0.232
SPOKES = 5


def tyre() -> Mesh:
    """Return the carcass, its ribs, and the blocks of its shoulders."""
    side = [
        (RIM - 0.012, 0.080),
        (RIM + 0.002, 0.098),
        (RIM + 0.012, 0.1075),
        (0.262, 0.1135),
        (0.268, 0.1165),
        (0.272, 0.1155),
        (0.290, 0.1150),
    ]
    shoulder = [(0.303, 0.1125), (0.306, 0.1135), (0.309, 0.1105), (0.318, 0.1060), (0.3265, 0.0985), (0.3315, 0.0870)]
    tread = [
        (0.3340, 0.0600),
        (0.3262, 0.0596),
        (0.3262, 0.0510),
        (0.3348, 0.0506),
        (TYRE, 0.0200),
        (0.3268, 0.0196),
        (0.3268, 0.0104),
        (TYRE, 0.0100),
    ]
    half = side + shoulder + tread
    whole = half + [(r, -y) for r, y in reversed(half)]
    sipe = box((0.010, 0.022, 0.006), (0, 0.0, 0.0))
    knobs = [moved(sipe, turn("x", -28), (0, 0.0875, 0.3283)), moved(sipe, turn("x", 28), (0, -0.0875, 0.3283))]
    return join([revolve(whole, 160), spun(join(knobs), 84)])


def letters() -> Mesh:
    """Return raised marks on the sidewall, like a maker's name and a size."""
    bits = []
    for start, count in ((62.0, 9), (242.0, 9), (150.0, 13), (330.0, 13)):
        height = 0.020 if count == 9 else 0.009
        for k in range(count):
            if (k * 7 + count) % 5:
                wide = 0.010 if count == 9 else 0.005
                mark = box((wide * (0.5 + 0.5 * ((k * 3) % 2)), 0.0026, height), (0, 0.1157, 0.2835))
                bits.append(moved(mark, turn("y", start + k * (4.2 if count == 9 else 2.0))))
    return join(bits)


def rim() -> Mesh:
    """Return the barrel and the lip of the rim."""
    lip = [
        (RIM - 0.018, 0.060),
        (RIM - 0.012, 0.088),
        (RIM - 0.006, 0.0995),
        (RIM + 0.002, 0.1045),
        (RIM + 0.006, 0.1025),
        (RIM + 0.005, 0.096),
    ]
    barrel = [(RIM - 0.030, -0.090), (RIM - 0.034, -0.02), (RIM - 0.030, 0.030), *lip]
    return revolve(barrel, 144)


def spoke(lean: float) -> Mesh:
    """Return one arm of a twin spoke from hub to rim: a flat machined face and sloping flanks."""
    t = np.linspace(0, 1, 22)
    radius = 0.035 + t * (RIM - 0.043)
    across = lean * (0.010 + 0.042 * t**1.35)
    wide = 0.0155 - 0.0045 * np.sin(np.pi * t) + 0.006 * t**6
    out = 0.070 + 0.020 * t - 0.020 * np.exp(-(((t - 0.12) / 0.25) ** 2)) + 0.004 * t**4
    rows = []
    for offset, sink in ((-1.55, 0.050), (-1.22, 0.012), (-1.0, 0.0), (1.0, 0.0), (1.22, 0.012), (1.55, 0.050)):
        rows.append(np.stack([across + wide * offset, out - sink, radius], axis=1))
    return crisp_rows(np.stack(rows))


def crisp_rows(points: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Mesh:
    """Return strips between neighbouring rows, smooth along them and sharp across."""
    return join([sheet(points[k : k + 2]) for k in range(len(points) - 1)])


def alloy() -> tuple[Mesh, Mesh]:
    """Return the machined faces and the painted rest of the alloy."""
    arms = spun(join([spoke(-1.0), spoke(1.0)]), SPOKES, 90.0)
    face, flank = divide(arms, lambda m: 0.90 - np.abs(m.normals[:, 1]))
    hub = revolve([(0.0, 0.052), (0.030, 0.052), (0.034, 0.050), (0.036, 0.046)], 64)
    boss = revolve([(0.036, 0.060), (0.046, 0.0585), (0.070, 0.050), (0.082, 0.030), (0.085, 0.0)], 80)
    bolts = spun(revolved_bolt(), 5, 18.0)
    return join([face, hub]), join([flank, boss, rim(), bolts])


def revolved_bolt() -> Mesh:
    """Return one wheel bolt sunk into the boss."""
    return moved(
        crisp(revolve([(0.0, 0.060), (0.0075, 0.060), (0.0095, 0.058), (0.0095, 0.045)], 6)), np.eye(3), (0, 0, 0.056)
    )


def brake() -> tuple[Mesh, Mesh]:
    """Return the disc with its bell, and the caliper."""
    disc = revolve(
        [
            (0.070, 0.022),
            (0.098, 0.020),
            (0.100, 0.000),
            (0.158, 0.000),
            (0.160, -0.002),
            (0.160, -0.024),
            (0.08, -0.024),
        ],
        96,
    )
    arc = np.radians(np.linspace(-34, 34, 18))
    grid = []
    for r, y in ((0.102, 0.016), (0.106, 0.024), (0.165, 0.024), (0.176, 0.016), (0.176, -0.04)):
        grid.append(np.stack([r * np.cos(arc), np.full(len(arc), y), r * np.sin(arc)], axis=1))
    return disc, crisp_rows(np.stack(grid))


@lru_cache(maxsize=1)
def wheel() -> dict[str, Mesh]:
    """Return the parts of one wheel around the origin."""
    machined, painted = alloy()
    disc, caliper = brake()
    back = revolve([(0.0, -0.055), (RIM - 0.03, -0.055), (RIM - 0.02, -0.09)], 64)
    valve = tube(np.array([[0, 0.062, RIM - 0.040], [0, 0.086, RIM - 0.052]]), 0.004, 8, (1, 0, 0))
    valve = moved(valve, turn("y", 36.0))
    return {
        "tyre": join([tyre(), letters(), valve]),
        "machined": machined,
        "alloy": painted,
        "disc": disc,
        "caliper": caliper,
        "drum": back,
    }


def wheels() -> dict[str, Mesh]:
    """Return all four wheels in their places."""
    parts: dict[str, list[Mesh]] = {}
    for number, axle in enumerate(AXLES):
        for sign in (-1.0, 1.0):
            spin = turn("y", 23.0 + 31.0 * number + 17.0 * sign)
            for name, mesh in wheel().items():
                matrix = spin if name != "caliper" else turn("y", 0.0 if number == 0 else 180.0)
                placed = moved(mesh, np.diag([1.0, sign, 1.0]) @ matrix, (axle, sign * 0.785, HUB))
                parts.setdefault(name, []).append(placed)
    return {name: join(meshes) for name, meshes in parts.items()}


__all__ = ["alloy", "block", "brake", "extrude", "tyre", "wheel", "wheels"]
