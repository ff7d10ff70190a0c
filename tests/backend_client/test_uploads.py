"""A photo arrives whole and once, wherever the line is cut."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_client.contract import SHA256_HEADER, UPLOAD_OFFSET
from backend_client.errors import BackendError, NoAnswer, Problem, WrongServer
from backend_client.transport import Patience, Server, Transport
from backend_client.uploads import PhotoUpload, Uploads
from tests.rude_server import TUS, Heard, Manner, TusDouble, hangs_up, head, refuses, rude_server, says, stalls

ID = "0192aaaa-0000-7000-8000-00000000000a"
DATA = bytes(range(256)) * 2000
SHA = hashlib.sha256(DATA).hexdigest()
PHOTO = PhotoUpload(ID, "0192aaaa-0000-7000-8000-00000000000b", 1, SHA, "image/jpeg", DATA)
HERE = {"Location": f"/v1/uploads/{ID}", "Content-Length": "0"}


@contextmanager
def uploads(url: str, piece_bytes: int = 100_000) -> Iterator[Uploads]:
    transport = Transport(Server(url, "t", patience=Patience(connect_s=1.0, read_s=0.3, slowest_line=1_000_000)))
    yield Uploads(transport, piece_bytes=piece_bytes)
    transport.close()


def sent_at_last(server_url: str, *, tries: int = 30) -> str:
    """Send as the outbox does: again and again, until the server proves it."""
    with uploads(server_url) as line:
        for attempt in range(tries):
            try:
                return line.send(PHOTO, again=attempt > 0)
            except NoAnswer:
                continue
    raise AssertionError("never delivered")


def test_one_request_is_enough_in_the_good_case() -> None:
    with rude_server(default=TusDouble(ID)) as server, uploads(server.url) as line:
        assert line.send(PHOTO) == SHA
    assert [heard.method for heard in server.heard] == ["POST"]
    told = server.heard[0].headers
    assert told["idempotency-key"] == ID
    assert told["upload-length"] == str(len(DATA))
    assert "photo_id MDE5MmFhYWEtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDBh" in told["upload-metadata"].split(",")


@settings(max_examples=20)
@given(cuts=st.lists(st.integers(0, len(DATA)), max_size=6))
def test_an_upload_that_is_cut_anywhere_goes_on_where_the_server_stands(cuts: list[int]) -> None:
    double = TusDouble(ID, *cuts)
    with rude_server(default=double) as server:
        assert sent_at_last(server.url) == SHA
    assert bytes(double.stored or b"") == DATA
    assert double.bytes_heard == len(DATA), "no byte that the server held was sent again"


def test_a_lost_acknowledgement_costs_one_question_and_no_byte() -> None:
    double = TusDouble(ID, len(DATA))
    with rude_server(default=double) as server:
        assert sent_at_last(server.url) == SHA
    assert [heard.method for heard in server.heard] == ["POST", "HEAD"]
    assert double.bytes_heard == len(DATA)


def test_an_upload_that_the_server_never_heard_of_is_started_again() -> None:
    with rude_server(default=TusDouble(ID)) as server, uploads(server.url) as line:
        assert line.send(PHOTO, again=True) == SHA
    assert [heard.method for heard in server.heard] == ["HEAD", "POST"]


def test_an_upload_that_vanishes_under_way_is_told() -> None:
    partly = TusDouble(ID)
    partly.stored, partly.length = bytearray(DATA[:1000]), len(DATA)
    with rude_server(partly, refuses(404, "not_found")) as server, uploads(server.url) as line:
        with pytest.raises(Problem) as trouble:
            line.send(PHOTO, again=True)
        assert trouble.value.status == 404


def test_a_wrong_offset_is_asked_for_once_more_and_then_gone_on_from() -> None:
    double = TusDouble(ID)
    double.stored, double.length = bytearray(DATA[:1000]), len(DATA)

    def moves_on(heard: Heard) -> bool | None:
        assert double.stored is not None
        double.stored += DATA[1000:5000]  # what an earlier request of ours was still writing
        return double(heard)

    with rude_server(double, moves_on, default=double) as server, uploads(server.url) as line:
        assert line.send(PHOTO, again=True) == SHA
    assert [heard.method for heard in server.heard][:3] == ["HEAD", "PATCH", "HEAD"]
    assert bytes(double.stored or b"") == DATA


def test_a_second_wrong_offset_is_left_for_later() -> None:
    wrong = refuses(409, "wrong_offset", TUS)
    partly = says(200, b"", TUS | {UPLOAD_OFFSET: "10"})
    with rude_server(partly, wrong, partly, wrong) as server, uploads(server.url) as line:
        with pytest.raises(Problem) as trouble:
            line.send(PHOTO, again=True)
        assert trouble.value.code == "wrong_offset"


def test_a_half_open_line_is_given_up_after_the_time_out() -> None:
    with rude_server(stalls, default=TusDouble(ID)) as server:
        assert sent_at_last(server.url) == SHA


@pytest.mark.parametrize(
    "manner",
    [
        says(201, b"", {"Walkaround-Protocol": "1"} | HERE | {UPLOAD_OFFSET: str(len(DATA)), SHA256_HEADER: SHA}),
        says(201, b"", TUS | {"Location": "/v1/uploads/other", UPLOAD_OFFSET: str(len(DATA)), SHA256_HEADER: SHA}),
        says(201, b"", TUS | HERE),
        says(201, b"", TUS | HERE | {UPLOAD_OFFSET: "some"}),
        says(200, b"", TUS | HERE | {UPLOAD_OFFSET: str(len(DATA)), SHA256_HEADER: SHA}),
        says(201, b"<html>", {}),
    ],
    ids=["no tus", "another location", "no offset", "odd offset", "another status", "captive portal"],
)
def test_an_upload_counts_only_with_every_proof(manner: Manner) -> None:
    with rude_server(manner) as server, uploads(server.url) as line, pytest.raises(WrongServer):
        line.send(PHOTO)


@pytest.mark.parametrize("offset", ["1000", "999", "9999999"])
def test_an_offset_that_does_not_follow_ends_the_attempt(offset: str) -> None:
    partly = says(200, b"", TUS | {UPLOAD_OFFSET: "1000"})
    after = says(204, b"", TUS | {UPLOAD_OFFSET: offset})
    with rude_server(partly, after) as server, uploads(server.url) as line, pytest.raises(WrongServer):
        line.send(PHOTO, again=True)


def test_a_whole_upload_without_its_hash_is_asked_for_it_and_else_not_believed() -> None:
    whole = says(201, b"", TUS | HERE | {UPLOAD_OFFSET: str(len(DATA))})
    silent = says(200, b"", TUS | {UPLOAD_OFFSET: str(len(DATA))})
    with rude_server(whole, silent) as server, uploads(server.url) as line, pytest.raises(WrongServer):
        line.send(PHOTO)
    proven = says(200, b"", TUS | {UPLOAD_OFFSET: str(len(DATA)), SHA256_HEADER: SHA})
    with rude_server(whole, proven) as server, uploads(server.url) as line:
        assert line.send(PHOTO) == SHA


def test_a_slow_line_is_not_a_dead_one() -> None:
    def drinks_slowly(heard: Heard) -> bool | None:
        heard.line.settimeout(2)
        while len(heard.body) < heard.length:
            heard.body += heard.line.recv(65536)
            stop.wait(0.02)
        told = TUS | HERE | {UPLOAD_OFFSET: str(len(big)), SHA256_HEADER: "f" * 64}
        heard.line.sendall(head(201, told))
        return True

    stop = threading.Event()
    big = bytes(2_000_000)
    photo = PhotoUpload(ID, PHOTO.appraisal_id, 1, "f" * 64, "image/jpeg", big)
    with rude_server(drinks_slowly) as server, uploads(server.url) as line:
        assert line.send(photo) == "f" * 64


def test_an_expired_token_ends_the_attempt_with_the_servers_own_word() -> None:
    with rude_server(refuses(401, "unauthenticated", TUS)) as server, uploads(server.url) as line:
        with pytest.raises(Problem) as trouble:
            line.send(PHOTO)
        assert trouble.value.status == 401


def test_every_trouble_of_an_upload_is_a_backend_error() -> None:
    with rude_server(hangs_up) as server, uploads(server.url) as line, pytest.raises(BackendError):
        line.send(PHOTO)
