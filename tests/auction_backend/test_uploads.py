"""Photos come in whole, once, and to the last byte."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from auction_backend.config import BackendSettings
from auction_backend.filelock import try_lock
from auction_backend.rules.uploads import MIME_TYPES
from auction_backend.serving.sweeper import tidy
from backend_client.contract import SHA256_HEADER, TUS_CONTENT_TYPE, TUS_HEADER, TUS_VERSION, UPLOAD_OFFSET
from inspector_app.core.photo import MAX_BYTES
from inspector_app.imaging import header
from tests.auction_backend.market import JPEG, Market, new_id

HALF = len(JPEG) // 2


def patch(market: Market, photo_id: str, data: bytes, offset: int, who: str = "inspector") -> TestResponse:
    """Send bytes of an upload."""
    headers = {**market.people[who].headers, TUS_HEADER: TUS_VERSION, UPLOAD_OFFSET: str(offset)}
    path = f"/v1/uploads/{photo_id}"
    return market.client.patch(path, data=data, headers=headers, content_type=TUS_CONTENT_TYPE)


def head(market: Market, photo_id: str, who: str = "inspector") -> TestResponse:
    """Ask how much is there."""
    headers = {**market.people[who].headers, TUS_HEADER: TUS_VERSION}
    return market.client.head(f"/v1/uploads/{photo_id}", headers=headers)


def test_a_photo_arrives_in_one_request_and_the_server_proves_it(market: Market) -> None:
    photo_id = new_id()
    reply = market.announce("inspector", photo_id, new_id(), JPEG, body=JPEG)
    assert (reply.status_code, reply.headers["Location"]) == (201, f"/v1/uploads/{photo_id}")
    assert reply.headers[UPLOAD_OFFSET] == str(len(JPEG))
    assert reply.headers[SHA256_HEADER] == hashlib.sha256(JPEG).hexdigest()
    assert reply.headers[TUS_HEADER] == TUS_VERSION
    assert market.get("inspector", f"/v1/photos/{photo_id}").data == JPEG


def test_a_broken_upload_goes_on_where_it_stopped(market: Market) -> None:
    photo_id = new_id()
    begun = market.announce("inspector", photo_id, new_id(), JPEG, body=JPEG[:HALF])
    assert (begun.headers[UPLOAD_OFFSET], SHA256_HEADER in begun.headers) == (str(HALF), False)
    assert head(market, photo_id).headers[UPLOAD_OFFSET] == str(HALF)
    ended = patch(market, photo_id, JPEG[HALF:], HALF)
    assert (ended.status_code, ended.headers[SHA256_HEADER]) == (204, hashlib.sha256(JPEG).hexdigest())


def test_a_lost_acknowledgement_does_no_harm(market: Market) -> None:
    photo_id, appraisal_id = new_id(), new_id()
    for _ in range(2):
        reply = market.announce("inspector", photo_id, appraisal_id, JPEG, body=JPEG)
        assert (reply.status_code, reply.headers[SHA256_HEADER]) == (201, hashlib.sha256(JPEG).hexdigest())
    assert patch(market, photo_id, b"", len(JPEG)).headers[SHA256_HEADER] == hashlib.sha256(JPEG).hexdigest()
    assert head(market, photo_id).headers[UPLOAD_OFFSET] == str(len(JPEG))


def test_an_announcement_again_says_how_much_is_there(market: Market) -> None:
    photo_id, appraisal_id = new_id(), new_id()
    market.announce("inspector", photo_id, appraisal_id, JPEG, body=JPEG[:HALF])
    again = market.announce("inspector", photo_id, appraisal_id, JPEG, body=JPEG)
    assert (again.status_code, again.headers[UPLOAD_OFFSET]) == (201, str(HALF))


@pytest.mark.parametrize("offset", [0, HALF - 1, HALF + 1, len(JPEG)])
def test_bytes_at_a_wrong_offset_change_nothing(market: Market, offset: int) -> None:
    photo_id = new_id()
    market.announce("inspector", photo_id, new_id(), JPEG, body=JPEG[:HALF])
    reply = patch(market, photo_id, b"x", offset)
    assert (reply.status_code, reply.get_json()["code"]) == (409, "wrong_offset")
    assert head(market, photo_id).headers[UPLOAD_OFFSET] == str(HALF)


def test_other_bytes_than_announced_are_forgotten_and_can_be_sent_again(market: Market) -> None:
    photo_id, appraisal_id = new_id(), new_id()
    spoiled = JPEG[:-1] + b"?"
    reply = market.announce("inspector", photo_id, appraisal_id, JPEG, body=spoiled)
    assert (reply.status_code, reply.get_json()["code"]) == (409, "checksum")
    assert head(market, photo_id).headers[UPLOAD_OFFSET] == "0"
    assert patch(market, photo_id, JPEG, 0).headers[SHA256_HEADER] == hashlib.sha256(JPEG).hexdigest()


def test_an_unknown_upload_is_begun_again_by_the_client(market: Market) -> None:
    assert head(market, new_id()).status_code == 404
    assert patch(market, new_id(), JPEG, 0).status_code == 404


def test_a_photo_id_is_not_used_for_another_photo(market: Market) -> None:
    photo_id, appraisal_id = new_id(), new_id()
    market.announce("inspector", photo_id, appraisal_id, JPEG, body=JPEG)
    reply = market.announce("inspector", photo_id, appraisal_id, b"another photo")
    assert (reply.status_code, reply.get_json()["code"]) == (422, "key_reused")


def test_more_bytes_than_announced_are_refused(market: Market) -> None:
    reply = market.announce("inspector", new_id(), new_id(), JPEG, body=JPEG + b"more")
    assert (reply.status_code, reply.get_json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ({"length": 10**9}, 413, "too_large"),
        ({"mime": "application/pdf"}, 415, "media_type"),
        ({"length": 0}, 422, "validation"),
        ({"length": "many"}, 422, "validation"),
    ],
)
def test_what_is_no_photo_is_refused_before_its_bytes(
    market: Market, words: dict[str, Any], status: int, code: str
) -> None:
    reply = market.announce("inspector", new_id(), new_id(), JPEG, **words)
    assert (reply.status_code, reply.get_json()["code"]) == (status, code)


def test_every_kind_of_photo_that_the_app_takes_in_is_taken_here() -> None:
    assert {header.JPEG, header.PNG, header.WEBP, header.BMP, header.TIFF, header.HEIC} <= MIME_TYPES
    assert (BackendSettings("", Path()).max_upload_bytes, MAX_BYTES) == (64 * 2**20, 64 * 2**20)


def test_another_tus_is_not_spoken(market: Market) -> None:
    headers = {**market.people["inspector"].headers, TUS_HEADER: "0.2"}
    reply = market.client.head(f"/v1/uploads/{new_id()}", headers=headers)
    assert reply.status_code == 412


def test_the_server_says_what_of_tus_it_speaks(market: Market) -> None:
    reply = market.client.options("/v1/uploads")
    assert (reply.status_code, reply.headers["Tus-Version"]) == (204, "1.0.0")
    assert reply.headers["Tus-Extension"] == "creation,creation-with-upload"


def test_two_requests_do_not_grow_one_upload_at_once(market: Market) -> None:
    photo_id = new_id()
    market.announce("inspector", photo_id, new_id(), JPEG, body=JPEG[:HALF])
    who = market.people["inspector"].dealership_id
    market.parts.busy["upload", who, photo_id] = object()
    reply = patch(market, photo_id, JPEG[HALF:], HALF)
    assert (reply.status_code, reply.get_json()["code"], reply.headers["Retry-After"]) == (423, "locked", "1")


def test_a_request_that_waited_while_the_photo_was_kept_does_not_write_into_it(market: Market) -> None:
    photo_id, blobs, who = new_id(), market.parts.blobs, market.people["inspector"].dealership_id
    market.announce("inspector", photo_id, new_id(), JPEG, body=JPEG[:HALF])
    with blobs.open_part(who, photo_id) as waited:
        assert blobs.is_part(waited, who, photo_id)
        patch(market, photo_id, JPEG[HALF:], HALF)
        assert not blobs.is_part(waited, who, photo_id)
        market.parts.blobs.open_part(who, photo_id).close()
        assert not blobs.is_part(waited, who, photo_id)


def test_an_abandoned_upload_is_forgotten_but_not_one_that_grows(market: Market) -> None:
    ids = old, _, busy = new_id(), new_id(), new_id()
    blobs, who = market.parts.blobs, market.people["inspector"].dealership_id
    for photo_id in ids:
        market.announce("inspector", photo_id, new_id(), JPEG, body=JPEG[:HALF])
    for photo_id in (old, busy):
        os.utime(blobs.part(who, photo_id), (0, 0))
    with blobs.open_part(who, busy) as part:
        assert try_lock(part)
        tidy(market.parts)
    assert [head(market, photo_id).headers[UPLOAD_OFFSET] for photo_id in ids] == ["0", str(HALF), str(HALF)]
    assert patch(market, old, JPEG, 0).headers[SHA256_HEADER] == hashlib.sha256(JPEG).hexdigest()


@pytest.mark.parametrize("offset", ["-1", "x", "9" * 5_000])
def test_an_offset_that_is_no_number_of_bytes_is_refused(market: Market, offset: str) -> None:
    photo_id = new_id()
    market.announce("inspector", photo_id, new_id(), JPEG)
    headers = {**market.people["inspector"].headers, TUS_HEADER: TUS_VERSION, UPLOAD_OFFSET: offset}
    reply = market.client.patch(f"/v1/uploads/{photo_id}", headers=headers, content_type=TUS_CONTENT_TYPE)
    assert (reply.status_code, reply.get_json()["code"]) == (422, "validation")


def test_another_dealerships_upload_is_neither_seen_nor_touched(market: Market) -> None:
    photo_id = new_id()
    market.announce("inspector", photo_id, new_id(), JPEG, body=JPEG[:HALF])
    assert market.get("alder", f"/v1/photos/{photo_id}").status_code == 404
    assert head(market, photo_id, who="alder").status_code == 403


def test_the_same_photo_in_two_appraisals_is_kept_once(market: Market) -> None:
    for _ in range(2):
        market.upload("inspector", new_id())
    blobs = list((market.parts.settings.data_dir / "photos").rglob("*"))
    assert len([blob for blob in blobs if blob.is_file()]) == 1
    assert not list(market.parts.settings.data_dir.rglob("*.part"))


@pytest.mark.parametrize("ask", ["head", "announce"])
def test_a_photo_that_was_whole_when_the_server_went_down_is_kept_at_the_next_question(
    market: Market, ask: str
) -> None:
    photo_id, appraisal_id = new_id(), new_id()
    market.announce("inspector", photo_id, appraisal_id, JPEG, body=JPEG[:HALF])
    with market.parts.blobs.open_part(market.people["inspector"].dealership_id, photo_id) as part:
        part.write(JPEG[HALF:])  # as if killed between the last byte and the hash
    asked = head(market, photo_id) if ask == "head" else market.announce("inspector", photo_id, appraisal_id, JPEG)
    assert asked.headers[SHA256_HEADER] == hashlib.sha256(JPEG).hexdigest()


def test_a_part_that_was_spoiled_on_the_disk_is_sent_again(market: Market) -> None:
    photo_id = new_id()
    market.announce("inspector", photo_id, new_id(), JPEG, body=JPEG[:HALF])
    with market.parts.blobs.open_part(market.people["inspector"].dealership_id, photo_id) as part:
        part.write(b"?" * (len(JPEG) - HALF))
    assert head(market, photo_id).status_code == 409
    assert head(market, photo_id).headers[UPLOAD_OFFSET] == "0"
