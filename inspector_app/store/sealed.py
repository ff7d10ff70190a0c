"""Sealed columns: a row's sensitive values as one sealed JSON object, bound to its table and key."""

import json
from typing import Any

from inspector_app.core.ports import Sealer


class SealedColumn:
    """The `sealed` column of one table."""

    def __init__(self, sealer: Sealer, table: str) -> None:
        self._sealer = sealer
        self._table = table

    def seal(self, key: str, **values: str | int | None) -> bytes:
        """Return values sealed for the row with this key."""
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        return self._sealer.seal(text.encode(), self._place(key))

    def open(self, key: str, sealed: bytes) -> dict[str, Any]:
        """Return the values of the row with this key; raises StorageError `sealed_corrupt`."""
        values: dict[str, Any] = json.loads(self._sealer.open(sealed, self._place(key)))
        return values

    def _place(self, key: str) -> bytes:
        return f"{self._table}/{key}".encode()
