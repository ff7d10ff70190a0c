"""An independent model of an auction, to hold the rules and the log of bids against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass
class Ledger:
    """The same auction told another way: only who named which maximum, and when."""

    start: int
    step: int
    reserve: int | None
    maxima: dict[str, tuple[int, int]] = field(default_factory=dict)
    price: int | None = None
    now: int = 0

    def ranking(self) -> list[str]:
        """Return the bidders, best first: the higher maximum, on a tie the one who named it earlier."""
        return sorted(self.maxima, key=lambda who: (-self.maxima[who][0], self.maxima[who][1]))

    def bid(self, who: str, most: int) -> str:
        """Take one bid and say in one word what became of it."""
        self.now += 1
        ranked = self.ranking()
        if ranked and ranked[0] == who:
            return self.raise_own(who, most)
        if most < (self.start if self.price is None else self.price + self.step):
            return "TOO_LOW"
        self.maxima[who] = (most, self.now)
        self.price = self.contested()
        return "ACCEPTED_LEADING" if self.ranking()[0] == who else "ACCEPTED_OUTBID"

    def raise_own(self, who: str, most: int) -> str:
        """Keep a higher maximum of the leader at its old time."""
        if most <= self.maxima[who][0]:
            return "SELF_BID"
        self.maxima[who] = (most, self.maxima[who][1])
        self.price = self.at_reserve(self.price or 0)
        return "ACCEPTED_LEADING"

    def contested(self) -> int:
        """Return the price: a step above the second best, at most the best."""
        best, *others = (self.maxima[who][0] for who in self.ranking())
        if not others:
            return self.at_reserve(self.start)
        return self.at_reserve(best if others[0] == best else min(best, others[0] + self.step))

    def at_reserve(self, price: int) -> int:
        """Return the price, lifted to the reserve where the best maximum reaches it."""
        best = max(most for most, _ in self.maxima.values())
        return max(price, self.reserve) if self.reserve is not None and best >= self.reserve else price


def check_log(ledger: Ledger, auction: Row, bids: Sequence[Row], events: Sequence[Row]) -> None:
    """Hold a log of bids against the independent model, and against the standing and the events that were stored."""
    assert [bid["seq"] for bid in bids] == list(range(1, len(bids) + 1)), "places in the log"
    assert [bid["at_us"] for bid in bids] == sorted(bid["at_us"] for bid in bids), "times of the log"
    for bid in bids:
        assert bid["outcome"] == ledger.bid(bid["dealership_id"], bid["max_minor"]), "an outcome"
        assert bid["price_minor"] == ledger.price, "a price"
    assert (auction["price_minor"], auction["leader_id"]) == (ledger.price, next(iter(ledger.ranking()), None)), "end"
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1)), "places of the events"
    public = [bid["event_seq"] for bid in bids if bid["event_seq"] is not None]
    assert public == [event["seq"] for event in events if event["type"] == "BID"], "events of the bids"
