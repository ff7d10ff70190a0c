"""A launch that waits: what of its car the server still lacks, why, and what happens then."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.core.auction import AuctionTerms
from inspector_app.core.outbox import STUCK, Intent, QueueRow
from inspector_app.qt.terms import outbox_name
from inspector_app.services.auctions import AuctionView
from inspector_app.ui.icons import Ink
from inspector_app.ui.look import Look
from inspector_app.ui.queue_words import explained
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.badge import Badge
from inspector_app.ui.widgets.button import Button
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.label import label
from inspector_app.ui.widgets.notice import Notice

ORDER = (Intent.UPLOAD_PHOTO, Intent.SUBMIT_APPRAISAL, Intent.LAUNCH_AUCTION)


class Step(QWidget):
    """One thing that the server needs: done, or where it stands."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._icon = QLabel()
        self.words = label("", "body", wrap=True)
        self.badge = Badge()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.tokens.space.m)
        row.addWidget(self._icon)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(name, "strong"))
        column.addWidget(self.words)
        row.addLayout(column, 1)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)

    def tell(self, words: str, badge: str, *, is_done: bool, is_stuck: bool = False) -> None:
        """Say where it stands."""
        self.words.setText(words)
        self.badge.tell(badge, Tone.GOOD if is_done else Tone.BAD if is_stuck else Tone.WARN)
        side = self._look.tokens.icon + 4
        name, ink = ("check", Ink.GOOD) if is_done else ("warning", Ink.BAD) if is_stuck else ("clock", Ink.WARN)
        self._icon.setPixmap(self._look.icon(name, ink).pixmap(side, side))


class LaunchWait(Card):
    """Shown from the launch until the server opens the auction."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, " ", parent)
        self._look = look
        self.title.setText(self.tr("The launch is queued"))
        self.terms = label("", "soft", wrap=True)
        self.notice = Notice(look)
        self.to_queue = Button(look, self.tr("Open the queue"), icon="upload")
        self.steps = {
            Intent.UPLOAD_PHOTO: Step(look, self.tr("Photos")),
            Intent.SUBMIT_APPRAISAL: Step(look, self.tr("Appraisal")),
            Intent.LAUNCH_AUCTION: Step(look, self.tr("Auction")),
        }
        self.head.addWidget(self.to_queue)
        self.body.addWidget(self.terms)
        self.body.addWidget(self.notice)
        for step in self.steps.values():
            self.body.addWidget(step)
        self.body.addStretch(1)

    def show_wait(self, view: AuctionView, photos: int) -> None:
        """Show what the launch waits for; `photos` are all of the appraisal's."""
        self.terms.setText(self._terms(view.auction.terms))
        for intent in ORDER:
            self._show_step(intent, [row for row in view.ahead if row.intent is intent], photos)
        trouble = next((row for row in view.ahead if row.state in STUCK), None)
        trouble = trouble or next((row for row in view.ahead if row.code), None)
        if trouble:
            told = explained(trouble)
            self.notice.tell(told.title, told.hint, Tone.BAD if trouble.state in STUCK else Tone.WARN)
        else:
            self.notice.tell("")

    def _show_step(self, intent: Intent, rows: Sequence[QueueRow], photos: int) -> None:
        stuck = next((row for row in rows if row.state in STUCK), None)
        badge = outbox_name((stuck or rows[0]).state) if rows else self.tr("Verified")
        self.steps[intent].tell(
            self._words(intent, len(rows), photos), badge, is_done=not rows, is_stuck=stuck is not None
        )

    def _words(self, intent: Intent, left: int, photos: int) -> str:
        if intent is Intent.UPLOAD_PHOTO and left:
            return self.tr("{n} of {all} are still to be sent.").format(n=left, all=photos)
        if intent is Intent.UPLOAD_PHOTO:
            return self.tr("The server holds all {all}.").format(all=photos)
        if intent is Intent.SUBMIT_APPRAISAL:
            return self.tr("It follows its photos.") if left else self.tr("The server holds it.")
        return self.tr("It opens the moment the server has the launch; then the clock begins.")

    def _terms(self, terms: AuctionTerms) -> str:
        reserve = str(terms.reserve) if terms.reserve else self.tr("none")
        words = self.tr("Start {start} · reserve {reserve} · increment {step} · {n} minutes.")
        minutes = max(1, terms.duration_s // 60)
        told = words.format(start=terms.start, reserve=reserve, step=terms.increment, n=minutes)
        return f"{told} {self.tr('You may close the app: nothing is lost.')}"
