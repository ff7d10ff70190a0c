"""The ports: what services need from the world; adapters give it, `app` brings them together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from inspector_app.core.appraisal import Appraisal
from inspector_app.core.auction import Auction, AuctionEvent, PricePoint
from inspector_app.core.canonical import Json
from inspector_app.core.finding import Damage, Finding, ModelRef, Suggestion
from inspector_app.core.history import Event, Stream
from inspector_app.core.ids import AppraisalId, AuctionId, Micros, PhotoId, Sha256
from inspector_app.core.outbox import Envelope, Intent, Outcome, QueueCounts, QueueRow
from inspector_app.core.photo import Photo, Picture
from inspector_app.core.rows import AppraisalRow
from inspector_app.core.session import Account
from inspector_app.core.vehicle import Vehicle, Vin


class Appraisals(Protocol):
    """The appraisals on this laptop."""

    def save(self, appraisal: Appraisal) -> None:
        """Keep the appraisal as it is now."""

    def get(self, appraisal_id: AppraisalId) -> Appraisal:
        """Return one; raises RuleError `unknown_appraisal`."""

    def rows(self, search: str = "", *, limit: int = 500) -> tuple[AppraisalRow, ...]:
        """Return the newest first; `search` matches VIN, make, model, plate in any part."""

    def open_with_vin(self, vin: str) -> tuple[AppraisalId, ...]:
        """Return open appraisals of the same car."""


class Photos(Protocol):
    """What is known of the photos; their bytes are in the vault."""

    def save(self, photo: Photo) -> None:
        """Keep a photo's facts."""

    def get(self, photo_id: PhotoId) -> Photo:
        """Return one; raises RuleError `unknown_photo`."""

    def of(self, appraisal_id: AppraisalId) -> tuple[Photo, ...]:
        """Return an appraisal's photos in the order of capture."""

    def unseen(self) -> tuple[Photo, ...]:
        """Return the photos of open appraisals that no model has looked at, the oldest first."""


class Findings(Protocol):
    """The model's suggestions and their reviews."""

    def save(self, *findings: Finding) -> None:
        """Keep findings, new or changed."""

    def of(self, appraisal_id: AppraisalId) -> tuple[Finding, ...]:
        """Return an appraisal's findings, by photo and confidence."""


class Damages(Protocol):
    """What the inspector says is damaged."""

    def save(self, damage: Damage) -> None:
        """Keep a damage, new or changed."""

    def of(self, appraisal_id: AppraisalId) -> tuple[Damage, ...]:
        """Return an appraisal's damages, voided ones too."""


class Outbox(Protocol):
    """What waits for the server. Order is kept within an appraisal; no appraisal blocks another."""

    def put(self, envelope: Envelope) -> None:
        """Queue an envelope; a key that is already there changes nothing."""

    def claim(self, intents: frozenset[Intent], limit: int = 1) -> tuple[Envelope, ...]:
        """Mark due items as being tried (attempt counted, next time set *before* the try) and return them."""

    def settle(self, outcome: Outcome) -> bool:
        """Record what became of an attempt; False where it was a late word that changes nothing."""

    def retry(self, *keys: str) -> None:
        """Queue refused, conflicting, paused or waiting items again, now; without keys: all."""

    def revise(self, envelope: Envelope) -> bool:
        """Queue a refused or conflicting item again with another payload; False where it is not stuck."""

    def requeue_photo(self, photo_ids: Sequence[str]) -> None:
        """Queue acknowledged photos again, because the server says that it lacks them."""

    def resume_paused(self) -> None:
        """Make paused items due, after a sign-in."""

    def rows(self, *, limit: int = 1000) -> tuple[QueueRow, ...]:
        """Return the items, those that need a person first, then by order."""

    def counts(self) -> QueueCounts:
        """Count the items by what they mean to the user."""

    def next_due(self) -> Micros | None:
        """Return when the next item falls due, or None."""


class Auctions(Protocol):
    """Auctions as the server told them."""

    def save(self, auction: Auction) -> None:
        """Keep an auction's terms and standing."""

    def get(self, auction_id: AuctionId) -> Auction:
        """Return one; raises RuleError `unknown_auction`."""

    def of(self, appraisal_id: AppraisalId) -> Auction | None:
        """Return the newest auction of an appraisal, or None."""

    def live(self) -> tuple[Auction, ...]:
        """Return those that are not over."""

    def save_points(self, points: Sequence[PricePoint]) -> None:
        """Keep price points; one that is there already changes nothing."""

    def points(self, auction_id: AuctionId) -> tuple[PricePoint, ...]:
        """Return an auction's price points by seq."""


class History(Protocol):
    """The append-only, hash-linked record."""

    def append(self, stream: Stream, stream_id: str, what: str, payload: Mapping[str, Json]) -> Event:
        """Add an event by the present actor on this device, linked to the one before it."""

    def of(self, stream: Stream, stream_id: str) -> tuple[Event, ...]:
        """Return a stream's events in order."""


class Facts(Protocol):
    """Small named facts of this profile: account, token, last page; sealed at rest."""

    def get(self, name: str) -> str | None:
        """Return a fact or None."""

    def set(self, name: str, value: str | None) -> None:
        """Keep a fact; None takes it away."""


class Store(Protocol):
    """The profile's database. All of it is used on the STORE lane only."""

    @property
    def appraisals(self) -> Appraisals: ...  # noqa: D102
    @property
    def photos(self) -> Photos: ...  # noqa: D102
    @property
    def findings(self) -> Findings: ...  # noqa: D102
    @property
    def damages(self) -> Damages: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def auctions(self) -> Auctions: ...  # noqa: D102
    @property
    def history(self) -> History: ...  # noqa: D102
    @property
    def facts(self) -> Facts: ...  # noqa: D102

    def atomic(self) -> AbstractContextManager[None]:
        """Open a transaction: all that is written inside, or nothing; may be nested."""


class Sealer(Protocol):
    """The profile's key at work: seals bytes for one place, so that they open only there. Safe from any lane."""

    def seal(self, data: bytes, context: bytes) -> bytes:
        """Return the bytes sealed for the place that `context` names."""

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Return the plain bytes; raises StorageError `sealed_corrupt`."""

    def blind_index(self, text: str) -> str:
        """Return a keyed hash by which a text is found without being stored."""


class Vault(Protocol):
    """Sealed files by the hash of their plain bytes. Safe from any lane."""

    def put(self, data: bytes) -> Sha256:
        """Keep bytes durably (aside, fsync, rename, fsync of the folder) and return their hash."""

    def get(self, sha256: Sha256) -> bytes:
        """Return the bytes; raises StorageError `photo_lost` or `photo_corrupt`."""


class Detector(Protocol):
    """A model that looks for damage. One per VISION lane."""

    @property
    def model(self) -> ModelRef:
        """Which model this is."""

    def detect(self, picture: Picture) -> tuple[Suggestion, ...]:
        """Return suggestions, boxes in integer pixels of the upright original, most confident first."""


class Imaging(Protocol):
    """Decoding; pure functions of bytes, safe from any lane."""

    def inspect(self, data: bytes) -> tuple[str, int, int]:
        """Return mime and upright size from the header; raises InputError `image_unreadable`, `image_huge`."""

    def captured_at(self, data: bytes) -> Micros | None:
        """Return when the photo was taken, as it says itself; None where it does not say. Never raises."""

    def decode(self, data: bytes, *, max_side: int | None = None) -> Picture:
        """Return upright RGB pixels, reduced to `max_side`; raises InputError as `inspect` does."""

    def thumbnail(self, data: bytes, *, side: int = 320) -> bytes:
        """Return a small upright JPEG."""


class VinDecoder(Protocol):
    """What a VIN says without a network."""

    def __call__(self, vin: Vin) -> Vehicle:
        """Return what is known; never raises for a valid VIN."""


class Gateway(Protocol):
    """The central backend in the app's own words. Every failure is a GatewayError with its verdict."""

    def sign_in(self, server_url: str, email: str, password: str) -> tuple[Account, str]:
        """Return the account and its token."""

    def use(self, account: Account, token: str | None) -> None:
        """Speak as this account from now on."""

    def deliver(self, envelope: Envelope) -> str:
        """Deliver once, resumably; return the server's own proof (hash or id)."""

    def auction(self, auction_id: AuctionId) -> tuple[Auction, tuple[PricePoint, ...]]:
        """Return an auction and its price points as the server has them."""

    def stream(self, cursors: Mapping[AuctionId, int], stop: Callable[[], bool]) -> Iterator[AuctionEvent | None]:
        """Yield events after each cursor as they come; None as a heartbeat; ends when `stop()` holds."""

    def server_offset_us(self) -> int:
        """Return server clock minus this laptop's, from the newest answer."""
