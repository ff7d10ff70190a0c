"""The tables of moves are total: every stage, state and review is in them, and none leads astray."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.core import outbox
from inspector_app.core.appraisal import MOVES, OPEN, Appraisal, Stage
from inspector_app.core.errors import RuleError
from inspector_app.core.finding import REVIEWS, Band, Box, Finding, Label, ModelRef, RejectReason, Review
from inspector_app.core.ids import AppraisalId, FindingId, Micros, PhotoId, Sha256
from inspector_app.core.vehicle import Vehicle

CAR = Appraisal(AppraisalId("a"), "d", "u", Micros(1), Micros(1))
FINDING = Finding(
    FindingId("f"), CAR.id, PhotoId("p"), Label.DENT, 700_000, Band.SURE, True, Box(1, 2, 3, 4),
    ModelRef("m", Sha256("0" * 64)),
)  # fmt: skip


@pytest.mark.parametrize("old", Stage)
@pytest.mark.parametrize("new", Stage)
def test_an_appraisal_moves_where_the_table_says_and_nowhere_else(old: Stage, new: Stage) -> None:
    car = replace(CAR, stage=old)
    if new in MOVES[old]:
        assert car.moved_to(new).stage is new
    else:
        with pytest.raises(RuleError, match="stage_move"):
            car.moved_to(new)


def test_only_archived_and_voided_are_terminal() -> None:
    assert {stage for stage in Stage if not MOVES[stage]} == {Stage.ARCHIVED, Stage.VOIDED}


def test_every_stage_can_be_reached_from_a_draft() -> None:
    reached, frontier = {Stage.DRAFT}, [Stage.DRAFT]
    while frontier:
        fresh = MOVES[frontier.pop()] - reached
        reached |= fresh
        frontier += fresh
    assert reached == set(Stage)


def test_a_returned_appraisal_opens_its_next_revision() -> None:
    again = replace(CAR, stage=Stage.RETURNED).moved_to(Stage.IN_PROGRESS)
    assert again.revision == 2


@pytest.mark.parametrize("stage", Stage)
def test_facts_change_only_while_the_appraisal_is_open(stage: Stage) -> None:
    car = replace(CAR, stage=stage)
    assert car.is_open == (stage in OPEN)
    if car.is_open:
        assert car.edited(at=Micros(9), vehicle=Vehicle(make="Honda"), notes="n").vehicle.make == "Honda"
    else:
        with pytest.raises(RuleError, match="appraisal_locked"):
            car.edited(at=Micros(9), notes="n")


@pytest.mark.parametrize("old", Review)
@pytest.mark.parametrize("new", Review)
def test_a_decision_may_change_but_never_returns_to_undecided(old: Review, new: Review) -> None:
    finding = replace(FINDING, review=old)
    if new is old or new in REVIEWS[old]:
        assert finding.decided(new, reason=RejectReason.DIRT).review is new
    else:
        with pytest.raises(RuleError, match="review_move"):
            finding.decided(new, reason=RejectReason.DIRT)


def test_a_rejection_needs_its_reason() -> None:
    with pytest.raises(RuleError, match="reject_reason"):
        FINDING.decided(Review.REJECTED)


def test_every_outbox_state_has_its_moves_and_every_verdict_its_state() -> None:
    assert set(outbox.MOVES) == set(outbox.OutboxState)
    assert set(outbox.AFTER) == set(outbox.Verdict)
    assert all(state in outbox.MOVES[outbox.OutboxState.SENDING] for state in outbox.AFTER.values())
    assert outbox.MOVES[outbox.OutboxState.VERIFIED] == {outbox.OutboxState.QUEUED}  # a photo that the server lost


@given(st.integers(0, 10_000), st.floats(0, 1), st.one_of(st.none(), st.floats(0, 10_000)))
def test_the_wait_is_jittered_capped_and_never_before_retry_after(
    attempts: int, chance: float, retry_after: float | None
) -> None:
    wait = outbox.wait_before(attempts, retry_after, lambda: chance)
    assert (retry_after or 0) <= wait <= max(outbox.LONGEST_WAIT_S, retry_after or 0)


def test_an_outcome_is_verified_only_by_the_servers_own_proof() -> None:
    envelope = outbox.Envelope("k", outbox.Intent.UPLOAD_PHOTO, CAR.id, "{}", proof="abc")
    assert outbox.Outcome(envelope, outbox.Verdict.DELIVERED, proof="abc").is_verified
    assert not outbox.Outcome(envelope, outbox.Verdict.DELIVERED, proof="abd").is_verified
    assert not outbox.Outcome(envelope, outbox.Verdict.LATER, proof="abc").is_verified


def test_notes_that_the_wire_cannot_carry_are_refused_while_they_are_typed() -> None:
    assert CAR.edited(at=Micros(2), notes="x" * 4_000).notes
    with pytest.raises(RuleError, match="notes_long"):
        CAR.edited(at=Micros(2), notes="x" * 4_001)
