"""Do the tests' own safeguards bite?"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

CARELESS = """
import logging, socket, threading, time, warnings

def test_logs_a_warning():
    logging.getLogger("inspector_app").warning("something odd")

def test_announces_its_warning(expect_log):
    expect_log("meant to")
    logging.getLogger("inspector_app").warning("this was meant to happen")

def test_leaves_a_thread():
    threading.Thread(target=time.sleep, args=(20,), name="forgotten", daemon=True).start()

def test_calls_a_stranger():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_warns():
    warnings.warn("old", DeprecationWarning)

def test_leaves_a_timer(qapp):
    from PySide6.QtCore import QTimer
    global timer
    timer = QTimer()
    timer.start(1000)
"""


def test_a_careless_test_fails_and_says_what_it_left(tmp_path: Path) -> None:
    careless = tmp_path / "test_careless.py"
    careless.write_text(CARELESS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", "pyproject.toml"]
    done = subprocess.run([*command, str(careless)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    for said in ("something odd", "left running: forgotten", "SocketConnectBlockedError", "left ticking", "2 failed"):
        assert said in done.stdout
    assert "4 passed, 3 errors" in done.stdout
    assert "ERROR" in done.stdout
    assert "test_announces_its_warning" not in done.stdout
