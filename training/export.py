"""From a checkpoint to a float32 TensorFlow Lite file, held against the network it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import cv2
import litert_torch
import numpy as np
import torch
from ai_edge_litert.interpreter import Interpreter
from torch import Tensor, nn

from training import weights
from training.data import Photo, load_pixels, read_split
from training.network import Deployed, Detector

PARITY: Final = 1e-3
PHOTOS: Final = 16


def deployed(checkpoint: Path) -> nn.Module:
    """Return the trained network in its exported form."""
    model = Detector()
    weights.from_state(model, checkpoint)
    return Deployed(model).eval()


def write_tflite(network: nn.Module, side: int, out: Path) -> None:
    """Convert for a fixed side, with pixels as the camera gives them: rows, columns, colours."""
    wrapped = litert_torch.to_channel_last_io(network, args=[0]).eval()
    litert_torch.convert(wrapped, (torch.zeros(1, side, side, 3),)).export(str(out))


def _square(photo: Photo, side: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Return a photo as the network's input."""
    return cv2.resize(load_pixels(photo), (side, side)).astype(np.float32)[None]


def parity(network: nn.Module, tflite: Path, photos: Sequence[Photo], side: int) -> dict[str, float]:
    """Return the largest differences over photos: boxes as a share of the side, and scores."""
    interpreter = Interpreter(model_path=str(tflite), num_threads=1)
    interpreter.allocate_tensors()
    ends = sorted(interpreter.get_output_details(), key=lambda end: str(end["name"]))
    worst = {"boxes": 0.0, "scores": 0.0}
    for photo in photos:
        square = _square(photo, side)
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], square)
        interpreter.invoke()
        with torch.no_grad():
            wanted: tuple[Tensor, Tensor] = network(torch.from_numpy(square).permute(0, 3, 1, 2))
        for name, end, value, unit in zip(worst, ends, wanted, (float(side), 1.0), strict=True):
            gap = float(np.abs(interpreter.get_tensor(end["index"]) - value.numpy()).max()) / unit
            worst[name] = max(worst[name], gap)
    return worst


def export(data: Path, runs: Path, side: int) -> dict[str, Any]:
    """Export the best checkpoint of a run; refuse a file that does not agree with its network."""
    torch.set_num_threads(1)
    network, out = deployed(runs / "best.pt"), runs / "model.tflite"
    write_tflite(network, side, out)
    worst = parity(network, out, read_split(data, "val.json")[:PHOTOS], side)
    if max(worst.values()) > PARITY:
        raise SystemExit(f"The exported model differs from its network by {max(worst.values()):.2g}.")
    facts = {
        "parity_boxes": worst["boxes"],
        "parity_scores": worst["scores"],
        "parity_photos": PHOTOS,
        "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
    }
    (runs / "export.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
    return facts
