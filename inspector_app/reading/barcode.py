"""The VIN in a barcode: at the windscreen, on the door label, on papers."""

import re
from collections.abc import Iterator
from typing import Final

import zxingcpp

from inspector_app.core.errors import InputError
from inspector_app.core.photo import Picture
from inspector_app.core.vehicle import VIN_LENGTH, Vin, parse_vin

_IMPORT_MARK: Final = "I"
"""Makers put it before the VIN of a car that is imported to North America; no VIN has this letter."""


def vins_of(picture: Picture) -> tuple[Vin, ...]:
    """Return the VINs in a picture's barcodes, each once."""
    found = (vin for code in zxingcpp.read_barcodes(picture.pixels) if code.valid for vin in vins_in_text(code.text))
    return tuple(dict.fromkeys(found))


def vins_in_text(text: str) -> Iterator[Vin]:
    """Yield the VINs among a barcode's words; the check digit must hold, whoever made the car."""
    for word in re.findall(r"[A-Z0-9]+", text.upper()):
        bare = word.removeprefix(_IMPORT_MARK) if len(word) == VIN_LENGTH + 1 else word
        try:
            vin = parse_vin(bare)
        except InputError:
            continue
        if vin.check_digit_holds:
            yield vin
