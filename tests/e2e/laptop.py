"""A laptop without a window: true store, vault, services and gateway, and a clock that the test moves."""

import io
import random
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PIL import Image

from backend_client.client import AuctionClient
from backend_client.transport import Patience, Server
from inspector_app.core.auction import AuctionTerms
from inspector_app.core.finding import Box, Label
from inspector_app.core.ids import AppraisalId, AuctionId, new_id
from inspector_app.core.money import Money
from inspector_app.core.outbox import Intent, OutboxState, QueueRow
from inspector_app.core.payloads import submission
from inspector_app.core.session import Account
from inspector_app.core.vehicle import Odometer
from inspector_app.gateway import HttpGateway
from inspector_app.imaging import imaging
from inspector_app.keys import Sealer
from inspector_app.reading import decode_vin
from inspector_app.services.appraise import AppraiseService
from inspector_app.services.auctions import AuctionService
from inspector_app.services.capture import CaptureService
from inspector_app.services.records import Records
from inspector_app.services.review import ReviewService
from inspector_app.services.session import SessionService
from inspector_app.services.sync import DECISIONS, PHOTOS, SyncService
from inspector_app.store import Vault
from tests.live_backend import LiveBackend, Login
from tests.store.kit import KEY, SECOND, VIN, ScriptedClock, opened

HOUR = 3600 * SECOND
PATIENCE = Patience(connect_s=1.0, read_s=1.5, slowest_line=10**6)
BULK = 4
Held = Counter[tuple[str, str, str]]
"""What a side holds: kind, id and hash of each thing."""


def jpeg(number: int, side: int = 320) -> bytes:
    """Return a photo of some 100 KB that no other number gives."""
    dice = random.Random(number)
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), dice.randbytes(side * side * 3)).save(out, "JPEG", quality=85)
    return out.getvalue()


class Laptop:
    """What the app's own wiring makes, with four lanes for photos and one for decisions."""

    def __init__(self, folder: Path) -> None:
        self.clock = ScriptedClock()
        self.store = opened(folder, self.clock)
        self.vault = Vault(folder, Sealer(KEY))
        self.gateway = HttpGateway(self.vault.get, "laptop-1", patience=PATIENCE)
        self.session = SessionService(Records(self.store, self.clock))
        self.sync = SyncService(self.store, self.gateway)
        self._lanes = ThreadPoolExecutor(BULK + 1)

    def close(self) -> None:
        """End the lanes and close the store."""
        self._lanes.shutdown()
        self.store.close()

    def sign_in(self, url: str, login: Login) -> Account:
        """Sign in as somebody of the demo, by the address that is given."""
        account, token = self.gateway.sign_in(url, login.email, login.password)
        self.session.signed_in(account, token)
        self.gateway.use(account, token)
        return account

    def finalised(self, photos: int = 5, *, seed: int = 0, side: int = 320) -> AppraisalId:
        """Walk round a car, mark a damage and finalise, as the services do; no network is asked."""
        account = self.session.account()
        assert account is not None
        records = Records(self.store, self.clock)
        appraise = AppraiseService(records, decode_vin, account)
        appraisal_id = AppraisalId(new_id())
        appraise.begin(appraisal_id, VIN, again=True)
        self._photograph(records, appraisal_id, [jpeg(seed * 1000 + number, side) for number in range(photos)])
        appraise.complete_capture(appraisal_id, left_out="a short walk")
        appraise.go_on_without_ai(appraisal_id)
        taken = self.store.photos.of(appraisal_id)
        ReviewService(records).add(appraisal_id, taken[0].id, Label.DENT, Box(5, 5, 40, 30), "left of the handle")
        car = self.store.appraisals.get(appraisal_id)
        appraise.edit(appraisal_id, replace(car.vehicle, odometer=Odometer(81_234)), "Hail – müde Türen")
        appraise.finalise(appraisal_id)
        return appraisal_id

    def _photograph(self, records: Records, appraisal_id: AppraisalId, photos: list[bytes]) -> None:
        capture = CaptureService(records, self.vault, imaging)
        for data in photos:
            capture.record(appraisal_id, "closeup", capture.keep(data))

    def launched(self, appraisal_id: AppraisalId, duration_s: int = 2700) -> AuctionId:
        """Decide on the launch; it waits behind its appraisal."""
        account = self.session.account()
        assert account is not None
        auction_id = AuctionId(new_id())
        terms = AuctionTerms(Money.of(9_000), Money.of(100), Money.of(9_500), duration_s)
        service = AuctionService(Records(self.store, self.clock), self.gateway, account)
        service.launch(auction_id, appraisal_id, terms)
        return auction_id

    def beat(self) -> int:
        """Claim, send on the lanes and settle, once; return how many were tried. Then an hour goes by."""
        claimed = self.sync.claim(PHOTOS, BULK) + self.sync.claim(DECISIONS, 1)
        for outcome in self._lanes.map(self.sync.send, claimed):
            self.sync.settle(outcome)
        self.clock.advance(HOUR)
        return len(claimed)

    def until_verified(self, beats: int = 60) -> None:
        """Beat until the server has proven everything."""
        for _ in range(beats):
            if self.states() == {OutboxState.VERIFIED}:
                return
            self.beat()
        raise AssertionError([(row.intent, row.state, row.code) for row in self.store.outbox.rows()])

    def states(self) -> set[OutboxState]:
        """Return the states that items are in."""
        return {row.state for row in self.store.outbox.rows()}

    def held(self) -> Held:
        """Return what the laptop means the server to hold."""
        held: Held = Counter()
        for row in self.store.outbox.rows():
            held[row.intent.value, row.key, self._proof(row)] += 1
        return held

    def _proof(self, row: QueueRow) -> str:
        store, appraisal_id = self.store, row.appraisal_id
        photos = store.photos.of(appraisal_id)
        if row.intent is Intent.UPLOAD_PHOTO:
            return next(photo.sha256 for photo in photos if photo.id == row.key)
        if row.intent is Intent.LAUNCH_AUCTION:
            return row.key
        facts = store.appraisals.get(appraisal_id), photos
        return submission(*facts, store.findings.of(appraisal_id), store.damages.of(appraisal_id))[1]


def held_by(backend: LiveBackend) -> Held:
    """Return what the server's own tables and files hold: every row, twice where it were there twice."""
    data = backend.folder / "data"
    with closing(sqlite3.connect(data / "auctions.db")) as db:
        photos = db.execute("select id, sha256 from photos where stored_us is not null").fetchall()
        filed = db.execute("select id || ':' || revision, content_hash from appraisals").fetchall()
        auctions = db.execute("select id from auctions").fetchall()
    return Counter(
        [(Intent.UPLOAD_PHOTO.value, photo_id, sha256) for photo_id, sha256 in photos]
        + [(Intent.SUBMIT_APPRAISAL.value, key, content_hash) for key, content_hash in filed]
        + [(Intent.LAUNCH_AUCTION.value, auction_id, auction_id) for (auction_id,) in auctions]
    )


def client_of(backend: LiveBackend, login: Login) -> AuctionClient:
    """Sign in beside the laptop, straight to the server."""
    client = AuctionClient(Server(backend.api_url))
    token = client.sign_in(login.email, login.password, "laptop-2").token
    client.close()
    return AuctionClient(Server(backend.api_url, token))
