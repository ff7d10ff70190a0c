"""What a condition report is made from, and what it makes of it; no drawing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from inspector_app import __version__
from inspector_app.core.appraisal import Appraisal, Stage
from inspector_app.core.finding import Box, Damage, Finding, ModelRef, Review
from inspector_app.core.ids import Micros, PhotoId, Sha256
from inspector_app.core.photo import Photo
from inspector_app.core.shots import QUICK_WALK, Shot, missing

_HERO: Final = ("front_left", "front_right", "front", "left", "right", "rear_left", "rear_right", "rear")
_TURNED_DOWN: Final = frozenset({Review.REJECTED, Review.NOT_APPLICABLE})


@dataclass(frozen=True)
class ReportFacts:
    """An appraisal at one revision with all that belongs to it; the reader gives a photo's untouched bytes."""

    appraisal: Appraisal
    photos: tuple[Photo, ...]
    findings: tuple[Finding, ...]
    damages: tuple[Damage, ...]
    read: Callable[[Sha256], bytes]
    """Usually the vault's `get`; a photo that it cannot give is said to be missing."""
    inspector: str
    dealership: str
    made_at: Micros
    """When the record was finalised, or when this draft was made."""
    content_hash: str = ""
    """The hash of the finalised record; empty while it is a draft."""
    model: ModelRef | None = None
    """The model that looked; None where none was installed."""
    left_out: str = ""
    """Why shots of the walk were left out, in the inspector's words."""
    walk: tuple[Shot, ...] = QUICK_WALK
    app_version: str = field(default=__version__)

    @property
    def stamp(self) -> Stage | None:
        """The stage that must stand across every page, or None once the record is good."""
        stage = self.appraisal.stage
        if self.appraisal.is_open:
            return Stage.DRAFT
        return stage if stage in {Stage.VOIDED, Stage.SUPERSEDED} else None


@dataclass(frozen=True)
class DamageRow:
    """A damage as the report numbers it, with the finding that led to it."""

    number: int
    damage: Damage
    finding: Finding | None


@dataclass(frozen=True)
class Mark:
    """A numbered box in one photo."""

    number: int
    box: Box


def damage_rows(facts: ReportFacts) -> tuple[DamageRow, ...]:
    """Return the damages that stand, numbered from one."""
    standing = [damage for damage in facts.damages if not damage.voided]
    return tuple(DamageRow(number, damage, _origin(facts, damage)) for number, damage in enumerate(standing, 1))


def _origin(facts: ReportFacts, damage: Damage) -> Finding | None:
    linked = (finding for finding in facts.findings if finding.damage_id == damage.id)
    return max(linked, key=lambda finding: finding.confidence_ppm, default=None)


def marks(facts: ReportFacts) -> dict[PhotoId, tuple[Mark, ...]]:
    """Return the numbered boxes of each photo that shows damage, in the order of capture."""
    found: dict[PhotoId, list[Mark]] = {photo.id: [] for photo in facts.photos}
    for row in damage_rows(facts):
        for region in row.damage.regions:
            found.setdefault(region.photo_id, []).append(Mark(row.number, region.box))
    return {photo_id: tuple(boxes) for photo_id, boxes in found.items() if boxes}


def turned_down(facts: ReportFacts) -> tuple[Finding, ...]:
    """Return what the model suggested and the inspector did not take, by photo."""
    return tuple(finding for finding in facts.findings if finding.review in _TURNED_DOWN)


def undecided(facts: ReportFacts) -> tuple[Finding, ...]:
    """Return the shown suggestions that nobody has decided yet."""
    return tuple(f for f in facts.findings if f.shown and f.review is Review.SUGGESTED)


def walk_photos(facts: ReportFacts) -> tuple[tuple[Shot, Photo | None], ...]:
    """Return each shot of the walk with its newest photo, or None where it was not taken."""
    newest = {photo.shot: photo for photo in sorted(facts.photos, key=lambda p: (p.captured_at, p.id))}
    return tuple((shot, newest.get(shot.id)) for shot in facts.walk)


def other_photos(facts: ReportFacts) -> tuple[Photo, ...]:
    """Return the photos that are not in the walk: close-ups, extras and retaken ones."""
    shown = {photo.id for _, photo in walk_photos(facts) if photo}
    return tuple(photo for photo in facts.photos if photo.id not in shown)


def not_photographed(facts: ReportFacts) -> tuple[Shot, ...]:
    """Return the shots of the walk that have no photo."""
    return missing((photo.shot for photo in facts.photos), facts.walk)


def hero(facts: ReportFacts) -> Photo | None:
    """Return the photo for the front page: the car from the front left, or the next best view."""
    by_shot = {shot.id: photo for shot, photo in walk_photos(facts) if photo}
    best = next((by_shot[name] for name in _HERO if name in by_shot), None)
    return best or next(iter(facts.photos), None)


def photo_of(facts: ReportFacts, photo_id: PhotoId) -> Photo | None:
    """Return a photo of this appraisal by its id."""
    return next((photo for photo in facts.photos if photo.id == photo_id), None)
