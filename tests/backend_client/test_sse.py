"""A stream of events reads the same however the network cuts it into pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.sse import LONGEST_MESSAGE, Message, Parser

STREAM = (
    "\ufeff: hello\n\n"
    "id: a:1\nevent: auction\ndata: {\"price\":\ndata: \"1 000 €\"}\n\n"
    "data:no space\r\nid:a:2\r\n\r\n"
    "retry: 10\n\n"
    ":\n"
    "data: third\rid\r\r"
    "data: cut off"
).encode()  # fmt: skip
MESSAGES = [
    Message(),
    Message('{"price":\n"1 000 €"}', "a:1", "auction"),
    Message("no space", "a:2"),
    Message(id="a:2"),
    Message("third", ""),
]


def parsed(*pieces: bytes) -> list[Message]:
    parser = Parser()
    return [message for piece in pieces for message in parser.feed(piece)]


def test_messages_and_heartbeats_are_told_apart() -> None:
    assert parsed(STREAM) == MESSAGES


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_pieces_may_end_anywhere(cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(STREAM)]
    pieces = [STREAM[start:end] for start, end in pairwise(edges)]
    assert parsed(*pieces) == MESSAGES


@given(st.lists(st.binary(max_size=60), max_size=10))
def test_no_bytes_upset_the_parser(pieces: list[bytes]) -> None:
    parsed(*pieces)


def test_a_message_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="without end"):
        Parser().feed(b"data: " + b"x" * LONGEST_MESSAGE)
