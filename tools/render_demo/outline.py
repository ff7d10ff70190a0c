"""Outlines for the guide, from the same mesh: what the camera would see, as a few stroked paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from tools.render_demo.car import sound_car
from tools.render_demo.drawings import DRAWINGS
from tools.render_demo.fields import smooth
from tools.render_demo.fittings import on_front, on_side, on_top
from tools.render_demo.layout import GRILLE, GROOVES, Groove
from tools.render_demo.mesh import Floats, Mesh
from tools.render_demo.project import faces_camera, project
from tools.render_demo.views import VIEWS, View

WIDE, HIGH, SCALE = 1600, 1200, 4.0
GROUPS: tuple[tuple[frozenset[str], float], ...] = (
    (frozenset({"windscreen", "frit", "side_glass", "backlight"}), 1.5),
    (frozenset({"lens", "tail_lens", "drl"}), 1.5),
    (frozenset({"tyre", "machined", "alloy", "disc", "caliper", "drum"}), 1.8),
    (frozenset({"machined", "alloy", "disc", "caliper", "drum"}), 1.5),
    (frozenset({"machined"}), 1.1),
)
NOSE = Groove("nose", tuple((max(y, 0.0), z) for y, z in (*GRILLE[1:], GRILLE[0]))[:5], (0.0, 0.0))
INSIDE = {
    "seat",
    "dash",
    "leather",
    "card",
    "carpet",
    "lining",
    "cluster",
    "screen",
    "stitch",
    "reflector",
    "ball",
    "bezel",
    "red_bowl",
    "amber",
    "red_strip",
}
Ids = NDArray[np.uint8]


def painted(view: View, parts: dict[str, Mesh]) -> tuple[Ids, dict[str, int]]:
    """Paint every part's number, the furthest faces first."""
    names = {name: k + 1 for k, name in enumerate(n for n in parts if n not in INSIDE)}
    corners, depths, ids = [], [], []
    for name, number in names.items():
        mesh = parts[name]
        at, ahead = project(view, mesh.points, WIDE, HIGH)
        keep = (ahead[mesh.faces] > 0.1).all(axis=1)
        corners.append(at[mesh.faces[keep]])
        depths.append(ahead[mesh.faces[keep]].mean(axis=1))
        ids.append(np.full(int(keep.sum()), number))
    order = np.argsort(-np.concatenate(depths))
    triangles = np.clip(np.round(np.concatenate(corners)[order] * 8), -1e6, 1e6).astype(np.int32)
    image = np.zeros((HIGH, WIDE), np.uint8)
    for triangle, number in zip(triangles, np.concatenate(ids)[order], strict=True):
        cv2.fillConvexPoly(image, triangle, int(number), cv2.LINE_8, 3)
    return image, names


def path_of(mask: Ids, least: float, soft: int = 7, fine: float = 2.0) -> str:
    """Return the outlines of a mask as path data, without what runs along the picture's edge."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (soft, soft))
    tidy = cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel)
    contours, _ = cv2.findContours(tidy, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    pieces: list[str] = []
    for contour in contours:
        if cv2.contourArea(contour) > least:
            pieces += _pieces(contour[:, 0].astype(np.float64), fine)
    return "".join(pieces)


def _pieces(line: Floats, fine: float) -> list[str]:
    edge = (line <= 2).any(axis=1) | (line[:, 0] >= WIDE - 3) | (line[:, 1] >= HIGH - 3)
    if not edge.any():
        return [written(thinned(line, fine, True), True)]
    start = int(np.argmax(edge))
    line, edge = np.roll(line, -start, axis=0), np.roll(edge, -start)
    cuts = np.flatnonzero(np.diff(edge.astype(int))) + 1
    runs = zip(np.split(line, cuts), np.split(edge, cuts), strict=True)
    return [written(thinned(run, fine, False), False) for run, out in runs if not out[0] and len(run) > 12]


def thinned(line: Floats, fine: float, close: bool) -> Floats:
    """Return the line with as few points as its shape needs."""
    return np.asarray(cv2.approxPolyDP(line.astype(np.float32)[:, None], fine, close)[:, 0], dtype=np.float64)


def written(line: Iterable[Iterable[float]], close: bool) -> str:
    """Return the points as path data."""
    spots = [f"{x / SCALE:.1f} {y / SCALE:.1f}" for x, y in line]
    return "M" + "L".join(spots) + ("Z" if close else "")


def spot(view: str, a: float, b: float) -> tuple[Floats, Floats]:
    """Return the place on the body of a point of one of the layout's views."""
    if view == "side":
        return on_side(a, b)
    return on_top(a, b) if view == "plan" else on_front(a, b, tail=view == "front")


def groove_lines(view: View, groove: Groove) -> list[Floats]:
    """Return the pieces of a shut line that the camera sees, on both sides of the car."""
    laid = [spot(groove.view, float(a), float(b)) for a, b in smooth(groove.line, 10)]
    points, normals = np.array([p for p, _ in laid]), np.array([n for _, n in laid])
    if len(groove.line) < 10 or groove.view == "plan":
        points[2:-2] = np.mean([points[k : len(points) - 4 + k] for k in range(5)], axis=0)
    found = []
    for sign in (1.0,) if groove.right_only else (1.0, -1.0):
        side = np.array([1.0, sign, 1.0])
        at, ahead = project(view, points * side, WIDE, HIGH)
        seen = faces_camera(view, points * side, normals * side, 0.05) & (ahead > 0.1)
        seen &= (at > 0).all(axis=1) & (at[:, 0] < WIDE) & (at[:, 1] < HIGH)
        cuts = np.flatnonzero(np.diff(seen.astype(int))) + 1
        runs = zip(np.split(at, cuts), np.split(seen, cuts), strict=True)
        found += [run for run, flag in runs if flag[0] and len(run) > 2]
    return found


def _groove_path(view: View) -> str:
    lines = [line for groove in (*GROOVES, NOSE) for line in groove_lines(view, groove)]
    return "".join(written(thinned(line, 1.5, False), False) for line in lines)


def _plate_path(view: View, plate: Mesh) -> str:
    data = ""
    for sign in (-1.0, 1.0):
        mine = (plate.points[:, 0] - 2.3) * sign > 0
        at, ahead = project(view, plate.points[mine], WIDE, HIGH)
        if faces_camera(view, plate.points[mine], -plate.normals[mine], 0.05).all() and (ahead > 0).all():
            data += written(cv2.convexHull(at.astype(np.float32))[:, 0], True)
    return data


def outline(view: View, parts: dict[str, Mesh]) -> str:
    """Return the drawing of one view of the car."""
    image, names = painted(view, parts)
    soft = 27 if view.shot.startswith("wheel") else 7
    strokes = [(path_of((image > 0).astype(np.uint8), 400.0, soft), 2.4)]
    strokes += [(_groove_path(view), 1.0), (_plate_path(view, parts["plate"]), 1.3)]
    for members, width in GROUPS:
        numbers = [names[name] for name in members if name in names]
        spread = soft if "tyre" in members else 7
        strokes.append((path_of(np.isin(image, numbers).astype(np.uint8), 260.0, spread), width))
    return drawing(strokes)


def drawing(strokes: Iterable[tuple[str, float]]) -> str:
    """Return an SVG of stroked paths in the current colour."""
    paths = "".join(f'<path d="{data}" stroke-width="{width}"/>' for data, width in strokes if data)
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" width="400" height="300">'
    group = '<g fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">'
    return f"{head}{group}{paths}</g></svg>\n"


def write_outlines(folder: Path) -> None:
    """Write the outline of every shot of the walk."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = sound_car(6)
    for view in VIEWS:
        if view.shot in DRAWINGS:
            text = drawing(DRAWINGS[view.shot])
        elif not view.shot.startswith("closeup"):
            text = outline(view, parts)
        else:
            continue
        (folder / f"{view.shot}.svg").write_text(text, encoding="utf-8")
