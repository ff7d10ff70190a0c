"""What a VIN says of the car: the full public database first, a list of makers' codes where it is silent."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import ultravin
import vininfo

from inspector_app.core.vehicle import Vehicle, Vin

_INITIALS: Final = frozenset(
    {"BMW", "GMC", "MG", "BYD", "MAN", "DAF", "KTM", "DS", "MINI", "BAIC", "SEAT", "GAC", "AC"}
)
_OWN_WAY: Final = {"MCLAREN": "McLaren", "DELOREAN": "DeLorean", "VINFAST": "VinFast"}
_UNKNOWN_MAKER: Final = "UnsupportedBrand"


def vehicle_of(vin: Vin) -> Vehicle:
    """Return what is known; fields that the VIN does not tell stay empty."""
    decoded = ultravin.decode(str(vin))
    attributes: Mapping[str, Any] = decoded["attributes"]
    maker = vininfo.Vin(str(vin))
    model = _text(attributes, "Model")
    return Vehicle(
        vin=vin,
        year=_year(decoded["model_year"], maker.years),
        make=as_written(_text(attributes, "Make")) or _maker_name(maker),
        model=model,
        trim=_text(attributes, "Trim").removeprefix(model).strip(),  # some makers name the model again in the trim
    )


def as_written(name: str) -> str:
    """Return a make as its badge has it: initials stay capitals, names do not."""
    if name in _INITIALS or name in _OWN_WAY:
        return _OWN_WAY.get(name, name)
    return name.title() if name.isupper() else name


def _year(decoded: int | None, by_letter: list[int]) -> int | None:
    """Return the model year: as decoded, or the newest that position 10 can mean and that can be on the road."""
    newest = datetime.now(UTC).year + 2
    return decoded or max((year for year in by_letter if year <= newest), default=None)


def _maker_name(maker: vininfo.Vin) -> str:
    name = str(maker.manufacturer or "")
    return "" if name == _UNKNOWN_MAKER else as_written(name)


def _text(attributes: Mapping[str, Any], variable: str) -> str:
    value = attributes.get(variable)
    return value.strip() if isinstance(value, str) else ""
