"""One tailer reads new events; every subscriber gets each of them once, in order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import Lock

from sqlalchemy.orm import Session

from auction_backend.database import Database
from auction_backend.desk.callers import Caller
from auction_backend.desk.following import Told, after, heads_of, running_heads
from auction_backend.rules.roles import sees_market

BACKLOG = 2_000
"""A subscriber that is this many events behind is let go, and resumes by its cursor."""


@dataclass(eq=False, slots=True)
class Subscriber:
    """Who listens, to which auctions (None: all that the caller may see), and what was sent of each."""

    caller: Caller
    auctions: frozenset[str] | None
    sent: dict[str, int] = field(default_factory=dict)
    waiting: Queue[Told] = field(default_factory=lambda: Queue(BACKLOG))
    is_lost: bool = False

    def wants(self, told: Told) -> bool:
        """Tell whether this event is for this subscriber."""
        if self.auctions is not None:
            return told.auction_id in self.auctions
        return told.dealership_id == self.caller.dealership_id or sees_market(self.caller.role)

    def offer(self, told: Told) -> None:
        """Queue an event; a subscriber that does not keep up is lost."""
        try:
            self.waiting.put_nowait(told)
        except Full:
            self.is_lost = True

    def is_new(self, told: Told) -> bool:
        """Tell whether the event was not sent before, and note that it is now."""
        if told.seq <= self.sent.get(told.auction_id, 0):
            return False
        self.sent[told.auction_id] = told.seq
        return True

    def next(self, timeout_s: float) -> Told | None:
        """Return the next event, or None where none comes in time."""
        try:
            return self.waiting.get(timeout=timeout_s)
        except Empty:
            return None


class Hub:
    """Reads the database at a steady beat and hands new events to the subscribers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pulse = database.pulse()
        self._felt = self._pulse()
        self._lock = Lock()
        self._subscribers: set[Subscriber] = set()
        with database.read() as session:
            self._heads = running_heads(session)

    def subscribe(self, caller: Caller, cursors: Mapping[str, int] | None) -> tuple[Subscriber, list[Told]]:
        """Add a subscriber first, then read what came after its cursors: nothing falls between the two."""
        auctions = frozenset(cursors) if cursors is not None else None
        subscriber = Subscriber(caller, auctions, dict(cursors or {}))
        self._subscribers.add(subscriber)
        with self._lock, self._database.read() as session:
            self._watch(session, subscriber.auctions or ())
            missed = [told for each, seq in (cursors or {}).items() for told in after(session, each, seq)]
        return subscriber, missed

    def _watch(self, session: Session, auction_ids: Iterable[str]) -> None:
        """Follow these auctions too, from their newest event on, where they are not followed yet."""
        unknown = [each for each in auction_ids if each not in self._heads]
        for auction_id, seq in heads_of(session, unknown).items():
            self._heads.setdefault(auction_id, seq)

    def leave(self, subscriber: Subscriber) -> None:
        """Forget a subscriber."""
        self._subscribers.discard(subscriber)

    def beat(self) -> int:
        """Hand out what is new since the last beat; return how many events there were."""
        felt = self._pulse()
        if felt == self._felt:
            return 0
        with self._lock, self._database.read() as session:
            news = list(self._news(session))
            self._felt = felt
        for told in news:
            for subscriber in list(self._subscribers):
                if subscriber.wants(told):
                    subscriber.offer(told)
        return len(news)

    def _news(self, session: Session) -> Iterator[Told]:
        """Give new events, each auction's in order, and stop following auctions that have ended."""
        running = running_heads(session)
        ended = self._heads.keys() - running.keys()
        last_words = heads_of(session, ended) if ended else {}
        for auction_id, seq in {**running, **last_words}.items():
            known = self._heads.get(auction_id, 0)
            if seq > known:
                yield from after(session, auction_id, known)
        self._heads = running
