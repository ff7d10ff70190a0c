"""The canvas under hand: pick, draw, move, pull, zoom and pan, by mouse and by keys."""

from dataclasses import astuple

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_app.core.finding import Box
from inspector_app.ui.look import Look
from inspector_app.ui.marks import Mark
from inspector_app.ui.photo_canvas import Mode, PhotoCanvas
from tests.ui.acting import NONE, drag, press

WIDTH, HEIGHT = 1600, 1200
RED = "#e5484d"


@pytest.fixture
def canvas(qtbot: QtBot, look: Look) -> PhotoCanvas:
    made = PhotoCanvas(look)
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("#5f7891"))
    made.show_photo(image, WIDTH, HEIGHT)
    return made


def at(canvas: PhotoCanvas, x: int, y: int) -> QPoint:
    """Return where a point of the photo lies in the widget."""
    return canvas.view.to_widget(QPointF(x, y)).toPoint()


def near(box: Box | None, other: Box) -> bool:
    """Tell whether two boxes are the same but for a screen pixel."""
    return box is not None and max(abs(a - b) for a, b in zip(astuple(box), astuple(other), strict=True)) <= 3


def test_a_click_picks_the_smallest_of_the_boxes_under_it(qtbot: QtBot, canvas: PhotoCanvas) -> None:
    marks = [Mark("large", Box(100, 100, 900, 800), "Dent", RED), Mark("small", Box(300, 300, 200, 200), "Dent", RED)]
    canvas.show_marks(marks)
    with qtbot.waitSignal(canvas.picked) as picked:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, at(canvas, 400, 400))
    assert picked.args == ["small"]
    with qtbot.waitSignal(canvas.picked) as picked:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, at(canvas, 800, 800))
    assert picked.args == ["large"]
    with qtbot.assertNotEmitted(canvas.picked):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, at(canvas, 1500, 1100))


def test_a_box_is_drawn_over_the_photos_own_pixels(canvas: PhotoCanvas) -> None:
    canvas.draw()
    drag(canvas, at(canvas, 200, 160), at(canvas, 600, 460))
    assert near(canvas.draft, Box(200, 160, 400, 300))
    assert canvas.mode is Mode.DRAW


def test_a_slip_of_the_hand_is_no_box(canvas: PhotoCanvas) -> None:
    canvas.draw()
    before, spot = canvas.draft, at(canvas, 200, 160)
    drag(canvas, spot, spot + QPoint(2, 1))
    assert canvas.draft == before


def test_a_drawn_box_is_moved_by_its_inside_and_pulled_by_its_corner(canvas: PhotoCanvas) -> None:
    canvas.draw(Box(400, 400, 400, 300))
    drag(canvas, at(canvas, 600, 550), at(canvas, 700, 600))
    assert near(canvas.draft, Box(500, 450, 400, 300))
    drag(canvas, at(canvas, 900, 750), at(canvas, 1100, 900))
    assert near(canvas.draft, Box(500, 450, 600, 450))
    drag(canvas, at(canvas, 100, 100), at(canvas, 300, 250))
    assert near(canvas.draft, Box(100, 100, 200, 150))


def test_keys_move_and_size_a_box_and_enter_confirms_it(qtbot: QtBot, canvas: PhotoCanvas) -> None:
    canvas.draw(Box(400, 400, 200, 200))
    press(canvas, "Right", "Down")
    moved = canvas.draft
    assert moved is not None and moved.x > 400 and moved.y > 400 and (moved.w, moved.h) == (200, 200)
    press(canvas, "Shift+Right", "Shift+Up")
    grown = canvas.draft
    assert grown is not None and (grown.x, grown.y) == (moved.x, moved.y) and grown.w > 200 > grown.h
    with qtbot.waitSignal(canvas.confirmed):
        press(canvas, "Return")


def test_keys_and_wheel_zoom_and_arrows_pan_what_is_zoomed(canvas: PhotoCanvas) -> None:
    fitted = canvas.view
    press(canvas, "+")
    assert canvas.view.factor > fitted.factor
    before = canvas.view.frame.left()
    press(canvas, "Right")
    assert canvas.view.frame.left() < before
    press(canvas, "0")
    assert canvas.view == fitted
    wheel(canvas, QPointF(100, 100), 240)
    assert canvas.view.factor > fitted.factor
    press(canvas, "-", "-", "-")
    assert canvas.view.factor == fitted.factor


def test_a_zoomed_photo_is_panned_with_the_mouse_also_while_a_box_is_drawn(canvas: PhotoCanvas) -> None:
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, NONE, QPoint(400, 300))
    before = canvas.view.frame.left()
    drag(canvas, QPoint(400, 300), QPoint(460, 300))
    assert canvas.view.frame.left() == pytest.approx(before + 60)
    canvas.draw()
    draft = canvas.draft
    drag(canvas, QPoint(400, 300), QPoint(440, 300), Qt.MouseButton.MiddleButton)
    assert canvas.view.frame.left() == pytest.approx(before + 100)
    assert canvas.draft == draft


def test_a_sharper_image_of_the_same_photo_disturbs_nothing(canvas: PhotoCanvas) -> None:
    canvas.zoom(2)
    canvas.draw(Box(10, 10, 50, 50))
    view = canvas.view
    canvas.sharpen(QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32))
    assert (canvas.view, canvas.draft) == (view, Box(10, 10, 50, 50))


def test_the_chosen_box_its_grips_and_every_tag_are_painted(canvas: PhotoCanvas) -> None:
    bare = canvas.grab().toImage()
    rejected = Mark("c", Box(900, 700, 300, 300), "Scratch 20 %", "#8e4ec6", faint=True)
    canvas.show_marks([Mark("a", Box(200, 200, 500, 400), "Dent 81 %", "#f08c00", dashed=True), rejected], "a")
    marked = canvas.grab().toImage()
    assert marked != bare
    canvas.name_draft("Scratch", RED)
    canvas.draw(Box(300, 300, 200, 200))
    assert canvas.grab().toImage() != marked


def test_a_lost_photo_is_said_in_words(canvas: PhotoCanvas) -> None:
    canvas.sharpen(QImage())
    empty = canvas.grab().toImage()
    canvas.sharpen(QImage(), "This photo cannot be shown.")
    assert canvas.grab().toImage() != empty


def wheel(canvas: PhotoCanvas, at: QPointF, turn: int) -> None:
    """Turn the wheel over a point."""
    begun, no_button = Qt.ScrollPhase.NoScrollPhase, Qt.MouseButton.NoButton
    event = QWheelEvent(at, canvas.mapToGlobal(at), QPoint(), QPoint(0, turn), no_button, NONE, begun, False)
    QApplication.sendEvent(canvas, event)
