"""The insides of the lamps: housing, reflector bowls, projector lenses, running-light strips."""

from __future__ import annotations

from functools import partial

import numpy as np

from tools.render_demo.body import belt, wider
from tools.render_demo.fields import Points
from tools.render_demo.layout import HEADLAMP, TAIL_LAMP
from tools.render_demo.loft import skin
from tools.render_demo.mesh import Floats, Mesh, boundary, divide, join, make, mirrored, moved, pushed
from tools.render_demo.relief import shaped
from tools.render_demo.shapes import block, revolve, tube, turn


def patch(corners: Points, from_tail: bool, grow: float = 0.0) -> Mesh:
    """Return the right-hand piece of skin behind one lamp's lens."""
    whole = shaped(skin(12))
    piece, _ = divide(whole, wider(partial(belt, corners=corners, from_tail=from_tail), grow))
    right, _ = divide(piece, lambda m: -m.points[:, 1])
    return right


def housing(corners: Points, from_tail: bool, depth: float) -> Mesh:
    """Return the bowl behind the lens: its floor, and its walls down from the edge."""
    top = patch(corners, from_tail, -0.0005)
    floor = pushed(top, -depth)
    edges = boundary(top)
    n = len(top.points)
    a, b = edges.T
    walls = np.concatenate([np.stack([b, a, a + n], axis=1), np.stack([b, a + n, b + n], axis=1)])
    both = np.concatenate([top.points - top.normals * 0.003, floor.points])
    return join([floor, make(both, walls.astype(np.int64))])


def at_belt(mesh: Mesh, way: float, z: float, from_tail: bool, depth: float) -> tuple[Floats, Floats]:
    """Return the place under the lens at a way along the belt, and the normal there."""
    s = mesh.coords[:, 2]
    along = _belt_length() - s if from_tail else s
    index = int(np.argmin(np.hypot(along - way, mesh.points[:, 2] - z)))
    return mesh.points[index] - mesh.normals[index] * depth, mesh.normals[index]


def _belt_length() -> float:
    return float(skin(12).coords[:, 2].max())


def facing(normal: Floats) -> Floats:
    """Return the turn that takes the y axis to the way a lamp looks, mostly along the car."""
    heading = np.degrees(np.arctan2(-normal[0], normal[1]))
    return turn("z", float(heading))


def projector(at: Floats, size: float) -> dict[str, Mesh]:
    """Return one projector: chrome ring, bowl, glass ball; it looks forward."""
    look = turn("z", 90.0)
    bowl = revolve(
        [(size * 1.32, 0.030), (size * 1.30, 0.034), (size * 1.2, 0.030), (size * 1.05, 0.006), (size, -0.01)], 56
    )
    ball = revolve([(size * np.sin(t), 0.004 + 0.020 * np.cos(t)) for t in np.linspace(0, np.pi / 2, 14)], 56)
    return {"reflector": moved(bowl, look, at), "ball": moved(ball, look, at)}


def headlamp_right() -> dict[str, Mesh]:
    """Return the inside of the right head lamp."""
    top = patch(HEADLAMP, False)
    parts: dict[str, list[Mesh]] = {"bezel": [housing(HEADLAMP, False, 0.060)]}
    for way, z, size in ((0.60, 0.650, 0.0235), (0.705, 0.664, 0.0235), (0.81, 0.677, 0.0215)):
        at, _ = at_belt(top, way, z, False, 0.052)
        for name, mesh in projector(at, size).items():
            parts.setdefault(name, []).append(mesh)
    strip = np.array(
        [
            at_belt(top, w, z, False, 0.012)[0]
            for w, z in _along(HEADLAMP[0], (0.75, 0.622), (0.93, 0.652), (1.06, 0.703), (1.115, 0.738))
        ]
    )
    parts["drl"] = [tube(strip, 0.0052, 12)]
    shelf = np.array(
        [
            at_belt(top, w, z, False, 0.030)[0]
            for w, z in _along((0.52, 0.678), (0.72, 0.700), (0.95, 0.726), (1.08, 0.742))
        ]
    )
    parts["reflector"].append(tube(shelf, 0.006, 8))
    amber = at_belt(top, 0.985, 0.694, False, 0.035)[0]
    parts["amber"] = [block((0.07, 0.03, 0.030), amber, 4.0, 16)]
    return {name: join(meshes) for name, meshes in parts.items()}


def _along(*marks: tuple[float, float]) -> list[tuple[float, float]]:
    t = np.linspace(0, len(marks) - 1, 60)
    w, z = (np.interp(t, np.arange(len(marks)), values) for values in zip(*marks, strict=True))
    inside = [(float(a) + 0.012, float(b) + 0.006) for a, b in zip(w, z, strict=True)]
    return inside[:-2]


def tail_lamp_right() -> dict[str, Mesh]:
    """Return the inside of the right tail lamp."""
    top = patch(TAIL_LAMP, True)
    rows = []
    for low, high in ((0.862, 0.878), (0.893, 0.905), (0.922, 0.938)):
        line = [
            at_belt(top, w, low + (high - low) * t, True, 0.016)[0]
            for t, w in zip(np.linspace(0, 1, 50), np.linspace(0.40, 1.02, 50), strict=True)
        ]
        rows.append(tube(np.array(line), 0.0062, 10))
    cells = []
    for way in np.arange(0.42, 1.0, 0.03):
        at, normal = at_belt(top, float(way), 0.905, True, 0.030)
        cells.append(moved(block((0.012, 0.006, 0.075), (0, 0, 0), 4.0, 8), facing(normal), at))
    white, _ = at_belt(top, 0.47, 0.878, True, 0.022)
    return {
        "red_bowl": housing(TAIL_LAMP, True, 0.045),
        "red_strip": join(rows),
        "reflector": join(cells),
        "ball": block((0.02, 0.10, 0.018), white, 4.0, 14),
    }


def lamps() -> dict[str, Mesh]:
    """Return the insides of all four lamps."""
    parts: dict[str, list[Mesh]] = {}
    for group in (headlamp_right(), tail_lamp_right()):
        for name, mesh in group.items():
            parts.setdefault(name, []).extend([mesh, mirrored(mesh)])
    return {name: join(meshes) for name, meshes in parts.items()}
