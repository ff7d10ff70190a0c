"""Each event is heard once and in order, whatever becomes of the line."""

import json
import threading
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from backend_client.contract import AuctionEvent
from backend_client.errors import BackendError, NoAnswer, Problem, WrongServer
from backend_client.events import EventStream
from backend_client.transport import Patience, Server
from tests.rude_server import RudeServer, hangs_up, refuses, rude_server, says, stalls, streams

A = "0192aaaa-0000-7000-8000-00000000000a"
B = "0192aaaa-0000-7000-8000-00000000000b"
NOW = "2035-01-01T00:00:00Z"
BEAT = b": still here\n\n"


def auction(auction_id: str, seq: int) -> dict[str, object]:
    return {
        "id": auction_id, "appraisal_id": A, "revision": 1, "seller_name": "North", "title": "A car",
        "status": "ACTIVE", "currency": "USD", "start_minor": 100, "increment_minor": 10, "current_minor": 100,
        "next_required_minor": 110, "bid_count": seq, "leader_alias": "Bidder 1", "has_reserve": False,
        "reserve_met": True, "started_at": NOW, "ends_at": NOW, "closed_at": None, "final_minor": None, "seq": seq,
    }  # fmt: skip


def event(auction_id: str, seq: int, kind: str = "BID") -> bytes:
    told = {
        "auction_id": auction_id, "seq": seq, "type": kind, "server_time": NOW, "ends_at": NOW,
        "payload": {"auction": auction(auction_id, seq)}, "of_a_newer_server": True,
    }  # fmt: skip
    return f"id: {auction_id}:{seq}\nevent: auction\ndata: {json.dumps(told)}\n\n".encode()


def heard_until(
    server: RudeServer, count: int, cursors: dict[str, int], silence_s: float = 5.0
) -> list[tuple[str, int]]:
    """Follow until as many events were heard; return them."""
    heard: list[tuple[str, int]] = []
    stream = stream_of(server, cursors, silence_s)
    for one in stream.follow(lambda: False):
        heard += [(one.auction_id, one.seq)] if one else []
        if len(heard) >= count:
            break
    return heard


def stream_of(server: RudeServer, cursors: dict[str, int], silence_s: float = 5.0, failures: int = 3) -> EventStream:
    account = Server(server.url, "t", patience=Patience(connect_s=1.0))
    return EventStream(account, cursors, silence_s=silence_s, failures=failures)


def since(server: RudeServer, request: int) -> set[str]:
    return set(parse_qs(urlsplit(server.heard[request].path).query)["since"][0].split(","))


def test_events_come_after_the_cursor_and_as_they_come() -> None:
    with rude_server(streams(event(A, 3), BEAT, event(B, 1), then=stalls)) as server:
        assert heard_until(server, 2, {A: 2, B: 0}) == [(A, 3), (B, 1)]
        assert since(server, 0) == {f"{A}:2", f"{B}:0"}
        assert server.heard[0].headers["accept"] == "text/event-stream"
        assert server.heard[0].headers["authorization"] == "Bearer t"


def test_after_a_cut_the_stream_goes_on_from_its_cursors_and_nothing_comes_twice() -> None:
    cut_short = event(A, 3)[:40]
    first = streams(event(A, 1), event(A, 2), cut_short)
    again = streams(event(A, 1), event(A, 2), event(A, 3), event(A, 4), then=stalls)
    with rude_server(first, again) as server:
        assert heard_until(server, 4, {A: 0}) == [(A, 1), (A, 2), (A, 3), (A, 4)]
        assert since(server, 1) == {f"{A}:2"}
        assert server.heard[1].headers["last-event-id"] == f"{A}:2"


def test_a_line_that_falls_silent_is_given_up_and_taken_up_again() -> None:
    with rude_server(streams(event(A, 1), then=stalls), streams(event(A, 2), then=stalls)) as server:
        assert heard_until(server, 2, {A: 0}, silence_s=0.3) == [(A, 1), (A, 2)]


def test_a_gap_is_passed_on_for_the_reader_to_see() -> None:
    with rude_server(streams(event(A, 1), event(A, 5), then=stalls)) as server:
        assert heard_until(server, 2, {A: 0}) == [(A, 1), (A, 5)]


def test_being_connected_and_each_heartbeat_are_signs_of_life() -> None:
    signs: list[AuctionEvent | None] = []
    with rude_server(streams(BEAT, BEAT, then=stalls)) as server:
        for sign in stream_of(server, {A: 0}).follow(lambda: False):
            signs.append(sign)
            if len(signs) == 3:
                break
    assert signs == [None, None, None]


def test_words_of_a_newer_server_survive() -> None:
    with rude_server(streams(event(A, 1, "LANE_CHANGED"), then=stalls)) as server:
        one = next(e for e in stream_of(server, {A: 0}).follow(lambda: False) if e)
    assert one.type == "UNKNOWN"


def test_an_event_that_cannot_be_read_is_passed_over_and_shows_as_a_gap(expect_log: Callable[[str], None]) -> None:
    expect_log("cannot be read")
    with rude_server(streams(b"data: {}\n\n", event(A, 2), then=stalls)) as server:
        assert heard_until(server, 1, {A: 0}) == [(A, 2)]


@pytest.mark.parametrize(
    ("status", "code", "tries"), [(401, "unauthenticated", 1), (426, "protocol", 1), (503, "unavailable", 3)]
)
def test_a_no_is_raised_at_once_and_trouble_after_some_tries(status: int, code: str, tries: int) -> None:
    with rude_server(default=refuses(status, code)) as server:
        with pytest.raises(Problem) as trouble:
            list(stream_of(server, {A: 0}).follow(lambda: False))
        assert (trouble.value.code, len(server.heard)) == (code, tries)


def test_a_captive_portal_is_no_stream() -> None:
    with rude_server(default=says(200, "<html>", {})) as server, pytest.raises(WrongServer):
        list(stream_of(server, {A: 0}, failures=1).follow(lambda: False))
    with rude_server(default=says(200, "{}")) as server, pytest.raises(WrongServer):
        list(stream_of(server, {A: 0}, failures=1).follow(lambda: False))


def test_a_dead_line_is_raised_after_some_tries_but_not_once_it_was_alive_again() -> None:
    script = [hangs_up, hangs_up, streams(event(A, 1)), hangs_up, hangs_up]
    with rude_server(*script) as server:
        heard: list[int] = []
        with pytest.raises(NoAnswer):
            heard.extend(one.seq for one in stream_of(server, {A: 0}).follow(lambda: False) if one)
        assert heard == [1]
        assert len(server.heard) >= 5


def test_stopping_ends_the_stream_at_the_next_sign_of_life() -> None:
    with rude_server(streams(BEAT, BEAT, BEAT, then=stalls)) as server:
        over = threading.Event()
        signs = 0
        for _ in stream_of(server, {A: 0}).follow(over.is_set):
            signs += 1
            over.set()
        assert signs == 1


def test_hanging_up_ends_a_silent_stream_at_once() -> None:
    with rude_server(streams(event(A, 1), then=stalls)) as server:
        stream = stream_of(server, {A: 0}, silence_s=30.0)
        ending = threading.Timer(0.2, stream.hang_up)
        began = time.monotonic()
        for one in stream.follow(lambda: False):
            if one and not ending.is_alive():
                ending.start()
        ending.join()
        assert time.monotonic() - began < 5


def test_a_stream_that_was_hung_up_before_it_began_does_not_begin() -> None:
    with rude_server() as server:
        stream = stream_of(server, {A: 0})
        stream.hang_up()
        assert list(stream.follow(lambda: False)) == []
        assert server.heard == []


def test_trouble_is_always_a_backend_error() -> None:
    with rude_server() as server:
        gone = server
    with pytest.raises(BackendError):
        list(stream_of(gone, {A: 0}, failures=1).follow(lambda: False))
