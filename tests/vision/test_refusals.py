"""A model that is not what its pack says is refused in one clear sentence; the app works on without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspector_app.core.errors import ModelError
from inspector_app.core.words import told
from inspector_app.keys.packs import verified
from inspector_app.vision.detector import open_detector
from tests.packs import LABELS, TRUSTED, entry, table, tiny_pack, write_manifest


def refusal(folder: Path) -> str:
    """Return the code with which a signed pack's model is refused."""
    manifest = verified(folder, trusted=TRUSTED)
    with pytest.raises(ModelError) as caught:
        open_detector(folder, manifest)
    assert "go on: mark damage by hand" in told(caught.value)
    return caught.value.code


def with_labels(folder: Path, *names: str, classes: tuple[str, ...] = LABELS) -> Path:
    """Sign a pack anew with other labels."""
    tiny_pack(folder)
    (folder / "labels.txt").write_text("\n".join(names), encoding="utf-8")
    manifest = table(folder)
    manifest["model"]["classes"] = {name: {"offset": 0.0, "shown": 0.5} for name in classes}
    return write_manifest(folder, manifest)


def with_model(folder: Path, data: bytes) -> Path:
    """Sign a pack anew with another model file."""
    tiny_pack(folder)
    (folder / "tiny.tflite").write_bytes(data)
    manifest = table(folder)
    manifest["files"][0] = entry(folder / "tiny.tflite")
    return write_manifest(folder, manifest)


@pytest.mark.parametrize(
    "names", [("dent",), ("scratch", "dent", "rust"), ("scratch", "scratch"), ("scratch", "wheel"), ()]
)
def test_labels_other_than_the_manifest_s_are_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert refusal(with_labels(tmp_path, *names)) == "model_labels"


def test_more_labels_than_the_model_has_outputs_are_refused(tmp_path: Path) -> None:
    three = ("scratch", "dent", "paint_damage")
    assert refusal(with_labels(tmp_path, *three, classes=three)) == "model_labels"


@pytest.mark.parametrize("data", [b"", b"not a model", b"\x1c\x00\x00\x00TFL3" + b"\xff" * 200])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal(with_model(tmp_path, data)) == "model_unreadable"


def test_a_model_swapped_after_the_check_is_refused(tmp_path: Path) -> None:
    folder = tiny_pack(tmp_path)
    manifest = verified(folder, trusted=TRUSTED)
    (folder / "tiny.tflite").write_bytes(b"another")
    with pytest.raises(ModelError) as caught:
        open_detector(folder, manifest)
    assert told(caught.value).startswith("The damage model's file tiny.tflite is not the one that was signed.")


@pytest.mark.parametrize(
    "change", [{"side": 96}, {"side": 33}, {"side": "big"}, {"fit": "crop"}, {"slope": []}, {"file": "other.tflite"}]
)
def test_a_model_table_that_does_not_fit_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    assert refusal(tiny_pack(tmp_path, **change)) == "model_unreadable"


@pytest.mark.parametrize("name", ["file", "labels", "side", "fit", "floor", "suppress", "slope", "bands", "classes"])
def test_a_model_table_that_lacks_something_is_refused(tmp_path: Path, name: str) -> None:
    manifest = table(tiny_pack(tmp_path))
    del manifest["model"][name]
    assert refusal(write_manifest(tmp_path, manifest)) == "model_unreadable"


def test_a_pack_of_another_kind_is_refused(tmp_path: Path) -> None:
    manifest = table(tiny_pack(tmp_path))
    manifest["kind"] = "shots"
    assert refusal(write_manifest(tmp_path, manifest)) == "model_unreadable"
