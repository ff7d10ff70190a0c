"""The vehicle: its VIN with check digit, what is decoded from it, and its odometer."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inspector_app.core.errors import InputError

VIN_LENGTH: Final = 17
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES: Final = {**{str(d): d for d in range(10)}, **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
                  **dict(zip("JKLMN", range(1, 6), strict=True)), "P": 7, "R": 9,
                  **dict(zip("STUVWXYZ", range(2, 10), strict=True))}  # fmt: skip
_SHAPE: Final = re.compile(r"[A-HJ-NPR-Z0-9]{17}")


class Vin(str):
    """A vehicle identification number: 17 characters without I, O and Q. Check digits are told, not forced."""

    __slots__ = ()

    @property
    def check_digit(self) -> str:
        """The character that position 9 must carry (ISO 3779 / 49 CFR 565)."""
        rest = sum(_VALUES[c] * w for c, w in zip(self, _WEIGHTS, strict=True)) % 11
        return "X" if rest == 10 else str(rest)

    @property
    def check_digit_holds(self) -> bool:
        """Whether position 9 carries the right character."""
        return self[8] == self.check_digit

    @property
    def is_north_american(self) -> bool:
        """Whether the check digit is binding: first character 1 to 5."""
        return self[0] in "12345"

    @property
    def is_doubtful(self) -> bool:
        """Whether the check digit fails where it need not hold: warn and ask."""
        return not self.check_digit_holds and not self.is_north_american


def parse_vin(text: str) -> Vin:
    """Return the VIN in typed text; raises InputError with `vin_length`, `vin_letters` or `vin_check_digit`."""
    compact = re.sub(r"[\s\-*]", "", text).upper()
    if len(compact) != VIN_LENGTH:
        raise InputError("vin_length", length=len(compact))
    if not _SHAPE.fullmatch(compact):
        raise InputError("vin_letters")
    vin = Vin(compact)
    if vin.is_north_american and not vin.check_digit_holds:
        raise InputError("vin_check_digit", found=vin[8], expected=vin.check_digit)
    return vin


class DistanceUnit(StrEnum):
    """What an odometer counts."""

    MILES = "mi"
    KILOMETRES = "km"


@dataclass(frozen=True)
class Odometer:
    """A reading that the inspector confirmed."""

    value: int
    unit: DistanceUnit = DistanceUnit.MILES


@dataclass(frozen=True)
class Vehicle:
    """What is known of the car; empty text where it is not known."""

    vin: str = ""
    year: int | None = None
    make: str = ""
    model: str = ""
    trim: str = ""
    plate: str = ""
    odometer: Odometer | None = None

    @property
    def title(self) -> str:
        """The name that lists show: year, make, model, or the VIN, or nothing."""
        known = " ".join(part for part in (str(self.year or ""), self.make, self.model, self.trim) if part)
        return known or self.vin
