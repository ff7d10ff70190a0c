"""The demo's bids against the auction's own rules: the price that the demo expects is the one they give."""

from auction_backend.rules.bidding import Decision, Standing, decide, flat
from backend_client.contract import AuctionStatus, BidOutcome
from inspector_app.demo.trade import BIDS, HAMMER, RESERVE, START, STEP


def played() -> list[Decision]:
    """Play the demo's bids by the rules."""
    standing = Standing(AuctionStatus.ACTIVE, 0, 10**9, START, flat(STEP), reserve_minor=RESERVE)
    decisions = []
    for at, (who, most) in enumerate(BIDS, start=1):
        decisions.append(decide(standing, f"buyer {who}", most, at))
        standing = decisions[-1].after
    return decisions


def test_the_hammer_falls_at_the_price_that_the_rules_give() -> None:
    last = played()[-1].after
    assert (last.price_minor, last.leader) == (HAMMER, "buyer 0")
    assert last.reserve_met


def test_all_three_buyers_bid_every_bid_is_taken_and_somebody_is_outbid_at_once() -> None:
    outcomes = [decision.outcome for decision in played()]
    assert {who for who, _ in BIDS} == {0, 1, 2}
    assert set(outcomes) == {BidOutcome.ACCEPTED_LEADING, BidOutcome.ACCEPTED_OUTBID}


def test_the_price_only_rises_and_the_reserve_is_reached_on_the_way() -> None:
    prices = [decision.after.price_minor or 0 for decision in played()]
    assert prices == sorted(prices)
    assert prices[0] == START < RESERVE < HAMMER
