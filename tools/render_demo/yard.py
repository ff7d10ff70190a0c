"""The yard around the car: asphalt, bays, a hall, a wall, hedges, trees, fence, lamp posts."""

from __future__ import annotations

import numpy as np

from tools.render_demo.mesh import Floats, Mesh, join, moved, unit
from tools.render_demo.shapes import box, sheet, tube, turn

NEIGHBOURS: tuple[tuple[float, float, float, int], ...] = (
    (-6.0, -13.6, 88.0, 1),
    (-3.2, -13.7, 91.0, 0),
    (2.4, -13.5, 89.0, 2),
    (5.2, -13.7, -91.0, 3),
    (8.0, -13.6, 90.0, 1),
    (13.6, -13.6, 92.0, 0),
    (15.5, 8.4, 178.0, 3),
    (15.2, 5.6, 181.0, 2),
    (15.6, -2.2, 179.0, 0),
    (15.4, 2.7, 1.0, 1),
    (-14.5, 6.5, 40.0, 2),
)

LEAVES, TREES = 7000, 84


def ground(reach: float) -> Mesh:
    """Return the asphalt around the car, its texture once across."""
    x, y = np.meshgrid(np.linspace(2.3 - reach, 2.3 + reach, 3), np.linspace(-reach, reach, 3))
    return sheet(np.stack([x, y, np.zeros_like(x)], axis=-1))


def outer_ground(hole: float) -> Mesh:
    """Return the asphalt further off, a frame around the nearer one, its texture every 18 m."""
    marks = [-60.0, -hole, hole, 60.0]
    pieces = []
    for i in range(3):
        for j in range(3):
            if (i, j) != (1, 1):
                x, y = np.meshgrid(np.array(marks[i : i + 2]) + 2.3, marks[j : j + 2])
                pieces.append(sheet(np.stack([x, y, np.zeros_like(x)], axis=-1)))
    whole = join(pieces)
    whole.coords[:, :2] = (whole.points[:, :2] + 9.0) / 18.0
    return whole


def lines() -> Mesh:
    """Return the painted lines of the bays."""
    strips = [(x, -14.0, 0.11, 5.2) for x in np.arange(-10.0, 20.0, 2.8)]
    strips += [(15.4, y, 5.2, 0.11) for y in np.arange(-6.4, 11.0, 2.8)]
    strips += [(2.6, -1.95, 6.4, 0.10), (2.6, 1.95, 6.4, 0.10), (5.75, 0.0, 0.10, 3.8)]
    return join([_strip(*strip) for strip in strips])


def _strip(x: float, y: float, wide: float, high: float) -> Mesh:
    u, v = np.meshgrid([x - wide / 2, x + wide / 2], [y - high / 2, y + high / 2])
    flat = sheet(np.stack([u, v, np.full_like(u, 0.002)], axis=-1))
    flat.coords[:, 0] = flat.points[:, 0] / 3.0
    flat.coords[:, 1] = flat.points[:, 1] / 3.0
    return flat


def hall() -> dict[str, Mesh]:
    """Return the workshop hall: ribbed cladding, plinth, doors, a band of windows, roof edge."""
    x = np.linspace(-26, 30, 1400)
    depth = 17.0 + 0.022 * np.clip(np.sin(2 * np.pi * x / 0.30) * 3, -1, 1)
    cladding = sheet(np.stack([np.stack([x, depth, np.full_like(x, z)], axis=1) for z in (0.5, 6.2)]))
    cladding.coords[:, 0] *= 6
    doors, frames, panes = [], [], []
    for at in (-12.0, -6.2, 9.0):
        slats = np.linspace(0, 4.2, 260)
        out = 16.93 + 0.012 * np.sin(2 * np.pi * slats / 0.11)
        doors.append(
            sheet(np.stack([np.stack([np.full_like(slats, at + s * 1.9), out, slats], axis=1) for s in (-1, 1)]))
        )
        frames.append(box((4.1, 0.10, 0.16), (at, 16.95, 4.26)))
        frames += [box((0.14, 0.12, 4.3), (at + s * 1.97, 16.95, 2.15)) for s in (-1, 1)]
    for at in np.arange(-1.4, 6.4, 1.52):
        panes.append(box((1.40, 0.04, 2.3), (at, 16.94, 1.75)))
        frames += [
            box((0.07, 0.10, 2.4), (at - 0.74, 16.93, 1.75)),
            box((1.5, 0.10, 0.08), (at, 16.93, 2.94)),
            box((1.5, 0.10, 0.08), (at, 16.93, 0.57)),
        ]
    panes += [box((1.7, 0.04, 0.8), (at, 16.94, 4.2)) for at in np.arange(13.5, 28, 2.6)]
    return {
        "cladding": cladding,
        "wall": box((56, 0.06, 0.55), (2, 16.97, 0.27)),
        "door": join(doors),
        "frame": join([*frames, box((57, 0.5, 0.28), (2, 16.9, 6.3))]),
        "pane": join(panes),
        "sign": box((6.5, 0.08, 0.85), (2.4, 16.88, 4.1)),
    }


def wall() -> Mesh:
    """Return the brick wall behind the parked cars, its texture 1.2 m high."""
    x, z = np.meshgrid(np.linspace(-34, 40, 3), np.linspace(0, 2.1, 2))
    flat = sheet(np.stack([x, np.full_like(x, -18.6), z], axis=-1))
    flat.coords[:, 0], flat.coords[:, 1] = flat.points[:, 0] / 1.35, flat.points[:, 2] / 1.2
    return join([flat, box((75, 0.40, 0.08), (3, -18.6, 2.14))])


def leaves(centres: Floats, size: float, seed: int) -> Mesh:
    """Return one small quad for each place, turned every way."""
    rng = np.random.default_rng(seed)
    n = len(centres)
    a = rng.standard_normal((n, 3))
    a /= np.linalg.norm(a, axis=1, keepdims=True)
    b = np.cross(a, rng.standard_normal((n, 3)))
    b /= np.linalg.norm(b, axis=1, keepdims=True)
    scale = size * rng.uniform(0.6, 1.3, (n, 1))
    corners = np.stack(
        [centres - a * scale, centres + b * scale * 0.5, centres + a * scale, centres - b * scale * 0.5], axis=1
    )
    index = np.arange(4 * n).reshape(n, 4)
    faces = np.concatenate([index[:, [0, 1, 2]], index[:, [0, 2, 3]]]).astype(np.int64)
    normals = np.repeat(np.cross(a, b), 4, axis=0)
    return Mesh(corners.reshape(-1, 3), faces, normals, np.zeros((4 * n, 3)))


def hedge(length: float, high: float, deep: float, seed: int) -> Floats:
    """Return the places of a hedge's leaves: a lumpy block along x."""
    rng = np.random.default_rng(seed)
    n = int(length * high * 900)
    p = rng.uniform(-0.5, 0.5, (n, 3))
    side = rng.integers(0, 3, n)
    shell = rng.uniform(0.36, 0.52, n) * np.sign(rng.standard_normal(n))
    p[side == 0, 1] = shell[side == 0]
    p[side == 1, 1] = shell[side == 1]
    p[side == 2, 2] = np.abs(shell[side == 2])
    lumps = 1 + 0.10 * np.sin(p[:, 0] * length * 1.9 + seed) + 0.06 * np.sin(p[:, 0] * length * 5.3)
    return np.asarray(
        np.stack([p[:, 0] * length, p[:, 1] * deep * lumps, (p[:, 2] + 0.5) * high * lumps], axis=1), dtype=np.float64
    )


def crown(seed: int) -> Floats:
    """Return the places of a tree's leaves around its crown's middle: clumps, thinner towards the outside."""
    rng = np.random.default_rng(seed)
    way = unit(rng.standard_normal((60, 3)))
    middles = way * (1.7 * rng.random((60, 1)) ** 0.45) * np.array([1.0, 1.0, 1.15])
    size = rng.uniform(0.35, 0.85, 60)
    which = rng.integers(0, 60, LEAVES)
    away = unit(rng.standard_normal((LEAVES, 3)))
    return np.asarray(middles[which] + away * (size[which] * rng.random(LEAVES) ** 0.6)[:, None], dtype=np.float64)


def tree_line() -> Floats:
    """Return the places of the trees' middles: an uneven wood all around, well behind walls and hedges."""
    rng = np.random.default_rng(12)
    turn_by = np.linspace(0, 2 * np.pi, TREES, endpoint=False) + rng.uniform(-0.04, 0.04, TREES)
    away = rng.uniform(38.0, 52.0, TREES)
    return np.stack([2.3 + away * np.cos(turn_by), away * np.sin(turn_by), rng.uniform(1.6, 4.4, TREES)], axis=1)


def greenery() -> dict[str, Mesh]:
    """Return hedges and the wood, leaves by three greens."""
    hedges = [
        hedge(34, 1.7, 1.1, 1) @ turn("z", 90.0).T + np.array([23.5, -2, 0]),
        hedge(26, 1.5, 1.0, 2) @ turn("z", 90.0).T + np.array([-21.0, 6, 0]),
    ]
    shapes = [crown(seed) for seed in range(5)]
    wood = [
        shapes[k % 5] @ turn("z", 47.0 * k).T * (1.25 + 0.18 * (k % 4)) + place for k, place in enumerate(tree_line())
    ]
    found: dict[str, Mesh] = {}
    for name, groups, size in (("leaf", hedges, 0.075), ("wood", wood, 0.16)):
        every = np.concatenate(groups)
        which = np.random.default_rng(9).integers(0, 3, len(every))
        found |= {f"{name}{k}": leaves(every[which == k], size, 70 + k) for k in range(3)}
    return found


def street() -> dict[str, Mesh]:
    """Return lamp posts, the fence before the front hedge, kerbs and a few bollards."""
    steel = []
    for x, y in ((-11.0, -16.6), (8.5, -16.6), (19.5, 13.0), (-13.0, 13.5)):
        steel.append(
            tube(np.array([[x, y, 0], [x, y, 3.0], [x, y, 6.4]]), np.array([0.085, 0.06, 0.045]), 14, (0, 1, 0))
        )
        steel.append(box((0.22, 0.75, 0.09), (x, y + (0.35 if y < 0 else -0.35), 6.45)))
    posts = np.arange(-16, 16.5, 2.0)
    steel += [tube(np.array([[-18.5, y, 0.0], [-18.5, y, 1.8]]), 0.028, 8, (0, 1, 0)) for y in posts]
    steel += [tube(np.array([[-18.5, -16, z], [-18.5, 16, z]]), 0.016, 8) for z in (0.12, 0.95, 1.75)]
    steel += [
        tube(np.array([[-18.5, y, 0.12], [-18.5, y, 1.75]]), 0.006, 5, (0, 1, 0)) for y in np.arange(-16, 16, 0.14)
    ]
    kerbs = [
        box((0.18, 40, 0.13), (21.6, 0, 0.065)),
        box((0.18, 36, 0.13), (-18.2, 0, 0.065)),
        box((70, 0.18, 0.13), (3, -17.0, 0.065)),
    ]
    bollards = [
        moved(tube(np.array([[0, 0, 0], [0, 0, 0.9]]), 0.055, 16, (0, 1, 0)), np.eye(3), (x, 16.0, 0))
        for x in (-14.4, -9.6, -8.4, -3.8, 6.7, 11.3)
    ]
    return {"steel": join(steel), "kerb": join(kerbs), "bollard": join(bollards)}
