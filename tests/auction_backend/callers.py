"""Somebody at the other end of real HTTP, without the product's own client."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Self

import requests

from backend_client.contract import (
    IDEMPOTENCY_HEADER,
    TUS_CONTENT_TYPE,
    TUS_HEADER,
    TUS_VERSION,
    UPLOAD_LENGTH,
    UPLOAD_METADATA,
    UPLOADS,
    UploadMetadata,
    revision_key,
    revision_path,
)
from tests.auction_backend.market import JPEG, content, entry, launch_body, new_id
from tests.live_backend import Login


@dataclass
class Caller:
    """One signed-in user with a connection of the own."""

    base: str
    login: Login
    session: requests.Session = field(default_factory=requests.Session)

    def __enter__(self) -> Self:
        words = {"email": self.login.email, "password": self.login.password, "device_id": "test"}
        reply = self.session.post(self.base + "/v1/sessions", json=words, timeout=30)
        assert reply.status_code == 201, reply.text
        self.session.headers["Authorization"] = f"Bearer {reply.json()['token']}"
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()

    @property
    def headers(self) -> dict[str, str]:
        """The header that proves who asks."""
        return {"Authorization": str(self.session.headers["Authorization"])}

    def get(self, path: str) -> Any:  # noqa: ANN401
        """Read JSON."""
        reply = self.session.get(self.base + path, timeout=30)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def auction(self, **terms: Any) -> str:  # noqa: ANN401
        """Take a car from its photo to a running auction."""
        appraisal, photo, auction = new_id(), new_id(), new_id()
        words = UploadMetadata(
            photo_id=photo, appraisal_id=appraisal, revision=1,
            sha256=hashlib.sha256(JPEG).hexdigest(), mime="image/jpeg",
        )  # fmt: skip
        tus = {TUS_HEADER: TUS_VERSION, UPLOAD_LENGTH: str(len(JPEG)), UPLOAD_METADATA: words.encoded()}
        tus |= {IDEMPOTENCY_HEADER: photo, "Content-Type": TUS_CONTENT_TYPE}
        self._expect_201(self.session.post(self.base + UPLOADS, data=JPEG, headers=tus, timeout=30))
        body = json.loads(content([entry(photo)]).sealed().model_dump_json())
        key = {IDEMPOTENCY_HEADER: revision_key(appraisal, 1)}
        self._expect_201(self.session.put(self.base + revision_path(appraisal, 1), json=body, headers=key, timeout=30))
        launch = launch_body(auction, appraisal, **terms)
        key = {IDEMPOTENCY_HEADER: auction}
        self._expect_201(self.session.post(self.base + "/v1/auctions", json=launch, headers=key, timeout=30))
        return auction

    def _expect_201(self, reply: requests.Response) -> None:
        assert reply.status_code == 201, reply.text

    def bid(self, auction: str, max_minor: int, bid_id: str | None = None) -> dict[str, Any]:
        """Bid, and return the decided answer."""
        body = {"client_bid_id": bid_id or new_id(), "max_minor": max_minor, "currency": "USD"}
        reply = self.session.post(f"{self.base}/v1/auctions/{auction}/bids", json=body, timeout=30)
        assert reply.status_code == 200, reply.text
        answer: dict[str, Any] = reply.json()
        return answer
