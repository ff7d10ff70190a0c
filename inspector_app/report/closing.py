"""What makes a report honest: what was turned down and why, what nobody looked at, and how it was made."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from inspector_app.core.finding import Finding, RejectReason, Review
from inspector_app.report.damage_pages import LONG_NOTE
from inspector_app.report.facts import damage_rows, not_photographed, photo_of, turned_down, undecided
from inspector_app.report.kit import theme, words
from inspector_app.report.layout import RULED, Cell, Desk, grid, heading, text
from inspector_app.report.shapes import Meter


def limits(desk: Desk) -> list[Flowable]:
    """Return what was turned down, what the inspector noted, and what nobody looked at."""
    return [*_rejected(desk), *_notes(desk), *_not_assessed(desk)]


def _notes(desk: Desk) -> list[Flowable]:
    """Return the inspector's notes, and those on damages that are too long for the table."""
    long_ones = [row for row in damage_rows(desk.facts) if len(row.damage.note) > LONG_NOTE]
    on_damages = [f"{desk.tr(words.NUMBER)} {row.number}: {row.damage.note}" for row in long_ones]
    written = [*desk.facts.appraisal.notes.splitlines(), *on_damages]
    lines = [text(line) for line in written if line.strip()]
    return [heading(desk.tr(words.NOTES)), *lines, Spacer(0, theme.GAP)] if lines else []


def _rejected(desk: Desk) -> list[Flowable]:
    tr, found = desk.tr, turned_down(desk.facts)
    waiting = len(undecided(desk.facts))
    open_ones = [text(tr(words.WAITING).format(count=waiting)), Spacer(0, 2 * mm)] if waiting else []
    if not found:
        return [
            KeepTogether([heading(tr(words.REJECTED)), *open_ones, text(tr(words.NONE_REJECTED))]),
            Spacer(0, theme.GAP),
        ]
    titles = (words.SUGGESTED_AS, words.SEEN_IN, words.CONFIDENCE, words.DECISION)
    head: list[Cell] = [text(tr(title), theme.LABEL) for title in titles]
    widths = [desk.width * share for share in (0.26, 0.26, 0.2, 0.28)]
    table = grid([head, *(_turned_down(desk, finding) for finding in found)], widths, *RULED, repeat=1)
    return [heading(tr(words.REJECTED)), *open_ones, table, Spacer(0, theme.GAP)]


def _turned_down(desk: Desk, finding: Finding) -> list[Cell]:
    photo = photo_of(desk.facts, finding.photo_id)
    return [
        text(desk.tr(words.LABELS[finding.label]), theme.CELL),
        text(words.shot_name(photo.shot, desk.tr) if photo else "–", theme.CELL),
        [Meter(finding.band), text(desk.tr(words.BANDS[finding.band]), theme.SMALL)],
        text(_decision(desk, finding), theme.CELL),
    ]


def _decision(desk: Desk, finding: Finding) -> str:
    if finding.review is Review.NOT_APPLICABLE:
        return desk.tr(words.NOT_APPLICABLE)
    reason = desk.tr(words.REASONS[finding.reason or RejectReason.OTHER])
    return desk.tr(words.REJECTED_FOR).format(reason=reason)


def _not_assessed(desk: Desk) -> list[Flowable]:
    tr, facts = desk.tr, desk.facts
    names = ", ".join(words.shot_name(shot.id, tr) for shot in not_photographed(facts))
    said = (
        tr(words.VIEWS_MISSING).format(views=names) if names else tr(words.VIEWS_COMPLETE).format(count=len(facts.walk))
    )
    reason = [text(tr(words.VIEWS_REASON).format(reason=facts.left_out))] if facts.left_out and names else []
    parts: list[Flowable] = [heading(tr(words.NOT_ASSESSED)), text(said), *reason, text(tr(words.OUT_OF_SCOPE))]
    return [KeepTogether(parts), Spacer(0, theme.GAP)]


def origin(desk: Desk) -> list[Flowable]:
    """Return how the report was made."""
    tr, model = desk.tr, desk.facts.model
    if model is None:
        alone: list[Flowable] = [heading(tr(words.ABOUT)), text(tr(words.WITHOUT_MODEL))]
        return [KeepTogether(alone), Spacer(0, theme.GAP)]
    said = f"{tr(words.WITH_MODEL).format(model=model.id)} {tr(words.BANDS_EXPLAINED)}"
    proof = [Spacer(0, 1.5 * mm), text(tr(words.MODEL_HASH), theme.LABEL), text(model.sha256, theme.CODE)]
    return [KeepTogether([heading(tr(words.ABOUT)), text(said), *proof]), Spacer(0, theme.GAP)]
