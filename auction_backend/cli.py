"""The command `auction-backend`: serve, init-db, seed, close-due, openapi."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auction_backend.config import MIN_DURATION_S, settings_in
from auction_backend.demo_people import DEFAULT_PASSWORD, demo_users
from auction_backend.serving.plans import CANNOT_USE, Place, Ready
from auction_backend.serving.supervisor import ChildDied, Supervisor

if TYPE_CHECKING:
    from auction_backend.context import Backend

EXAMPLES = """
Examples:

\b
  auction-backend init-db --data /var/lib/walkaround
  auction-backend seed --demo --data /var/lib/walkaround --json
  auction-backend serve --data /var/lib/walkaround --port 8600 --stream-port 8601
  auction-backend serve --embedded --demo --ready-file ready.json
  auction-backend close-due --data /var/lib/walkaround
  auction-backend openapi > openapi.json

Exit codes: 0 done; 1 a process of the backend ended on its own; 2 wrong use of the command;
3 the database, the data folder or a port cannot be used.
"""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - so that it is not told to clients
PASSWORD_VARIABLE = "WALKAROUND_DEMO_PASSWORD"  # noqa: S105 - where one is found
EMBEDDED_MIN_DURATION_S = 5
F = TypeVar("F", bound=Callable[..., Any])


@click.group(epilog=EXAMPLES)
@click.version_option(package_name="walkaround", message="%(version)s")
def main() -> None:
    """Run the Walkaround auction backend."""


def with_place(command: F) -> F:
    """Add the options that say where everything is kept."""
    data = click.option(
        "--data", type=click.Path(path_type=Path, file_okay=False), envvar="WALKAROUND_BACKEND_DATA",
        help="Folder of the photos and, without --database, of the database. Default: a new temporary folder.",
    )  # fmt: skip
    database = click.option("--database", envvar="DATABASE_URL", help="Database URL. Default: auctions.db in --data.")
    return data(database(command))


@main.command(epilog=EXAMPLES)
@with_place
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=0, show_default=True, help="Port of the API; 0 takes a free one.")
@click.option("--stream-port", default=0, show_default=True, help="Port of the event stream; 0 takes a free one.")
@click.option("--public-stream-url", help="What clients are told about where the event stream is.")
@click.option("--ready-file", type=click.Path(path_type=Path), help="Write where to reach the backend, as JSON.")
@click.option("--min-duration", type=click.IntRange(1), help="Shortest auction in seconds. Default 300; embedded 5.")
@click.option(
    "--workers", default=None, type=click.IntRange(1, 64), help="Processes of the API. Default 2; embedded 1."
)
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256), help="Threads of each process.")
@click.option("--heartbeat", default=15.0, show_default=True, help="Seconds between signs of life on the stream.")
@click.option(
    "--embedded", is_flag=True, help="Serve one laptop: short auctions allowed; ends with its parent process."
)
@click.option(
    "--demo", is_flag=True, help="Make the demo's dealerships and users; the ready file tells how to sign in."
)
@click.option(
    "--password", envvar=PASSWORD_VARIABLE,
    help=f"Password of the demo's users, better given in {PASSWORD_VARIABLE}: other users of this machine see "
    f"arguments. Default on loopback: {DEFAULT_PASSWORD}",
)  # fmt: skip
@click.option(
    "--proxies", default=0, show_default=True, type=click.IntRange(0, 9),
    help="How many proxies of yours stand in front, whose X-Forwarded-For names the client.",
)  # fmt: skip
def serve(data: Path | None, database: str | None, **options: Any) -> None:  # noqa: ANN401 - the options above
    """Serve the API and the event stream, and close auctions when their end has come."""
    if options["demo"] and not options["password"] and options["host"] not in LOOPBACK:
        raise click.UsageError("--demo on an address that others can reach needs --password.")
    if options["host"] in EVERYWHERE and not options["public_stream_url"]:
        raise click.UsageError("--host with every address needs --public-stream-url: clients must be told one.")
    with kept_in(data) as folder, endings_told():
        run_server(folder, database, options)


def run_server(folder: Path, database: str | None, options: dict[str, Any]) -> None:
    """Start the processes, tell where they can be reached, and wait."""
    embedded = options["embedded"]
    shortest = options["min_duration"] or (EMBEDDED_MIN_DURATION_S if embedded else MIN_DURATION_S)
    settings = settings_in(
        folder, database, min_duration_s=shortest, heartbeat_s=options["heartbeat"], proxies=options["proxies"]
    )
    password = (options["password"] or DEFAULT_PASSWORD) if options["demo"] else None
    people = demo_users(password) if password else []
    supervisor = Supervisor(settings, place_of(options, password))

    def tell(ready: Ready) -> None:
        words = {**asdict(ready), "demo": people, "data": str(folder)}
        if options["ready_file"]:
            write_private(options["ready_file"], json.dumps(words, indent=1))
        click.echo(f"API on {ready.api_url}, events on {ready.stream_url}")

    supervisor.run(tell)


def place_of(options: dict[str, Any], demo_password: str | None) -> Place:
    """Return where to listen."""
    return Place(
        host=options["host"],
        port=options["port"],
        stream_port=options["stream_port"],
        workers=options["workers"] or (1 if options["embedded"] else 2),
        threads=options["threads"],
        public_stream_url=options["public_stream_url"],
        is_embedded=options["embedded"],
        demo_password=demo_password,
    )


@main.command("init-db", epilog=EXAMPLES)
@with_place
def init_db(data: Path | None, database: str | None) -> None:
    """Make the tables, or bring them to this version's form."""
    with troubles_told(), opened(required(data), database):
        pass
    click.echo("The database is ready.")


@main.command(epilog=EXAMPLES)
@with_place
@click.option("--demo", is_flag=True, required=True, help="Make the demo's dealerships and users.")
@click.option(
    "--password", default=DEFAULT_PASSWORD, show_default=True, envvar=PASSWORD_VARIABLE, help="Their password."
)
@click.option("--currency", default="USD", show_default=True, help="In which currency they trade (ISO 4217).")
@click.option("--json", "as_json", is_flag=True, help="Print how to sign in as JSON.")
def seed(data: Path | None, database: str | None, demo: bool, password: str, currency: str, as_json: bool) -> None:  # noqa: ARG001
    """Make users to try everything with, and print how to sign in."""
    from auction_backend.desk.demo import seed as make

    with troubles_told(), opened(required(data), database) as parts:
        make(parts.database, password, currency, parts.now_us())
    people = demo_users(password)
    if as_json:
        click.echo(json.dumps({"users": people}, indent=1))
        return
    for user in people:
        click.echo(f"{user['role']:10} {user['email']:28} {user['password']}  ({user['dealership']})")


@main.command("close-due", epilog=EXAMPLES)
@with_place
def close_due(data: Path | None, database: str | None) -> None:
    """Close every auction whose end has come, once."""
    from auction_backend.desk.auctions import close_due as close

    with troubles_told(), opened(required(data), database) as parts:
        click.echo(f"Closed {close(parts.database, parts.settings.clock)} auctions.")


@main.command(epilog=EXAMPLES)
def openapi() -> None:
    """Print the API's description (OpenAPI 3.1) as JSON."""
    from auction_backend import app

    with tempfile.TemporaryDirectory() as folder:
        made = app.create_app(settings_in(Path(folder)))
        click.echo(json.dumps(made.spec, indent=1, sort_keys=True))
        app.close(made)


@contextmanager
def opened(folder: Path, database: str | None) -> Iterator["Backend"]:
    """Give the parts of a backend, with its tables made, for the length of one command."""
    from auction_backend.app import parts_of
    from auction_backend.migrating import prepare

    parts = parts_of(settings_in(folder, database))
    try:
        prepare(parts.database)
        yield parts
    finally:
        parts.database.close()


@contextmanager
def kept_in(data: Path | None) -> Iterator[Path]:
    """Give the folder that was asked for, or one that is gone afterwards."""
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="walkaround-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def required(data: Path | None) -> Path:
    """Return the data folder, or say that it is missing."""
    if data is None:
        raise click.UsageError("Say where the data is: --data FOLDER.")
    return data


@contextmanager
def troubles_told() -> Iterator[None]:
    """Say in one sentence what goes wrong, and leave with the exit code that is documented."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (OSError, SQLAlchemyError) as error:
        click.echo(f"The backend cannot be used: {error}", err=True)
        sys.exit(CANNOT_USE)


@contextmanager
def endings_told() -> Iterator[None]:
    """Say in one sentence why the server ended or did not start."""
    try:
        yield
    except ChildDied as error:
        click.echo(f"The backend stopped: {error}.", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"The backend cannot start: {error}", err=True)
        sys.exit(CANNOT_USE)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, all of it or nothing."""
    aside = path.with_name(path.name + ".part")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    aside.replace(path)
