"""A profile for the store's tests: a known key, a scripted clock, a car with photos."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspector_app.core.appraisal import Appraisal, Stage
from inspector_app.core.auction import Auction, AuctionStatus, AuctionTerms, Standing
from inspector_app.core.finding import Band, Box, Damage, Finding, Label, ModelRef, Region, Source
from inspector_app.core.ids import AppraisalId, AuctionId, DamageId, FindingId, Micros, PhotoId, Sha256, new_id
from inspector_app.core.money import Money
from inspector_app.core.outbox import Envelope, Intent
from inspector_app.core.photo import Photo
from inspector_app.core.vehicle import Odometer, Vehicle
from inspector_app.keys import Sealer
from inspector_app.store import ProfileStore, open_store
from inspector_app.store.store import FILE_NAME

KEY = bytes(range(32))
VIN = "1HGCM82633A004352"
PLATE = "ZH 765 432"
NOTES = "Owner says: hail in Bern, repainted bonnet"
SECOND = 1_000_000
DAY = 24 * 3600 * SECOND
EVERYTHING = frozenset(Intent)


@dataclass
class ScriptedClock:
    """Time that passes only when the test says so."""

    at: int = 1_750_000_000_000_000

    def __call__(self) -> Micros:
        return Micros(self.at)

    def advance(self, micros: int) -> None:
        self.at += micros


@cache
def _template() -> Path:
    """Make an empty profile once: each test gets a copy, which costs no wait for the disk."""
    folder = tempfile.TemporaryDirectory(prefix="walkaround-template-")
    atexit.register(folder.cleanup)
    open_store(Path(folder.name), Sealer(KEY)).close()
    return Path(folder.name)


def opened(folder: Path, clock: ScriptedClock) -> ProfileStore:
    """Open a profile, a new one where there is none; only a power cut would tell that it waits for no disk."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / FILE_NAME).exists():
        shutil.copy(_template() / FILE_NAME, folder)
    store = open_store(folder, Sealer(KEY), actor="inspector-1", device="laptop-1", clock=clock)
    store._database.run("pragma synchronous=off")
    return store


def car(
    vin: str = VIN, *, make: str = "Honda", model: str = "Accord", at: int = 1, plate: str = PLATE,
    stage: Stage = Stage.IN_PROGRESS, appraisal_id: str = "",
) -> Appraisal:  # fmt: skip
    vehicle = Vehicle(vin, 2003, make, model, "EX", plate, Odometer(81_234))
    return Appraisal(
        AppraisalId(appraisal_id or new_id()), "dealer-1", "inspector-1", Micros(at), Micros(at), stage=stage,
        vehicle=vehicle, notes=NOTES,
    )  # fmt: skip


def photo(appraisal: Appraisal, shot: str = "front", sha256: str = "0" * 64, **known: object) -> Photo:
    facts = Photo(
        PhotoId(new_id()), appraisal.id, appraisal.revision, shot, Sha256(sha256), 1000, 1600, 1200, "image/jpeg",
        Micros(5),
    )  # fmt: skip
    return Photo(**{**vars(facts), **known})


def finding(taken: Photo, confidence_ppm: int = 500_000, *, shown: bool = True) -> Finding:
    return Finding(
        FindingId(new_id()), taken.appraisal_id, taken.id, Label.DENT, confidence_ppm, Band.CHECK, shown,
        Box(1, 2, 30, 40), ModelRef("damage-1", Sha256("a" * 64)),
    )  # fmt: skip


def damage(taken: Photo, note: str = "left of the handle") -> Damage:
    regions = (Region(taken.id, Box(3, 4, 5, 6)), Region(taken.id, Box(7, 8, 9, 10)))
    return Damage(DamageId(new_id()), taken.appraisal_id, Label.SCRATCH, Source.HUMAN, regions, note)


def auction(appraisal: Appraisal, status: AuctionStatus = AuctionStatus.ACTIVE) -> Auction:
    terms = AuctionTerms(Money.of(15_000), Money.of(100), Money.of(17_000))
    standing = Standing(status, 3, Money.of(15_300), 2, "Buyer Blue", reserve_met=False, ends_at=Micros(99))
    return Auction(AuctionId(new_id()), appraisal.id, 1, terms, standing)


def upload(appraisal_id: str, key: str = "") -> Envelope:
    return Envelope(key or new_id(), Intent.UPLOAD_PHOTO, AppraisalId(appraisal_id), '{"vin":"x"}', "abc", 4_000_000)


def submit(appraisal_id: str, revision: int = 1) -> Envelope:
    key = f"{appraisal_id}:{revision}"
    return Envelope(key, Intent.SUBMIT_APPRAISAL, AppraisalId(appraisal_id), "{}", "content")


def launch(appraisal_id: str, key: str = "") -> Envelope:
    key = key or new_id()
    return Envelope(key, Intent.LAUNCH_AUCTION, AppraisalId(appraisal_id), "{}", key)
