"""The services over a true store and vault; detector and imaging are told what to say."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from inspector_app.core.finding import Band, Box, Label, ModelRef, Suggestion
from inspector_app.core.ids import AppraisalId, PhotoId, Sha256, new_id
from inspector_app.core.photo import Picture
from inspector_app.core.session import Account, Role
from inspector_app.core.shots import QUICK_WALK
from inspector_app.imaging import imaging
from inspector_app.keys import Sealer
from inspector_app.reading import decode_vin
from inspector_app.services.appraise import AppraiseService
from inspector_app.services.auctions import AuctionService
from inspector_app.services.capture import CaptureService
from inspector_app.services.detect import DetectService
from inspector_app.services.queue import QueueService
from inspector_app.services.records import Records
from inspector_app.services.review import ReviewService
from inspector_app.services.session import SessionService
from inspector_app.store import ProfileStore, Vault
from tests.fakes import FakeGateway
from tests.store.kit import KEY, ScriptedClock, opened

VIN = "1HGCM82633A004352"
MODEL = ModelRef("damage-test", Sha256("a" * 64))
DENT = Suggestion(Label.DENT, 810_000, Band.SURE, True, Box(4, 4, 20, 10))
WEAK = Suggestion(Label.SCRATCH, 90_000, Band.HINT, False, Box(30, 20, 12, 9))


@dataclass(frozen=True)
class ToldDetector:
    """A detector that says what the test tells it to."""

    says: tuple[Suggestion, ...] = (DENT, WEAK)
    model: ModelRef = MODEL

    def detect(self, picture: Picture) -> tuple[Suggestion, ...]:
        assert picture.pixels.shape[2] == 3
        return self.says


def account(role: Role = Role.MANAGER) -> Account:
    return Account("https://auction.test", "u1", "Ann", "ann@dealer.test", role, "d1", "Dealer", "USD")


def jpeg(shade: int = 120, size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 40, 200)).save(out, "JPEG")
    return out.getvalue()


class Workshop:
    """Everything that a car needs on this laptop, without a window and without a server."""

    def __init__(self, folder: Path, role: Role = Role.MANAGER) -> None:
        self.clock = ScriptedClock()
        self.store: ProfileStore = opened(folder, self.clock)
        self.vault = Vault(folder, Sealer(KEY))
        self.gateway = FakeGateway()
        records = self.records = Records(self.store, self.clock)
        self.appraise = AppraiseService(records, decode_vin, account(role))
        self.capture = CaptureService(records, self.vault, imaging)
        self.detect = DetectService(records, self.vault, imaging)
        self.review = ReviewService(records)
        self.auctions = AuctionService(records, self.gateway, account(role))
        self.session = SessionService(records)
        self.queue = QueueService(self.store)

    def begun(self, vin: str = VIN) -> AppraisalId:
        """Begin an appraisal and return its id."""
        appraisal_id = AppraisalId(new_id())
        self.appraise.begin(appraisal_id, vin, again=True)
        return appraisal_id

    def shot(self, appraisal_id: AppraisalId, shot: str, shade: int = 120) -> PhotoId:
        """Take a photo and return its id."""
        self.capture.record(appraisal_id, shot, self.capture.keep(jpeg(shade)))
        return next(p.id for p in reversed(self.store.photos.of(appraisal_id)) if p.shot == shot)

    def walked(self) -> AppraisalId:
        """Begin an appraisal and take the whole walk."""
        appraisal_id = self.begun()
        for shade, shot in enumerate(QUICK_WALK):
            self.shot(appraisal_id, shot.id, 20 + 15 * shade)
        return appraisal_id

    def looked_at(self, detector: ToldDetector | None = None) -> None:
        """Let the model look at every photo that waits."""
        detector = detector or ToldDetector()
        for photo in self.detect.waiting():
            self.detect.record(self.detect.look(photo, detector))
