"""The report's words; all of them pass through the caller's translator."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from inspector_app.core.appraisal import Stage
from inspector_app.core.finding import Band, Label, RejectReason, Review
from inspector_app.core.ids import Micros
from inspector_app.core.vehicle import Odometer
from inspector_app.core.words.mark import QT_TRANSLATE_NOOP

Translate = Callable[[str], str]

SHOTS: Final = {
    "front_left": QT_TRANSLATE_NOOP("report", "Front left"),
    "front": QT_TRANSLATE_NOOP("report", "Front"),
    "front_right": QT_TRANSLATE_NOOP("report", "Front right"),
    "right": QT_TRANSLATE_NOOP("report", "Right side"),
    "rear_right": QT_TRANSLATE_NOOP("report", "Rear right"),
    "rear": QT_TRANSLATE_NOOP("report", "Rear"),
    "rear_left": QT_TRANSLATE_NOOP("report", "Rear left"),
    "left": QT_TRANSLATE_NOOP("report", "Left side"),
    "windscreen": QT_TRANSLATE_NOOP("report", "Windscreen"),
    "wheel_front_left": QT_TRANSLATE_NOOP("report", "Front left wheel"),
    "interior": QT_TRANSLATE_NOOP("report", "Interior"),
    "vin": QT_TRANSLATE_NOOP("report", "VIN plate"),
    "odometer": QT_TRANSLATE_NOOP("report", "Odometer"),
    "closeup": QT_TRANSLATE_NOOP("report", "Close-up"),
}
LABELS: Final = {
    Label.SCRATCH: QT_TRANSLATE_NOOP("report", "Scratch"),
    Label.DENT: QT_TRANSLATE_NOOP("report", "Dent"),
    Label.BROKEN_PART: QT_TRANSLATE_NOOP("report", "Broken part"),
    Label.GLASS_DAMAGE: QT_TRANSLATE_NOOP("report", "Glass damage"),
    Label.LAMP_DAMAGE: QT_TRANSLATE_NOOP("report", "Lamp damage"),
    Label.PAINT_DAMAGE: QT_TRANSLATE_NOOP("report", "Paint damage"),
    Label.OTHER: QT_TRANSLATE_NOOP("report", "Other damage"),
}
BANDS: Final = {
    Band.SURE: QT_TRANSLATE_NOOP("report", "Strong sign"),
    Band.CHECK: QT_TRANSLATE_NOOP("report", "Worth a check"),
    Band.HINT: QT_TRANSLATE_NOOP("report", "Hint"),
}
REASONS: Final = {
    RejectReason.REFLECTION: QT_TRANSLATE_NOOP("report", "reflection"),
    RejectReason.SHADOW: QT_TRANSLATE_NOOP("report", "shadow"),
    RejectReason.BODY_LINE: QT_TRANSLATE_NOOP("report", "body line"),
    RejectReason.DIRT: QT_TRANSLATE_NOOP("report", "dirt"),
    RejectReason.STICKER: QT_TRANSLATE_NOOP("report", "sticker"),
    RejectReason.WRONG_CLASS: QT_TRANSLATE_NOOP("report", "wrong kind"),
    RejectReason.DUPLICATE: QT_TRANSLATE_NOOP("report", "seen already"),
    RejectReason.OTHER: QT_TRANSLATE_NOOP("report", "other reason"),
}
ORIGINS: Final = {
    Review.CONFIRMED: QT_TRANSLATE_NOOP("report", "AI, confirmed by the inspector"),
    Review.EDITED: QT_TRANSLATE_NOOP("report", "AI, corrected by the inspector"),
}
STAMPS: Final = {
    Stage.DRAFT: QT_TRANSLATE_NOOP("report", "DRAFT"),
    Stage.VOIDED: QT_TRANSLATE_NOOP("report", "VOID"),
    Stage.SUPERSEDED: QT_TRANSLATE_NOOP("report", "SUPERSEDED"),
}

REPORT: Final = QT_TRANSLATE_NOOP("report", "Condition report")
FINALISED: Final = QT_TRANSLATE_NOOP("report", "FINALISED")
UNNAMED: Final = QT_TRANSLATE_NOOP("report", "Vehicle without a VIN yet")
NO_PHOTO: Final = QT_TRANSLATE_NOOP("report", "No photo yet")
LOST_PHOTO: Final = QT_TRANSLATE_NOOP("report", "This photo could not be read")
NOT_TAKEN: Final = QT_TRANSLATE_NOOP("report", "Not photographed")
PAGE: Final = QT_TRANSLATE_NOOP("report", "Page {page} of {pages}")
MADE_BY: Final = QT_TRANSLATE_NOOP("report", "Made by Walkaround {version}")
REVISION_OF: Final = QT_TRANSLATE_NOOP("report", "Appraisal {id}, revision {revision}")

VIN: Final = QT_TRANSLATE_NOOP("report", "VIN")
ODOMETER: Final = QT_TRANSLATE_NOOP("report", "Odometer")
PLATE: Final = QT_TRANSLATE_NOOP("report", "Plate")
INSPECTOR: Final = QT_TRANSLATE_NOOP("report", "Inspector")
DEALERSHIP: Final = QT_TRANSLATE_NOOP("report", "Dealership")
DATE: Final = QT_TRANSLATE_NOOP("report", "Inspected")
REVISION: Final = QT_TRANSLATE_NOOP("report", "Revision")
APPRAISAL: Final = QT_TRANSLATE_NOOP("report", "Appraisal")
CHECK_DIGIT_HOLDS: Final = QT_TRANSLATE_NOOP("report", "check digit holds")
CHECK_DIGIT_FAILS: Final = QT_TRANSLATE_NOOP("report", "check digit does not hold")

TILE_DAMAGES: Final = QT_TRANSLATE_NOOP("report", "damages recorded")
TILE_VIEWS: Final = QT_TRANSLATE_NOOP("report", "views photographed")
TILE_PHOTOS: Final = QT_TRANSLATE_NOOP("report", "photos in all")
TILE_REJECTED: Final = QT_TRANSLATE_NOOP("report", "suggestions turned down")
TILE_WAITING: Final = QT_TRANSLATE_NOOP("report", "suggestions undecided")

SEAL: Final = QT_TRANSLATE_NOOP("report", "Seal of the record")
SEALED: Final = QT_TRANSLATE_NOOP(
    "report",
    "SHA-256 of the finalised record: every fact, photo, suggestion and decision. "
    "If one of them were changed afterwards, this number would be another. The code at the left carries it.",
)
UNSEALED: Final = QT_TRANSLATE_NOOP(
    "report", "This is a draft: it may still change. The record gets its seal when the inspector finalises it."
)

DAMAGES: Final = QT_TRANSLATE_NOOP("report", "Damages")
NO_DAMAGE: Final = QT_TRANSLATE_NOOP("report", "The inspector recorded no damage in the views that were photographed.")
NUMBER: Final = QT_TRANSLATE_NOOP("report", "No.")
DETAIL: Final = QT_TRANSLATE_NOOP("report", "Detail")
DAMAGE: Final = QT_TRANSLATE_NOOP("report", "Damage")
SEEN_IN: Final = QT_TRANSLATE_NOOP("report", "Seen in")
SEEN_BY: Final = QT_TRANSLATE_NOOP("report", "Seen by")
CONFIDENCE: Final = QT_TRANSLATE_NOOP("report", "Model's confidence")
NOTE: Final = QT_TRANSLATE_NOOP("report", "Note")
BY_INSPECTOR: Final = QT_TRANSLATE_NOOP("report", "Inspector")
BY_AI: Final = QT_TRANSLATE_NOOP("report", "AI")
WHERE: Final = QT_TRANSLATE_NOOP("report", "Where the damages are")
NUMBERS_EXPLAINED: Final = QT_TRANSLATE_NOOP(
    "report", "Numbers as in the table. Boxes are drawn over the photos; the originals are untouched."
)
WALK: Final = QT_TRANSLATE_NOOP("report", "The walk round the car")
OTHERS: Final = QT_TRANSLATE_NOOP("report", "Other photos")

REJECTED: Final = QT_TRANSLATE_NOOP("report", "Suggested by the model, turned down by the inspector")
SUGGESTED_AS: Final = QT_TRANSLATE_NOOP("report", "The model suggested")
DECISION: Final = QT_TRANSLATE_NOOP("report", "The inspector's decision")
REJECTED_FOR: Final = QT_TRANSLATE_NOOP("report", "Rejected: {reason}")
NOT_APPLICABLE: Final = QT_TRANSLATE_NOOP("report", "Not applicable")
NONE_REJECTED: Final = QT_TRANSLATE_NOOP("report", "None.")
WAITING: Final = QT_TRANSLATE_NOOP("report", "Suggestions of the model that still wait for a decision: {count}.")

NOT_ASSESSED: Final = QT_TRANSLATE_NOOP("report", "Not assessed")
VIEWS_MISSING: Final = QT_TRANSLATE_NOOP("report", "Views that were not photographed: {views}.")
VIEWS_REASON: Final = QT_TRANSLATE_NOOP("report", "The inspector's reason: {reason}")
VIEWS_COMPLETE: Final = QT_TRANSLATE_NOOP("report", "All {count} views of the walk were photographed.")
OUT_OF_SCOPE: Final = QT_TRANSLATE_NOOP(
    "report",
    "This report states what can be seen in its photos. Engine, gearbox, electrics, brakes, underbody, tyre depth, "
    "paint thickness and accident history were not assessed, and the car was not driven. What is not listed is not "
    "thereby free of damage.",
)
ABOUT: Final = QT_TRANSLATE_NOOP("report", "How this report was made")
WITH_MODEL: Final = QT_TRANSLATE_NOOP(
    "report",
    "The model {model} looked at the photos and suggested where damage may be. Nothing became a damage without a "
    "person's decision.",
)
WITHOUT_MODEL: Final = QT_TRANSLATE_NOOP(
    "report", "No model looked at the photos: the inspector marked all damages by hand."
)
BANDS_EXPLAINED: Final = QT_TRANSLATE_NOOP(
    "report",
    "Three dots, two or one say how sure the model was; how often each was right in tests stands in its manifest.",
)
AND_MORE: Final = QT_TRANSLATE_NOOP("report", "and {count} more")
MODEL_HASH: Final = QT_TRANSLATE_NOOP("report", "Model file, SHA-256")
NOTES: Final = QT_TRANSLATE_NOOP("report", "The inspector's notes")


def printable(text: str) -> str:
    """Return the text without what no page can show: control characters, halves of characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def shortened(text: str, limit: int) -> str:
    """Return the text, cut with three dots where it is too long for its place."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def shot_name(shot: str, tr: Translate) -> str:
    """Return a shot's name; an unknown one shows its id in plain letters."""
    return tr(SHOTS[shot]) if shot in SHOTS else shot.replace("_", " ").capitalize()


def moment(at: Micros) -> str:
    """Return a time as everybody reads it the same way."""
    return datetime.fromtimestamp(at // 1_000_000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def reading(odometer: Odometer | None) -> str:
    """Return the odometer with its unit, or a dash."""
    return f"{odometer.value:,} {odometer.unit}" if odometer else "–"
