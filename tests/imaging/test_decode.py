"""Every photo comes out upright, as RGB, however the camera stored it."""

import hashlib
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspector_app.core.errors import InputError
from inspector_app.core.ports import Imaging
from inspector_app.imaging import imaging
from inspector_app.imaging.decode import fitting
from tests.imaging.photos import COLOURS, coded, looks_upright, scene

MODES = {
    "JPEG": ("RGB", "L", "1", "CMYK"),
    "PNG": ("RGB", "L", "P", "1", "RGBA", "LA"),
    "WEBP": ("RGB", "L", "P", "RGBA"),
    "BMP": ("RGB", "L", "P", "1", "RGBA"),
    "TIFF": ("RGB", "L", "P", "1", "CMYK", "RGBA", "LA"),
}
KINDS = ("JPEG", "PNG", "WEBP", "TIFF")


def test_the_imaging_is_what_the_services_ask_for() -> None:
    port: Imaging = imaging
    assert port.inspect(coded(scene())) == ("image/jpeg", 160, 96)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_upright_whichever_way_the_camera_was_held(kind: str, orientation: int) -> None:
    data = coded(scene(), kind, orientation=orientation)
    mime, width, height = imaging.inspect(data)
    picture = imaging.decode(data)
    assert (mime, width, height) == (f"image/{kind.lower()}", 160, 96)
    assert (picture.width, picture.height) == (160, 96)
    assert picture.pixels.shape == (96, 160, 3)
    assert looks_upright(picture.pixels)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_reduced_photo_is_upright_too(orientation: int) -> None:
    data = coded(scene(640, 384), orientation=orientation)
    picture = imaging.decode(data, max_side=100)
    assert picture.pixels.shape == (60, 100, 3)
    assert (picture.width, picture.height) == (640, 384)
    assert looks_upright(picture.pixels)


@pytest.mark.parametrize("wrong", [0, 9, 77])
def test_a_senseless_orientation_is_taken_as_upright(wrong: int) -> None:
    assert looks_upright(imaging.decode(coded(scene(), orientation=wrong)).pixels)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [(kind, mode) for kind, modes in MODES.items() for mode in modes],
)
def test_every_colour_mode_becomes_rgb(kind: str, mode: str) -> None:
    image = scene().convert(mode)
    data = coded(image, kind)
    picture = imaging.decode(data)
    assert picture.pixels.shape == (96, 160, 3)
    assert picture.pixels.dtype == np.uint8
    meant = np.asarray(image.convert("RGB")).astype(int)
    assert np.abs(picture.pixels.astype(int) - meant).mean() < 6


def test_sixteen_bits_keep_their_brightness() -> None:
    ramp = np.tile(np.linspace(0, 65_535, 64).astype(np.uint16), (8, 1))
    for kind in ("PNG", "TIFF"):
        pixels = imaging.decode(coded(Image.fromarray(ramp), kind)).pixels
        assert pixels[0, 0].tolist() == [0, 0, 0]
        assert pixels[0, -1].tolist() == [255, 255, 255]
        assert abs(int(pixels[0, 32, 1]) - 130) < 4


def test_floats_and_sixteen_bit_colour_are_read() -> None:
    floats = Image.fromarray(np.linspace(-1, 1, 64, dtype=np.float32).reshape(8, 8))
    assert imaging.decode(coded(floats, "TIFF")).pixels.max() == 255
    assert looks_upright(imaging.decode(_png16(scene())).pixels)


def test_what_is_transparent_is_laid_on_white() -> None:
    clear = Image.new("RGBA", (20, 10), (255, 0, 0, 0))
    assert imaging.decode(coded(clear, "PNG")).pixels[5, 5].tolist() == [255, 255, 255]
    palette = Image.new("P", (20, 10), 0)
    palette.info["transparency"] = 0
    assert imaging.decode(coded(palette, "PNG")).pixels[5, 5].tolist() == [255, 255, 255]


@pytest.mark.parametrize("kind", KINDS)
def test_one_pixel_is_a_photo(kind: str) -> None:
    data = coded(Image.new("RGB", (1, 1), (10, 200, 30)), kind)
    picture = imaging.decode(data, max_side=320)
    assert picture.pixels.shape == (1, 1, 3)
    assert abs(int(picture.pixels[0, 0, 1]) - 200) < 6


@given(st.integers(1, 9000), st.integers(1, 9000), st.integers(1, 5000))
def test_a_reduced_photo_keeps_its_shape_and_its_bound(width: int, height: int, side: int) -> None:
    small = fitting(width, height, side)
    assert max(small) == min(side, max(width, height))
    assert min(small) >= 1
    assert abs(small[0] * height - small[1] * width) <= max(width, height)


def test_a_photo_is_never_blown_up() -> None:
    assert imaging.decode(coded(scene()), max_side=4000).pixels.shape == (96, 160, 3)


def test_long_and_thin_photos_keep_a_pixel() -> None:
    assert imaging.decode(coded(scene(3000, 2), "PNG"), max_side=100).pixels.shape == (1, 100, 3)


def test_the_same_bytes_give_the_same_pixels() -> None:
    data = coded(scene(999, 701))
    first, second = (hashlib.sha256(imaging.decode(data, max_side=333).pixels.tobytes()) for _ in range(2))
    assert first.hexdigest() == second.hexdigest()


def test_a_thumbnail_is_a_small_upright_jpeg_without_metadata() -> None:
    data = coded(scene(1600, 960), orientation=6)
    thumb = imaging.thumbnail(data)
    assert imaging.inspect(thumb) == ("image/jpeg", 320, 192)
    assert looks_upright(imaging.decode(thumb).pixels, tolerance=10)
    assert b"Exif" not in thumb
    assert thumb == imaging.thumbnail(data)


def test_an_embedded_preview_does_not_hide_that_a_photo_is_cut_off() -> None:
    data = coded(scene(800, 600), exif=_exif_with_preview())
    assert looks_upright(imaging.decode(data).pixels)
    with pytest.raises(InputError, match="image_unreadable"):
        imaging.decode(data[: len(data) * 2 // 3])


def test_nothing_heavy_is_loaded_before_the_first_photo() -> None:
    code = "import sys, inspector_app.imaging; print(sorted({'cv2', 'numpy', 'PIL'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def _exif_with_preview() -> bytes:
    preview = coded(Image.new("RGB", (160, 120), COLOURS["top_left"]))
    tags = struct.pack("<2sHIH", b"II", 42, 8, 0) + struct.pack("<I", 14)
    second = (
        struct.pack("<H", 2) + struct.pack("<HHII", 0x0201, 4, 1, 44) + struct.pack("<HHII", 0x0202, 4, 1, len(preview))
    )
    return b"Exif\0\0" + tags + second + struct.pack("<I", 0) + preview


def _png16(image: Image.Image) -> bytes:
    """Return a PNG of 16 bits a colour, which Pillow reads but does not write."""
    deep = (np.asarray(image).astype(">u2") * 257).astype(">u2")
    rows = b"".join(b"\0" + row.tobytes() for row in deep)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", image.width, image.height, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
