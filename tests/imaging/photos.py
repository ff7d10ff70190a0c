"""Photos made for the test: a car park in four colours, in any format and any orientation."""

from io import BytesIO

import numpy as np
from PIL import Image

from inspector_app.imaging.decode import Pixels

COLOURS = {
    "top_left": (200, 30, 30), "top_right": (30, 180, 30), "bottom_left": (30, 30, 200), "bottom_right": (220, 200, 40),
}  # fmt: skip
UNDO = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip
"""How an upright image must be turned so that its orientation turns it back."""


def scene(width: int = 160, height: int = 96) -> Image.Image:
    """Return four coloured quarters, upright."""
    pixels = np.zeros((height, width, 3), np.uint8)
    half_y, half_x = height // 2, width // 2
    pixels[:half_y, :half_x] = COLOURS["top_left"]
    pixels[:half_y, half_x:] = COLOURS["top_right"]
    pixels[half_y:, :half_x] = COLOURS["bottom_left"]
    pixels[half_y:, half_x:] = COLOURS["bottom_right"]
    return Image.fromarray(pixels)


def coded(image: Image.Image, kind: str = "JPEG", *, orientation: int | None = None, **options: object) -> bytes:
    """Return the image as a file whose EXIF says how to turn it."""
    if orientation is not None:
        image = image.transpose(UNDO[orientation]) if orientation in UNDO else image
        exif = Image.Exif()
        exif[0x0112] = orientation
        options |= {"exif": exif}
    if kind == "JPEG":
        options = {"quality": 95, "subsampling": 0} | options
    if kind == "WEBP":
        options = {"lossless": True} | options
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def quarters(pixels: Pixels) -> dict[str, tuple[int, ...]]:
    """Return the colour in the middle of each quarter."""
    height, width = pixels.shape[:2]
    at = {
        "top_left": (height // 4, width // 4), "top_right": (height // 4, width * 3 // 4),
        "bottom_left": (height * 3 // 4, width // 4), "bottom_right": (height * 3 // 4, width * 3 // 4),
    }  # fmt: skip
    return {name: tuple(int(v) for v in pixels[y, x]) for name, (y, x) in at.items()}


def looks_upright(pixels: Pixels, *, tolerance: int = 6) -> bool:
    """Whether each quarter has its colour."""
    return all(
        abs(seen - meant) <= tolerance
        for name, colour in quarters(pixels).items()
        for seen, meant in zip(colour, COLOURS[name], strict=True)
    )
