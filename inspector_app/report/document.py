"""The report as a whole: its parts in order, laid out on sheets; the same facts give the same bytes."""

from io import BytesIO
from typing import Final

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from inspector_app.report.closing import limits, origin
from inspector_app.report.damage_pages import damage_pages
from inspector_app.report.facts import ReportFacts
from inspector_app.report.front import front_page
from inspector_app.report.kit import theme
from inspector_app.report.kit.words import REPORT, Translate, printable
from inspector_app.report.layout import Desk
from inspector_app.report.pictures import Album
from inspector_app.report.sheet import Sheet
from inspector_app.report.walk_pages import walk_pages

_FIRST_TOP: Final = theme.MARGIN * 0.75
_FLUSH: Final = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}


class _Document(BaseDocTemplate):
    """A document whose headings stand in the file's outline."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Add a heading to the outline."""
        words = getattr(flowable, "outline", None)
        if words is not None:
            key = f"{self.page}-{words}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(words, key, level=0)


def rendered(facts: ReportFacts, *, tr: Translate, paper: str) -> bytes:
    """Return the report as PDF."""
    theme.load_fonts()
    sheet = Sheet(facts, tr)
    buffer = BytesIO()
    document = _document(buffer, sheet, theme.PAPERS[paper])
    desk = Desk(facts, tr, Album(facts.read), document.width, theme.PAPERS[paper][1] - _FIRST_TOP - theme.FOOT)
    document.build(_story(desk), canvasmaker=sheet.canvas_maker())
    return buffer.getvalue()


def _document(buffer: BytesIO, sheet: Sheet, size: tuple[float, float]) -> _Document:
    facts = sheet.facts
    document = _Document(
        buffer,
        pagesize=size,
        leftMargin=theme.MARGIN,
        rightMargin=theme.MARGIN,
        title=f"{sheet.tr(REPORT)}: {sheet.title}",
        author=printable(facts.inspector),
        subject=printable(facts.appraisal.vehicle.vin),
        creator=f"Walkaround {facts.app_version}",
        invariant=1,
        lang="en",
    )
    left, bottom, width = theme.MARGIN, theme.FOOT, document.width
    first = Frame(left, bottom, width, size[1] - _FIRST_TOP - bottom, id="first", **_FLUSH)
    later = Frame(left, bottom, width, size[1] - theme.HEAD - bottom, id="later", **_FLUSH)
    document.addPageTemplates(
        [PageTemplate("first", [first]), PageTemplate("later", [later], onPage=sheet.head)],
    )
    return document


def _story(desk: Desk) -> list[Flowable]:
    return [
        NextPageTemplate("later"), *front_page(desk), PageBreak(),
        *damage_pages(desk), *limits(desk), *origin(desk), *walk_pages(desk),
    ]  # fmt: skip
