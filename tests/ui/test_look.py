"""The look comes from one table: every theme can be read, and grows with the user's wish."""

from dataclasses import fields

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector_app.ui.icons import Ink, drawn
from inspector_app.ui.look import Look, Wish
from inspector_app.ui.style import stylesheet
from inspector_app.ui.tokens import COLOURS, Colours, Theme, Tone, tokens_for
from tests.ui.conftest import ASSETS


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of WCAG."""
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", Theme)
def test_every_word_can_be_read_on_its_ground(theme: Theme) -> None:
    c = COLOURS[theme]
    pairs = [(ink, ground) for ink in (c.ink, c.soft, c.faint) for ground in (c.canvas, c.rail, c.surface)]
    pairs += [(c.ink_of(tone), c.wash_of(tone)) for tone in Tone]
    pairs += [(c.ink_of(tone), c.surface) for tone in Tone]
    pairs += [(c.on_accent, ground) for ground in (c.accent, c.accent_hover, c.accent_press)]
    pairs += [(c.on_brand, c.brand), (c.on_brand_soft, c.brand_deep), (c.surface, c.ink), (c.ink, c.raised)]
    weak = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert not weak


def test_sunlight_has_the_strongest_contrast() -> None:
    assert contrast(COLOURS[Theme.SUNLIGHT].soft, COLOURS[Theme.SUNLIGHT].surface) > 12


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("glove", "scale"), [(False, 100), (True, 150), (False, 200)])
def test_the_style_sheet_has_a_token_for_every_name(look: Look, theme: Theme, glove: bool, scale: int) -> None:
    sheet = stylesheet(tokens_for(theme, glove=glove, scale=scale), look.mono)
    assert "$" not in sheet
    assert COLOURS[theme].accent in sheet


def test_gloves_get_targets_of_fourteen_millimetres_and_text_grows_to_twice_its_size() -> None:
    assert tokens_for(glove=True).target >= 14 / 25.4 * 96
    assert tokens_for(scale=200).type.body == 2 * tokens_for().type.body
    assert tokens_for(scale=900).scale == 200


def test_every_colour_is_written_in_full() -> None:
    for colours in COLOURS.values():
        assert all(QColor(getattr(colours, field.name)).isValid() for field in fields(Colours))


def test_an_icon_follows_the_theme_without_being_loaded_again(look: Look) -> None:
    icon = look.icon("car", Ink.INK)
    light = icon.pixmap(24, 24).toImage()
    look.wear(Wish(theme="dark"))
    dark = icon.pixmap(24, 24).toImage()
    look.wear(Wish(theme="light"))
    assert light != dark
    assert icon.pixmap(24, 24, QIcon.Mode.Disabled).toImage() != light


def test_another_look_reaches_the_letters_of_what_is_on_the_screen_already(qtbot: QtBot, look: Look) -> None:
    words = QLabel("Walkaround")
    qtbot.addWidget(words)
    words.show()
    assert words.font().family() == "Inter"
    before = words.font().pixelSize()
    look.wear(Wish(theme="light", scale=200))
    assert words.font().pixelSize() == 2 * before
    look.wear(Wish(theme="light"))


def test_a_missing_drawing_leaves_a_ring_instead_of_a_hole(look: Look) -> None:
    ring = drawn(ASSETS / "icons" / "no_such_drawing.svg", "#000000", QSize(24, 24)).toImage()
    assert any(ring.pixelColor(x, 12).alpha() for x in range(24))


def test_every_icon_that_the_windows_name_is_drawn() -> None:
    have = {path.stem for path in (ASSETS / "icons").glob("*.svg")}
    sources = (ASSETS.parent / "inspector_app" / "ui").rglob("*.py")
    named = {name for path in sources for name in have if f'"{name}"' in path.read_text(encoding="utf-8")}
    wanted = {
        "plus", "edit", "help", "search", "car", "camera", "eye", "gavel", "check", "close", "warning", "info", "lock",
        "unlock", "online", "offline", "upload", "refresh", "logout", "play", "arrow_right", "eye_off", "chevron_down",
    }  # fmt: skip
    assert wanted <= named
