"""The review by keys alone: decide round the whole car, correct, mark by hand, finalise; nothing is decided unseen."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector_app.core.appraisal import Stage
from inspector_app.core.finding import Box, Label, RejectReason, Review, Source
from inspector_app.core.history import Stream
from inspector_app.core.ids import AppraisalId, Sha256
from inspector_app.qt.executor import Lane
from inspector_app.qt.translate import in_words
from inspector_app.ui.look import Look, Wish
from inspector_app.ui.page import AUCTION, CAPTURE
from inspector_app.ui.review_page import ReviewPage
from inspector_app.ui.widgets.banner import Banner
from tests.ui.acting import (
    Watched,
    dossier,
    drag,
    found_in,
    photo_of,
    press,
    read_odometer,
    seen,
    staged,
    walk_done,
)
from tests.ui.conftest import Desk

ONE, OTHER, THIRD = Box(20, 20, 60, 40), Box(120, 90, 50, 50), Box(200, 30, 40, 40)


class Reviewed(Watched):
    """A review page on the stage, with its car."""

    def __init__(self, desk: Desk, car: AppraisalId) -> None:
        self.desk, self.car = desk, car
        self.page = ReviewPage(desk.look, desk.executor, desk.hub, desk.pictures, desk.appraise, desk.review)
        super().__init__(desk, self.page)
        self.view = self.page.view
        staged(desk, self.page)
        self.page.shown(car)
        self.rests()

    def rests(self) -> None:
        """Wait until all is decided, shown and painted."""
        self.desk.settled()
        self.desk.qtbot.waitUntil(lambda: not self.desk.pictures.is_loading)

    def press(self, *keys: str) -> None:
        """Press keys one after another, without waiting for the store."""
        press(self.page, *keys)

    @property
    def reviews(self) -> list[Review]:
        """What was decided, in the order of the list."""
        return [finding.review for finding in dossier(self.desk, self.car).findings]

    @property
    def asks(self) -> str:
        """What the panel asks."""
        return self.view.panel.step.name

    @property
    def mode(self) -> str:
        """What the mouse does on the canvas."""
        return self.view.canvas.mode.name

    @property
    def shot(self) -> str:
        """The shot at hand."""
        assert self.view.strip.current is not None
        return self.view.strip.current.shot


@pytest.fixture
def review(desk: Desk) -> Reviewed:
    car = desk.car(shots=("front_left", "front", "right", "closeup"))
    found_in(desk, car, "front_left", seen(ONE), seen(OTHER, Label.SCRATCH, 600_000))
    found_in(desk, car, "front")
    found_in(desk, car, "right", seen(THIRD, Label.GLASS_DAMAGE))
    found_in(desk, car, "closeup", seen(ONE, Label.PAINT_DAMAGE))
    walk_done(desk, car)
    read_odometer(desk, car)
    return Reviewed(desk, car)


def test_the_whole_car_is_decided_by_keys_without_waiting(review: Reviewed) -> None:
    assert review.view.progress.text() == "4 to decide"
    review.press("A", "A", "R", "1", "A")
    review.rests()
    assert review.reviews == [Review.CONFIRMED, Review.CONFIRMED, Review.REJECTED, Review.CONFIRMED]
    rejected = dossier(review.desk, review.car).findings[2]
    assert (rejected.label, rejected.reason) == (Label.GLASS_DAMAGE, RejectReason.REFLECTION)
    assert review.view.progress.text() == "All decided"
    review.press("Ctrl+Return")
    review.rests()
    assert dossier(review.desk, review.car).appraisal.stage is Stage.FINALIZED
    assert review.told == []


def test_after_a_decision_the_next_photo_that_waits_comes_by_itself(review: Reviewed) -> None:
    assert review.shot == "front_left"
    review.press("A")
    assert review.shot == "front_left"
    review.press("A")
    assert review.shot == "right"
    review.press("PgDown", "A")
    assert review.shot == "right"
    review.rests()
    assert [tile.number for tile in review.view.strip.tiles] == [0, 0, 1, 0]
    assert [tile.is_done for tile in review.view.strip.tiles] == [True, True, False, True]


def test_a_key_pressed_twice_decides_once(review: Reviewed) -> None:
    first = review.view.findings.current
    assert first is not None
    review.page._give(first, partial(review.page._review.accept, review.car, first.finding.id))  # type: ignore[union-attr]
    review.view.findings.select(first.id)
    review.press("A")
    review.rests()
    events = review.desk.on_store(partial(review.desk.store.history.of, Stream.APPRAISAL, review.car))
    assert sum(event.type == "finding_reviewed" for event in events) == 1


def test_a_rejection_needs_its_reason_and_escape_takes_it_back(review: Reviewed) -> None:
    review.press("R")
    assert review.asks == "REASON"
    review.press("Esc")
    assert review.asks == "DECIDE"
    review.rests()
    assert set(review.reviews) == {Review.SUGGESTED}
    review.press("R", "3")
    review.rests()
    assert dossier(review.desk, review.car).findings[0].reason is RejectReason.BODY_LINE


def test_escape_is_the_panels_while_it_asks_and_the_banners_after(review: Reviewed) -> None:
    banner = Banner(review.desk.look, review.page)
    banner.tell(in_words("server_busy"))
    review.press("R", "Esc")
    assert review.asks == "DECIDE"
    assert banner.isVisible()


def test_a_finding_is_corrected_by_kind_and_place(review: Reviewed) -> None:
    review.press("C")
    assert review.mode == "DRAW"
    assert review.view.canvas.draft == ONE
    assert not review.view.panel.note.isVisible()
    review.press("3", "Right", "Return")
    review.rests()
    kept = dossier(review.desk, review.car)
    assert kept.findings[0].review is Review.EDITED
    assert kept.findings[0].box == ONE
    assert kept.damages[0].label is Label.BROKEN_PART
    assert kept.damages[0].regions[0].box.x > ONE.x
    assert review.mode == "LOOK"


def test_damage_is_marked_by_hand_with_keys_and_a_note(review: Reviewed) -> None:
    review.press("PgDown", "N", "2", "Down")
    QTest.keyClicks(review.view.panel.note, "below the handle")
    review.press("Ctrl+S")
    review.rests()
    by_hand = [damage for damage in dossier(review.desk, review.car).damages if damage.source is Source.HUMAN]
    assert [(d.label, d.note) for d in by_hand] == [(Label.DENT, "below the handle")]
    assert by_hand[0].regions[0].photo_id == photo_of(review.desk, review.car, "front").id
    row = review.view.findings.current
    assert row is not None and "below the handle" in row.detail


def test_damage_is_drawn_with_the_mouse_and_taken_back(review: Reviewed) -> None:
    review.press("PgDown", "N")
    canvas = review.view.canvas
    start = canvas.view.to_widget(canvas.view.frame.topLeft() * 0).toPoint()
    drag(canvas, start + (canvas.rect().center() - start) / 3, canvas.rect().center())
    review.press("Return")
    review.rests()
    assert len(dossier(review.desk, review.car).damages) == 1
    review.press("Del")
    review.rests()
    assert dossier(review.desk, review.car).damages[0].voided
    assert review.view.findings.rows == ()
    assert review.view.nothing.title.text() == "Nothing found here"


def test_another_photo_ends_what_is_half_drawn(review: Reviewed) -> None:
    review.press("N")
    review.press("PgDown")
    assert review.asks == "DECIDE"
    assert review.view.canvas.draft is None
    review.press("N")
    review.page.left()
    assert review.asks == "DECIDE"


def test_arrows_choose_findings_and_photos(review: Reviewed) -> None:
    rows = review.view.findings.rows
    review.view.canvas.setFocus()
    review.press("Down")
    assert review.view.findings.current == rows[1]
    review.press("Up")
    assert review.view.findings.current == rows[0]
    review.press("Right", "Right")
    assert review.shot == "right"
    review.press("Left")
    assert review.shot == "front"


def test_a_click_on_a_box_chooses_its_finding(review: Reviewed) -> None:
    canvas = review.view.canvas
    spot = canvas.view.rect_of(OTHER).center().toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert review.view.findings.current is not None
    assert review.view.findings.current.box == OTHER


def test_finalising_too_early_says_so_and_brings_the_open_decision(review: Reviewed) -> None:
    review.press("A", "A", "PgUp")
    review.rests()
    assert review.shot != "right"
    review.press("Ctrl+Return")
    review.rests()
    assert [error.code for error in review.told] == ["undecided"]
    assert review.shot == "right"


def test_a_finalised_review_is_locked_and_leads_to_the_auction(review: Reviewed) -> None:
    review.press("A", "A", "A", "A")
    review.rests()
    review.press("Ctrl+Return")
    review.rests()
    assert review.asks == "LOCKED"
    assert not review.view.finalise.isVisible()
    review.press("A", "N", "Del")
    assert review.mode == "LOOK"
    review.view.to_auction.click()
    assert review.wanted == [(AUCTION, review.car)]


def test_more_photos_lead_back_to_capture(review: Reviewed) -> None:
    review.view.more_photos.click()
    review.rests()
    assert review.wanted == [(CAPTURE, review.car)]
    assert dossier(review.desk, review.car).appraisal.stage is Stage.IN_PROGRESS


def test_the_report_is_asked_for_by_key(review: Reviewed) -> None:
    with review.desk.qtbot.waitSignal(review.page.report_wanted) as asked:
        review.press("Ctrl+P")
    assert asked.args == [review.car]


def test_zoom_by_keys_from_anywhere_on_the_page(review: Reviewed) -> None:
    fitted = review.view.canvas.view.factor
    review.press("+")
    assert review.view.canvas.view.factor > fitted
    review.press("-")
    assert review.view.canvas.view.factor == fitted
    review.press("+", "0")
    assert review.view.canvas.view.factor == fitted


@pytest.fixture
def large_letters(look: Look) -> Iterator[None]:
    look.wear(Wish(theme="light", glove=True, scale=200))
    yield
    look.wear(Wish(theme="light"))


def test_a_low_window_gives_what_is_asked_its_room(review: Reviewed) -> None:
    review.page.resize(1000, 400)
    review.press("C")
    assert review.view.findings.isVisible() and not review.view.last_steps.isVisible()
    review.press("Esc")
    assert review.view.findings.isVisible() and review.view.last_steps.isVisible()


@pytest.mark.usefixtures("large_letters")
def test_with_large_letters_the_list_too_waits_until_the_answer_is_given(review: Reviewed) -> None:
    review.page.setMinimumSize(100, 100)
    review.page.resize(1100, 520)
    review.press("C")
    assert not review.view.findings.isVisible() and review.view.filler.isVisible()
    review.press("Esc")
    assert review.view.findings.isVisible()


def test_while_the_model_looks_one_may_already_mark(desk: Desk) -> None:
    car = desk.car(shots=("front", "left"))
    walk_done(desk, car)
    review = Reviewed(desk, car)
    assert review.view.progress.text() == "Looking for damage: 2 photos left"
    assert review.view.nothing.title.text() == "Not looked at yet"
    assert not review.view.finalise.isEnabled()
    review.press("N", "Return")
    review.rests()
    assert len(dossier(desk, car).damages) == 1


def test_without_photos_the_page_says_where_to_go(desk: Desk) -> None:
    review = Reviewed(desk, desk.car())
    assert review.view.empty.isVisible() and not review.view.work.isVisible()
    review.view.empty.action.click()
    assert review.wanted == [(CAPTURE, review.car)]
    review.page.shown(None)
    assert review.view.empty.isVisible()
    review.rests()


def test_a_photo_whose_file_is_lost_is_said_in_words_and_can_be_decided(desk: Desk) -> None:
    car = desk.car(shots=("front",))
    found_in(desk, car, "front", seen(ONE))
    walk_done(desk, car)
    lost = photo_of(desk, car, "front").sha256
    desk.executor.wait_for(Lane.DISK, partial(_lose, desk, lost))
    review = Reviewed(desk, car)
    assert [error.code for error in review.told]
    blank = review.view.canvas.grab().toImage()
    review.press("A")
    review.rests()
    assert review.reviews == [Review.CONFIRMED]
    assert not blank.isNull()


def _lose(desk: Desk, sha256: Sha256) -> None:
    next(desk.folder.rglob(f"*{sha256}*")).unlink()
