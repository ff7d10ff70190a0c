"""The desktop: the window and what stands before the work; opens profiles, keeps the look, ends in good order."""

from __future__ import annotations  # the heavy parts are named here before they are loaded

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from inspector_app.app.embedded import EmbeddedBackend
from inspector_app.app.preferences import keep_settings
from inspector_app.app.profiles import Profiles
from inspector_app.core.changes import Changes
from inspector_app.core.errors import AccessError, InspectorError
from inspector_app.core.ids import AppraisalId
from inspector_app.core.session import Access, Account
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.qt.translate import load_language, told
from inspector_app.settings import Settings
from inspector_app.ui.look import Look, Wish
from inspector_app.ui.main_window import MainWindow

if TYPE_CHECKING:  # heavy: loaded on a lane, after the first paint
    from inspector_app.app.desk import Desk
    from inspector_app.app.opening import Door, Opened
    from inspector_app.app.workplace import Workplace
    from inspector_app.ui.unlock_page import UnlockPage
    from inspector_app.ui.welcome_page import WelcomePage

    Gate = WelcomePage | UnlockPage

log = logging.getLogger(__name__)


class Desktop(QObject):
    """One for each running app. Drive it by its signals and its window, as the demo and the tests do."""

    entered = Signal()
    """The work is open: `place` is there."""

    def __init__(self, settings: Settings, look: Look) -> None:
        super().__init__()
        self.settings, self.look = settings, look
        self.executor, self.hub = Executor(), Hub()
        self.window = MainWindow(look, self.executor, self.hub)
        self.profiles = Profiles(settings.data_dir)
        self.backend = EmbeddedBackend(settings.data_dir / "embedded")
        self.place: Workplace | None = None
        self._gate: Gate | None = None
        self._door: Door | None = None
        self._has_stopped = False
        self.executor.failed.connect(self.hub.fail)
        self.window.closing.connect(self.stop)
        self.window.cure("signed_out", self.tr("Sign in"), self.ask_sign_in)
        self.window.cure("unlock_expired", self.tr("Sign in"), self.ask_sign_in)

    def start(self) -> None:
        """Show the window as large as it likes to be; everything slow comes after its first paint."""
        self.window.resize(self.window.sizeHint().boundedTo(self.window.screen().availableSize()))
        self.window.painted.connect(self._after_paint)
        self.window.show()

    def stop(self) -> None:
        """End the loops, the lanes and the embedded backend; may be called twice."""
        if self._has_stopped:
            return
        self._has_stopped = True
        if self._door:
            self._door.give_up()
        if self.place:
            self.place.stop()
            self.place.desk.gateway.give_up()
            self.executor.wait_for(Lane.STORE, self.place.desk.close)
        self.executor.stop()
        self.backend.stop()

    def answer(self, command: str) -> dict[str, object]:
        """Answer the command line."""
        if command == "show":
            self.window.showNormal()
            self.window.raise_()
            self.window.activateWindow()
        if command == "sync" and self.place:
            self.place.sync.kick()
        if self.place is None:
            return {"window": True, "locked": True}
        page, appraisal_id = self.window.place
        return self.place.status | {"page": page, "appraisal": appraisal_id or ""}

    # --- ways in

    @property
    def door(self) -> Door:
        """The ways into profiles; on a lane, for its parts take their time to load."""
        from inspector_app.app.opening import Door

        self._door = self._door or Door(self.settings)
        return self._door

    def sign_in(self, server_url: str, email: str, password: str) -> None:
        """Sign in at a server."""
        self.executor.run(
            Lane.CONTROL, lambda: self.door.sign_in(server_url, email, password), self._opened, self._refused
        )

    def unlock(self, email: str, password: str) -> None:
        """Open a known user's profile without a network."""
        self.executor.run(Lane.CONTROL, lambda: self.door.unlock(email, password), self._opened, self._refused)

    def try_everything(self) -> None:
        """Start the embedded backend and sign in to it as its demo manager."""
        self.executor.run(Lane.CONTROL, self._own_server, self._opened, self._refused)

    def ask_sign_in(self) -> None:
        """Ask for a sign-in online, over the work."""
        self._show_unlock()

    def _after_paint(self) -> None:
        """Show the welcome where nobody works here yet, and load the rest meanwhile."""
        if self.profiles.last() is None and self._gate is None and self.place is None:
            self._show_welcome()
        self.executor.run(Lane.DISK, _load_the_rest, self._begin)

    def _begin(self, _: None = None) -> None:
        last = self.profiles.last()
        if last is None or self._gate is not None or self.place is not None:
            return
        if last.server_url == self.backend.known_url():
            self._show_unlock()
            self._try_from_gate()
        else:
            self.executor.run(Lane.CONTROL, self._unlock_by_keyring, self._by_keyring, self._refused)

    def _unlock_by_keyring(self) -> Opened | None:
        return self.door.unlock_by_keyring()

    def _own_server(self) -> Opened:
        """Start the embedded backend and sign in to it. Lane CONTROL."""
        if not self.backend.is_running:
            self.backend.start()
        manager = self.backend.user("manager")
        return self.door.sign_in(self.backend.url, manager.email, manager.password)

    def _by_keyring(self, opened: Opened | None) -> None:
        if opened:
            self._opened(opened)
        else:
            self._show_unlock()

    def _show_welcome(self) -> None:
        from inspector_app.ui.welcome_page import WelcomePage

        page = WelcomePage(self.look, self.settings.server_url)
        page.connect_wanted.connect(self.sign_in)
        page.try_wanted.connect(self._try_from_gate)
        self._show(page)

    def _show_unlock(self) -> None:
        from inspector_app.ui.unlock_page import Known, UnlockPage

        known = [Known(p.email, p.dealership, p.server_url) for p in self.profiles.all()]
        page = UnlockPage(self.look, known, self.settings.offline_days)
        page.unlock_wanted.connect(self.unlock)
        page.sign_in_wanted.connect(self.sign_in)
        page.other_wanted.connect(self._show_welcome)
        self._show(page)

    def _show(self, gate: Gate) -> None:
        self._gate = gate
        self.window.show_gate(gate)

    def _try_from_gate(self) -> None:
        if self._gate:
            self._gate.busy(self.tr("Starting a server on this laptop…"))
        self.try_everything()

    def _refused(self, error: Exception) -> None:
        if self._gate is None:
            self._show_unlock()
        if self._gate and isinstance(error, InspectorError):
            self._gate.trouble(told(error))
        else:
            self.hub.fail(error)

    # --- into the work

    def _opened(self, opened: Opened) -> None:
        if self.place is None:
            work = partial(_open, opened, self.settings, self.door)
            self.executor.run(Lane.STORE, work, partial(self._enter, opened.account is not None), self._refused)
            return
        account, token, desk = opened.account, opened.token, self.place.desk
        if opened.profile.id != self.door.profiles.of(desk.account).id:
            self._refused(AccessError("other_user"))
        elif account and token:
            desk.gateway.use(account, token)
            work_again = partial(_signed_in_again, desk, account, token)
            self.executor.run(Lane.STORE, work_again, self._back_to_work, self._refused)
        else:
            self.executor.run(Lane.STORE, desk.session.access, self._back_to_work, self._refused)

    def _back_to_work(self, access: Access) -> None:
        if self.place:
            self.window.enter(self.place.desk.account, self.place.load)
            if access is Access.CAPTURE_ONLY:
                self.hub.fail(AccessError("unlock_expired"))
            else:
                self.place.go_online(access)
            self.hub.tell(Changes(queue=True, session=True))

    def _enter(self, is_fresh: bool, opened: tuple[Desk, Access]) -> None:
        from inspector_app.app.workplace import Workplace

        desk, access = opened
        place = self.place = Workplace(desk, self.settings, self.look, self.executor, self.hub, self.window)
        place.settings_page.wished.connect(self._keep_wish)
        place.settings_page.sign_out_wanted.connect(self._sign_out)
        place.report_wanted.connect(self._ask_report)
        place.start(Access.ONLINE if is_fresh else access, go_online=True)
        if not is_fresh and access is Access.CAPTURE_ONLY:
            self.hub.fail(AccessError("unlock_expired"))
        self.entered.emit()

    def _sign_out(self) -> None:
        if self.place:
            self.place.stop()
            self.executor.run(Lane.CONTROL, self.place.desk.gateway.sign_out, None, _not_heard)
            self.executor.run(Lane.STORE, self.place.desk.session.signed_out, None, self.hub.fail)
            self._show_unlock()

    def _keep_wish(self, wish: Wish) -> None:
        values: dict[str, str | int | bool] = {"theme": wish.theme, "text_scale": wish.scale, "glove": wish.glove}
        self.executor.run(Lane.DISK, partial(keep_settings, self.settings.data_dir, values), None, self.hub.fail)

    # --- the report

    def _ask_report(self, appraisal_id: str) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window, self.tr("Save the condition report"), "condition-report.pdf", self.tr("PDF (*.pdf)")
        )
        if name:
            self.save_report(AppraisalId(appraisal_id), Path(name))

    def save_report(self, appraisal_id: AppraisalId, path: Path, done: Callable[[Path], object] | None = None) -> None:
        """Write an appraisal's condition report to a file."""
        from inspector_app.app.reporting import gather, write

        if self.place:
            desk = self.place.desk
            self.executor.run(
                Lane.STORE, partial(gather, desk, appraisal_id),
                lambda facts: self.executor.run(Lane.DISK, partial(write, facts, path), done, self.hub.fail),
                self.hub.fail,
            )  # fmt: skip


def make_desktop(settings: Settings, app: QApplication) -> Desktop:
    """Dress the application and make its desktop, not yet shown."""
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # which codecs are missing is no news to the user
    load_language(app, settings.assets_dir / "translations", settings.language)
    look = Look(settings.assets_dir, Wish(settings.theme, glove=settings.glove, scale=settings.text_scale))
    look.begin_plain(app)
    return Desktop(settings, look)


def _load_the_rest() -> None:
    """Load what the work needs, on a lane, while the window is already there."""
    import inspector_app.app.opening
    import inspector_app.app.workplace  # noqa: F401


def _open(opened: Opened, settings: Settings, door: Door) -> tuple[Desk, Access]:
    from inspector_app.app.desk import open_desk

    desk = open_desk(opened, settings, door.device_id())
    return desk, desk.session.access()


def _not_heard(error: Exception) -> None:
    """Leave the session to its expiry: signing out must work without a network too."""
    log.info("the server did not hear the sign-out: %s", error)


def _signed_in_again(desk: Desk, account: Account, token: str) -> Access:
    desk.session.signed_in(account, token)
    return Access.ONLINE
