"""The labelled photos: read from COCO files, with their polygons and vehicle episodes."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

LABELS: Final = ("scratch", "dent", "broken_part", "glass_damage", "lamp_damage", "paint_damage")
TRAIN_FILES: Final = ("train.json", "train_closeups.json")

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Mark:
    """One labelled damage: its class and the outline points in pixels of the photo."""

    label: int
    points: Floats

    @property
    def box(self) -> Floats:
        """Return the smallest upright box (x1, y1, x2, y2) around the outline."""
        return np.concatenate([self.points.min(0), self.points.max(0)])


@dataclass(frozen=True)
class Photo:
    """One labelled photo: where it lies, which vehicle episode it shows, what is marked on it."""

    path: Path
    name: str
    unit: str
    marks: tuple[Mark, ...]

    def boxes(self) -> Floats:
        """Return the marks' boxes, one (x1, y1, x2, y2) a row."""
        return np.array([mark.box for mark in self.marks], np.float32).reshape(-1, 4)

    def labels(self) -> NDArray[np.int64]:
        """Return the marks' class numbers."""
        return np.array([mark.label for mark in self.marks], np.int64)


def _outline(annotation: dict[str, Any]) -> Floats:
    """Return the polygon's points, or the box's corners where there is no polygon."""
    x, y, w, h = annotation["bbox"]
    corners = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], np.float32)
    shapes = [np.array(shape, np.float32).reshape(-1, 2) for shape in annotation.get("segmentation") or []]
    points = np.concatenate(shapes) if shapes else corners
    return np.clip(points, corners[0], corners[2])


def _marks(data: dict[str, Any]) -> dict[int, list[Mark]]:
    """Group the annotations by their photo, with classes as places in LABELS."""
    place = {c["id"]: LABELS.index(c["name"]) for c in data["categories"]}
    found: dict[int, list[Mark]] = defaultdict(list)
    for annotation in data["annotations"]:
        found[annotation["image_id"]].append(Mark(place[annotation["category_id"]], _outline(annotation)))
    return found


def read_split(root: Path, file: str) -> list[Photo]:
    """Read one COCO file of the data folder into photos."""
    data = json.loads((root / file).read_text(encoding="utf-8"))
    units: dict[str, str] = json.loads((root / "units.json").read_text(encoding="utf-8"))
    marks = _marks(data)
    return [
        Photo(
            root / i["file_name"],
            i["file_name"],
            units.get(i["file_name"], f"group{i['group']}"),
            tuple(marks[i["id"]]),
        )
        for i in data["images"]
    ]


def read_clean(root: Path) -> list[Photo]:
    """List the photos of undamaged cars: for measuring false alarms, never for training."""
    paths = sorted(path for path in (root / "clean").iterdir() if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    return [Photo(path, f"clean/{path.name}", path.name, ()) for path in paths]


def load_pixels(photo: Photo) -> Pixels:
    """Decode a photo to RGB; a photo that cannot be read stops the run by name."""
    image = cv2.imread(str(photo.path), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError(f"The training photo {photo.name} cannot be read.")
    return np.ascontiguousarray(image[:, :, ::-1])
