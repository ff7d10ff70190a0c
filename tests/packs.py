"""Packs made for the tests: a tiny model that finds red and blue squares, signed with the tests' own key."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tools.sign_pack import public_half, sign
from training.manifest import toml_text

TINY: Final = Path(__file__).resolve().parent / "vision" / "data" / "tiny.tflite"
KEY: Final = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a key for tests alone").digest())
TRUSTED: Final = dict([public_half(KEY)])
LABELS: Final = ("scratch", "dent")


def entry(path: Path) -> dict[str, Any]:
    """Return a file's entry in the manifest."""
    data = path.read_bytes()
    return {"path": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def table(folder: Path) -> dict[str, Any]:
    """Return the manifest of the tiny pack as tables that a test may change."""
    return {
        "format": 1,
        "kind": "model",
        "id": "damage-tiny",
        "version": "0.0.1",
        "minimum_app": "0.0.1",
        "licence": "Apache-2.0",
        "origin": "made for the tests",
        "files": [entry(folder / "tiny.tflite"), entry(folder / "labels.txt")],
        "model": {
            "file": "tiny.tflite",
            "labels": "labels.txt",
            "side": 64,
            "fit": "stretch",
            "floor": 0.05,
            "suppress": 0.5,
            "slope": 1.0,
            "bands": {"sure": 0.8, "check": 0.5},
            "classes": {label: {"offset": 0.0, "shown": 0.6} for label in LABELS},
        },
    }


def write_manifest(folder: Path, manifest: dict[str, Any]) -> Path:
    """Write a manifest and sign it with the tests' key."""
    (folder / "manifest.toml").write_text(toml_text(manifest), encoding="utf-8")
    sign(folder, KEY)
    return folder


def tiny_pack(folder: Path, **model: object) -> Path:
    """Make a whole, signed pack of the tiny model; `model` changes values of its model table."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TINY, folder / "tiny.tflite")
    (folder / "labels.txt").write_text("\n".join(LABELS) + "\n", encoding="utf-8")
    manifest = table(folder)
    manifest["model"].update(model)
    return write_manifest(folder, manifest)
