"""HEIC photos, where the optional decoder is installed; otherwise one clear sentence."""

from importlib import import_module
from io import BytesIO

from PIL import Image

from inspector_app.core.errors import InputError
from inspector_app.imaging.header import SOMETHING


def heic_image(data: bytes, *, name: str = SOMETHING) -> Image.Image:
    """Return the upright image, decoded when its pixels are asked for; raises InputError `image_heic`."""
    try:
        plugin = import_module("pi_heif")
    except ImportError as error:
        raise InputError("image_heic", name=name) from error
    image: Image.Image = plugin.HeifImageFile(BytesIO(data))
    return image
