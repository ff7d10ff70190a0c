"""Badges: one word in a pill that says where something stands."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inspector_app.core.appraisal import Stage
from inspector_app.core.auction import AuctionStatus
from inspector_app.core.rows import SyncBadge as Where
from inspector_app.qt.terms import auction_name, badge_name, stage_name
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import Tokens, Tone
from inspector_app.ui.widgets.label import set_tone

STAGE_TONES: Final = {
    Stage.AI_PENDING: Tone.ACCENT, Stage.AI_FAILED: Tone.WARN, Stage.READY_FOR_REVIEW: Tone.ACCENT,
    Stage.CAPTURE_COMPLETE: Tone.ACCENT, Stage.FINALIZED: Tone.GOOD, Stage.APPROVED: Tone.GOOD,
    Stage.LISTED: Tone.GOOD, Stage.RETURNED: Tone.WARN, Stage.VOIDED: Tone.BAD,
}  # fmt: skip
SYNC_TONES: Final = {Where.SYNCED: Tone.GOOD, Where.WAITING: Tone.WARN, Where.STUCK: Tone.BAD}
AUCTION_TONES: Final = {
    AuctionStatus.ACTIVE: Tone.ACCENT, AuctionStatus.SOLD: Tone.GOOD, AuctionStatus.LAUNCH_QUEUED: Tone.WARN,
    AuctionStatus.PENDING: Tone.WARN, AuctionStatus.NO_SALE: Tone.WARN, AuctionStatus.CANCELLED: Tone.BAD,
}  # fmt: skip


class Badge(QLabel):
    """A word in a pill."""

    def __init__(self, words: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("role", "badge")
        self.setProperty("tone", tone.value)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def tell(self, words: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show another word in another tone; an empty one hides the badge."""
        self.setText(words)
        self.setVisible(bool(words))
        set_tone(self, tone)


class StageBadge(Badge):
    """How far an appraisal is."""

    def show_stage(self, stage: Stage | None) -> None:
        """Show a stage; None hides the badge."""
        self.tell(stage_name(stage) if stage else "", stage_tone(stage) if stage else Tone.NEUTRAL)


class SyncBadge(Badge):
    """Where an appraisal's data is."""

    def show_badge(self, badge: Where) -> None:
        """Show where the data is."""
        self.tell(badge_name(badge), sync_tone(badge))


class AuctionBadge(Badge):
    """Where an auction stands."""

    def show_status(self, status: AuctionStatus) -> None:
        """Show where the auction stands."""
        self.tell(auction_name(status), auction_tone(status))


def stage_tone(stage: Stage) -> Tone:
    """Return what a stage means to the inspector."""
    return STAGE_TONES.get(stage, Tone.NEUTRAL)


def sync_tone(badge: Where) -> Tone:
    """Return what a sync badge means to the inspector."""
    return SYNC_TONES.get(badge, Tone.NEUTRAL)


def auction_tone(status: AuctionStatus) -> Tone:
    """Return what an auction's standing means to the seller."""
    return AUCTION_TONES.get(status, Tone.NEUTRAL)


def badge_width(font: QFont, tokens: Tokens, words: str) -> int:
    """Return how wide a painted badge is."""
    return QFontMetrics(sized(font, tokens.type.tiny, tokens.type.strong)).horizontalAdvance(words) + 20


def paint_badge_from(painter: QPainter, tokens: Tokens, left: int, middle: int, words: str, tone: Tone) -> None:
    """Paint a badge that begins at `left`, centred on `middle`; for columns of a delegate."""
    font = sized(painter.font(), tokens.type.tiny, tokens.type.strong)
    width, height = badge_width(painter.font(), tokens, words), QFontMetrics(font).height() + 6
    pill = QRect(left, middle - height // 2, width, height)
    colours = tokens.colours
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(colours.strong_line) if tone is Tone.NEUTRAL else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.wash_of(tone)))
    painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
    painter.setPen(QColor(colours.ink_of(tone)))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def paint_badge(painter: QPainter, tokens: Tokens, right: int, middle: int, words: str, tone: Tone) -> int:
    """Paint a badge that ends at `right`, centred on `middle`; return where it begins."""
    left = right - badge_width(painter.font(), tokens, words)
    paint_badge_from(painter, tokens, left, middle, words, tone)
    return left
