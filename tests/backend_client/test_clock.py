"""The server's clock is known within half a round trip, and a clock that was set is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from backend_client.clock import ServerClock, http_date, retry_after_s

SECOND = 1_000_000
spans = st.integers(0, 30 * SECOND)


@given(true=st.integers(-(10**15), 10**15), there=spans, back=spans)
def test_the_offset_is_right_within_half_a_round_trip(true: int, there: int, back: int) -> None:
    clock = ServerClock()
    clock.heard(there + true, 0, there + back)
    assert abs(clock.offset_us() - true) <= (there + back) // 2 + 1


@given(true=st.integers(-(10**15), 10**15), there=st.integers(0, SECOND), back=st.integers(0, SECOND))
def test_a_date_of_whole_seconds_is_right_within_that_second(true: int, there: int, back: int) -> None:
    clock = ServerClock()
    told = (there + true) // SECOND * SECOND
    clock.heard(told, 0, there + back, coarse=True)
    assert abs(clock.offset_us() - true) <= (there + back) // 2 + SECOND // 2 + 1


def test_the_sharper_reading_stays_until_age_has_blunted_it() -> None:
    clock = ServerClock()
    clock.heard(1_000_500, 0, 1_000)
    clock.heard(2_000_000, SECOND, SECOND + 1_000, coarse=True)
    assert clock.offset_us() == 1_000_000
    hours = 3 * 3600 * SECOND
    clock.heard(hours + 1_000_000, hours, hours + 1_000, coarse=True)
    assert clock.offset_us() == 1_000_000 + 500_000 - 500


def test_a_clock_that_was_set_is_believed_at_once() -> None:
    clock = ServerClock()
    clock.heard(1_000_500, 0, 1_000)
    clock.heard(90 * SECOND, SECOND, SECOND + 1_000, coarse=True)
    assert abs(clock.offset_us() - 89 * SECOND) < SECOND


def test_before_any_answer_the_clocks_are_taken_as_one() -> None:
    assert ServerClock().offset_us() == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_in_a_header_is_more_than_a_wait_or_nothing(value: str, date: str) -> None:
    wait = retry_after_s(value, date, 0)
    assert wait is None or 0 <= wait <= 86_400
    http_date(value)
