"""When a photo was taken is what its camera wrote."""

from datetime import UTC, datetime

import pytest
from PIL import Image

from inspector_app.core.ids import Micros
from inspector_app.imaging import captured_at, imaging
from tests.imaging.photos import coded, scene


def _exif(**inner: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    numbers = {"original": 0x9003, "offset": 0x9011, "fraction": 0x9291}
    for name, text in inner.items():
        if name == "changed":
            exif[0x0132] = text
        else:
            exif.get_ifd(0x8769)[numbers[name]] = text
    return exif


def _micros(moment: datetime) -> Micros:
    return Micros(int(moment.timestamp()) * 1_000_000 + moment.microsecond)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_time_with_its_offset_is_read_from_every_format(kind: str) -> None:
    exif = _exif(original="2026:03:14 15:09:26", offset="+02:00", fraction="535")
    meant = _micros(datetime(2026, 3, 14, 13, 9, 26, 535_000, tzinfo=UTC))
    assert captured_at(coded(scene(), kind, exif=exif)) == meant
    assert imaging.captured_at(coded(scene(), kind, exif=exif)) == meant


def test_without_an_offset_the_laptops_own_time_zone_is_meant() -> None:
    local = datetime(2026, 3, 14, 15, 9, 26).astimezone()
    assert captured_at(coded(scene(), exif=_exif(original="2026:03:14 15:09:26"))) == _micros(local)


def test_the_time_of_change_stands_in_for_a_missing_time_of_capture() -> None:
    local = datetime(2025, 1, 2, 3, 4, 5).astimezone()
    assert captured_at(coded(scene(), exif=_exif(changed="2025:01:02 03:04:05"))) == _micros(local)


@pytest.mark.parametrize(
    "written", ["0000:00:00 00:00:00", "1980:01:01 00:00:00", "yesterday", "", "2026:13:40 25:61:61"]
)
def test_a_clock_that_was_never_set_says_nothing(written: str) -> None:
    assert captured_at(coded(scene(), exif=_exif(original=written))) is None


def test_a_photo_without_exif_says_nothing() -> None:
    assert captured_at(coded(scene())) is None
    assert captured_at(b"no photo") is None
