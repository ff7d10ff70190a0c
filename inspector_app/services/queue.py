"""What the queue page shows and may do: look, and try again. All of it on the STORE lane."""

from dataclasses import dataclass

from inspector_app.core.changes import Changes
from inspector_app.core.ids import Micros
from inspector_app.core.outbox import QueueCounts, QueueRow
from inspector_app.core.ports import Store


@dataclass(frozen=True)
class QueueView:
    """The queue at one moment."""

    rows: tuple[QueueRow, ...]
    counts: QueueCounts


class QueueService:
    """Looks at the outbox; rows are never deleted, only tried again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def view(self) -> QueueView:
        """Return the items, those that need a person first, and their counts."""
        return QueueView(self._store.outbox.rows(), self._store.outbox.counts())

    def counts(self) -> QueueCounts:
        """Return how many items wait, are stuck, are safe."""
        return self._store.outbox.counts()

    def retry(self, *keys: str) -> Changes:
        """Make items due now; without keys all that wait or were refused."""
        with self._store.atomic():
            self._store.outbox.retry(*keys)
        return Changes(queue=True)

    def next_due(self) -> Micros | None:
        """Return when the next item falls due."""
        return self._store.outbox.next_due()
