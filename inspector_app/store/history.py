"""The history: append-only events, hash-linked per stream; who and what are sealed."""

import sqlite3
from collections.abc import Mapping
from typing import Final

from inspector_app.core.canonical import Json, canonical
from inspector_app.core.history import GENESIS, Event, Stream, linked
from inspector_app.core.ids import Clock, Micros, Sha256
from inspector_app.core.ports import Sealer
from inspector_app.store.database import LocalDatabase
from inspector_app.store.sealed import SealedColumn

ADD: Final = """
insert into events (stream, stream_id, seq, type, at, previous, hash, sealed) values (?, ?, ?, ?, ?, ?, ?, ?)"""
LAST: Final = "select * from events where stream = ? and stream_id = ? order by seq desc limit 1"
IN_ORDER: Final = "select * from events where stream = ? and stream_id = ? order by seq"


class HistoryTable:
    """Implements `core.ports.History`; `actor` is whoever is signed in now."""

    def __init__(self, database: LocalDatabase, sealer: Sealer, clock: Clock, actor: str, device: str) -> None:
        self._database = database
        self._sealed = SealedColumn(sealer, "events")
        self._clock = clock
        self.actor = actor
        self._device = device

    def append(self, stream: Stream, stream_id: str, type: str, payload: Mapping[str, Json]) -> Event:  # noqa: A002
        """Add an event by the present actor on this device, linked to the one before it."""
        draft = Event(
            stream, stream_id, 0, type, self.actor, self._device, self._clock(), canonical(payload), GENESIS, GENESIS
        )
        with self._database.atomic():
            last = self._database.row(LAST, (stream.value, stream_id))
            event = linked(self._event(last) if last else None, draft)
            self._add(event)
        return event

    def of(self, stream: Stream, stream_id: str) -> tuple[Event, ...]:
        """Return a stream's events in order."""
        return tuple(self._event(row) for row in self._database.rows(IN_ORDER, (stream.value, stream_id)))

    def _add(self, event: Event) -> None:
        key = _key(event.stream, event.stream_id, event.seq)
        sealed = self._sealed.seal(key, actor=event.actor, device=event.device, payload=event.payload)
        named = (event.stream.value, event.stream_id, event.seq, event.type, event.at)
        self._database.run(ADD, (*named, event.previous, event.hash, sealed))

    def _event(self, row: sqlite3.Row) -> Event:
        secret = self._sealed.open(_key(row["stream"], row["stream_id"], row["seq"]), row["sealed"])
        return Event(
            Stream(row["stream"]), row["stream_id"], row["seq"], row["type"], secret["actor"], secret["device"],
            Micros(row["at"]), secret["payload"], Sha256(row["previous"]), Sha256(row["hash"]),
        )  # fmt: skip


def _key(stream: str, stream_id: str, seq: int) -> str:
    return f"{stream}/{stream_id}/{seq}"
