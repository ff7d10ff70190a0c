"""The whole demo off screen. `make demo` plays it in every run of the checks; here it is played on demand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector_app.demo.car import read_car

pytestmark = [pytest.mark.slow, pytest.mark.server, pytest.mark.soak]
ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 90


def is_installed() -> bool:
    """Tell whether the demo's car is there with its photos."""
    folder = ROOT / "assets" / "demo"
    return (folder / "demo.toml").is_file() and all(photo.path.is_file() for photo in read_car(folder).photos)


@pytest.mark.timeout(300)
@pytest.mark.skipif(not is_installed(), reason="the demo car is not installed")
def test_the_demo_goes_from_photo_to_hammer_and_leaves_its_proof(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "inspector_app", "demo", "--output", str(tmp_path), "--close"]
    env = {name: text for name, text in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["passed"] is True
    assert set(summary["findings_by_band"]) == {"sure", "check", "hint"}
    assert all(step["seconds"] >= 0 for step in summary["steps"])
    assert done.stdout.count(" ok ") == len(summary["steps"]) >= 15
    assert summary["seconds"] <= LONGEST_S
    assert (tmp_path / "condition-report.pdf").read_bytes().startswith(b"%PDF")
    assert len(list(tmp_path.glob("*.png"))) >= 10
    assert "Traceback" not in done.stderr
