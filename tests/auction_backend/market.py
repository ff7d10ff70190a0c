# ruff: noqa: ANN401
"""A market for tests: the real application, a clock that is set by hand, and people who are signed in."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from apiflask import APIFlask
from flask.testing import FlaskClient
from uuid_utils import uuid7
from werkzeug.test import TestResponse

from auction_backend.app import close, create_app
from auction_backend.config import BackendSettings, settings_in
from auction_backend.context import Backend, backend_of
from backend_client.contract import (
    IDEMPOTENCY_HEADER,
    TUS_CONTENT_TYPE,
    TUS_HEADER,
    TUS_VERSION,
    UPLOAD_LENGTH,
    UPLOAD_METADATA,
    UPLOADS,
    PhotoEntry,
    RevisionContent,
    UploadMetadata,
    Vehicle,
    revision_key,
    revision_path,
)

NOON_US = 1_800_000_000_000_000
JPEG = b"\xff\xd8\xff\xe0" + b"a car in the yard" * 64


def new_id() -> str:
    """Return a fresh id."""
    return str(uuid7())


@dataclass
class HandClock:
    """A clock that moves only when told."""

    now_us: int = NOON_US

    def __call__(self) -> int:
        return self.now_us

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now_us += round(seconds * 1_000_000)


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    name: str
    token: str
    dealership_id: str

    @property
    def headers(self) -> dict[str, str]:
        """The header that proves it."""
        return {"Authorization": f"Bearer {self.token}"}


@dataclass
class Market:
    """One backend with its people."""

    app: APIFlask
    clock: HandClock
    people: dict[str, Person]
    photos: dict[str, bytes] = field(default_factory=dict)

    @property
    def client(self) -> FlaskClient:
        """A client without a token."""
        return self.app.test_client()

    @property
    def parts(self) -> Backend:
        """The backend's parts."""
        return backend_of(self.app)

    def get(self, who: str, path: str) -> TestResponse:
        """Ask as somebody."""
        return self.client.get(path, headers=self.people[who].headers, buffered=True)

    def post(self, who: str, path: str, body: Any, key: str | None = None) -> TestResponse:
        """Send JSON as somebody."""
        headers = self.people[who].headers | ({IDEMPOTENCY_HEADER: key} if key else {})
        return self.client.post(path, json=body, headers=headers)

    def announce(
        self, who: str, photo_id: str, appraisal_id: str, data: bytes, *, body: bytes = b"", **other: Any
    ) -> TestResponse:
        """Announce a photo, with as much of it as `body` holds."""
        words = UploadMetadata(
            photo_id=photo_id,
            appraisal_id=appraisal_id,
            revision=1,
            sha256=other.get("sha256", hashlib.sha256(data).hexdigest()),
            mime=other.get("mime", "image/jpeg"),
        )
        headers = {
            **self.people[who].headers,
            TUS_HEADER: TUS_VERSION,
            UPLOAD_LENGTH: str(other.get("length", len(data))),
            UPLOAD_METADATA: words.encoded(),
            IDEMPOTENCY_HEADER: photo_id,
        }
        content_type = TUS_CONTENT_TYPE if body else None
        return self.client.post(UPLOADS, data=body, headers=headers, content_type=content_type)

    def upload(self, who: str, appraisal_id: str, data: bytes = JPEG) -> PhotoEntry:
        """Send a whole photo and return its line of the manifest."""
        photo_id = new_id()
        reply = self.announce(who, photo_id, appraisal_id, data, body=data)
        assert reply.status_code == 201, reply.text
        return entry(photo_id, data)

    def finalise(
        self, who: str, appraisal_id: str, content: RevisionContent, revision: int = 1, key: str | None = None
    ) -> TestResponse:
        """Put a finalised revision."""
        body = json.loads(content.sealed().model_dump_json())
        headers = self.people[who].headers | {IDEMPOTENCY_HEADER: key or revision_key(appraisal_id, revision)}
        return self.client.put(revision_path(appraisal_id, revision), json=body, headers=headers)

    def appraisal(self, who: str = "inspector", **words: Any) -> str:
        """File an appraisal with one photo, and return its id."""
        appraisal_id = new_id()
        photo = self.upload(who, appraisal_id)
        reply = self.finalise(who, appraisal_id, content([photo], **words))
        assert reply.status_code == 201, reply.text
        return appraisal_id

    def auction(self, **terms: Any) -> str:
        """Launch an auction and return its id."""
        auction_id = new_id()
        body = launch_body(auction_id, self.appraisal(), **terms)
        reply = self.post("manager", "/v1/auctions", body, key=auction_id)
        assert reply.status_code == 201, reply.text
        return auction_id

    def bid(self, who: str, auction_id: str, max_minor: int, bid_id: str | None = None) -> dict[str, Any]:
        """Bid, and return the decided answer."""
        body = {"client_bid_id": bid_id or new_id(), "max_minor": max_minor, "currency": "USD"}
        reply = self.post(who, f"/v1/auctions/{auction_id}/bids", body)
        assert reply.status_code == 200, reply.text
        answer: dict[str, Any] = reply.get_json()
        return answer


def entry(photo_id: str, data: bytes = JPEG) -> PhotoEntry:
    """Return a photo's line of the manifest."""
    return PhotoEntry(
        photo_id=photo_id,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        shot="front",
        width=1600,
        height=1200,
        captured_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    )


def content(photos: list[PhotoEntry], **words: Any) -> RevisionContent:
    """Return what a revision says."""
    vehicle = Vehicle(year=2019, make="Honda", model="Accord")
    return RevisionContent(**{"vin": "1HGCM82633A004352", "vehicle": vehicle, "photos": tuple(photos), **words})


def launch_body(auction_id: str, appraisal_id: str, revision: int = 1, **terms: Any) -> dict[str, Any]:
    """Return the request that launches an auction."""
    usual = {"start_minor": 500_000, "increment_minor": 10_000, "currency": "USD", "reserve_minor": None}
    return {"id": auction_id, "appraisal_id": appraisal_id, "revision": revision, "terms": {**usual, **terms}}


def open_market(settings: BackendSettings, people: dict[str, Person], clock: HandClock) -> Market:
    """Open a backend for these settings."""
    return Market(create_app(settings), clock, people)


def shut(market: Market) -> None:
    """Close the backend."""
    close(market.app)


def settings_of(folder: Path, clock: HandClock, **changes: Any) -> BackendSettings:
    """Return settings for a backend in this folder, with this clock."""
    return settings_in(folder, clock=clock, **changes)
