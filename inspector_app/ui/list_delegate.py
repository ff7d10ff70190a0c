"""How an appraisal looks in the list: painted, so that ten thousand rows cost no more than a screenful."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector_app.core.ids import Clock, now
from inspector_app.core.rows import AppraisalRow
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.row_model import ROW_ROLE
from inspector_app.qt.terms import auction_name, badge_name, stage_name
from inspector_app.ui.ago import ago
from inspector_app.ui.look import Look
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import Tokens, Tone
from inspector_app.ui.widgets.badge import auction_tone, paint_badge_from, stage_tone, sync_tone

THUMB_SIDE: Final = 240
Index = QModelIndex | QPersistentModelIndex


class AppraisalDelegate(QStyledItemDelegate):
    """Thumbnail, title, VIN's tail and photos at the left; findings, stage and sync in columns at the right."""

    def __init__(self, look: Look, pictures: Pictures, clock: Clock = now) -> None:
        super().__init__()
        self._look, self._pictures, self._clock = look, pictures, clock

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        tokens = self._look.tokens
        return QSize(400, self._thumb_size(tokens).height() + 2 * tokens.space.m + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, AppraisalRow):
            return
        tokens, place = self._look.tokens, option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_ground(painter, tokens, place, option.state)
        inner = place.adjusted(tokens.space.m, 0, -tokens.space.l, 0)
        thumb = QRect(inner.topLeft() + QPoint(0, tokens.space.m), self._thumb_size(tokens))
        self._paint_thumb(painter, thumb, row)
        left = self._paint_columns(painter, inner, row)
        words = QRect(
            thumb.right() + tokens.space.l, inner.top(), left - thumb.right() - 2 * tokens.space.l, inner.height()
        )
        self._paint_words(painter, words, row)
        painter.restore()

    def _paint_thumb(self, painter: QPainter, place: QRect, row: AppraisalRow) -> None:
        tokens = self._look.tokens
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(place), tokens.small_radius - 1, tokens.small_radius - 1)
        painter.save()
        painter.setClipPath(clip)
        painter.fillRect(place, QColor(tokens.colours.sunken))
        image = self._pictures.image(row.thumb_sha256, THUMB_SIDE) if row.thumb_sha256 else None
        if image is not None and not image.isNull():
            painter.drawImage(QRectF(place), image, _cropped(image.size(), place.size()))
        else:
            side = place.height() // 2
            self._look.icon("car").paint(
                painter, QRect(place.center() - QPoint(side // 2, side // 2), QSize(side, side))
            )
        painter.restore()

    def _paint_words(self, painter: QPainter, place: QRect, row: AppraisalRow) -> None:
        """Paint the title over what tells two equal cars apart."""
        tokens, base = self._look.tokens, painter.font()
        title, small = sized(base, tokens.type.lead, tokens.type.strong), sized(base, tokens.type.small)
        heights = [QFontMetrics(font).height() for font in (title, small)]
        top = place.center().y() - (sum(heights) + tokens.space.xs) // 2
        photos = self.tr("1 photo") if row.photos == 1 else self.tr("%n photos", "", row.photos)
        below = "  ·  ".join((f"…{row.vin[-8:]}" if row.vin else self.tr("no VIN yet"), photos, self._ago(row)))
        first = QRect(place.left(), top, place.width(), heights[0])
        second = QRect(place.left(), top + heights[0] + tokens.space.xs, place.width(), heights[1])
        _paint_line(painter, first, title, tokens.colours.ink, row.title or self.tr("New vehicle"))
        _paint_line(painter, second, small, tokens.colours.faint, below)

    def _paint_columns(self, painter: QPainter, place: QRect, row: AppraisalRow) -> int:
        """Paint what stands at the right, in columns, and return where it begins."""
        tokens, middle = self._look.tokens, place.center().y()
        unit = round(tokens.type.tiny * 11.5)
        sync, stage, findings = (place.right() - unit * nth for nth in (1, 2, 3))
        paint_badge_from(painter, tokens, sync, middle, badge_name(row.badge), sync_tone(row.badge))
        words, tone = stage_name(row.stage), stage_tone(row.stage)
        if row.auction is not None:
            words, tone = auction_name(row.auction), auction_tone(row.auction)
        paint_badge_from(painter, tokens, stage, middle, words, tone)
        if place.width() < unit * 6:
            return stage
        words, tone = self._findings(row)
        cell = QRect(findings, place.top(), unit, place.height())
        _paint_line(painter, cell, sized(painter.font(), tokens.type.small), tokens.colours.ink_of(tone), words)
        return findings

    def _findings(self, row: AppraisalRow) -> tuple[str, Tone]:
        if row.undecided:
            return self.tr("%n to decide", "", row.undecided), Tone.WARN
        if row.damages == 1:
            return self.tr("1 damage"), Tone.NEUTRAL
        return (self.tr("%n damages", "", row.damages) if row.damages else ""), Tone.NEUTRAL

    def _ago(self, row: AppraisalRow) -> str:
        return ago(self._clock() - row.updated_at)

    @staticmethod
    def _thumb_size(tokens: Tokens) -> QSize:
        return QSize(tokens.thumb, round(tokens.thumb * 0.68))


def _paint_ground(painter: QPainter, tokens: Tokens, place: QRect, state: QStyle.StateFlag) -> None:
    """Paint what a row lies on: chosen, under the pointer, or a hairline to the next one."""
    colours = tokens.colours
    is_chosen, is_under = QStyle.StateFlag.State_Selected in state, QStyle.StateFlag.State_MouseOver in state
    if is_chosen or is_under:
        has_focus = is_chosen and QStyle.StateFlag.State_HasFocus in state
        painter.setBrush(QColor(colours.accent_wash if is_chosen else colours.raised))
        painter.setPen(QPen(QColor(colours.focus), 2) if has_focus else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), tokens.small_radius, tokens.small_radius)
        return
    edge = tokens.space.m
    painter.fillRect(place.left() + edge, place.bottom() + 1, place.width() - 2 * edge, 1, QColor(colours.line))


def _paint_line(painter: QPainter, place: QRect, font: QFont, colour: str, words: str) -> None:
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(colour))
    fitting = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitting)
    painter.restore()


def _cropped(size: QSize, place: QSize) -> QRectF:
    """Return the middle of an image that fills a place of another shape."""
    scaled = place.scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(
        (size.width() - scaled.width()) / 2, (size.height() - scaled.height()) / 2, scaled.width(), scaled.height()
    )
