"""Messages of finalised appraisals and their photos."""

from typing import Annotated

from pydantic import ConfigDict, Field

from backend_client.contract.base import (
    Box,
    Code,
    Count,
    Id,
    Instant,
    Known,
    Note,
    OpenEnum,
    Ppm,
    Reason,
    Request,
    Response,
    Revision,
    Sha256,
    Word,
)
from backend_client.contract.canonical import content_hash

MAX_PHOTOS = 400
MAX_DAMAGES = 500
MAX_FINDINGS = 4_000

Vin = Annotated[str, Field(pattern=r"^[A-HJ-NPR-Z0-9]{5,17}$", description="capitals without I, O and Q")]
Side = Annotated[int, Field(strict=True, ge=1, le=100_000)]
OPEN = ConfigDict(extra="ignore", frozen=True)
Bytes = Annotated[int, Field(strict=True, ge=1, le=2**40)]


class OdometerUnit(OpenEnum):
    """In which unit the odometer counts."""

    KILOMETRES = "km"
    MILES = "mi"
    UNKNOWN = "UNKNOWN"


class DamageSource(OpenEnum):
    """Who saw a damage: the model, a person, or both."""

    AI = "AI"
    HUMAN = "HUMAN"
    BOTH = "BOTH"
    UNKNOWN = "UNKNOWN"


class Review(OpenEnum):
    """What became of a model's finding."""

    SUGGESTED = "SUGGESTED"
    CONFIRMED = "CONFIRMED"
    EDITED = "EDITED"
    REJECTED = "REJECTED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    UNKNOWN = "UNKNOWN"


class Vehicle(Request):
    """What the car is, as far as it is known."""

    year: Annotated[int, Field(strict=True, ge=1900, le=2100)] | None = None
    make: Word | None = None
    model: Word | None = None
    trim: Word | None = None
    body_style: Word | None = None
    drivetrain: Word | None = None
    engine: Word | None = None
    fuel_type: Word | None = None
    transmission: Word | None = None
    exterior_colour: Word | None = None
    interior_colour: Word | None = None


class Odometer(Request):
    """What the odometer shows."""

    value: Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
    unit: Annotated[OdometerUnit, Known]


class Region(Request):
    """One place in one photo where a damage shows."""

    photo_id: Id
    box: Box


class Damage(Request):
    """One physical damage, with every place where it shows."""

    id: Id
    label: Code
    source: Annotated[DamageSource, Known]
    regions: Annotated[tuple[Region, ...], Field(max_length=100)]
    note: Note = ""


class Finding(Request):
    """One suggestion of the model, and what the inspector made of it."""

    id: Id
    photo_id: Id
    label: Code
    confidence_ppm: Ppm
    box: Box
    review: Annotated[Review, Known]
    reason: Reason | None = None
    model_id: Code
    model_sha256: Sha256


class PhotoEntry(Request):
    """One photo of the manifest."""

    photo_id: Id
    sha256: Sha256
    bytes: Bytes
    shot: Code
    width: Side
    height: Side
    captured_at: Instant


class RevisionContent(Request):
    """What a finalised revision says, before it is sealed with its hash."""

    vin: Vin
    vehicle: Vehicle
    odometer: Odometer | None = None
    notes: Note = ""
    damages: Annotated[tuple[Damage, ...], Field(max_length=MAX_DAMAGES)] = ()
    findings: Annotated[tuple[Finding, ...], Field(max_length=MAX_FINDINGS)] = ()
    photos: Annotated[tuple[PhotoEntry, ...], Field(min_length=1, max_length=MAX_PHOTOS)]

    def sealed(self) -> "RevisionRequest":
        """Return the request to send: this content and the hash of its canonical JSON."""
        body = self.model_dump(mode="json", exclude={"content_hash"})
        return RevisionRequest.model_validate({**body, "content_hash": content_hash(body)})


class RevisionRequest(RevisionContent):
    """A finalised revision with its manifest and the hash of its canonical JSON."""

    content_hash: Sha256


class RevisionView(Response):
    """The server has stored the revision; `content_hash` is its own computation, `seq` its place in the stream."""

    id: Id
    revision: Revision
    content_hash: Sha256
    photos: Count
    seq: Count


class VehicleView(Vehicle):
    """A vehicle as a server sends it, open to new words."""

    model_config = OPEN


class OdometerView(Odometer):
    """An odometer as a server sends it."""

    model_config = OPEN
    unit: OdometerUnit


class RegionView(Region):
    """A region as a server sends it."""

    model_config = OPEN


class DamageView(Damage):
    """A damage as a server sends it."""

    model_config = OPEN
    source: DamageSource
    regions: tuple[RegionView, ...]


class FindingView(Finding):
    """A finding as a server sends it."""

    model_config = OPEN
    review: Review


class PhotoView(PhotoEntry):
    """A photo of the manifest as a server sends it."""

    model_config = OPEN


class AppraisalSummary(Response):
    """One line of the appraisal list."""

    id: Id
    revision: Revision
    vin: str
    vehicle: VehicleView
    photos: Count
    damages: Count
    content_hash: Sha256
    finalised_at: Instant
    finalised_by: str


class AppraisalList(Response):
    """The latest revision of each appraisal of the dealership, newest first."""

    appraisals: tuple[AppraisalSummary, ...]


class AppraisalView(Response):
    """One finalised revision as it was sent; `notes` is empty for those who do not own the appraisal."""

    id: Id
    revision: Revision
    content_hash: Sha256
    finalised_at: Instant
    vin: str
    vehicle: VehicleView
    odometer: OdometerView | None
    notes: str
    damages: tuple[DamageView, ...]
    findings: tuple[FindingView, ...]
    photos: tuple[PhotoView, ...]
