"""What an image's header says: kind, size and EXIF, read before anything is decoded."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from inspector_app.core.errors import InputError
from inspector_app.core.ids import Micros
from inspector_app.core.photo import MAX_PIXELS
from inspector_app.imaging.exif import HEIGHT, ORIENTATION, WIDTH, Tags, orientation_of, tags_of, time_of

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
WEBP: Final = "image/webp"
BMP: Final = "image/bmp"
TIFF: Final = "image/tiff"
HEIC: Final = "image/heic"
SOMETHING: Final = "This file"
"""How a file is named in a sentence where the caller knows no better."""
_SWAPPED: Final = range(5, 9)
_HEIC_BRANDS: Final = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_HEIC_META: Final = 1_000_000
"""The boxes that describe a HEIF container come before its pixels."""
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True)
class Header:
    """What is known before decoding; width and height as stored, before any turning."""

    mime: str
    width: int
    height: int
    tags: Tags

    @property
    def orientation(self) -> int:
        """How the stored pixels must be turned, 1 to 8 as in EXIF."""
        return orientation_of(self.tags)

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height once upright."""
        turned = self.orientation in _SWAPPED
        return (self.height, self.width) if turned else (self.width, self.height)


def read_header(data: bytes, *, name: str = SOMETHING) -> Header:
    """Return the header; raises InputError `image_unreadable` or `image_huge`."""
    try:
        header = _reader(data)(data)
    except (struct.error, IndexError, _Unreadable) as error:
        raise InputError("image_unreadable", name=name) from error
    if header.width < 1 or header.height < 1:
        raise InputError("image_unreadable", name=name)
    refuse_huge(header.width, header.height, name=name)
    return header


def refuse_huge(width: int, height: int, *, name: str = SOMETHING) -> None:
    """Raise InputError `image_huge` where an image has more pixels than we decode."""
    if width * height > MAX_PIXELS:
        millions = -(-width * height // 1_000_000)
        raise InputError("image_huge", name=name, megapixels=millions, limit=MAX_PIXELS // 1_000_000)


def captured_at(data: bytes) -> Micros | None:
    """Return when the photo was taken, as its EXIF says; None where it does not say. Never raises."""
    try:
        return time_of(_reader(data)(data).tags)
    except (struct.error, IndexError, _Unreadable):
        return None


class _Unreadable(ValueError):
    """No image that we know."""


def _reader(data: bytes) -> Callable[[bytes], Header]:
    """Return the reader of this kind of file, by its first bytes."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return _heic
    for magic, reader in _READERS.items():
        if data.startswith(magic):
            return reader
    raise _Unreadable


def _jpeg(data: bytes) -> Header:
    tags: Tags = {}
    for marker, at, length in _jpeg_segments(data):
        if marker == 0xE1 and data[at : at + 6] == b"Exif\0\0":
            tags = tags or tags_of(data[at + 6 : at + length])
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 1)
            return Header(JPEG, width, height, tags)
    raise _Unreadable


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, offset and length of each segment's content, up to the first scan."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _JPEG_BARE:  # padding, or a marker without content
            at += 1 if marker == 0xFF else 2
            continue
        if marker in {0xD9, 0xDA}:
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        yield marker, at + 4, length - 2
        at += 2 + length


def _png(data: bytes) -> Header:
    width, height = struct.unpack_from(">II", data, 16)
    if data[12:16] != b"IHDR":
        raise _Unreadable
    return Header(PNG, width, height, tags_of(_chunk(data, b"eXIf", 8, ">I4s", trailer=4)))


def _webp(data: bytes) -> Header:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
    else:
        raise _Unreadable
    block = _chunk(data, b"EXIF", 12, "<4sI").removeprefix(b"Exif\0\0")
    return Header(WEBP, width, height, tags_of(block))


def _chunk(data: bytes, wanted: bytes, at: int, layout: str, *, trailer: int = 0) -> bytes:
    """Return the content of the first chunk of a kind, or nothing."""
    while at + 8 <= len(data):
        one, other = struct.unpack_from(layout, data, at)
        kind, length = (one, other) if isinstance(one, bytes) else (other, one)
        if kind == wanted:
            return data[at + 8 : at + 8 + length]
        at += 8 + length + (trailer or length % 2)
    return b""


def _bmp(data: bytes) -> Header:
    (size,) = struct.unpack_from("<I", data, 14)
    width, height = struct.unpack_from("<HH", data, 18) if size == 12 else struct.unpack_from("<ii", data, 18)
    return Header(BMP, width, abs(height), {})


def _tiff(data: bytes) -> Header:
    tags = tags_of(data)
    width, height = tags.get(WIDTH), tags.get(HEIGHT)
    if not isinstance(width, int) or not isinstance(height, int):
        raise _Unreadable
    return Header(TIFF, width, height, tags)


def _heic(data: bytes) -> Header:
    """Return the size of the largest image in the container, before its own transforms; they stand for EXIF's."""
    sizes = list(_heic_sizes(data[:_HEIC_META]))
    if not sizes:
        raise _Unreadable
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    tags = tags_of(data.rpartition(b"Exif\0\0")[2])
    return Header(HEIC, width, height, tags | {ORIENTATION: 1})


def _heic_sizes(data: bytes) -> Iterator[tuple[int, int]]:
    at = data.find(b"ispe")
    while at != -1:
        yield struct.unpack_from(">II", data, at + 8)
        at = data.find(b"ispe", at + 4)


_READERS: Final[dict[bytes, Callable[[bytes], Header]]] = {
    b"\xff\xd8\xff": _jpeg,
    b"\x89PNG\r\n\x1a\n": _png,
    b"BM": _bmp,
    b"II*\0": _tiff,
    b"MM\0*": _tiff,
}
