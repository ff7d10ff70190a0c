"""From bytes to upright RGB pixels; a JPEG is reduced while it is decoded.

Pillow decodes: it tells a file that was cut off from a whole one, and it says nothing on the terminal.
"""

import logging
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image, ImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from inspector_app.core.errors import InputError
from inspector_app.core.photo import Picture
from inspector_app.imaging.header import BMP, HEIC, JPEG, PNG, SOMETHING, TIFF, WEBP, Header
from inspector_app.imaging.heic import heic_image

Pixels = np.ndarray[Any, np.dtype[np.uint8]]

_PLUGINS: Final[dict[str, type[ImageFile.ImageFile]]] = {
    JPEG: JpegImageFile,
    PNG: PngImageFile,
    WEBP: WebPImageFile,
    BMP: BmpImageFile,
    TIFF: TiffImageFile,
}
"""Called directly, so that a file is read by the decoder that its first bytes name and by no other."""
_ROTATE: Final = {3: cv2.ROTATE_180, 6: cv2.ROTATE_90_CLOCKWISE, 8: cv2.ROTATE_90_COUNTERCLOCKWISE}
_FLIP: Final = {2: 1, 4: 0}
_TRANSPOSED: Final = {5: 1, 7: 3}
"""What is still to be done once rows and columns are exchanged."""
_BROKEN: Final = (
    SyntaxError, ValueError, OSError, EOFError, LookupError, TypeError, ArithmeticError, AttributeError, AssertionError,
    RuntimeError, MemoryError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
"""What decoders raise at a corrupt file."""
_one_at_a_time: Final = threading.Lock()

logging.getLogger("PIL").setLevel(logging.CRITICAL)


def decode(data: bytes, header: Header, *, max_side: int | None = None, name: str = SOMETHING) -> Picture:
    """Return upright pixels no larger than `max_side`; raises InputError `image_unreadable`."""
    width, height = header.upright
    target = fitting(width, height, max_side)
    try:
        pixels = _pixels(data, header, target)
    except _BROKEN as error:
        raise InputError("image_unreadable", name=name) from error
    return Picture(pixels, width, height)


def heic_size(data: bytes, *, name: str = SOMETHING) -> tuple[int, int]:
    """Return the upright size of a HEIC photo; raises InputError `image_heic` or `image_unreadable`."""
    try:
        width, height = heic_image(data, name=name).size
    except _BROKEN as error:
        raise InputError("image_unreadable", name=name) from error
    return width, height


def fitting(width: int, height: int, max_side: int | None) -> tuple[int, int]:
    """Return the size that an image has once no side is longer than `max_side`; it is never blown up."""
    longest = max(width, height)
    if max_side is None or longest <= max_side:
        return width, height
    return max(1, round(width * max_side / longest)), max(1, round(height * max_side / longest))


def _pixels(data: bytes, header: Header, target: tuple[int, int]) -> Pixels:
    """Return the pixels upright at the target's size; what is large is made small first, then turned."""
    if header.mime == HEIC:
        return _sized(_rgb(heic_image(data)), target)
    if header.mime == TIFF:  # Pillow turns this kind itself
        return _sized(_rgb(_loaded(data, header, target)), target)
    lying = target if header.upright == (header.width, header.height) else target[::-1]
    return upright(_sized(_rgb(_loaded(data, header, lying)), lying), header.orientation)


def _sized(pixels: Pixels, target: tuple[int, int]) -> Pixels:
    if (pixels.shape[1], pixels.shape[0]) == target:
        return np.ascontiguousarray(pixels)
    return cv2.resize(pixels, target, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _loaded(data: bytes, header: Header, target: tuple[int, int]) -> Image.Image:
    """Return the decoded image, at least as large as the target."""
    with _silence():
        image = _PLUGINS[header.mime](BytesIO(data))
        if image.size not in {(header.width, header.height), header.upright}:
            raise ValueError("not as large as its header says")
        if header.mime == TIFF and any(tile[0] != "raw" for tile in image.tile):
            raise ValueError("packed: its unpacker would complain on the terminal")
        image.draft(None, target)
        if header.mime != JPEG:
            image.load()
    image.load()
    return image


@contextmanager
def _silence() -> Iterator[None]:
    """Hold back warnings about odd metadata; they can be silenced for all threads only, so one goes at a time."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _rgb(image: Image.Image) -> Pixels:
    """Return 8-bit RGB: 16 bits scaled, transparency laid on white."""
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        return _scaled(np.asarray(image))
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, clear)
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"))


def _scaled(grey: np.ndarray[Any, Any]) -> Pixels:
    """Return deep grey values as RGB; what has more than 16 bits is stretched to its own range."""
    if grey.dtype == np.uint16 or (grey.dtype.kind == "i" and grey.min() >= 0 and grey.max() < 65_536):
        narrow = (grey >> 8).astype(np.uint8)
    else:
        wide = np.nan_to_num(grey.astype(np.float64), posinf=0.0, neginf=0.0)
        span = float(wide.max() - wide.min()) or 1.0
        narrow = ((wide - wide.min()) * (255.0 / span)).astype(np.uint8)
    return np.repeat(narrow[:, :, None], 3, axis=2)


def upright(pixels: Pixels, orientation: int) -> Pixels:
    """Return the pixels turned as EXIF's orientation asks."""
    if orientation in _ROTATE:
        return cv2.rotate(pixels, _ROTATE[orientation]).astype(np.uint8, copy=False)
    if orientation in _FLIP:
        return cv2.flip(pixels, _FLIP[orientation]).astype(np.uint8, copy=False)
    if orientation in _TRANSPOSED:
        return upright(cv2.transpose(pixels).astype(np.uint8, copy=False), _TRANSPOSED[orientation])
    return pixels
