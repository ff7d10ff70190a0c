"""What every test can rely on: a clean house before it, and a check that it left one behind."""

import gc
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("WALKAROUND_DATA", ROOT.parent / "shared" / "data"))
HOME = Path(tempfile.mkdtemp(prefix="walkaround-home-"))
GRACE_SECONDS = 3.0

# Before anything of Qt, keyring or platformdirs is imported: no screen, no real keyring, nobody's real folders.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[variable] = str(HOME / variable.lower())

hypothesis_settings.register_profile(
    "walkaround", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("walkaround")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Qt, and skip what this machine cannot run."""
    can_be_a_person = shutil.which("xdotool") and shutil.which("Xvfb")
    for item in items:
        if {"qtbot", "qapp"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.gui)
        if item.get_closest_marker("data") and not DATA.is_dir():
            item.add_marker(pytest.mark.skip(reason="the photo sets are not on this machine"))
        if item.get_closest_marker("xvfb") and not can_be_a_person:
            item.add_marker(pytest.mark.skip(reason="Xvfb or xdotool is not installed"))


def pytest_sessionfinish() -> None:
    """Take the tests' home away."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Return the folder of photo sets beside the repository; for tests marked `data`."""
    return DATA


@pytest.fixture
def expect_log() -> Callable[[str], None]:
    """Return a function that names a piece of a log line which this test means to cause."""
    return _expected.append


_expected: list[str] = []


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logged a warning or worse which it did not announce by `expect_log`."""
    _expected.clear()
    yield
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    lines = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    stray = [line for line in lines if not any(piece in line for piece in _expected)]
    assert not stray, "unexpected log lines:\n" + "\n".join(stray)


def _left_running(before: set[threading.Thread]) -> list[threading.Thread]:
    """Return the threads that were started since and still run after a moment of grace."""
    deadline = time.monotonic() + GRACE_SECONDS
    while left := [t for t in threading.enumerate() if t not in before and t.is_alive()]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.01)
    return left


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread or a lane running, and name it."""
    before = set(threading.enumerate())
    yield
    left = _left_running(before)
    assert not left, f"left running: {', '.join(thread.name for thread in left)}"


def _active_timers() -> dict[int, str]:
    """Return the Qt timers that tick, each with its owner."""
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    timers = [thing for thing in gc.get_objects() if isinstance(thing, QTimer) and isValid(thing)]
    return {id(timer): f"{timer!r} of {timer.parent()!r}" for timer in timers if timer.isActive()}


@pytest.fixture(autouse=True)
def no_timer_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test with Qt that leaves a timer ticking or a window open."""
    if request.node.get_closest_marker("gui") is None:
        yield
        return
    before = _active_timers()
    yield
    from PySide6.QtWidgets import QApplication

    left = [owner for key, owner in _active_timers().items() if key not in before]
    assert not left, f"left ticking: {left}"
    windows = [repr(window) for window in QApplication.topLevelWidgets() if window.isVisible()]
    assert not windows, f"left open: {windows}"
