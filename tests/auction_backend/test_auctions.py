"""A car goes from its finalised appraisal to the hammer."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auction_backend import history
from auction_backend.desk.accounts import add_user, caller_of, open_session
from auction_backend.desk.auctions import close_due, list_visible
from auction_backend.serving.sweeper import hammers_fell
from auction_backend.tables import Auction, Bid, Dealership
from backend_client.contract import MAX_MINOR, Role
from tests.auction_backend.market import Market, Person, launch_body, new_id


def test_a_bid_leads_until_a_higher_maximum_comes(market: Market) -> None:
    auction = market.auction()
    first = market.bid("alder", auction, 700_000)
    assert first["outcome"] == "ACCEPTED_LEADING"
    assert first["auction"]["current_minor"] == 500_000
    second = market.bid("birch", auction, 900_000)
    assert (second["outcome"], second["auction"]["current_minor"]) == ("ACCEPTED_LEADING", 710_000)
    assert market.get("alder", f"/v1/auctions/{auction}").get_json()["you_lead"] is False


def test_a_bid_below_the_leaders_maximum_raises_the_price_and_is_outbid(market: Market) -> None:
    auction = market.auction()
    market.bid("alder", auction, 900_000)
    answer = market.bid("birch", auction, 700_000)
    assert (answer["outcome"], answer["required_minor"]) == ("ACCEPTED_OUTBID", 720_000)


def test_a_bid_below_what_is_required_is_heard_and_too_low(market: Market) -> None:
    auction = market.auction()
    answer = market.bid("alder", auction, 499_999)
    assert (answer["outcome"], answer["required_minor"]) == ("TOO_LOW", 500_000)


def test_the_leader_raises_in_silence(market: Market) -> None:
    auction = market.auction()
    seq = market.bid("alder", auction, 700_000)["auction"]["seq"]
    raised = market.bid("alder", auction, 800_000)
    assert (raised["outcome"], raised["auction"]["seq"]) == ("ACCEPTED_LEADING", seq)
    assert raised["auction"]["your_max_minor"] == 800_000
    assert market.bid("alder", auction, 800_000)["outcome"] == "SELF_BID"
    assert len(market.get("birch", f"/v1/auctions/{auction}/bids").get_json()["bids"]) == 1


def test_no_bid_is_taken_at_the_very_end(market: Market) -> None:
    auction = market.auction(duration_s=600)
    market.clock.advance(600)
    assert market.bid("alder", auction, 700_000)["outcome"] == "ENDED"


def test_a_bid_one_microsecond_before_the_end_counts(market: Market) -> None:
    auction = market.auction(duration_s=600)
    market.clock.advance(599.999999)
    assert market.bid("alder", auction, 700_000)["outcome"] == "ACCEPTED_LEADING"


def test_an_auction_lasts_45_minutes_unless_said_otherwise(market: Market) -> None:
    seen = market.get("manager", f"/v1/auctions/{market.auction()}").get_json()
    assert (seen["started_at"], seen["ends_at"]) == ("2027-01-15T08:00:00Z", "2027-01-15T08:45:00Z")


@pytest.mark.parametrize(
    ("reserve", "maxima", "status", "final"),
    [
        (None, [], "NO_SALE", None),
        (None, [700_000], "SOLD", 500_000),
        (600_000, [550_000], "PENDING", None),
        (600_000, [650_000], "SOLD", 600_000),
    ],
)
def test_the_hammer_finds_what_the_bids_left(
    market: Market, reserve: int | None, maxima: list[int], status: str, final: int | None
) -> None:
    auction = market.auction(reserve_minor=reserve)
    for max_minor in maxima:
        market.bid("alder", auction, max_minor)
    market.clock.advance(45 * 60)
    assert close_due(market.parts.database, market.clock) == 1
    seen = market.get("manager", f"/v1/auctions/{auction}").get_json()
    assert (seen["status"], seen["final_minor"]) == (status, final)
    assert seen["buyer_name"] == ("Alder Autos" if status == "SOLD" else None)


def test_the_hammer_falls_once(market: Market) -> None:
    auction = market.auction()
    market.clock.advance(45 * 60)
    assert [close_due(market.parts.database, market.clock) for _ in range(3)] == [1, 0, 0]
    assert market.get("alder", f"/v1/auctions/{auction}").get_json()["seq"] == 2


def test_nothing_is_closed_before_its_end(market: Market) -> None:
    market.auction()
    market.clock.advance(45 * 60 - 0.000001)
    assert close_due(market.parts.database, market.clock) == 0


def test_the_same_bid_sent_twice_is_one_bid(market: Market) -> None:
    auction, bid_id = market.auction(), new_id()
    first = market.bid("alder", auction, 700_000, bid_id)
    market.bid("birch", auction, 900_000)
    assert market.bid("alder", auction, 700_000, bid_id) == first


def test_a_bids_id_is_not_used_for_another_bid(market: Market) -> None:
    auction, bid_id = market.auction(), new_id()
    market.bid("alder", auction, 700_000, bid_id)
    body = {"client_bid_id": bid_id, "max_minor": 800_000, "currency": "USD"}
    reply = market.post("alder", f"/v1/auctions/{auction}/bids", body)
    assert (reply.status_code, reply.get_json()["code"]) == (422, "key_reused")


def test_two_dealerships_may_use_the_same_bid_id(market: Market) -> None:
    auction, bid_id = market.auction(), new_id()
    market.bid("alder", auction, 700_000, bid_id)
    assert market.bid("birch", auction, 800_000, bid_id)["outcome"] == "ACCEPTED_LEADING"


def test_the_sellers_dealership_may_not_bid(market: Market) -> None:
    auction = market.auction()
    body = {"client_bid_id": new_id(), "max_minor": 800_000, "currency": "USD"}
    reply = market.post("manager", f"/v1/auctions/{auction}/bids", body)
    assert (reply.status_code, reply.get_json()["code"]) == (403, "own_auction")


def test_a_bid_in_another_currency_is_refused(market: Market) -> None:
    body = {"client_bid_id": new_id(), "max_minor": 800_000, "currency": "EUR"}
    reply = market.post("alder", f"/v1/auctions/{market.auction()}/bids", body)
    assert (reply.status_code, reply.get_json()["rule"]) == (422, "currency_of_auction")


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        ({"currency": "EUR"}, "currency_of_dealership"),
        ({"reserve_minor": 400_000}, "reserve_below_start"),
        ({"duration_s": 60}, "below_minimum_duration"),
    ],
)
def test_terms_that_break_a_rule_are_refused_by_name(market: Market, terms: dict[str, Any], rule: str) -> None:
    auction = new_id()
    reply = market.post("manager", "/v1/auctions", launch_body(auction, market.appraisal(), **terms), key=auction)
    assert (reply.status_code, reply.get_json()["code"], reply.get_json()["rule"]) == (422, "rule", rule)


def test_a_launch_sent_twice_is_one_auction(market: Market) -> None:
    auction = new_id()
    body = launch_body(auction, market.appraisal())
    replies = [market.post("manager", "/v1/auctions", body, key=auction) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [201, 201]
    assert replies[0].get_json() == replies[1].get_json()
    assert len(market.get("manager", "/v1/auctions").get_json()["auctions"]) == 1


def test_a_car_is_not_in_two_running_auctions(market: Market) -> None:
    appraisal, first, second = market.appraisal(), new_id(), new_id()
    assert market.post("manager", "/v1/auctions", launch_body(first, appraisal), key=first).status_code == 201
    reply = market.post("manager", "/v1/auctions", launch_body(second, appraisal), key=second)
    assert reply.get_json()["rule"] == "already_listed"


def test_an_unsold_car_may_be_launched_again(market: Market) -> None:
    appraisal, first, second = market.appraisal(), new_id(), new_id()
    market.post("manager", "/v1/auctions", launch_body(first, appraisal), key=first)
    market.clock.advance(45 * 60)
    close_due(market.parts.database, market.clock)
    assert market.post("manager", "/v1/auctions", launch_body(second, appraisal), key=second).status_code == 201


def test_only_the_newest_revision_is_launched(market: Market) -> None:
    auction = new_id()
    reply = market.post("manager", "/v1/auctions", launch_body(auction, market.appraisal(), revision=2), key=auction)
    assert (reply.status_code, reply.get_json()["latest_revision"]) == (412, 1)


def test_a_clock_that_steps_back_does_not_turn_the_log_round(market: Market) -> None:
    auction = market.auction()
    market.bid("alder", auction, 700_000)
    market.clock.advance(-3600)
    market.bid("birch", auction, 900_000)
    bids = market.get("manager", f"/v1/auctions/{auction}/bids").get_json()["bids"]
    assert bids[0]["at"] <= bids[1]["at"]


def test_every_stream_of_history_is_whole(market: Market) -> None:
    auction = market.auction()
    for who, max_minor in (("alder", 700_000), ("birch", 600_000), ("alder", 900_000), ("birch", 100)):
        market.bid(who, auction, max_minor)
    with market.parts.database.read() as session:
        for kind in ("auction", "bids"):
            assert history.first_break(session, history.Stream(kind, auction)) is None
            assert history.last_of(session, history.Stream(kind, auction)) is not None


@pytest.mark.parametrize("change", ["update events set payload = '{}'", "delete from events"])
def test_history_is_never_changed_or_shortened(market: Market, change: str) -> None:
    market.auction()
    with pytest.raises(IntegrityError, match="the history is never"):
        market.parts.database.write(lambda session: session.execute(text(change)))


def test_one_place_in_the_log_of_bids_is_taken_once(market: Market) -> None:
    auction = market.auction()
    market.bid("alder", auction, 700_000)
    market.bid("birch", auction, 900_000)
    for taken in (update(Bid).values(seq=1), update(Bid).values(event_seq=2)):
        with pytest.raises(IntegrityError, match="UNIQUE"):
            market.parts.database.write(partial(Session.execute, statement=taken))


def test_an_auction_that_cannot_be_closed_keeps_no_other_from_its_hammer(market: Market) -> None:
    spoiled, sound = market.auction(), market.auction()
    market.clock.advance(3_000)
    spoil = update(Auction).where(Auction.id == spoiled).values(increment_minor=0)
    market.parts.database.write(lambda session: session.execute(spoil))
    with pytest.raises(ValueError, match="increment_minor"):
        close_due(market.parts.database, market.clock)
    assert market.get("manager", f"/v1/auctions/{sound}").get_json()["status"] == "NO_SALE"


def test_the_sweeper_goes_on_after_an_auction_that_cannot_be_closed(
    market: Market, expect_log: Callable[[str], None]
) -> None:
    expect_log("An auction that is due cannot be closed")
    spoil = update(Auction).where(Auction.id == market.auction()).values(increment_minor=0)
    market.parts.database.write(lambda session: session.execute(spoil))
    assert hammers_fell(market.parts)
    market.clock.advance(3_000)
    assert not hammers_fell(market.parts)


def test_a_bid_of_all_the_money_there_is_is_decided(market: Market) -> None:
    auction = market.auction(increment_minor=MAX_MINOR)
    market.bid("alder", auction, MAX_MINOR)
    answer = market.bid("birch", auction, MAX_MINOR)
    assert (answer["outcome"], answer["required_minor"]) == ("TOO_LOW", MAX_MINOR + 500_000)


def hire(market: Market, name: str, dealership_id: str) -> None:
    """Let a dealership that only buys have a manager, who may sell too."""

    def work(session: Session) -> Person:
        user = add_user(session, session.get_one(Dealership, dealership_id), Role.MANAGER, name, f"{name}@x.test", "p")
        view = open_session(session, user, "test-device", market.parts.settings)
        return Person(name, view.token, dealership_id)

    market.people[name] = market.parts.database.write(work)


def test_others_auctions_do_not_crowd_an_inspectors_own_ones_out_of_the_list(market: Market) -> None:
    own, other = market.auction(), new_id()
    market.clock.advance(1)
    hire(market, "rival", market.people["alder"].dealership_id)
    assert market.post("rival", "/v1/auctions", launch_body(other, market.appraisal("rival")), other).status_code == 201
    with market.parts.database.read() as session:
        inspector, manager = (caller_of(session, market.people[who].token, 0) for who in ("inspector", "manager"))
        assert inspector is not None
        assert manager is not None
        assert [each.id for each in list_visible(session, inspector, limit=1)] == [own]
        assert [each.id for each in list_visible(session, manager, limit=1)] == [other]


def test_a_changed_line_of_history_is_found(market: Market) -> None:
    auction = market.auction()
    market.bid("alder", auction, 700_000)
    stream = history.Stream("auction", auction)

    def tamper(session: Session) -> None:
        session.execute(text("drop trigger events_never_change"))
        event = history.last_of(session, stream)
        assert event is not None
        event.payload = event.payload.replace("500000", "400000")

    market.parts.database.write(tamper)
    with market.parts.database.read() as session:
        assert history.first_break(session, stream) == 2
