"""Capture as it is done: by a camera, by files, by a drop; what is missing needs a reason, what is no photo is told."""

from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from inspector_app.core.appraisal import Stage
from inspector_app.core.history import Stream
from inspector_app.core.ids import AppraisalId
from inspector_app.core.shots import QUICK_WALK
from inspector_app.qt.frame_source import FolderSource
from inspector_app.ui.capture_page import CapturePage
from inspector_app.ui.page import APPRAISALS, REVIEW
from tests.ui.acting import Watched, dossier, found_in, press, read_odometer, staged, walk_done
from tests.ui.conftest import OTHER_VIN, VIN, Desk, jpeg

NUMBERS = count()
"""No two photos are the same, for the same photo twice is one photo."""
WALK = [shot.id for shot in QUICK_WALK]


class Captured(Watched):
    """A capture page on the stage, with its car."""

    def __init__(self, desk: Desk, car: AppraisalId | None) -> None:
        self.desk = desk
        self.page = CapturePage(desk.look, desk.executor, desk.hub, desk.pictures, desk.appraise, desk.capture)
        super().__init__(desk, self.page)
        self.view = self.page.view
        staged(desk, self.page)
        self.page.shown(car)
        self.car = car or AppraisalId("")
        self.rests()

    def rests(self) -> None:
        """Wait until all is kept, shown and painted."""
        self.desk.settled()
        self.desk.qtbot.waitUntil(lambda: not self.desk.pictures.is_loading)

    @property
    def shots(self) -> list[str]:
        """The shots that were taken."""
        return [photo.shot for photo in dossier(self.desk, self.car).photos]

    @property
    def asked(self) -> str:
        """The shot that the guide asks for."""
        assert self.view.guide.current is not None
        return self.view.guide.current.shot


@pytest.fixture
def capture(desk: Desk) -> Captured:
    return Captured(desk, desk.car())


def files(folder: Path, *names: str) -> list[Path]:
    """Write a photo for each name."""
    folder.mkdir(exist_ok=True)
    for name in names:
        number = next(NUMBERS)
        (folder / name).write_bytes(jpeg(hue=number * 17 % 360, size=(160, 120 + number)))
    return [folder / name for name in names]


def url_data(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_space_takes_one_shot_after_the_other(capture: Captured, tmp_path: Path) -> None:
    played = files(tmp_path / "camera", "a.jpg", "b.jpg", "c.jpg")
    capture.page.use_source(FolderSource(capture.desk.executor, played, capture.page))
    assert capture.view.shutter.property("kind") == "primary"
    for number in range(3):
        press(capture.page, "Space")
        capture.rests()
        assert capture.shots == WALK[: number + 1]
    assert capture.asked == WALK[3]
    assert capture.view.count.text() == "3 of 13"
    press(capture.page, "Space")
    capture.rests()
    assert [error.code for error in capture.told] == ["camera_missing"]


def test_space_presses_the_button_that_the_keyboard_went_to(capture: Captured, tmp_path: Path) -> None:
    capture.page.use_source(FolderSource(capture.desk.executor, files(tmp_path / "camera", "a.jpg"), capture.page))
    capture.rests()
    begin = QPushButton("Other", capture.page)
    begin.show()
    begin.setFocus()
    with capture.desk.qtbot.waitSignal(begin.clicked):
        press(capture.page, "Space")
    capture.rests()
    assert capture.shots == []


def test_arrows_choose_the_shot_that_is_taken_next(capture: Captured, tmp_path: Path) -> None:
    capture.page.use_source(FolderSource(capture.desk.executor, files(tmp_path / "camera", "a.jpg"), capture.page))
    press(capture.page, "Right", "Right", "Space")
    capture.rests()
    assert capture.shots == [WALK[2]]
    assert capture.asked == WALK[0]


def test_files_go_to_the_shot_that_they_are_named_for_others_to_what_is_missing(
    capture: Captured, tmp_path: Path
) -> None:
    names = ("01_rear.jpg", "IMG_2.jpg", "closeup_dent.jpg", "IMG_1.jpg")
    capture.page.take_files(files(tmp_path / "import", *names))
    capture.rests()
    assert sorted(capture.shots) == sorted(["rear", "front_left", "front", "closeup"])
    assert [tile.shot for tile in capture.view.guide.tiles][-2:] == ["closeup", "closeup"]


def test_a_folder_is_dropped_and_its_photos_come_in(capture: Captured, tmp_path: Path) -> None:
    files(tmp_path / "card", "front.jpg", "rear.jpg")
    (tmp_path / "card" / "notes.txt").write_text("no photo")
    data, at = url_data([tmp_path / "card"]), QPoint(40, 40)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    quiet = capture.view.finder.grab().toImage()
    enter = QDragEnterEvent(at, copy, data, left, none)
    QApplication.sendEvent(capture.page, enter)
    assert enter.isAccepted()
    welcoming = capture.view.finder.grab().toImage()
    assert welcoming != quiet
    QApplication.sendEvent(capture.page, QDragLeaveEvent())
    assert capture.view.finder.grab().toImage() == quiet
    QApplication.sendEvent(capture.page, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(capture.page, QDropEvent(QPointF(at), copy, data, left, none))
    capture.rests()
    assert sorted(capture.shots) == ["front", "rear"]
    assert capture.told == []


def test_what_is_no_photo_is_told_and_holds_up_no_other(capture: Captured, tmp_path: Path) -> None:
    good = files(tmp_path / "import", "front.jpg", "rear.jpg")
    bad = tmp_path / "import" / "left.jpg"
    bad.write_bytes(b"this is no photo")
    capture.page.take_files([*good, bad, tmp_path / "gone.jpg"])
    capture.rests()
    assert sorted(capture.shots) == ["front", "rear"]
    assert len(capture.told) == 2
    assert {str(error.params["name"]) for error in capture.told} == {"left.jpg", "gone.jpg"}
    capture.page.take_files(files(tmp_path / "again", "IMG.jpg"))
    capture.rests()
    assert "front_left" in capture.shots


def test_without_a_camera_the_page_says_what_to_do(capture: Captured) -> None:
    words = capture.view.finder.accessibleDescription()
    assert "No camera is connected" in words and "Import photos" in words
    assert capture.view.bring.property("kind") == "primary"
    assert not capture.view.shutter.isEnabled()


def test_a_camera_that_is_plugged_in_later_is_found(desk: Desk, tmp_path: Path) -> None:
    capture = Captured(desk, desk.car())
    played, plugged = files(tmp_path / "camera", "a.jpg"), list[tuple[str, str]]()
    capture.page.offer_cameras(lambda: plugged, lambda _: FolderSource(desk.executor, played, capture.page))
    capture.page.shown(capture.car)
    assert capture.view.source.currentText() == "No camera"
    plugged.append(("usb-1", "Desk camera"))
    capture.page.shown(capture.car)
    assert capture.view.source.currentText() == "Desk camera"
    assert capture.view.shutter.isEnabled()
    capture.page.left()
    QTest.keyClick(capture.view.source, Qt.Key.Key_Down)
    capture.view.source.activated.emit(0)
    capture.rests()
    press(capture.page, "Space")
    capture.rests()
    assert len(capture.shots) == 1


def test_missing_shots_need_a_reason_which_is_kept(capture: Captured, tmp_path: Path) -> None:
    capture.page.take_files(files(tmp_path / "import", "front.jpg"))
    capture.rests()
    press(capture.page, "Ctrl+Return")
    capture.rests()
    assert capture.view.missing.isVisible() and "odometer" in capture.view.lacking.text()
    assert capture.view.done.text() == "Go on without them"
    assert capture.wanted == []
    QTest.keyClicks(capture.view.reason, "car is locked")
    press(capture.view.reason, "Return")
    capture.rests()
    assert capture.wanted == [(REVIEW, capture.car)]
    events = capture.desk.on_store(lambda: capture.desk.store.history.of(Stream.APPRAISAL, capture.car))
    assert any(event.type == "shots_left_out" and "car is locked" in str(event.payload) for event in events)


def test_with_the_last_shot_the_question_goes_away(capture: Captured, tmp_path: Path) -> None:
    capture.page.take_files(files(tmp_path / "import", *(f"{shot}.jpg" for shot in WALK[1:])))
    capture.rests()
    press(capture.page, "Ctrl+Return")
    capture.rests()
    assert capture.view.missing.isVisible()
    capture.page.take_files(files(tmp_path / "last", "a", "front_left.jpg")[1:])
    capture.rests()
    assert not capture.view.missing.isVisible()
    assert capture.view.done.property("kind") == "primary"
    press(capture.page, "Ctrl+Return")
    capture.rests()
    assert capture.wanted == [(REVIEW, capture.car)]
    assert dossier(capture.desk, capture.car).appraisal.stage is Stage.AI_PENDING


def test_the_taken_photo_is_shown_large_where_no_camera_shows_anything(capture: Captured, tmp_path: Path) -> None:
    empty = capture.view.finder.grab().toImage()
    capture.page.take_files(files(tmp_path / "import", "front_left.jpg"))
    capture.rests()
    capture.view.guide.select("front_left")
    capture.rests()
    assert capture.view.finder.grab().toImage() != empty
    assert capture.view.finder.accessibleName() == "Viewfinder: Front left corner"
    assert "Another photo is kept beside it" in capture.view.finder.accessibleDescription()


def test_a_second_photo_of_a_shot_is_kept_beside_the_first(capture: Captured, tmp_path: Path) -> None:
    capture.page.take_files(files(tmp_path / "import", "a_front.jpg", "b_front.jpg"))
    capture.rests()
    assert capture.shots == ["front", "front"]
    extra = [tile for tile in capture.view.guide.tiles if tile.id.startswith("extra:")]
    assert [tile.shot for tile in extra] == ["front"]
    capture.view.guide.select(extra[0].id)
    assert capture.view.finder.accessibleName() == "Viewfinder: Front"


def test_a_photo_taken_during_the_review_brings_the_car_back_to_capture(desk: Desk, tmp_path: Path) -> None:
    car = desk.car(shots=("front",))
    found_in(desk, car, "front")
    walk_done(desk, car)
    capture = Captured(desk, car)
    press(capture.page, "Ctrl+Return")
    assert capture.wanted == [(REVIEW, car)]
    capture.page.take_files(files(tmp_path / "import", "rear.jpg"))
    capture.rests()
    assert sorted(capture.shots) == ["front", "rear"]
    assert dossier(desk, car).appraisal.stage is Stage.IN_PROGRESS
    assert capture.told == []


def test_a_finalised_car_takes_no_photo_and_says_so(desk: Desk, tmp_path: Path) -> None:
    car = desk.car(shots=("front",))
    found_in(desk, car, "front")
    read_odometer(desk, car)
    walk_done(desk, car)
    desk.on_store(lambda: desk.appraise.finalise(car))
    capture = Captured(desk, car)
    assert not capture.view.bring.isEnabled()
    assert "finalised" in capture.view.finder.accessibleDescription()
    data = url_data([tmp_path])  # the event only borrows it
    enter = QDragEnterEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(capture.page, enter)
    assert not enter.isAccepted()


def test_without_an_appraisal_the_page_leads_to_the_list(desk: Desk) -> None:
    capture = Captured(desk, None)
    capture.page.take_files([Path("nowhere.jpg")])
    assert capture.view.empty.isVisible()
    capture.view.empty.action.click()
    assert capture.wanted == [(APPRAISALS, "")]


def test_another_car_begins_with_its_own_next_shot(desk: Desk) -> None:
    first, second = desk.car(VIN, shots=("front_left",)), desk.car(OTHER_VIN, shots=("front_left", "front"))
    capture = Captured(desk, first)
    assert capture.asked == "front"
    capture.page.shown(second)
    capture.rests()
    assert capture.asked == "front_right"


def test_the_guide_has_three_tiles_in_a_row_that_fill_its_width(capture: Captured) -> None:
    guide = capture.view.guide
    tops = [guide.visualRect(guide.model().index(place, 0)).top() for place in range(len(guide.tiles))]
    assert all(tops.count(top) == 3 for top in tops[:12])
    assert guide.gridSize().width() * 3 > guide.width() * 0.9
    capture.page.resize(640, 600)
    capture.rests()
    first = guide.visualRect(guide.model().index(0, 0))
    assert guide.visualRect(guide.model().index(2, 0)).top() > first.top()


def test_the_file_dialog_opens_by_key_and_every_typed_name_is_taken(capture: Captured, tmp_path: Path) -> None:
    chosen = files(tmp_path / "import", "front.jpg", "left.jpg", "rear.jpg")
    look = QTimer(interval=20)

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and dialog.isVisible():
            look.stop()
            name = dialog.findChild(QLineEdit)
            assert name is not None
            name.setText(" ".join(f'"{path}"' for path in chosen))
            QTest.keyClick(name, Qt.Key.Key_Return)

    look.timeout.connect(choose)
    look.start()
    press(capture.page, "Ctrl+I")
    capture.rests()
    assert sorted(capture.shots) == ["front", "left", "rear"]
