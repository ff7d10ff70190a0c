"""A small reader of TIFF directories: what EXIF says of orientation and time, without a decoder."""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from inspector_app.core.ids import Micros

WIDTH: Final = 0x0100
HEIGHT: Final = 0x0101
ORIENTATION: Final = 0x0112
_DATE_TIME: Final = 0x0132
_EXIF_DIRECTORY: Final = 0x8769
_ORIGINAL: Final = 0x9003
_OFFSET_ORIGINAL: Final = 0x9011
_SUBSECOND_ORIGINAL: Final = 0x9291
_ASCII: Final = 2
_NUMBERS: Final = {1: "B", 3: "H", 4: "I"}
_MAX_ENTRIES: Final = 512
_OLDEST: Final = datetime(1990, 1, 1, tzinfo=UTC)

Tags = dict[int, int | str]


@dataclass(frozen=True)
class _Block:
    """A TIFF block and its byte order."""

    data: bytes
    order: str

    def numbers(self, layout: str, at: int) -> tuple[int, ...]:
        """Return integers at an offset; raises struct.error past the end."""
        return struct.unpack_from(self.order + layout, self.data, at)


def tags_of(block: bytes) -> Tags:
    """Return the first directory's tags and those of its EXIF directory; as many as can be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return {}
    tiff = _Block(block, order)
    try:
        tags = _directory(tiff, tiff.numbers("I", 4)[0])
    except struct.error:
        return {}
    inner = tags.get(_EXIF_DIRECTORY)
    return tags | (_inner_directory(tiff, inner) if isinstance(inner, int) else {})


def orientation_of(tags: Tags) -> int:
    """Return 1 to 8; 1 where nothing sensible is said."""
    value = tags.get(ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def time_of(tags: Tags) -> Micros | None:
    """Return when the shutter opened; without an offset the laptop's own time zone is taken."""
    written = str(tags.get(_ORIGINAL, tags.get(_DATE_TIME)))
    moment = _moment(written + _offset(tags), "%Y:%m:%d %H:%M:%S%z") or _moment(written, "%Y:%m:%d %H:%M:%S")
    if moment is None or moment < _OLDEST:
        return None
    return Micros(int(moment.timestamp()) * 1_000_000 + _fraction(tags))


def _moment(written: str, layout: str) -> datetime | None:
    try:
        return datetime.strptime(written, layout).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _offset(tags: Tags) -> str:
    return str(tags.get(_OFFSET_ORIGINAL, "?")).strip()


def _fraction(tags: Tags) -> int:
    digits = str(tags.get(_SUBSECOND_ORIGINAL, "")).strip()
    return int(digits[:6].ljust(6, "0")) if digits.isascii() and digits.isdigit() else 0


def _inner_directory(tiff: _Block, at: int) -> Tags:
    try:
        return _directory(tiff, at)
    except struct.error:
        return {}


def _directory(tiff: _Block, at: int) -> Tags:
    (count,) = tiff.numbers("H", at)
    entries = (at + 2 + 12 * index for index in range(min(count, _MAX_ENTRIES)))
    read = (_entry(tiff, entry) for entry in entries if entry + 12 <= len(tiff.data))
    return {tag: value for tag, value in read if value is not None}


def _entry(tiff: _Block, at: int) -> tuple[int, int | str | None]:
    """Return a tag and its first number or its text; None for what is neither."""
    tag, kind, count = tiff.numbers("HHI", at)
    if kind in _NUMBERS and count >= 1:
        return tag, tiff.numbers(_NUMBERS[kind], at + 8)[0] if count == 1 else None
    if kind == _ASCII and 0 < count <= 64:
        start = at + 8 if count <= 4 else tiff.numbers("I", at + 8)[0]
        return tag, tiff.data[start : start + count].split(b"\0")[0].decode("ascii", "replace")
    return tag, None
