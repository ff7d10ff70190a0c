"""Make a run's model into a pack: the file, its labels, its manifest with measured figures, its signature."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inspector_app import __version__
from inspector_app.core.pack import FORMAT, MANIFEST, SIGNATURE
from tools.sign_pack import read_key, sign
from training.data import LABELS
from training.manifest import toml_text
from training.measure import FLOOR, SUPPRESS

LICENCE: Final = "Apache-2.0; trained on photos that their uploaders state to be CC BY 4.0, see models/README.md"
ORIGIN: Final = (
    "Trained from YOLOX-nano (Megvii, Apache-2.0, COCO) on 'Bilgi University Car Damage' (Roboflow Universe, "
    "het-m73ej) and 'lensor' (Roboflow export v4 of 3 Nov 2023), both stated as CC BY 4.0 by their uploaders; "
    "changed: cleaned, split by vehicle, classes merged"
)


@dataclass(frozen=True)
class Order:
    """What is to be packed, and as what."""

    runs: Path
    out: Path
    id: str
    version: str
    key: Path


def file_entry(path: Path) -> dict[str, Any]:
    """Return a file's entry in the manifest."""
    data = path.read_bytes()
    return {"path": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def _rounded(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return figures to four places; one with an interval as [value, low, high]."""
    return {
        name: [round(value[part], 4) for part in ("value", "low", "high")]
        if isinstance(value, dict)
        else round(value, 4)
        for name, value in figures.items()
    }


def model_table(report: Mapping[str, Any], model: str) -> dict[str, Any]:
    """Return the manifest's table on how the model is run and how its scores are read."""
    offsets = report["calibration"]["offsets"]
    return {
        "file": model,
        "labels": "labels.txt",
        "side": report["side"],
        "fit": report["fit"],
        "input": "1 x side x side x 3, float32, RGB 0-255",
        "outputs": "boxes x1 y1 x2 y2 on the square; scores, one for each label; no suppression inside",
        "floor": FLOOR,
        "suppress": SUPPRESS,
        "slope": round(report["calibration"]["slope"], 6),
        "bands": {name: round(value, 4) for name, value in report["bands"].items()},
        "classes": {
            label: {"offset": round(offsets[k], 6), "shown": round(report["shown"][k], 4)}
            for k, label in enumerate(LABELS)
        },
    }


def manifest_table(order: Order, report: Mapping[str, Any], files: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the whole manifest."""
    return {
        "format": FORMAT,
        "kind": "model",
        "id": order.id,
        "version": order.version,
        "minimum_app": __version__,
        "licence": LICENCE,
        "origin": ORIGIN,
        "files": files,
        "model": model_table(report, files[0]["path"]),
        "figures": {
            "note": "Fitted on val; test and clean only measured. Lists are value, low, high: 95 % by vehicle episode.",
            **{split: _rounded(report[split]) for split in ("val", "test", "clean")},
            "export": report.get("export", {}),
        },
    }


def pack(order: Order) -> str:
    """Write the pack's folder and sign it; return the id of the key."""
    report = json.loads((order.runs / "report.json").read_text(encoding="utf-8"))
    exported = order.runs / "export.json"
    if exported.exists():
        report["export"] = json.loads(exported.read_text(encoding="utf-8"))
    if report["sha256"] != file_entry(order.runs / "model.tflite")["sha256"]:
        raise SystemExit("The report was measured on another model: evaluate this one first.")
    order.out.mkdir(parents=True, exist_ok=True)
    (order.out / SIGNATURE).unlink(missing_ok=True)
    model, labels = order.out / f"{order.id}.tflite", order.out / "labels.txt"
    shutil.copyfile(order.runs / "model.tflite", model)
    labels.write_bytes(("\n".join(LABELS) + "\n").encode())
    table = manifest_table(order, report, [file_entry(model), file_entry(labels)])
    (order.out / MANIFEST).write_bytes(toml_text(table).encode())
    return sign(order.out, read_key(order.key))
