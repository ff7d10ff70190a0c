"""Each listener hears each event once, in order, whatever comes between its call and the next look at the database."""

import time
from dataclasses import replace

import pytest

from auction_backend.desk.accounts import caller_of
from auction_backend.desk.auctions import close_due
from auction_backend.desk.callers import Caller
from auction_backend.desk.following import Told
from auction_backend.hub import BACKLOG, Hub, Subscriber
from auction_backend.routes.events import Lines
from tests.auction_backend.market import Market


@pytest.fixture
def hub(market: Market) -> Hub:
    return Hub(market.parts.database)


def caller(market: Market, who: str) -> Caller:
    """Return somebody as the stream knows one."""
    with market.parts.database.read() as session:
        found = caller_of(session, market.people[who].token, market.clock())
    assert found is not None
    return found


def heard(subscriber: Subscriber, missed: list[Told]) -> list[int]:
    """Return the seqs that a listener is told: what it missed, then what waits, each once."""
    told = list(missed)
    while (event := subscriber.next(0.01)) is not None:
        told.append(event)
    return [event.seq for event in told if subscriber.is_new(event)]


def test_what_happens_between_the_call_and_the_next_beat_is_told_once(market: Market, hub: Hub) -> None:
    auction = market.auction()
    market.bid("alder", auction, 600_000)
    subscriber, missed = hub.subscribe(caller(market, "birch"), {auction: 0})
    market.bid("birch", auction, 700_000)
    hub.beat()
    assert heard(subscriber, missed) == [1, 2, 3]


def test_a_beat_before_the_call_is_not_told_again(market: Market, hub: Hub) -> None:
    auction = market.auction()
    market.bid("alder", auction, 600_000)
    assert hub.beat() == 2
    subscriber, missed = hub.subscribe(caller(market, "birch"), {auction: 1})
    assert hub.beat() == 0
    assert heard(subscriber, missed) == [2]


def test_the_hammer_is_told_although_the_auction_no_longer_runs(market: Market, hub: Hub) -> None:
    auction = market.auction()
    subscriber, missed = hub.subscribe(caller(market, "alder"), {auction: 1})
    market.clock.advance(45 * 60)
    close_due(market.parts.database, market.clock)
    hub.beat()
    assert heard(subscriber, missed) == [2]
    assert hub.beat() == 0


def test_a_hammer_between_the_call_and_the_beat_is_told_of_an_auction_that_is_new_to_the_hub(
    market: Market, hub: Hub
) -> None:
    auction = market.auction()  # the hub has not looked since
    subscriber, missed = hub.subscribe(caller(market, "alder"), {auction: 0})
    market.clock.advance(45 * 60)
    close_due(market.parts.database, market.clock)
    hub.beat()
    assert heard(subscriber, missed) == [1, 2]


def test_a_board_hears_of_every_visible_auction_and_an_inspector_of_the_own_ones(market: Market, hub: Hub) -> None:
    buyer, _ = hub.subscribe(caller(market, "alder"), None)
    inspector, _ = hub.subscribe(caller(market, "inspector"), None)
    market.auction()
    market.auction()
    hub.beat()
    assert (heard(buyer, []), heard(inspector, [])) == ([1, 1], [1, 1])


def test_nothing_is_read_while_nothing_happens(market: Market, hub: Hub) -> None:
    market.auction()
    assert [hub.beat(), hub.beat(), hub.beat()] == [1, 0, 0]


def test_who_leaves_hears_nothing_more(market: Market, hub: Hub) -> None:
    auction = market.auction()
    subscriber, missed = hub.subscribe(caller(market, "alder"), {auction: 1})
    hub.leave(subscriber)
    market.bid("alder", auction, 600_000)
    hub.beat()
    assert heard(subscriber, missed) == []


def test_who_does_not_keep_up_is_let_go(market: Market) -> None:
    subscriber = Subscriber(caller(market, "alder"), None)
    for seq in range(BACKLOG + 1):
        assert not subscriber.is_lost
        subscriber.offer(Told("a", "d", seq, "BID", "{}"))
    assert subscriber.is_lost


def test_a_stream_on_which_much_happens_ends_with_its_session_too(market: Market, hub: Hub) -> None:
    auction, alder = market.auction(), market.people["alder"]
    parts = replace(market.parts, settings=replace(market.parts.settings, heartbeat_s=0.05))
    subscriber, missed = hub.subscribe(caller(market, "alder"), {auction: 0})
    told = Lines(parts, hub, subscriber, alder.token, "{seq}").told(missed)
    assert "LAUNCHED" in [next(told), next(told)][1]
    market.client.delete("/v1/sessions/current", headers=alder.headers)
    heard = 0
    for number in range(2, 200):
        time.sleep(0.002)
        subscriber.offer(Told(auction, alder.dealership_id, number, "BID", missed[0].payload))
        heard += next(told, None) is not None
    assert 0 < heard < 190
