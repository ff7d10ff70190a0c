"""Every decision reaches the server once and in order, whatever happens on the way."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.core.appraisal import Appraisal
from inspector_app.core.auction import AuctionStatus
from inspector_app.core.changes import Changes
from inspector_app.core.history import Stream
from inspector_app.core.ids import AuctionId
from inspector_app.core.outbox import Envelope, Intent, OutboxState, Outcome, Verdict
from inspector_app.core.payloads import launch_payload, photo_payload, submission
from inspector_app.core.photo import Photo
from inspector_app.services.sync import DECISIONS, PHOTOS, SyncService
from inspector_app.store import ProfileStore
from tests.fakes import REFUSED, SIGNED_OUT, UNREACHABLE, FakeGateway, LostAnswer, OtherProof, Step, trouble
from tests.store.kit import SECOND, ScriptedClock, auction, car, opened, photo

HOUR = 3600 * SECOND


@dataclass
class Laptop:
    """A profile with its sync, and a server in memory."""

    store: ProfileStore
    clock: ScriptedClock
    gateway: FakeGateway
    sync: SyncService

    def finalised(self, photos: int = 2, *, launched: bool = False) -> Appraisal:
        """Keep a car with photos, finalised, perhaps launched, as the services do."""
        appraisal = car()
        taken = [photo(appraisal, sha256=f"{number:064x}") for number in range(photos)]
        with self.store.atomic():
            self.store.appraisals.save(appraisal)
            for one in taken:
                self.store.photos.save(one)
                self.store.outbox.put(upload_of(one))
            self.store.outbox.put(submission_of(appraisal, taken))
            if launched:
                self._launch(appraisal)
        return appraisal

    def _launch(self, appraisal: Appraisal) -> None:
        made = auction(appraisal, AuctionStatus.LAUNCH_QUEUED)
        self.store.auctions.save(made)
        payload = launch_payload(made)
        self.store.outbox.put(Envelope(made.id, Intent.LAUNCH_AUCTION, appraisal.id, payload, proof=made.id))

    def states(self) -> list[OutboxState]:
        return [row.state for row in sorted(self.store.outbox.rows(), key=lambda row: row.seq)]

    def run_on(self, rounds: int = 40) -> None:
        """Let time pass and sync beat until nothing is left to do."""
        for _ in range(rounds):
            self.sync.run_once()
            self.clock.advance(HOUR)


def upload_of(taken: Photo) -> Envelope:
    payload = photo_payload(taken)
    return Envelope(taken.id, Intent.UPLOAD_PHOTO, taken.appraisal_id, payload, taken.sha256, taken.bytes)


def submission_of(appraisal: Appraisal, photos: list[Photo]) -> Envelope:
    payload, proof = submission(appraisal, photos, (), ())
    return Envelope(f"{appraisal.id}:1", Intent.SUBMIT_APPRAISAL, appraisal.id, payload, proof)


def laptop_in(folder: Path, *steps: Step) -> Laptop:
    clock = ScriptedClock()
    store = opened(folder, clock)
    gateway = FakeGateway(deque(steps))
    return Laptop(store, clock, gateway, SyncService(store, gateway))


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop_in(tmp_path)
    yield made
    made.store.close()


def test_a_car_goes_up_photos_first_then_its_appraisal_then_its_launch(laptop: Laptop) -> None:
    laptop.finalised(photos=3, launched=True)
    tally = laptop.sync.run_once()
    intents = [laptop.gateway.stored[key].intent for key in laptop.gateway.order]
    assert intents == [Intent.UPLOAD_PHOTO] * 3 + [Intent.SUBMIT_APPRAISAL, Intent.LAUNCH_AUCTION]
    assert (tally.attempts, tally.verified) == (5, 5)
    assert set(laptop.states()) == {OutboxState.VERIFIED}


def test_offline_work_is_delivered_once_the_network_is_back(laptop: Laptop) -> None:
    laptop.finalised(photos=1)
    laptop.gateway.will(UNREACHABLE)
    assert laptop.sync.run_once().verified == 0
    assert laptop.states() == [OutboxState.RETRY_WAIT, OutboxState.QUEUED]
    laptop.run_on(2)
    assert set(laptop.states()) == {OutboxState.VERIFIED}
    assert len(laptop.gateway.order) == 2


def test_a_lost_answer_is_asked_for_again_and_stored_once(laptop: Laptop) -> None:
    laptop.finalised(photos=1, launched=True)
    laptop.gateway.will(LostAnswer(), None, LostAnswer(), None, LostAnswer())
    laptop.run_on(5)
    assert len(laptop.gateway.order) == len(set(laptop.gateway.order)) == 3
    assert set(laptop.states()) == {OutboxState.VERIFIED}


def test_an_expired_token_pauses_everything_and_refuses_nothing(laptop: Laptop) -> None:
    laptop.finalised(photos=2)
    laptop.gateway.will(SIGNED_OUT, SIGNED_OUT)
    tally = laptop.sync.run_once()
    assert laptop.states() == [OutboxState.PAUSED, OutboxState.PAUSED, OutboxState.QUEUED]
    assert tally.changes.session
    laptop.clock.advance(HOUR)
    assert laptop.sync.run_once().attempts == 0
    laptop.store.outbox.resume_paused()
    laptop.sync.run_once()
    assert set(laptop.states()) == {OutboxState.VERIFIED}


def test_a_refused_car_is_kept_alone_and_blocks_no_other(laptop: Laptop) -> None:
    refused = laptop.finalised(photos=1)
    laptop.gateway.will(REFUSED)
    laptop.sync.run_once()
    other = laptop.finalised(photos=2)
    laptop.sync.run_once()
    by_car: dict[str, set[OutboxState]] = {refused.id: set(), other.id: set()}
    for row in laptop.store.outbox.rows():
        by_car[row.appraisal_id].add(row.state)
    assert by_car[refused.id] == {OutboxState.REFUSED, OutboxState.QUEUED}
    assert by_car[other.id] == {OutboxState.VERIFIED}
    told = laptop.store.history.of(Stream.APPRAISAL, refused.id)
    assert [event.type for event in told] == ["delivery_stuck"]


def test_photos_that_the_server_lacks_are_sent_again_and_then_the_appraisal(laptop: Laptop) -> None:
    appraisal = laptop.finalised(photos=3)
    laptop.sync.run_once(PHOTOS)
    lost = laptop.gateway.order[1]
    laptop.gateway.forget(lost)
    assert laptop.sync.claim(PHOTOS, 10) == ()
    laptop.sync.run_once(DECISIONS)
    assert laptop.states() == [
        OutboxState.VERIFIED, OutboxState.QUEUED, OutboxState.VERIFIED, OutboxState.RETRY_WAIT
    ]  # fmt: skip
    laptop.run_on(2)
    assert set(laptop.states()) == {OutboxState.VERIFIED}
    assert [envelope.key for envelope in laptop.gateway.heard].count(lost) == 2
    assert f"{appraisal.id}:1" in laptop.gateway.stored


def test_a_server_that_does_not_say_which_photos_it_lacks_gets_all_of_them(laptop: Laptop) -> None:
    laptop.finalised(photos=2)
    laptop.sync.run_once(PHOTOS)
    laptop.gateway.will(trouble("photos_missing", Verdict.LATER))
    laptop.sync.run_once(DECISIONS)
    assert laptop.states() == [OutboxState.QUEUED, OutboxState.QUEUED, OutboxState.RETRY_WAIT]


def test_a_proof_that_differs_is_no_success(laptop: Laptop) -> None:
    laptop.finalised(photos=1)
    laptop.gateway.will(OtherProof())
    assert laptop.sync.run_once().verified == 0
    assert laptop.states()[0] is OutboxState.RETRY_WAIT
    assert laptop.store.outbox.rows()[0].code == "proof_differs"
    laptop.run_on(2)
    assert set(laptop.states()) == {OutboxState.VERIFIED}


def test_a_stale_revision_waits_for_a_person_and_overwrites_nothing(laptop: Laptop) -> None:
    laptop.finalised(photos=1, launched=True)
    laptop.gateway.will(None, trouble("stale_revision", Verdict.CONFLICT))
    laptop.run_on(3)
    assert laptop.states() == [OutboxState.VERIFIED, OutboxState.CONFLICT, OutboxState.QUEUED]


def test_no_attempt_comes_before_the_time_that_the_server_asked_for(laptop: Laptop) -> None:
    laptop.finalised(photos=1)
    laptop.gateway.will(trouble("server_busy", Verdict.LATER, retry_after_s=600.0))
    laptop.sync.run_once()
    laptop.clock.advance(599 * SECOND)
    assert laptop.sync.claim() == ()
    laptop.clock.advance(3 * SECOND)
    assert len(laptop.sync.claim()) == 1


def test_an_item_counts_as_tried_before_the_try_and_no_transaction_is_open_meanwhile(laptop: Laptop) -> None:
    laptop.finalised(photos=1)
    seen: list[tuple[OutboxState, int]] = []

    def look(envelope: Envelope) -> None:
        row = next(row for row in laptop.store.outbox.rows() if row.key == envelope.key)
        seen.append((row.state, row.attempts))
        with laptop.store.atomic():  # another lane's work is not held up
            laptop.store.facts.set("meanwhile", "written")

    laptop.gateway.during = look
    laptop.sync.run_once()
    assert seen == [(OutboxState.SENDING, 1), (OutboxState.SENDING, 1)]


def test_a_bug_in_the_middle_of_a_delivery_loses_nothing(laptop: Laptop) -> None:
    laptop.finalised(photos=1)

    def stumble(envelope: Envelope) -> None:
        raise ZeroDivisionError(envelope.key)

    laptop.gateway.during = stumble
    with pytest.raises(ZeroDivisionError):
        laptop.sync.run_once()
    laptop.gateway.during = lambda _: None
    laptop.run_on(2)
    assert set(laptop.states()) == {OutboxState.VERIFIED}


def test_the_history_tells_of_a_proven_submission_and_launch(laptop: Laptop) -> None:
    appraisal = laptop.finalised(photos=1, launched=True)
    laptop.sync.run_once()
    launched = laptop.store.auctions.of(appraisal.id)
    assert launched is not None
    told = laptop.store.history.of(Stream.APPRAISAL, appraisal.id)
    assert [event.type for event in told] == ["submission_verified"]
    assert [event.type for event in laptop.store.history.of(Stream.AUCTION, launched.id)] == ["launch_verified"]


def test_what_hangs_on_a_delivery_is_done_with_it_or_not_at_all(laptop: Laptop) -> None:
    appraisal = laptop.finalised(photos=1)
    done: list[str] = []

    def follow_up(envelope: Envelope) -> Changes:
        done.append(envelope.key)
        if len(done) == 1:
            raise ZeroDivisionError
        return Changes(auctions=frozenset({AuctionId("a")}))

    sync = SyncService(laptop.store, laptop.gateway, follow_up)
    (envelope,) = sync.claim(PHOTOS)
    outcome = sync.send(envelope)
    with pytest.raises(ZeroDivisionError):
        sync.settle(outcome)
    assert laptop.states()[0] is OutboxState.SENDING
    assert sync.settle(outcome) == Changes(frozenset({appraisal.id}), frozenset({AuctionId("a")}), queue=True)
    assert laptop.states()[0] is OutboxState.VERIFIED


def test_a_late_word_on_an_old_attempt_does_not_undo_what_is_proven(laptop: Laptop) -> None:
    laptop.finalised(photos=1)
    (first,) = laptop.sync.claim(PHOTOS)
    laptop.clock.advance(HOUR)
    (second,) = laptop.sync.claim(PHOTOS)
    laptop.sync.settle(laptop.sync.send(second))
    laptop.sync.settle(Outcome(first, Verdict.LATER, "unreachable"))
    assert laptop.states()[0] is OutboxState.VERIFIED


def test_a_delivery_that_is_told_twice_counts_and_is_followed_up_once(laptop: Laptop) -> None:
    appraisal = laptop.finalised(photos=1)
    laptop.sync.run_once(PHOTOS)
    done: list[str] = []

    def follow_up(envelope: Envelope) -> Changes:
        done.append(envelope.key)
        return Changes()

    sync = SyncService(laptop.store, laptop.gateway, follow_up)
    (first,) = sync.claim(DECISIONS)
    laptop.clock.advance(HOUR)
    (second,) = sync.claim(DECISIONS)
    for late in (second, first):
        sync.settle(sync.send(late))
    sync.settle(Outcome(first, Verdict.REFUSED, "refused"))
    sync.settle(Outcome(first, Verdict.LATER, "photos_missing"))
    assert done == [f"{appraisal.id}:1"]
    assert set(laptop.states()) == {OutboxState.VERIFIED}
    told = laptop.store.history.of(Stream.APPRAISAL, appraisal.id)
    assert [event.type for event in told] == ["submission_verified"]


def test_an_envelope_without_a_proof_is_proven_by_its_id(laptop: Laptop) -> None:
    (envelope,) = [replace(upload_of(photo(car())), proof="")]
    assert laptop.sync.send(envelope).is_verified


steps: st.SearchStrategy[Step] = st.sampled_from(
    [
        None, None, UNREACHABLE, LostAnswer(), OtherProof(), trouble("wrong_server", Verdict.LATER),
        trouble("server_busy", Verdict.LATER, retry_after_s=30.0), trouble("photos_missing", Verdict.LATER),
    ]
)  # fmt: skip


@settings(max_examples=25)
@given(script=st.lists(steps, max_size=25), cars=st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_whatever_the_line_does_each_thing_arrives_once_and_in_order(script: list[Step], cars: list[int]) -> None:
    with TemporaryDirectory() as folder:
        laptop = laptop_in(Path(folder), *script)
        made = [laptop.finalised(photos, launched=True) for photos in cars]
        laptop.run_on(len(script) + 3)
        rows = sorted(laptop.store.outbox.rows(), key=lambda row: row.seq)
        order = laptop.gateway.order
        laptop.store.close()
    assert {row.state for row in rows} == {OutboxState.VERIFIED}
    assert sorted(order) == sorted(row.key for row in rows)
    for one in made:
        intents = [
            laptop.gateway.stored[key].intent for key in order if laptop.gateway.stored[key].appraisal_id == one.id
        ]
        assert intents == sorted(intents, key=list(Intent).index)
