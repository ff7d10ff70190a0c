"""What the photographs show: the box of each damage in each picture, for documents and tests, never for training."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tools.render_demo.car import demo_car
from tools.render_demo.damage import Damage, visible_damages
from tools.render_demo.develop import moment
from tools.render_demo.labels import ODOMETER_KM, VIN
from tools.render_demo.mesh import Floats, Mesh
from tools.render_demo.project import faces_camera, project
from tools.render_demo.views import VIEWS, View

WIDE, HIGH = 1600, 1200
SEE_THROUGH = {
    "windscreen",
    "side_glass",
    "backlight",
    "lens",
    "tail_lens",
    "windscreen_crack",
    "scratch",
    "shard",
    "crack",
}
INSIDE = {"interior", "odometer"}
SHARE, LEAST = 0.30, 14

Box = tuple[int, int, int, int]


def nearest(view: View, parts: dict[str, Mesh], coarse: int = 8) -> Floats:
    """Return how far away the first opaque surface lies, on a coarse grid of pixels."""
    depth = np.full((HIGH // coarse, WIDE // coarse), np.inf)
    for name, mesh in parts.items():
        if name not in SEE_THROUGH:
            middles = np.concatenate([mesh.points, mesh.points[mesh.faces].mean(axis=1)])
            at, ahead = project(view, middles, WIDE // coarse, HIGH // coarse)
            cell = np.floor(at).astype(np.int64)
            good = (
                (ahead > 0.05) & (cell >= 0).all(axis=1) & (cell[:, 0] < depth.shape[1]) & (cell[:, 1] < depth.shape[0])
            )
            np.minimum.at(depth, (cell[good, 1], cell[good, 0]), ahead[good])
    return depth


def box_of(view: View, damage: Damage, depth: Floats) -> Box | None:
    """Return the box of the damage's visible points; nothing where too little of it shows."""
    at, ahead = project(view, damage.points, WIDE, HIGH)
    inside = (ahead > 0.05) & (at >= 0).all(axis=1) & (at[:, 0] < WIDE) & (at[:, 1] < HIGH)
    seen = inside & faces_camera(view, damage.points, damage.normals, 0.2)
    cell = np.clip(np.floor(at / 8).astype(np.int64), 0, [depth.shape[1] - 1, depth.shape[0] - 1])
    seen &= ahead < depth[cell[:, 1], cell[:, 0]] + 0.05
    if seen.mean() < SHARE:
        return None
    low, high = np.floor(at[seen].min(axis=0)), np.ceil(at[seen].max(axis=0))
    x, y, wide, tall = (int(v) for v in (*low, *(high - low)))
    return (x, y, wide, tall) if min(wide, tall) >= LEAST else None


def damages_of(view: View, damages: list[Damage], parts: dict[str, Mesh]) -> list[tuple[str, str, Box]]:
    """Return what a photograph of the car shows: kind, part and box."""
    if view.set != "yard" or view.shot in INSIDE:
        return []
    depth = nearest(view, parts)
    boxes = [(d.kind, d.part, box_of(view, d, depth)) for d in damages]
    return [(kind, part, box) for kind, part, box in boxes if box is not None]


def entry(view: View, number: int, shown: list[tuple[str, str, Box]]) -> str:
    """Return one photograph's table."""
    shot = "closeup" if view.shot.startswith("closeup") else view.shot
    lines = [
        "[[photos]]",
        f'file = "{view.file}"',
        f'shot = "{shot}"',
        f'view = "{view.shot}"',
        f'title = "{view.title}"',
    ]
    lines.append(f"taken = {moment(number):%Y-%m-%dT%H:%M:%S}Z")
    rows = [
        f'    {{ label = "{kind}", part = "{part}", box = [{", ".join(map(str, box))}] }},' for kind, part, box in shown
    ]
    return "\n".join([*lines, *(["damages = [", *rows, "]"] if rows else ["damages = []"])])


def write_facts(folder: Path) -> None:
    """Write demo.toml beside the photographs."""
    parts = demo_car()
    damages = visible_damages(parts)
    head = [
        "# Made by `python -m tools.render_demo --facts`: what the rendered photographs show.",
        "# Boxes are x, y, width, height in pixels, projected from the modelled damage.",
        "# For documents and tests; these pictures never enter training.",
        f'vin = "{VIN}"',
        f"odometer = {ODOMETER_KM}",
        'odometer_unit = "km"',
        f"size = [{WIDE}, {HIGH}]",
        f"faces = {sum(len(mesh.faces) for mesh in parts.values())}",
    ]
    tables = [entry(view, k, damages_of(view, damages, parts)) for k, view in enumerate(VIEWS)]
    (folder / "demo.toml").write_text("\n".join(head) + "\n\n" + "\n\n".join(tables) + "\n", encoding="utf-8")
