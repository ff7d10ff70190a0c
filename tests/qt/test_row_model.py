"""A list of frozen rows is an honest Qt model."""

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from inspector_app.core.appraisal import Stage
from inspector_app.core.ids import AppraisalId, Micros
from inspector_app.core.rows import AppraisalRow, SyncBadge
from inspector_app.qt.lists import AppraisalList
from inspector_app.qt.row_model import ROW_ROLE, RowModel


@dataclass(frozen=True)
class Car:
    key: int
    name: str


def cars() -> RowModel[Car]:
    model = RowModel[Car](lambda car: car.key, lambda car: car.name)
    model.tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)  # type: ignore[attr-defined]
    return model


@given(st.lists(st.lists(st.integers(0, 9), unique=True), min_size=1, max_size=6))
def test_whatever_is_shown_is_what_the_view_sees(shows: list[list[int]]) -> None:
    model = cars()
    for keys in shows:
        model.show([Car(key, f"car {key}") for key in keys])
        told = [model.data(model.index(place, 0)) for place in range(model.rowCount())]
        assert told == [f"car {key}" for key in keys]


def test_an_equal_list_costs_the_view_nothing(qtbot: QtBot) -> None:
    model = cars()
    model.show([Car(1, "a")])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.dataChanged):
        model.show([Car(1, "a")])


def test_a_changed_row_in_place_is_redrawn_without_moving_the_list(qtbot: QtBot) -> None:
    model = cars()
    model.show([Car(1, "a"), Car(2, "b")])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.show([Car(1, "a"), Car(2, "c")])
    assert changed.args[0].row() == changed.args[1].row() == 1


def test_a_delegate_gets_the_whole_typed_row() -> None:
    model = cars()
    model.show([Car(1, "a"), Car(2, "b")])
    assert model.index_of(2).data(ROW_ROLE) == Car(2, "b")
    assert not model.index_of(3).isValid()
    assert model.data(model.index(0, 0), int(Qt.ItemDataRole.DecorationRole)) is None


def row(number: int, stage: Stage) -> AppraisalRow:
    return AppraisalRow(
        AppraisalId(str(number)), f"Car {number}", "1HGCM82633A004352", stage, SyncBadge.LOCAL, 0, 0, 0, Micros(number)
    )


def test_the_list_lets_through_the_stages_that_are_wanted_and_counts_them_all() -> None:
    model = AppraisalList()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_all([row(1, Stage.DRAFT), row(2, Stage.LISTED), row(3, Stage.DRAFT)])
    model.narrow(frozenset({Stage.LISTED}))
    assert [shown.id for shown in model.rows] == ["2"]
    assert model.count_of(frozenset({Stage.DRAFT})) == 2
    model.show_all([replace(row(2, Stage.LISTED), title="Renamed")])
    assert model.data(model.index(0, 0)) == "Renamed, 004352, On auction, On this laptop"
