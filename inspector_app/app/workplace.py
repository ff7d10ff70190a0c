"""The workplace: an unlocked profile's pages and loops in the window, wired together once."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal, Slot

from inspector_app import __version__
from inspector_app.app.desk import Desk
from inspector_app.app.headless import status_of
from inspector_app.app.models import installed, load_detector
from inspector_app.core.appraisal import Appraisal
from inspector_app.core.changes import Changes
from inspector_app.core.errors import AccessError
from inspector_app.core.ids import AppraisalId
from inspector_app.core.outbox import QueueCounts
from inspector_app.core.session import Access
from inspector_app.qt.clock import ServerClock
from inspector_app.qt.darkroom import Darkroom
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.frame_source import QtCamera, cameras
from inspector_app.qt.hub import Hub
from inspector_app.qt.pictures import Pictures
from inspector_app.qt.stream_loop import StreamLoop
from inspector_app.qt.sync_loop import Connection, SyncLoop
from inspector_app.qt.translate import told
from inspector_app.reading import decode_vin
from inspector_app.settings import Settings
from inspector_app.ui.auction_page import AuctionPage
from inspector_app.ui.capture_page import CapturePage
from inspector_app.ui.details import Details
from inspector_app.ui.list_page import ListPage
from inspector_app.ui.look import Look
from inspector_app.ui.main_window import MainWindow
from inspector_app.ui.new_appraisal import NewAppraisal
from inspector_app.ui.page import APPRAISALS, AUCTION, CAPTURE, QUEUE, REVIEW, SETTINGS
from inspector_app.ui.queue_page import QueuePage
from inspector_app.ui.review_page import ReviewPage
from inspector_app.ui.settings_page import SettingsPage
from inspector_app.ui.tokens import Tone

ALARMS: Final = {
    Connection.NEEDS_SIGN_IN: "signed_out", Connection.NEEDS_UPDATE: "protocol", Connection.CAPTIVE: "wrong_server",
}  # fmt: skip
"""What nobody but a person can mend; a dead line mends itself."""


class Workplace(QObject):
    """Made once a profile is open; `stop` ends it in good order."""

    report_wanted = Signal(str)
    """AppraisalId whose condition report is wanted."""

    def __init__(
        self, desk: Desk, settings: Settings, look: Look, executor: Executor, hub: Hub, window: MainWindow
    ) -> None:
        super().__init__(window)
        self.desk, self._settings, self._executor, self._hub, self._window = desk, settings, executor, hub, window
        self.clock = ServerClock()
        self.pictures = Pictures(executor, desk.capture.bytes_of, self)
        self.sync = SyncLoop(executor, hub, desk.sync, desk.queue.next_due, parent=self)
        self.stream = StreamLoop(executor, hub, desk.auctions, desk.gateway, self.clock, self)
        self.darkroom = Darkroom(
            executor, hub, desk.capture, desk.detect, desk.appraise,
            load_detector=partial(load_detector, settings), parent=self,
        )  # fmt: skip
        self.status: dict[str, Any] = {}
        self._alarm: AccessError | None = None
        self._make_pages(look)
        self._connect()

    def start(self, access: Access, *, go_online: bool) -> None:
        """Open the work; loops, model and camera come after the first paint. Without access nothing is sent."""
        window, session = self._window, self.desk.session
        window.enter(self.desk.account, self.load)
        self._executor.run(Lane.STORE, session.place, self._reopen, self._hub.fail)
        self.darkroom.start()
        self._count()
        if go_online and access is not Access.CAPTURE_ONLY:
            self.go_online(access)

    def load(self, appraisal_id: AppraisalId) -> Appraisal:
        """Read an appraisal, for the window's header. Lane STORE."""
        return self.desk.appraise.dossier(appraisal_id).appraisal

    def go_online(self, access: Access) -> None:
        """Begin to send and to follow; right after a sign-in the server is known to answer."""
        if access is Access.ONLINE:
            self.sync.heard("")
        self.sync.start()
        self.stream.start()

    def stop(self) -> None:
        """Stop sending and following; what is under way is safe in the outbox."""
        self.sync.stop()
        self.stream.stop()

    def _reopen(self, place: tuple[str, str]) -> None:
        page, appraisal_id = place
        if not appraisal_id:
            self._window.go(page or APPRAISALS)
            return
        check = partial(self.desk.appraise.dossier, AppraisalId(appraisal_id))
        self._executor.run(
            Lane.STORE, check, lambda dossier: self._window.go(page, dossier.appraisal.id),
            lambda _: self._window.go(APPRAISALS),
        )  # fmt: skip

    # --- what the strip and the command line say

    @Slot(object)
    def _changed(self, changes: Changes) -> None:
        if changes.model:
            self._show_model()
        if changes.queue or changes.appraisals or changes.session:
            self._count()

    def _count(self) -> None:
        self._executor.run(Lane.STORE, partial(_count, self.desk), self._counted, self._hub.fail)

    def _counted(self, counted: tuple[QueueCounts, dict[str, Any]]) -> None:
        counts, self.status = counted
        self._window.strip.show_counts(counts)

    def _show_model(self) -> None:
        trouble = self.darkroom.trouble
        if trouble:
            self._window.strip.show_model(self.tr("No damage model: mark by hand"), Tone.WARN)
            self.settings_page.show_model(((self.tr("Model"), str(told(trouble))),))
        elif self.darkroom.model_id:
            self._window.strip.show_model(self.tr("Model {id}").format(id=self.darkroom.model_id))
            read = partial(_model_facts, self._settings)
            self._executor.run(Lane.DISK, read, self._show_model_facts, self._hub.fail)

    def _show_model_facts(self, facts: tuple[str, str, str]) -> None:
        names = (self.tr("Model"), self.tr("Version"), self.tr("SHA-256"))
        self.settings_page.show_model(tuple(zip(names, facts, strict=True)))

    @Slot(object)
    def _connection_is(self, connection: Connection) -> None:
        """Say what the line is like; aloud where a person must act, until that is over."""
        banner = self._window.banner
        self._window.strip.show_connection(connection)
        if self._alarm and banner.accessibleName() == str(told(self._alarm)):
            banner.dismiss()
        self._alarm = AccessError(ALARMS[connection]) if connection in ALARMS else None
        if self._alarm:
            self._hub.fail(self._alarm)

    # --- how it is built

    def _make_pages(self, look: Look) -> None:
        desk, executor, hub, window = self.desk, self._executor, self._hub, self._window
        self.list_page = ListPage(look, executor, desk.appraise, self.pictures)
        self.capture_page = CapturePage(look, executor, hub, self.pictures, desk.appraise, desk.capture)
        self.capture_page.offer_cameras(cameras, lambda device: QtCamera(executor, device, self))
        self.review_page = ReviewPage(look, executor, hub, self.pictures, desk.appraise, desk.review)
        self.auction_page = AuctionPage(
            look, executor, hub, self.pictures, self.clock, appraise=desk.appraise, auctions=desk.auctions
        )
        self.queue_page = QueuePage(look, executor, hub, desk.queue, kick=self.sync.kick)
        self.settings_page = SettingsPage(look, desk.account, str(self._settings.data_dir), __version__)
        for name, icon, title, page in (
            (APPRAISALS, "car", self.tr("Appraisals"), self.list_page),
            (CAPTURE, "camera", self.tr("Capture"), self.capture_page),
            (REVIEW, "eye", self.tr("Review"), self.review_page),
            (AUCTION, "gavel", self.tr("Auction"), self.auction_page),
            (QUEUE, "upload", self.tr("Queue"), self.queue_page),
            (SETTINGS, "settings", self.tr("Settings"), self.settings_page),
        ):
            window.add_page(name, icon, title, page)
        self.new = NewAppraisal(look, executor, hub, desk.appraise, decode_vin, window)
        self.details = Details(look, executor, hub, desk.appraise, window)

    def _connect(self) -> None:
        window = self._window
        self._hub.changed.connect(self._changed)
        window.new_wanted.connect(self.new.present)
        self.list_page.empty.action.clicked.connect(self.new.present)
        window.details_wanted.connect(lambda appraisal_id: self.details.show_for(AppraisalId(appraisal_id)))
        window.placed.connect(self._remember)
        for code in ("odometer_missing", "vin_missing", "vin_check_digit", "vin_length", "vin_letters"):
            window.cure(code, self.tr("Open the details"), lambda: window.details_wanted.emit(window.place[1] or ""))
        self.new.begun.connect(self._begun)
        self.new.open_wanted.connect(lambda appraisal_id: window.go(CAPTURE, AppraisalId(appraisal_id)))
        self.review_page.report_wanted.connect(self.report_wanted)
        self.auction_page.report_wanted.connect(self.report_wanted)
        self.sync.connection_changed.connect(self._connection_is)
        self.sync.delivered.connect(self.stream.delivered)
        self.stream.state_changed.connect(self.auction_page.stream_changed)

    def _begun(self, appraisal_id: str) -> None:
        self._window.go(CAPTURE, AppraisalId(appraisal_id))
        self.details.show_for(AppraisalId(appraisal_id))

    def _remember(self, page: str, appraisal_id: str) -> None:
        work: Callable[[], None] = partial(self.desk.session.remember_place, page, appraisal_id)
        self._executor.run(Lane.STORE, work, None, self._hub.fail)


def _count(desk: Desk) -> tuple[QueueCounts, dict[str, Any]]:
    return desk.queue.counts(), status_of(desk) | {"window": True}


def _model_facts(settings: Settings) -> tuple[str, str, str]:
    _, manifest = installed(settings)
    return manifest.id, manifest.version, manifest.files[0].sha256
