"""An appraisal made for the test: a car, its thirteen views, damages and decisions."""

from dataclasses import replace
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from inspector_app.core.appraisal import Appraisal, Stage
from inspector_app.core.canonical import sha256_of
from inspector_app.core.finding import (
    Band,
    Box,
    Damage,
    Finding,
    Label,
    ModelRef,
    Region,
    RejectReason,
    Review,
    Source,
)
from inspector_app.core.ids import AppraisalId, DamageId, FindingId, Micros, PhotoId, Sha256
from inspector_app.core.photo import Photo
from inspector_app.core.shots import QUICK_WALK
from inspector_app.core.vehicle import Odometer, Vehicle
from inspector_app.report import ReportFacts

VIN: Final = "1HGCM82633A004352"
HASH: Final = "5f2c" * 16
APPRAISAL: Final = AppraisalId("019a0000-0000-7000-8000-000000000001")
MODEL: Final = ModelRef("walkaround-detector-1", Sha256("ab" * 32))
BEGAN: Final = Micros(1_790_000_000_000_000)


def picture(number: int, width: int = 800, height: int = 600) -> bytes:
    """Return a photo of a plain car under a plain sky."""
    image = Image.new("RGB", (width, height), (176, 196, 214))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 2 // 3, width, height), fill=(96, 98, 102))
    draw.rounded_rectangle(
        (width // 8, height // 3, width * 7 // 8, height * 3 // 4), 40, fill=(30, 70 + number * 9, 150)
    )
    draw.text((20, 20), str(number), fill=(20, 20, 20))
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


class Shelf:
    """Photos by their hash, as the vault keeps them."""

    def __init__(self) -> None:
        self._kept: dict[Sha256, bytes] = {}

    def put(self, data: bytes) -> Sha256:
        """Keep bytes and return their hash."""
        self._kept[sha256_of(data)] = data
        return sha256_of(data)

    def get(self, sha256: Sha256) -> bytes:
        """Return the bytes."""
        return self._kept[sha256]


def photos(shelf: Shelf, shots: tuple[str, ...]) -> tuple[Photo, ...]:
    """Return a photo for each shot."""
    return tuple(
        Photo(
            PhotoId(f"photo-{number}"), APPRAISAL, 1, shot, shelf.put(picture(number)), 9999, 800, 600, "image/jpeg",
            Micros(BEGAN + number * 20_000_000),
        )
        for number, shot in enumerate(shots)
    )  # fmt: skip


def finding(number: int, photo: str, label: Label, band: Band, *, review: Review = Review.SUGGESTED,
            reason: RejectReason | None = None, damage: str | None = None) -> Finding:  # fmt: skip
    """Return a suggestion of the model with its decision."""
    return Finding(
        FindingId(f"finding-{number}"), APPRAISAL, PhotoId(photo), label, 900_000 - number * 100_000, band, True,
        Box(180 + number * 60, 260, 90, 60), MODEL, review, reason, DamageId(damage) if damage else None,
    )  # fmt: skip


def damage(number: int, label: Label, source: Source, *regions: tuple[str, Box], note: str = "") -> Damage:
    """Return a damage seen in photos."""
    seen = tuple(Region(PhotoId(photo), box) for photo, box in regions)
    return Damage(DamageId(f"damage-{number}"), APPRAISAL, label, source, seen, note)


def a_report(stage: Stage = Stage.FINALIZED, *, shots: tuple[str, ...] | None = None) -> ReportFacts:
    """Return the facts of a whole appraisal."""
    shelf = Shelf()
    taken = photos(shelf, shots or (*(shot.id for shot in QUICK_WALK), "closeup"))
    vehicle = Vehicle(VIN, 2003, "Honda", "Accord", "EX-V6", "TEST 123", Odometer(141_208))
    appraisal = Appraisal(APPRAISAL, "dealer-1", "user-1", BEGAN, BEGAN, 2, stage, vehicle, "Two keys. Smells of dog.")
    return ReportFacts(
        appraisal=appraisal,
        photos=taken,
        findings=(
            finding(1, "photo-0", Label.SCRATCH, Band.SURE, review=Review.CONFIRMED, damage="damage-1"),
            finding(2, "photo-3", Label.DENT, Band.CHECK, review=Review.EDITED, damage="damage-2"),
            finding(3, "photo-5", Label.DENT, Band.HINT, review=Review.REJECTED, reason=RejectReason.REFLECTION),
            finding(4, "photo-6", Label.PAINT_DAMAGE, Band.HINT, review=Review.NOT_APPLICABLE),
        ),
        damages=(
            damage(1, Label.SCRATCH, Source.AI, ("photo-0", Box(240, 260, 90, 60)), ("photo-7", Box(300, 300, 140, 30)),
                   note="Through the clear coat, about 12 cm"),
            damage(2, Label.DENT, Source.AI, ("photo-3", Box(300, 260, 90, 60))),
            replace(damage(3, Label.OTHER, Source.HUMAN, ("photo-1", Box(10, 10, 30, 30))), voided=True),
            damage(4, Label.LAMP_DAMAGE, Source.HUMAN, ("photo-1", Box(650, 380, 90, 50)), note="Cracked <lens> & wet"),
        ),
        read=shelf.get,
        inspector="Ada Quick",
        dealership="Example Motors",
        made_at=Micros(BEGAN + 900_000_000),
        content_hash="" if appraisal.is_open else HASH,
        model=MODEL,
    )  # fmt: skip
