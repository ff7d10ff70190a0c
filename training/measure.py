"""Run an exported model over a split, through the very detector that the app ships."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from inspector_app.core.finding import Label, ModelRef
from inspector_app.core.ids import Sha256
from inspector_app.core.photo import Picture
from inspector_app.vision.catalog import Catalog, ClassRule, Fit
from inspector_app.vision.detector import PPM, TfliteDetector
from training.data import LABELS, Photo, load_pixels
from training.metrics import Seen

FLOOR: Final = 0.01
SUPPRESS: Final = 0.55


def plain_catalog(model: Path, fit: Fit = Fit.STRETCH) -> Catalog:
    """Describe a model that is not calibrated yet: its confidence is its raw score."""
    sha256 = Sha256(hashlib.sha256(model.read_bytes()).hexdigest())
    side = int(Interpreter(model_path=str(model)).get_input_details()[0]["shape"][1])
    labels = tuple(Label(name) for name in LABELS)
    rules = {label: ClassRule(offset=0.0, shown=1.0) for label in labels}
    return Catalog(
        ModelRef("plain", sha256), model, labels, side, fit, FLOOR, SUPPRESS, 1.0, rules, sure=1.0, check=1.0
    )


def seen_by(detector: TfliteDetector, photos: Sequence[Photo]) -> list[Seen]:
    """Return what a detector finds on each photo, beside what is marked there."""
    return [_seen(detector, photo) for photo in photos]


def _seen(detector: TfliteDetector, photo: Photo) -> Seen:
    """Return what a detector finds on one photo."""
    pixels = load_pixels(photo)
    found = detector.detect(Picture(pixels, pixels.shape[1], pixels.shape[0]))
    corners = [[s.box.x, s.box.y, s.box.x + s.box.w, s.box.y + s.box.h] for s in found]
    return Seen(
        unit=photo.unit,
        boxes=np.array(corners, np.float32).reshape(-1, 4),
        scores=np.array([s.confidence_ppm / PPM for s in found], np.float32),
        labels=np.array([LABELS.index(s.label.value) for s in found], np.int64),
        true_boxes=photo.boxes(),
        true_labels=photo.labels(),
    )
