"""A new appraisal from a typed VIN: typing is never blocked, what is wrong is said, twins are named."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from inspector_app.core.appraisal import Stage
from inspector_app.core.vehicle import Odometer
from inspector_app.ui.details import Details
from inspector_app.ui.new_appraisal import NewAppraisal
from tests.ui.conftest import VIN, Desk


@pytest.fixture
def over(desk: Desk) -> Iterator[QWidget]:
    window = QWidget()
    desk.shows(window)
    window.resize(1000, 700)
    with desk.qtbot.waitActive(window):
        window.show()
    yield window
    desk.settled()


@pytest.fixture
def panel(desk: Desk, over: QWidget) -> NewAppraisal:
    made = NewAppraisal(desk.look, desk.executor, desk.hub, desk.appraise, desk.decode, over)
    made.present()
    return made


def test_a_vin_that_is_typed_begins_an_appraisal_by_enter(desk: Desk, panel: NewAppraisal) -> None:
    assert panel.vin.hasFocus()
    desk.types(panel.vin, VIN.lower())
    desk.qtbot.waitUntil(panel.begin.isEnabled)
    desk.qtbot.waitUntil(lambda: "Honda" in panel.known.text())
    with desk.qtbot.waitSignal(panel.begun) as begun:
        panel.vin.returnPressed.emit()
    dossier = desk.on_store(lambda: desk.appraise.dossier(begun.args[0]))
    assert dossier.appraisal.vehicle.vin == VIN
    assert dossier.appraisal.stage is Stage.DRAFT
    assert panel.isHidden()


def test_a_wrong_check_digit_is_named_and_begins_nothing(desk: Desk, panel: NewAppraisal) -> None:
    desk.types(panel.vin, "1HGCM82643A004352")
    desk.qtbot.waitUntil(lambda: "check digit" in panel.field.word.text())
    assert not panel.begin.isEnabled()
    panel.vin.returnPressed.emit()
    assert desk.on_store(desk.appraise.rows) == ()


def test_half_a_vin_counts_its_characters(desk: Desk, panel: NewAppraisal) -> None:
    desk.types(panel.vin, "1HGCM 826")
    assert panel.field.word.text() == "8 of 17 characters"
    panel.vin.returnPressed.emit()
    assert "17 characters; this has 8" in panel.field.word.text()


def test_an_open_twin_is_named_and_can_be_opened_instead(desk: Desk, panel: NewAppraisal) -> None:
    twin = desk.car(VIN)
    desk.types(panel.vin, VIN)
    desk.qtbot.waitUntil(panel.open_twin.isVisible)
    assert panel.warning.isVisible()
    with desk.qtbot.waitSignal(panel.open_wanted) as wanted:
        panel.open_twin.click()
    assert wanted.args == [twin]


def test_another_of_the_same_car_is_begun_on_purpose(desk: Desk, panel: NewAppraisal) -> None:
    desk.car(VIN)
    desk.types(panel.vin, VIN)
    desk.qtbot.waitUntil(panel.open_twin.isVisible)
    with desk.qtbot.waitSignal(panel.begun):
        panel.begin.click()
    assert len(desk.on_store(desk.appraise.rows)) == 2


def test_details_are_saved_while_they_are_typed(desk: Desk, over: QWidget) -> None:
    car = desk.car(VIN)
    details = Details(desk.look, desk.executor, desk.hub, desk.appraise, over)
    details.show_for(car)
    desk.qtbot.waitUntil(details.form.odometer.hasFocus)
    with desk.qtbot.waitSignal(desk.hub.changed):
        desk.types(details.form.odometer, "41208")
    saved = desk.on_store(lambda: desk.appraise.dossier(car)).appraisal.vehicle.odometer
    assert saved == Odometer(41208)
    desk.types(details.form.plate, "ABC 123")
    with desk.qtbot.waitSignal(details.done):
        details.finish.click()
    desk.settled()
    assert desk.on_store(lambda: desk.appraise.dossier(car)).appraisal.vehicle.plate == "ABC 123"
