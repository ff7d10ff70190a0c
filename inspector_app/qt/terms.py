"""The trade's terms as a person reads them: every enum that reaches the screen, marked for translation."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from inspector_app.core.appraisal import Stage
from inspector_app.core.auction import AuctionStatus, StreamState
from inspector_app.core.finding import Band, Label, RejectReason, Review, Source
from inspector_app.core.outbox import Intent, OutboxState
from inspector_app.core.rows import SyncBadge
from inspector_app.core.session import Role
from inspector_app.core.vehicle import DistanceUnit
from inspector_app.core.words.mark import QT_TRANSLATE_NOOP

CONTEXT: Final = "terms"
STAGES: Final[dict[Stage, str]] = {
    Stage.DRAFT: QT_TRANSLATE_NOOP("terms", "Draft"),
    Stage.IN_PROGRESS: QT_TRANSLATE_NOOP("terms", "In progress"),
    Stage.CAPTURE_COMPLETE: QT_TRANSLATE_NOOP("terms", "Photos complete"),
    Stage.AI_PENDING: QT_TRANSLATE_NOOP("terms", "Looking for damage"),
    Stage.AI_FAILED: QT_TRANSLATE_NOOP("terms", "Review by hand"),
    Stage.READY_FOR_REVIEW: QT_TRANSLATE_NOOP("terms", "Ready for review"),
    Stage.FINALIZED: QT_TRANSLATE_NOOP("terms", "Finalised"),
    Stage.APPROVED: QT_TRANSLATE_NOOP("terms", "Approved"),
    Stage.RETURNED: QT_TRANSLATE_NOOP("terms", "Returned"),
    Stage.LISTED: QT_TRANSLATE_NOOP("terms", "On auction"),
    Stage.CLOSED: QT_TRANSLATE_NOOP("terms", "Closed"),
    Stage.SUPERSEDED: QT_TRANSLATE_NOOP("terms", "Superseded"),
    Stage.ARCHIVED: QT_TRANSLATE_NOOP("terms", "Archived"),
    Stage.VOIDED: QT_TRANSLATE_NOOP("terms", "Voided"),
}
BADGES: Final[dict[SyncBadge, str]] = {
    SyncBadge.LOCAL: QT_TRANSLATE_NOOP("terms", "On this laptop"),
    SyncBadge.WAITING: QT_TRANSLATE_NOOP("terms", "Waiting"),
    SyncBadge.SYNCED: QT_TRANSLATE_NOOP("terms", "Synced"),
    SyncBadge.STUCK: QT_TRANSLATE_NOOP("terms", "Needs you"),
}
LABELS: Final[dict[Label, str]] = {
    Label.SCRATCH: QT_TRANSLATE_NOOP("terms", "Scratch"),
    Label.DENT: QT_TRANSLATE_NOOP("terms", "Dent"),
    Label.BROKEN_PART: QT_TRANSLATE_NOOP("terms", "Broken part"),
    Label.GLASS_DAMAGE: QT_TRANSLATE_NOOP("terms", "Glass damage"),
    Label.LAMP_DAMAGE: QT_TRANSLATE_NOOP("terms", "Lamp damage"),
    Label.PAINT_DAMAGE: QT_TRANSLATE_NOOP("terms", "Paint damage"),
    Label.OTHER: QT_TRANSLATE_NOOP("terms", "Other damage"),
}
BANDS: Final[dict[Band, str]] = {
    Band.SURE: QT_TRANSLATE_NOOP("terms", "Strong sign"),
    Band.CHECK: QT_TRANSLATE_NOOP("terms", "Worth a check"),
    Band.HINT: QT_TRANSLATE_NOOP("terms", "A hint"),
}
REVIEWS: Final[dict[Review, str]] = {
    Review.SUGGESTED: QT_TRANSLATE_NOOP("terms", "To decide"),
    Review.CONFIRMED: QT_TRANSLATE_NOOP("terms", "Accepted"),
    Review.EDITED: QT_TRANSLATE_NOOP("terms", "Corrected"),
    Review.REJECTED: QT_TRANSLATE_NOOP("terms", "Rejected"),
    Review.NOT_APPLICABLE: QT_TRANSLATE_NOOP("terms", "Not applicable"),
}
REASONS: Final[dict[RejectReason, str]] = {
    RejectReason.REFLECTION: QT_TRANSLATE_NOOP("terms", "Reflection"),
    RejectReason.SHADOW: QT_TRANSLATE_NOOP("terms", "Shadow"),
    RejectReason.BODY_LINE: QT_TRANSLATE_NOOP("terms", "Body line"),
    RejectReason.DIRT: QT_TRANSLATE_NOOP("terms", "Dirt"),
    RejectReason.STICKER: QT_TRANSLATE_NOOP("terms", "Sticker"),
    RejectReason.WRONG_CLASS: QT_TRANSLATE_NOOP("terms", "Wrong kind"),
    RejectReason.DUPLICATE: QT_TRANSLATE_NOOP("terms", "Seen already"),
    RejectReason.OTHER: QT_TRANSLATE_NOOP("terms", "Something else"),
}
SOURCES: Final[dict[Source, str]] = {
    Source.AI: QT_TRANSLATE_NOOP("terms", "Suggested by the model"),
    Source.HUMAN: QT_TRANSLATE_NOOP("terms", "Marked by hand"),
}
INTENTS: Final[dict[Intent, str]] = {
    Intent.UPLOAD_PHOTO: QT_TRANSLATE_NOOP("terms", "Photo"),
    Intent.SUBMIT_APPRAISAL: QT_TRANSLATE_NOOP("terms", "Appraisal"),
    Intent.LAUNCH_AUCTION: QT_TRANSLATE_NOOP("terms", "Auction launch"),
}
OUTBOX: Final[dict[OutboxState, str]] = {
    OutboxState.QUEUED: QT_TRANSLATE_NOOP("terms", "Queued"),
    OutboxState.SENDING: QT_TRANSLATE_NOOP("terms", "Sending"),
    OutboxState.ACKED: QT_TRANSLATE_NOOP("terms", "Received"),
    OutboxState.VERIFIED: QT_TRANSLATE_NOOP("terms", "Verified"),
    OutboxState.RETRY_WAIT: QT_TRANSLATE_NOOP("terms", "Tries again"),
    OutboxState.PAUSED: QT_TRANSLATE_NOOP("terms", "Waits for sign-in"),
    OutboxState.CONFLICT: QT_TRANSLATE_NOOP("terms", "Conflict"),
    OutboxState.REFUSED: QT_TRANSLATE_NOOP("terms", "Refused"),
}
AUCTIONS: Final[dict[AuctionStatus, str]] = {
    AuctionStatus.LAUNCH_QUEUED: QT_TRANSLATE_NOOP("terms", "Launch queued"),
    AuctionStatus.ACTIVE: QT_TRANSLATE_NOOP("terms", "Live"),
    AuctionStatus.SOLD: QT_TRANSLATE_NOOP("terms", "Sold"),
    AuctionStatus.PENDING: QT_TRANSLATE_NOOP("terms", "Reserve not met"),
    AuctionStatus.NO_SALE: QT_TRANSLATE_NOOP("terms", "No sale"),
    AuctionStatus.WITHDRAWN: QT_TRANSLATE_NOOP("terms", "Withdrawn"),
    AuctionStatus.CANCELLED: QT_TRANSLATE_NOOP("terms", "Cancelled"),
    AuctionStatus.UNKNOWN: QT_TRANSLATE_NOOP("terms", "Unknown"),
}
STREAMS: Final[dict[StreamState, str]] = {
    StreamState.CONNECTING: QT_TRANSLATE_NOOP("terms", "Connecting"),
    StreamState.LIVE: QT_TRANSLATE_NOOP("terms", "Up to date"),
    StreamState.GAP: QT_TRANSLATE_NOOP("terms", "Catching up"),
    StreamState.RESYNCING: QT_TRANSLATE_NOOP("terms", "Catching up"),
    StreamState.STALE: QT_TRANSLATE_NOOP("terms", "Not up to date"),
    StreamState.CLOSED: QT_TRANSLATE_NOOP("terms", "Closed"),
}
ROLES: Final[dict[Role, str]] = {
    Role.INSPECTOR: QT_TRANSLATE_NOOP("terms", "Inspector"),
    Role.MANAGER: QT_TRANSLATE_NOOP("terms", "Manager"),
    Role.BUYER: QT_TRANSLATE_NOOP("terms", "Buyer"),
    Role.ADMIN: QT_TRANSLATE_NOOP("terms", "Administrator"),
    Role.UNKNOWN: QT_TRANSLATE_NOOP("terms", "User"),
}
UNITS: Final[dict[DistanceUnit, str]] = {
    DistanceUnit.MILES: QT_TRANSLATE_NOOP("terms", "miles"),
    DistanceUnit.KILOMETRES: QT_TRANSLATE_NOOP("terms", "kilometres"),
}
SHOTS: Final[dict[str, str]] = {
    "front_left": QT_TRANSLATE_NOOP("terms", "Front left corner"),
    "front": QT_TRANSLATE_NOOP("terms", "Front"),
    "front_right": QT_TRANSLATE_NOOP("terms", "Front right corner"),
    "right": QT_TRANSLATE_NOOP("terms", "Right side"),
    "rear_right": QT_TRANSLATE_NOOP("terms", "Rear right corner"),
    "rear": QT_TRANSLATE_NOOP("terms", "Rear"),
    "rear_left": QT_TRANSLATE_NOOP("terms", "Rear left corner"),
    "left": QT_TRANSLATE_NOOP("terms", "Left side"),
    "windscreen": QT_TRANSLATE_NOOP("terms", "Windscreen"),
    "wheel_front_left": QT_TRANSLATE_NOOP("terms", "Front left wheel"),
    "interior": QT_TRANSLATE_NOOP("terms", "Interior"),
    "vin": QT_TRANSLATE_NOOP("terms", "VIN plate"),
    "odometer": QT_TRANSLATE_NOOP("terms", "Odometer"),
    "closeup": QT_TRANSLATE_NOOP("terms", "Close-up"),
}


def stage_name(stage: Stage) -> str:
    """Return how far an appraisal is, in words."""
    return _translated(STAGES[stage])


def badge_name(badge: SyncBadge) -> str:
    """Return where the data is, in words."""
    return _translated(BADGES[badge])


def label_name(label: Label) -> str:
    """Return the kind of damage in words."""
    return _translated(LABELS[label])


def band_name(band: Band) -> str:
    """Return how much a suggestion is worth a look, in words."""
    return _translated(BANDS[band])


def review_name(review: Review) -> str:
    """Return what the inspector said of a finding, in words."""
    return _translated(REVIEWS[review])


def reason_name(reason: RejectReason) -> str:
    """Return why a finding was a false alarm, in words."""
    return _translated(REASONS[reason])


def source_name(source: Source) -> str:
    """Return who saw the damage first, in words."""
    return _translated(SOURCES[source])


def intent_name(intent: Intent) -> str:
    """Return what is to be delivered, in words."""
    return _translated(INTENTS[intent])


def outbox_name(state: OutboxState) -> str:
    """Return where an item of the queue stands, in words."""
    return _translated(OUTBOX[state])


def auction_name(status: AuctionStatus) -> str:
    """Return where an auction stands, in words."""
    return _translated(AUCTIONS[status])


def stream_name(state: StreamState) -> str:
    """Return how fresh an auction's figures are, in words."""
    return _translated(STREAMS[state])


def role_name(role: Role) -> str:
    """Return what a user is, in words."""
    return _translated(ROLES[role])


def unit_name(unit: DistanceUnit) -> str:
    """Return what an odometer counts, in words."""
    return _translated(UNITS[unit])


def shot_name(shot: str) -> str:
    """Return the name of a photo of the walk; an unknown one by its id."""
    known = SHOTS.get(shot)
    return _translated(known) if known else shot.replace("_", " ").capitalize()


def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
