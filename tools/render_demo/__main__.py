"""Render the demo car: python -m tools.render_demo --out FOLDER [--views front,rear] [--spp 64] [--size 1600x1200]."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from tools.render_demo.develop import develop, save
from tools.render_demo.views import VIEWS, View, chosen


def parser() -> argparse.ArgumentParser:
    """Return the command line's description."""
    made = argparse.ArgumentParser(prog="python -m tools.render_demo", description=__doc__)
    made.add_argument("--out", type=Path, required=True, help="folder for the photographs")
    made.add_argument("--views", default="", help="shot ids, comma-separated; all if left out")
    made.add_argument("--spp", type=int, default=64, help="samples a pixel")
    made.add_argument("--size", default="1600x1200", help="width x height")
    made.add_argument("--raw", type=Path, help="keep the linear light here, and develop from it where it exists")
    made.add_argument("--facts", action="store_true", help="write demo.toml, and render nothing")
    made.add_argument("--outlines", type=Path, help="write the guide's outlines here, and render nothing")
    made.add_argument("--crops", type=Path, help="cut full-size pieces of the photographs for the documents")
    made.add_argument("--again", action="store_true", help="render views that exist already, too")
    return made


def scenes(folder: Path) -> dict[str, Any]:
    """Return a loader of each set."""
    import mitsuba as mi

    from tools.render_demo.scene import plate_scene, yard_scene

    return {"yard": lambda: mi.load_dict(yard_scene(folder)), "plate": lambda: mi.load_dict(plate_scene(folder))}


def shoot(view: View, args: argparse.Namespace, sets: dict[str, Any], ready: dict[str, Any]) -> None:
    """Render, develop and save one view."""
    from tools.render_demo.render import Size, light_of
    from tools.render_demo.scene import sun_frame

    wide, high = (int(part) for part in args.size.split("x"))
    raw = args.raw / f"{view.shot}.npy" if args.raw else None
    seconds = 0.0
    if raw and raw.exists() and not args.again:
        light = np.load(raw).astype(np.float32)
    else:
        if view.set not in ready:
            ready[view.set] = sets[view.set]()
        light, seconds = light_of(ready[view.set], view, Size(wide, high), args.spp, sun_frame)
        if raw:
            np.save(raw, light.astype(np.float16))
    number = VIEWS.index(view)
    save(develop(light, number, view.light), args.out / view.file, number, view.lens)
    print(f"{view.file}  {wide}x{high}  {args.spp} samples  {seconds:.0f} s", flush=True)


def draw(args: argparse.Namespace) -> bool:
    """Write what needs no renderer: facts, outlines and crops; tell whether that was all that was asked for."""
    if args.facts:
        from tools.render_demo.truth import write_facts

        write_facts(args.out)
    if args.outlines:
        from tools.render_demo.outline import write_outlines

        write_outlines(args.outlines)
    if args.crops:
        from tools.render_demo.crops import write_crops

        write_crops(args.out, args.crops)
    return bool(args.facts or args.outlines or args.crops)


def main() -> None:
    """Render what is asked for and not yet there."""
    args = parser().parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if not draw(args):
        photograph(args)


def photograph(args: argparse.Namespace) -> None:
    """Render the chosen views, one after the other."""
    from tools.render_demo.render import choose_variant

    if args.raw:
        args.raw.mkdir(parents=True, exist_ok=True)
    choose_variant()
    todo = [view for view in chosen(args.views) if args.again or args.raw or not (args.out / view.file).exists()]
    ready: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        sets = scenes(Path(folder))
        for view in todo:
            shoot(view, args, sets, ready)


if __name__ == "__main__":
    main()
