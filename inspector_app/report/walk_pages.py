"""The walk round the car: every view, and a place kept for each that is missing."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from inspector_app.core.finding import Box
from inspector_app.core.photo import Photo
from inspector_app.report.facts import other_photos, walk_photos
from inspector_app.report.kit import theme, words
from inspector_app.report.layout import BARE, Cell, Desk, grid, heading, in_rows, text
from inspector_app.report.pictures import SMALL
from inspector_app.report.shapes import PhotoBox

_COLUMNS = 4
_ROWS = 5
_GAP = 3 * mm


def walk_pages(desk: Desk) -> list[Flowable]:
    """Return the photos of the walk and the others, small, in order."""
    walk: list[Cell] = [
        _view(desk, words.shot_name(shot.id, desk.tr), photo) for shot, photo in walk_photos(desk.facts)
    ]
    others: list[Cell] = [_view(desk, words.shot_name(p.shot, desk.tr), p) for p in other_photos(desk.facts)]
    more = _block(desk, desk.tr(words.OTHERS), others) if others else []
    return [*_block(desk, desk.tr(words.WALK), walk), *more]


def _block(desk: Desk, title: str, cells: list[Cell]) -> list[Flowable]:
    widths = [_width(desk) + _GAP] * (_COLUMNS - 1) + [_width(desk)]
    first, *rest = [grid([row], widths, *BARE) for row in in_rows(cells, _COLUMNS)]
    whole = [heading(title), first, *rest]
    kept = [KeepTogether(whole)] if len(rest) < _ROWS else [KeepTogether(whole[:2]), *rest]
    return [*kept, Spacer(0, 2 * mm)]


def _width(desk: Desk) -> float:
    return (desk.width - _GAP * (_COLUMNS - 1)) / _COLUMNS


def _view(desk: Desk, name: str, photo: Photo | None) -> list[Flowable]:
    width = _width(desk)
    height = width * 3 / 4
    if photo is None:
        shown = PhotoBox(None, width, height, view=Box(0, 0, 1, 1), instead=desk.tr(words.NOT_TAKEN))
        return [shown, Spacer(0, 0.8 * mm), text(name, theme.CAPTION), text("–", theme.LABEL), Spacer(0, 2.5 * mm)]
    taken = text(words.moment(photo.captured_at), theme.LABEL)
    frame = desk.whole(photo, width, height, side=SMALL)
    return [frame, Spacer(0, 0.8 * mm), text(name, theme.CAPTION), taken, Spacer(0, 2.5 * mm)]
