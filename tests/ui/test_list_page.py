"""The list: found by typing, narrowed by stage, quick with ten thousand rows."""

import time
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector_app.core.appraisal import Stage
from inspector_app.core.auction import AuctionStatus
from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId, Micros, now
from inspector_app.core.rows import AppraisalRow, SyncBadge
from inspector_app.ui.list_page import ListPage, page_for
from inspector_app.ui.page import AUCTION, CAPTURE, REVIEW
from tests.ui.conftest import OTHER_VIN, VIN, Desk


@pytest.fixture
def page(desk: Desk) -> ListPage:
    made = ListPage(desk.look, desk.executor, desk.appraise, desk.pictures)
    desk.shows(made)
    made.resize(1100, 700)
    made.show()
    return made


def shown(page: ListPage) -> list[str]:
    return [row.vin for row in page.model.rows]


def test_typing_finds_a_car_by_a_part_of_its_vin(desk: Desk, page: ListPage) -> None:
    desk.car(VIN), desk.car(OTHER_VIN)
    page.shown(None)
    desk.qtbot.waitUntil(lambda: len(shown(page)) == 2)
    desk.types(page.search, "004352")
    desk.qtbot.waitUntil(lambda: shown(page) == [VIN])
    page.search.clear()
    desk.qtbot.waitUntil(lambda: len(shown(page)) == 2)
    desk.settled()


def test_where_nothing_is_found_the_page_says_why_and_where_nothing_is_it_helps(desk: Desk, page: ListPage) -> None:
    page.shown(None)
    desk.qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.title.text() == "No appraisals yet"
    assert page.empty.action.isVisible()
    desk.types(page.search, "zzz")
    desk.qtbot.waitUntil(lambda: page.empty.title.text() == "Nothing found")
    assert not page.empty.action.isVisible()
    desk.settled()


def test_chips_narrow_by_stage_and_count_what_they_hide(desk: Desk, page: ListPage) -> None:
    desk.car(VIN)
    page.shown(None)
    desk.qtbot.waitUntil(lambda: len(shown(page)) == 1)
    review = page.chips.button(2)
    QTest.mouseClick(review, Qt.MouseButton.LeftButton)
    assert shown(page) == []
    assert page.chips.button(1).text().endswith("1")
    QTest.mouseClick(page.chips.button(0), Qt.MouseButton.LeftButton)
    assert shown(page) == [VIN]


def test_the_chosen_car_stays_chosen_when_the_list_is_looked_at_again(desk: Desk, page: ListPage) -> None:
    first, second = desk.car(VIN), desk.car(OTHER_VIN)
    page.shown(first)
    desk.qtbot.waitUntil(lambda: len(shown(page)) == 2)
    current = page.model.row_at(page.view.currentIndex())
    assert current is not None
    assert current.id == first
    desk.on_store(partial(desk.appraise.void, second, "sold elsewhere"))
    page.changed(Changes(appraisals=frozenset({second})))
    desk.qtbot.waitUntil(lambda: any(row.stage is Stage.VOIDED for row in page.model.rows))
    kept = page.model.row_at(page.view.currentIndex())
    assert kept is not None
    assert kept.id == first
    desk.settled()


def test_every_stage_goes_on_on_a_page() -> None:
    assert {stage: page_for(stage) for stage in (Stage.DRAFT, Stage.RETURNED)} == dict.fromkeys(
        (Stage.DRAFT, Stage.RETURNED), CAPTURE
    )
    assert page_for(Stage.READY_FOR_REVIEW) == page_for(Stage.AI_FAILED) == REVIEW
    assert page_for(Stage.FINALIZED) == page_for(Stage.LISTED) == AUCTION


def test_ten_thousand_rows_cost_no_more_than_a_screenful(desk: Desk, page: ListPage) -> None:
    stages, badges = list(Stage), list(SyncBadge)
    rows = [
        AppraisalRow(
            AppraisalId(f"id-{n}"), f"{2000 + n % 25} Make Model {n}", VIN, stages[n % len(stages)],
            badges[n % len(badges)], n % 20, n % 7, n % 3, Micros(now() - n * 60_000_000), None,
            AuctionStatus.ACTIVE if n % 9 == 0 else None,
        )
        for n in range(10_000)
    ]  # fmt: skip
    page.model.show_all(rows[:100])
    page.view.grab()
    few = _best(page)
    page.model.show_all(rows)
    page.view.scrollToBottom()
    assert _best(page) < 3 * few + 0.02


def _best(page: ListPage) -> float:
    """Return the seconds of the quickest of three paintings."""
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        page.view.viewport().grab()
        taken.append(time.perf_counter() - began)
    return min(taken)
