"""The command line says what it did, and leaves with the exit code that its help promises."""

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auction_backend.cli import main


def run(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("command", ["", "serve", "init-db", "seed", "close-due", "openapi"])
def test_help_shows_examples_and_exit_codes(command: str) -> None:
    shown = run(*command.split(), "--help")
    assert shown.exit_code == 0
    assert "auction-backend serve --data" in shown.output
    assert "Exit codes: 0 done; 1" in shown.output


def test_a_folder_is_prepared_seeded_and_swept(tmp_path: Path) -> None:
    assert run("init-db", "--data", str(tmp_path)).output == "The database is ready.\n"
    seeded = json.loads(run("seed", "--demo", "--data", str(tmp_path), "--password", "my own", "--json").output)
    assert {user["password"] for user in seeded["users"]} == {"my own"}
    assert [user["role"] for user in seeded["users"]].count("buyer") == 3
    assert run("seed", "--demo", "--data", str(tmp_path)).exit_code == 0
    assert run("close-due", "--data", str(tmp_path)).output == "Closed 0 auctions.\n"


def test_the_description_is_printed_without_a_server() -> None:
    printed = run("openapi")
    assert json.loads(printed.output)["openapi"].startswith("3.1")


@pytest.mark.parametrize("words", [("init-db",), ("seed", "--data", "x"), ("serve", "--port", "many"), ("fly",)])
def test_wrong_use_is_exit_code_2(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_a_demo_that_others_can_reach_needs_a_password_of_its_own() -> None:
    refused = run("serve", "--demo", "--host", "0.0.0.0")  # noqa: S104 - refused before anything is bound
    assert (refused.exit_code, "--password" in refused.output) == (2, True)


def test_clients_are_not_sent_to_an_address_that_is_none() -> None:
    refused = run("serve", "--host", "0.0.0.0")  # noqa: S104 - refused before anything is bound
    assert (refused.exit_code, "--public-stream-url" in refused.output) == (2, True)


def test_a_password_need_not_be_an_argument_that_others_can_see(tmp_path: Path) -> None:
    words = ["seed", "--demo", "--data", str(tmp_path), "--json"]
    seeded = CliRunner().invoke(main, words, env={"WALKAROUND_DEMO_PASSWORD": "unseen"})
    assert {user["password"] for user in json.loads(seeded.output)["users"]} == {"unseen"}


def test_a_database_that_is_none_is_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "auctions.db").write_bytes(b"not a database, whatever its name says" * 100)
    refused = run("init-db", "--data", str(tmp_path))
    assert (refused.exit_code, "cannot be used" in refused.output) == (3, True)


def test_a_port_that_is_taken_is_exit_code_3(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("serve", "--data", str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert (refused.exit_code, "cannot start" in refused.output) == (3, True)
