"""From light to photograph: film curve, lens, grain, JPEG and EXIF."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
from PIL import Image as Pictures

from tools.render_demo.noise import Image

EXPOSURE, KEY = 0.78, 0.17
TAKEN = datetime(2025, 5, 14, 10, 12, 20, tzinfo=UTC)


def film(light: Image, exposure: float) -> Image:
    """Return display values: a filmic curve with a soft shoulder, then the sRGB curve."""
    x = np.maximum(light * exposure, 0)
    grey = x.mean(axis=2, keepdims=True)
    x = grey + (x - grey) * 1.06
    x = np.maximum(x, 0)
    shown = np.clip((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0, 1)
    return np.asarray(np.where(shown <= 0.0031308, 12.92 * shown, 1.055 * shown ** (1 / 2.4) - 0.055), dtype=np.float32)


def bloom(light: Image) -> Image:
    """Let the brightest places glow a little, as in a real lens."""
    bright = np.clip(light - 1.8, 0, 12).astype(np.float32)
    size = light.shape[1] / 1600
    halo = 0.6 * cv2.GaussianBlur(bright, (0, 0), 5 * size) + 0.4 * cv2.GaussianBlur(bright, (0, 0), 24 * size)
    return np.asarray(light + 0.10 * halo, dtype=np.float32)


def lens(image: Image) -> Image:
    """Darken the corners and shift red and blue apart by a breath at the edges."""
    high, wide = image.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    dx, dy = (x - wide / 2) / (wide / 2), (y - high / 2) / (wide / 2)
    r2 = dx * dx + dy * dy
    shifted = []
    for channel, amount in enumerate((0.00035, 0.0, -0.00035)):
        k = amount * r2 * wide / 2
        shifted.append(
            cv2.remap(image[..., channel], x + dx * k, y + dy * k, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
        )
    return np.asarray(np.stack(shifted, axis=-1) * (1 - 0.17 * r2)[..., None], dtype=np.float32)


def grain(image: Image, seed: int) -> Image:
    """Add the faint noise of a small sensor, stronger in the shadows."""
    rng = np.random.default_rng(seed)
    fine = rng.standard_normal(image.shape[:2]).astype(np.float32)
    chroma = cv2.GaussianBlur(rng.standard_normal(image.shape).astype(np.float32), (0, 0), 1.2)
    level = 0.0065 + 0.005 * (1 - image.mean(axis=2))
    return np.asarray(image + level[..., None] * (0.8 * fine[..., None] + 0.9 * chroma), dtype=np.float32)


def sharpened(image: Image) -> Image:
    """Sharpen as a camera does."""
    soft = cv2.GaussianBlur(image, (0, 0), 1.1)
    return np.asarray(image + 0.35 * (image - soft), dtype=np.float32)


def metered(light: Image) -> float:
    """Return the exposure that the camera would choose: the middle of the picture counts most."""
    high, wide = light.shape[:2]
    middle = light[high // 5 : -high // 5, wide // 6 : -wide // 6].mean(axis=2)
    level = float(np.exp(np.log(np.maximum(middle, 0.003)).mean()))
    return float(np.clip((KEY / level) ** 0.75, 0.6, 14.0)) * EXPOSURE


def develop(light: Image, number: int, exposure: float = 1.0) -> Image:
    """Return the finished picture, 0 to 1."""
    shown = film(lens(bloom(light)), metered(light) * exposure)
    return np.asarray(np.clip(grain(sharpened(shown), number), 0, 1), dtype=np.float32)


def moment(number: int) -> datetime:
    """Return when a photograph of the walk was taken: one every 37 seconds."""
    return TAKEN + timedelta(seconds=37 * number)


def save(image: Image, path: Path, number: int, focal: float, quality: int = 85) -> None:
    """Write the JPEG with the facts a camera notes."""
    picture = Pictures.fromarray((image * 255 + 0.5).astype(np.uint8))
    exif = Pictures.Exif()
    taken = f"{moment(number):%Y:%m:%d %H:%M:%S}"
    exif[0x010F], exif[0x0110], exif[0x0112] = "Walkaround", "Walkaround demo render", 1
    exif[0x0131], exif[0x0132] = "render_demo", taken
    inner = exif.get_ifd(0x8769)
    inner[0x9003], inner[0x9004], inner[0xA405] = taken, taken, round(focal)
    inner[0x9011] = "+00:00"
    picture.save(path, quality=quality, exif=exif, optimize=True, progressive=True, subsampling="4:2:0")
