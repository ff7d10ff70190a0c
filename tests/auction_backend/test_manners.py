"""What every answer has, how sign-in behaves, and what the server says of itself."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import inspect, select

from auction_backend import migrating
from auction_backend.app import close, create_app
from auction_backend.database import HEAD, Database
from auction_backend.desk.accounts import HASHER, NOBODY, is_password
from auction_backend.problems import STATUSES
from auction_backend.rules.throttle import wait_seconds
from auction_backend.serving.plans import HEALTH_PATH
from auction_backend.tables import Base, Token, User
from backend_client.contract import HEALTH, PROTOCOL_HEADER, Health, SessionView
from tests.auction_backend.market import HandClock, Market, launch_body, new_id, settings_of

MANAGER = {"email": "manager@demo.example", "password": "walkaround-demo", "device_id": "laptop-1"}


@pytest.mark.parametrize("path", ["/v1/health", "/v1/auctions", "/v1/nowhere", "/", "/v1/photos/..%2f..%2fetc"])
def test_every_answer_bears_the_protocols_mark(market: Market, path: str) -> None:
    reply = market.client.get(path)
    assert (reply.headers[PROTOCOL_HEADER], reply.headers["X-Content-Type-Options"]) == ("1", "nosniff")
    assert reply.status_code == 200 or reply.content_type == "application/problem+json"


def test_health_says_who_it_is(market: Market) -> None:
    health = Health.model_validate(market.client.get(HEALTH).get_json())
    assert (health.service, health.protocol, HEALTH_PATH) == ("walkaround-auctions", "1", HEALTH)


@pytest.mark.parametrize(("theirs", "status"), [("1", 200), ("1.4", 200), ("2", 426), ("0.9", 426)])
def test_another_major_version_of_the_protocol_is_refused(market: Market, theirs: str, status: int) -> None:
    assert market.client.get(HEALTH, headers={PROTOCOL_HEADER: theirs}).status_code == status


def test_a_session_is_opened_with_the_right_password(market: Market) -> None:
    reply = market.client.post("/v1/sessions", json={**MANAGER, "email": "Manager@Demo.Example"})
    session = SessionView.model_validate(reply.get_json())
    assert (reply.status_code, session.user.role, session.dealership.name) == (201, "manager", "Lakeside Motors")
    with market.parts.database.read() as rows:
        assert session.token not in {row.hash for row in rows.scalars(select(Token))}


@pytest.mark.parametrize("spoiled", [{"password": "wrong"}, {"email": "nobody@demo.example"}])
def test_a_wrong_password_and_an_unknown_user_look_the_same(market: Market, spoiled: dict[str, str]) -> None:
    reply = market.client.post("/v1/sessions", json={**MANAGER, **spoiled})
    assert (reply.status_code, reply.get_json()["code"]) == (401, "bad_credentials")
    assert reply.get_json()["detail"] == "The email or the password is not right."


def test_too_many_failures_must_wait_and_then_may_try_again(market: Market) -> None:
    for _ in range(5):
        assert market.client.post("/v1/sessions", json={**MANAGER, "password": "wrong"}).status_code == 401
    reply = market.client.post("/v1/sessions", json=MANAGER)
    assert (reply.status_code, reply.get_json()["code"], reply.headers["Retry-After"]) == (429, "throttled", "900")
    market.clock.advance(900)
    assert market.client.post("/v1/sessions", json=MANAGER).status_code == 201


def test_one_accounts_failures_do_not_stop_another(market: Market) -> None:
    for _ in range(5):
        market.client.post("/v1/sessions", json={**MANAGER, "password": "wrong"})
    assert market.client.post("/v1/sessions", json={**MANAGER, "email": "alder@demo.example"}).status_code == 201


def test_the_wait_ends_when_enough_failures_are_old() -> None:
    second = 1_000_000
    assert wait_seconds([0, 10 * second], 2, 60, 20 * second) == 40
    assert wait_seconds([0, 10 * second], 2, 60, 60 * second) == 0
    assert wait_seconds([], 1, 60, 0) == 0


def test_passwords_are_kept_by_argon2id(market: Market) -> None:
    with market.parts.database.read() as session:
        hashes = [user.password_hash for user in session.scalars(select(User))]
    assert all(kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for kept in hashes)
    assert not HASHER.check_needs_rehash(NOBODY)
    assert not is_password("not a hash", "anything")


@pytest.mark.parametrize("body", ["{", "", "[1", "\x00", "[" * 100_000])
def test_unreadable_json_is_malformed(market: Market, body: str) -> None:
    reply = market.client.post("/v1/sessions", data=body, content_type="application/json")
    assert (reply.status_code, reply.get_json()["code"]) == (400, "malformed")


def test_a_request_that_breaks_off_may_come_again_and_is_not_called_malformed(market: Market) -> None:
    reply = market.client.post(
        "/v1/sessions",
        data=b'{"email"',
        environ_overrides={"CONTENT_LENGTH": "500"},
        content_type="application/json",
    )
    assert (reply.status_code, reply.get_json()["code"], reply.headers["Retry-After"]) == (503, "unavailable", "1")


def test_a_launch_without_its_key_is_our_bug(market: Market) -> None:
    reply = market.post("manager", "/v1/auctions", launch_body(new_id(), new_id()))
    assert (reply.status_code, reply.get_json()["code"]) == (400, "key_missing")


def test_a_key_that_is_not_the_id_is_refused(market: Market) -> None:
    reply = market.post("manager", "/v1/auctions", launch_body(new_id(), new_id()), key=new_id())
    assert (reply.status_code, reply.get_json()["code"]) == (422, "validation")


def test_a_second_try_while_the_first_one_runs_is_told_to_come_again(market: Market) -> None:
    auction = new_id()
    body = launch_body(auction, market.appraisal())
    market.parts.busy["key", market.people["manager"].dealership_id, "auctions.launch", auction] = object()
    reply = market.post("manager", "/v1/auctions", body, key=auction)
    assert (reply.status_code, reply.get_json()["code"], reply.headers["Retry-After"]) == (409, "in_flight", "1")


def test_a_body_that_is_too_long_is_refused(market: Market) -> None:
    reply = market.client.post("/v1/sessions", data=b"x" * (9 * 2**20), content_type="application/json")
    assert (reply.status_code, reply.get_json()["code"]) == (413, "too_large")


def test_the_description_is_valid_openapi_3_1(market: Market) -> None:
    spec = market.client.get("/v1/openapi.json").get_json()
    OpenAPIV31SpecValidator(spec).validate()
    assert spec["openapi"].startswith("3.1")
    assert {"RevisionRequest", "BidAnswer", "ProblemView"} <= set(spec["components"]["schemas"])


def test_the_description_names_every_route(market: Market) -> None:
    spec = market.client.get("/v1/openapi.json").get_json()
    named = {re.sub(r"{\w+}", "*", path) for path in spec["paths"]}
    served = {re.sub(r"<[^>]+>", "*", rule.rule) for rule in market.app.url_map.iter_rules()}
    assert named == served - {"/v1/openapi.json"}


def test_the_description_names_every_refusal(market: Market) -> None:
    spec = market.client.get("/v1/openapi.json").get_json()
    for operations in spec["paths"].values():
        for method, operation in operations.items():
            assert method == "parameters" or set(operation["responses"]) >= {str(status) for status in STATUSES}


def test_failures_are_counted_by_the_address_that_our_own_proxy_names(market: Market) -> None:
    settings = replace(market.parts.settings, proxies=1, logins_per_address=2)
    behind = create_app(settings)
    for client, status in (("9.9.9.9", 401), ("9.9.9.9", 401), ("9.9.9.9", 429), ("8.8.8.8", 401)):
        words = {"email": f"{new_id()}@x.test", "password": "wrong", "device_id": "laptop-1"}
        forwarded = {"X-Forwarded-For": f"1.2.3.4, {client}"}
        assert behind.test_client().post("/v1/sessions", json=words, headers=forwarded).status_code == status
    close(behind)


def test_a_database_of_a_newer_server_is_left_alone_and_named(market: Market) -> None:
    with market.parts.database.engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(migrating.UnknownForm, match="another version"):
        migrating.prepare(market.parts.database)


def test_migrations_make_exactly_the_tables_that_the_code_knows(market: Market) -> None:
    found = inspect(market.parts.database.engine)
    assert set(found.get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    for name, table in Base.metadata.tables.items():
        assert {column["name"] for column in found.get_columns(name)} == set(table.columns.keys())
        assert {index["name"] for index in found.get_indexes(name)} == {index.name for index in table.indexes}


def test_the_newest_migration_is_the_one_that_the_code_asks_for(market: Market) -> None:
    assert migrating.newest() == HEAD
    assert migrating.prepare(market.parts.database) is False


def test_sqlite_is_durable(market: Market) -> None:
    with market.parts.database.engine.connect() as connection:
        pragmas = {
            word: connection.exec_driver_sql(f"pragma {word}").scalar() for word in ("journal_mode", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


def test_a_database_that_is_gone_is_told_as_busy(market: Market, expect_log: Callable[[str], None]) -> None:
    expect_log("The database cannot be used")
    with market.parts.database.engine.begin() as connection:
        connection.exec_driver_sql("drop table tokens")
    reply = market.get("alder", "/v1/auctions")
    assert (reply.status_code, reply.get_json()["code"], reply.headers["Retry-After"]) == (503, "unavailable", "5")


def test_a_fresh_folder_gets_its_tables_at_the_first_start(tmp_path_factory: pytest.TempPathFactory) -> None:
    settings = settings_of(tmp_path_factory.mktemp("fresh"), HandClock())
    untouched = Database(settings.database_url)
    assert not untouched.is_ready()
    close(create_app(settings))
    assert untouched.is_ready()
    untouched.close()
