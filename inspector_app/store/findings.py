"""Findings: the model's suggestions, with what the inspector made of them."""

import sqlite3
from typing import Final

from inspector_app.core.finding import Band, Box, Finding, Label, ModelRef, RejectReason, Review
from inspector_app.core.ids import AppraisalId, FindingId, PhotoId
from inspector_app.store.database import LocalDatabase

KEEP: Final = """
insert into findings (id, appraisal_id, photo_id, label, confidence_ppm, band, shown, x, y, w, h, model_id,
    model_sha256, review, reason, damage_id)
values (:id, :appraisal_id, :photo_id, :label, :confidence_ppm, :band, :shown, :x, :y, :w, :h, :model_id,
    :model_sha256, :review, :reason, :damage_id)
on conflict (id) do update set label = excluded.label, confidence_ppm = excluded.confidence_ppm,
    band = excluded.band, shown = excluded.shown, x = excluded.x, y = excluded.y, w = excluded.w, h = excluded.h,
    model_id = excluded.model_id, model_sha256 = excluded.model_sha256, review = excluded.review,
    reason = excluded.reason, damage_id = excluded.damage_id"""
BY_PHOTO: Final = """
select f.* from findings f join photos p on p.id = f.photo_id
where f.appraisal_id = ? order by p.seq, f.confidence_ppm desc, f.seq"""


class FindingTable:
    """Implements `core.ports.Findings`."""

    def __init__(self, database: LocalDatabase) -> None:
        self._database = database

    def save(self, *findings: Finding) -> None:
        """Keep findings, new or changed: all of them or none."""
        with self._database.atomic():
            for finding in findings:
                self._database.run(KEEP, _values(finding))

    def of(self, appraisal_id: AppraisalId) -> tuple[Finding, ...]:
        """Return an appraisal's findings, by photo and confidence."""
        return tuple(_finding(row) for row in self._database.rows(BY_PHOTO, (appraisal_id,)))


def _values(finding: Finding) -> dict[str, object]:
    box = finding.box
    return {
        "id": finding.id, "appraisal_id": finding.appraisal_id, "photo_id": finding.photo_id,
        "label": finding.label.value, "confidence_ppm": finding.confidence_ppm, "band": finding.band.value,
        "shown": finding.shown, "x": box.x, "y": box.y, "w": box.w, "h": box.h,
        "model_id": finding.model.id, "model_sha256": finding.model.sha256, "review": finding.review.value,
        "reason": finding.reason.value if finding.reason else None, "damage_id": finding.damage_id,
    }  # fmt: skip


def _finding(row: sqlite3.Row) -> Finding:
    return Finding(
        FindingId(row["id"]), AppraisalId(row["appraisal_id"]), PhotoId(row["photo_id"]), Label(row["label"]),
        row["confidence_ppm"], Band(row["band"]), bool(row["shown"]), Box(row["x"], row["y"], row["w"], row["h"]),
        ModelRef(row["model_id"], row["model_sha256"]), Review(row["review"]),
        RejectReason(row["reason"]) if row["reason"] else None, row["damage_id"],
    )  # fmt: skip
