"""Begin, edit, complete, finalise: the appraisal's own workflow. All of it on the STORE lane."""

from dataclasses import dataclass, replace

from inspector_app.core.appraisal import Appraisal, Stage
from inspector_app.core.auction import Auction
from inspector_app.core.changes import Changes
from inspector_app.core.errors import InputError, RuleError
from inspector_app.core.finding import Damage, Finding, Review
from inspector_app.core.ids import AppraisalId
from inspector_app.core.outbox import Envelope, Intent
from inspector_app.core.payloads import submission, unsendable
from inspector_app.core.photo import Photo
from inspector_app.core.ports import VinDecoder
from inspector_app.core.rows import AppraisalRow
from inspector_app.core.session import Account
from inspector_app.core.shots import missing
from inspector_app.core.vehicle import Odometer, Vehicle, Vin, parse_vin
from inspector_app.services.records import Records


@dataclass(frozen=True)
class Dossier:
    """An appraisal with all that belongs to it, as the pages show it."""

    appraisal: Appraisal
    photos: tuple[Photo, ...]
    findings: tuple[Finding, ...]
    damages: tuple[Damage, ...]
    auction: Auction | None


class AppraiseService:
    """One object for the life of an appraisal on this laptop."""

    def __init__(self, records: Records, decode: VinDecoder, account: Account) -> None:
        self._records = records
        self._store = records.store
        self._decode = decode
        self._account = account

    def rows(self, search: str = "") -> tuple[AppraisalRow, ...]:
        """Return the list, newest first."""
        return self._store.appraisals.rows(search)

    def dossier(self, appraisal_id: AppraisalId) -> Dossier:
        """Return an appraisal with its photos, findings, damages and auction."""
        store = self._store
        return Dossier(
            store.appraisals.get(appraisal_id),
            store.photos.of(appraisal_id),
            store.findings.of(appraisal_id),
            store.damages.of(appraisal_id),
            store.auctions.of(appraisal_id),
        )

    def begin(self, appraisal_id: AppraisalId, vin_text: str, *, again: bool = False) -> Changes:
        """Begin an appraisal from a VIN; `again` allows a second open one of the same car.

        Raises InputError for a VIN that cannot be, RuleError `vin_open` for one already open.
        """
        vin = parse_vin(vin_text)
        if not again and self._store.appraisals.open_with_vin(vin):
            raise RuleError("vin_open")
        at = self._records.clock()
        vehicle = self._decode(vin)
        fresh = Appraisal(appraisal_id, self._account.dealership_id, self._account.user_id, at, at, vehicle=vehicle)
        with self._store.atomic():
            self._store.appraisals.save(fresh)
            self._records.tell(appraisal_id, "begun", vin=vin, user=self._account.user_id)
        return Changes(appraisals=frozenset({appraisal_id}))

    def edit(self, appraisal_id: AppraisalId, vehicle: Vehicle, notes: str) -> Changes:
        """Keep what the form says, as typed; a VIN that has become whole is decoded."""
        old = self._records.opened(appraisal_id)
        new = old.edited(at=self._records.clock(), vehicle=self._completed(old.vehicle, vehicle), notes=notes)
        if (new.vehicle, new.notes) == (old.vehicle, old.notes):
            return Changes()
        with self._store.atomic():
            self._store.appraisals.save(new)
            self._records.tell(appraisal_id, "edited", **_differences(old, new))
        return Changes(appraisals=frozenset({appraisal_id}))

    def complete_capture(self, appraisal_id: AppraisalId, *, left_out: str = "") -> Changes:
        """Go on to the review; shots still missing need a reason, which the report prints.

        Raises RuleError `shots_missing` without one.
        """
        appraisal = self._records.opened(appraisal_id)
        photos = self._store.photos.of(appraisal_id)
        lacking = [shot.id for shot in missing(photo.shot for photo in photos)]
        if lacking and not left_out.strip():
            raise RuleError("shots_missing", count=len(lacking), shots=", ".join(lacking))
        waits = any(photo.looked_at_by is None for photo in photos)
        after = Stage.AI_PENDING if waits else Stage.READY_FOR_REVIEW
        first = (Stage.IN_PROGRESS,) if appraisal.stage is Stage.DRAFT else ()
        with self._store.atomic():
            if lacking:
                self._records.tell(appraisal_id, "shots_left_out", shots=lacking, reason=left_out)
            self._records.move(appraisal, *first, Stage.CAPTURE_COMPLETE, after)
        return Changes(appraisals=frozenset({appraisal_id}))

    def waiting_for_model(self) -> tuple[AppraisalId, ...]:
        """Return the appraisals whose review waits for the model."""
        return tuple(row.id for row in self._store.appraisals.rows() if row.stage is Stage.AI_PENDING)

    def go_on_without_ai(self, appraisal_id: AppraisalId) -> Changes:
        """Open the review although the model has not looked at every photo."""
        appraisal = self._records.opened(appraisal_id)
        if appraisal.stage is not Stage.AI_PENDING:
            return Changes()
        with self._store.atomic():
            self._records.move(appraisal, Stage.AI_FAILED, Stage.READY_FOR_REVIEW)
        return Changes(appraisals=frozenset({appraisal_id}))

    def back_to_capture(self, appraisal_id: AppraisalId) -> Changes:
        """Return to taking photos."""
        appraisal = self._records.opened(appraisal_id)
        if appraisal.stage in {Stage.DRAFT, Stage.IN_PROGRESS}:
            return Changes()
        with self._store.atomic():
            self._records.move(appraisal, Stage.IN_PROGRESS)
        return Changes(appraisals=frozenset({appraisal_id}))

    def finalise(self, appraisal_id: AppraisalId) -> Changes:
        """Lock the revision and queue its submission: both, or neither. Works without a network.

        Raises InputError or RuleError that names what is still missing.
        """
        self._records.check_decision()
        dossier = self.dossier(appraisal_id)
        self._check_complete(dossier)
        with self._store.atomic():
            final = self._records.move(replace(dossier.appraisal, updated_at=self._records.clock()), Stage.FINALIZED)
            payload, content_hash = submission(final, dossier.photos, dossier.findings, dossier.damages)
            self._records.tell(appraisal_id, "finalised", revision=final.revision, content_hash=content_hash)
            self._store.outbox.put(_submit(final, payload, content_hash))
        return Changes(appraisals=frozenset({appraisal_id}), queue=True)

    def void(self, appraisal_id: AppraisalId, reason: str) -> Changes:
        """Cancel an open appraisal; its row and photos stay."""
        appraisal = self._records.opened(appraisal_id)
        with self._store.atomic():
            self._records.move(appraisal, Stage.VOIDED, reason=reason)
        return Changes(appraisals=frozenset({appraisal_id}))

    def _check_complete(self, dossier: Dossier) -> None:
        appraisal = dossier.appraisal
        if appraisal.stage is not Stage.READY_FOR_REVIEW:
            raise RuleError("stage_move", old=appraisal.stage, new=Stage.FINALIZED)
        if not appraisal.vehicle.vin:
            raise RuleError("vin_missing")
        parse_vin(appraisal.vehicle.vin)
        if appraisal.vehicle.odometer is None:
            raise RuleError("odometer_missing")
        undecided = sum(f.shown and f.review is Review.SUGGESTED for f in dossier.findings)
        if undecided:
            raise RuleError("undecided", count=undecided)
        wrong = unsendable(appraisal, dossier.photos, dossier.damages)
        if wrong:
            raise RuleError("unsendable", what=wrong)

    def _completed(self, old: Vehicle, typed: Vehicle) -> Vehicle:
        """Return the typed vehicle; where its VIN has just become whole, with what that VIN says."""
        if typed.vin == old.vin:
            return typed
        try:
            vin: Vin = parse_vin(typed.vin)
        except InputError:
            return typed
        known = self._decode(vin)
        return replace(
            typed, vin=vin, year=known.year or typed.year, make=known.make or typed.make,
            model=known.model or typed.model, trim=known.trim or typed.trim,
        )  # fmt: skip


def _submit(appraisal: Appraisal, payload: str, content_hash: str) -> Envelope:
    key = f"{appraisal.id}:{appraisal.revision}"
    return Envelope(key, Intent.SUBMIT_APPRAISAL, appraisal.id, payload, proof=content_hash, bytes=len(payload))


def _differences(old: Appraisal, new: Appraisal) -> dict[str, dict[str, str]]:
    pairs = {"notes": (old.notes, new.notes)}
    for name in ("vin", "year", "make", "model", "trim", "plate", "odometer"):
        pairs[name] = (_text(getattr(old.vehicle, name)), _text(getattr(new.vehicle, name)))
    return {name: {"old": before, "new": after} for name, (before, after) in pairs.items() if before != after}


def _text(value: object) -> str:
    if isinstance(value, Odometer):
        return f"{value.value} {value.unit}"
    return "" if value is None else str(value)
