"""The check of the log can fail: each fault that a missing lock or a missing constraint would leave is found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from auction_backend.rules.bidding import Standing, decide, flat
from backend_client.contract import AuctionStatus
from tests.auction_backend.ledger import Ledger, check_log

START, STEP = 500_000, 10_000
BIDS = (("a", 700_000), ("b", 650_000), ("b", 640_000), ("c", 900_000), ("a", 905_000), ("a", 990_000))


@dataclass
class Log:
    """What a server has stored of one auction."""

    auction: dict[str, Any]
    bids: list[dict[str, Any]]
    events: list[dict[str, Any]]

    def check(self) -> None:
        """Hold it against the model."""
        check_log(Ledger(START, STEP, None), self.auction, self.bids, self.events)


def served(*, stale: frozenset[int] = frozenset(), same_place: frozenset[int] = frozenset()) -> Log:
    """Serve the bids by the true rules; those in `stale` were decided on the standing before the one before them,
    as without a lock, and those in `same_place` took the place of the one before them, as without a constraint.
    """
    before = now = Standing(AuctionStatus.ACTIVE, 0, 10**9, START, flat(STEP))
    log = Log({}, [], [{"seq": 1, "type": "LAUNCHED"}])
    for number, (who, most) in enumerate(BIDS):
        basis = before if number in stale else now
        decision = decide(basis, who, most, 1_000 + number)
        before, now = now, decision.after
        seq = None
        if decision.is_public:
            seq = len(log.events) + 1
            log.events.append({"seq": seq, "type": "BID"})
        log.bids.append(
            {
                "seq": number + (0 if number in same_place else 1), "at_us": 1_000 + number, "dealership_id": who,
                "max_minor": most, "outcome": decision.outcome.value, "price_minor": now.price_minor, "event_seq": seq,
            }
        )  # fmt: skip
    log.auction = {"price_minor": now.price_minor, "leader_id": now.leader}
    return log


def lost(log: Log) -> None:
    del log.bids[2]


def doubled(log: Log) -> None:
    log.bids.insert(1, dict(log.bids[0]))


def turned_round(log: Log) -> None:
    log.bids[1]["at_us"], log.bids[2]["at_us"] = log.bids[2]["at_us"], log.bids[1]["at_us"]


def event_lost(log: Log) -> None:
    del log.events[2]


def event_doubled(log: Log) -> None:
    log.bids[3]["event_seq"] = log.bids[1]["event_seq"]


def other_winner(log: Log) -> None:
    log.auction["leader_id"] = "b"


def cheaper(log: Log) -> None:
    log.auction["price_minor"] -= 1


def test_a_sound_log_is_taken() -> None:
    served().check()


@pytest.mark.parametrize("number", [1, 4, 5])
def test_a_bid_that_was_decided_without_the_lock_is_found(number: int) -> None:
    with pytest.raises(AssertionError):
        served(stale=frozenset({number})).check()


def test_two_bids_in_one_place_are_found() -> None:
    with pytest.raises(AssertionError, match="places in the log"):
        served(same_place=frozenset({3})).check()


@pytest.mark.parametrize(
    "spoil", [lost, doubled, turned_round, event_lost, event_doubled, other_winner, cheaper], ids=lambda f: f.__name__
)
def test_a_spoiled_log_is_found(spoil: Callable[[Log], None]) -> None:
    log = served()
    spoil(log)
    with pytest.raises(AssertionError):
        log.check()
