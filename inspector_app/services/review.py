"""Accept, correct, reject, add: the inspector turns findings into damages. All of it on the STORE lane."""

from dataclasses import replace

from inspector_app.core.canonical import Json
from inspector_app.core.changes import Changes
from inspector_app.core.errors import RuleError
from inspector_app.core.finding import Box, Damage, Finding, Label, Region, RejectReason, Review, Source
from inspector_app.core.ids import AppraisalId, DamageId, FindingId, PhotoId, new_id
from inspector_app.services.records import Records


class ReviewService:
    """Every decision is an event with old, new and reason, and may be changed until the appraisal is finalised."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._store = records.store

    def accept(self, appraisal_id: AppraisalId, finding_id: FindingId) -> Changes:
        """Confirm a finding as it is: it becomes a damage."""
        finding = self._finding(appraisal_id, finding_id)
        return self._confirm(finding, Review.CONFIRMED, finding.label, finding.box)

    def correct(self, appraisal_id: AppraisalId, finding_id: FindingId, label: Label, box: Box) -> Changes:
        """Confirm a finding with another kind or place; the model's own words stay with the finding."""
        return self._confirm(self._finding(appraisal_id, finding_id), Review.EDITED, label, box)

    def reject(self, appraisal_id: AppraisalId, finding_id: FindingId, reason: RejectReason) -> Changes:
        """Say that a finding is a false alarm, and why."""
        finding = self._finding(appraisal_id, finding_id)
        return self._decide(finding, finding.decided(Review.REJECTED, reason=reason), None)

    def add(self, appraisal_id: AppraisalId, photo_id: PhotoId, label: Label, box: Box, note: str = "") -> Changes:
        """Add a damage that the model did not see."""
        self._records.opened(appraisal_id)
        region = Region(photo_id, self._inside(photo_id, box))
        damage = Damage(DamageId(new_id()), appraisal_id, label, Source.HUMAN, (region,), note)
        with self._store.atomic():
            self._store.damages.save(damage)
            self._records.tell(
                appraisal_id, "damage_added", damage=damage.id, label=label, photo=photo_id, box=_told(region.box),
                note=note,
            )  # fmt: skip
        return Changes(appraisals=frozenset({appraisal_id}))

    def note(self, appraisal_id: AppraisalId, damage_id: DamageId, text: str) -> Changes:
        """Keep a note with a damage."""
        return self._change(appraisal_id, damage_id, "damage_noted", note=text)

    def void(self, appraisal_id: AppraisalId, damage_id: DamageId) -> Changes:
        """Take back a damage; the row stays. A finding behind it waits for a decision again by `reject`."""
        return self._change(appraisal_id, damage_id, "damage_voided", voided=True)

    def _change(self, appraisal_id: AppraisalId, damage_id: DamageId, what: str, **fields: str | bool) -> Changes:
        self._records.opened(appraisal_id)
        damage = self._damage(appraisal_id, damage_id)
        with self._store.atomic():
            self._store.damages.save(replace(damage, **fields))  # type: ignore[arg-type]
            old = {name: getattr(damage, name) for name in fields}
            self._records.tell(appraisal_id, what, damage=damage_id, old=old, new=fields)
        return Changes(appraisals=frozenset({appraisal_id}))

    def _confirm(self, finding: Finding, review: Review, label: Label, box: Box) -> Changes:
        region = Region(finding.photo_id, self._inside(finding.photo_id, box))
        damage_id = finding.damage_id or DamageId(new_id())
        damage = Damage(damage_id, finding.appraisal_id, label, Source.AI, (region,))
        return self._decide(finding, finding.decided(review, damage_id=damage_id), damage)

    def _decide(self, old: Finding, new: Finding, damage: Damage | None) -> Changes:
        self._records.opened(old.appraisal_id)
        with self._store.atomic():
            if damage:
                self._store.damages.save(damage)
            elif old.damage_id:
                self._store.damages.save(replace(self._damage(old.appraisal_id, old.damage_id), voided=True))
            self._store.findings.save(new)
            self._records.tell(
                old.appraisal_id, "finding_reviewed", finding=old.id, old=old.review, new=new.review,
                reason=new.reason or "", damage=new.damage_id or "", label=damage.label if damage else "",
                box=_told(damage.regions[0].box) if damage else [],
            )  # fmt: skip
        return Changes(appraisals=frozenset({old.appraisal_id}))

    def _finding(self, appraisal_id: AppraisalId, finding_id: FindingId) -> Finding:
        for finding in self._store.findings.of(appraisal_id):
            if finding.id == finding_id:
                return finding
        raise RuleError("unknown_finding")

    def _damage(self, appraisal_id: AppraisalId, damage_id: DamageId) -> Damage:
        for damage in self._store.damages.of(appraisal_id):
            if damage.id == damage_id:
                return damage
        raise RuleError("unknown_finding")

    def _inside(self, photo_id: PhotoId, box: Box) -> Box:
        photo = self._store.photos.get(photo_id)
        return box.within(photo.width, photo.height)


def _told(box: Box) -> list[Json]:
    return [box.x, box.y, box.w, box.h]
