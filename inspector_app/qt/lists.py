"""The app's lists: what a row is called, and which rows are let through."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from inspector_app.core.appraisal import Stage
from inspector_app.core.ids import AppraisalId
from inspector_app.core.outbox import QueueRow
from inspector_app.core.photo import Photo
from inspector_app.core.rows import AppraisalRow
from inspector_app.qt.row_model import RowModel
from inspector_app.qt.terms import badge_name, intent_name, outbox_name, shot_name, stage_name


class AppraisalList(RowModel[AppraisalRow]):
    """The appraisals, all or those of some stages."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_id_of, _spoken_appraisal, parent)
        self._all: tuple[AppraisalRow, ...] = ()
        self._stages: frozenset[Stage] = frozenset(Stage)

    def show_all(self, rows: Sequence[AppraisalRow]) -> None:
        """Take new rows; those of other stages stay hidden."""
        self._all = tuple(rows)
        self._let_through()

    def narrow(self, stages: frozenset[Stage]) -> None:
        """Show only these stages from now on."""
        self._stages = stages
        self._let_through()

    def count_of(self, stages: frozenset[Stage]) -> int:
        """Count the rows of some stages, shown or not."""
        return sum(row.stage in stages for row in self._all)

    def _let_through(self) -> None:
        self.show([row for row in self._all if row.stage in self._stages])


def photo_list(parent: QObject | None = None) -> RowModel[Photo]:
    """Return a list of photos."""
    return RowModel[Photo](lambda photo: photo.id, lambda photo: shot_name(photo.shot), parent)


def queue_list(parent: QObject | None = None) -> RowModel[QueueRow]:
    """Return a list of what waits for the server."""
    return RowModel[QueueRow](lambda row: row.key, _spoken_item, parent)


def _id_of(row: AppraisalRow) -> AppraisalId:
    return row.id


def _spoken_appraisal(row: AppraisalRow) -> str:
    return ", ".join((row.title or row.vin, row.vin[-6:], stage_name(row.stage), badge_name(row.badge)))


def _spoken_item(row: QueueRow) -> str:
    return ", ".join((row.title, intent_name(row.intent), outbox_name(row.state)))
