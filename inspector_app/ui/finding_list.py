"""What is marked in a photo: findings to decide on, damages that stand; one card a line, painted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector_app.core.finding import Band, Box, Damage, Finding, Label, Review, Source
from inspector_app.core.ids import DamageId, PhotoId
from inspector_app.qt.row_model import ROW_ROLE, RowModel
from inspector_app.qt.terms import band_name, label_name, reason_name, review_name, source_name
from inspector_app.ui.look import Look
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import LABEL_HUES, Tone
from inspector_app.ui.widgets.badge import paint_badge

REVIEW_TONES = {
    Review.SUGGESTED: Tone.ACCENT, Review.CONFIRMED: Tone.GOOD, Review.EDITED: Tone.GOOD,
    Review.REJECTED: Tone.NEUTRAL, Review.NOT_APPLICABLE: Tone.NEUTRAL,
}  # fmt: skip


@dataclass(frozen=True)
class MarkRow:
    """One marked place: a finding of the model, or a damage marked by hand."""

    id: str
    label: Label
    box: Box
    review: Review
    confidence_ppm: int = 0
    band: Band = Band.SURE
    finding: Finding | None = None
    damage: Damage | None = None

    @property
    def is_undecided(self) -> bool:
        """Whether the inspector still has to decide."""
        return self.finding is not None and self.review is Review.SUGGESTED

    @property
    def detail(self) -> str:
        """The second line: how sure the model was, why it was rejected, or that a person marked it."""
        if self.finding is None:
            note = self.damage.note if self.damage else ""
            return " · ".join(part for part in (source_name(Source.HUMAN), note) if part)
        sure = f"{round(self.confidence_ppm / 10_000)} %"
        return f"{sure} · {reason_name(self.finding.reason) if self.finding.reason else band_name(self.band)}"


def rows_of(photo_id: PhotoId, findings: Sequence[Finding], damages: Sequence[Damage]) -> tuple[MarkRow, ...]:
    """Return what is marked in a photo: shown findings first by confidence, then what was marked by hand."""
    standing = {damage.id: damage for damage in damages if not damage.voided}
    rows = [_finding_row(f, standing) for f in findings if f.photo_id == photo_id and _is_listed(f)]
    rows.extend(
        MarkRow(damage.id, damage.label, region.box, Review.CONFIRMED, damage=damage)
        for damage in standing.values()
        for region in damage.regions
        if damage.source is Source.HUMAN and region.photo_id == photo_id
    )
    return tuple(rows)


def _is_listed(finding: Finding) -> bool:
    return finding.shown or finding.review is not Review.SUGGESTED


def _finding_row(finding: Finding, standing: Mapping[DamageId, Damage]) -> MarkRow:
    damage = standing.get(finding.damage_id) if finding.damage_id else None
    label, box = (damage.label, damage.regions[0].box) if damage else (finding.label, finding.box)
    return MarkRow(
        finding.id, label, box, finding.review, finding.confidence_ppm, finding.band, finding=finding, damage=damage
    )


class FindingList(QListView):
    """The marks of one photo; arrows move, the page's keys decide."""

    chosen = Signal(str)
    """Id of the mark that is selected now."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RowModel[MarkRow] = RowModel(lambda row: row.id, _spoken, self)
        self.setModel(self._model)
        self.setItemDelegate(MarkDelegate(look, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Findings in this photo"))
        self.selectionModel().currentChanged.connect(self._current_changed)

    @property
    def rows(self) -> tuple[MarkRow, ...]:
        """The marks as they are shown."""
        return self._model.rows

    @property
    def current(self) -> MarkRow | None:
        """The selected mark."""
        return self._model.row_at(self.currentIndex())

    def show_rows(self, rows: Sequence[MarkRow]) -> None:
        """Show these marks; keep the selection, or take the first that waits for a decision."""
        kept = self.current
        self._model.show(rows)
        index = self._model.index_of(kept.id) if kept else QModelIndex()
        if not index.isValid():
            self.select_next_undecided()
        else:
            self.setCurrentIndex(index)

    def select(self, mark_id: str) -> None:
        """Select a mark by its id."""
        index = self._model.index_of(mark_id)
        if index.isValid():
            self.setCurrentIndex(index)

    def select_next_undecided(self) -> bool:
        """Select the next mark that waits for a decision, or the first of all; say whether one waits."""
        waiting = next((row for row in self.rows if row.is_undecided), None)
        first = waiting or next(iter(self.rows), None)
        if first:
            self.select(first.id)
        return waiting is not None

    def step(self, by: int) -> None:
        """Select the next or the previous mark."""
        place = min(len(self.rows) - 1, max(0, self.currentIndex().row() + by))
        if place >= 0:
            self.select(self.rows[place].id)

    def _current_changed(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        self.chosen.emit(row.id if row else "")


def _spoken(row: MarkRow) -> str:
    return f"{label_name(row.label)}, {review_name(row.review)}, {row.detail}"


class MarkDelegate(QStyledItemDelegate):
    """Paints a mark: its hue, its kind, how sure, and what was decided."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        tokens = self._look.tokens
        return QSize(240, max(tokens.target + 18, tokens.type.body + tokens.type.small + 30))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: MarkRow = index.data(ROW_ROLE)
        tokens, colours = self._look.tokens, self._look.tokens.colours
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect.adjusted(2, 3, -2, -3)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if is_chosen else colours.line), 1.5 if is_chosen else 1))
        painter.setBrush(QColor(colours.accent_wash if is_chosen else colours.surface))
        painter.drawRoundedRect(rect, tokens.small_radius, tokens.small_radius)
        self._paint_words(painter, row, rect)
        painter.restore()

    def _paint_words(self, painter: QPainter, row: MarkRow, rect: QRect) -> None:
        tokens, colours = self._look.tokens, self._look.tokens.colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LABEL_HUES[row.label]))
        painter.drawRoundedRect(QRect(rect.left() + 8, rect.top() + 10, 4, rect.height() - 20), 2, 2)
        tone = REVIEW_TONES[row.review]
        end = paint_badge(painter, tokens, rect.right() - 10, rect.center().y(), review_name(row.review), tone)
        words = QRect(rect.left() + 22, rect.top() + 7, end - rect.left() - 30, rect.height() - 14)
        is_out = row.review is Review.REJECTED
        self._line(painter, words, label_name(row.label), colours.faint if is_out else colours.ink, top=True)
        self._line(painter, words, row.detail, colours.soft, top=False)

    def _line(self, painter: QPainter, rect: QRect, words: str, colour: str, *, top: bool) -> None:
        kind = self._look.tokens.type
        painter.setFont(sized(painter.font(), kind.body if top else kind.small, kind.strong if top else kind.regular))
        painter.setPen(QColor(colour))
        told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        place = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | place), told)
