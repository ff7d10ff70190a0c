"""The relief of the skin: creases, flares, scoops, and the grooves of the shut lines."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from tools.render_demo import fields
from tools.render_demo.layout import ARCH, AXLES, GROOVES, HANDLES, HUB, Groove
from tools.render_demo.mesh import Floats, Mesh, refine, vertex_normals

LEVELS = (0.0055, 0.0026, 0.0016)
DEPTHS = (0.0, 0.0016, 0.012)


def on_side(mesh: Mesh) -> Floats:
    """Rise from nought on hood, nose and tail to one on the car's sides."""
    return fields.step(np.abs(mesh.normals[:, 1]), 0.45, 0.8)


def scoop(distance: Floats, depth: float, width: float) -> Floats:
    """Fall away sharply on one side of a crease and come back slowly."""
    t = np.maximum(distance, 0.0) / width
    return np.asarray(-depth * t * np.exp(1.0 - t), dtype=np.float64)


def flares(mesh: Mesh) -> Floats:
    """Swell the skin around the wheel arches."""
    x, z = mesh.points[:, 0], mesh.points[:, 2]
    total = np.zeros(len(x))
    for axle in AXLES:
        away = np.hypot(x - axle, z - HUB) - ARCH
        total += 0.017 * np.exp(-((away / 0.085) ** 2)) + 0.006 * np.exp(-((away / 0.02) ** 2))
    return total * on_side(mesh)


def side_lines(mesh: Mesh) -> Floats:
    """Press the shoulder line and the sill line into the sides."""
    x, z = mesh.points[:, 0], mesh.points[:, 2]
    length = fields.step(x, 0.75, 1.5) * (1 - fields.step(x, 3.9, 4.45))
    shoulder = scoop(0.806 + 0.022 * (x - 1.2) - z, 0.013, 0.075) * length
    doors = fields.step(x, 1.25, 1.7) * (1 - fields.step(x, 2.9, 3.3))
    sill = scoop(z - (0.335 + 0.035 * (x - 1.3)), 0.016, 0.07) * doors
    return (shoulder + sill) * on_side(mesh)


def hood_lines(mesh: Mesh) -> Floats:
    """Raise the middle of the hood between two creases, and give the boot its lip."""
    x, y, z = mesh.points[:, 0], np.abs(mesh.points[:, 1]), mesh.points[:, 2]
    row = mesh.coords[:, 1]
    on_hood = fields.step(row, 9.0, 9.6) * (1 - fields.step(row, 11.6, 12.0)) * (1 - fields.step(x, 1.3, 1.6))
    hood = scoop(y - (0.40 + 0.17 * (x - 0.2)), 0.010, 0.09) * on_hood
    lip = 0.020 * np.exp(-(((x - 4.475) / 0.055) ** 2)) * (1 - fields.step(y, 0.45, 0.75)) * fields.step(z, 0.95, 1.03)
    return hood + lip


def handle_cups(mesh: Mesh) -> Floats:
    """Hollow the skin behind the door handles."""
    total = np.zeros(len(mesh.points))
    for x, z in HANDLES:
        total -= 0.016 * np.exp(
            -(((mesh.points[:, 0] - x) / 0.062) ** 4) - (((mesh.points[:, 2] - z + 0.004) / 0.026) ** 4)
        )
    return total * on_side(mesh)


def shaped(mesh: Mesh) -> Mesh:
    """Return the skin with its broad relief."""
    height = flares(mesh) + side_lines(mesh) + hood_lines(mesh) + handle_cups(mesh)
    return displaced(mesh, height)


def displaced(mesh: Mesh, height: Floats) -> Mesh:
    """Move the points along their normals, and renew the normals where the surface changed."""
    points = mesh.points + mesh.normals * height[:, None]
    touched = np.abs(height) > 1e-5
    fresh = vertex_normals(points, mesh.faces)
    return replace(mesh, points=points, normals=np.where(touched[:, None], fresh, mesh.normals))


def groove_distance(mesh: Mesh, groove: Groove) -> Floats:
    """Return the signed distance to a shut line in the view in which it is drawn, far where it does not apply."""
    view = {"side": fields.side, "plan": fields.plan, "front": fields.front}[groove.view]
    x, y, row = mesh.points[:, 0], mesh.points[:, 1], mesh.coords[:, 1]
    here = (row > groove.rows[0]) & (row < groove.rows[1]) & (x > groove.span[0]) & (x < groove.span[1])
    if groove.right_only:
        here &= y > 0
    spots = np.flatnonzero(here)
    value = np.full(len(x), fields.FAR)
    value[spots] = fields.path(view(mesh)[spots], groove.line)
    return value


def grooved(mesh: Mesh) -> Mesh:
    """Cut every shut line into the skin; the third coordinate of what is sunk becomes negative depth."""
    for groove in GROOVES:
        mesh = refine(mesh, partial(groove_distance, groove=groove), (0.0,))
        mesh = refine(mesh, lambda m, g=groove: np.abs(groove_distance(m, g)), LEVELS)  # type: ignore[misc]
    nearest = nearest_groove(mesh)
    depth = np.interp(nearest, LEVELS[::-1], DEPTHS[::-1])
    depth[nearest > LEVELS[0]] = 0.0
    return displaced(mesh, -depth)


def nearest_groove(mesh: Mesh) -> Floats:
    """Return the distance to the nearest shut line."""
    return np.asarray(np.min([np.abs(groove_distance(mesh, groove)) for groove in GROOVES], axis=0), dtype=np.float64)
