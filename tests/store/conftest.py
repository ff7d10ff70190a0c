"""A fresh profile for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector_app.store import ProfileStore
from tests.store.kit import ScriptedClock, opened


@pytest.fixture
def clock() -> ScriptedClock:
    return ScriptedClock()


@pytest.fixture
def store(tmp_path: Path, clock: ScriptedClock) -> Iterator[ProfileStore]:
    made = opened(tmp_path, clock)
    yield made
    made.close()
