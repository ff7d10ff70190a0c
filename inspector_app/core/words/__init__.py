"""The words for every code that core raises: a title, and a hint that says what to do; marked for translation."""

from typing import Final

from inspector_app.core.errors import InspectorError
from inspector_app.core.words.machine import MACHINE
from inspector_app.core.words.mark import QT_TRANSLATE_NOOP
from inspector_app.core.words.server import SERVER
from inspector_app.core.words.trade import TRADE

CONTEXT: Final = "words"
SENTENCES: Final = TRADE | MACHINE | SERVER
UNKNOWN: Final = (
    QT_TRANSLATE_NOOP("words", "Something unexpected happened ({code})."),
    QT_TRANSLATE_NOOP("words", "Try again; if it stays, run the doctor and send its report."),
)


def sentence(code: str) -> tuple[str, str]:
    """Return title and hint of a code as templates; an unknown code gets a general sentence."""
    return SENTENCES.get(code, UNKNOWN)


def told(error: InspectorError) -> str:
    """Return the error as one plain English line: what happened, and what to do."""
    return " ".join(filled(text, error.code, error.params) for text in sentence(error.code))


def filled(template: str, code: str, params: dict[str, str | int]) -> str:
    """Return a template with its parameters; a missing one is shown as a dash."""
    return template.format_map(_Dashes(params | {"code": code}))


class _Dashes(dict[str, str | int]):
    def __missing__(self, key: str) -> str:
        return "–"
