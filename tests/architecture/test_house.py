"""Does the house stand?"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
KEEPS_QT_OUT = [
    "inspector_app.core",
    "inspector_app.services.sync",
    "inspector_app.store",
    "backend_client",
    "auction_backend",
]

LOWERS_NONE = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
timer = QTimer()
before = sys.getrefcount(None)
for _ in range(1000):
    timer.setInterval(5)
print(before - sys.getrefcount(None))
"""


def fresh(code: str) -> str:
    """Run code in a fresh interpreter and return what it printed."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_floor_imports_only_from_floors_below_it() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("module", KEEPS_QT_OUT)
def test_what_must_run_without_a_window_never_loads_qt(module: str) -> None:
    loaded = fresh(f"import sys, {module}; print(sorted(m for m in sys.modules if m.startswith('PySide6')))")
    assert loaded.strip() == "[]"


def test_qt_gives_back_every_none_that_it_borrows() -> None:
    assert int(fresh(LOWERS_NONE)) < 100
