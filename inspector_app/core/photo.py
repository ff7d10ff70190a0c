"""The photo: an untouched original in the vault, and what is known of it."""

from dataclasses import dataclass
from typing import Any, Final

from inspector_app.core.ids import AppraisalId, Micros, PhotoId, Sha256

MAX_PIXELS: Final = 50_000_000
"""A larger image is refused by its header, before it is decoded."""
MAX_BYTES: Final = 64 * 1024 * 1024
"""A larger file is refused when it is taken in: no server would ever take it."""


@dataclass(frozen=True)
class Photo:
    """One original, kept by the hash of its bytes; sizes in pixels of the upright image."""

    id: PhotoId
    appraisal_id: AppraisalId
    revision: int
    shot: str
    sha256: Sha256
    bytes: int
    width: int
    height: int
    mime: str
    captured_at: Micros
    thumb_sha256: Sha256 | None = None
    looked_at_by: str | None = None
    """Id of the model that has looked for damage; None while that is still to be done."""


@dataclass(frozen=True)
class Picture:
    """Decoded pixels, upright, perhaps reduced; `width` and `height` are those of the upright original."""

    pixels: Any
    """uint8 RGB array of height x width x 3."""
    width: int
    height: int
