"""The appraisal: one car, inspected once; its stages are a table of moves."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Self

from inspector_app.core.errors import RuleError
from inspector_app.core.ids import AppraisalId, Micros
from inspector_app.core.vehicle import Vehicle


class Stage(StrEnum):
    """How far an appraisal is. Whether the server has it is another question."""

    DRAFT = "draft"
    IN_PROGRESS = "in_progress"
    CAPTURE_COMPLETE = "capture_complete"
    AI_PENDING = "ai_pending"
    AI_FAILED = "ai_failed"
    READY_FOR_REVIEW = "ready_for_review"
    FINALIZED = "finalized"
    APPROVED = "approved"
    RETURNED = "returned"
    LISTED = "listed"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    ARCHIVED = "archived"
    VOIDED = "voided"


MOVES: Final[dict[Stage, frozenset[Stage]]] = {
    Stage.DRAFT: frozenset({Stage.IN_PROGRESS, Stage.VOIDED}),
    Stage.IN_PROGRESS: frozenset({Stage.CAPTURE_COMPLETE, Stage.VOIDED}),
    Stage.CAPTURE_COMPLETE: frozenset({Stage.IN_PROGRESS, Stage.AI_PENDING, Stage.READY_FOR_REVIEW, Stage.VOIDED}),
    Stage.AI_PENDING: frozenset({Stage.READY_FOR_REVIEW, Stage.AI_FAILED, Stage.IN_PROGRESS, Stage.VOIDED}),
    Stage.AI_FAILED: frozenset({Stage.READY_FOR_REVIEW, Stage.AI_PENDING, Stage.IN_PROGRESS, Stage.VOIDED}),
    Stage.READY_FOR_REVIEW: frozenset({Stage.FINALIZED, Stage.IN_PROGRESS, Stage.VOIDED}),
    Stage.FINALIZED: frozenset({Stage.APPROVED, Stage.RETURNED, Stage.SUPERSEDED}),
    Stage.RETURNED: frozenset({Stage.IN_PROGRESS, Stage.VOIDED}),
    Stage.APPROVED: frozenset({Stage.LISTED, Stage.SUPERSEDED}),
    Stage.LISTED: frozenset({Stage.CLOSED, Stage.SUPERSEDED}),
    Stage.CLOSED: frozenset({Stage.ARCHIVED}),
    Stage.SUPERSEDED: frozenset({Stage.ARCHIVED}),
    Stage.ARCHIVED: frozenset(),
    Stage.VOIDED: frozenset(),
}
OPEN: Final = frozenset(
    {
        Stage.DRAFT, Stage.IN_PROGRESS, Stage.CAPTURE_COMPLETE, Stage.AI_PENDING, Stage.AI_FAILED,
        Stage.READY_FOR_REVIEW, Stage.RETURNED,
    }
)  # fmt: skip
"""Stages in which the inspector may still change facts, photos and findings."""


MOST_NOTES: Final = 4_000
"""Characters that the wire carries."""
MOST_NAME: Final = 80
"""Characters of make, model and trim."""


@dataclass(frozen=True)
class Appraisal:
    """The inspector's record of one car, at one revision."""

    id: AppraisalId
    dealership_id: str
    created_by: str
    created_at: Micros
    updated_at: Micros
    revision: int = 1
    stage: Stage = Stage.DRAFT
    vehicle: Vehicle = field(default_factory=Vehicle)
    notes: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.stage in OPEN

    def moved_to(self, stage: Stage) -> Self:
        """Return this appraisal one stage on; a return opens a new revision. Raises RuleError otherwise."""
        if stage not in MOVES[self.stage]:
            raise RuleError("stage_move", old=self.stage, new=stage)
        amended = self.stage is Stage.RETURNED and stage is Stage.IN_PROGRESS
        return replace(self, stage=stage, revision=self.revision + amended)

    def edited(self, *, at: Micros, vehicle: Vehicle | None = None, notes: str | None = None) -> Self:
        """Return this appraisal with changed facts; raises RuleError once it is finalised, or for too long a text."""
        if not self.is_open:
            raise RuleError("appraisal_locked", stage=self.stage)
        kept_notes = self.notes if notes is None else notes
        if len(kept_notes) > MOST_NOTES:
            raise RuleError("notes_long", limit=MOST_NOTES, length=len(kept_notes))
        return replace(self, vehicle=vehicle or self.vehicle, notes=kept_notes, updated_at=at)
