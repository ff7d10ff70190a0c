"""Damages: what the inspector says is damaged; a damage that was taken back stays, marked."""

import json
import sqlite3
from typing import Final

from inspector_app.core.canonical import canonical
from inspector_app.core.finding import Box, Damage, Label, Region, Source
from inspector_app.core.ids import AppraisalId, DamageId, PhotoId
from inspector_app.core.ports import Sealer
from inspector_app.store.database import LocalDatabase
from inspector_app.store.sealed import SealedColumn

KEEP: Final = """
insert into damages (id, appraisal_id, label, source, regions, voided, sealed)
values (:id, :appraisal_id, :label, :source, :regions, :voided, :sealed)
on conflict (id) do update set label = excluded.label, source = excluded.source, regions = excluded.regions,
    voided = excluded.voided, sealed = excluded.sealed"""
IN_ORDER: Final = "select * from damages where appraisal_id = ? order by seq"


class DamageTable:
    """Implements `core.ports.Damages`."""

    def __init__(self, database: LocalDatabase, sealer: Sealer) -> None:
        self._database = database
        self._sealed = SealedColumn(sealer, "damages")

    def save(self, damage: Damage) -> None:
        """Keep a damage, new or changed."""
        self._database.run(
            KEEP,
            {
                "id": damage.id, "appraisal_id": damage.appraisal_id, "label": damage.label.value,
                "source": damage.source.value, "regions": canonical([_told(region) for region in damage.regions]),
                "voided": damage.voided, "sealed": self._sealed.seal(damage.id, note=damage.note),
            },
        )  # fmt: skip

    def of(self, appraisal_id: AppraisalId) -> tuple[Damage, ...]:
        """Return an appraisal's damages, voided ones too."""
        return tuple(self._damage(row) for row in self._database.rows(IN_ORDER, (appraisal_id,)))

    def _damage(self, row: sqlite3.Row) -> Damage:
        regions = tuple(Region(PhotoId(photo), Box(*box)) for photo, *box in json.loads(row["regions"]))
        note = self._sealed.open(row["id"], row["sealed"])["note"]
        return Damage(
            DamageId(row["id"]), AppraisalId(row["appraisal_id"]), Label(row["label"]), Source(row["source"]),
            regions, note, bool(row["voided"]),
        )  # fmt: skip


def _told(region: Region) -> list[str | int]:
    box = region.box
    return [region.photo_id, box.x, box.y, box.w, box.h]
