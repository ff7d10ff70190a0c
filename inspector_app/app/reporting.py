"""The condition report of an appraisal: gathered on the STORE lane, written on another."""

import json
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from inspector_app.app.desk import Desk
from inspector_app.core.history import Event, Stream
from inspector_app.core.ids import AppraisalId, Micros, now
from inspector_app.report import ReportFacts, condition_report

CONTEXT = "report"


def gather(desk: Desk, appraisal_id: AppraisalId) -> ReportFacts:
    """Return what the report is made from; names, hash and reasons come from the history. Lane STORE."""
    dossier = desk.appraise.dossier(appraisal_id)
    events = desk.store.history.of(Stream.APPRAISAL, appraisal_id)
    final = _last(events, "finalised")
    return ReportFacts(
        appraisal=dossier.appraisal,
        photos=dossier.photos,
        findings=dossier.findings,
        damages=dossier.damages,
        read=desk.vault.get,
        inspector=desk.account.user_name,
        dealership=desk.account.dealership_name,
        made_at=final.at if final else Micros(now()),
        content_hash=_told(final, "content_hash"),
        model=dossier.findings[0].model if dossier.findings else None,
        left_out=_told(_last(events, "shots_left_out"), "reason"),
    )


def write(facts: ReportFacts, path: Path) -> Path:
    """Write the report in the user's language and return where it is; raises StorageError. Any lane but STORE."""
    condition_report(facts, path, tr=lambda words: QCoreApplication.translate(CONTEXT, words))
    return path


def _last(events: Iterable[Event], what: str) -> Event | None:
    return next((event for event in reversed(tuple(events)) if event.type == what), None)


def _told(event: Event | None, name: str) -> str:
    return str(json.loads(event.payload).get(name, "")) if event else ""
