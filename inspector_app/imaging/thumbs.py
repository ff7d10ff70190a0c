"""Small upright JPEGs for lists and strips."""

from typing import Final

import cv2

from inspector_app.core.errors import InputError
from inspector_app.core.photo import Picture
from inspector_app.imaging.header import SOMETHING

QUALITY: Final = 82


def jpeg_of(picture: Picture, *, quality: int = QUALITY, name: str = SOMETHING) -> bytes:
    """Return the pixels as JPEG, without metadata; the same bytes for the same pixels."""
    settings = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    done, coded = cv2.imencode(".jpg", cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2BGR), settings)
    if not done:
        raise InputError("image_unreadable", name=name)
    return coded.tobytes()
