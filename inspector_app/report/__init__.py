"""The condition report as PDF; what it is drawn with is loaded with the first report."""

from pathlib import Path

from inspector_app.report.facts import ReportFacts
from inspector_app.report.kit.words import Translate
from inspector_app.report.writing import write_whole

__all__ = ["ReportFacts", "condition_report"]


def _as_it_is(words: str) -> str:
    return words


def condition_report(facts: ReportFacts, out: Path, *, tr: Translate = _as_it_is, paper: str = "A4") -> None:
    """Write the report, whole or not at all; `paper` is A4 or Letter. Raises StorageError."""
    from inspector_app.report.document import rendered

    write_whole(out, rendered(facts, tr=tr, paper=paper))
