"""Detection on files, for the command line: the same decoding and the same model as in the window."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from inspector_app.app.models import load_detector
from inspector_app.core.errors import InputError
from inspector_app.core.finding import Suggestion
from inspector_app.core.ports import Detector
from inspector_app.core.words import told
from inspector_app.imaging import imaging
from inspector_app.services.detect import MAX_SIDE
from inspector_app.settings import Settings

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".heif"})
PPM: Final = 1_000_000


def photos_in(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files that were named, and the photos inside the folders that were named, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.suffix.lower() in SUFFIXES)
        else:
            yield path


def detect_all(settings: Settings, paths: Sequence[Path], min_confidence: float) -> dict[str, Any]:
    """Return what the model says of each photo; a photo that cannot be read says why. Raises ModelError."""
    detector = load_detector(settings)
    photos = [_looked_at(detector, path, min_confidence) for path in photos_in(paths)]
    return {"model": {"id": detector.model.id, "sha256": detector.model.sha256}, "photos": photos}


def _looked_at(detector: Detector, path: Path, min_confidence: float) -> dict[str, Any]:
    try:
        started = time.perf_counter()
        picture = imaging.decode(_bytes_of(path), max_side=MAX_SIDE, name=path.name)
        found = detector.detect(picture)
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
    except InputError as error:
        return {"path": str(path), "error": told(error)}
    return {
        "path": str(path),
        "width": picture.width,
        "height": picture.height,
        "milliseconds": milliseconds,
        "findings": [_finding(said) for said in found if said.confidence_ppm >= min_confidence * PPM],
    }


def _finding(said: Suggestion) -> dict[str, Any]:
    box = said.box
    return {
        "label": said.label.value,
        "confidence": said.confidence_ppm / PPM,
        "shown": said.shown,
        "box": [box.x, box.y, box.w, box.h],
    }


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("file_unreadable", name=path.name) from error
