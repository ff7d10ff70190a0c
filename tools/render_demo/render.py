"""Rendering: one view at a time in a few passes, then denoising with the help of colour and normal buffers."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import mitsuba as mi
import numpy as np

from tools.render_demo.noise import Image
from tools.render_demo.views import View

Sun = Callable[[tuple[float, float]], object]
PASS = 8
SUN_RADIUS = 0.0065


def choose_variant() -> str:
    """Use the vectorised renderer where LLVM is found, else the scalar one (about three times slower)."""
    known = Path("/usr/lib/x86_64-linux-gnu/libLLVM.so.19.1")
    if known.exists():
        os.environ.setdefault("DRJIT_LIBLLVM_PATH", str(known))
    name = "llvm_ad_rgb" if "DRJIT_LIBLLVM_PATH" in os.environ else "scalar_rgb"
    mi.set_variant(name)
    return name


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is, in pixels."""

    wide: int
    high: int


def camera(view: View, size: Size) -> object:
    """Return the sensor of a view: a thin lens focused on what it looks at."""
    away = float(np.linalg.norm(np.subtract(view.to, view.at)))
    roll = mi.ScalarTransform4f().rotate([0, 0, 1], view.roll)
    frame = mi.ScalarTransform4f().look_at(origin=list(view.at), target=list(view.to), up=[0, 0, 1]) @ roll
    film = {
        "type": "hdrfilm",
        "width": size.wide,
        "height": size.high,
        "pixel_format": "rgb",
        "rfilter": {"type": "box"},
    }
    return mi.load_dict(
        {
            "type": "thinlens",
            "fov_axis": "x",
            "fov": float(2 * np.degrees(np.arctan(18.0 / view.lens))),
            "aperture_radius": min(0.0035, away * 0.0012),
            "focus_distance": away,
            "near_clip": 0.02,
            "far_clip": 500.0,
            "to_world": frame,
            "film": film,
            "sampler": {"type": "independent", "sample_count": PASS},
        }
    )


def tracer(depth: int) -> object:
    """Return the path tracer."""
    return mi.load_dict({"type": "path", "max_depth": depth, "rr_depth": 4})


def buffers(scene: object, sensor: object) -> Image:
    """Return colour and normal of the first surface, for the denoiser."""
    reader = mi.load_dict({"type": "aov", "aovs": "albedo:albedo,normal:sh_normal"})
    layers = np.array(mi.render(scene, sensor=sensor, integrator=reader, spp=8, seed=7))
    return np.asarray(np.nan_to_num(layers[..., -6:]), dtype=np.float32)


def light_of(scene: object, view: View, size: Size, samples: int, sun: Sun) -> tuple[Image, float]:
    """Render a view in passes, the sun moved within its disc from pass to pass; return linear light and seconds."""
    began = time.monotonic()
    sensor, paths = camera(view, size), tracer(9 if view.shot in {"interior", "odometer"} else 7)
    params = mi.traverse(scene)
    passes = max(1, round(samples / PASS))
    total = np.zeros((size.high, size.wide, 3), np.float64)
    for k in range(passes):
        turn, radius = 2.4 * k, SUN_RADIUS * ((k + 0.5) / passes) ** 0.5
        params["sun.to_world"] = sun((radius * np.cos(turn), radius * np.sin(turn)))
        params.update()
        colour = np.array(mi.render(scene, sensor=sensor, integrator=paths, spp=min(PASS, samples), seed=k + 100))
        total += np.minimum(np.nan_to_num(colour[..., :3], nan=0.0, posinf=0.0, neginf=0.0), 60.0)
        del colour
        gc.collect()
    layers = np.concatenate([(total / passes).astype(np.float32), buffers(scene, sensor)], axis=-1)
    return denoised(layers), time.monotonic() - began


def denoised(layers: Image) -> Image:
    """Return the colour without its noise; without the optional denoiser, as it is."""
    try:
        import pyoidn  # type: ignore[import-not-found]
    except ImportError:
        return np.ascontiguousarray(layers[..., :3])
    colour, albedo, normal = (np.ascontiguousarray(layers[..., k : k + 3]) for k in (0, 3, 6))
    clean = pyoidn.denoise(colour, albedo=np.clip(albedo, 0, 1), normal=normal, hdr=True)
    return np.asarray(clean, dtype=np.float32)
