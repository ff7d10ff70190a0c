"""The scene for the renderer: car, yard, neighbours, sky and sun."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import mitsuba as mi
import numpy as np

from tools.render_demo import labels, noise, yard
from tools.render_demo.car import demo_car, sound_car
from tools.render_demo.materials import (
    GLOWING,
    Colour,
    Material,
    car_materials,
    glass,
    lamp_light,
    metal,
    paint,
    principled,
    rgb,
)
from tools.render_demo.mesh import Mesh, join, write_ply
from tools.render_demo.shapes import block, box, revolve, sheet
from tools.render_demo.sky import SUN_COLOUR, SUN_STRENGTH, environment, sun_direction

NEIGHBOUR_PAINTS: tuple[Colour, ...] = (
    (0.62, 0.62, 0.60),
    (0.035, 0.036, 0.038),
    (0.30, 0.020, 0.022),
    (0.26, 0.27, 0.29),
)


def picture(image: noise.Image, raw: bool = True, repeat: float = 1.0, turned: float = 0.0) -> Material:
    """Return a texture from linear values."""
    frame = mi.ScalarTransform4f().rotate([0, 0, 1], turned).scale([repeat, repeat, 1])
    return {"type": "bitmap", "bitmap": mi.Bitmap(np.ascontiguousarray(image)), "raw": raw, "to_uv": frame}


def shape(mesh: Mesh, name: str, folder: Path, **more: Material) -> dict[str, Any]:
    """Write a mesh and return the shape that reads it."""
    file = folder / f"{name}.ply"
    write_ply(mesh, file)
    return {"type": "ply", "filename": str(file), **more}


def car_shapes(parts: dict[str, Mesh], folder: Path, prefix: str, colour: Colour | None = None) -> dict[str, Any]:
    """Return the shapes of one car."""
    materials = car_materials(colour) if colour else car_materials()
    materials |= {"windscreen_crack": materials["crack"], **_labelled()}
    lit = {**GLOWING, **_glowing_labels()} if colour is None else {}
    found: dict[str, Any] = {}
    for name, mesh in parts.items():
        surface = materials.get(name, materials["dark"])
        extra = {"emitter": lit[name]} if name in lit else {}
        found[prefix + name] = shape(mesh, prefix + name, folder, bsdf=surface, **extra)
    return found


def _labelled() -> dict[str, Material]:
    plate = {"type": "plastic", "diffuse_reflectance": picture(labels.plate()), "int_ior": 1.45}
    bare = principled((0.58, 0.585, 0.58), 0.5)
    scratch = {"type": "blendbsdf", "weight": picture(noise.scratched()), "a": paint(), "b": bare}
    return {"plate": {"type": "twosided", "bsdf": plate}, "scratch": scratch}


def _glowing_labels() -> dict[str, Material]:
    return {
        name: {"type": "area", "sampling_weight": 0.0, "radiance": picture(image * strength)}
        for name, image, strength in (("cluster", labels.cluster(), 0.30), ("screen", labels.screen(), 0.22))
    }


def yard_shapes(folder: Path) -> dict[str, Any]:
    """Return everything around the car."""
    colour, patches = noise.asphalt(), noise.stains()
    near = np.tile(_shrunk(colour, 1024), (4, 4, 1)) * _stretched(patches, 4096)[..., None]
    far = np.tile(_shrunk(colour, 128), (16, 16, 1)) * patches[..., None]
    shapes = {
        "ground": shape(yard.ground(9.0), "ground", folder, bsdf=_road(picture(near.astype(np.float32)))),
        "outer": shape(yard.outer_ground(9.0), "outer", folder, bsdf=_road(picture(far.astype(np.float32)))),
    }
    white, bare = ({"type": "diffuse", "reflectance": rgb(tone)} for tone in (0.55, 0.15))
    marking = {"type": "blendbsdf", "weight": picture(noise.worn(1024, 41, 0.40)), "a": bare, "b": white}
    shapes["lines"] = shape(yard.lines(), "lines", folder, bsdf={"type": "twosided", "bsdf": marking})
    brick = principled(0.3, 0.9) | {
        "bsdf": {"type": "principled", "base_color": picture(noise.brick()), "roughness": 0.9}
    }
    shapes["wall"] = shape(yard.wall(), "wall", folder, bsdf=brick)
    surfaces = _yard_materials()
    for group in (yard.hall(), yard.greenery(), yard.street()):
        for name, mesh in group.items():
            shapes["yard_" + name] = shape(mesh, "yard_" + name, folder, bsdf=surfaces[name])
    return shapes


def _shrunk(image: noise.Image, size: int) -> noise.Image:
    step = image.shape[0] // size
    return np.asarray(image.reshape(size, step, size, step, -1).mean(axis=(1, 3)), dtype=np.float32)


def _stretched(image: noise.Image, size: int) -> noise.Image:
    return np.asarray(cv2.resize(image[:900, :900], (size, size), interpolation=cv2.INTER_CUBIC), dtype=np.float32)


def _road(colour: Material) -> Material:
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": colour}}


def _yard_materials() -> dict[str, Material]:
    leaf = [(0.060, 0.125, 0.026), (0.095, 0.165, 0.040), (0.042, 0.085, 0.024)]
    plaster = {
        "type": "principled",
        "base_color": picture(noise.plaster(1024, 51, (0.60, 0.60, 0.58))),
        "roughness": 0.6,
    }
    return {
        "cladding": {"type": "twosided", "bsdf": plaster},
        "wall": principled((0.30, 0.29, 0.28), 0.9),
        "door": principled((0.33, 0.36, 0.39), 0.45, 0.2),
        "frame": principled((0.060, 0.064, 0.070), 0.45),
        "pane": {
            "type": "twosided",
            "bsdf": {"type": "plastic", "diffuse_reflectance": rgb((0.012, 0.016, 0.020)), "int_ior": 1.6},
        },
        "sign": principled((0.030, 0.090, 0.17), 0.4),
        "steel": metal(0.50, 0.25),
        "kerb": principled((0.36, 0.35, 0.33), 0.9),
        "bollard": principled((0.55, 0.36, 0.03), 0.5),
        **{f"{name}{k}": _foliage(c) for k, c in enumerate(leaf) for name in ("leaf", "wood")},
    }


def _foliage(colour: Colour) -> Material:
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": rgb(colour)}}


def neighbours(folder: Path) -> dict[str, Any]:
    """Return the other cars of the yard: the same body without damage, in other colours."""
    parts = {name: mesh for name, mesh in sound_car(8).items() if name not in {"cluster", "screen", "stitch"}}
    shapes: dict[str, Any] = {}
    for k, colour in enumerate(NEIGHBOUR_PAINTS):
        shapes[f"kind{k}"] = {"type": "shapegroup", **car_shapes(parts, folder, f"n{k}_", colour)}
    for number, (x, y, heading, kind) in enumerate(yard.NEIGHBOURS):
        place = mi.ScalarTransform4f().translate([x, y, 0]).rotate([0, 0, 1], heading).translate([-2.3, 0, 0])
        shapes[f"neighbour{number}"] = {
            "type": "instance",
            "to_world": place,
            "group": {"type": "ref", "id": f"kind{kind}"},
        }
    return shapes


def sun_frame(jitter: tuple[float, float] = (0.0, 0.0)) -> object:
    """Return the frame of the sun's light, moved a little within the sun's disc."""
    way = -sun_direction()
    side = np.array([way[1], -way[0], 0.0]) / np.hypot(way[0], way[1])
    over = np.cross(side, way)
    aim = way + side * jitter[0] + over * jitter[1]
    return mi.ScalarTransform4f().look_at(origin=[0, 0, 0], target=aim.tolist(), up=[0, 0, 1])


def lights() -> dict[str, Any]:
    """Return the sky and the sun."""
    frame = mi.ScalarTransform4f().rotate([1, 0, 0], 90)
    strength = tuple(SUN_STRENGTH * c for c in SUN_COLOUR)
    return {
        "sky": {"type": "envmap", "bitmap": mi.Bitmap(environment()), "to_world": frame},
        "sun": {
            "type": "directional",
            "to_world": sun_frame(),
            "irradiance": rgb((strength[0], strength[1], strength[2])),
        },
    }


def yard_scene(folder: Path) -> dict[str, Any]:
    """Return the scene of the walkaround."""
    parts = demo_car()
    return {
        "type": "scene",
        **lights(),
        **yard_shapes(folder),
        **neighbours(folder),
        **car_shapes(parts, folder, "car_"),
    }


def plate_scene(folder: Path) -> dict[str, Any]:
    """Return the scene of the VIN plate: riveted on painted sheet, a sticker below."""
    u, v = np.meshgrid(np.linspace(0, 1, 2), np.linspace(0, 1, 2))
    flat = np.stack([(u - 0.5) * 0.19, (v - 0.5) * -0.119, np.full_like(u, 0.0016)], axis=-1)
    x, y = np.meshgrid(np.linspace(-0.5, 0.5, 200), np.linspace(-0.3, 0.6, 200))
    bend = (
        0.02 * np.tanh((y - 0.13) / 0.02)
        - 0.03 * np.clip(-y - 0.12, 0, 1) ** 0.9
        - 0.004 * np.exp(-(((x - 0.155) / 0.012) ** 2))
    )
    rivet = revolve([(0.0, 0.0022), (0.0022, 0.0018), (0.0034, 0.0004), (0.0036, 0.0)], 24)
    laid = Mesh(rivet.points[:, [0, 2, 1]], rivet.faces[:, ::-1], rivet.normals[:, [0, 2, 1]], rivet.coords)
    rivets = [
        Mesh(laid.points + np.array([a, b, 0.0018]), laid.faces, laid.normals, laid.coords)
        for a in (-0.0865, 0.0865)
        for b in (-0.051, 0.051)
    ]
    stamped = {
        "type": "principled",
        "base_color": picture(labels.vin_plate()),
        "roughness": 0.33,
        "metallic": 0.55,
        "specular": 0.5,
    }
    parts = {
        "sheet": (sheet(np.stack([x, y, bend + 0.02], axis=-1)), car_materials()["paint"]),
        "plate": (sheet(flat), {"type": "twosided", "bsdf": stamped}),
        "back": (block((0.192, 0.121, 0.003), (0, 0, 0.0), 14.0, 20), metal(0.6, 0.25)),
        "rivets": (join(rivets), metal(0.7, 0.18)),
        "edge": (block((1.4, 0.05, 0.06), (0.0, 0.36, 0.05), 6.0, 20), principled(0.014, 0.6)),
        "wall": (box((3.0, 0.1, 2.0), (0.4, 1.2, 0.8)), principled(0.05, 0.8)),
    }
    shapes = {name: shape(mesh, "vin_" + name, folder, bsdf=surface) for name, (mesh, surface) in parts.items()}
    return {"type": "scene", **lights(), **shapes}


__all__ = ["glass", "lamp_light", "plate_scene", "sun_frame", "yard_scene"]
