"""Settings are read once, each layer over the one before it; what cannot be read is named."""

from pathlib import Path

import pytest

from inspector_app.cli.main import main
from inspector_app.settings import SettingsError, read_settings, user_file, with_user_values


def env(folder: Path, **others: str) -> dict[str, str]:
    return {"WALKAROUND_DATA_DIR": str(folder)} | others


def test_a_variable_goes_before_the_users_file_and_unknown_names_are_ignored(tmp_path: Path) -> None:
    user_file(tmp_path).write_text('theme = "dark"\ntext_scale = 150\nof_a_newer_app = 1\n', encoding="utf-8")
    settings = read_settings(env(tmp_path, WALKAROUND_TEXT_SCALE="125", WALKAROUND_GLOVE="yes"))
    assert (settings.theme, settings.text_scale, settings.glove) == ("dark", 125, True)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    text = with_user_values('theme = "dark"\nlanguage = "de"\n', {"theme": "light", "glove": True, "text_scale": 110})
    user_file(tmp_path).write_text(text, encoding="utf-8")
    settings = read_settings(env(tmp_path))
    told = (settings.theme, settings.language, settings.glove, settings.text_scale)
    assert told == ("light", "de", True, 110)


@pytest.mark.parametrize("text", ["theme = dark", 'text_scale = "large"', "theme = \xff"])
def test_settings_that_cannot_be_read_are_named(tmp_path: Path, text: str) -> None:
    user_file(tmp_path).write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError):
        read_settings(env(tmp_path))


def test_the_command_line_says_so_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    user_file(tmp_path).write_text("theme = dark", encoding="utf-8")
    monkeypatch.setenv("WALKAROUND_DATA_DIR", str(tmp_path))
    assert main(["status"]) == 1
    assert "settings.toml" in capsys.readouterr().err
