"""The body: the skin with its relief, divided into paint, glass, lenses, openings and trim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from tools.render_demo import fields, layout
from tools.render_demo.fields import Points
from tools.render_demo.loft import skin
from tools.render_demo.mesh import Field, Floats, Mesh, divide, join, make, pick, pushed, rim
from tools.render_demo.relief import grooved, nearest_groove, shaped

GAP = 0.0032


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece taken out of the skin: its name, its field, and how deep it lies under the paint."""

    name: str
    field: Field
    depth: float = 0.0


def arch_field(mesh: Mesh) -> Floats:
    """Return the distance to the nearer wheel opening, far under the floor's middle."""
    x, z = mesh.points[:, 0], mesh.points[:, 2]
    near = np.min([np.hypot(x - axle, z - layout.HUB) for axle in layout.AXLES], axis=0)
    return fields.only(near - layout.ARCH, np.abs(mesh.points[:, 1]) > 0.52)


def side_glass(mesh: Mesh, corners: Points = layout.SIDE_GLASS, radius: float = 0.025) -> Floats:
    """Return the distance to the side windows' outline."""
    here = (mesh.coords[:, 1] > 11.9) & (mesh.coords[:, 1] < 15.6) & (np.abs(mesh.coords[:, 0]) > 5.2)
    return _near(mesh, here, partial(fields.polygon, corners=corners, radius=radius), fields.side)


def _near(
    mesh: Mesh, here: fields.Flags, measure: Callable[[Floats], Floats], view: Callable[[Mesh], Floats]
) -> Floats:
    value = np.full(len(mesh.points), fields.FAR)
    spots = np.flatnonzero(here)
    value[spots] = measure(view(mesh)[spots])
    return value


def across(mesh: Mesh) -> Floats:
    """Return the points as seen from the front, both halves apart."""
    return mesh.points[:, [1, 2]]


def screen(mesh: Mesh, corners: Points, front: bool, radius: float = 0.05) -> Floats:
    """Return the distance to the windscreen's or the rear window's outline."""
    x, row = mesh.points[:, 0], mesh.coords[:, 1]
    here = (row > 11.2) & (row < 16.2) & ((x < 2.45) if front else (x > 2.9))
    return _near(mesh, here, partial(fields.polygon, corners=corners, radius=radius), across)


def cowl(mesh: Mesh) -> Floats:
    """Return the field of the dark strip between hood and windscreen, in rows of the cage."""
    x, y, row = mesh.points[:, 0], np.abs(mesh.points[:, 1]), mesh.coords[:, 1]
    return fields.only(np.maximum(np.abs(row - 12.42) * 0.1 - 0.047, (y - 0.735) * 0.3), x < 1.75)


def belt(mesh: Mesh, corners: Points, from_tail: bool, radius: float = 0.012) -> Floats:
    """Return the distance to a lamp's outline, drawn along the belt."""
    way = mesh.coords[:, 2]
    at = np.stack([float(way.max()) - way if from_tail else way, mesh.points[:, 2]], axis=1)
    row = mesh.coords[:, 1]
    here = (row > 3.0) & (row < 9.9) & (at[:, 0] < 1.4)
    return _near(mesh, here, partial(fields.polygon, corners=corners, radius=radius), lambda _: at)


def face(mesh: Mesh, corners: Points, front: bool, radius: float = 0.02) -> Floats:
    """Return the distance to an opening of the nose or the tail, seen from the front."""
    x, row = mesh.points[:, 0], mesh.coords[:, 1]
    here = (row > 1.2) & (row < 9.9) & ((x < 0.6) if front else (x > 4.1))
    return _near(mesh, here, partial(fields.polygon, corners=corners, radius=radius), fields.front)


def sill(mesh: Mesh) -> Floats:
    """Return the height over the edge of the dark lower trim."""
    x = mesh.points[:, 0]
    edge = 0.232 + 0.02 * fields.step(x, 4.0, 4.3)
    return np.asarray(mesh.points[:, 2] - edge, dtype=np.float64)


def gap_field(mesh: Mesh) -> Floats:
    """Return the distance to the dark bottom of the nearest shut line."""
    return nearest_groove(mesh) - 0.0018


def wider(field: Field, by: float) -> Field:
    """Return the field of an outline grown on all sides."""
    return lambda mesh: field(mesh) - by


def within(field: Field, other: Field) -> Field:
    """Return the field of what lies inside both outlines."""
    return lambda mesh: np.maximum(field(mesh), other(mesh))


def panels() -> Iterator[Panel]:
    """Say what is taken out of the skin, in order; what is left is paint."""
    yield Panel("void", arch_field)
    windscreen = partial(screen, corners=layout.WINDSCREEN, front=True)
    backlight = partial(screen, corners=layout.BACKLIGHT, front=False)
    pillar = partial(side_glass, corners=layout.PILLAR, radius=0.0)
    quarter = partial(side_glass, corners=layout.QUARTER, radius=0.0)
    for name, field, border in (("windscreen", windscreen, 0.045), ("backlight", backlight, 0.035)):
        yield Panel(name, wider(field, -border), 0.0035)
        yield Panel("frit", field, 0.0035)
        yield Panel("seal", wider(field, 0.005), 0.008)
    yield Panel("gloss", within(side_glass, pillar), 0.001)
    yield Panel("gloss", within(side_glass, quarter), 0.002)
    yield Panel("side_glass", wider(side_glass, -0.004), 0.005)
    yield Panel("rubber", wider(side_glass, 0.004), 0.002)
    yield Panel("chrome", wider(side_glass, 0.013), 0.0)
    yield Panel("rubber", cowl, 0.004)
    for name, corners, tail in (("lens", layout.HEADLAMP, False), ("tail_lens", layout.TAIL_LAMP, True)):
        lamp = partial(belt, corners=corners, from_tail=tail)
        yield Panel(name, lamp, 0.0)
        yield Panel("gap", wider(lamp, GAP), 0.010)
    yield from _openings()
    yield Panel("plastic", sill)
    yield Panel("gap", gap_field)


def _openings() -> Iterator[Panel]:
    grille = partial(face, corners=layout.GRILLE, front=True)
    intake = partial(face, corners=layout.INTAKE, front=True)
    yield Panel("void", wider(grille, -0.014))
    yield Panel("chrome", grille, 0.0)
    yield Panel("void", wider(intake, -0.02))
    yield Panel("plastic", intake, 0.0)
    yield Panel("plastic", partial(face, corners=layout.POCKET, front=True), 0.022)
    yield Panel("plastic", partial(face, corners=layout.DIFFUSER, front=False), 0.004)
    yield Panel("tail_lens", partial(belt, corners=layout.TAIL_BAR, from_tail=True, radius=0.004), 0.0)
    yield Panel("gap", wider(partial(belt, corners=layout.TAIL_BAR, from_tail=True, radius=0.004), GAP), 0.010)


def edged(mesh: Mesh, depth: float = 0.016) -> Mesh:
    """Give a piece of skin the thickness of folded sheet along its edges."""
    everywhere = np.ones(len(mesh.points), dtype=bool)
    return join([mesh, rim(mesh, everywhere, mesh.normals * -depth)])


def body(fine: int = 16, dents: Callable[[Mesh], Mesh] | None = None) -> dict[str, Mesh]:
    """Return the parts of the body by name."""
    rest = shaped(skin(fine))
    rest = grooved(dents(rest) if dents else rest)
    parts: dict[str, list[Mesh]] = {}
    for panel in panels():
        piece, rest = divide(rest, panel.field)
        if panel.name != "void" and len(piece.faces):
            parts.setdefault(panel.name, []).append(pushed(piece, -panel.depth) if panel.depth else piece)
    parts["paint"] = [rest]
    done = {name: join(pieces) for name, pieces in parts.items()}
    edge = {name: edged(done[name]) for name in ("paint", "plastic", "chrome")}
    return {**done, **edge, "lining": lining(fine), "arches": arches()}


def lining(fine: int) -> Mesh:
    """Return the inside of the cabin's shell: roof lining and pillars, with the windows left open."""
    shell = skin(max(6, fine // 2))
    cabin, _ = divide(shell, lambda m: np.maximum(11.5 - m.coords[:, 1], -1.0))
    for field in (
        partial(screen, corners=layout.WINDSCREEN, front=True),
        partial(screen, corners=layout.BACKLIGHT, front=False),
        side_glass,
    ):
        _, cabin = divide(cabin, wider(field, 0.004))
    return pushed(cabin, -0.022)


def arches() -> Mesh:
    """Return the dark half tubes behind the wheel openings."""
    turn = np.linspace(-0.35, np.pi + 0.35, 48)
    pieces = []
    for axle in layout.AXLES:
        for sign in (-1.0, 1.0):
            ring = np.stack([axle + np.cos(turn) * 0.385, 0 * turn, layout.HUB + np.sin(turn) * 0.385], axis=1)
            points = np.concatenate([ring + np.array([0, sign * y, 0]) for y in (0.50, 0.84)])
            n = len(turn)
            i = np.arange(n - 1)
            faces = np.concatenate([np.stack([i, i + 1, i + n], axis=1), np.stack([i + 1, i + n + 1, i + n], axis=1)])
            wall = np.concatenate([ring + np.array([0, sign * 0.50, 0]), [[axle, sign * 0.50, layout.HUB]]])
            fan = np.stack([i, i + 1, np.full(n - 1, n)], axis=1)
            pieces += [make(points, faces), make(wall, fan)]
    return join(pieces)


def paint_only(mesh: Mesh, field: Field, limit: float) -> Mesh:
    """Return the faces of a mesh whose first corner is nearer than the limit in a field."""
    return pick(mesh, field(mesh)[mesh.faces[:, 0]] < limit)
