"""A file is whole under its name, or the old one stands."""

from pathlib import Path

import pytest

from inspector_app.core.errors import StorageError
from inspector_app.store import durable_replace, write_durably


def test_a_file_is_written_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "profile.key"
    write_durably(path, b"first")
    write_durably(path, b"second" * 100_000)
    assert path.read_bytes() == b"second" * 100_000
    assert list(tmp_path.iterdir()) == [path]


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
