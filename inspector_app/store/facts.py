"""Facts: small named values of this profile, sealed."""

from typing import Final

from inspector_app.core.ports import Sealer
from inspector_app.store.database import LocalDatabase
from inspector_app.store.sealed import SealedColumn

KEEP: Final = """
insert into facts (name, sealed) values (?, ?) on conflict (name) do update set sealed = excluded.sealed"""
ONE: Final = "select sealed from facts where name = ?"
TAKE_AWAY: Final = "delete from facts where name = ?"


class FactTable:
    """Implements `core.ports.Facts`."""

    def __init__(self, database: LocalDatabase, sealer: Sealer) -> None:
        self._database = database
        self._sealed = SealedColumn(sealer, "facts")

    def get(self, name: str) -> str | None:
        """Return a fact or None."""
        row = self._database.row(ONE, (name,))
        return None if row is None else str(self._sealed.open(name, row["sealed"])["value"])

    def set(self, name: str, value: str | None) -> None:
        """Keep a fact; None takes it away."""
        if value is None:
            self._database.run(TAKE_AWAY, (name,))
        else:
            self._database.run(KEEP, (name, self._sealed.seal(name, value=value)))
