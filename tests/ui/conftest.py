"""A desk for the windows' tests: true store and services on true lanes, a fake server, no screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId, new_id
from inspector_app.imaging import PhotoImaging
from inspector_app.keys import Sealer
from inspector_app.qt.executor import Executor, Lane, T
from inspector_app.qt.frame_source import encoded
from inspector_app.qt.hub import Hub
from inspector_app.qt.pictures import Pictures
from inspector_app.reading import decode_vin
from inspector_app.services.appraise import AppraiseService
from inspector_app.services.auctions import AuctionService
from inspector_app.services.capture import CaptureService
from inspector_app.services.detect import DetectService
from inspector_app.services.records import Records
from inspector_app.services.review import ReviewService
from inspector_app.services.sync import SyncService
from inspector_app.store import Vault, open_store
from inspector_app.ui.look import Look, Wish
from tests.fakes import ACCOUNT, FakeGateway

ASSETS = Path(__file__).resolve().parents[2] / "assets"
KEY = b"k" * 32
VIN = "1HGCM82633A004352"
OTHER_VIN = "WBA3A5C51CF256651"
W = TypeVar("W", bound=QWidget)


@dataclass
class Desk:
    """What a page works with, and a few words to set the scene."""

    qtbot: QtBot
    look: Look
    folder: Path
    executor: Executor = field(default_factory=Executor)
    hub: Hub = field(default_factory=Hub)
    gateway: FakeGateway = field(default_factory=FakeGateway)

    def __post_init__(self) -> None:
        """Open the store on its lane and make the services."""
        self._windows: list[QWidget] = []
        sealer = Sealer(KEY)
        self.decode = decode_vin
        self.vault = Vault(self.folder, sealer)
        self.store = self.on_store(partial(open_store, self.folder, sealer, actor="user-1", device="laptop-1"))
        records = Records(self.store)
        self.appraise = AppraiseService(records, decode_vin, ACCOUNT)
        self.capture = CaptureService(records, self.vault, PhotoImaging())
        self.detect = DetectService(records, self.vault, PhotoImaging())
        self.review = ReviewService(records)
        self.auctions = AuctionService(records, self.gateway, ACCOUNT)
        self.sync = SyncService(self.store, self.gateway)
        self.pictures = Pictures(self.executor, self.vault.get)
        self.executor.failed.connect(self.hub.fail)

    def on_store(self, work: Callable[[], T]) -> T:
        """Do something on the STORE lane and wait for it."""
        return self.executor.wait_for(Lane.STORE, work)

    def settled(self) -> None:
        """Wait until nothing is under way on any lane."""
        self.qtbot.waitUntil(lambda: self.executor.is_idle)

    def car(self, vin: str = VIN, *, shots: tuple[str, ...] = ()) -> AppraisalId:
        """Begin an appraisal with photos."""
        appraisal_id = AppraisalId(new_id())
        self.on_store(partial(self.appraise.begin, appraisal_id, vin, again=True))
        for number, shot in enumerate(shots):
            kept = self.capture.keep(jpeg(hue=(len(shot) * 40 + number * 25) % 360, size=(320 + number, 240)))
            self.on_store(partial(self.capture.record, appraisal_id, shot, kept))
        return appraisal_id

    def shows(self, widget: W) -> W:
        """Own a window: it is closed when the work is done, before the lanes end."""
        self._windows.append(widget)
        return widget

    def types(self, widget: QWidget, words: str) -> None:
        """Type as a person does."""
        QTest.keyClicks(widget, words)

    def announce(self, appraisal_id: AppraisalId) -> None:
        """Say that an appraisal was touched."""
        self.hub.tell(Changes(appraisals=frozenset({appraisal_id}), queue=True))

    def close(self) -> None:
        """Wait for what is under way, then close windows, store and lanes."""
        self.settled()
        for window in self._windows:
            window.close()
            window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.on_store(self.store.close)
        self.executor.stop()


def jpeg(*, hue: int = 200, size: tuple[int, int] = (320, 240)) -> bytes:
    """Return a photo of one colour."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(hue, 120, 200))
    return encoded(image)


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    made = Look(ASSETS, Wish(theme="light"))
    made.begin(qapp)
    return made


@pytest.fixture
def desk(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, look, tmp_path)
    yield made
    made.close()
