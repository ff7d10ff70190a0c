"""Nobody learns another's secret: the reserve and the maxima are looked for in every word that buyers are told."""

from collections.abc import Iterator
from typing import Any

import pytest

from auction_backend.app import close
from auction_backend.desk.auctions import close_due
from auction_backend.stream_app import create_stream_app, hub_of
from tests.auction_backend.market import Market, new_id

RESERVE, ALDERS, BIRCHS = 7_654_321, 3_456_789, 2_345_678


def words(value: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give every value of a JSON document."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)
    else:
        yield value


def told_to(market: Market, who: str, auction: str) -> set[Any]:
    """Return every value that somebody can read about an auction."""
    paths = ("/v1/auctions", f"/v1/auctions/{auction}", f"/v1/auctions/{auction}/bids")
    answers = [market.get(who, path).get_json() for path in paths]
    answers.append(market.bid(who, auction, 1) if who != "manager" else {})
    return {value for answer in answers for value in words(answer)}


@pytest.fixture
def auction(market: Market) -> str:
    auction = market.auction(reserve_minor=RESERVE)
    market.bid("alder", auction, ALDERS)
    market.bid("birch", auction, BIRCHS)
    return auction


def test_a_buyer_never_reads_the_reserve_or_anothers_maximum(market: Market, auction: str) -> None:
    assert not {RESERVE, ALDERS} & told_to(market, "birch", auction)
    assert not {RESERVE, BIRCHS} & told_to(market, "alder", auction)
    assert not {RESERVE, ALDERS, BIRCHS} & told_to(market, "cedar", auction)


def test_a_buyer_reads_the_own_maximum_and_the_seller_the_reserve(market: Market, auction: str) -> None:
    assert ALDERS in told_to(market, "alder", auction)
    assert RESERVE in told_to(market, "manager", auction)
    assert not {ALDERS, BIRCHS} & told_to(market, "manager", auction)


def test_buyers_are_known_to_each_other_by_alias_only(market: Market, auction: str) -> None:
    told = {str(value) for value in told_to(market, "cedar", auction)}
    hidden = {"Alder Autos", "Birch Cars", *(market.people[who].dealership_id for who in ("alder", "birch"))}
    assert {"Bidder 1", "Bidder 2"} <= told
    assert not hidden & told


def test_after_the_hammer_the_secrets_are_still_secret(market: Market, auction: str) -> None:
    market.clock.advance(45 * 60)
    close_due(market.parts.database, market.clock)
    assert market.get("birch", f"/v1/auctions/{auction}").get_json()["status"] == "PENDING"
    assert not {RESERVE, ALDERS} & told_to(market, "birch", auction)


def test_the_event_stream_carries_no_secret(market: Market, auction: str) -> None:
    app = create_stream_app(market.parts.settings)
    hub_of(app).beat()
    reply = app.test_client().get(f"/v1/auctions/{auction}/events", headers=market.people["cedar"].headers)
    lines = iter(reply.response)
    told = "".join(str(next(lines)) for _ in range(4))
    reply.close()
    close(app)
    assert told.count("event: BID") == 2
    assert not [secret for secret in (RESERVE, ALDERS, BIRCHS) if str(secret) in told]


def test_a_refusal_tells_no_secret(market: Market, auction: str) -> None:
    body = {"client_bid_id": new_id(), "max_minor": 1, "currency": "EUR"}
    assert str(RESERVE) not in market.post("alder", f"/v1/auctions/{auction}/bids", body).text
