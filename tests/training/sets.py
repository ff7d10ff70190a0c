"""A tiny labelled set made for the tests: grey photos, each with one bright damage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from training.data import LABELS

SIDE = 96


def photo_pixels(place: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return a grey photo with a bright rectangle of its own."""
    pixels = np.full((SIDE, SIDE, 3), 90, np.uint8)
    x, y, w, h = box_of(place)
    pixels[y : y + h, x : x + w] = (240, 60, 40)
    return pixels


def box_of(place: int) -> tuple[int, int, int, int]:
    """Return where the damage of a photo lies."""
    return 10 + 5 * (place % 6), 20 + 4 * (place % 5), 30, 24


def coco(split: str, photos: int) -> dict[str, Any]:
    """Return a split in COCO form; every other mark has a polygon."""
    marks = []
    for place in range(photos):
        x, y, w, h = box_of(place)
        outline = [[x, y, x + w, y, x + w, y + h, x, y + h]] if place % 2 else []
        marks.append(
            {"image_id": place + 1, "category_id": 1 + place % 6, "bbox": [x, y, w, h], "segmentation": outline}
        )
    return {
        "categories": [{"id": k + 1, "name": name} for k, name in enumerate(LABELS)],
        "images": [
            {"id": k + 1, "file_name": f"images/{split}/{k}.png", "width": SIDE, "height": SIDE, "group": k // 2}
            for k in range(photos)
        ],
        "annotations": marks,
    }


def write_set(root: Path, photos: int = 6) -> Path:
    """Write train, close-ups, val, test and clean photos; return the folder."""
    units = {}
    for split in ("train", "train_closeups", "val", "test"):
        data = coco(split, photos)
        (root / f"{split}.json").write_text(json.dumps(data), encoding="utf-8")
        (root / "images" / split).mkdir(parents=True)
        for place, image in enumerate(data["images"]):
            cv2.imwrite(str(root / image["file_name"]), photo_pixels(place)[:, :, ::-1])
            units[image["file_name"]] = f"{split}{place // 2}"
    (root / "units.json").write_text(json.dumps(units), encoding="utf-8")
    (root / "clean").mkdir()
    cv2.imwrite(str(root / "clean" / "a.jpg"), np.full((SIDE, SIDE, 3), 90, np.uint8))
    return root
