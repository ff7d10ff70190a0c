"""The demo car: rendered photos with what is known of them; see docs/demo-car.md."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector_app.core.errors import InputError
from inspector_app.core.finding import Box, Label, overlap
from inspector_app.core.vehicle import DistanceUnit, Odometer


@dataclass(frozen=True)
class TrueDamage:
    """A damage that was modelled, and where it shows in a photo."""

    label: Label
    box: Box


@dataclass(frozen=True)
class DemoPhoto:
    """One rendered photo."""

    path: Path
    shot: str
    damages: tuple[TrueDamage, ...] = ()

    def shows(self, box: Box) -> TrueDamage | None:
        """Return the modelled damage under a box, or None: the demo's stand-in for an inspector's eye."""
        return next((d for d in self.damages if overlap(d.box, box) >= 0.05), None)


@dataclass(frozen=True)
class DemoCar:
    """What an inspector would find in the yard."""

    vin: str
    odometer: Odometer
    photos: tuple[DemoPhoto, ...]

    def photo(self, sha_of: dict[str, str], sha256: str) -> DemoPhoto:
        """Return the photo with a hash, by a table of file names."""
        return next(photo for photo in self.photos if sha_of[photo.path.name] == sha256)


def read_car(folder: Path) -> DemoCar:
    """Read the demo car from `assets/demo`; raises InputError `file_unreadable` where it is not installed."""
    try:
        told = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError("file_unreadable", name="demo.toml") from error
    odometer = Odometer(told["odometer"], DistanceUnit(told.get("odometer_unit", "mi")))
    return DemoCar(told["vin"], odometer, tuple(_photo(folder, row) for row in told["photos"]))


def _photo(folder: Path, row: dict[str, Any]) -> DemoPhoto:
    damages = tuple(TrueDamage(Label(d["label"]), Box(*d["box"])) for d in row.get("damages", []))
    return DemoPhoto(folder / row["file"], row["shot"], damages)
