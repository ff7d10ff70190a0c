"""Before the work: connect, try out, unlock; and the settings behind it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector_app.qt.translate import in_words
from inspector_app.ui.look import Look, Wish
from inspector_app.ui.settings_page import SettingsPage
from inspector_app.ui.tokens import Theme
from inspector_app.ui.unlock_page import Known, UnlockPage
from inspector_app.ui.welcome_page import WelcomePage
from tests.fakes import ACCOUNT


def test_a_server_is_asked_for_once_all_three_fields_are_there(qtbot: QtBot, look: Look) -> None:
    page = WelcomePage(look)
    qtbot.addWidget(page)
    page.show()
    QTest.keyClicks(page.url, "https://north.example")
    QTest.keyClicks(page.email, "ines@north.example")
    assert not page.go.isEnabled()
    QTest.keyClicks(page.password, "right")
    with qtbot.waitSignal(page.connect_wanted) as wanted:
        QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert wanted.args == ["https://north.example", "ines@north.example", "right"]
    assert not page.password.isEnabled()


def test_a_wrong_password_is_told_and_can_be_typed_again(qtbot: QtBot, look: Look) -> None:
    page = WelcomePage(look)
    qtbot.addWidget(page)
    page.busy("Signing in…")
    page.trouble(in_words("wrong_password"))
    assert page.password.isEnabled()
    assert not page.banner.isHidden()
    assert page.word.isHidden()


def test_everything_can_be_tried_without_a_server(qtbot: QtBot, look: Look) -> None:
    page = WelcomePage(look)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.try_wanted):
        page.try_out.click()


def test_a_known_user_unlocks_by_password_or_signs_in_again(qtbot: QtBot, look: Look) -> None:
    page = UnlockPage(look, [Known("ines@north.example", "North", "https://north.example")], 14)
    qtbot.addWidget(page)
    page.show()
    assert not page.unlock.isEnabled()
    QTest.keyClicks(page.password, "right")
    with qtbot.waitSignal(page.unlock_wanted) as wanted:
        QTest.keyClick(page.password, Qt.Key.Key_Return)
    assert wanted.args == ["ines@north.example", "right"]
    page.trouble(in_words("unlock_expired"))
    with qtbot.waitSignal(page.sign_in_wanted) as again:
        page.sign_in.click()
    assert again.args == ["https://north.example", "ines@north.example", "right"]


def test_a_change_of_the_look_holds_at_once_and_is_told_to_be_kept(qtbot: QtBot, look: Look) -> None:
    page = SettingsPage(look, ACCOUNT, "/data", "1.2.3")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.wished) as wished:
        page.glove.click()
    assert wished.args == [Wish(theme="light", glove=True, scale=100)]
    assert look.tokens.glove
    look.wear(Wish(theme=Theme.LIGHT.value))


def test_the_settings_name_the_model_that_looks(qtbot: QtBot, look: Look) -> None:
    page = SettingsPage(look, ACCOUNT, "/data", "1.2.3")
    qtbot.addWidget(page)
    page.show_model((("Model", "damage-1"), ("AP50", "0.41")))
    from PySide6.QtWidgets import QLabel

    assert {"damage-1", "0.41", "1.2.3", "North"} <= {label.text() for label in page.findChildren(QLabel)}
