"""Findings and damages: what the model suggests for a region, and what the inspector made of it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from inspector_app.core.errors import RuleError
from inspector_app.core.ids import AppraisalId, DamageId, FindingId, PhotoId, Sha256


@dataclass(frozen=True)
class Box:
    """A rectangle in integer pixels of the upright original; left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    def __post_init__(self) -> None:
        """Refuse an empty box."""
        if self.w < 1 or self.h < 1:
            raise RuleError("box_empty")

    def within(self, width: int, height: int) -> "Box":
        """Return the part inside an image; raises RuleError where nothing is left."""
        left, top = max(0, self.x), max(0, self.y)
        right, bottom = min(width, self.x + self.w), min(height, self.y + self.h)
        return Box(left, top, right - left, bottom - top)


def overlap(a: Box, b: Box) -> float:
    """Return intersection over union of two boxes, 0 to 1."""
    width = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    height = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / (a.w * a.h + b.w * b.h - both)


class Label(StrEnum):
    """Kinds of damage that the model knows, and `other` for what only a person can name."""

    SCRATCH = "scratch"
    DENT = "dent"
    BROKEN_PART = "broken_part"
    GLASS_DAMAGE = "glass_damage"
    LAMP_DAMAGE = "lamp_damage"
    PAINT_DAMAGE = "paint_damage"
    OTHER = "other"


class Band(StrEnum):
    """How much a suggestion is worth a look; its precision is stated in the model's manifest."""

    SURE = "sure"
    CHECK = "check"
    HINT = "hint"


@dataclass(frozen=True)
class ModelRef:
    """The model that looked: kept with every finding."""

    id: str
    sha256: Sha256


@dataclass(frozen=True)
class Suggestion:
    """What a model says of a region; confidence in parts per million, so that it can be hashed."""

    label: Label
    confidence_ppm: int
    band: Band
    shown: bool
    """Whether it is over the shipped threshold of its class."""
    box: Box


class Review(StrEnum):
    """What the inspector said of a finding."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    EDITED = "edited"
    REJECTED = "rejected"
    NOT_APPLICABLE = "not_applicable"


class RejectReason(StrEnum):
    """Why a finding was a false alarm."""

    REFLECTION = "reflection"
    SHADOW = "shadow"
    BODY_LINE = "body_line"
    DIRT = "dirt"
    STICKER = "sticker"
    WRONG_CLASS = "wrong_class"
    DUPLICATE = "duplicate"
    OTHER = "other"


REVIEWS: Final[dict[Review, frozenset[Review]]] = {
    state: frozenset(Review) - {state, Review.SUGGESTED} for state in Review
}
"""Any decision may be changed until the appraisal is finalised; none returns to undecided."""


@dataclass(frozen=True)
class Finding:
    """A suggestion in a photo, and what became of it."""

    id: FindingId
    appraisal_id: AppraisalId
    photo_id: PhotoId
    label: Label
    confidence_ppm: int
    band: Band
    shown: bool
    box: Box
    model: ModelRef
    review: Review = Review.SUGGESTED
    reason: RejectReason | None = None
    damage_id: DamageId | None = None

    def decided(self, review: Review, *, reason: RejectReason | None = None, damage_id: DamageId | None = None) -> Self:
        """Return this finding with a decision; raises RuleError where a rejection gives no reason."""
        if review is not self.review and review not in REVIEWS[self.review]:
            raise RuleError("review_move", old=self.review, new=review)
        if review is Review.REJECTED and reason is None:
            raise RuleError("reject_reason")
        return replace(self, review=review, reason=reason, damage_id=damage_id)


class Source(StrEnum):
    """Who saw a damage first."""

    AI = "ai"
    HUMAN = "human"


@dataclass(frozen=True)
class Region:
    """Where a damage is seen in one photo."""

    photo_id: PhotoId
    box: Box


@dataclass(frozen=True)
class Damage:
    """One physical damage, in one photo or several."""

    id: DamageId
    appraisal_id: AppraisalId
    label: Label
    source: Source
    regions: tuple[Region, ...]
    note: str = ""
    voided: bool = False
    """Taken back by the inspector; the row stays."""
