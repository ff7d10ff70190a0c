"""The VIN is read from the barcode that the maker put on the car."""

from typing import Any

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.core.photo import Picture
from inspector_app.reading import vins_in
from inspector_app.reading.barcode import vins_in_text

VIN = "1HGCM82633A004352"
KINDS = (zxingcpp.BarcodeFormat.Code39, zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode,
         zxingcpp.BarcodeFormat.DataMatrix)  # fmt: skip


def _label(text: str, kind: zxingcpp.BarcodeFormat, *, turns: int = 0) -> Picture:
    """Return a photo of a printed label on a grey door frame."""
    code: Any = np.array(zxingcpp.create_barcode(text, kind).to_image(scale=4, add_quiet_zones=True))
    frame = np.full((code.shape[0] + 200, code.shape[1] + 200), 90, np.uint8)
    frame[100 : 100 + code.shape[0], 100 : 100 + code.shape[1]] = code
    pixels = np.ascontiguousarray(np.rot90(np.repeat(frame[:, :, None], 3, axis=2), turns))
    return Picture(pixels, pixels.shape[1], pixels.shape[0])


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("turns", [0, 1])
def test_the_vin_is_read_from_each_kind_of_label(kind: zxingcpp.BarcodeFormat, turns: int) -> None:
    assert vins_in(_label(VIN, kind, turns=turns)) == (VIN,)


def test_the_import_mark_before_a_vin_is_left_out() -> None:
    assert vins_in(_label(f"I{VIN}", KINDS[0])) == (VIN,)


def test_a_vin_among_other_words_is_found_once() -> None:
    assert tuple(dict.fromkeys(vins_in_text(f"https://parts.example/?vin={VIN.lower()}&again={VIN}"))) == (VIN,)


def test_a_photo_without_a_barcode_has_no_vin() -> None:
    grey = np.full((64, 64, 3), 128, np.uint8)
    assert vins_in(Picture(grey, 64, 64)) == ()


@pytest.mark.parametrize("text", ["", "1HGCM82633A004353", "WVWZZZ1KZAW000001", "PART NUMBER 55", "II" + VIN])
def test_what_does_not_pass_the_check_digit_is_no_vin(text: str) -> None:
    assert list(vins_in_text(text)) == []


@given(st.text(max_size=60))
def test_any_text_is_searched_without_trouble(text: str) -> None:
    assert all(vin.check_digit_holds for vin in vins_in_text(text))
