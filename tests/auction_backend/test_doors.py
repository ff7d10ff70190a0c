"""Every route, asked by everybody who may not: the cases are made from the route table itself."""

import itertools
from collections.abc import Iterator

import pytest
from apiflask import APIFlask
from werkzeug.routing import Rule

from auction_backend.app import close, create_app
from auction_backend.auth import action_of
from auction_backend.rules.roles import ALLOWED, Action, may, sees_market
from auction_backend.stream_app import create_stream_app
from backend_client.contract import Role
from tests.auction_backend.market import HandClock, Market, new_id, settings_of

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PRIVATE = {"launch", "create", "head", "patch", "finalise", "list_appraisals", "list_auctions", "sign_out", "of_board"}
"""Routes that act on what belongs to the caller: another dealership's caller has its own, and sees nothing of ours."""
MARKET = {"auctions.read", "auctions.list_bids", "auctions.bid", "events.of_auction"}
"""Routes on which other dealerships may act: it is a market."""
CLOSED = {"appraisals.read", "photos.read"}
"""Routes on which another dealership finds nothing, as long as there is no auction."""


@pytest.fixture(scope="module")
def apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[APIFlask]]:
    settings = settings_of(tmp_path_factory.mktemp("doors"), HandClock())
    apps = [create_app(settings), create_stream_app(settings)]
    yield apps
    for app in apps:
        close(app)


def routes(app: APIFlask) -> list[tuple[Rule, str]]:
    """Return every route and method of an application."""
    return [(rule, method) for rule in app.url_map.iter_rules() for method in METHODS if method in (rule.methods or ())]


def path_of(rule: Rule, an_id: str) -> str:
    """Return a path that the route takes."""
    words = {"revision": 1}
    return "".join(
        part if not is_argument else str(words.get(part, an_id)) for is_argument, part in rule._trace if part != "|"
    )


def test_every_route_says_what_it_lets_somebody_do(apps: list[APIFlask]) -> None:
    silent = [
        rule.rule for app in apps for rule, _ in routes(app) if action_of(app.view_functions[rule.endpoint]) is None
    ]
    assert silent == []


def test_every_route_is_known_to_the_tests_of_other_dealerships(apps: list[APIFlask]) -> None:
    guarded = {
        rule.endpoint
        for app in apps
        for rule, _ in routes(app)
        if action_of(app.view_functions[rule.endpoint]) is not Action.ANYONE
    }
    assert {each for each in guarded if each.rpartition(".")[2] not in PRIVATE} == MARKET | CLOSED


def test_only_these_routes_are_open_to_anyone(apps: list[APIFlask]) -> None:
    is_open = {
        rule.rule
        for app in apps
        for rule, _ in routes(app)
        if action_of(app.view_functions[rule.endpoint]) is Action.ANYONE
    }
    assert is_open == {"/v1/health", "/v1/sessions", "/v1/openapi.json"}


@pytest.mark.parametrize("token", [None, "", "nonsense", "x" * 5_000])
def test_without_an_open_session_every_door_is_shut(apps: list[APIFlask], token: str | None) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    for app in apps:
        for rule, method in routes(app):
            if action_of(app.view_functions[rule.endpoint]) is Action.ANYONE:
                continue
            reply = app.test_client().open(path_of(rule, new_id()), method=method, headers=headers, json={})
            assert reply.status_code == 401, rule.rule
            assert reply.get_json()["code"] == "unauthenticated"


@pytest.mark.parametrize("who", ["inspector", "manager", "alder"])
def test_a_role_that_may_not_is_refused_and_one_that_may_is_not(market: Market, who: str) -> None:
    role = {"inspector": Role.INSPECTOR, "manager": Role.MANAGER, "alder": Role.BUYER}[who]
    for rule, method in routes(market.app):
        action = action_of(market.app.view_functions[rule.endpoint])
        if action in {Action.ANYONE, Action.SIGN_OUT, None}:
            continue
        headers = market.people[who].headers
        reply = market.client.open(path_of(rule, new_id()), method=method, headers=headers, json={}, buffered=True)
        assert action is not None
        assert (reply.status_code == 403) == (not may(role, action)), f"{method} {rule.rule} as {who}"


def test_another_dealership_finds_nothing_where_there_is_no_auction(market: Market) -> None:
    appraisal = market.appraisal()
    for rule, method in routes(market.app):
        if rule.endpoint in CLOSED:
            reply = market.client.open(path_of(rule, appraisal), method=method, headers=market.people["alder"].headers)
            assert (reply.status_code, reply.get_json()["code"]) == (404, "not_found")


def test_another_dealerships_lists_are_its_own(market: Market) -> None:
    market.appraisal()
    assert market.get("alder", "/v1/auctions").get_json()["auctions"] == []


def test_an_inspector_does_not_see_the_market(market: Market) -> None:
    auction = market.auction()
    assert market.get("inspector", f"/v1/auctions/{auction}").status_code == 200
    assert not sees_market(Role.INSPECTOR)


@pytest.mark.parametrize(("role", "action"), list(itertools.product(Role, Action)))
def test_the_table_of_roles_is_total(role: Role, action: Action) -> None:
    assert set(ALLOWED) == set(Action)
    assert may(role, action) == (role in ALLOWED[action])
    assert role is not Role.UNKNOWN or not may(role, action)


def test_a_closed_session_opens_nothing(market: Market) -> None:
    headers = market.people["alder"].headers
    assert market.client.delete("/v1/sessions/current", headers=headers).status_code == 204
    assert market.get("alder", "/v1/auctions").status_code == 401


def test_an_old_session_opens_nothing(market: Market) -> None:
    market.clock.advance(31 * 24 * 3600)
    assert market.get("alder", "/v1/auctions").status_code == 401
