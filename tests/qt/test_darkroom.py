"""The darkroom: thumbnails and findings come by themselves; no missing model, no bad photo holds up a review."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from inspector_app.core.appraisal import Stage
from inspector_app.core.changes import Changes
from inspector_app.core.errors import InspectorError, ModelError
from inspector_app.core.finding import Suggestion
from inspector_app.core.ids import AppraisalId
from inspector_app.core.photo import Picture
from inspector_app.core.ports import Detector
from inspector_app.qt.darkroom import Darkroom
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.services.appraise import Dossier
from tests.services.workshop import DENT, MODEL, ToldDetector, Workshop

T = TypeVar("T")


@dataclass
class Room:
    """A darkroom over a true store; what the user was told is noted."""

    qtbot: QtBot
    executor: Executor
    hub: Hub
    workshop: Workshop
    told: list[InspectorError] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Hear what is told, and what nobody else hears."""
        self.darkroom: Darkroom | None = None
        self.hub.failed.connect(self.told.append)
        self.executor.failed.connect(self.hub.fail)

    def opened(self, load: Callable[[], Detector]) -> Darkroom:
        """Open a darkroom with a way to its model, and start it."""
        shop = self.workshop
        made = Darkroom(self.executor, self.hub, shop.capture, shop.detect, shop.appraise, load_detector=load)
        self.darkroom = made  # somebody must hold it
        made.start()
        self.rests()
        return made

    def on_store(self, work: Callable[[], T]) -> T:
        """Do something on the STORE lane and wait for it."""
        return self.executor.wait_for(Lane.STORE, work)

    def rests(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.executor.is_idle)

    def car(self, *shots: str, is_complete: bool = True) -> AppraisalId:
        """Take photos of a car, each told to the hub as capture does."""
        appraisal_id = self.on_store(self.workshop.begun)
        for place, shot in enumerate(shots):
            self.on_store(partial(self.workshop.shot, appraisal_id, shot, 20 + 15 * place))
        if is_complete:
            self.on_store(partial(self.workshop.appraise.complete_capture, appraisal_id, left_out="dark"))
        self.touch(appraisal_id)
        return appraisal_id

    def touch(self, appraisal_id: AppraisalId) -> None:
        """Tell the hub that an appraisal changed, and wait for what follows."""
        self.hub.tell(Changes(appraisals=frozenset({appraisal_id})))
        self.rests()

    def dossier(self, appraisal_id: AppraisalId) -> Dossier:
        """Return the appraisal as it is stored."""
        return self.on_store(partial(self.workshop.appraise.dossier, appraisal_id))


@pytest.fixture
def room(qtbot: QtBot, executor: Executor, hub: Hub, tmp_path: Path) -> Iterator[Room]:
    made = Room(qtbot, executor, hub, executor.wait_for(Lane.STORE, partial(Workshop, tmp_path)))
    yield made
    made.rests()
    made.on_store(made.workshop.store.close)


def no_model() -> Detector:
    raise ModelError("model_missing")


def broken_model() -> Detector:
    raise MemoryError("the model does not fit")


@dataclass(frozen=True)
class CrashingDetector:
    """A model that falls over on every photo."""

    model = MODEL

    def detect(self, picture: Picture) -> tuple[Suggestion, ...]:
        raise RuntimeError(f"{picture.pixels.shape} is too much")


def test_photos_get_their_thumbnail_and_their_findings_by_themselves(room: Room) -> None:
    darkroom = room.opened(ToldDetector)
    assert darkroom.model_id == MODEL.id and darkroom.trouble is None
    car = room.car("front", "rear")
    kept = room.dossier(car)
    assert all(photo.thumb_sha256 and photo.looked_at_by == MODEL.id for photo in kept.photos)
    assert [finding.label for finding in kept.findings if finding.shown] == [DENT.label] * 2
    assert kept.appraisal.stage is Stage.READY_FOR_REVIEW
    assert room.told == []


def test_photos_that_came_before_the_model_are_looked_at_when_it_is_there(room: Room) -> None:
    car = room.car("front")
    assert room.dossier(car).appraisal.stage is Stage.AI_PENDING
    room.opened(ToldDetector)
    assert room.dossier(car).appraisal.stage is Stage.READY_FOR_REVIEW


def test_each_photo_is_looked_at_once_however_often_its_car_changes(room: Room) -> None:
    asked: list[Picture] = []

    @dataclass(frozen=True)
    class Counting(ToldDetector):
        def detect(self, picture: Picture) -> tuple[Suggestion, ...]:
            asked.append(picture)
            return super().detect(picture)

    room.opened(Counting)
    car = room.car("front", "rear", is_complete=False)
    for _ in range(3):
        room.touch(car)
    assert len(asked) == 2


def test_without_a_model_the_review_opens_by_hand_and_it_is_told_once(room: Room) -> None:
    waiting = room.car("front")
    darkroom = room.opened(no_model)
    assert darkroom.model_id == ""
    assert darkroom.trouble is not None and darkroom.trouble.code == "model_missing"
    assert room.dossier(waiting).appraisal.stage is Stage.READY_FOR_REVIEW
    later = room.car("rear")
    assert room.dossier(later).appraisal.stage is Stage.READY_FOR_REVIEW
    assert all(photo.thumb_sha256 for photo in room.dossier(later).photos)
    assert [error.code for error in room.told] == ["model_missing"]


def test_a_model_that_cannot_even_be_loaded_is_told_and_holds_up_nothing(
    room: Room, expect_log: Callable[[str], None]
) -> None:
    expect_log("unexpected")
    waiting = room.car("front")
    darkroom = room.opened(broken_model)
    assert room.dossier(waiting).appraisal.stage is Stage.READY_FOR_REVIEW
    assert darkroom.trouble is not None
    assert [error.code for error in room.told] == ["unexpected"]


def test_a_damaged_photo_holds_up_neither_the_others_nor_the_review(room: Room, tmp_path: Path) -> None:
    car = room.car("front", "rear", is_complete=False)
    bad = room.dossier(car).photos[0]
    path = next(tmp_path.rglob(f"*{bad.sha256[2:]}*"))
    path.write_bytes(path.read_bytes()[:40] + b"rot" + path.read_bytes()[43:])
    room.on_store(partial(room.workshop.appraise.complete_capture, car, left_out="dark"))
    room.opened(ToldDetector)
    kept = room.dossier(car)
    assert kept.appraisal.stage is Stage.READY_FOR_REVIEW
    assert [photo.looked_at_by for photo in kept.photos][1] == MODEL.id
    assert str(kept.photos[0].looked_at_by).startswith(f"{MODEL.id}!")
    assert room.told


def test_a_model_that_falls_over_holds_up_no_review(room: Room, expect_log: Callable[[str], None]) -> None:
    expect_log("unexpected")
    car = room.car("front")
    room.opened(CrashingDetector)
    kept = room.dossier(car)
    assert kept.appraisal.stage is Stage.READY_FOR_REVIEW
    assert kept.photos[0].looked_at_by == f"{MODEL.id}!unexpected"
    assert [error.code for error in room.told] == ["unexpected"]
