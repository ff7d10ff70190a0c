"""The whole car, part by part, with or without its damage."""

from __future__ import annotations

from tools.render_demo.body import body
from tools.render_demo.cabin import cabin
from tools.render_demo.damage import broken_inside, broken_lens, dented, scratches, windscreen_cracks
from tools.render_demo.fittings import fittings
from tools.render_demo.lamps import lamps
from tools.render_demo.mesh import Mesh, join
from tools.render_demo.wheels import wheels


def merged(*groups: dict[str, Mesh]) -> dict[str, Mesh]:
    """Join the parts of several groups by material."""
    parts: dict[str, list[Mesh]] = {}
    for group in groups:
        for name, mesh in group.items():
            parts.setdefault(name, []).append(mesh)
    return {name: join(meshes) if len(meshes) > 1 else meshes[0] for name, meshes in parts.items()}


def sound_car(fine: int = 16) -> dict[str, Mesh]:
    """Return the car as it left the factory."""
    return merged(body(fine), fittings(), lamps(), wheels(), cabin())


def demo_car(fine: int = 16) -> dict[str, Mesh]:
    """Return the car of the demo, with its four damages."""
    shell = body(fine, dents=dented)
    lens, debris = broken_lens(shell["lens"])
    marks = scratches() | {"windscreen_crack": windscreen_cracks()}
    return merged({**shell, "lens": lens}, debris, marks, fittings(), broken_inside(lamps()), wheels(), cabin())


def face_count(parts: dict[str, Mesh]) -> int:
    """Count the faces of all parts."""
    return sum(len(mesh.faces) for mesh in parts.values())
