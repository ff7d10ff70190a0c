"""The window by keyboard: pages, help, banner, strip; it says what is so."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from inspector_app.core.changes import Changes
from inspector_app.core.errors import RuleError
from inspector_app.core.ids import AppraisalId
from inspector_app.core.outbox import QueueCounts
from inspector_app.qt.sync_loop import Connection
from inspector_app.ui.list_page import ListPage
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.page import APPRAISALS, CAPTURE, QUEUE, Page
from inspector_app.ui.shell.rail import NavButton
from tests.fakes import ACCOUNT, UNREACHABLE
from tests.ui.conftest import OTHER_VIN, VIN, Desk


class PlainPage(Page):
    """A page that notes what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def shown(self, appraisal_id: AppraisalId | None) -> None:
        self.told.append(f"shown {appraisal_id or '-'}")

    def left(self) -> None:
        self.told.append("left")

    def changed(self, changes: Changes) -> None:
        self.told.append("changed")

    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("Space", "Take the photo"),)


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk.look, desk.executor, desk.hub)
    desk.shows(made)
    made.enter(ACCOUNT, lambda appraisal_id: desk.appraise.dossier(appraisal_id).appraisal)
    made.add_page(APPRAISALS, "list", "Appraisals", ListPage(desk.look, desk.executor, desk.appraise, desk.pictures))
    made.add_page(CAPTURE, "camera", "Capture", PlainPage())
    made.add_page(QUEUE, "sync", "Queue", PlainPage())
    with desk.qtbot.waitActive(made):
        made.show()
    made.go(APPRAISALS)
    yield made
    desk.settled()


def told(window: MainWindow, name: str) -> list[str]:
    page = window.page(name)
    assert isinstance(page, PlainPage)
    return page.told


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, held)


def test_a_row_of_the_list_is_at_hand_for_the_pages_by_number(desk: Desk, window: MainWindow) -> None:
    car = desk.car()
    desk.announce(car)
    desk.qtbot.waitUntil(lambda: window.place[1] == car)
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.place == (CAPTURE, car)
    assert told(window, CAPTURE)[-1] == f"shown {car}"
    desk.qtbot.waitUntil(lambda: VIN in window.header.facts.text())
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert told(window, CAPTURE)[-1] == "left"


def test_enter_opens_the_car_on_the_page_where_it_goes_on(desk: Desk, window: MainWindow) -> None:
    first, second = desk.car(VIN), desk.car(OTHER_VIN)
    desk.announce(first)
    page = window.page(APPRAISALS)
    assert isinstance(page, ListPage)
    desk.qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.view.setFocus()
    newest = page.model.rows[0].id
    assert newest in {first, second}
    page.view.setCurrentIndex(page.model.index(0, 0))
    with desk.qtbot.waitSignal(window.placed) as placed:
        press(window, Qt.Key.Key_Return)
    assert placed.args == [CAPTURE, newest]


def test_an_error_is_told_with_what_to_do_and_escape_takes_it_away(desk: Desk, window: MainWindow) -> None:
    done: list[str] = []
    window.cure("unreachable", "Try now", lambda: done.append("tried"))
    desk.hub.fail(UNREACHABLE)
    assert window.banner.title.text() == "The server cannot be reached."
    assert window.banner.action.text() == "Try now"
    press(window, Qt.Key.Key_Escape)
    assert window.banner.isHidden()
    desk.hub.fail(RuleError("vin_missing"))
    assert window.banner.property("tone") == "warn"
    assert window.banner.action.isHidden()


def test_f1_lists_every_key_of_the_window_and_of_the_page(desk: Desk, window: MainWindow) -> None:
    window.go(QUEUE)
    press(window, Qt.Key.Key_F1)
    assert {"Ctrl+1", "Ctrl+3", "Ctrl+N", "F1", "Space", "Take the photo"} <= _words(window)
    press(window, Qt.Key.Key_Escape)
    assert "Take the photo" not in _words(window)


def test_the_strip_says_what_waits_what_needs_me_and_what_the_line_is_like(window: MainWindow) -> None:
    window.strip.show_connection(Connection.OFFLINE)
    window.strip.show_counts(QueueCounts(waiting=3, paused=1, stuck=1))
    assert window.strip.connection.text() == "Offline: work goes on"
    assert window.strip.waiting.text() == "4 waiting to be sent"
    assert window.strip.stuck.text() == "1 needs you"
    window.strip.stuck.click()
    assert window.place[0] == QUEUE
    window.strip.show_counts(QueueCounts())
    assert window.strip.waiting.isHidden()


def test_every_page_hears_what_changed(desk: Desk, window: MainWindow) -> None:
    desk.hub.tell(Changes(queue=True))
    assert told(window, QUEUE) == ["changed"]


def test_ctrl_n_asks_for_a_new_appraisal_from_any_page(desk: Desk, window: MainWindow) -> None:
    window.go(QUEUE)
    with desk.qtbot.waitSignal(window.new_wanted):
        press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_a_gate_stands_alone_before_the_work(desk: Desk, window: MainWindow) -> None:
    gate = QWidget()
    window.show_gate(gate)
    assert gate.isVisible()
    assert not window.rail.isVisible()
    window.enter(ACCOUNT, lambda appraisal_id: desk.appraise.dossier(appraisal_id).appraisal)
    assert window.rail.isVisible()


def test_closing_saves_what_the_open_page_holds(desk: Desk, window: MainWindow) -> None:
    window.go(QUEUE)
    with desk.qtbot.waitSignal(window.closing):
        window.close()
    assert told(window, QUEUE)[-1] == "left"


def test_a_small_window_shows_drawings_alone_with_their_names_spoken(desk: Desk, window: MainWindow) -> None:
    window.resize(900, 600)
    buttons = window.rail.findChildren(NavButton)
    assert {"Appraisals", "Capture", "Queue"} <= {button.accessibleName() for button in buttons}
    window.resize(1400, 800)
    assert "Appraisals" in {button.text() for button in buttons}


def _words(window: MainWindow) -> set[str]:
    return {label.text() for label in window.findChildren(QLabel) if label.isVisible()}
