"""How long ago something was, as a person says it."""

from PySide6.QtCore import QCoreApplication

from inspector_app.core.words.mark import QT_TRANSLATE_NOOP

STEPS = (
    (60, 1, QT_TRANSLATE_NOOP("ago", "just now")),
    (3_600, 60, QT_TRANSLATE_NOOP("ago", "{n} min ago")),
    (86_400, 3_600, QT_TRANSLATE_NOOP("ago", "{n} h ago")),
    (2 * 86_400, 86_400, QT_TRANSLATE_NOOP("ago", "yesterday")),
    (60 * 86_400, 86_400, QT_TRANSLATE_NOOP("ago", "{n} days ago")),
    (730 * 86_400, 30 * 86_400, QT_TRANSLATE_NOOP("ago", "{n} months ago")),
)


def ago(microseconds: int) -> str:
    """Return an age in words; a moment in the future counts as now."""
    seconds = max(0, microseconds // 1_000_000)
    for below, unit, words in STEPS:
        if seconds < below:
            return QCoreApplication.translate("ago", words).format(n=seconds // unit)
    return QCoreApplication.translate("ago", QT_TRANSLATE_NOOP("ago", "{n} years ago")).format(n=seconds // 31_557_600)
