"""A read-only list of frozen rows for Qt's views; it shows what it is given and fetches nothing."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""The role by which a delegate asks for the whole typed row."""
_SPOKEN: Final = {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}


class RowModel(QAbstractListModel, Generic[Row]):
    """Rows as Qt sees them: `key` tells one row from another, `text` is what a screen reader says."""

    def __init__(
        self,
        key: Callable[[Row], Hashable],
        text: Callable[[Row], str] = str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._text = text
        self._rows: tuple[Row, ...] = ()
        self._places: dict[Hashable, int] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are shown."""
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the rows. An equal list costs the view nothing; the same subjects in the same order keep it still."""
        new = tuple(rows)
        if new == self._rows:
            return
        places = {self._key(row): place for place, row in enumerate(new)}
        if list(places) == list(self._places) and len(places) == len(new) == len(self._rows):
            self._refresh(new)
        else:
            self._reset(new, places)

    def row_at(self, index: Index) -> Row | None:
        """Return the row behind an index, or None for an invalid one."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """Return the index of the row with this key, or an invalid one."""
        place = self._places.get(key)
        return QModelIndex() if place is None else self.index(place, 0)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 - as Qt has it
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        return self._text(row) if role in _SPOKEN else None

    def _reset(self, rows: tuple[Row, ...], places: dict[Hashable, int]) -> None:
        self.beginResetModel()
        self._rows, self._places = rows, places
        self.endResetModel()

    def _refresh(self, rows: tuple[Row, ...]) -> None:
        old, self._rows = self._rows, rows
        for place, (before, after) in enumerate(zip(old, rows, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place, 0), self.index(place, 0))
