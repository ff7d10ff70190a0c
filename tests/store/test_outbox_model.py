"""Whatever happens in whatever order, the outbox does what a list in memory would."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from inspector_app.core.outbox import AFTER, Envelope, Intent, OutboxState, Outcome, QueueCounts, Verdict
from tests.store.kit import DAY, ScriptedClock, opened

SAFE = {OutboxState.ACKED, OutboxState.VERIFIED}
ALIVE = {OutboxState.QUEUED, OutboxState.RETRY_WAIT, OutboxState.SENDING}
EVENTS = ["retry", "lost", "sign_in", "day", "day", "start"]
intents = st.sampled_from(Intent)
choices = st.integers(min_value=0, max_value=10_000)


@dataclass
class Item:
    """One item as the model sees it; `is_due` turns true for all when a day has passed."""

    key: str
    appraisal: str
    intent: Intent
    state: OutboxState = OutboxState.QUEUED
    is_due: bool = True
    attempts: int = 0


class OutboxMachine(RuleBasedStateMachine):
    """The store's outbox beside a plain list."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = ScriptedClock()
        self.store = opened(Path(self.folder.name), self.clock)
        self.items: list[Item] = []
        self.taken: list[Envelope] = []

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @precondition(lambda self: len(self.items) < 9)
    @rule(appraisal=st.sampled_from("ab"), wanted=st.lists(intents, min_size=1, max_size=4))
    def put(self, appraisal: str, wanted: list[Intent]) -> None:
        for intent in wanted:
            self.items.append(Item(f"k{len(self.items)}", appraisal, intent))
            self.store.outbox.put(self._envelope(self.items[-1]))
        self.store.outbox.put(self._envelope(self.items[0]))

    @rule(wanted=st.just(set(Intent)) | st.sets(intents, min_size=1), limit=st.integers(1, 4))
    def claim(self, wanted: set[Intent], limit: int) -> None:
        expected = [item for item in self.items if self._is_free(item) and item.is_due and item.intent in wanted]
        taken = self.store.outbox.claim(frozenset(wanted), limit)
        assert [envelope.key for envelope in taken] == [item.key for item in expected[:limit]]
        for item in expected[:limit]:
            item.state, item.is_due, item.attempts = OutboxState.SENDING, False, item.attempts + 1
        self.taken += taken

    @precondition(lambda self: self.taken)
    @rule(outcomes=st.lists(st.tuples(choices, st.sampled_from(Verdict), st.booleans()), min_size=1, max_size=4))
    def settle(self, outcomes: list[tuple[int, Verdict, bool]]) -> None:
        for which, verdict, holds in outcomes[: len(self.taken)]:
            self._settle_one(which, verdict, holds=holds)

    @rule(
        event=st.sampled_from(["retry", "lost", "sign_in", "day", "day", "start"]), which=st.sets(choices, max_size=3)
    )
    def something_happens(self, event: str, which: set[int]) -> None:
        keys = {self.items[number % len(self.items)].key for number in which} if self.items else set()
        happens: dict[str, Callable[[], None]] = {
            "retry": lambda: self._retry(keys),
            "lost": lambda: self._the_server_lost(keys),
            "sign_in": self._sign_in,
            "day": self._a_day_passes,
            "start": self._start_again,
        }
        happens[event]()

    def _settle_one(self, which: int, verdict: Verdict, *, holds: bool) -> None:
        envelope = self.taken.pop(which % len(self.taken))
        self.store.outbox.settle(Outcome(envelope, verdict, "code", proof="proof" if holds else "other"))
        item = next(item for item in self.items if item.key == envelope.key)
        is_news = verdict is Verdict.DELIVERED or envelope.attempts == item.attempts
        if item.state is not OutboxState.SENDING or not is_news:
            return
        item.state, item.is_due = AFTER[verdict], False
        if verdict is Verdict.DELIVERED:
            item.state = OutboxState.VERIFIED if holds else OutboxState.QUEUED

    def _retry(self, keys: set[str]) -> None:
        self.store.outbox.retry(*keys)
        for item in self.items:
            if (not keys or item.key in keys) and item.state not in SAFE | {OutboxState.SENDING}:
                item.state, item.is_due = OutboxState.QUEUED, True

    def _the_server_lost(self, keys: set[str]) -> None:
        self.store.outbox.requeue_photo(sorted(keys))
        for item in self.items:
            if item.key in keys and item.intent is Intent.UPLOAD_PHOTO and item.state in SAFE:
                item.state, item.is_due = OutboxState.QUEUED, True

    def _sign_in(self) -> None:
        self.store.outbox.resume_paused()
        for item in self.items:
            if item.state is OutboxState.PAUSED:
                item.state, item.is_due = OutboxState.QUEUED, True

    def _a_day_passes(self) -> None:
        self.clock.advance(DAY)
        for item in self.items:
            item.is_due = True

    def _start_again(self) -> None:
        self.store.close()
        self.store = opened(Path(self.folder.name), self.clock)
        for item in self.items:
            item.is_due = item.is_due or item.state is OutboxState.SENDING

    @invariant()
    def the_rows_are_the_models(self) -> None:
        rows = sorted(self.store.outbox.rows(), key=lambda row: row.seq)
        assert [(row.key, row.state, row.attempts) for row in rows] == [
            (item.key, item.state, item.attempts) for item in self.items
        ]

    @invariant()
    def the_counts_add_up(self) -> None:
        states = [item.state for item in self.items]
        assert self.store.outbox.counts() == QueueCounts(
            waiting=sum(state in ALIVE for state in states),
            paused=states.count(OutboxState.PAUSED),
            stuck=states.count(OutboxState.CONFLICT) + states.count(OutboxState.REFUSED),
            verified=states.count(OutboxState.VERIFIED),
        )

    @invariant()
    def the_loop_sleeps_until_the_first_that_can_go(self) -> None:
        due_at = {row.key: row.due_at for row in self.store.outbox.rows()}
        free = [due_at[item.key] for item in self.items if self._is_free(item)]
        assert self.store.outbox.next_due() == min(free, default=None)

    def _is_free(self, item: Item) -> bool:
        before = [other for other in self.items[: self.items.index(item)] if other.appraisal == item.appraisal]
        photos = {item.intent, Intent.UPLOAD_PHOTO} == {Intent.UPLOAD_PHOTO}
        ahead = [other for other in before if not (photos and other.intent is Intent.UPLOAD_PHOTO)]
        return item.state in ALIVE and all(other.state in SAFE for other in ahead)

    def _envelope(self, item: Item) -> Envelope:
        return Envelope(item.key, item.intent, item.appraisal, "{}", "proof")  # type: ignore[arg-type]


TestOutboxModel = OutboxMachine.TestCase
TestOutboxModel.settings = settings(max_examples=30, stateful_step_count=40, deadline=None)
