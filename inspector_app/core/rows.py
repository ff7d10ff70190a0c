"""Read models: what lists show, frozen."""

from dataclasses import dataclass
from enum import StrEnum

from inspector_app.core.appraisal import Stage
from inspector_app.core.auction import AuctionStatus
from inspector_app.core.ids import AppraisalId, Micros, Sha256


class SyncBadge(StrEnum):
    """Where an appraisal's data is, as one word for the list."""

    LOCAL = "local"
    """Only on this laptop; nothing is queued yet."""
    WAITING = "waiting"
    SYNCED = "synced"
    """Everything that was queued is verified by the server's hash."""
    STUCK = "stuck"


@dataclass(frozen=True)
class AppraisalRow:
    """One line of the appraisal list: what is stored, plus what waits, plus what was refused."""

    id: AppraisalId
    title: str
    vin: str
    stage: Stage
    badge: SyncBadge
    photos: int
    damages: int
    undecided: int
    updated_at: Micros
    thumb_sha256: Sha256 | None = None
    auction: AuctionStatus | None = None
