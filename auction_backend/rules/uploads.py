"""What a photo's upload may be."""

from typing import Final

MIME_TYPES: Final = frozenset(
    {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/bmp", "image/tiff"}
)
"""Every kind that the app takes in: originals are sent untouched."""


def is_photo_type(mime: str) -> bool:
    """Tell whether the server keeps files of this media type."""
    return mime in MIME_TYPES
