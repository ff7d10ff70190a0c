"""The images with words on the car: plate, instrument cluster, centre screen, VIN plate."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from tools.render_demo.noise import Image, speckle

VIN = "3MZBPABL7MM000000"
ODOMETER_KM = 48217
Ink = tuple[int, int, int]


def letters(size: int) -> FreeTypeFont | ImageFont.ImageFont:
    """Return Pillow's own outline font, so that the pictures are the same everywhere."""
    return ImageFont.load_default(size)


def _canvas(size: tuple[int, int], ink: Ink) -> tuple[Pictures.Image, ImageDraw.ImageDraw]:
    picture = Pictures.new("RGB", size, ink)
    return picture, ImageDraw.Draw(picture)


def linear(picture: Pictures.Image) -> Image:
    """Return the picture as linear light."""
    value = np.asarray(picture, dtype=np.float32) / 255
    return np.asarray(np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4), dtype=np.float32)


def plate() -> Image:
    """Return a number plate without a number."""
    picture, pen = _canvas((1040, 228), (236, 236, 230))
    pen.rounded_rectangle((6, 6, 1033, 221), 22, outline=(20, 20, 24), width=7)
    pen.rectangle((14, 14, 92, 213), fill=(24, 62, 150))
    pen.text(
        (560, 108), "DEMO", font=letters(176), fill=(18, 18, 22), anchor="mm", stroke_width=4, stroke_fill=(18, 18, 22)
    )
    return linear(picture)


def cluster() -> Image:
    """Return the instrument cluster: two dials, and the odometer between them."""
    picture, pen = _canvas((1600, 600), (5, 6, 8))
    for x, top, marks in ((330, 240, 13), (1270, 8, 9)):
        _dial(pen, x, top, marks)
    pen.rounded_rectangle((560, 90, 1040, 520), 26, fill=(10, 13, 18), outline=(40, 48, 60), width=3)
    pen.text((800, 150), "18:42     21.5 °C", font=letters(44), fill=(170, 180, 190), anchor="mm")
    pen.text((800, 255), "ODO", font=letters(46), fill=(120, 170, 210), anchor="mm")
    pen.text((800, 335), f"{ODOMETER_KM} km", font=letters(92), fill=(240, 246, 250), anchor="mm", stroke_width=1)
    pen.line((600, 405, 1000, 405), fill=(50, 58, 70), width=3)
    pen.text((800, 455), "TRIP A   312.6 km", font=letters(44), fill=(170, 180, 190), anchor="mm")
    pen.polygon([(470, 120), (510, 95), (510, 145)], fill=(16, 40, 22))
    pen.polygon([(1130, 120), (1090, 95), (1090, 145)], fill=(16, 40, 22))
    return linear(picture)


def _dial(pen: ImageDraw.ImageDraw, x: int, top: int, marks: int) -> None:
    pen.ellipse((x - 245, 55, x + 245, 545), outline=(58, 66, 78), width=6)
    pen.arc((x - 232, 68, x + 232, 532), 135, 405, fill=(70, 130, 190), width=7)
    for k in range(4 * (marks - 1) + 1):
        angle = np.radians(135 + 270 * k / (4 * (marks - 1)))
        long = k % 4 == 0
        ends = [(x + r * np.cos(angle), 300 + r * np.sin(angle)) for r in (224, 190 if long else 208)]
        pen.line([(float(a), float(b)) for a, b in ends], fill=(225, 230, 235), width=6 if long else 3)
        if long:
            at = (float(x + 158 * np.cos(angle)), float(300 + 158 * np.sin(angle)))
            pen.text(
                at,
                str(k // 4 * (top // (marks - 1))),
                font=letters(36 if top > 100 else 40),
                fill=(225, 230, 235),
                anchor="mm",
            )
    tip = (float(x + 200 * np.cos(np.radians(135))), float(300 + 200 * np.sin(np.radians(135))))
    pen.line([(x, 300), tip], fill=(230, 60, 40), width=9)
    pen.ellipse((x - 34, 266, x + 34, 334), fill=(24, 26, 30), outline=(70, 76, 84), width=4)
    pen.text((x, 425), "km/h" if top > 100 else "x1000/min", font=letters(34), fill=(150, 158, 166), anchor="mm")


def screen() -> Image:
    """Return the centre screen: a quiet map with a side bar."""
    picture, pen = _canvas((1280, 720), (22, 27, 33))
    rng = np.random.default_rng(8)
    for _ in range(16):
        x, y = rng.integers(120, 1200), rng.integers(0, 700)
        pen.line(
            [(120, int(y)), (int(x), int(rng.integers(0, 700))), (1280, int(rng.integers(0, 720)))],
            fill=(52, 60, 70),
            width=int(rng.integers(3, 12)),
        )
    pen.line([(300, 720), (420, 470), (690, 400), (800, 150), (1280, 90)], fill=(70, 140, 220), width=16)
    pen.rectangle((0, 0, 120, 720), fill=(12, 14, 18))
    for k in range(5):
        pen.rounded_rectangle((32, 60 + 125 * k, 88, 116 + 125 * k), 14, fill=(90, 100, 112) if k else (70, 140, 220))
    pen.rounded_rectangle((850, 500, 1240, 680), 24, fill=(12, 14, 18))
    pen.text((1045, 560), "12 min", font=letters(58), fill=(235, 240, 244), anchor="mm")
    pen.text((1045, 630), "5.4 km", font=letters(40), fill=(150, 160, 170), anchor="mm")
    return linear(picture)


def vin_plate() -> Image:
    """Return the maker's plate with the demo VIN, for nobody's car."""
    picture, pen = _canvas((1600, 1000), (186, 188, 190))
    pen.rounded_rectangle((24, 24, 1575, 975), 40, outline=(24, 26, 30), width=8)
    pen.rectangle((24, 150, 1575, 158), fill=(24, 26, 30))
    ink = (18, 20, 24)
    pen.text((800, 92), "WALKAROUND DEMO CAR", font=letters(72), fill=ink, anchor="mm", stroke_width=2)
    pen.text((800, 305), VIN, font=letters(138), fill=ink, anchor="mm", stroke_width=3)
    pen.rectangle((24, 430, 1575, 436), fill=(24, 26, 30))
    rows = (
        ("GVWR", "1 870 kg"),
        ("1-", "980 kg"),
        ("2-", "940 kg"),
        ("DATE", "03 / 2021"),
        ("PAINT", "B-42 METALLIC"),
        ("TYRE", "225/45 R18"),
    )
    for k, (name, value) in enumerate(rows):
        x, y = 110 + 780 * (k % 2), 540 + 140 * (k // 2)
        pen.text((x, y), name, font=letters(56), fill=(60, 64, 70), anchor="lm")
        pen.text((x + 240, y), value, font=letters(64), fill=ink, anchor="lm", stroke_width=1)
    for x, y in ((70, 70), (1530, 70), (70, 930), (1530, 930)):
        pen.ellipse((x - 20, y - 20, x + 20, y + 20), fill=(120, 122, 126), outline=(40, 40, 44), width=4)
    return _scuffed(linear(picture))


def _scuffed(image: Image) -> Image:
    grain = cv2.GaussianBlur(speckle(2048, 0.0, 31), (0, 0), sigmaX=14, sigmaY=0.6)[: image.shape[0], : image.shape[1]]
    return np.asarray(np.clip(image * (1 + 0.05 * grain[..., None]), 0, 1), dtype=np.float32)
