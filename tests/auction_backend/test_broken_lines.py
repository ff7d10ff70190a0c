"""A line that breaks in the middle of a photo costs what was under way, and nothing else."""

import hashlib
import socket
import struct
import time
from urllib.parse import urlsplit

import pytest
import requests

from backend_client.contract import (
    SHA256_HEADER,
    TUS_CONTENT_TYPE,
    TUS_HEADER,
    TUS_VERSION,
    UPLOAD_OFFSET,
    UploadMetadata,
)
from tests.auction_backend.callers import Caller
from tests.auction_backend.market import new_id
from tests.live_backend import LiveBackend

pytestmark = pytest.mark.server
PHOTO = bytes(range(256)) * 4_096  # 1 MiB


def begin(caller: Caller, photo_id: str, sent: bytes) -> socket.socket:
    """Announce a photo and send only some of its bytes, by hand."""
    words = UploadMetadata(
        photo_id=photo_id,
        appraisal_id=new_id(),
        revision=1,
        sha256=hashlib.sha256(PHOTO).hexdigest(),
        mime="image/jpeg",
    )
    lines = {
        "Host": "backend",
        **caller.headers,
        TUS_HEADER: TUS_VERSION,
        "Upload-Length": str(len(PHOTO)),
        "Upload-Metadata": words.encoded(),
        "Idempotency-Key": photo_id,
        "Content-Type": TUS_CONTENT_TYPE,
        "Content-Length": str(len(PHOTO)),
    }
    head = "POST /v1/uploads HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    line = socket.create_connection((urlsplit(caller.base).hostname or "", urlsplit(caller.base).port or 0))
    line.sendall(head.encode() + sent)
    return line


def offset(caller: Caller, photo_id: str) -> int:
    """Ask how much has arrived."""
    url = f"{caller.base}/v1/uploads/{photo_id}"
    reply = requests.head(url, headers={**caller.headers, TUS_HEADER: TUS_VERSION}, timeout=30)
    return int(reply.headers.get(UPLOAD_OFFSET, "-1"))


def go_on(caller: Caller, photo_id: str, at: int) -> requests.Response:
    """Send the rest, coming again as long as the server is busy with the broken line."""
    headers = {**caller.headers, TUS_HEADER: TUS_VERSION, UPLOAD_OFFSET: str(at), "Content-Type": TUS_CONTENT_TYPE}
    url = f"{caller.base}/v1/uploads/{photo_id}"
    deadline = time.monotonic() + 30
    while True:
        reply = requests.patch(url, data=PHOTO[at:], headers=headers, timeout=30)
        if reply.status_code != 423 or time.monotonic() > deadline:
            return reply
        time.sleep(0.1)


@pytest.mark.parametrize("how", ["reset", "closed"])
def test_what_arrived_before_the_line_broke_is_kept(live_backend: LiveBackend, how: str) -> None:
    photo_id, some = new_id(), 300_000
    with Caller(live_backend.api_url, live_backend.inspector) as caller:
        line = begin(caller, photo_id, PHOTO[:some])
        deadline = time.monotonic() + 30
        while offset(caller, photo_id) < 65_536 and time.monotonic() < deadline:
            time.sleep(0.05)
        if how == "reset":
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.close()
        at = offset(caller, photo_id)
        while at < some and time.monotonic() < deadline and how == "closed":
            time.sleep(0.05)
            at = offset(caller, photo_id)
        reply = go_on(caller, photo_id, at)
        if reply.status_code == 409:
            reply = go_on(caller, photo_id, offset(caller, photo_id))
        assert (reply.status_code, reply.headers[SHA256_HEADER]) == (204, hashlib.sha256(PHOTO).hexdigest())
    assert 0 <= at <= some


def test_a_photo_that_stalls_is_locked_and_not_doubled(live_backend: LiveBackend) -> None:
    photo_id = new_id()
    with Caller(live_backend.api_url, live_backend.inspector) as caller:
        line = begin(caller, photo_id, PHOTO[:200_000])
        deadline = time.monotonic() + 30
        while offset(caller, photo_id) < 0 and time.monotonic() < deadline:
            time.sleep(0.05)
        headers = {TUS_HEADER: TUS_VERSION, UPLOAD_OFFSET: "0", "Content-Type": TUS_CONTENT_TYPE, **caller.headers}
        url = f"{caller.base}/v1/uploads/{photo_id}"
        assert requests.patch(url, data=PHOTO, headers=headers, timeout=30).status_code == 423
        line.close()
        at = -1
        while at < 200_000 and time.monotonic() < deadline:
            at = offset(caller, photo_id)
        assert go_on(caller, photo_id, at).status_code == 204
