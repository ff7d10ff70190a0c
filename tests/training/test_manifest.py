"""A manifest is plain TOML, and a packed run is a pack that the app takes."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.keys.packs import verified
from inspector_app.vision.catalog import read_catalog
from tests.packs import KEY, TINY, TRUSTED, entry
from training.data import LABELS
from training.manifest import toml_text
from training.pack import Order, pack

VALUES = st.text(max_size=20) | st.integers(-(2**40), 2**40) | st.booleans() | st.lists(st.integers(0, 99), max_size=3)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@given(table=st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, min_size=1, max_size=3), max_size=5))
def test_what_is_written_is_what_is_read(table: dict[str, Any]) -> None:
    assert tomllib.loads(toml_text(table)) == table


def test_lists_of_tables_and_deep_tables_are_written() -> None:
    table = {"a": 1, "files": [{"path": "x"}, {"path": "y"}], "model": {"classes": {"dent": {"shown": 0.25}}}}
    assert tomllib.loads(toml_text(table)) == table


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Return the folder of a run that was exported and measured."""
    folder = tmp_path / "run"
    folder.mkdir()
    shutil.copyfile(TINY, folder / "model.tflite")
    figures = {"map50": {"value": 0.21, "low": 0.15, "high": 0.27}, "photos": 3}
    report = {
        "side": 64,
        "fit": "stretch",
        "sha256": entry(folder / "model.tflite")["sha256"],
        "calibration": {"slope": 0.9, "offsets": [0.1] * len(LABELS)},
        "shown": [0.3] * len(LABELS),
        "bands": {"sure": 0.5, "check": 0.3},
        **dict.fromkeys(("val", "test", "clean"), figures),
    }
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    pem = KEY.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    return folder


def test_a_packed_run_is_taken_by_the_app_with_its_figures(run: Path, tmp_path: Path) -> None:
    pack(Order(run, tmp_path / "damage-9", "damage-9", "0.1.0", tmp_path / "key.pem"))
    manifest = verified(tmp_path / "damage-9", trusted=TRUSTED)
    assert manifest.contents["figures"]["test"]["map50"] == [0.21, 0.15, 0.27]
    catalog = read_catalog(tmp_path / "damage-9", manifest)
    assert (catalog.side, catalog.sure, len(catalog.labels)) == (64, 0.5, len(LABELS))


def test_figures_of_another_model_are_never_packed(run: Path, tmp_path: Path) -> None:
    (run / "model.tflite").write_bytes(b"another")
    with pytest.raises(SystemExit, match="another model"):
        pack(Order(run, tmp_path / "damage-9", "damage-9", "0.1.0", tmp_path / "key.pem"))
