"""The demo car's damage: a dent in a door, scratches along a flank, a broken lamp, a cracked windscreen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from tools.render_demo import fields
from tools.render_demo.body import across, belt
from tools.render_demo.fields import Points
from tools.render_demo.lamps import at_belt, patch
from tools.render_demo.layout import HEADLAMP
from tools.render_demo.loft import skin
from tools.render_demo.mesh import Floats, Mesh, divide, face_normals, join, make, mirrored, pick, pushed, unit
from tools.render_demo.relief import displaced, shaped
from tools.render_demo.shapes import sheet

DENT_AT, DENT_SIZE = (2.04, 0.585), (0.165, 0.115)
SCRATCH_SPAN = (2.56, 3.16, 0.51, 0.71)
CRACK_AT = (0.33, 1.185)
GLASS_EDGE: Points = ((-0.66, 1.02), (-0.53, 1.360), (0.0, 1.382), (0.53, 1.360), (0.66, 1.02))
MISSING: Points = (
    (0.550, 0.595),
    (0.565, 0.645),
    (0.600, 0.660),
    (0.612, 0.700),
    (0.660, 0.676),
    (0.700, 0.716),
    (0.765, 0.698),
    (0.800, 0.724),
    (0.860, 0.695),
    (0.915, 0.712),
    (0.905, 0.675),
    (0.945, 0.655),
    (0.880, 0.632),
    (0.840, 0.600),
)
KNOCKED_OUT = (0.705, 0.664)
RINGS = ((0.012, 7), (0.021, 7), (0.033, 8), (0.050, 8), (0.072, 7), (0.105, 7), (0.145, 6), (0.19, 4))


@dataclass(frozen=True, slots=True)
class Damage:
    """One damage: its kind as the model names it, where it is, and the points that show it."""

    kind: str
    part: str
    points: Floats
    normals: Floats


def dent_depth(mesh: Mesh) -> Floats:
    """Return how far the dent presses the right door in: a bowl with a sharp crease across it, and a raised lip."""
    x, z = mesh.points[:, 0] - DENT_AT[0], mesh.points[:, 2] - DENT_AT[1]
    lean = 0.35
    a, b = (x * np.cos(lean) + z * np.sin(lean)) / DENT_SIZE[0], (-x * np.sin(lean) + z * np.cos(lean)) / DENT_SIZE[1]
    r = np.hypot(a, b)
    bowl = 0.027 * np.exp(-((1.35 * r) ** 2.6))
    crease = 0.015 * np.exp(-np.abs(b - 0.22 * a) * 5.0) * np.exp(-((a / 0.78) ** 4))
    lip = -0.0045 * np.exp(-(((r - 1.22) / 0.17) ** 2))
    second = 0.010 * np.exp(-(((x - 0.16) / 0.05) ** 2) - (((z + 0.09) / 0.035) ** 2))
    right = fields.step(mesh.points[:, 1], 0.4, 0.6)
    return np.asarray((bowl + crease + lip + second) * right * (r < 2.6), dtype=np.float64)


def dented(mesh: Mesh) -> Mesh:
    """Return the skin with the dent, the mesh made finer around it."""
    box = partial(_in_dent_box, grow=1.0)
    near, rest = divide(mesh, box)
    for _ in range(2):
        near = halved(near)
    return join([displaced(rest, -dent_depth(rest)), displaced(near, -dent_depth(near))])


def _in_dent_box(mesh: Mesh, grow: float) -> Floats:
    reach = np.abs(fields.side(mesh) - np.asarray(DENT_AT)) - grow * np.array([0.40, 0.29])
    return fields.only(reach.max(axis=1), mesh.points[:, 1] > 0.4)


def halved(mesh: Mesh) -> Mesh:
    """Split every triangle into four."""
    ends = np.sort(mesh.faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    edges, inverse = np.unique(ends, axis=0, return_inverse=True)
    new = inverse.reshape(-1, 3) + len(mesh.points)
    a, b, c = mesh.faces.T
    ab, bc, ca = new.T
    faces = np.concatenate([np.stack(t, axis=1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))])
    grown = [np.concatenate([v, v[edges].mean(axis=1)]) for v in (mesh.points, mesh.normals, mesh.coords)]
    return Mesh(grown[0], faces, unit(grown[1]), grown[2])


@lru_cache(maxsize=1)
def _surface() -> Mesh:
    return shaped(skin(16))


def lay(path: Floats, seen: Floats, where: fields.Flags, lift: float) -> tuple[Floats, Floats]:
    """Lay a plane path on the skin: fit a plane through the nearest points of the view given, for each place."""
    spots = np.flatnonzero(where)
    away = np.linalg.norm(path[:, None] - seen[spots][None], axis=2)
    order = np.argpartition(away, 9, axis=1)[:, :9]
    near, gone = spots[order], np.take_along_axis(away, order, axis=1)
    weight = np.exp(-((gone / 0.008) ** 2)) + 1e-6
    basis = np.concatenate([np.ones((*near.shape, 1)), seen[near] - path[:, None]], axis=2)
    left = np.einsum("ijk,ij,ijl->ikl", basis, weight, basis) + 1e-12 * np.eye(3)
    values = np.concatenate([_surface().points[near], _surface().normals[near]], axis=2)
    fitted = np.linalg.solve(left, np.einsum("ijk,ij,ijl->ikl", basis, weight, values))[:, 0]
    normals = unit(fitted[:, 3:])
    return fitted[:, :3] + normals * lift, normals


def ribbon(points: Floats, normals: Floats, width: Floats) -> Mesh:
    """Return a thin strip along a path on a surface."""
    along = unit(np.gradient(points, axis=0))
    out = np.cross(normals, along) * width[:, None] / 2
    n = len(points)
    i = np.arange(n - 1)
    faces = np.concatenate([np.stack([i, i + 1, i + n], axis=1), np.stack([i + 1, i + n + 1, i + n], axis=1)])
    strip = make(np.concatenate([points - out, points + out]), faces.astype(np.int64))
    return Mesh(strip.points, strip.faces, np.concatenate([normals, normals]), strip.coords)


def scratches() -> dict[str, Mesh]:
    """Return the film on the left flank that carries the scratches as a texture."""
    mesh = _surface()
    x, z = mesh.points[:, 0], mesh.points[:, 2]
    where = (mesh.points[:, 1] < -0.5) & (x > 2.3) & (x < 3.6) & (z > 0.4) & (z < 0.95)
    x0, x1, z0, z1 = SCRATCH_SPAN
    across_film, down = np.meshgrid(np.linspace(x0, x1, 180), np.linspace(z1, z0, 56))
    path = np.stack([across_film.ravel(), down.ravel() + 0.06 * (across_film.ravel() - (x0 + x1) / 2)], axis=1)
    points, normals = lay(path, fields.side(mesh), where, 0.0005)
    film = sheet(points.reshape(56, 180, 3))
    return {"scratch": Mesh(film.points, film.faces, normals, film.coords)}


def _cracks() -> list[tuple[Floats, float]]:
    """Return the cracks of the windscreen: rays and rings around the blow, in the plane seen from the front."""
    rng = np.random.default_rng(14)
    at = np.asarray(CRACK_AT)
    found = []
    angles = np.sort(np.linspace(0, 2 * np.pi, 31, endpoint=False) + rng.uniform(-0.09, 0.09, 31))
    lengths = np.where(np.arange(31) % 4 == 1, rng.uniform(0.34, 0.90, 31), rng.uniform(0.07, 0.24, 31))
    for angle, length in zip(angles, lengths, strict=True):
        steps = np.linspace(0.003, length, 60)
        drift = np.cumsum(rng.normal(0, 0.0045, 60))
        bend = angle + rng.normal(0, 0.9) * steps + 0.035 * np.sin(steps * 38 + angle) + drift
        found.append((_around(at, steps, bend), 0.0021 if length > 0.3 else 0.0016))
    for radius, arcs in RINGS:
        for start in rng.uniform(0, 2 * np.pi, arcs):
            sweep = start + np.linspace(0, rng.uniform(0.35, 0.95), 16)
            wave = radius * (1 + 0.03 * rng.standard_normal(16).cumsum() / 3)
            found.append((_around(at, wave, sweep), 0.0014))
    return found


def _around(at: Floats, radius: Floats, angle: Floats) -> Floats:
    return np.asarray(at + np.stack([radius * np.cos(angle), 0.72 * radius * np.sin(angle)], axis=1), dtype=np.float64)


def windscreen_cracks() -> Mesh:
    """Return the cracks, with the crushed glass at the blow."""
    mesh = _surface()
    x, y, row = mesh.points[:, 0], mesh.points[:, 1], mesh.coords[:, 1]
    where = (row > 11.8) & (row < 16) & (x < 2.4) & (y > -0.4)
    pieces = []
    for path, width in _cracks():
        stop = _first_outside(fields.polygon(path, GLASS_EDGE) + 0.006)
        if stop > 3:
            points, normals = lay(path[:stop], across(mesh), where, -0.0024)
            pieces.append(ribbon(points, normals, width * (1.25 - 0.85 * np.linspace(0, 1, stop))))
    rng = np.random.default_rng(2)
    for _ in range(150):
        centre = np.asarray(CRACK_AT) + rng.normal(0, 0.017, 2)
        chip, _ = lay(centre + rng.normal(0, 0.0036, (3, 2)), across(mesh), where, -0.0022)
        pieces.append(make(chip, np.array([[0, 1, 2]], dtype=np.int64)))
    return join(pieces)


def _first_outside(distance: Floats) -> int:
    return len(distance) if (distance < 0).all() else int(np.argmax(distance >= 0))


def broken_inside(parts: dict[str, Mesh]) -> dict[str, Mesh]:
    """Return the lamps' insides with the left lamp's middle projector knocked out."""
    place, _ = at_belt(patch(HEADLAMP, False), *KNOCKED_OUT, False, 0.052)
    place = place * np.array([1.0, -1.0, 1.0])
    found = dict(parts)
    for name in ("reflector", "ball"):
        mesh = parts[name]
        away = np.linalg.norm(mesh.points[mesh.faces[:, 0]] - place, axis=1)
        found[name] = pick(mesh, away > 0.042)
    return found


def broken_lens(lens: Mesh) -> tuple[Mesh, dict[str, Mesh]]:
    """Knock a piece out of the left head lamp's lens; return the rest, and its cracks and shards."""
    hole = partial(belt, corners=MISSING, from_tail=False, radius=0.0)
    gone, rest = divide(lens, lambda m: np.maximum(hole(m), m.points[:, 1]))
    surface = mirrored(patch(HEADLAMP, False))
    seen = np.stack([surface.coords[:, 2], surface.points[:, 2]], axis=1)
    pieces = []
    rng = np.random.default_rng(4)
    for corner in MISSING[1:13]:
        away = np.asarray(corner) - np.asarray([0.74, 0.655])
        angle = np.arctan2(away[1], away[0]) + rng.normal(0, 0.3)
        for fork in (-0.35, 0.4):
            steps = np.linspace(0, rng.uniform(0.05, 0.17), 24)
            bend = angle + fork * rng.random() + np.cumsum(rng.normal(0, 0.02, 24))
            path = np.asarray(corner) + np.stack([steps * np.cos(bend), 0.6 * steps * np.sin(bend)], axis=1)
            stop = _first_outside(fields.polygon(path, HEADLAMP) + 0.003)
            if stop > 3:
                pieces.append(_crack_on(surface, seen, path[:stop]))
    edge = _jagged_edge(rest, hole)
    shards = pick(pushed(gone, -0.030), np.arange(len(gone.faces)) % 7 == 0)
    return rest, {"crack": join([*pieces, edge]), "shard": shards}


def _crack_on(surface: Mesh, seen: Floats, path: Floats) -> Mesh:
    order = np.argmin(np.linalg.norm(path[:, None] - seen[None], axis=2), axis=1)
    points = surface.points[order] + surface.normals[order] * 0.0006
    smoothed = np.stack(
        [np.convolve(np.pad(points[:, k], 2, mode="edge"), np.ones(5) / 5, mode="valid") for k in range(3)], axis=1
    )
    return ribbon(smoothed, surface.normals[order], np.linspace(0.0016, 0.0006, len(path)))


def _jagged_edge(rest: Mesh, hole: partial[Floats]) -> Mesh:
    near = pick(rest, (np.abs(hole(rest))[rest.faces] < 0.004).any(axis=1) & (rest.points[rest.faces[:, 0], 1] < 0))
    lifted = pushed(near, 0.0008)
    thin, _ = divide(lifted, lambda m: np.abs(hole(m)) - 0.0019)
    return thin


def visible_damages(parts: dict[str, Mesh]) -> list[Damage]:
    """Return the damages with the points that show them, for the boxes of the photographs."""
    paint = parts["paint"]
    x, z = (paint.points[:, 0] - DENT_AT[0]) / DENT_SIZE[0], (paint.points[:, 2] - DENT_AT[1]) / DENT_SIZE[1]
    pressed = (np.hypot(x, z) < 1.0) & (paint.points[:, 1] > 0.6)
    marks = parts["scratch"]
    lens = patch(HEADLAMP, False, 0.0)
    lens = mirrored(lens)
    broken = fields.polygon(np.stack([lens.coords[:, 2], lens.points[:, 2]], axis=1), MISSING) < 0.03
    glass = parts["windscreen_crack"]
    return [
        Damage("dent", "front_door_right", paint.points[pressed], paint.normals[pressed]),
        Damage("scratch", "rear_door_left", marks.points, marks.normals),
        Damage("lamp_damage", "headlamp_left", lens.points[broken], lens.normals[broken]),
        Damage("glass_damage", "windscreen", glass.points, glass.normals),
    ]


__all__ = ["Damage", "broken_lens", "dented", "face_normals", "scratches", "visible_damages", "windscreen_cracks"]
