"""A person at a page: it stands in an active window, hears the hub, and takes real keys."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inspector_app.core.errors import InspectorError
from inspector_app.core.finding import Band, Box, Finding, Label, ModelRef, Suggestion
from inspector_app.core.ids import AppraisalId, Sha256
from inspector_app.core.photo import Photo
from inspector_app.core.vehicle import Odometer
from inspector_app.services.appraise import Dossier
from inspector_app.services.detect import Looked
from inspector_app.ui.page import Page
from tests.ui.conftest import Desk, W

MODEL = ModelRef("damage-test", Sha256("a" * 64))
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = {
    "Return": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "Space": Qt.Key.Key_Space, "PgDown": Qt.Key.Key_PageDown,
    "PgUp": Qt.Key.Key_PageUp, "Left": Qt.Key.Key_Left, "Right": Qt.Key.Key_Right, "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down, "Del": Qt.Key.Key_Delete, "+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus,
}  # fmt: skip


class Watched:
    """A page on the stage, with what it told the user and where it wanted to go."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self.told: list[InspectorError] = []
        self.wanted: list[tuple[str, str]] = []
        desk.hub.changed.connect(page.changed)
        desk.hub.failed.connect(self.told.append)
        page.wanted.connect(lambda name, appraisal_id: self.wanted.append((name, appraisal_id)))


def staged(desk: Desk, widget: W, size: tuple[int, int] = (1180, 680)) -> W:
    """Show a widget in an active window of its own."""
    desk.shows(widget)
    widget.resize(*size)
    with desk.qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def press(widget: QWidget, *keys: str) -> None:
    """Press keys where the focus is: a name, a character, or these with `Ctrl+` or `Shift+` before."""
    for named in keys:
        held, _, name = named.rpartition("+") if len(named) > 1 else ("", "", named)
        modifier = {"Ctrl": CTRL, "Shift": SHIFT}.get(held, NONE)
        key = KEYS[name] if name in KEYS else Qt.Key(ord(name.upper()))
        QTest.keyClick(QApplication.focusWidget() or widget, key, modifier)


def drag(widget: QWidget, start: QPoint, end: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Drag the mouse from one point to another, with a stop between."""
    QTest.mousePress(widget, button, NONE, start)
    middle = (start + end) / 2
    for point in (middle, end):
        QTest.mouseMove(widget, point)
    QTest.mouseRelease(widget, button, NONE, end)


def dossier(desk: Desk, appraisal_id: AppraisalId) -> Dossier:
    """Return the appraisal as it is stored."""
    return desk.on_store(partial(desk.appraise.dossier, appraisal_id))


def photo_of(desk: Desk, appraisal_id: AppraisalId, shot: str) -> Photo:
    """Return the photo of a shot."""
    return next(photo for photo in dossier(desk, appraisal_id).photos if photo.shot == shot)


def found_in(desk: Desk, appraisal_id: AppraisalId, shot: str, *said: Suggestion) -> tuple[Finding, ...]:
    """Let the model have looked at a photo, and return what it found there."""
    photo = photo_of(desk, appraisal_id, shot)
    desk.on_store(partial(desk.detect.record, Looked(photo, MODEL, said)))
    return tuple(f for f in dossier(desk, appraisal_id).findings if f.photo_id == photo.id)


def seen(box: Box, label: Label = Label.DENT, confidence_ppm: int = 800_000) -> Suggestion:
    """Return something that the model is sure of."""
    return Suggestion(label, confidence_ppm, Band.SURE, True, box)


def read_odometer(desk: Desk, appraisal_id: AppraisalId) -> None:
    """Type the odometer's reading, without which nothing can be finalised."""
    vehicle = replace(dossier(desk, appraisal_id).appraisal.vehicle, odometer=Odometer(48_211))
    desk.on_store(partial(desk.appraise.edit, appraisal_id, vehicle, ""))


def walk_done(desk: Desk, appraisal_id: AppraisalId) -> None:
    """End the capture, whatever is missing."""
    desk.on_store(partial(desk.appraise.complete_capture, appraisal_id, left_out="dark"))
