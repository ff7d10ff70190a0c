"""Small helpers that every part of the report is laid out with."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from inspector_app.core.finding import Box
from inspector_app.core.photo import Photo
from inspector_app.report.facts import DamageRow, Mark, ReportFacts, photo_of
from inspector_app.report.kit import theme
from inspector_app.report.kit.words import LOST_PHOTO, Translate, printable, shot_name
from inspector_app.report.pictures import Album
from inspector_app.report.shapes import PhotoBox

Cell = Flowable | Sequence[Flowable] | str
Command = tuple[Any, ...]
BARE: Final[tuple[Command, ...]] = (
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
)
RULED: Final[tuple[Command, ...]] = (
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 2 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2 * mm),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.6, theme.LINE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.9, theme.SOFT),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("TOPPADDING", (0, 0), (-1, 0), 0),
)
PANELLED: Final[tuple[Command, ...]] = (
    ("BACKGROUND", (0, 0), (-1, -1), theme.PANEL),
    ("ROUNDEDCORNERS", [theme.RADIUS] * 4),
    ("LEFTPADDING", (0, 0), (-1, -1), 4 * mm),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4 * mm),
    ("TOPPADDING", (0, 0), (-1, -1), 4 * mm),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4 * mm),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
)


@dataclass(frozen=True)
class Desk:
    """What the parts of the report are made with."""

    facts: ReportFacts
    tr: Translate
    album: Album
    width: float
    height: float
    """Of what is printed on the first sheet, between the margins."""

    def whole(self, photo: Photo, width: float, height: float, *, side: int, marks: Sequence[Mark] = ()) -> PhotoBox:
        """Return a whole photo with its boxes."""
        return PhotoBox(
            self.album.photo(photo, side),
            width,
            height,
            view=whole_view(photo),
            marks=marks,
            instead=self.tr(LOST_PHOTO),
        )


def whole_view(photo: Photo) -> Box:
    """Return all of a photo as a box."""
    return Box(0, 0, max(1, photo.width), max(1, photo.height))


def seen_in(desk: Desk, row: DamageRow) -> str:
    """Return the views that show a damage."""
    photos = (photo_of(desk.facts, region.photo_id) for region in row.damage.regions)
    names = (shot_name(photo.shot, desk.tr) for photo in photos if photo)
    return ", ".join(dict.fromkeys(names))


def text(words: str, style: ParagraphStyle = theme.BODY) -> Paragraph:
    """Return a paragraph of plain words; what looks like markup is printed as it is."""
    return Paragraph(escape(printable(words), quote=False), style)


def heading(words: str) -> Paragraph:
    """Return a heading that stands in the file's outline."""
    found = text(words, theme.HEADING)
    found.keepWithNext = 1
    found.outline = words  # type: ignore[attr-defined]  # read by the document while it is laid out
    return found


def grid(cells: Sequence[Sequence[Cell]], widths: Sequence[float], *styles: Command, repeat: int = 0) -> Table:
    """Return a table that keeps rows whole and is as wide as asked."""
    table = Table([list(row) for row in cells], colWidths=list(widths), repeatRows=repeat, hAlign="LEFT")
    table.setStyle(TableStyle(list(styles)))
    table.splitInRow = 0
    return table


def in_rows(cells: Sequence[Cell], columns: int) -> list[list[Cell]]:
    """Return cells in rows of so many columns, the last one filled up."""
    rows = [list(cells[at : at + columns]) for at in range(0, len(cells), columns)]
    return [row + [""] * (columns - len(row)) for row in rows]
