"""What is on every sheet: head, foot, page numbers, and the stamp of what is no final record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate

from inspector_app.report.facts import ReportFacts
from inspector_app.report.kit import theme
from inspector_app.report.kit.words import (
    MADE_BY,
    PAGE,
    REPORT,
    REVISION_OF,
    STAMPS,
    UNNAMED,
    Translate,
    printable,
    shortened,
)
from inspector_app.report.shapes import write

_LONGEST: Final = 40


@dataclass(frozen=True)
class Sheet:
    """The furniture of the pages of one report."""

    facts: ReportFacts
    tr: Translate

    @property
    def title(self) -> str:
        """The car's name, for the head and for the file's properties."""
        return printable(self.facts.appraisal.vehicle.title) or self.tr(UNNAMED)

    def head(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw the running head of the second and later pages."""
        width, height = document.pagesize
        y = height - 12 * mm
        write(canvas, shortened(self.title, _LONGEST), (theme.MARGIN, y), size=8.5, colour=theme.INK, strong=True)
        canvas.setFont(theme.MONO, 8)
        canvas.setFillColor(theme.SOFT)
        canvas.drawCentredString(width / 2, y, printable(self.facts.appraisal.vehicle.vin))
        canvas.setFont(theme.TEXT, 8)
        canvas.drawRightString(width - theme.MARGIN, y, self.tr(REPORT))
        rule(canvas, theme.MARGIN, width - theme.MARGIN, y - 3 * mm)

    def foot(self, canvas: Canvas, width: float, page: int, pages: int) -> None:
        """Draw what the record is, and which page of how many."""
        y = 9 * mm
        rule(canvas, theme.MARGIN, width - theme.MARGIN, y + 4 * mm)
        appraisal = self.facts.appraisal
        record = self.tr(REVISION_OF).format(id=appraisal.id, revision=appraisal.revision)
        made_by = self.tr(MADE_BY).format(version=self.facts.app_version)
        write(canvas, f"{record}  ·  {made_by}", (theme.MARGIN, y), size=7)
        canvas.drawRightString(width - theme.MARGIN, y, self.tr(PAGE).format(page=page, pages=pages))

    def stamp(self, canvas: Canvas, width: float, height: float) -> None:
        """Write across the page that this is no final record."""
        stage = self.facts.stamp
        if stage is None:
            return
        text = self.tr(STAMPS[stage])
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52)
        size = min(150.0, 1000.0 / max(1, len(text)))
        canvas.setFont(theme.STRONG, size)
        canvas.setFillColor(theme.STAMP)
        canvas.drawCentredString(0, -size / 3, text)
        canvas.restoreState()

    def canvas_maker(self) -> Callable[..., Canvas]:
        """Return what makes a canvas that knows how many pages there are."""
        sheet = self

        class Counted(Canvas):
            """A canvas that finishes its pages once the last is known."""

            def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - as reportlab calls it
                super().__init__(*given, **named)
                self._held: list[dict[str, Any]] = []

            def showPage(self) -> None:  # noqa: N802 - reportlab's name
                """Hold the page back."""
                self._held.append(dict(self.__dict__))
                self._startPage()  # type: ignore[attr-defined]  # reportlab's own recipe for page counts

            def save(self) -> None:
                """Finish the pages with their numbers."""
                for number, page in enumerate(held := self._held, 1):
                    self.__dict__.update(page)
                    width, height = self._pagesize  # type: ignore[attr-defined]
                    sheet.stamp(self, width, height)
                    sheet.foot(self, width, number, len(held))
                    super().showPage()
                super().save()

        return Counted


def rule(canvas: Canvas, left: float, right: float, y: float) -> None:
    """Draw a thin line."""
    canvas.setStrokeColor(theme.LINE)
    canvas.setLineWidth(0.6)
    canvas.line(left, y, right, y)
