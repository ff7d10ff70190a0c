"""A file is whole under its name, or the old one stands."""

import os
import stat
from pathlib import Path

import pytest

from inspector_app.core.errors import StorageError
from inspector_app.keys import Sealer, profile_key
from inspector_app.store import Vault, durable_replace, open_store, write_durably


def test_a_file_is_written_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "profile.key"
    write_durably(path, b"first")
    write_durably(path, b"second" * 100_000)
    assert path.read_bytes() == b"second" * 100_000
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a user's folders to that user")
def test_what_a_profile_keeps_is_its_owners_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    folder = tmp_path / "profile"
    profile_key.create(folder, "secret", "user-1", write=write_durably, cost=profile_key.Cost(1, 8))
    folder.chmod(0o755)
    store = open_store(folder, Sealer(bytes(32)))
    Vault(folder, Sealer(bytes(32))).put(b"a photo")
    store.close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    kept = [folder / "profile.key", *folder.glob("vault/*/*.wr")]
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept] == [0o600, 0o600]


def test_a_file_that_cannot_take_its_name_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "folder in the way"
    path.mkdir()
    (path / "child").write_bytes(b"")
    with pytest.raises(StorageError, match="disk_trouble"):
        write_durably(path, b"data")
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_missing_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="disk_trouble"):
        write_durably(tmp_path / "missing" / "file", b"data")
    with pytest.raises(StorageError, match="disk_trouble"):
        durable_replace(tmp_path / "nothing.aside", tmp_path / "file")
