"""A desktop off screen over a real backend, used as a person uses it: by its gates, its keys and its pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QLoggingCategory
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from inspector_app.app.desktop import Desktop
from inspector_app.app.workplace import Workplace
from inspector_app.core.ids import AppraisalId, new_id
from inspector_app.core.outbox import QueueCounts
from inspector_app.core.words import sentence
from inspector_app.qt.executor import Lane
from inspector_app.services.appraise import Dossier
from inspector_app.settings import Settings, read_settings
from inspector_app.ui.look import Look, Wish
from inspector_app.ui.page import CAPTURE, REVIEW
from inspector_app.ui.unlock_page import UnlockPage
from inspector_app.ui.welcome_page import WelcomePage
from tests.fault_proxy import FaultProxy, fault_proxy
from tests.live_backend import LiveBackend, Login, running_backend

T = TypeVar("T")
G = TypeVar("G", WelcomePage, UnlockPage)
ROOT = Path(__file__).resolve().parents[2]
VIN = "1HGCM82633A004352"
WAIT_MS = 30_000
START_MS = 90_000


@dataclass
class Laptop:
    """A data folder and, while it is switched on, the desktop over it."""

    qtbot: QtBot
    look: Look
    settings: Settings
    running: Desktop | None = None

    @property
    def desktop(self) -> Desktop:
        """The open desktop."""
        assert self.running is not None
        return self.running

    @property
    def place(self) -> Workplace:
        """The open work."""
        assert self.desktop.place is not None
        return self.desktop.place

    # --- on and off

    def switch_on(self, **changed: object) -> None:
        """Open the app; `changed` are other settings for this time."""
        self.running = Desktop(replace(self.settings, **changed), self.look)  # type: ignore[arg-type]
        self.running.start()

    def switch_off(self) -> None:
        """Close the window, as a person does in the evening."""
        desktop, self.running = self.running, None
        if desktop is not None:
            desktop.window.close()
            desktop.window.deleteLater()
            desktop.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # --- eyes

    def until(self, holds: Callable[[], object], timeout: int = WAIT_MS) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=timeout)

    def gate(self, kind: type[G]) -> G:
        """Wait for a gate and return it."""
        found: list[G] = []

        def is_there() -> bool:
            found[:] = [gate for gate in self.desktop.window.findChildren(kind) if gate.isVisible()]
            return bool(found)

        self.until(is_there)
        return found[0]

    def is_inside(self) -> bool:
        """Tell whether the work is open on a page, and no gate is before it."""
        window = self.desktop.window
        return self.desktop.place is not None and window.strip.isVisible() and bool(window.place[0])

    def told(self) -> str:
        """Return what the banner of the work says, or nothing."""
        banner = self.desktop.window.banner
        return banner.title.text() if banner.isVisible() else ""

    def ask(self, work: Callable[[], T]) -> T:
        """Ask something of the store, on its lane."""
        return self.desktop.executor.wait_for(Lane.STORE, work)

    def dossier(self, appraisal_id: AppraisalId) -> Dossier:
        """Return an appraisal as it is stored."""
        return self.ask(partial(self.place.desk.appraise.dossier, appraisal_id))

    def counts(self) -> QueueCounts:
        """Return what waits."""
        return self.ask(self.place.desk.queue.counts)

    # --- hands

    def type_into(self, field: QLineEdit, words: str) -> None:
        """Type as a person does, over what is there."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, words)

    def sign_in_first(self, url: str, login: Login, *, password: str = "") -> WelcomePage:
        """Fill in the welcome and connect."""
        gate = self.gate(WelcomePage)
        for field, words in ((gate.url, url), (gate.email, login.email), (gate.password, password or login.password)):
            self.type_into(field, words)
        gate.go.click()
        return gate

    def enter(self, url: str, login: Login) -> None:
        """Open the app for the first time and sign in."""
        if self.running is None:
            self.switch_on()
        self.sign_in_first(url, login)
        self.until(self.is_inside)

    def unlock(self, password: str) -> UnlockPage:
        """Type the password at the unlock."""
        gate = self.gate(UnlockPage)
        self.until(lambda: not gate.word.isVisible())
        self.type_into(gate.password, password)
        gate.unlock.click()
        return gate

    def sign_in_again(self, password: str) -> None:
        """Sign in online at the unlock, and go back to work."""
        gate = self.gate(UnlockPage)
        self.type_into(gate.password, password)
        gate.sign_in.click()
        self.until(self.is_inside)

    def begin(self, vin: str = VIN) -> AppraisalId:
        """Begin an appraisal and open its capture page."""
        appraisal_id = AppraisalId(new_id())
        self.desktop.hub.tell(self.ask(partial(self.place.desk.appraise.begin, appraisal_id, vin)))
        self.desktop.window.go(CAPTURE, appraisal_id)
        return appraisal_id

    def import_photos(self, appraisal_id: AppraisalId, *paths: Path) -> None:
        """Bring photos in and wait until they are safe."""
        known = len(self.dossier(appraisal_id).photos)
        self.place.capture_page.take_files(paths)
        self.until(lambda: len(self.dossier(appraisal_id).photos) == known + len(paths))

    def go_to_review(self, reason: str) -> None:
        """Go on to the review without the photos that are missing."""
        page = self.place.capture_page.view
        self.until(page.done.isEnabled)
        page.done.click()
        self.until(page.missing.isVisible)
        self.type_into(page.reason, reason)
        page.done.click()
        self.until(lambda: self.desktop.window.place[0] == REVIEW)


def words_of(code: str) -> str:
    """Return the title that a person reads for a code, as far as its first parameter."""
    return sentence(code)[0].partition("{")[0].rstrip()


@contextmanager
def laptop_in(qtbot: QtBot, look: Look, folder: Path) -> Iterator[Laptop]:
    """Give a laptop whose data lies in a folder; it is switched off afterwards."""
    settings = read_settings({"WALKAROUND_DATA_DIR": str(folder / "data"), "WALKAROUND_THEME": "light"})
    made = Laptop(qtbot, look, settings)
    try:
        yield made
    finally:
        made.switch_off()


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # as the app itself has it
    made = Look(ROOT / "assets", Wish(theme="light"))
    made.begin(qapp)
    return made


@pytest.fixture
def laptop(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Laptop]:
    with laptop_in(qtbot, look, tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveBackend]:
    with running_backend(tmp_path_factory.mktemp("backend")) as made:
        yield made


@pytest.fixture
def line(backend: LiveBackend) -> Iterator[FaultProxy]:
    """Give a line to the backend that can be cut and healed."""
    with fault_proxy(backend.api_url) as made:
        yield made


@pytest.fixture
def picture(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that makes a photo file of one colour."""
    from PIL import Image

    def make(name: str = "front.jpg", shade: int = 90, size: tuple[int, int] = (640, 480)) -> Path:
        path = tmp_path / name
        Image.new("RGB", size, (shade, 120, 160)).save(path)
        return path

    return make
