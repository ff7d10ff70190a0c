"""A corrupt, cut, huge or foreign file gets one clear sentence, quickly, and nothing else happens."""

import contextlib
import struct
import time
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inspector_app.core.errors import InputError
from inspector_app.core.photo import MAX_PIXELS, Picture
from inspector_app.core.words import told
from inspector_app.imaging import captured_at, imaging
from tests.imaging.photos import coded, scene

NOISE = Image.fromarray(np.random.default_rng(7).integers(0, 255, (48, 64, 3), np.uint8))
FILES = {
    "jpeg": coded(NOISE, orientation=6),
    "progressive": coded(NOISE, progressive=True),
    "cmyk": coded(NOISE.convert("CMYK")),
    "png": coded(NOISE, "PNG", orientation=3),
    "palette": coded(NOISE.convert("P"), "PNG"),
    "lossless webp": coded(NOISE, "WEBP", orientation=8),
    "webp": coded(NOISE, "WEBP", lossless=False),
    "bmp": coded(NOISE, "BMP"),
    "tiff": coded(NOISE, "TIFF", orientation=5),
    "packed tiff": coded(NOISE, "TIFF", compression="tiff_lzw"),
}


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _claiming(width: int, height: int) -> dict[str, bytes]:
    """Return small files whose headers claim a size."""
    png = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    jpeg = bytearray(coded(NOISE))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", height & 0xFFFF, width & 0xFFFF)
    bmp = bytearray(FILES["bmp"])
    bmp[18:26] = struct.pack("<ii", width, -height)
    webp = (
        b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"
        + max(0, width - 1).to_bytes(3, "little")
        + max(0, height - 1).to_bytes(3, "little")
    )
    entries = struct.pack("<HHII", 0x100, 4, 1, width) + struct.pack("<HHII", 0x101, 4, 1, height)
    tiff = b"II*\0\x08\0\0\0\x02\0" + entries + b"\0\0\0\0"
    heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", width, height)
    return {"png": png, "jpeg": bytes(jpeg), "bmp": bytes(bmp), "webp": webp, "tiff": tiff, "heic": heic}


@pytest.mark.parametrize("kind", _claiming(60_000, 60_000))
def test_a_header_that_claims_sixty_thousand_pixels_a_side_is_refused_without_decoding(kind: str) -> None:
    data = _claiming(60_000, 60_000)[kind]
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(InputError) as caught:
        imaging.inspect(data, name="roof.png")
    took, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "image_huge"
    assert caught.value.params == {"name": "roof.png", "megapixels": 3600, "limit": 50}
    assert peak < 200_000
    assert took < 0.2


def test_the_limit_itself_is_allowed_and_one_row_more_is_not() -> None:
    assert MAX_PIXELS == 10_000 * 5_000
    assert imaging.inspect(_claiming(10_000, 5_000)["png"]) == ("image/png", 10_000, 5_000)
    with pytest.raises(InputError, match="image_huge"):
        imaging.inspect(_claiming(10_000, 5_001)["png"])


def test_decode_and_thumbnail_refuse_a_huge_image_too() -> None:
    huge = _claiming(60_000, 60_000)["jpeg"]
    for ask in (imaging.decode, imaging.thumbnail):
        with pytest.raises(InputError, match="image_huge"):
            ask(huge)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0", b"\xff\xd8\xff", b"GIF89a" + b"\0" * 40, b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP",
        b"BM", b"II*\0",
    ],
)  # fmt: skip
def test_what_is_no_photo_is_told_in_one_sentence(data: bytes) -> None:
    for ask in (imaging.inspect, imaging.decode, imaging.thumbnail):
        with pytest.raises(InputError) as caught:
            ask(data, name="left.jpg")
        assert told(caught.value).startswith("left.jpg is not a photo that can be read.")


@pytest.mark.parametrize("size", [(0, 10), (10, 0)])
def test_an_image_without_area_is_unreadable(size: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="image_unreadable"):
        imaging.inspect(_claiming(*size)["png"])


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_was_cut_off_is_unreadable(kind: str) -> None:
    with pytest.raises(InputError, match="image_unreadable"):
        imaging.decode(FILES[kind][: len(FILES[kind]) // 2])


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "jpeg"])
def test_a_packed_tiff_is_refused_in_words(compression: str) -> None:
    with pytest.raises(InputError, match="image_unreadable"):
        imaging.decode(coded(NOISE, "TIFF", compression=compression))


def test_a_header_that_lies_about_the_size_is_unreadable() -> None:
    bmp = bytearray(FILES["bmp"])
    bmp[18:26] = struct.pack("<ii", 4000, 3000)
    with pytest.raises(InputError, match="image_unreadable"):
        imaging.decode(bytes(bmp))


def test_a_heic_photo_is_read_or_told_plainly() -> None:
    data = _claiming(4000, 3000)["heic"]
    with pytest.raises(InputError) as caught:
        imaging.inspect(data, name="IMG_1.HEIC")
    assert caught.value.code in {"image_heic", "image_unreadable"}
    assert told(caught.value).startswith("IMG_1.HEIC is")


def _read(data: bytes) -> None:
    """Read whatever it is: a Picture, or an InputError; anything else fails the test."""
    captured_at(data)
    with contextlib.suppress(InputError):
        mime, width, height = imaging.inspect(data)
        picture = imaging.decode(data)
        assert isinstance(picture, Picture)
        assert mime.startswith("image/")
        assert picture.pixels.shape == (height, width, 3)


@given(st.sampled_from(sorted(FILES)), st.floats(0, 1))
def test_any_cut_gives_a_picture_or_a_plain_refusal(kind: str, kept: float) -> None:
    data = FILES[kind]
    _read(data[: int(len(data) * kept)])


@given(
    st.sampled_from(sorted(FILES)), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8), st.booleans()
)
def test_any_changed_bytes_give_a_picture_or_a_plain_refusal(
    kind: str, changes: list[tuple[float, int]], early: bool
) -> None:
    data = bytearray(FILES[kind])
    reach = min(len(data) - 1, 400) if early else len(data) - 1
    for where, value in changes:
        data[int(reach * where)] = value
    _read(bytes(data))


@given(
    st.sampled_from([b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"BM", b"RIFF____WEBPVP8X"]),
    st.binary(max_size=300),
)
def test_any_bytes_behind_a_known_beginning_are_survived(magic: bytes, rest: bytes) -> None:
    _read(magic + rest)


def test_a_scene_is_still_read_after_all_that() -> None:
    assert imaging.decode(coded(scene())).pixels.shape == (96, 160, 3)
