"""What an envelope carries: the one text of a photo's facts, a finalised revision, an auction's launch."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inspector_app.core.appraisal import MOST_NAME, MOST_NOTES, Appraisal
from inspector_app.core.auction import Auction
from inspector_app.core.canonical import Json, canonical, digest
from inspector_app.core.finding import Box, Damage, Finding, Review
from inspector_app.core.ids import AppraisalId, Micros, PhotoId, Sha256, to_rfc3339
from inspector_app.core.photo import Photo
from inspector_app.core.vehicle import Vehicle


@dataclass(frozen=True)
class PhotoFacts:
    """What an upload's envelope says of its photo; the bytes stay in the vault."""

    photo_id: PhotoId
    appraisal_id: AppraisalId
    revision: int
    sha256: Sha256
    bytes: int
    mime: str
    shot: str


@dataclass(frozen=True)
class Submission:
    """A finalised revision as it is sent: where to, and the exact body."""

    appraisal_id: AppraisalId
    revision: int
    body: Mapping[str, Any]


MOST_PHOTOS: Final = 400
MOST_DAMAGES: Final = 500
MOST_FINDINGS: Final = 4_000
MOST_MILES: Final = 10_000_000
YEARS: Final = range(1900, 2101)
"""What a revision on the wire may hold."""


def unsendable(appraisal: Appraisal, photos: Sequence[Photo], damages: Sequence[Damage]) -> str:
    """Return the name of the first thing that the wire cannot carry, or nothing: later no one could mend it."""
    car = appraisal.vehicle
    limits = {
        "photos": 1 <= len(photos) <= MOST_PHOTOS,
        "damages": sum(not damage.voided for damage in damages) <= MOST_DAMAGES,
        "notes": all(len(note) <= MOST_NOTES for note in (appraisal.notes, *(damage.note for damage in damages))),
        "year": car.year is None or car.year in YEARS,
        "odometer": car.odometer is None or 0 <= car.odometer.value <= MOST_MILES,
        "make, model or trim": all(len(name) <= MOST_NAME for name in (car.make, car.model, car.trim)),
    }
    return next((name for name, holds in limits.items() if not holds), "")


def photo_payload(photo: Photo) -> str:
    """Return the payload of a photo's upload."""
    facts = PhotoFacts(photo.id, photo.appraisal_id, photo.revision, photo.sha256, photo.bytes, photo.mime, photo.shot)
    return canonical(vars(facts))


def read_photo_payload(payload: str) -> PhotoFacts:
    """Return what a photo's payload says; raises KeyError or ValueError where it is none."""
    told = json.loads(payload)
    return PhotoFacts(**{name: told[name] for name in PhotoFacts.__dataclass_fields__})


def submission(
    appraisal: Appraisal, photos: Sequence[Photo], findings: Sequence[Finding], damages: Sequence[Damage]
) -> tuple[str, Sha256]:
    """Return the payload of a finalised revision, and the content hash that the server must prove."""
    content: dict[str, Json] = {
        "vin": appraisal.vehicle.vin,
        "vehicle": _vehicle(appraisal.vehicle),
        "odometer": _odometer(appraisal.vehicle),
        "notes": appraisal.notes,
        "damages": [_damage(damage) for damage in damages if not damage.voided],
        "findings": [_finding(finding) for finding in told_of(findings)],
        "photos": [_photo(photo) for photo in photos],
    }
    sealed = content | {"content_hash": digest(content)}
    routed: dict[str, Json] = {"appraisal_id": appraisal.id, "revision": appraisal.revision, "body": sealed}
    return canonical(routed), digest(content)


def told_of(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that are sent, in their order: where there are too many, the faintest stay here."""
    ranked = sorted(findings, key=lambda f: (f.review is not Review.SUGGESTED, f.shown, f.confidence_ppm), reverse=True)
    sent = {finding.id for finding in ranked[:MOST_FINDINGS]}
    return [finding for finding in findings if finding.id in sent]


def read_submission(payload: str) -> Submission:
    """Return what a submission's payload says; raises KeyError or ValueError where it is none."""
    told = json.loads(payload)
    return Submission(told["appraisal_id"], told["revision"], told["body"])


def launch_payload(auction: Auction) -> str:
    """Return the payload of an auction's launch: the exact body of the request."""
    terms = auction.terms
    body: dict[str, Json] = {
        "id": auction.id,
        "appraisal_id": auction.appraisal_id,
        "revision": auction.revision,
        "terms": {
            "start_minor": terms.start.minor,
            "reserve_minor": terms.reserve.minor if terms.reserve else None,
            "increment_minor": terms.increment.minor,
            "currency": terms.start.currency,
            "duration_s": terms.duration_s,
        },
    }
    return canonical(body)


def read_launch_payload(payload: str) -> Mapping[str, Any]:
    """Return the body of a launch's payload; raises KeyError or ValueError where it is none."""
    body: dict[str, Any] = json.loads(payload)
    return {name: body[name] for name in ("id", "appraisal_id", "revision", "terms")}


UNTOLD = ("body_style", "drivetrain", "engine", "fuel_type", "transmission", "exterior_colour", "interior_colour")
"""What the wire can say of a vehicle and this app does not ask yet."""


def _vehicle(vehicle: Vehicle) -> dict[str, Json]:
    told: dict[str, Json] = {
        "year": vehicle.year,
        "make": vehicle.make or None,
        "model": vehicle.model or None,
        "trim": vehicle.trim or None,
    }
    return told | dict.fromkeys(UNTOLD)


def _odometer(vehicle: Vehicle) -> dict[str, Json] | None:
    reading = vehicle.odometer
    return {"value": reading.value, "unit": reading.unit.value} if reading else None


def _damage(damage: Damage) -> dict[str, Json]:
    return {
        "id": damage.id,
        "label": damage.label.value,
        "source": damage.source.value.upper(),
        "regions": [{"photo_id": region.photo_id, "box": _box(region.box)} for region in damage.regions],
        "note": damage.note,
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "id": finding.id,
        "photo_id": finding.photo_id,
        "label": finding.label.value,
        "confidence_ppm": finding.confidence_ppm,
        "box": _box(finding.box),
        "review": finding.review.value.upper(),
        "reason": finding.reason.value if finding.reason else None,
        "model_id": finding.model.id,
        "model_sha256": finding.model.sha256,
    }


def _photo(photo: Photo) -> dict[str, Json]:
    return {
        "photo_id": photo.id,
        "sha256": photo.sha256,
        "bytes": photo.bytes,
        "shot": photo.shot,
        "width": photo.width,
        "height": photo.height,
        "captured_at": _instant(photo.captured_at),
    }


def _box(box: Box) -> list[Json]:
    return [box.x, box.y, box.w, box.h]


def _instant(at: Micros) -> str:
    """Return the moment in the one form that both sides hash: UTC, marked by a Z."""
    return to_rfc3339(at).removesuffix("+00:00") + "Z"
