"""A pack is taken only when it is whole, ours, and made for this app."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_app.core.errors import ModelError
from inspector_app.core.words import told
from inspector_app.keys.packs import verified
from inspector_app.keys.trusted import TRUSTED as SHIPPED_KEYS
from tests.packs import KEY, TRUSTED, table, tiny_pack, write_manifest
from tools.sign_pack import sign

MODELS = Path(__file__).resolve().parent.parent.parent / "models"


def refusal(folder: Path, app_version: str = "1.0.0") -> str:
    """Return the code with which a pack is refused."""
    with pytest.raises(ModelError) as caught:
        verified(folder, trusted=TRUSTED, app_version=app_version)
    assert told(caught.value).startswith(("The damage model", "No damage model")) and "go on" in told(caught.value)
    return caught.value.code


def test_a_whole_pack_of_ours_is_taken(tmp_path: Path) -> None:
    manifest = verified(tiny_pack(tmp_path), trusted=TRUSTED)
    assert (manifest.id, manifest.kind) == ("damage-tiny", "model")
    assert {file.path for file in manifest.files} == {"tiny.tflite", "labels.txt"}


def test_every_pack_we_ship_is_whole_and_signed_by_a_key_of_the_app() -> None:
    folders = sorted(path.parent for path in MODELS.glob("*/manifest.toml"))
    assert folders
    for folder in folders:
        assert verified(folder, trusted=SHIPPED_KEYS).id == folder.name


def test_without_a_pack_the_inspector_is_told_that_none_is_installed(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nothing") == "model_missing"


def test_a_pack_without_its_signature_is_not_installed(tmp_path: Path) -> None:
    (tiny_pack(tmp_path) / "manifest.sig").unlink()
    assert refusal(tmp_path) == "model_missing"


@pytest.mark.parametrize("name", ["tiny.tflite", "labels.txt"])
def test_a_changed_file_is_refused_by_its_hash(tmp_path: Path, name: str) -> None:
    path = tiny_pack(tmp_path) / name
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert refusal(tmp_path) == "model_hash"


def test_a_lost_file_is_refused_by_its_hash(tmp_path: Path) -> None:
    (tiny_pack(tmp_path) / "tiny.tflite").unlink()
    assert refusal(tmp_path) == "model_hash"


def test_a_manifest_changed_after_signing_is_refused(tmp_path: Path) -> None:
    path = tiny_pack(tmp_path) / "manifest.toml"
    path.write_bytes(path.read_bytes().replace(b"shown = 0.6", b"shown = 0.1"))
    assert refusal(tmp_path) == "model_signature"


def test_a_stranger_s_signature_is_refused(tmp_path: Path) -> None:
    sign(tiny_pack(tmp_path), Ed25519PrivateKey.generate())
    assert refusal(tmp_path) == "model_signature"


@pytest.mark.parametrize("text", ["", "nonsense", "two words", f"{next(iter(TRUSTED))} AAAA", "ключ подпись"])
def test_a_signature_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    (tiny_pack(tmp_path) / "manifest.sig").write_text(text, encoding="utf-8")
    assert refusal(tmp_path) == "model_signature"


def test_a_pack_for_a_newer_app_says_which(tmp_path: Path) -> None:
    manifest = table(tiny_pack(tmp_path))
    manifest["minimum_app"] = "2.10.0"
    write_manifest(tmp_path, manifest)
    assert refusal(tmp_path, "2.9.9") == "model_too_new"
    assert verified(tmp_path, trusted=TRUSTED, app_version="2.10.0").minimum_app == "2.10.0"


@pytest.mark.parametrize("path", ["../outside", "/etc/hostname", "a\\b", ".hidden", "a/../b", ""])
def test_a_pack_may_name_only_files_inside_its_folder(tmp_path: Path, path: str) -> None:
    manifest = table(tiny_pack(tmp_path))
    manifest["files"][0]["path"] = path
    write_manifest(tmp_path, manifest)
    assert refusal(tmp_path) == "model_unreadable"


@pytest.mark.parametrize("text", [b"\xff\xfe", b"not toml", b"", b"format = 2", b'format = 1\nkind = "model"'])
def test_a_signed_manifest_that_says_nothing_is_refused(tmp_path: Path, text: bytes) -> None:
    (tiny_pack(tmp_path) / "manifest.toml").write_bytes(text)
    sign(tmp_path, KEY)
    assert refusal(tmp_path) == "model_unreadable"


def test_a_folder_where_the_manifest_should_be_is_told_as_unreadable(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").mkdir()
    assert refusal(tmp_path) == "model_unreadable"


@pytest.mark.parametrize("change", [{"files": []}, {"files": ["tiny.tflite"]}, {"version": "new"}, {"licence": ""}])
def test_a_signed_manifest_of_another_form_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    write_manifest(tmp_path, table(tiny_pack(tmp_path)) | change)
    assert refusal(tmp_path) == "model_unreadable"
