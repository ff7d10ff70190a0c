"""Simple solids: revolved profiles, tubes, rounded blocks, sheets, and extruded outlines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tools.render_demo.mesh import Floats, Ints, Mesh, join, make, moved

Vector = Sequence[float] | Floats


def grid_faces(rows: int, columns: int, around: bool = False) -> Ints:
    """Return the triangles of a grid of points, closed around its columns if asked."""
    last = columns if around else columns - 1
    i, j = (a.ravel() for a in np.meshgrid(np.arange(rows - 1), np.arange(last), indexing="ij"))
    a, b = i * columns + j, i * columns + (j + 1) % columns
    return np.concatenate([np.stack([a, b, b + columns], axis=1), np.stack([a, b + columns, a + columns], axis=1)])


def sheet(points: Floats, around: bool = False) -> Mesh:
    """Return the surface through a grid of points, with texture coordinates across it."""
    rows, columns = points.shape[:2]
    u, v = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    coords = np.stack([u.ravel(), v.ravel(), np.zeros(u.size)], axis=1)
    return make(points.reshape(-1, 3), grid_faces(rows, columns, around), coords)


def revolve(profile: Sequence[tuple[float, float]], steps: int = 96) -> Mesh:
    """Turn a profile of (radius, y) around the y axis."""
    turn = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    r, y = np.asarray(profile, dtype=np.float64).T
    points = np.stack(
        [r[:, None] * np.cos(turn), np.repeat(y[:, None], steps, axis=1), r[:, None] * np.sin(turn)], axis=-1
    )
    return sheet(points, around=True)


def crisp(mesh: Mesh) -> Mesh:
    """Give each face its own corners, so that edges stay sharp."""
    points = mesh.points[mesh.faces].reshape(-1, 3)
    return make(
        points,
        np.arange(len(points), dtype=np.int64).reshape(-1, 3),
        mesh.coords[mesh.faces].reshape(-1, mesh.coords.shape[1]),
    )


def tube(path: Floats, radius: float | Floats, steps: int = 16, up: Vector = (0, 0, 1)) -> Mesh:
    """Sweep a circle along a path and close its ends."""
    path = np.asarray(path, dtype=np.float64)
    along = np.gradient(path, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    side = np.cross(along, np.asarray(up, dtype=np.float64))
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    over = np.cross(side, along)
    turn = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    size = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(path),))
    size = np.concatenate([[0.0], size, [0.0]])
    path, side, over = (np.concatenate([a[:1], a, a[-1:]]) for a in (path, side, over))
    ring = side[:, None] * np.cos(turn)[None, :, None] + over[:, None] * np.sin(turn)[None, :, None]
    return sheet(path[:, None] + ring * size[:, None, None], around=True)


def block(size: Vector, at: Vector = (0, 0, 0), power: float = 5.0, steps: int = 24) -> Mesh:
    """Return a rounded block: a superellipsoid, the higher the power the sharper its edges."""
    lat = np.linspace(-np.pi / 2, np.pi / 2, steps)
    lon = np.linspace(0, 2 * np.pi, 2 * steps, endpoint=False)

    def bent(value: Floats) -> Floats:
        return np.asarray(np.sign(value) * np.abs(value) ** (2.0 / power), dtype=np.float64)

    x = bent(np.cos(lat))[:, None] * bent(np.cos(lon))[None, :]
    y = bent(np.cos(lat))[:, None] * bent(np.sin(lon))[None, :]
    z = np.repeat(bent(np.sin(lat))[:, None], len(lon), axis=1)
    points = np.stack([x, y, z], axis=-1) * (np.asarray(size) / 2) + np.asarray(at)
    return sheet(points, around=True)


def box(size: Vector, at: Vector = (0, 0, 0)) -> Mesh:
    """Return a sharp box; each side carries the whole texture."""
    sides = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            a, b = [i for i in range(3) if i != axis]
            corners = np.zeros((2, 2, 3))
            corners[..., axis] = sign
            corners[..., a] = [[-1, 1], [-1, 1]]
            corners[..., b] = [[-1, -1], [1, 1]]
            flip = sign * (1 if axis != 1 else -1) < 0
            piece = sheet(corners[:, ::-1] if flip else corners)
            sides.append(piece)
    return moved(join(sides), np.diag(np.asarray(size, dtype=np.float64) / 2), at)


def extrude(outline: Sequence[tuple[float, float]], low: float, high: float) -> Mesh:
    """Raise an outline that can be seen whole from its middle into a prism (outline in x, z; depth along y)."""
    flat = np.asarray(outline, dtype=np.float64)
    middle = flat.mean(axis=0, keepdims=True)
    rings = [np.stack([p[:, 0], np.full(len(p), y), p[:, 1]], axis=1) for p, y in ((flat, low), (flat, high))]
    centre = [np.repeat(np.array([[middle[0, 0], y, middle[0, 1]]]), len(flat), axis=0) for y in (low, high)]
    caps = [sheet(np.stack([centre[0], rings[0]]), True), sheet(np.stack([rings[1], centre[1]]), True)]
    return crisp(join([caps[0], sheet(np.stack(rings), True), caps[1]]))


def turn(axis: str, degrees: float) -> Floats:
    """Return the matrix of a turn around one axis."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix = np.eye(3)
    matrix[i, i], matrix[i, j], matrix[j, i], matrix[j, j] = c, -s, s, c
    return matrix


def spun(mesh: Mesh, count: int, phase: float = 0.0) -> Mesh:
    """Repeat a mesh evenly around the y axis."""
    return join([moved(mesh, turn("y", phase + 360.0 * k / count)) for k in range(count)])
