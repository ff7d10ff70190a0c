"""The outbox's rows: what waits for the server, in order within an appraisal; no row is ever deleted."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from inspector_app.core.ids import AppraisalId, Clock, Micros
from inspector_app.core.outbox import (
    AFTER,
    MOVES,
    STUCK,
    Envelope,
    Intent,
    OutboxState,
    Outcome,
    QueueCounts,
    QueueRow,
    Verdict,
    wait_before,
)
from inspector_app.core.ports import Sealer
from inspector_app.store.database import LocalDatabase
from inspector_app.store.sealed import SealedColumn

TRY_SECONDS: Final = 60.0
SLOWEST_BYTES_PER_SECOND: Final = 20_000
"""An attempt that is still unsettled after this time is taken for lost, and the item falls due again."""

ADD: Final = """
insert into outbox (key, intent, appraisal_id, proof, bytes, state, attempts, code, due_at, at, sealed)
values (:key, :intent, :appraisal_id, :proof, :bytes, 'queued', 0, '', :at, :at, :sealed)
on conflict (key) do nothing"""
CLAIMABLE: Final = """
o.state not in ('acked', 'verified') and o.state in ('queued', 'retry_wait', 'sending')
and not exists (
    select 1 from outbox e where e.appraisal_id = o.appraisal_id and e.seq < o.seq
    and e.state not in ('acked', 'verified')
    and not (e.intent = 'upload_photo' and o.intent = 'upload_photo'))"""
"""What nothing before it in its appraisal holds up; photos go beside one another."""
LONGEST_WAIT_US: Final = 25 * 3600 * 1_000_000
USUAL_WAIT_US: Final = 16 * 60 * 1_000_000
"""Beyond these, a time was set by a clock that has been put back since; fresh items look at no clock at all."""
DUE: Final = f"""
select o.* from outbox o indexed by outbox_to_do
where (o.state = 'queued' and o.code = '' or not o.due_at between :now + 1 and :now + :longest)
and o.intent in (select value from json_each(:intents)) and {CLAIMABLE}
order by o.seq limit :limit"""  # noqa: S608 - our own constants
NEXT_DUE: Final = f"select min(o.due_at) as due_at from outbox o where {CLAIMABLE}"  # noqa: S608
ONE: Final = "select * from outbox where key = ?"
MOVE: Final = "update outbox set state = ?, attempts = ?, code = ?, due_at = ? where seq = ?"
RETRY: Final = """
update outbox set state = 'queued', code = '', due_at = :now
where state in ('queued', 'retry_wait', 'paused', 'conflict', 'refused')
and (:every or key in (select value from json_each(:keys)))"""
REQUEUE: Final = """
update outbox set state = 'queued', code = 'photos_missing', due_at = :now
where intent = 'upload_photo' and state in ('acked', 'verified') and key in (select value from json_each(:keys))"""
REVISE: Final = """
update outbox set sealed = :sealed, proof = :proof, bytes = :bytes, state = 'queued', code = '', due_at = :now
where key = :key and state in ('conflict', 'refused')"""
"""Nothing of a refused payload was stored: the same key may carry another one."""
RESUME: Final = "update outbox set state = 'queued', due_at = ? where state = 'paused'"
RECOVER: Final = """
update outbox set due_at = :now, state = iif(state = 'paused', 'queued', state)
where state = 'sending' or (state = 'paused' and code = 'protocol')
or (state in ('queued', 'retry_wait') and due_at > :now + :usual)"""
"""A new process may be a newer app, which speaks what the old one did not."""
SHOWN: Final = """
select o.*, p.shot from (
    select key, seq, intent, appraisal_id, state, attempts, bytes, code, due_at, at,
        state in ('conflict', 'refused') as stuck, state = 'verified' as done from outbox
    order by stuck desc, done, case when state = 'verified' then -seq else seq end limit ?) o
left join photos p on p.id = o.key
order by o.stuck desc, o.seq"""
"""Beyond the limit the oldest of those that are safe are left out first."""
COUNTED: Final = "select state, count(*) as items from outbox group by state"
_log = logging.getLogger(__name__)


class OutboxTable:
    """Implements `core.ports.Outbox`; `title_of` names an appraisal's car for the queue page."""

    def __init__(
        self, database: LocalDatabase, sealer: Sealer, clock: Clock, title_of: Callable[[AppraisalId], str]
    ) -> None:
        self._database = database
        self._sealed = SealedColumn(sealer, "outbox")
        self._clock = clock
        self._title_of = title_of

    def put(self, envelope: Envelope) -> None:
        """Queue an envelope; a key that is already there changes nothing."""
        named = {"intent": envelope.intent.value, "appraisal_id": envelope.appraisal_id, "at": self._clock()}
        self._database.run(ADD, {**self._content(envelope), **named})

    def revise(self, envelope: Envelope) -> bool:
        """Queue a refused or conflicting item again with another payload; False where it is not stuck."""
        with self._database.atomic():
            row = self._database.row(ONE, (envelope.key,))
            if row is None or OutboxState(row["state"]) not in STUCK:
                return False
            self._database.run(REVISE, {**self._content(envelope), "now": self._clock()})
        return True

    def _content(self, envelope: Envelope) -> dict[str, object]:
        sealed = self._sealed.seal(envelope.key, payload=envelope.payload)
        return {"key": envelope.key, "proof": envelope.proof, "bytes": envelope.bytes, "sealed": sealed}

    def claim(self, intents: frozenset[Intent], limit: int = 1) -> tuple[Envelope, ...]:
        """Mark due items as being tried (attempt counted, next time set *before* the try) and return them."""
        wanted = json.dumps(sorted(intents))
        with self._database.atomic():
            values = {"now": self._clock(), "longest": LONGEST_WAIT_US, "intents": wanted, "limit": limit}
            due = self._database.rows(DUE, values)
            return tuple(self._taken(row) for row in due)

    def settle(self, outcome: Outcome) -> bool:
        """Record what became of an attempt; False for a late word on one that was given up, which changes nothing."""
        with self._database.atomic():
            row = self._database.row(ONE, (outcome.envelope.key,))
            if row is None or row["state"] != OutboxState.SENDING or not _is_of_this_attempt(row, outcome):
                _log.info("a late outcome is dropped: %s", outcome.verdict)
                return False
            after = AFTER[outcome.verdict]
            self._move(row, OutboxState.SENDING, after, code=outcome.code, wait_s=_wait_s(row, outcome))
            if after is OutboxState.ACKED:
                self._verify(row, outcome)
        return True

    def retry(self, *keys: str) -> None:
        """Queue refused, conflicting, paused or waiting items again, now; without keys: all."""
        self._database.run(RETRY, {"now": self._clock(), "every": not keys, "keys": json.dumps(keys)})

    def requeue_photo(self, photo_ids: Sequence[str]) -> None:
        """Queue acknowledged photos again, because the server says that it lacks them."""
        self._database.run(REQUEUE, {"now": self._clock(), "keys": json.dumps(list(photo_ids))})

    def resume_paused(self) -> None:
        """Make paused items due, after a sign-in."""
        self._database.run(RESUME, (self._clock(),))

    def recover(self) -> None:
        """Make items due whose attempt died with an earlier process, or that waited for a newer app."""
        self._database.run(RECOVER, {"now": self._clock(), "usual": USUAL_WAIT_US})

    def rows(self, *, limit: int = 1000) -> tuple[QueueRow, ...]:
        """Return the items, those that need a person first, then by order."""
        found = self._database.rows(SHOWN, (limit,))
        cars = {each: self._title_of(AppraisalId(each)) for each in {row["appraisal_id"] for row in found}}
        return tuple(_shown(row, cars[row["appraisal_id"]]) for row in found)

    def counts(self) -> QueueCounts:
        """Count the items by what they mean to the user."""
        items = {OutboxState(row["state"]): int(row["items"]) for row in self._database.rows(COUNTED)}
        return QueueCounts(
            waiting=_sum(items, "queued", "sending", "retry_wait", "acked"),
            paused=_sum(items, "paused"),
            stuck=_sum(items, "conflict", "refused"),
            verified=_sum(items, "verified"),
        )

    def next_due(self) -> Micros | None:
        """Return when the next item falls due that nothing holds up, or None."""
        row = self._database.row(NEXT_DUE)
        return None if row is None or row["due_at"] is None else Micros(row["due_at"])

    def _taken(self, row: sqlite3.Row) -> Envelope:
        attempts = row["attempts"] + 1
        lost_after_s = TRY_SECONDS + row["bytes"] / SLOWEST_BYTES_PER_SECOND + wait_before(attempts)
        self._move(
            row, OutboxState(row["state"]), OutboxState.SENDING, code="interrupted", wait_s=lost_after_s,
            attempts=attempts,
        )  # fmt: skip
        payload = self._sealed.open(row["key"], row["sealed"])["payload"]
        return Envelope(
            row["key"], Intent(row["intent"]), AppraisalId(row["appraisal_id"]), payload, row["proof"],
            row["bytes"], row["seq"], attempts,
        )  # fmt: skip

    def _verify(self, row: sqlite3.Row, outcome: Outcome) -> None:
        """Go on from acknowledged: safe where the proof holds, else to be sent again after a wait."""
        if outcome.is_verified:
            self._move(row, OutboxState.ACKED, OutboxState.VERIFIED, code="", wait_s=0.0)
        else:
            wait_s = wait_before(row["attempts"])
            self._move(row, OutboxState.ACKED, OutboxState.QUEUED, code="proof_differs", wait_s=wait_s)

    def _move(
        self, row: sqlite3.Row, old: OutboxState, new: OutboxState, *, code: str, wait_s: float,
        attempts: int | None = None,
    ) -> None:  # fmt: skip
        if new not in MOVES[old]:
            raise ValueError(f"an item cannot go from {old} to {new}")
        due_at = self._clock() + round(wait_s * 1_000_000)
        self._database.run(MOVE, (new.value, attempts or row["attempts"], code, due_at, row["seq"]))


def _shown(row: sqlite3.Row, car: str) -> QueueRow:
    return QueueRow(
        row["key"], row["seq"], Intent(row["intent"]), AppraisalId(row["appraisal_id"]), row["shot"] or car,
        OutboxState(row["state"]), row["attempts"], row["bytes"], row["code"], Micros(row["due_at"]),
        Micros(row["at"]), car,
    )  # fmt: skip


def _is_of_this_attempt(row: sqlite3.Row, outcome: Outcome) -> bool:
    """Whether the outcome is of the attempt under way; a delivery is good news from any attempt."""
    return outcome.verdict is Verdict.DELIVERED or outcome.envelope.attempts == row["attempts"]


def _wait_s(row: sqlite3.Row, outcome: Outcome) -> float:
    if outcome.verdict is not Verdict.LATER:
        return 0.0
    return wait_before(row["attempts"], outcome.retry_after_s)


def _sum(items: dict[OutboxState, int], *states: str) -> int:
    wanted: Iterable[OutboxState] = map(OutboxState, states)
    return sum(items.get(state, 0) for state in wanted)
