"""The chart of an auction: round prices, the reserve among them, every bid in its place."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from inspector_app.core.auction import PricePoint
from inspector_app.core.ids import AuctionId, Micros
from inspector_app.core.money import Money
from inspector_app.ui.look import Look
from inspector_app.ui.price_chart import Plot, PriceChart, scale_of, span_of, ticks

MINUTE = 60_000_000
OPENED = Micros(1_750_000_000_000_000)
ENDS = Micros(OPENED + 45 * MINUTE)


def bid(number: int, price: int) -> PricePoint:
    return PricePoint(AuctionId("a"), number, Micros(OPENED + number * MINUTE), Money.of(price), f"Bidder {number % 3}")


RUNNING = Plot((bid(1, 9_000), bid(3, 9_400), bid(9, 10_900)), Money.of(9_000), Money.of(10_500), OPENED, ENDS)


@given(st.integers(0, 10**9), st.integers(0, 10**8), st.integers(2, 8))
def test_ticks_are_few_even_and_hold_everything(low: int, span: int, lines: int) -> None:
    found = ticks(low, low + span, lines)
    steps = {after - before for before, after in pairwise(found)}
    assert found[0] <= low and found[-1] >= low + span
    assert len(steps) == 1
    assert 2 <= len(found) <= lines + 3
    assert str(steps.pop()).rstrip("0") in {"1", "2", "5"}


@given(st.lists(st.integers(1, 200_000), max_size=6), st.none() | st.integers(1, 200_000), st.integers(1, 200_000))
def test_start_reserve_and_bids_lie_within_the_scale(prices: list[int], reserve: int | None, start: int) -> None:
    points = tuple(bid(place, price) for place, price in enumerate(prices))
    scale = scale_of(Plot(points, Money.of(start), Money.of(reserve) if reserve else None))
    for amount in (*prices, start, *([reserve] if reserve else [])):
        assert scale[0] <= Money.of(amount).minor <= scale[-1]


def test_the_chart_spans_from_the_opening_to_the_end() -> None:
    assert span_of(RUNNING) == (OPENED, ENDS)
    assert span_of(Plot((bid(2, 100),))) == (OPENED + 2 * MINUTE, OPENED + 2 * MINUTE + 1)


def test_each_state_is_painted_and_said(qtbot: QtBot, look: Look) -> None:
    chart = PriceChart(look)
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    blank = chart.grab().toImage()
    chart.show_plot(Plot((), Money.of(9_000), None, OPENED, ENDS))
    assert chart.accessibleName() == "Price chart, 0 bids, no bid yet"
    waiting = chart.grab().toImage()
    chart.show_plot(RUNNING)
    running = chart.grab().toImage()
    assert chart.accessibleName() == "Price chart, 3 bids, $10,900"
    chart.reach(ENDS)
    pictures = [blank, waiting, running, chart.grab().toImage()]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])
