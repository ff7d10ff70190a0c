"""From a picture to the network's square, and from the square back to the original's pixels."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from inspector_app.core.finding import Box
from inspector_app.core.photo import Picture
from inspector_app.vision.catalog import Fit

GREY: Final = 114


@dataclass(frozen=True)
class Placement:
    """Where the picture lies on the square: scale from original to square, and offset there."""

    scale_x: float
    scale_y: float
    left: int
    top: int
    width: int
    height: int

    def back(self, x1: float, y1: float, x2: float, y2: float) -> Box | None:
        """Return a box of the square in whole pixels of the upright original; None where it lies outside."""
        left = max(0, floor((x1 - self.left) / self.scale_x))
        top = max(0, floor((y1 - self.top) / self.scale_y))
        right = min(self.width, ceil((x2 - self.left) / self.scale_x))
        bottom = min(self.height, ceil((y2 - self.top) / self.scale_y))
        if right <= left or bottom <= top:
            return None
        return Box(left, top, right - left, bottom - top)


def _resized(pixels: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Resize, averaging where the picture shrinks by more than two, so that thin scratches do not flicker."""
    shrinks = pixels.shape[1] > 2 * width or pixels.shape[0] > 2 * height
    way = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=way), np.uint8)


def placed(picture: Picture, side: int, fit: Fit) -> tuple[NDArray[np.float32], Placement]:
    """Return the network's input (1 x side x side x 3, RGB 0-255) and where the picture lies on it."""
    pixels = np.asarray(picture.pixels, np.uint8)
    scale = side / max(picture.width, picture.height)
    letterbox = fit is Fit.LETTERBOX
    width = max(1, round(picture.width * scale)) if letterbox else side
    height = max(1, round(picture.height * scale)) if letterbox else side
    left, top = (side - width) // 2, (side - height) // 2
    square = np.full((1, side, side, 3), GREY, np.float32)
    square[0, top : top + height, left : left + width] = _resized(pixels, width, height)
    return square, Placement(width / picture.width, height / picture.height, left, top, picture.width, picture.height)
