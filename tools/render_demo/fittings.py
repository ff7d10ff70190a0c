"""What is screwed onto the body: mirrors, handles, grille, plates, wipers, aerial, exhausts, badge."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from tools.render_demo import fields
from tools.render_demo.layout import GRILLE, HANDLES, INTAKE
from tools.render_demo.loft import skin
from tools.render_demo.mesh import Floats, Mesh, divide, join, mirrored, moved
from tools.render_demo.relief import shaped
from tools.render_demo.shapes import block, box, revolve, sheet, tube, turn


@lru_cache(maxsize=1)
def _shape() -> Mesh:
    return shaped(skin(10))


def on_side(x: float, z: float) -> tuple[Floats, Floats]:
    """Return the point and the normal of the body's right side at a station and a height."""
    return _nearest(_shape().points[:, [0, 2]], (x, z), _shape().points[:, 1] > 0.3)


def on_front(y: float, z: float, tail: bool = False) -> tuple[Floats, Floats]:
    """Return the point and the normal of the nose (or tail) at a place seen from the front."""
    x = _shape().points[:, 0]
    return _nearest(_shape().points[:, [1, 2]], (y, z), (x > 4.0) if tail else (x < 0.9))


def on_top(x: float, y: float) -> tuple[Floats, Floats]:
    """Return the point and the normal of the upper skin over a place in the plan."""
    return _nearest(_shape().points[:, :2], (x, y), (_shape().points[:, 2] > 0.7) & (_shape().coords[:, 1] > 9))


def _nearest(flat: Floats, at: tuple[float, float], where: fields.Flags) -> tuple[Floats, Floats]:
    spots = np.flatnonzero(where)
    away = np.hypot(flat[spots, 0] - at[0], flat[spots, 1] - at[1])
    order = np.argsort(away)[:4]
    weight = 1 / np.maximum(away[order], 1e-5)
    weight /= weight.sum()
    best = spots[order]
    return weight @ _shape().points[best], weight @ _shape().normals[best]


def fair(path: Floats, degree: int = 3) -> Floats:
    """Return the path without its small waves."""
    t = np.linspace(-1, 1, len(path))
    return np.stack([np.polynomial.Polynomial.fit(t, path[:, k], degree)(t) for k in range(3)], axis=1)


def mirror_right() -> dict[str, Mesh]:
    """Return the right door mirror: painted shell, dark base and arm, glass."""
    at = np.array([1.835, 0.985, 1.035])
    shell = block((0.125, 0.215, 0.135), (0, 0, 0), 3.2, 40)
    x, y = shell.points[:, 0], shell.points[:, 1]
    squeeze = 1 - 0.25 * fields.step(-x, -0.02, 0.065)
    shell.points[:, 2] *= squeeze * (1 - 0.10 * fields.step(y, 0.0, 0.11))
    shell.points[:, 0] += 0.22 * y * (y > -0.2) * 1.0
    front, back = divide(shell, lambda m: m.points[:, 0] - 0.22 * m.points[:, 1] - 0.052)
    lower, upper = divide(front, lambda m: m.points[:, 2] + 0.034 - 0.10 * m.points[:, 0])
    arm = block((0.075, 0.13, 0.028), (0.005, -0.125, -0.062), 3.0, 20)
    foot = block((0.13, 0.05, 0.05), (0.0, -0.175, -0.062), 3.0, 20)
    tilt = turn("z", 4.0)
    place = {"paint": upper, "plastic": join([lower, arm, foot])}
    glass = moved(back, np.diag([1.0, 0.93, 0.90]), (0.001, 0, 0))
    place |= {"mirror": glass}
    return {name: moved(mesh, tilt, at) for name, mesh in place.items()}


def handles_right() -> Mesh:
    """Return the pull handles of the right doors."""
    bars = []
    for x, z in HANDLES:
        line = []
        for t in np.linspace(-1, 1, 25):
            point, normal = on_side(x + 0.10 * t, z + 0.006 + 0.003 * t)
            lift = 0.026 * (1 - abs(t) ** 4) ** 0.5 + 0.002
            line.append(point + normal * lift * (1.0 if abs(t) < 0.99 else 0.4))
        size = 0.0125 - 0.004 * np.linspace(-1, 1, 25) ** 4
        bar = tube(fair(np.array(line), 6), size, 20)
        flat = np.array([1.0, 0.75, 1.15])
        centre = bar.points.mean(axis=0)
        bars.append(moved(bar, np.diag(flat), centre * (1 - flat)))
    return join(bars)


def grille() -> dict[str, Mesh]:
    """Return the bars of both openings of the nose, and the dark walls behind."""
    bars = []
    for z in np.arange(0.478, 0.640, 0.0215):
        reach = 0.30 + 0.13 * np.clip((z - 0.462) / 0.14, 0, 1)
        bars.append(_bar(z, reach, 0.0042, 0.020))
    for y in np.arange(-0.42, 0.43, 0.03):
        top, low = on_front(y, 0.64)[0], on_front(y, 0.47)[0]
        if abs(y) < 0.32:
            bars.append(tube(np.stack([low, top]) + np.array([0.034, 0, 0]), 0.002, 6, (0, 1, 0)))
    mesh = [_bar(z, 0.50, 0.0035, 0.035) for z in np.arange(0.262, 0.370, 0.021)]
    wall = box((0.01, 1.15, 0.20), (0.17, 0, 0.56))
    low_wall = box((0.01, 1.25, 0.16), (0.26, 0, 0.31))
    return {"gloss": join(bars), "plastic": join(mesh), "black": join([wall, low_wall])}


def _bar(z: float, reach: float, radius: float, sink: float) -> Mesh:
    line = np.array([on_front(y, z)[0] + [sink, 0, 0] for y in np.linspace(-reach, reach, 33)])
    return tube(fair(line, 6), radius, 10)


def badge() -> dict[str, Mesh]:
    """Return a plain ring with a bar on grille and boot: a badge of no maker."""
    ring_turn = np.linspace(0, 2 * np.pi, 48)
    pieces, discs = [], []
    for at, normal in (
        (on_front(0.0, 0.556)[0] - [0.004, 0, 0], -1.0),
        (on_front(0.0, 0.985, tail=True)[0] + [0.003, 0, 0], 1.0),
    ):
        size = 0.048 if normal < 0 else 0.036
        ring = np.stack([0 * ring_turn, 1.25 * size * np.cos(ring_turn), size * np.sin(ring_turn)], axis=1)
        pieces.append(tube(ring + at, 0.0045, 10, (1, 0, 0)))
        wing = np.stack(
            [0 * ring_turn, 0.7 * size * np.sin(ring_turn), 0.55 * size * np.cos(ring_turn) * np.cos(ring_turn)], axis=1
        )
        pieces.append(tube(wing + at, 0.003, 8, (1, 0, 0)))
        discs.append(
            moved(revolve([(0.0, 0.0), (size, 0.0)], 40), np.diag([1.25, 1.0, 1.0]) @ np.eye(3)[[1, 0, 2]][[1, 0, 2]])
        )
        discs[-1] = moved(discs[-1], turn("z", 90.0), at)
    return {"chrome": join(pieces), "gloss": join(discs)}


def plates() -> dict[str, Mesh]:
    """Return the two number plates (their face carries a texture) and their holders."""
    faces, holders = [], []
    for x, z, sign, lean in ((-0.012, 0.418, -1.0, -4.0), (4.606, 0.628, 1.0, 6.0)):
        across, up = np.meshgrid(np.linspace(0.26, -0.26, 9), np.linspace(0.057, -0.057, 5))
        flat = np.stack([np.zeros_like(across), across * sign * -1.0, up], axis=-1)
        plate = sheet(flat)
        faces.append(moved(plate, turn("y", -lean * sign * sign), (x, 0, z)))
        holders.append(
            moved(block((0.014, 0.535, 0.128), (0, 0, 0), 9.0, 20), turn("y", -lean), (x - sign * 0.009, 0, z))
        )
    return {"plate": join(faces), "plastic": join(holders)}


def wipers() -> Mesh:
    """Return the two wiper arms with their blades, lying at the foot of the windscreen."""
    pieces = []
    for start, end in (((1.335, -0.50), (1.405, 0.06)), ((1.335, 0.10), (1.43, 0.58))):
        steps = [np.array(start) * (1 - t) + np.array(end) * t for t in np.linspace(0, 1, 20)]
        blade = np.array(
            [
                np.add(*(w * np.array(k) for w, k in zip(on_top(x + 0.012, y), (1.0, 0.012), strict=True)))
                for x, y in steps
            ]
        )
        arm = np.array(
            [np.add(*(w * np.array(k) for w, k in zip(on_top(x, y), (1.0, 0.020), strict=True))) for x, y in steps[:15]]
        )
        blade, arm = fair(blade), fair(arm)
        pieces += [tube(blade, 0.0055, 8), tube(arm, np.linspace(0.011, 0.005, 15), 8)]
        pieces.append(
            moved(block((0.05, 0.05, 0.035), (0, 0, 0), 3.0, 12), np.eye(3), on_top(*start)[0] + [0, 0, 0.01])
        )
    return join(pieces)


def aerial() -> Mesh:
    """Return the shark fin on the roof."""
    t = np.linspace(0, 1, 20)
    base, _ = on_top(3.02, 0.0)
    rows = []
    for k in np.linspace(0, 1, 14):
        start, end = 0.105 * k**0.8, 0.16 - 0.004 * k
        x = start + (end - start) * t
        wide = 0.030 * (1 - k) ** 0.7 * np.sqrt(np.maximum(np.sin(np.pi * t**0.8), 0))
        ring = np.concatenate([np.stack([x, wide], 1), np.stack([x, -wide], 1)[::-1]])
        rows.append(np.stack([ring[:, 0], ring[:, 1], np.full(len(ring), 0.062 * k)], axis=1))
    return moved(sheet(np.stack(rows), around=True), turn("y", 5.0), base + np.array([-0.08, 0, -0.006]))


def exhausts() -> dict[str, Mesh]:
    """Return the two tail pipes, dark inside."""
    pipe = revolve([(0.030, -0.10), (0.034, -0.10), (0.036, 0.0), (0.038, 0.002), (0.040, 0.0), (0.040, -0.10)], 40)
    soot = revolve([(0.0, -0.03), (0.0355, -0.03), (0.0355, -0.006)], 40)
    found = {}
    for name, mesh in (("disc", pipe), ("black", soot)):
        laid = moved(moved(mesh, turn("z", -90.0)), np.diag([1.0, 1.25, 0.9]), (4.572, 0.50, 0.318))
        found[name] = join([laid, mirrored(laid)])
    return found


def small_lamps() -> dict[str, Mesh]:
    """Return the fog lamps in the nose's pockets and the reflectors in the rear bumper."""
    at, _ = on_front(0.742, 0.405)
    ring = revolve([(0.030, 0.0), (0.036, 0.010), (0.040, 0.010), (0.042, -0.03)], 48)
    glass = revolve([(0.0, 0.009), (0.015, 0.007), (0.031, 0.0)], 40)
    place = at + np.array([0.030, 0.0, 0.0])
    fog = [moved(mesh, turn("z", 78.0), place) for mesh in (ring, glass)]
    back, _ = on_front(0.66, 0.475, tail=True)
    red = moved(block((0.012, 0.15, 0.026), (0, 0, 0), 5.0, 16), turn("z", 27.0), back)
    pairs = {"disc": fog[0], "ball": fog[1], "red_bowl": red}
    return {name: join([mesh, mirrored(mesh)]) for name, mesh in pairs.items()}


def fittings() -> dict[str, Mesh]:
    """Return everything that is screwed on, by material."""
    right = mirror_right() | {"handle": handles_right()}
    parts = {name: [mesh, mirrored(mesh)] for name, mesh in right.items()}
    extra = [grille(), badge(), plates(), {"rubber": wipers(), "gloss": aerial()}, exhausts(), small_lamps()]
    for group in extra:
        for name, mesh in group.items():
            parts.setdefault(name, []).append(mesh)
    return {name: join(meshes) for name, meshes in parts.items()}


__all__ = ["GRILLE", "INTAKE", "fittings", "on_front", "on_side", "on_top"]
