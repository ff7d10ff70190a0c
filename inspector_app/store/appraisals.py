"""Appraisals: the car's facts, its VIN, plate and notes sealed; the list with its search."""

import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from inspector_app.core.appraisal import OPEN, Appraisal, Stage
from inspector_app.core.auction import AuctionStatus
from inspector_app.core.errors import RuleError
from inspector_app.core.ids import AppraisalId, Micros
from inspector_app.core.ports import Sealer
from inspector_app.core.rows import AppraisalRow, SyncBadge
from inspector_app.core.vehicle import DistanceUnit, Odometer, Vehicle
from inspector_app.store.database import LocalDatabase
from inspector_app.store.sealed import SealedColumn

KEEP: Final = """
insert into appraisals (id, dealership_id, revision, stage, created_at, updated_at, year, make, model, trim,
    odometer, odometer_unit, vin_index, sealed)
values (:id, :dealership_id, :revision, :stage, :created_at, :updated_at, :year, :make, :model, :trim,
    :odometer, :odometer_unit, :vin_index, :sealed)
on conflict (id) do update set revision = excluded.revision, stage = excluded.stage,
    dealership_id = excluded.dealership_id, created_at = excluded.created_at, updated_at = excluded.updated_at,
    year = excluded.year, make = excluded.make, model = excluded.model, trim = excluded.trim,
    odometer = excluded.odometer, odometer_unit = excluded.odometer_unit, vin_index = excluded.vin_index,
    sealed = excluded.sealed"""
ONE: Final = "select * from appraisals where id = ?"
NEWEST: Final = "select * from appraisal_rows order by updated_at desc, seq desc limit ?"
SEARCHED: Final = "select id, year, make, model, trim, sealed from appraisals order by updated_at desc, seq desc"
CHOSEN: Final = """
select * from appraisal_rows where id in (select value from json_each(?)) order by updated_at desc, seq desc"""
WITH_VIN: Final = "select id, stage from appraisals where vin_index = ? order by updated_at desc, seq desc"
REMEMBERED: Final = 50_000
"""How many opened values are kept in memory, so that a list or a search opens each only once."""
_OPEN_NAMES: Final = frozenset(stage.value for stage in OPEN)


class AppraisalTable:
    """Implements `core.ports.Appraisals`."""

    def __init__(self, database: LocalDatabase, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer
        self._sealed = SealedColumn(sealer, "appraisals")
        self._opened: dict[tuple[str, bytes], dict[str, Any]] = {}
        """What sealed values say. A changed row has another sealed value, so nothing here ever grows stale."""

    def save(self, appraisal: Appraisal) -> None:
        """Keep the appraisal as it is now."""
        vehicle, reading = appraisal.vehicle, appraisal.vehicle.odometer
        self._database.run(
            KEEP,
            {
                "id": appraisal.id, "dealership_id": appraisal.dealership_id, "revision": appraisal.revision,
                "stage": appraisal.stage.value, "created_at": appraisal.created_at,
                "updated_at": appraisal.updated_at, "year": vehicle.year, "make": vehicle.make,
                "model": vehicle.model, "trim": vehicle.trim, "odometer": reading.value if reading else None,
                "odometer_unit": reading.unit.value if reading else None,
                "vin_index": self._index(vehicle.vin),
                "sealed": self._sealed.seal(
                    appraisal.id, vin=vehicle.vin, plate=vehicle.plate, notes=appraisal.notes,
                    created_by=appraisal.created_by,
                ),
            },
        )  # fmt: skip

    def get(self, appraisal_id: AppraisalId) -> Appraisal:
        """Return one; raises RuleError `unknown_appraisal`."""
        row = self._database.row(ONE, (appraisal_id,))
        if row is None:
            raise RuleError("unknown_appraisal")
        secret = self._secret(row)
        return Appraisal(
            AppraisalId(row["id"]), row["dealership_id"], secret["created_by"], Micros(row["created_at"]),
            Micros(row["updated_at"]), row["revision"], Stage(row["stage"]), _vehicle(row, secret), secret["notes"],
        )  # fmt: skip

    def rows(self, search: str = "", *, limit: int = 500) -> tuple[AppraisalRow, ...]:
        """Return the newest first; each word of `search` is in VIN, plate, year, make, model or trim."""
        words = search.casefold().split()
        if not words:
            return tuple(self._row(row) for row in self._database.rows(NEWEST, (limit,)))
        found = self._database.rows(CHOSEN, (_json_list(self._matching(words, limit)),))
        return tuple(self._row(row) for row in found)

    def open_with_vin(self, vin: str) -> tuple[AppraisalId, ...]:
        """Return open appraisals of the same car."""
        found = self._database.rows(WITH_VIN, (self._index(vin),)) if vin.strip() else []
        return tuple(AppraisalId(row["id"]) for row in found if row["stage"] in _OPEN_NAMES)

    def title_of(self, appraisal_id: AppraisalId) -> str:
        """Return the car's name for lists; empty where the appraisal is not here."""
        row = self._database.row(ONE, (appraisal_id,))
        return "" if row is None else _vehicle(row, self._secret(row)).title

    def _matching(self, words: list[str], limit: int) -> list[str]:
        rows = self._database.rows(SEARCHED)
        return [row["id"] for row in rows if _matches(row, self._secret(row), words)][:limit]

    def _secret(self, row: sqlite3.Row) -> dict[str, Any]:
        place = (row["id"], row["sealed"])
        known = self._opened.get(place)
        if known is None:
            if len(self._opened) >= REMEMBERED:
                self._opened.clear()
            known = self._opened[place] = self._sealed.open(*place)
        return known

    def _row(self, row: sqlite3.Row) -> AppraisalRow:
        secret = self._secret(row)
        return AppraisalRow(
            AppraisalId(row["id"]), _vehicle(row, secret).title, secret["vin"], Stage(row["stage"]), _badge(row),
            row["photos"], row["damages"], row["undecided"], Micros(row["updated_at"]), row["thumb_sha256"],
            AuctionStatus(row["auction"]) if row["auction"] else None,
        )  # fmt: skip

    def _index(self, vin: str) -> str:
        compact = "".join(vin.split()).upper()
        return self._sealer.blind_index(f"vin/{compact}") if compact else ""


def _vehicle(row: sqlite3.Row, secret: dict[str, Any]) -> Vehicle:
    unit = row["odometer_unit"]
    reading = Odometer(row["odometer"], DistanceUnit(unit)) if unit else None
    return Vehicle(secret["vin"], row["year"], row["make"], row["model"], row["trim"], secret["plate"], reading)


def _matches(row: sqlite3.Row, secret: dict[str, Any], words: list[str]) -> bool:
    told = (secret["vin"], secret["plate"], str(row["year"] or ""), row["make"], row["model"], row["trim"])
    text = "\n".join(told).casefold()
    return all(word in text for word in words)


def _badge(row: sqlite3.Row) -> SyncBadge:
    if row["stuck"]:
        return SyncBadge.STUCK
    if row["waiting"]:
        return SyncBadge.WAITING
    return SyncBadge.SYNCED if row["queued"] else SyncBadge.LOCAL


def _json_list(ids: Iterable[str]) -> str:
    return "[" + ",".join(f'"{each}"' for each in ids) + "]"
