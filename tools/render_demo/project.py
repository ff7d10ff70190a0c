"""Where points of the world fall in a photograph: the camera's geometry in plain arrays."""

from __future__ import annotations

import numpy as np

from tools.render_demo.mesh import Floats, unit
from tools.render_demo.views import View


def frame(view: View) -> Floats:
    """Return the camera's axes as rows: to the left, up, and ahead."""
    ahead = unit(np.subtract(view.to, view.at))
    left = unit(np.cross([0.0, 0.0, 1.0], ahead))
    up = np.cross(ahead, left)
    c, s = np.cos(np.radians(view.roll)), np.sin(np.radians(view.roll))
    return np.stack([c * left + s * up, -s * left + c * up, ahead])


def project(view: View, points: Floats, wide: int, high: int) -> tuple[Floats, Floats]:
    """Return the pixel of each point, and how far ahead of the camera it lies."""
    local = (points - np.asarray(view.at)) @ frame(view).T
    ahead = np.maximum(local[:, 2], 1e-3)
    scale = view.lens / 18.0 * wide / 2
    pixels = np.stack([wide / 2 - local[:, 0] / ahead * scale, high / 2 - local[:, 1] / ahead * scale], axis=1)
    return pixels, local[:, 2]


def faces_camera(
    view: View, points: Floats, normals: Floats, least: float = 0.06
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which points of a surface are turned towards the camera."""
    towards = unit(np.asarray(view.at) - points)
    return np.asarray(np.einsum("ij,ij->i", towards, normals) > least)
