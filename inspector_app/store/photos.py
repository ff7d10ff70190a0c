"""Photos: what is known of each original; the bytes are in the vault."""

import sqlite3
from dataclasses import asdict, fields
from typing import Final

from inspector_app.core.appraisal import OPEN
from inspector_app.core.errors import RuleError
from inspector_app.core.ids import AppraisalId, PhotoId
from inspector_app.core.photo import Photo
from inspector_app.store.database import LocalDatabase

KEEP: Final = """
insert into photos (id, appraisal_id, revision, shot, sha256, bytes, width, height, mime, captured_at,
    thumb_sha256, looked_at_by)
values (:id, :appraisal_id, :revision, :shot, :sha256, :bytes, :width, :height, :mime, :captured_at,
    :thumb_sha256, :looked_at_by)
on conflict (id) do update set revision = excluded.revision, shot = excluded.shot, sha256 = excluded.sha256,
    bytes = excluded.bytes, width = excluded.width, height = excluded.height, mime = excluded.mime,
    captured_at = excluded.captured_at, thumb_sha256 = excluded.thumb_sha256,
    looked_at_by = excluded.looked_at_by"""
ONE: Final = "select * from photos where id = ?"
IN_ORDER: Final = "select * from photos where appraisal_id = ? order by seq"
UNSEEN: Final = """
select p.* from photos p join appraisals a on a.id = p.appraisal_id
where a.stage in ({stages}) and p.looked_at_by is null order by p.seq""".format(
    stages=", ".join(f"'{stage.value}'" for stage in sorted(OPEN))
)
_FIELDS: Final = tuple(field.name for field in fields(Photo))


class PhotoTable:
    """Implements `core.ports.Photos`."""

    def __init__(self, database: LocalDatabase) -> None:
        self._database = database

    def save(self, photo: Photo) -> None:
        """Keep a photo's facts."""
        self._database.run(KEEP, asdict(photo))

    def get(self, photo_id: PhotoId) -> Photo:
        """Return one; raises RuleError `unknown_photo`."""
        row = self._database.row(ONE, (photo_id,))
        if row is None:
            raise RuleError("unknown_photo")
        return _photo(row)

    def of(self, appraisal_id: AppraisalId) -> tuple[Photo, ...]:
        """Return an appraisal's photos in the order of capture."""
        return tuple(_photo(row) for row in self._database.rows(IN_ORDER, (appraisal_id,)))

    def unseen(self) -> tuple[Photo, ...]:
        """Return the photos of open appraisals that no model has looked at, the oldest first."""
        return tuple(_photo(row) for row in self._database.rows(UNSEEN))


def _photo(row: sqlite3.Row) -> Photo:
    return Photo(**{name: row[name] for name in _FIELDS})
