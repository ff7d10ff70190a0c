"""The front page: which car, who says so, how it stands, and the seal of the record."""

from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, Paragraph, Spacer, Table

from inspector_app.core.finding import Box
from inspector_app.core.vehicle import VIN_LENGTH, Vin
from inspector_app.report.facts import (
    damage_rows,
    hero,
    turned_down,
    undecided,
    walk_photos,
)
from inspector_app.report.kit import theme, words
from inspector_app.report.layout import BARE, PANELLED, Cell, Desk, grid, in_rows, seen_in, text, whole_view
from inspector_app.report.pictures import LARGE
from inspector_app.report.shapes import Badge, Code, PhotoBox
from inspector_app.settings import resource_root

_HERO_SHAPE: Final = 0.68
_BELOW_HERO: Final = 124 * mm
_LINE: Final = 7.4 * mm
_AT_A_GLANCE: Final = 6


def front_page(desk: Desk) -> list[Flowable]:
    """Return what is on the front page."""
    return [
        _masthead(desk), Spacer(0, 6 * mm),
        *_title(desk), Spacer(0, 5 * mm),
        _hero(desk), Spacer(0, 5 * mm),
        _particulars(desk), Spacer(0, 5 * mm),
        _tiles(desk), Spacer(0, 5 * mm),
        *_at_a_glance(desk),
        _seal(desk),
    ]  # fmt: skip


def _masthead(desk: Desk) -> Table:
    sign = Image(str(resource_root() / "assets" / "icons" / "app.png"), 8 * mm, 8 * mm)
    stage = desk.facts.stamp
    state = desk.tr(words.STAMPS[stage]) if stage else desk.tr(words.FINALISED)
    colour = theme.RED if stage else theme.GREEN
    shown = f'<font name="{theme.STRONG}" color="#{colour.hexval()[2:]}">{state}</font>'
    right = f"{shown}  ·  {words.moment(desk.facts.made_at)}"
    name = text("Walkaround", theme.VALUE)
    cells = [[sign, name, Paragraph(right, theme.RIGHT)]]
    return grid(cells, (11 * mm, 60 * mm, desk.width - 71 * mm), *BARE, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"))


def _title(desk: Desk) -> list[Flowable]:
    vehicle = desk.facts.appraisal.vehicle
    title = words.shortened(vehicle.title, 120) or desk.tr(words.UNNAMED)
    known = [part for part in (desk.facts.dealership, vehicle.plate) if part]
    return [
        text(desk.tr(words.REPORT), theme.EYEBROW),
        text(title, theme.TITLE),
        Spacer(0, 1.2 * mm),
        text("  ·  ".join(known), theme.CELL),
    ]


def _hero(desk: Desk) -> PhotoBox:
    photo = hero(desk.facts)
    lines = -(-min(len(damage_rows(desk.facts)), _AT_A_GLANCE) // 2)
    width, height = desk.width, min(desk.width * _HERO_SHAPE, desk.height - _BELOW_HERO - lines * _LINE)
    if photo is None:
        return PhotoBox(None, width, height, view=Box(0, 0, 1, 1), instead=desk.tr(words.NO_PHOTO))
    jpeg, instead = desk.album.photo(photo, LARGE), desk.tr(words.LOST_PHOTO)
    return PhotoBox(jpeg, width, height, view=whole_view(photo), filled=True, instead=instead)


def _particulars(desk: Desk) -> Table:
    facts, tr = desk.facts, desk.tr
    vehicle = facts.appraisal.vehicle
    cells = [
        [_fact(tr(words.VIN), vehicle.vin or "–", _vin_check(desk), code=True),
         _fact(tr(words.ODOMETER), words.reading(vehicle.odometer)),
         _fact(tr(words.DATE), words.moment(facts.appraisal.created_at))],
        [_fact(tr(words.APPRAISAL), facts.appraisal.id, f"{tr(words.REVISION)} {facts.appraisal.revision}", code=True),
         _fact(tr(words.INSPECTOR), facts.inspector or "–"),
         _fact(tr(words.DEALERSHIP), facts.dealership or "–")],
    ]  # fmt: skip
    widths = (desk.width * 0.46, desk.width * 0.25, desk.width * 0.29)
    return grid(cells, widths, *BARE, ("BOTTOMPADDING", (0, 0), (-1, 0), 3 * mm), ("RIGHTPADDING", (0, 0), (-1, -1), 8))


def _vin_check(desk: Desk) -> str:
    vin = desk.facts.appraisal.vehicle.vin
    if len(vin) != VIN_LENGTH:
        return ""
    return desk.tr(words.CHECK_DIGIT_HOLDS if Vin(vin).check_digit_holds else words.CHECK_DIGIT_FAILS)


def _fact(label: str, value: str, more: str = "", *, code: bool = False) -> list[Flowable]:
    shown = f"{label}  ·  {more}" if more else label
    return [text(shown, theme.LABEL), text(value, theme.CODE if code else theme.VALUE)]


def _tiles(desk: Desk) -> Table:
    """Return the figures that a buyer asks for first."""
    facts, tr = desk.facts, desk.tr
    walk = walk_photos(facts)
    taken = sum(photo is not None for _, photo in walk)
    waiting = len(undecided(facts))
    tiles = [
        (str(len(damage_rows(facts))), tr(words.TILE_DAMAGES)),
        (f"{taken}/{len(walk)}", tr(words.TILE_VIEWS)),
        (str(len(facts.photos)), tr(words.TILE_PHOTOS)),
        (str(waiting), tr(words.TILE_WAITING)) if waiting else (str(len(turned_down(facts))), tr(words.TILE_REJECTED)),
    ]
    cells = [[[text(figure, theme.BIG), text(label, theme.SMALL)] for figure, label in tiles]]
    lines = [("LINEBEFORE", (column, 0), (column, 0), 0.6, theme.LINE) for column in (1, 2, 3)]
    return grid(cells, [desk.width / 4] * 4, *BARE, ("LEFTPADDING", (1, 0), (-1, 0), 4 * mm), *lines)


def _at_a_glance(desk: Desk) -> list[Flowable]:
    """Return the first damages in two columns, so that nobody overlooks them."""
    rows = damage_rows(desk.facts)
    named = [f"{desk.tr(words.LABELS[row.damage.label])}  ·  {seen_in(desk, row)}" for row in rows[:_AT_A_GLANCE]]
    lines: list[Cell] = [_line(desk, str(number), name) for number, name in enumerate(named, 1)]
    if not lines:
        return []
    more = len(rows) - len(named)
    rest = [text(desk.tr(words.AND_MORE).format(count=more), theme.SMALL)] if more else []
    return [grid(in_rows(lines, 2), [desk.width / 2] * 2, *BARE), *rest, Spacer(0, 4 * mm)]


def _line(desk: Desk, number: str, name: str) -> Table:
    cells = [[Badge(number), text(name, theme.CELL)]]
    spaced = ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 * mm)
    return grid(cells, [8.5 * mm, desk.width / 2 - 10 * mm], *BARE, spaced, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"))


def _seal(desk: Desk) -> Table:
    facts, tr = desk.facts, desk.tr
    if not facts.content_hash:
        return grid([[text(tr(words.UNSEALED), theme.SMALL)]], [desk.width], *PANELLED)
    appraisal = facts.appraisal
    code = Code(f"walkaround:{appraisal.id}/{appraisal.revision}/sha256:{facts.content_hash}", 25 * mm)
    said = [
        text(tr(words.SEAL), theme.CAPTION),
        Spacer(0, 1 * mm),
        text(facts.content_hash, theme.CODE),
        Spacer(0, 1.5 * mm),
        text(tr(words.SEALED), theme.SMALL),
    ]
    return grid([[code, said]], [33 * mm, desk.width - 33 * mm], *PANELLED, ("LEFTPADDING", (1, 0), (1, 0), 2 * mm))
