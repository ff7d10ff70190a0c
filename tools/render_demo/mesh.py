"""Triangle meshes as plain arrays: cutting along a field, picking, joining, welding, measuring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Mesh:
    """Points, triangles, shading normals, and surface coordinates (the first two are texture coordinates)."""

    points: Floats
    faces: Ints
    normals: Floats
    coords: Floats


Field = Callable[[Mesh], Floats]


def make(points: Floats, faces: Ints, coords: Floats | None = None) -> Mesh:
    """Build a mesh with smooth normals from points and faces."""
    at = coords if coords is not None else np.zeros((len(points), 3))
    return Mesh(points, faces, vertex_normals(points, faces), at)


def face_normals(points: Floats, faces: Ints) -> Floats:
    """Return the normal of each face, its length twice the face's area."""
    a, b, c = (points[faces[:, i]] for i in range(3))
    return np.asarray(np.cross(b - a, c - a), dtype=np.float64)


def unit(vectors: Floats) -> Floats:
    """Scale each row to length one."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float64)


def vertex_normals(points: Floats, faces: Ints) -> Floats:
    """Average the normals of the faces around each point."""
    sums = np.zeros_like(points)
    normals = face_normals(points, faces)
    for corner in range(3):
        for axis in range(3):
            sums[:, axis] += np.bincount(faces[:, corner], normals[:, axis], len(points))
    return unit(sums)


def pick(mesh: Mesh, mask: Mask) -> Mesh:
    """Keep the faces of the mask and drop the points that nothing uses any more."""
    faces = mesh.faces[mask]
    used, inverse = np.unique(faces, return_inverse=True)
    return Mesh(mesh.points[used], inverse.reshape(faces.shape).astype(np.int64), mesh.normals[used], mesh.coords[used])


def join(meshes: Sequence[Mesh]) -> Mesh:
    """Put several meshes into one."""
    offsets = np.cumsum([0, *(len(m.points) for m in meshes[:-1])])
    width = max(m.coords.shape[1] for m in meshes)
    coords = [np.pad(m.coords, ((0, 0), (0, width - m.coords.shape[1]))) for m in meshes]
    return Mesh(
        np.concatenate([m.points for m in meshes]),
        np.concatenate([m.faces + o for m, o in zip(meshes, offsets, strict=True)]),
        np.concatenate([m.normals for m in meshes]),
        np.concatenate(coords),
    )


def cut(mesh: Mesh, value: Floats) -> tuple[Mesh, Mask]:
    """Split the triangles along value = 0; return the refined mesh and which of its faces are inside (value < 0)."""
    f = np.where(np.abs(value) < 1e-7, 1e-7, value)
    inside = f < 0
    count = inside[mesh.faces].sum(axis=1)
    whole = (count == 0) | (count == 3)
    if whole.all():
        return mesh, np.asarray(count == 3)
    crossing, lone_in = _lone_first(mesh.faces[~whole], inside)
    grown, first, second = _split_points(mesh, crossing, f)
    a, b, c = crossing.T
    tips = np.stack([a, first, second], axis=1)
    quads = np.concatenate([np.stack([first, b, c], axis=1), np.stack([first, c, second], axis=1)])
    faces = np.concatenate([mesh.faces[whole], tips, quads])
    is_in = np.concatenate([count[whole] == 3, lone_in, ~lone_in, ~lone_in])
    return replace(grown, faces=faces), is_in


def _lone_first(faces: Ints, inside: Mask) -> tuple[Ints, Mask]:
    """Rotate each crossing face so that the corner alone on its side comes first."""
    flags = inside[faces]
    lone_in = flags.sum(axis=1) == 1
    lone = np.argmax(flags == lone_in[:, None], axis=1)
    order = (lone[:, None] + np.arange(3)) % 3
    return np.take_along_axis(faces, order, axis=1), lone_in


def _split_points(mesh: Mesh, crossing: Ints, f: Floats) -> tuple[Mesh, Ints, Ints]:
    """Add one point on each crossed edge; return the grown mesh and the new points on edges ab and ac."""
    ends = np.sort(np.concatenate([crossing[:, :2], crossing[:, ::2]]), axis=1)
    edges, inverse = np.unique(ends, axis=0, return_inverse=True)
    a, b = edges.T
    t = (f[a] / (f[a] - f[b]))[:, None]
    grown = Mesh(
        np.concatenate([mesh.points, mesh.points[a] * (1 - t) + mesh.points[b] * t]),
        mesh.faces,
        np.concatenate([mesh.normals, unit(mesh.normals[a] * (1 - t) + mesh.normals[b] * t)]),
        np.concatenate([mesh.coords, mesh.coords[a] * (1 - t) + mesh.coords[b] * t]),
    )
    new = inverse.reshape(-1) + len(mesh.points)
    return grown, new[: len(crossing)], new[len(crossing) :]


def divide(mesh: Mesh, field: Field, level: float = 0.0) -> tuple[Mesh, Mesh]:
    """Return the part of the mesh where the field is under the level, and the rest."""
    refined, inside = cut(mesh, field(mesh) - level)
    return pick(refined, inside), pick(refined, ~inside)


def refine(mesh: Mesh, field: Field, levels: Sequence[float]) -> Mesh:
    """Give the mesh edges along each level of the field."""
    for level in levels:
        mesh, _ = cut(mesh, field(mesh) - level)
    return mesh


def edges_of(faces: Ints) -> Ints:
    """Return every directed edge of the faces."""
    return np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])


def boundary(mesh: Mesh) -> Ints:
    """Return the directed edges that belong to one face only."""
    edges = edges_of(mesh.faces)
    _, inverse, count = np.unique(np.sort(edges, axis=1), axis=0, return_inverse=True, return_counts=True)
    return np.asarray(edges[count[inverse.reshape(-1)] == 1], dtype=np.int64)


def rim(mesh: Mesh, near: Mask, shift: Floats) -> Mesh:
    """Return a strip hanging on the boundary edges whose ends are near, moved by shift (one row per point)."""
    edges = boundary(mesh)
    edges = edges[near[edges].all(axis=1)]
    used, inverse = np.unique(edges, return_inverse=True)
    pairs = inverse.reshape(edges.shape)
    top = mesh.points[used]
    points = np.concatenate([top, top + shift[used]])
    a, b, n = pairs[:, 0], pairs[:, 1], len(used)
    faces = np.concatenate([np.stack([b, a, a + n], axis=1), np.stack([b, a + n, b + n], axis=1)])
    return make(points, faces.astype(np.int64), np.concatenate([mesh.coords[used]] * 2))


def weld(points: Floats, faces: Ints, grain: float = 1e-6) -> tuple[Floats, Ints]:
    """Merge points that lie together and drop the faces that collapse."""
    _, first, inverse = np.unique(
        np.round(points / grain).astype(np.int64), axis=0, return_index=True, return_inverse=True
    )
    merged = inverse.reshape(-1)[faces]
    good = (merged[:, 0] != merged[:, 1]) & (merged[:, 1] != merged[:, 2]) & (merged[:, 2] != merged[:, 0])
    return points[first], merged[good].astype(np.int64)


def is_closed(faces: Ints) -> bool:
    """Tell whether every edge is shared by exactly two faces that run along it in opposite directions."""
    edges = edges_of(faces)
    size = int(faces.max()) + 1
    forth, back = edges[:, 0] * size + edges[:, 1], edges[:, 1] * size + edges[:, 0]
    return len(np.unique(forth)) == len(forth) and bool(np.array_equal(np.sort(forth), np.sort(back)))


def moved(mesh: Mesh, matrix: Floats, offset: Sequence[float] | Floats = (0.0, 0.0, 0.0)) -> Mesh:
    """Return the mesh under a linear map (a mirror turns its faces) and a shift."""
    points = mesh.points @ matrix.T + np.asarray(offset)
    normals = unit(mesh.normals @ np.linalg.inv(matrix))
    faces = mesh.faces if np.linalg.det(matrix) > 0 else mesh.faces[:, ::-1]
    return Mesh(points, faces, normals, mesh.coords)


def mirrored(mesh: Mesh) -> Mesh:
    """Return the mesh on the other side of the car."""
    return moved(mesh, np.diag([1.0, -1.0, 1.0]))


def pushed(mesh: Mesh, distance: float | Floats) -> Mesh:
    """Move each point along its normal."""
    step = np.broadcast_to(np.asarray(distance, dtype=np.float64), (len(mesh.points),))
    return replace(mesh, points=mesh.points + mesh.normals * step[:, None])


def write_ply(mesh: Mesh, path: Path) -> None:
    """Write a binary PLY with normals and texture coordinates."""
    columns = np.concatenate([mesh.points, mesh.normals, mesh.coords[:, :2]], axis=1).astype("<f4")
    names = "".join(f"property float {name}\n" for name in ("x", "y", "z", "nx", "ny", "nz", "u", "v"))
    head = f"ply\nformat binary_little_endian 1.0\nelement vertex {len(columns)}\n{names}"
    head += f"element face {len(mesh.faces)}\nproperty list uchar int vertex_index\nend_header\n"
    rows = np.zeros(len(mesh.faces), dtype=[("n", "u1"), ("f", "<i4", 3)])
    rows["n"], rows["f"] = 3, mesh.faces
    path.write_bytes(head.encode() + columns.tobytes() + rows.tobytes())
