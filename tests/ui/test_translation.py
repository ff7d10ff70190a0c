"""Every word can be said in another language: widgets, the trade's terms, and the sentences of errors."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector_app.core.appraisal import Stage
from inspector_app.qt.terms import stage_name
from inspector_app.qt.translate import in_words, load_language
from inspector_app.ui.look import Look
from inspector_app.ui.shell.help import HelpOverlay

GERMAN = {
    ("terms", "Draft"): "Entwurf",
    ("words", "A VIN has 17 characters; this has {length}."): "Eine FIN hat 17 Zeichen; diese hat {length}.",
    ("HelpOverlay", "Keys"): "Tasten",
    ("Overlay", "Close"): "Schliessen",
}


@pytest.fixture
def german(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    contexts = "".join(
        f"<context><name>{context}</name><message><source>{source}</source>"
        f"<translation>{target}</translation></message></context>"
        for (context, source), target in GERMAN.items()
    )
    catalogue = tmp_path / "walkaround_de.ts"
    catalogue.write_text(f'<TS version="2.1" language="de">{contexts}</TS>', encoding="utf-8")
    release = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([release, catalogue], check=True, capture_output=True, timeout=60)
    translator = load_language(qapp, tmp_path, "de")
    assert translator is not None
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("german")
def test_widgets_terms_and_sentences_speak_the_users_language(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    over = HelpOverlay(look, window)
    assert over.title.text() == "Tasten"
    assert over.close_button.accessibleName() == "Schliessen"
    assert stage_name(Stage.DRAFT) == "Entwurf"
    assert in_words("vin_length", {"length": 5}).title == "Eine FIN hat 17 Zeichen; diese hat 5."


def test_a_language_without_a_catalogue_leaves_english(qapp: QApplication, tmp_path: Path) -> None:
    assert load_language(qapp, tmp_path, "xx") is None
    assert stage_name(Stage.DRAFT) == "Draft"
