"""The bench of sync sends everything, and writes the figures that others compare."""

import json
from pathlib import Path

import pytest

from bench.sync import main


@pytest.mark.server
def test_the_bench_sends_everything_and_tells_its_ratio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ["--cars", "1", "--photos", "2", "--kilobytes", "20", "--rounds", "1"]
    assert main([*small, "--json", str(tmp_path / "figures.json")]) == 0
    figures = {f["name"]: f["value"] for f in json.loads((tmp_path / "figures.json").read_text())["figures"]}
    assert figures["sync.ratio_to_tcp_floor"] == pytest.approx(figures["sync.send_s"] / figures["sync.floor_s"])
    assert figures["sync.not_verified"] == 0
    assert "sync.send_mb_per_s" in capsys.readouterr().out
