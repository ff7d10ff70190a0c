"""What waits for the server goes in order, once, and holds up nobody else's work."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from inspector_app.core.outbox import LONGEST_WAIT_S, Envelope, Intent, OutboxState, Outcome, QueueCounts, Verdict
from inspector_app.store import ProfileStore
from tests.store.kit import DAY, EVERYTHING, SECOND, ScriptedClock, car, launch, opened, photo, submit, upload

PHOTOS = frozenset({Intent.UPLOAD_PHOTO})


def claimed(store: ProfileStore, limit: int = 99) -> list[str]:
    return [envelope.key for envelope in store.outbox.claim(EVERYTHING, limit)]


def put(store: ProfileStore, *envelopes: Envelope) -> None:
    for envelope in envelopes:
        store.outbox.put(envelope)


def settle_all(store: ProfileStore, verdict: Verdict, **told: object) -> Sequence[Envelope]:
    taken = store.outbox.claim(EVERYTHING, 99)
    for envelope in taken:
        proof = {"proof": envelope.proof} | told
        store.outbox.settle(Outcome(envelope, verdict, **proof))  # type: ignore[arg-type]
    return taken


def state_of(store: ProfileStore, key: str) -> OutboxState:
    return {row.key: row.state for row in store.outbox.rows()}[key]


def test_photos_go_beside_one_another_then_the_submission_then_the_launch(store: ProfileStore) -> None:
    put(store, upload("a", "p1"), upload("a", "p2"), submit("a"), launch("a", "l1"))
    assert claimed(store) == ["p1", "p2"]
    assert claimed(store) == []
    put(store, upload("b", "p3"))
    assert claimed(store) == ["p3"]


def test_each_step_waits_until_the_one_before_it_is_verified(store: ProfileStore) -> None:
    put(store, upload("a", "p1"), upload("a", "p2"), submit("a"), launch("a", "l1"))
    for expected in (["p1", "p2"], ["a:1"], ["l1"], []):
        assert [envelope.key for envelope in settle_all(store, Verdict.DELIVERED)] == expected
    assert store.outbox.counts() == QueueCounts(verified=4)


def test_a_claim_brings_the_whole_envelope_and_counts_the_attempt(store: ProfileStore, clock: ScriptedClock) -> None:
    sent = upload("a", "p1")
    store.outbox.put(sent)
    (taken,) = store.outbox.claim(PHOTOS)
    assert (taken.key, taken.intent, taken.payload, taken.proof, taken.bytes) == (
        sent.key, sent.intent, sent.payload, sent.proof, sent.bytes,
    )  # fmt: skip
    (row,) = store.outbox.rows()
    assert (taken.attempts, row.attempts, row.code, row.state) == (1, 1, "interrupted", OutboxState.SENDING)
    assert row.due_at > clock()


def test_a_key_that_is_already_there_changes_nothing(store: ProfileStore) -> None:
    put(store, upload("a", "p1"))
    settle_all(store, Verdict.DELIVERED)
    put(store, upload("b", "p1"))
    assert state_of(store, "p1") is OutboxState.VERIFIED
    assert len(store.outbox.rows()) == 1


def test_a_claim_takes_only_the_intents_and_the_number_asked_for(store: ProfileStore) -> None:
    put(store, submit("a"), upload("b", "p1"), upload("b", "p2"), upload("b", "p3"))
    assert [envelope.key for envelope in store.outbox.claim(PHOTOS, 2)] == ["p1", "p2"]
    assert [envelope.key for envelope in store.outbox.claim(EVERYTHING - PHOTOS, 2)] == ["a:1"]


@pytest.mark.parametrize("verdict", [Verdict.REFUSED, Verdict.CONFLICT, Verdict.LATER, Verdict.PAUSED])
def test_one_appraisals_trouble_holds_up_only_its_own_later_items(store: ProfileStore, verdict: Verdict) -> None:
    put(store, upload("a", "p1"))
    settle_all(store, verdict, code="refused")
    put(store, upload("a", "p2"), submit("a"), upload("b", "p3"), submit("b"))
    assert claimed(store) == ["p2", "p3"]


def test_later_is_tried_again_after_a_wait_and_never_before_retry_after(
    store: ProfileStore, clock: ScriptedClock
) -> None:
    put(store, upload("a", "p1"))
    settle_all(store, Verdict.LATER, code="server_busy", retry_after_s=3600.0)
    (row,) = store.outbox.rows()
    assert (row.state, row.code) == (OutboxState.RETRY_WAIT, "server_busy")
    assert row.due_at == clock() + 3600 * SECOND == store.outbox.next_due()
    clock.advance(3600 * SECOND - 1)
    assert claimed(store) == []
    clock.advance(1)
    assert claimed(store) == ["p1"]


def test_no_wait_is_longer_than_fifteen_minutes_however_often_it_failed(
    store: ProfileStore, clock: ScriptedClock
) -> None:
    put(store, upload("a", "p1"))
    for _ in range(30):
        assert settle_all(store, Verdict.LATER)
        clock.advance(round(LONGEST_WAIT_S) * SECOND)
    (row,) = store.outbox.rows()
    assert row.attempts == 30


def test_a_paused_item_waits_for_a_sign_in(store: ProfileStore, clock: ScriptedClock) -> None:
    put(store, upload("a", "p1"))
    settle_all(store, Verdict.PAUSED, code="signed_out")
    clock.advance(DAY)
    assert claimed(store) == []
    assert store.outbox.next_due() is None
    assert store.outbox.counts() == QueueCounts(paused=1)
    store.outbox.resume_paused()
    assert claimed(store) == ["p1"]


@pytest.mark.parametrize("verdict", [Verdict.REFUSED, Verdict.CONFLICT])
def test_a_refusal_is_kept_with_its_reason_until_a_person_retries(
    store: ProfileStore, clock: ScriptedClock, verdict: Verdict
) -> None:
    put(store, upload("a", "p1"), upload("b", "p2"))
    settle_all(store, verdict, code="refused")
    clock.advance(DAY)
    store.outbox.resume_paused()
    assert claimed(store) == []
    assert {row.code for row in store.outbox.rows()} == {"refused"}
    store.outbox.retry("p2")
    assert claimed(store) == ["p2"]
    store.outbox.retry()
    assert claimed(store) == ["p1"]


def test_a_proof_that_differs_is_never_green_and_is_sent_again_after_a_wait(
    store: ProfileStore, clock: ScriptedClock
) -> None:
    put(store, upload("a", "p1"), submit("a"))
    settle_all(store, Verdict.DELIVERED, proof="something else")
    (row, _) = store.outbox.rows()
    assert (row.state, row.code) == (OutboxState.QUEUED, "proof_differs")
    assert claimed(store) == []
    clock.advance(DAY)
    assert claimed(store) == ["p1"]


def test_photos_that_the_server_lost_go_again_before_the_submission(store: ProfileStore, clock: ScriptedClock) -> None:
    put(store, upload("a", "p1"), upload("a", "p2"), submit("a"))
    settle_all(store, Verdict.DELIVERED)
    settle_all(store, Verdict.LATER, code="photos_missing")
    store.outbox.requeue_photo(["p2", "a:1", "unknown"])
    clock.advance(DAY)
    assert claimed(store) == ["p2"]
    assert state_of(store, "p1") is OutboxState.VERIFIED
    assert state_of(store, "a:1") is OutboxState.RETRY_WAIT


def test_an_attempt_that_died_with_its_process_is_due_at_the_next_start(tmp_path: Path, clock: ScriptedClock) -> None:
    first = opened(tmp_path, clock)
    put(first, upload("a", "p1"))
    assert claimed(first) == ["p1"]
    assert claimed(first) == []
    first.close()
    second = opened(tmp_path, clock)
    (again,) = second.outbox.claim(EVERYTHING)
    assert (again.key, again.attempts) == ("p1", 2)
    second.close()


def test_a_clock_that_was_ahead_and_is_put_right_holds_nothing_up(tmp_path: Path, clock: ScriptedClock) -> None:
    clock.advance(400 * DAY)
    store = opened(tmp_path, clock)
    put(store, upload("a", "p1"))
    settle_all(store, Verdict.LATER)
    put(store, upload("b", "p2"))
    clock.advance(-DAY // 4)
    assert claimed(store) == ["p2"]
    store.close()
    again = opened(tmp_path, clock)
    assert settle_all(again, Verdict.LATER)
    assert claimed(again) == []
    clock.advance(-300 * DAY)
    put(again, upload("c", "p3"))
    assert claimed(again) == ["p1", "p2", "p3"]
    again.close()


def test_what_waited_for_a_newer_app_is_tried_at_the_next_start(tmp_path: Path, clock: ScriptedClock) -> None:
    store = opened(tmp_path, clock)
    put(store, upload("a", "p1"), upload("b", "p2"))
    for envelope, code in zip(store.outbox.claim(EVERYTHING, 2), ("protocol", "signed_out"), strict=True):
        store.outbox.settle(Outcome(envelope, Verdict.PAUSED, code))
    store.close()
    newer = opened(tmp_path, clock)
    assert claimed(newer, 2) == ["p1"]
    assert state_of(newer, "p2") is OutboxState.PAUSED
    newer.close()


def test_a_lost_attempt_falls_due_by_itself_and_its_late_failure_changes_nothing(
    store: ProfileStore, clock: ScriptedClock
) -> None:
    put(store, upload("a", "p1"))
    (lost,) = store.outbox.claim(EVERYTHING)
    clock.advance(DAY)
    (second,) = store.outbox.claim(EVERYTHING)
    store.outbox.settle(Outcome(lost, Verdict.REFUSED, "refused"))
    assert state_of(store, "p1") is OutboxState.SENDING
    store.outbox.settle(Outcome(second, Verdict.DELIVERED, proof="abc"))
    store.outbox.settle(Outcome(second, Verdict.LATER))
    assert state_of(store, "p1") is OutboxState.VERIFIED


def test_a_late_acknowledgement_of_a_lost_attempt_is_good_news(store: ProfileStore, clock: ScriptedClock) -> None:
    put(store, upload("a", "p1"))
    (lost,) = store.outbox.claim(EVERYTHING)
    clock.advance(DAY)
    store.outbox.claim(EVERYTHING)
    store.outbox.settle(Outcome(lost, Verdict.DELIVERED, proof="abc"))
    assert state_of(store, "p1") is OutboxState.VERIFIED


def test_what_is_held_up_does_not_keep_the_loop_awake(store: ProfileStore, clock: ScriptedClock) -> None:
    put(store, upload("a", "p1"), submit("a"))
    assert store.outbox.next_due() == clock()
    settle_all(store, Verdict.REFUSED)
    assert store.outbox.next_due() is None


def test_the_queue_names_the_shot_or_the_car_and_shows_trouble_first(store: ProfileStore) -> None:
    appraisal = car()
    store.appraisals.save(appraisal)
    taken = photo(appraisal, "rear_left")
    store.photos.save(taken)
    put(store, upload("b", "p0"), upload(appraisal.id, taken.id), submit(appraisal.id), upload("c", "p9"))
    (envelope,) = (each for each in store.outbox.claim(EVERYTHING, 9) if each.key == "p9")
    store.outbox.settle(Outcome(envelope, Verdict.REFUSED, "refused"))
    assert [(row.key, row.title) for row in store.outbox.rows()] == [
        ("p9", ""), ("p0", ""), (taken.id, "rear_left"), (f"{appraisal.id}:1", "2003 Honda Accord EX"),
    ]  # fmt: skip


def test_a_long_past_never_hides_what_still_waits(store: ProfileStore) -> None:
    put(store, *(upload("a", f"old{number}") for number in range(5)))
    settle_all(store, Verdict.DELIVERED)
    put(store, upload("a", "new1"), upload("a", "new2"))
    assert [row.key for row in store.outbox.rows(limit=3)] == ["old4", "new1", "new2"]


def test_rows_of_the_outbox_are_never_deleted(tmp_path: Path, clock: ScriptedClock) -> None:
    store = opened(tmp_path, clock)
    put(store, upload("a", "p1"))
    store.close()
    raw = sqlite3.connect(tmp_path / "profile.sqlite")
    with pytest.raises(sqlite3.IntegrityError, match="never shortened"):
        raw.execute("delete from outbox")
    raw.close()
