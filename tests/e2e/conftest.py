"""One live backend for the tests that go the whole way; whoever kills it starts it again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.laptop import Held, Laptop, held_by
from tests.fault_proxy import FaultProxy, fault_proxy
from tests.live_backend import LiveBackend, running_backend


@pytest.fixture(scope="package")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveBackend]:
    with running_backend(tmp_path_factory.mktemp("backend")) as running:
        yield running


@pytest.fixture
def line(backend: LiveBackend) -> Iterator[FaultProxy]:
    with fault_proxy(backend.api_url) as proxy:
        yield proxy


@pytest.fixture
def laptop(tmp_path: Path, backend: LiveBackend, line: FaultProxy) -> Iterator[Laptop]:
    made = Laptop(tmp_path)
    made.sign_in(line.url, backend.manager)
    yield made
    made.close()


@pytest.fixture
def before(backend: LiveBackend) -> Held:
    """What earlier tests have left on the server."""
    return held_by(backend)
