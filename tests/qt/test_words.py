"""Every enum that reaches the screen has words, and every error a sentence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from inspector_app.core.appraisal import Stage
from inspector_app.core.auction import AuctionStatus, StreamState
from inspector_app.core.errors import InspectorError, RuleError
from inspector_app.core.finding import Band, Label, RejectReason, Review, Source
from inspector_app.core.outbox import Intent, OutboxState
from inspector_app.core.rows import SyncBadge
from inspector_app.core.session import Role
from inspector_app.core.shots import CLOSE_UP, QUICK_WALK
from inspector_app.core.vehicle import DistanceUnit
from inspector_app.qt import terms
from inspector_app.qt.translate import in_words, told

TABLES: dict[type[StrEnum], Mapping[Any, str]] = {
    Stage: terms.STAGES, SyncBadge: terms.BADGES, Label: terms.LABELS, Band: terms.BANDS, Review: terms.REVIEWS,
    RejectReason: terms.REASONS, Source: terms.SOURCES, Intent: terms.INTENTS, OutboxState: terms.OUTBOX,
    AuctionStatus: terms.AUCTIONS, StreamState: terms.STREAMS, Role: terms.ROLES, DistanceUnit: terms.UNITS,
}  # fmt: skip


@pytest.mark.parametrize("enum", TABLES, ids=lambda enum: enum.__name__)
def test_every_value_has_words_of_its_own(enum: type[StrEnum]) -> None:
    assert set(TABLES[enum]) == set(enum)


def test_every_shot_of_the_walk_has_a_name() -> None:
    assert {shot.id for shot in (*QUICK_WALK, CLOSE_UP)} == set(terms.SHOTS)
    assert terms.shot_name("roof_rack") == "Roof rack"


def test_stages_and_shots_inside_a_sentence_are_said_in_words() -> None:
    assert "front, rear left corner" in in_words("shots_missing", {"count": 2, "shots": "front, rear_left"}).title
    error = RuleError("stage_move", old=Stage.AI_PENDING, new=Stage.FINALIZED)
    assert told(error).title == "This appraisal is looking for damage and cannot become finalised."


def test_an_unknown_code_still_gives_a_sentence_and_a_way_on() -> None:
    said = told(InspectorError("unexpected", kind="KeyError"))
    assert "KeyError" in said.title
    assert said.hint
