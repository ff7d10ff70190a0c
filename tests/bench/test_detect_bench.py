"""The detector's bench prints a table and writes the figures that others compare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.detect import main


def test_the_bench_tells_times_and_ratios(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--rounds", "1", "--json", str(tmp_path / "figures.json")]) == 0
    figures = {f["name"]: f["value"] for f in json.loads((tmp_path / "figures.json").read_text())["figures"]}
    assert figures["detect.photo_ms"] > figures["detect.invoke_ms"] > 0
    assert figures["detect.photo_over_invoke"] == pytest.approx(
        figures["detect.photo_ms"] / figures["detect.invoke_ms"]
    )
    assert "detect.photo_ms" in capsys.readouterr().out
