"""What is sealed opens only whole, in order, in its own place and under its own key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.core.errors import StorageError
from inspector_app.core.ports import Sealer as SealerPort
from inspector_app.keys import Sealer
from inspector_app.keys.sealing import FORMAT, SEGMENT_BYTES

KEY = bytes(range(32))
HEAD = 17
STEP = SEGMENT_BYTES + 16
PLACE = b"photos/1"
THREE = bytes(2 * SEGMENT_BYTES) + b"the end"


def is_refused(sealed: bytes, place: bytes = PLACE, key: bytes = KEY) -> bool:
    try:
        Sealer(key).open(sealed, place)
    except StorageError as error:
        return error.code == "sealed_corrupt"
    return False


@given(data=st.binary(max_size=300), place=st.binary(max_size=40))
def test_sealed_bytes_open_again(data: bytes, place: bytes) -> None:
    sealer: SealerPort = Sealer(KEY)
    assert sealer.open(sealer.seal(data, place), place) == data


@pytest.mark.parametrize("size", [0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 3 * SEGMENT_BYTES])
def test_every_number_of_segments_opens_again(size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"z" * (size % 256)
    sealed = Sealer(KEY).seal(data, PLACE)
    assert sealed[0] == FORMAT
    assert Sealer(KEY).open(sealed, PLACE) == data


def test_the_same_bytes_never_look_the_same_and_never_show() -> None:
    first, second = (Sealer(KEY).seal(b"ZH 765 432" * 10, PLACE) for _ in range(2))
    assert first[HEAD:] != second[HEAD:]
    assert b"ZH 765" not in first


@given(data=st.binary(min_size=1, max_size=64), where=st.integers(min_value=0), bit=st.integers(0, 7))
def test_any_flipped_bit_is_found(data: bytes, where: int, bit: int) -> None:
    sealed = bytearray(Sealer(KEY).seal(data, PLACE))
    sealed[where % len(sealed)] ^= 1 << bit
    assert is_refused(bytes(sealed))


@given(kept=st.integers(min_value=0, max_value=80))
def test_any_cut_of_a_short_value_is_found(kept: int) -> None:
    sealed = Sealer(KEY).seal(b"a short value" * 4, PLACE)
    assert is_refused(sealed[: min(kept, len(sealed) - 1)])


@pytest.mark.parametrize("kept", [HEAD, HEAD + STEP, HEAD + 2 * STEP, HEAD + STEP + 3, HEAD + 2 * STEP + 8])
def test_a_cut_between_or_within_segments_is_found(kept: int) -> None:
    assert is_refused(Sealer(KEY).seal(THREE, PLACE)[:kept])


def test_segments_in_another_order_or_twice_are_found() -> None:
    sealed = Sealer(KEY).seal(THREE, PLACE)
    head, one, two, rest = sealed[:HEAD], *(sealed[HEAD + n * STEP : HEAD + (n + 1) * STEP] for n in range(3))
    for parts in ((two, one, rest), (one, one, rest), (one, rest), (one, two, two, rest), (one, two, rest, rest)):
        assert is_refused(head + b"".join(parts))


def test_segments_of_another_value_are_found() -> None:
    one, two = (Sealer(KEY).seal(THREE, PLACE) for _ in range(2))
    assert is_refused(one[: HEAD + STEP] + two[HEAD + STEP :])


def test_more_bytes_at_the_end_are_found() -> None:
    assert is_refused(Sealer(KEY).seal(b"x", PLACE) + b"y")


def test_a_value_opens_only_in_its_place_and_under_its_key() -> None:
    sealed = Sealer(KEY).seal(b"x", PLACE)
    assert is_refused(sealed, place=b"photos/2")
    assert is_refused(sealed, key=bytes(32))
    assert not is_refused(sealed)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" + bytes(40), b"plain text that was never sealed"])
def test_what_was_never_sealed_is_refused(sealed: bytes) -> None:
    assert is_refused(sealed)


def test_a_blind_index_finds_the_same_text_under_the_same_key_only() -> None:
    sealer = Sealer(KEY)
    assert sealer.blind_index("1HGCM82633A004352") == Sealer(KEY).blind_index("1HGCM82633A004352")
    assert len({sealer.blind_index("a"), sealer.blind_index("b"), Sealer(bytes(32)).blind_index("a")}) == 3


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_a_bug(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(bytes(length))
