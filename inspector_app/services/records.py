"""What every workflow shares: the store, the clock, and how a changed value is told to the history."""

from collections.abc import Callable
from dataclasses import dataclass

from inspector_app.core.appraisal import Appraisal, Stage
from inspector_app.core.canonical import Json
from inspector_app.core.errors import AccessError, RuleError
from inspector_app.core.history import Stream
from inspector_app.core.ids import AppraisalId, Clock, now
from inspector_app.core.ports import Store


def always() -> bool:
    """Allow every decision."""
    return True


@dataclass(frozen=True)
class Records:
    """The store with its clock; used on the STORE lane only."""

    store: Store
    clock: Clock = now
    may_decide: Callable[[], bool] = always
    """Whether the sign-in is young enough for decisions; taking photos never waits for it."""

    def tell(self, appraisal_id: AppraisalId, what: str, **payload: Json) -> None:
        """Append an event to an appraisal's history; inside the transaction of the change itself."""
        self.store.history.append(Stream.APPRAISAL, appraisal_id, what, payload)

    def opened(self, appraisal_id: AppraisalId) -> Appraisal:
        """Return an appraisal that may still be changed; raises RuleError `appraisal_locked` otherwise."""
        appraisal = self.store.appraisals.get(appraisal_id)
        if not appraisal.is_open:
            raise RuleError("appraisal_locked", stage=appraisal.stage)
        return appraisal

    def check_decision(self) -> None:
        """Raise AccessError `unlock_expired` where decisions wait for a sign-in."""
        if not self.may_decide():
            raise AccessError("unlock_expired")

    def move(self, appraisal: Appraisal, *stages: Stage, reason: str = "") -> Appraisal:
        """Save an appraisal after one or more moves, each an event."""
        for stage in stages:
            old, appraisal = appraisal, appraisal.moved_to(stage)
            self.tell(appraisal.id, "stage_moved", old=old.stage, new=stage, reason=reason)
        self.store.appraisals.save(appraisal)
        return appraisal
