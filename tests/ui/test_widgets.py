"""The small widgets that every page is made of."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector_app.core.appraisal import Stage
from inspector_app.core.rows import SyncBadge as Where
from inspector_app.qt.translate import Told
from inspector_app.ui.ago import ago
from inspector_app.ui.look import Look
from inspector_app.ui.shell.overlay import Overlay
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.badge import StageBadge, SyncBadge
from inspector_app.ui.widgets.banner import Banner
from inspector_app.ui.widgets.button import Button, IconButton
from inspector_app.ui.widgets.choice import Choice, Segments, Switch
from inspector_app.ui.widgets.field import AUTOSAVE_MS, Field, FieldAutosave
from inspector_app.ui.widgets.flow import FlowLayout
from inspector_app.ui.widgets.label import ElidedLabel


def test_what_is_typed_is_saved_within_300_ms_and_once(qtbot: QtBot) -> None:
    saved: list[str] = []
    field = QLineEdit()
    qtbot.addWidget(field)
    autosave = FieldAutosave(lambda: saved.append(field.text()), field)
    field.textEdited.connect(autosave.touch)
    QTest.keyClicks(field, "ABC")
    assert autosave.is_due
    qtbot.waitUntil(lambda: bool(saved))
    assert saved == ["ABC"]
    assert AUTOSAVE_MS < 300


def test_leaving_saves_at_once_what_is_due_and_nothing_otherwise(qtbot: QtBot) -> None:
    saved: list[str] = []
    owner = QWidget()
    qtbot.addWidget(owner)
    autosave = FieldAutosave(lambda: saved.append("saved"), owner)
    autosave.flush()
    assert saved == []
    autosave.touch()
    autosave.flush()
    assert saved == ["saved"]
    autosave.touch()
    autosave.drop()
    assert not autosave.is_due


def test_a_banner_says_what_to_do_and_its_button_does_it(qtbot: QtBot, look: Look) -> None:
    window, done = QWidget(), list[str]()
    qtbot.addWidget(window)
    banner = Banner(look, window)
    window.show()
    assert banner.isHidden()
    banner.tell(Told("No network.", "Go on."), Tone.WARN, "Try now", lambda: done.append("tried"))
    assert banner.accessibleName() == "No network. Go on."
    banner.action.click()
    assert done == ["tried"]
    assert banner.isHidden()


def test_badges_say_stage_and_place_in_words_and_colour(qtbot: QtBot, look: Look) -> None:
    stage, where = StageBadge(), SyncBadge()
    for widget in (stage, where):
        qtbot.addWidget(widget)
    stage.show_stage(Stage.READY_FOR_REVIEW)
    where.show_badge(Where.STUCK)
    assert (stage.text(), where.text()) == ("Ready for review", "Needs you")
    assert where.property("tone") == "bad"
    stage.show_stage(None)
    assert stage.isHidden()


def test_a_button_names_its_key_and_an_icon_button_speaks(qtbot: QtBot, look: Look) -> None:
    button, icon = Button(look, "Accept", key="A"), IconButton(look, "Undo", "undo", key="Ctrl+Z")
    for widget in (button, icon):
        qtbot.addWidget(widget)
    assert button.toolTip() == "Accept (A)"
    assert icon.accessibleName() == "Undo"
    assert icon.toolTip() == "Undo (Ctrl+Z)"


def test_a_field_says_what_is_wrong_to_eyes_and_screen_readers(qtbot: QtBot, look: Look) -> None:
    line = QLineEdit()
    field = Field(look, "VIN", line)
    qtbot.addWidget(field)
    field.say("Too short", Tone.BAD)
    assert (line.accessibleName(), line.accessibleDescription()) == ("VIN", "Too short")
    assert line.property("tone") == "bad"
    field.say("")
    assert field.word.isHidden()


def test_choices_are_made_by_keyboard(qtbot: QtBot, look: Look) -> None:
    segments = Segments(look, [("a", "A"), ("b", "B")])
    switch, choice = Switch(look, "Glove mode"), Choice(look, [("mi", "miles"), ("km", "kilometres")])
    for widget in (segments, switch, choice):
        qtbot.addWidget(widget)
        widget.show()
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.keyClick(segments.findChildren(QPushButton)[1], Qt.Key.Key_Space)
    assert chosen.args == ["b"]
    assert segments.value() == "b"
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.value() == "km"


def test_an_overlay_keeps_the_keyboard_inside_and_gives_it_back(qtbot: QtBot, look: Look) -> None:
    window, outside = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(outside)
    overlay = Overlay(look, "Over", window)
    inside = QLineEdit()
    overlay.body.addWidget(inside)
    window.resize(900, 600)
    with qtbot.waitActive(window):
        window.show()
    outside.setFocus()
    overlay.present()
    seen = set()
    for _ in range(4):
        focused = QApplication.focusWidget()
        seen.add(focused)
        QTest.keyClick(focused or window, Qt.Key.Key_Tab)
    assert seen == {overlay.close_button, inside}
    QTest.keyClick(inside, Qt.Key.Key_Escape)
    assert overlay.isHidden()
    assert outside.hasFocus()


def test_no_key_reaches_the_page_below_an_overlay(qtbot: QtBot, look: Look) -> None:
    window, pressed = QWidget(), list[str]()
    qtbot.addWidget(window)
    button = Button(look, "Accept", key="A", parent=window)
    button.clicked.connect(lambda: pressed.append("accepted"))
    overlay = Overlay(look, "Over", window)
    with qtbot.waitActive(window):
        window.show()
    overlay.present()
    QTest.keyClick(overlay.close_button, Qt.Key.Key_A)
    assert pressed == []
    overlay.dismiss()
    QTest.keyClick(window, Qt.Key.Key_A)
    assert pressed == ["accepted"]


def test_a_flow_wraps_what_does_not_fit(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(8, box)
    for _ in range(4):
        chip = QWidget()
        chip.setFixedSize(100, 20)
        flow.addWidget(chip)
    flow.setGeometry(QRect(0, 0, 220, 100))
    assert [flow.itemAt(n).geometry().y() for n in range(4)] == [0, 0, 28, 28]  # type: ignore[union-attr]
    assert flow.heightForWidth(220) == 48
    assert flow.heightForWidth(1000) == 20


def test_a_long_line_ends_in_dots_and_keeps_its_whole_text(qtbot: QtBot) -> None:
    line = ElidedLabel("A very long name of a very long vehicle")
    qtbot.addWidget(line)
    line.resize(60, 20)
    line.show()
    line.grab()
    assert line.toolTip() == line.text()
    line.resize(900, 20)
    line.grab()
    assert line.toolTip() == ""


def test_ages_are_said_as_a_person_says_them() -> None:
    minute = 60_000_000
    ages = (-5, 30_000_000, 5 * minute, 3 * 60 * minute, 25 * 60 * minute, 5 * 1440 * minute, 90 * 1440 * minute)
    assert [ago(age) for age in ages] == [
        "just now", "just now", "5 min ago", "3 h ago", "yesterday", "5 days ago", "3 months ago",
    ]  # fmt: skip
    assert ago(800 * 1440 * minute) == "2 years ago"
