"""Photos for the page: upright, reduced, as JPEG; and the details around damages."""

import struct
import zlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from inspector_app.core.errors import StorageError
from inspector_app.core.finding import Box
from inspector_app.core.ids import Sha256
from inspector_app.core.photo import Photo

LARGE: Final = 1200
SMALL: Final = 640
DETAIL: Final = 420
_QUALITY: Final = {LARGE: 80, SMALL: 78, DETAIL: 84}
_BROKEN: Final = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, struct.error, zlib.error,
    Image.DecompressionBombError, StorageError,
)  # fmt: skip


class Album:
    """The report's photos by size; a photo that cannot be read is None, and the page says so."""

    def __init__(self, read: Callable[[Sha256], bytes]) -> None:
        self._read = read
        self._done: dict[tuple[Sha256, int], bytes | None] = {}

    def photo(self, photo: Photo, side: int) -> bytes | None:
        """Return the whole photo as JPEG, no side longer than asked."""
        key = (photo.sha256, side)
        if key not in self._done:
            image = self._open(photo, side)
            self._done[key] = None if image is None else _jpeg(_within(image, side), _QUALITY[side])
        return self._done[key]

    def detail(self, photo: Photo, frame: Box) -> bytes | None:
        """Return a part of the photo as JPEG."""
        image = self._open(photo, None)
        if image is None:
            return None
        part = image.crop((frame.x, frame.y, frame.x + frame.w, frame.y + frame.h))
        return _jpeg(_within(part, DETAIL), _QUALITY[DETAIL])

    def _open(self, photo: Photo, side: int | None) -> Image.Image | None:
        """Return the photo upright in RGB, reduced while it is decoded where a side is given."""
        _learn_heic()
        try:
            with Image.open(BytesIO(self._read(photo.sha256))) as image:
                if side is not None:
                    image.draft("RGB", (side, side))
                return ImageOps.exif_transpose(image).convert("RGB")
        except _BROKEN:
            return None


def frame_around(box: Box, width: int, height: int, *, shape: float = 4 / 3) -> Box:
    """Return the part of a photo that shows a damage with its surroundings, in the given shape where it fits."""
    wanted_w = max(box.w * 1.7, box.h * 1.7 * shape, min(width, height) * 0.12)
    wide = min(width, round(wanted_w))
    high = min(height, round(wanted_w / shape))
    left = min(max(0, box.x + box.w // 2 - wide // 2), width - wide)
    top = min(max(0, box.y + box.h // 2 - high // 2), height - high)
    return Box(left, top, max(1, wide), max(1, high))


def _within(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) > side:
        image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _jpeg(image: Image.Image, quality: int) -> bytes:
    """Return the image as JPEG without anything else: no place, no camera, no maker's notes."""
    buffer = BytesIO()
    image.info.clear()
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


@cache
def _learn_heic() -> None:
    """Let HEIC photos be opened where their optional decoder is installed."""
    try:
        import_module("pi_heif").register_heif_opener()
    except ImportError:
        return
