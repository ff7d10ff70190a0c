"""The rules of bidding: vectors from auction houses, and an independent model at random."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction_backend.rules.bidding import Band, Ladder, Standing, decide, flat, step_at
from auction_backend.rules.lifecycle import MOVES, hammer, is_due, may_move
from backend_client.contract import AuctionStatus, BidOutcome
from tests.auction_backend.ledger import Ledger

START_US, END_US = 1_000, 2_000
EBAY: Ladder = (
    Band(0, 5), Band(100, 25), Band(500, 50), Band(2_500, 100), Band(10_000, 250), Band(25_000, 500),
    Band(50_000, 1_000), Band(100_000, 2_500), Band(250_000, 5_000), Band(500_000, 10_000),
)  # fmt: skip
Bids = list[tuple[str, int]]


def opened(start: int, step: int, reserve: int | None = None, ladder: Ladder | None = None) -> Standing:
    """Return an auction before its first bid."""
    return Standing(AuctionStatus.ACTIVE, START_US, END_US, start, ladder or flat(step), reserve)


def after(standing: Standing, bids: Bids) -> Standing:
    """Return the standing after some bids."""
    for bidder, max_minor in bids:
        standing = decide(standing, bidder, max_minor, START_US).after
    return standing


@pytest.mark.parametrize(
    ("standing", "bids", "leader", "price"),
    [
        # two proxies, the first one higher
        (opened(10_000, 100), [("A", 14_500), ("B", 14_200)], "A", 14_300),
        # a proxy above the reserve is lifted to it
        (opened(9_000, 100, reserve=9_800), [("A", 10_000)], "A", 9_800),
        # a maximum that is the reserve shows it, and keeps the lead on a tie
        (opened(3_000, 100, reserve=5_000), [("A", 5_000)], "A", 5_000),
        (opened(3_000, 100, reserve=5_000), [("A", 5_000), ("B", 5_000)], "A", 5_000),
        # at the reserve already: one step above the old leader
        (opened(3_000, 100, reserve=10_000), [("A", 10_000), ("B", 15_000)], "B", 10_100),
        # reserve met by the higher maximum only
        (opened(1_000, 100, reserve=2_500), [("A", 3_000)], "A", 2_500),
        (opened(1_000, 100, reserve=2_500), [("A", 1_800)], "A", 1_000),
        # John 7, Jane 6, step 1
        (opened(3, 1), [("John", 7), ("Jane", 6)], "John", 7),
        # 10 against 15, step 1; and the tie
        (opened(1, 1), [("A", 10), ("B", 15)], "B", 11),
        (opened(1, 1), [("A", 10), ("B", 10)], "A", 10),
    ],
)
def test_vectors_of_auction_houses(standing: Standing, bids: Bids, leader: str, price: int) -> None:
    ended = after(standing, bids)
    assert (ended.leader, ended.price_minor) == (leader, price)


def test_the_second_of_a_tie_is_told_what_to_reach() -> None:
    standing = after(opened(3_000, 100, reserve=5_000), [("A", 5_000)])
    decision = decide(standing, "B", 5_000, START_US)
    assert (decision.outcome, decision.required_minor) == (BidOutcome.TOO_LOW, 5_100)


def test_a_price_of_127_50_asks_for_130_on_the_ladder() -> None:
    standing = Standing(AuctionStatus.ACTIVE, START_US, END_US, 100, EBAY, None, 12_750, "A", 12_750)
    assert standing.next_required_minor == 13_000


@pytest.mark.parametrize("band", EBAY)
def test_a_band_begins_at_its_price(band: Band) -> None:
    assert step_at(EBAY, band.from_minor) == band.step_minor


def test_reserve_is_met_only_from_the_reserve_on() -> None:
    assert not after(opened(1_000, 100, reserve=2_500), [("A", 2_499)]).reserve_met
    assert after(opened(1_000, 100, reserve=2_500), [("A", 2_500)]).reserve_met
    assert not opened(1_000, 100).reserve_met


@pytest.mark.parametrize(
    ("now", "status", "outcome"),
    [
        (START_US - 1, AuctionStatus.ACTIVE, BidOutcome.NOT_OPEN),
        (START_US, AuctionStatus.ACTIVE, BidOutcome.ACCEPTED_LEADING),
        (END_US - 1, AuctionStatus.ACTIVE, BidOutcome.ACCEPTED_LEADING),
        (END_US, AuctionStatus.ACTIVE, BidOutcome.ENDED),
        (START_US, AuctionStatus.SOLD, BidOutcome.ENDED),
        (START_US, AuctionStatus.PENDING, BidOutcome.ENDED),
        (START_US, AuctionStatus.NO_SALE, BidOutcome.ENDED),
        (START_US, AuctionStatus.UNKNOWN, BidOutcome.ENDED),
    ],
)
def test_time_and_status_decide_first(now: int, status: AuctionStatus, outcome: BidOutcome) -> None:
    standing = Standing(status, START_US, END_US, 100, flat(10))
    assert decide(standing, "A", 1_000, now).outcome is outcome


BIDS = st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 400)), max_size=40)


@given(start=st.integers(0, 100), step=st.integers(1, 30), reserve=st.none() | st.integers(1, 300), bids=BIDS)
def test_the_rules_agree_with_an_independent_model(start: int, step: int, reserve: int | None, bids: Bids) -> None:
    standing, ledger = opened(start, step, reserve), Ledger(start, step, reserve)
    for bidder, most in bids:
        decision = decide(standing, bidder, most, START_US)
        assert decision.outcome == ledger.bid(bidder, most)
        standing = decision.after
        assert standing.price_minor == ledger.price
        assert standing.leader == (ledger.ranking()[0] if ledger.maxima else None)


@given(start=st.integers(0, 100), step=st.integers(1, 30), reserve=st.none() | st.integers(1, 300), bids=BIDS)
def test_what_is_true_after_every_bid(start: int, step: int, reserve: int | None, bids: Bids) -> None:
    before = opened(start, step, reserve)
    for bidder, most in bids:
        decision = decide(before, bidder, most, START_US)
        now = decision.after
        assert (now.price_minor or 0) >= (before.price_minor or 0), "the price never falls"
        assert now.leader_max_minor >= (now.price_minor or 0), "nobody pays more than the own maximum"
        assert decision.is_public == ((now.price_minor, now.leader) != (before.price_minor, before.leader))
        if decision.outcome in {BidOutcome.TOO_LOW, BidOutcome.SELF_BID}:
            assert now == before, "a bid that is not taken changes nothing"
            assert decision.required_minor > most
        before = now


@given(reserve=st.none() | st.integers(1, 300), bids=BIDS)
def test_the_hammer_sells_only_at_or_above_the_reserve(reserve: int | None, bids: Bids) -> None:
    ended = after(opened(1, 1, reserve), bids)
    status = hammer(ended)
    assert may_move(AuctionStatus.ACTIVE, status)
    assert (status is AuctionStatus.NO_SALE) == (ended.leader is None)
    if status is AuctionStatus.SOLD:
        assert (ended.price_minor or 0) >= (reserve or 0)


def test_the_moves_are_total_and_an_end_is_an_end() -> None:
    assert set(MOVES) == set(AuctionStatus)
    assert not any(
        may_move(old, new) for old in AuctionStatus if old is not AuctionStatus.ACTIVE for new in AuctionStatus
    )


@pytest.mark.parametrize("status", list(AuctionStatus))
def test_only_a_running_auction_is_ever_due(status: AuctionStatus) -> None:
    standing = Standing(status, START_US, END_US, 1, flat(1))
    assert is_due(standing, END_US) == (status is AuctionStatus.ACTIVE)
    assert not is_due(standing, END_US - 1)
