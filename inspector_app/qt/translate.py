"""Words for a person: the code of an error becomes a title and a hint in the user's language."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTranslator

if TYPE_CHECKING:
    from inspector_app.core.errors import InspectorError


@dataclass(frozen=True)
class Told:
    """An error as the user reads it: what happened, and what to do next."""

    title: str
    hint: str

    def __str__(self) -> str:
        """Return both as one line."""
        return f"{self.title} {self.hint}".strip()


def in_words(code: str, params: dict[str, str | int] | None = None) -> Told:
    """Return a code with its parameters in the user's language; the words are loaded with the first one."""
    from inspector_app.core.words import CONTEXT, filled, sentence

    spoken = {name: _spoken(name, value) for name, value in (params or {}).items()}
    title, hint = (
        filled(QCoreApplication.translate(CONTEXT, text) if text else "", code, spoken) for text in sentence(code)
    )
    return Told(title, hint)


def told(error: "InspectorError") -> Told:
    """Return an error in the user's language."""
    code = str(error.params.get("kind", error.code)) if error.code == "unexpected" else error.code
    return in_words(code, error.params)


def load_language(app: QCoreApplication, folder: Path, language: str) -> QTranslator | None:
    """Install the catalogue of a language (`walkaround_<language>.qm`); None where there is none."""
    translator = QTranslator(app)
    if language and translator.load(f"walkaround_{language}", str(folder)):
        app.installTranslator(translator)
        return translator
    return None


def _spoken(name: str, value: str | int) -> str | int:
    """Return a parameter as a person says it: stages and shots by their names."""
    from inspector_app.core.appraisal import Stage
    from inspector_app.qt.terms import shot_name, stage_name

    if isinstance(value, Stage):
        return stage_name(value).lower()
    if name == "shots":
        return ", ".join(shot_name(part.strip()).lower() for part in str(value).split(","))
    return value
