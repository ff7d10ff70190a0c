"""The auction: before it the terms, during it the live standing, after it what the car brought."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from inspector_app.core.appraisal import Stage
from inspector_app.core.auction import AuctionStatus, AuctionTerms, StreamState
from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId, AuctionId, Sha256, new_id
from inspector_app.core.outbox import QueueRow
from inspector_app.qt.clock import ServerClock
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.terms import label_name
from inspector_app.qt.translate import in_words
from inspector_app.services.appraise import AppraiseService, Dossier
from inspector_app.services.auctions import AuctionService, AuctionView
from inspector_app.ui.launch_wait import LaunchWait
from inspector_app.ui.look import Look
from inspector_app.ui.page import APPRAISALS, QUEUE, REVIEW, Page
from inspector_app.ui.photo_strip import Picture
from inspector_app.ui.queue_words import explained
from inspector_app.ui.review_flow import in_walking_order
from inspector_app.ui.standing_view import StandingView
from inspector_app.ui.terms_form import TermsForm
from inspector_app.ui.widgets.button import Button
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.empty import EmptyState
from inspector_app.ui.widgets.label import label
from inspector_app.ui.widgets.pair import Pair

HERO_SIDE = 1200
LEAST = 760
"""In a narrower page, in pixels at normal letters, the photo leaves its room to what is to be done."""


class AuctionPage(Page):
    """Shows the newest auction of the open appraisal; launches where there is none."""

    report_wanted = Signal(str)
    """AppraisalId whose condition report is wanted."""

    def __init__(
        self, look: Look, executor: Executor, hub: Hub, pictures: Pictures, clock: ServerClock,
        *, appraise: AppraiseService, auctions: AuctionService,
    ) -> None:  # fmt: skip
        super().__init__()
        self._look, self._executor, self._hub, self._pictures = look, executor, hub, pictures
        self._appraise, self._auctions = appraise, auctions
        self._appraisal_id: AppraisalId | None = None
        self._auction_id: AuctionId | None = None
        self._hero_sha: Sha256 | None = None
        self._photos = 0
        self._has_come = False
        """Whether the page has just come to the front: then the first field takes the keys."""
        self._streams: dict[str, StreamState] = {}
        self.terms = TermsForm(look, auctions.account.currency)
        self.wait = LaunchWait(look)
        self.standing = StandingView(look, clock)
        self.hero = Picture(look)
        self.summary = label("", "soft", wrap=True)
        self.empty = EmptyState(
            look, "gavel", self.tr("Nothing to auction yet"),
            self.tr("Open a finalised appraisal to launch its auction."), self.tr("To the list"),
        )  # fmt: skip
        self._lay_out()
        self.terms.launched.connect(self._launch)
        self.wait.to_queue.clicked.connect(self._to_queue)
        self.empty.action.clicked.connect(self._to_list)
        pictures.loaded.connect(self._show_hero)

    # --- the window's words

    def shown(self, appraisal_id: AppraisalId | None) -> None:
        """Show an appraisal's auction."""
        self._appraisal_id, self._has_come = appraisal_id, True
        self._look_again()

    def changed(self, changes: Changes) -> None:
        """Look again where this appraisal, its auction or what its launch waits for was touched."""
        waits = changes.queue and self.stack.currentWidget() is self.waiting and self.isVisible()
        if waits or self._appraisal_id in changes.appraisals or self._auction_id in changes.auctions:
            self._look_again()

    def stream_changed(self, auction_id: str, state: StreamState) -> None:
        """Hear how fresh an auction's figures are; to be connected to the stream loop."""
        self._streams[auction_id] = state
        if auction_id == self._auction_id:
            self.standing.show_stream(state)

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys."""
        return (("Ctrl+Return", self.tr("Launch the auction")), ("Ctrl+P", self.tr("Condition report")))

    # --- what is shown

    def _look_again(self) -> None:
        if self._appraisal_id is None:
            self.stack.setCurrentWidget(self.empty)
            return
        work = partial(self._appraise.dossier, self._appraisal_id)
        self._executor.run(Lane.STORE, work, self._show, self._hub.fail)

    def _show(self, dossier: Dossier) -> None:
        if dossier.appraisal.id != self._appraisal_id:
            return
        self._auction_id = dossier.auction.id if dossier.auction else None
        photos = in_walking_order(dossier.photos)
        self._photos, self._hero_sha = len(photos), photos[0].sha256 if photos else None
        self._show_hero()
        if self._auction_id:
            self._executor.run(
                Lane.STORE, partial(self._auctions.view, self._auction_id), self._show_auction, self._hub.fail
            )
            return
        self._show_before(dossier)

    def _show_before(self, dossier: Dossier) -> None:
        self.stack.setCurrentWidget(self.before)
        self.summary.setText(self._summary_of(dossier))
        hindrance = self._hindrance(dossier)
        self.terms.may_launch(hindrance)
        if self._has_come and not hindrance:
            self.terms.start.setFocus()
        self._has_come = False

    def _show_auction(self, view: AuctionView) -> None:
        if view.auction.id != self._auction_id:
            return
        if view.refused:
            self._show_refused(view.auction.terms, view.refused)
            return
        if view.auction.standing.status is AuctionStatus.LAUNCH_QUEUED:
            self.wait.show_wait(view, self._photos)
            self.stack.setCurrentWidget(self.waiting)
            return
        self.stack.setCurrentWidget(self.standing)
        self.standing.show_stream(self._streams.get(view.auction.id, StreamState.CONNECTING))
        self.standing.show_auction(view)

    def _show_refused(self, terms: AuctionTerms, launch: QueueRow) -> None:
        """Offer the terms again where the server refused them, and say why."""
        self.stack.setCurrentWidget(self.before)
        self.summary.setText("")
        self.terms.may_launch("")
        self.terms.offer_again(terms, explained(launch).title)

    def _hindrance(self, dossier: Dossier) -> str:
        if not self._auctions.account.may_launch:
            return str(in_words("role_launch"))
        if dossier.appraisal.stage not in {Stage.FINALIZED, Stage.APPROVED}:
            return str(in_words("not_finalised"))
        return ""

    def _summary_of(self, dossier: Dossier) -> str:
        standing = [damage for damage in dossier.damages if not damage.voided]
        kinds = ", ".join(sorted({label_name(damage.label).lower() for damage in standing}))
        photos = self.tr("Photos: {n}").format(n=len(dossier.photos))
        damages = self.tr("damages disclosed: {n}").format(n=len(standing))
        return f"{photos} · {damages} ({kinds})" if standing else f"{photos} · {self.tr('no damage disclosed')}"

    def _show_hero(self, _: str = "") -> None:
        image = self._pictures.image(self._hero_sha, HERO_SIDE) if self._hero_sha else None
        for hero in (self.hero, self.waiting_hero):
            hero.show_image(image)

    def _launch(self, terms: AuctionTerms) -> None:
        if self._appraisal_id:
            work = partial(self._auctions.launch, AuctionId(new_id()), self._appraisal_id, terms)
            self._executor.run(Lane.STORE, work, self._hub.tell, self._hub.fail)

    def _to_queue(self) -> None:
        self.wanted.emit(QUEUE, self._appraisal_id or "")

    def _to_list(self) -> None:
        self.wanted.emit(REVIEW if self._appraisal_id else APPRAISALS, self._appraisal_id or "")

    # --- how it is laid out

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        outer.addWidget(self.stack)
        car = Card(self._look, self.tr("What the buyers will see"))
        report = Button(self._look, self.tr("Condition report"), icon="report", key="Ctrl+P")
        report.clicked.connect(lambda: self.report_wanted.emit(self._appraisal_id or ""))
        car.head.addWidget(report)
        car.body.addWidget(self.hero, 1)
        car.body.addWidget(self.summary)
        self.before = Pair(self._look, car, self.terms, least=LEAST)
        waiting = Card(self._look)
        self.waiting_hero = Picture(self._look)
        waiting.body.addWidget(self.waiting_hero, 1)
        self.waiting = Pair(self._look, waiting, self.wait, least=LEAST)
        for widget in (self.empty, self.before, self.waiting, self.standing):
            self.stack.addWidget(widget)
