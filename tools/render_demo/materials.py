"""What the parts are made of, as descriptions for the renderer."""

from __future__ import annotations

from typing import Any

Material = dict[str, Any]
Colour = tuple[float, float, float]

PAINT: Colour = (0.022, 0.062, 0.120)


def rgb(colour: Colour | float) -> Material:
    """Return a plain colour."""
    value = colour if isinstance(colour, tuple) else (colour, colour, colour)
    return {"type": "rgb", "value": list(value)}


def principled(colour: Colour | float, rough: float, metal: float = 0.0, **more: float) -> Material:
    """Return an opaque surface lit from both sides."""
    inner = {"type": "principled", "base_color": rgb(colour), "roughness": rough, "metallic": metal, **more}
    return {"type": "twosided", "bsdf": inner}


def paint(colour: Colour = PAINT) -> Material:
    """Return car paint: a base with metal flakes under a hard clear coat."""
    flakes = {
        "type": "principled",
        "base_color": rgb((min(colour[0] * 1.7, 1), min(colour[1] * 1.7, 1), min(colour[2] * 1.7, 1))),
        "roughness": 0.30,
        "metallic": 0.9,
    }
    coat = {
        "type": "plastic",
        "diffuse_reflectance": rgb((colour[0] * 0.7, colour[1] * 0.7, colour[2] * 0.7)),
        "int_ior": 1.8,
        "nonlinear": True,
    }
    return {"type": "twosided", "bsdf": {"type": "blendbsdf", "weight": 0.40, "a": coat, "b": flakes}}


def glass(tint: Colour, shine: float = 1.0) -> Material:
    """Return a thin pane with a tint."""
    return {
        "type": "thindielectric",
        "int_ior": 1.52,
        "specular_transmittance": rgb(tint),
        "specular_reflectance": rgb(shine),
    }


def metal(colour: Colour | float, rough: float) -> Material:
    """Return a bare metal."""
    inner = {"type": "roughconductor", "material": "Al", "alpha": rough, "specular_reflectance": rgb(colour)}
    return {"type": "twosided", "bsdf": inner}


def car_materials(colour: Colour = PAINT) -> dict[str, Material]:
    """Return the materials of the car by part name."""
    dark = principled(0.016, 0.45, specular=0.4)
    gloss = {"type": "twosided", "bsdf": {"type": "plastic", "diffuse_reflectance": rgb(0.008), "int_ior": 1.5}}
    return {
        "paint": paint(colour),
        "handle": paint(colour),
        "windscreen": glass((0.80, 0.86, 0.83)),
        "backlight": glass((0.30, 0.33, 0.33)),
        "side_glass": glass((0.52, 0.57, 0.55)),
        "frit": gloss,
        "gloss": gloss,
        "gap": principled(0.004, 0.9),
        "seal": principled(0.012, 0.6),
        "rubber": principled(0.014, 0.55),
        "plastic": principled(0.022, 0.5, specular=0.4),
        "black": principled(0.008, 0.7),
        "arches": principled(0.010, 0.9),
        "chrome": metal(0.88, 0.06),
        "mirror": metal(0.92, 0.005),
        "lining": principled((0.60, 0.58, 0.55), 0.9),
        "lens": glass((0.96, 0.97, 0.97)),
        "tail_lens": glass((0.62, 0.016, 0.012)),
        "bezel": principled(0.030, 0.30, 0.4),
        "reflector": metal(0.90, 0.08),
        "ball": {
            "type": "twosided",
            "bsdf": {"type": "plastic", "diffuse_reflectance": rgb((0.16, 0.19, 0.23)), "int_ior": 1.7},
        },
        "amber": principled((0.75, 0.26, 0.03), 0.15),
        "red_bowl": principled((0.62, 0.05, 0.04), 0.25, 0.3),
        "tyre": principled(0.021, 0.62, specular=0.35),
        "machined": metal(0.82, 0.16),
        "alloy": principled((0.050, 0.052, 0.057), 0.30, 0.6, clearcoat=1.5, clearcoat_gloss=0.9),
        "disc": metal(0.55, 0.22),
        "caliper": principled((0.09, 0.09, 0.095), 0.5, 0.3),
        "drum": principled(0.010, 0.8),
        "seat": principled((0.30, 0.255, 0.205), 0.55),
        "stitch": principled((0.12, 0.10, 0.085), 0.8),
        "dash": principled((0.045, 0.045, 0.047), 0.55),
        "leather": principled((0.020, 0.020, 0.021), 0.42),
        "card": principled((0.16, 0.14, 0.12), 0.7),
        "carpet": principled((0.07, 0.066, 0.062), 0.95),
        "scratch": principled((0.62, 0.62, 0.60), 0.55),
        "primer": principled((0.30, 0.30, 0.31), 0.7),
        "crack": principled((0.86, 0.90, 0.89), 0.35),
        "shard": glass((0.90, 0.93, 0.93)),
        "dark": dark,
    }


def lamp_light(strength: float, colour: Colour = (1.0, 0.97, 0.92)) -> Material:
    """Return a surface that glows."""
    return {
        "type": "area",
        "sampling_weight": 0.0,
        "radiance": rgb((colour[0] * strength, colour[1] * strength, colour[2] * strength)),
    }


GLOWING: dict[str, Material] = {"drl": lamp_light(5.0), "red_strip": lamp_light(2.2, (1.0, 0.05, 0.03))}
