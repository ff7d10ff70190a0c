"""Pieces of the photographs at their full size, for the documents."""

from __future__ import annotations

from pathlib import Path

from PIL import Image as Pictures

WIDE, HIGH = 900, 640
CROPS = (("03_front_right.jpg", 560, 420), ("16_closeup_lamp.jpg", 380, 330), ("14_closeup_dent.jpg", 330, 250))


def write_crops(photos: Path, folder: Path) -> None:
    """Cut three pieces out of the photographs, pixel for pixel."""
    for number, (name, x, y) in enumerate(CROPS, start=1):
        with Pictures.open(photos / name) as photo:
            photo.crop((x, y, x + WIDE, y + HIGH)).save(folder / f"demo_crop_{number}.jpg", quality=88, optimize=True)
