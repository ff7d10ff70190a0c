"""A private key is made for its owner alone, and never lies in the repository."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from inspector_app.keys.packs import verified
from tests.packs import tiny_pack
from tools.sign_pack import ROOT, main, new_key, public_half, read_key


def test_a_new_key_is_readable_by_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "pack.pem"
    key = new_key(path)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert public_half(read_key(path)) == public_half(key)
    with pytest.raises(FileExistsError):
        new_key(path)


def test_a_pack_signed_on_the_command_line_is_taken_by_an_app_that_trusts_the_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--new-key", str(tmp_path / "pack.pem")]) == 0
    key_id, half = (part.strip('", \n') for part in capsys.readouterr().out.split(": "))
    folder = tiny_pack(tmp_path / "pack")
    assert main([str(folder), "--key", str(tmp_path / "pack.pem")]) == 0
    assert verified(folder, trusted={key_id: half}).id == "damage-tiny"


def test_a_key_inside_the_repository_is_refused() -> None:
    with pytest.raises(SystemExit, match="outside the repository"):
        read_key(ROOT / "pack.pem")


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.pem"
    path.write_bytes(b"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n")
    with pytest.raises(ValueError, match="PEM"):
        read_key(path)


def test_signing_asks_for_a_folder_and_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["somewhere"])
    assert "--key" in capsys.readouterr().err
