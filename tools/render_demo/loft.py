"""The smooth closed skin over the cage: a periodic bicubic B-spline, symmetric by construction."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from tools.render_demo.cage import control_rows
from tools.render_demo.mesh import Floats, Ints, Mesh, unit, weld

MIRROR = np.array([1.0, -1.0, 1.0])


def closed_cage() -> Floats:
    """Return the cage with both halves, and one ghost row beyond the floor's and the roof's middle line."""
    half = control_rows()
    whole = np.concatenate([half, half[:, -2:0:-1] * MIRROR], axis=1)
    back = np.roll(whole[:, ::-1], 1, axis=1)
    return np.concatenate([back[1:2], whole, back[-2:-1]])


def basis(t: Floats) -> Floats:
    """Return the four weights of the uniform cubic B-spline."""
    return np.stack([(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3], axis=-1) / 6


def slope(t: Floats) -> Floats:
    """Return the derivatives of the four weights."""
    return np.stack([-((1 - t) ** 2), 3 * t**2 - 4 * t, -3 * t**2 + 2 * t + 1, t**2], axis=-1) / 2


def _weights(at: Floats, size: int, periodic: bool) -> tuple[Floats, Floats]:
    """Return matrices that take the control points to values and to slopes at the given parameters."""
    cell = np.floor(at).astype(np.int64)
    if not periodic:
        cell = np.minimum(cell, size - 4)
    t = at - cell
    value, rate = np.zeros((len(at), size)), np.zeros((len(at), size))
    rows = np.arange(len(at))
    for k in range(4):
        index = (cell + k - (1 if periodic else 0)) % size
        value[rows, index] += basis(t)[:, k]
        rate[rows, index] += slope(t)[:, k]
    return value, rate


@lru_cache(maxsize=2)
def _grid(fine: int) -> tuple[Floats, Floats, Floats]:
    """Return points, normals and (column, row, 0) coordinates on the grid of the whole skin."""
    cage = closed_cage()
    rows, columns = cage.shape[0], cage.shape[1]
    u = np.arange(columns * fine) / fine
    v = np.linspace(0, rows - 3, (rows - 3) * fine + 1)
    wu, du = _weights(u, columns, periodic=True)
    wv, dv = _weights(v, rows, periodic=False)
    points = np.einsum("ir,jc,rck->ijk", wv, wu, cage, optimize=True)
    along = np.einsum("ir,jc,rck->ijk", wv, du, cage, optimize=True)
    up = np.einsum("ir,jc,rck->ijk", dv, wu, cage, optimize=True)
    folded = np.where(u > columns / 2, u - columns, u)
    coords = np.stack(np.broadcast_arrays(folded[None, :], v[:, None], np.zeros((1, 1))), axis=-1)
    return points, unit(np.cross(up, along)), np.array(coords)


def _quads(rows: int, columns: int) -> Ints:
    """Return the triangles of a grid that closes around its columns."""
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns), indexing="ij")
    a, b = (i * columns + j).ravel(), (i * columns + (j + 1) % columns).ravel()
    c, d = b + columns, a + columns
    return np.concatenate([np.stack([a, c, b], axis=1), np.stack([a, d, c], axis=1)]).astype(np.int64)


def arc_lengths(points: Floats, row: int) -> Floats:
    """Return the way along one row from the nose's middle, the same for both halves."""
    half = points.shape[1] // 2 + 1
    way = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points[row, :half], axis=0), axis=1))])
    return np.concatenate([way, way[-2:0:-1]])


def skin(fine: int = 16) -> Mesh:
    """Return the skin; coords are column (negative on the left), row, and the way along the belt from the nose."""
    points, normals, coords = _grid(fine)
    coords = coords.copy()
    coords[..., 2] = arc_lengths(points, 7 * fine)[None, :]
    rows, columns = points.shape[:2]
    flat = [a.reshape(-1, 3) for a in (points, normals, coords)]
    return Mesh(flat[0], _quads(rows, columns), flat[1], flat[2])


def closed_shell(fine: int = 16) -> tuple[Floats, Ints]:
    """Return the skin with the seams of floor and roof welded: a closed surface."""
    whole = skin(fine)
    return weld(whole.points, whole.faces)
