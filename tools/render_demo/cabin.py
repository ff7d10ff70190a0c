"""The cabin: floor, seats, dashboard with screen and cluster, steering wheel, door cards, mirror."""

from __future__ import annotations

import numpy as np

from tools.render_demo.loft import skin
from tools.render_demo.mesh import Mesh, divide, join, mirrored, moved, pushed
from tools.render_demo.shapes import block, box, crisp, revolve, sheet, tube, turn

DRIVER = -0.37


def seat() -> dict[str, Mesh]:
    """Return one front seat around the middle of its cushion."""
    cushion = [block((0.50, 0.34, 0.15), (0, 0, 0.0), 3.4, 26), block((0.52, 0.11, 0.18), (0.0, 0.205, 0.015), 2.8, 20)]
    cushion.append(mirrored(cushion[1]))
    back = [block((0.13, 0.35, 0.62), (0, 0, 0.30), 3.2, 28), block((0.17, 0.11, 0.56), (-0.03, 0.205, 0.27), 2.7, 22)]
    back.append(mirrored(back[1]))
    back.append(block((0.10, 0.27, 0.18), (0.01, 0, 0.73), 2.9, 22))
    posts = [tube(np.array([[0.0, s * 0.06, 0.58], [0.005, s * 0.06, 0.68]]), 0.007, 8, (1, 0, 0)) for s in (-1, 1)]
    leaned = moved(join(back), turn("y", 19.0), (0.23, 0, 0.02))
    seams = [tube(np.array([[x, -0.15, 0.077], [x, 0.15, 0.077]]), 0.0025, 6) for x in (-0.14, -0.04, 0.06)]
    base = box((0.44, 0.40, 0.16), (0.02, 0, -0.14))
    return {
        "seat": join([*cushion, leaned]),
        "stitch": join(seams),
        "black": base,
        "chrome": moved(join(posts), turn("y", 19.0), (0.23, 0, 0.02)),
    }


def seats() -> dict[str, Mesh]:
    """Return the front seats and the rear bench."""
    front = seat()
    parts = {name: [moved(mesh, np.eye(3), (2.22, y, 0.50)) for y in (DRIVER, -DRIVER)] for name, mesh in front.items()}
    bench = [block((0.50, 1.24, 0.16), (3.05, 0, 0.50), 4.0, 30)]
    bench.append(moved(block((0.14, 1.22, 0.60), (0, 0, 0.30), 4.0, 30), turn("y", 24.0), (3.26, 0, 0.52)))
    bench += [block((0.08, 0.24, 0.15), (3.50, y, 1.10), 3.0, 16) for y in (-0.40, 0.40)]
    parts["seat"] += bench
    return {name: join(meshes) for name, meshes in parts.items()}


def dashboard() -> dict[str, Mesh]:
    """Return the dashboard: swept body, trim strip, vents, console."""
    profile = [
        (1.24, 0.90),
        (1.40, 0.955),
        (1.58, 0.962),
        (1.70, 0.945),
        (1.735, 0.915),
        (1.735, 0.88),
        (1.70, 0.84),
        (1.70, 0.78),
        (1.66, 0.66),
        (1.60, 0.56),
        (1.40, 0.45),
    ]
    y = np.linspace(-0.735, 0.735, 61)
    rows = []
    for x, z in _rounded(profile):
        bow = 0.03 * (1 - (np.abs(y) / 0.735) ** 2)
        rows.append(
            np.stack(
                [
                    x + bow * (x > 1.5) - 0.05 * (np.abs(y) / 0.735) ** 4 * (x < 1.5),
                    y,
                    np.full(len(y), z) - 0.02 * (np.abs(y) / 0.735) ** 4,
                ],
                axis=1,
            )
        )
    hood = join(
        [
            block((0.26, 0.40, 0.13), (1.642, DRIVER, 0.945), 3.4, 26),
            block((0.20, 0.39, 0.020), (1.715, DRIVER, 1.010), 4.0, 20),
        ]
    )
    console = block((0.85, 0.20, 0.26), (1.98, 0, 0.52), 6.0, 24)
    box_rest = block((0.32, 0.21, 0.12), (2.28, 0, 0.70), 4.0, 20)
    strip = tube(np.array([[1.742 + 0.03 * (1 - (v / 0.735) ** 2) - 0.006, v, 0.862] for v in y[4:-4]]), 0.010, 10)
    return {
        "dash": join([sheet(np.stack(rows)), hood, box_rest]),
        "black": join([console, *_vents()]),
        "machined": join([strip, *_knobs()]),
    }


def _rounded(profile: list[tuple[float, float]]) -> list[tuple[float, float]]:
    pts = np.asarray(profile)
    for _ in range(3):
        mids = np.concatenate([0.75 * pts[:-1] + 0.25 * pts[1:], 0.25 * pts[:-1] + 0.75 * pts[1:]], axis=1).reshape(
            -1, 2
        )
        pts = np.concatenate([pts[:1], mids, pts[-1:]])
    return [(float(a), float(b)) for a, b in pts]


def _vents() -> list[Mesh]:
    pieces = []
    for y, wide in ((-0.64, 0.13), (-0.115, 0.14), (0.115, 0.14), (0.64, 0.13)):
        bow = 0.03 * (1 - (y / 0.735) ** 2)
        pieces.append(box((0.02, wide, 0.055), (1.722 + bow, y, 0.815)))
        pieces += [box((0.03, wide - 0.01, 0.003), (1.727 + bow, y, 0.797 + 0.012 * k)) for k in range(4)]
    return pieces


def _knobs() -> list[Mesh]:
    dial = moved(revolve([(0.0, 0.016), (0.017, 0.016), (0.019, 0.012), (0.020, 0.0)], 32), turn("z", -70.0))
    pieces = [moved(dial, np.eye(3), (1.715, y, 0.715)) for y in (-0.10, 0.10)]
    lever = tube(
        np.array([[1.96, 0.0, 0.63], [1.95, 0.0, 0.73], [1.94, 0.0, 0.76]]),
        np.array([0.010, 0.012, 0.020]),
        16,
        (0, 1, 0),
    )
    return [*pieces, lever]


def panels() -> dict[str, Mesh]:
    """Return the lit faces: the centre screen and the instrument cluster, each with its texture."""
    frame = moved(block((0.012, 0.292, 0.172), (0, 0, 0), 12.0, 16), turn("y", -10.0), (1.748, 0.0, 0.955))
    view = moved(_face(0.272, 0.153), turn("y", -10.0), (1.7565, 0.0, 0.957))
    cluster = moved(_face(0.30, 0.1125), turn("y", -22.0), (1.785, DRIVER, 0.938))
    shade = moved(block((0.012, 0.33, 0.135), (0, 0, 0), 8.0, 16), turn("y", -22.0), (1.772, DRIVER, 0.935))
    return {"gloss": join([frame, shade]), "screen": view, "cluster": cluster}


def _face(wide: float, high: float) -> Mesh:
    y, z = np.meshgrid(np.linspace(-wide / 2, wide / 2, 5), np.linspace(high / 2, -high / 2, 5))
    flat = sheet(np.stack([np.zeros_like(y), y, z], axis=-1))
    return Mesh(flat.points, flat.faces[:, ::-1], -flat.normals, flat.coords)


def steering() -> dict[str, Mesh]:
    """Return the steering wheel with its column."""
    around = np.linspace(0, 2 * np.pi, 73)
    ring = np.stack([0 * around, 0.183 * np.cos(around), 0.183 * np.sin(around)], axis=1)
    parts = [tube(ring, 0.0155, 18, (1, 0, 0)), block((0.05, 0.15, 0.09), (-0.012, 0, -0.010), 3.4, 24)]
    arms = ([[-0.01, 0.3 * y, -0.005], [-0.006, y, -0.01]] for y in (-0.176, 0.176))
    parts += [tube(np.array(arm), np.array([0.030, 0.016]), 14) for arm in arms]
    parts.append(tube(np.array([[-0.01, 0, -0.04], [-0.006, 0, -0.178]]), np.array([0.03, 0.014]), 14, (0, 1, 0)))
    column = tube(np.array([[-0.02, 0, 0], [-0.30, 0, -0.02]]), 0.045, 20)
    ring_badge = revolve([(0.020, 0.016), (0.024, 0.018), (0.028, 0.016)], 32)
    place = (1.905, DRIVER, 0.83)
    lean = turn("y", -24.0)
    stalks = [
        tube(np.array([[-0.07, 0.03 * s, 0.01], [-0.07, 0.17 * s, 0.03]]), np.array([0.008, 0.011]), 10)
        for s in (-1, 1)
    ]
    return {
        "leather": moved(join(parts), lean, place),
        "black": moved(join([column, *stalks]), lean, place),
        "chrome": moved(moved(ring_badge, turn("z", -90.0)), lean, place),
    }


def shell() -> dict[str, Mesh]:
    """Return floor, bulkheads, door cards and the inner mirror."""
    floor = join(
        [box((2.6, 1.50, 0.04), (2.45, 0, 0.28)), *(box((0.55, 0.02, 0.50), (1.56, y, 0.53)) for y in (-0.765, 0.765))]
    )
    front, rear = box((0.03, 1.55, 0.62), (1.38, 0, 0.60)), box((0.03, 1.45, 0.78), (3.58, 0, 0.66))
    shelf = box((0.45, 1.30, 0.03), (3.72, 0, 1.045))
    inside = pushed(skin(10), -0.055)
    tub, _ = divide(
        inside, lambda m: np.maximum(np.abs(m.points[:, 0] - 2.5) - 1.10, np.abs(m.coords[:, 1] - 7.5) - 4.2)
    )
    rest = block((0.42, 0.075, 0.055), (2.20, 0.775, 0.735), 4.0, 16)
    mirror = block((0.03, 0.23, 0.065), (1.93, 0.0, 1.275), 4.0, 20)
    stem = tube(np.array([[1.90, 0, 1.345], [1.925, 0, 1.285]]), 0.009, 8, (0, 1, 0))
    return {
        "card": join([tub, rest, mirrored(rest)]),
        "carpet": join([floor, front, rear, shelf]),
        "black": join([mirror, stem]),
    }


def cabin() -> dict[str, Mesh]:
    """Return the cabin by material."""
    parts: dict[str, list[Mesh]] = {}
    for group in (seats(), dashboard(), panels(), steering(), shell()):
        for name, mesh in group.items():
            parts.setdefault(name, []).append(mesh)
    return {name: join(meshes) for name, meshes in parts.items()}


__all__ = ["cabin", "crisp"]
