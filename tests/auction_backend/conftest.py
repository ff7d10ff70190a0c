"""A market with its people, copied for each test from one that was made once; and the real processes."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from auction_backend.app import close, create_app
from auction_backend.context import backend_of
from auction_backend.demo_people import DEFAULT_PASSWORD
from auction_backend.desk.accounts import open_session
from auction_backend.desk.demo import seed
from auction_backend.tables import User
from tests.auction_backend.market import NOON_US, HandClock, Market, Person, open_market, settings_of, shut
from tests.live_backend import LiveBackend, running_backend


@pytest.fixture(scope="session")
def opened_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Person]]:
    """Make the demo's people once, and sign all of them in."""
    folder = tmp_path_factory.mktemp("market")
    settings = settings_of(folder, HandClock())
    app = create_app(settings)
    parts = backend_of(app)
    seed(parts.database, DEFAULT_PASSWORD, "USD", NOON_US)
    with parts.database.read() as session:
        users = session.scalars(select(User)).all()
    people = {}
    for user in users:
        view = parts.database.write(partial(open_session, user=user, device_id="test-device", settings=settings))
        name = user.email.partition("@")[0]
        people[name] = Person(name, view.token, view.dealership.id)
    close(app)
    return folder, people


@pytest.fixture
def clock() -> HandClock:
    """A clock that moves only when told."""
    return HandClock()


@pytest.fixture
def market(opened_once: tuple[Path, dict[str, Person]], tmp_path: Path, clock: HandClock) -> Iterator[Market]:
    """A backend of this test's own."""
    made, people = opened_once
    shutil.copytree(made, tmp_path / "market")
    market = open_market(settings_of(tmp_path / "market", clock), people, clock)
    yield market
    shut(market)


@pytest.fixture(scope="session")
def live_backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveBackend]:
    """The real backend, with two processes of the API so that locks between processes are tried."""
    with running_backend(tmp_path_factory.mktemp("backend"), workers=2) as backend:
        yield backend
