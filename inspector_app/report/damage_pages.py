"""The damages: a table with details, then each photo that shows one, numbered."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from inspector_app.core.finding import Source
from inspector_app.core.photo import Photo
from inspector_app.report.facts import DamageRow, Mark, damage_rows, marks, photo_of
from inspector_app.report.kit import theme, words
from inspector_app.report.layout import BARE, RULED, Cell, Desk, grid, heading, in_rows, seen_in, text
from inspector_app.report.pictures import LARGE, frame_around
from inspector_app.report.shapes import Badge, Meter, PhotoBox

_DETAIL_WIDTH = 34 * mm
_DETAIL_HEIGHT = 25.5 * mm
_TALLEST = 118 * mm
LONG_NOTE = 120
"""A longer note stands in full among the inspector's notes."""


def damage_pages(desk: Desk) -> list[Flowable]:
    """Return the table of damages and the photos in which they are seen."""
    rows = damage_rows(desk.facts)
    if not rows:
        return [heading(desk.tr(words.DAMAGES)), text(desk.tr(words.NO_DAMAGE)), Spacer(0, theme.GAP)]
    return [heading(desk.tr(words.DAMAGES)), _table(desk, rows), Spacer(0, theme.GAP), *_photos(desk)]


def _table(desk: Desk, rows: Sequence[DamageRow]) -> Flowable:
    tr = desk.tr
    titles = (words.NUMBER, words.DETAIL, words.DAMAGE, words.SEEN_BY, words.CONFIDENCE, words.NOTE)
    head: list[Cell] = [text(tr(title), theme.LABEL) for title in titles]
    widths = [11 * mm, _DETAIL_WIDTH + 4 * mm, 36 * mm, 33 * mm, 26 * mm]
    widths.append(desk.width - sum(widths))
    return grid([head, *(_row(desk, row) for row in rows)], widths, *RULED, repeat=1)


def _row(desk: Desk, row: DamageRow) -> list[Cell]:
    kind = text(desk.tr(words.LABELS[row.damage.label]), theme.CELL_STRONG)
    return [
        Badge(str(row.number)),
        _detail(desk, row),
        [kind, text(seen_in(desk, row), theme.SMALL)],
        text(_seen_by(desk, row), theme.CELL),
        _confidence(desk, row),
        text(words.shortened(row.damage.note, LONG_NOTE), theme.CELL),
    ]


def _detail(desk: Desk, row: DamageRow) -> Cell:
    region = next(iter(row.damage.regions), None)
    photo = photo_of(desk.facts, region.photo_id) if region else None
    if region is None or photo is None:
        return ""
    frame = frame_around(region.box, photo.width, photo.height, shape=_DETAIL_WIDTH / _DETAIL_HEIGHT)
    jpeg, mark = desk.album.detail(photo, frame), Mark(row.number, region.box)
    return PhotoBox(jpeg, _DETAIL_WIDTH, _DETAIL_HEIGHT, view=frame, marks=(mark,), instead=desk.tr(words.LOST_PHOTO))


def _seen_by(desk: Desk, row: DamageRow) -> str:
    if row.damage.source is Source.HUMAN:
        return desk.tr(words.BY_INSPECTOR)
    origin = row.finding and words.ORIGINS.get(row.finding.review)
    return desk.tr(origin or words.BY_AI)


def _confidence(desk: Desk, row: DamageRow) -> Cell:
    if row.finding is None:
        return text("–", theme.CELL)
    return [Meter(row.finding.band), text(desk.tr(words.BANDS[row.finding.band]), theme.SMALL)]


def _photos(desk: Desk) -> list[Flowable]:
    """Return the photos with boxes, two beside each other; a single one across the page."""
    by_photo = marks(desk.facts)
    shown = [(photo, by_photo[photo.id]) for photo in desk.facts.photos if photo.id in by_photo]
    if not shown:
        return []
    columns = 1 if len(shown) == 1 else 2
    width = (desk.width - theme.GAP * (columns - 1)) / columns
    cells: list[Cell] = [_marked(desk, photo, boxes, width) for photo, boxes in shown]
    gaps = ("RIGHTPADDING", (0, 0), (-1, -1), theme.GAP if columns == 2 else 0)
    widths = [width + theme.GAP, width] if columns == 2 else [width]
    first, *rest = [grid([row], widths, *BARE, gaps) for row in in_rows(cells, columns)]
    intro = [
        heading(desk.tr(words.WHERE)),
        text(desk.tr(words.NUMBERS_EXPLAINED), theme.SMALL),
        Spacer(0, 2 * mm),
        first,
    ]
    return [KeepTogether(intro), *rest, Spacer(0, theme.GAP)]


def _marked(desk: Desk, photo: Photo, boxes: Sequence[Mark], width: float) -> list[Flowable]:
    height = min(_TALLEST, width * photo.height / max(1, photo.width))
    numbers = ", ".join(str(mark.number) for mark in boxes)
    caption = f"{words.shot_name(photo.shot, desk.tr)}  ·  {desk.tr(words.NUMBER)} {numbers}"
    return [
        desk.whole(photo, width, height, side=LARGE, marks=boxes),
        Spacer(0, 1 * mm),
        text(caption, theme.CAPTION),
        text(_proof(photo), theme.SMALL),
        Spacer(0, 3 * mm),
    ]


def _proof(photo: Photo) -> str:
    """Return when a photo was taken and the beginning of its hash."""
    return f"{words.moment(photo.captured_at)}  ·  {photo.sha256[:12]}"
