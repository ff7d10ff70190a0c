"""A photo in the vault is whole and sealed, or its loss is named."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inspector_app.core.canonical import sha256_of
from inspector_app.core.errors import StorageError
from inspector_app.core.ids import Sha256
from inspector_app.keys import Sealer
from inspector_app.store import Vault
from tests.store.kit import KEY

DATA = b"\xff\xd8 a photo " * 200_000


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path, Sealer(KEY))


def file_of(folder: Path, sha256: str) -> Path:
    return folder / "vault" / sha256[:2] / f"{sha256}.wr"


@pytest.mark.parametrize("data", [b"", b"x", DATA])
def test_bytes_come_back_by_their_hash(tmp_path: Path, vault: Vault, data: bytes) -> None:
    sha256 = vault.put(data)
    assert sha256 == sha256_of(data)
    assert vault.get(sha256) == data == Vault(tmp_path, Sealer(KEY)).get(sha256)
    assert file_of(tmp_path, sha256).is_file()


def test_nothing_is_left_aside(tmp_path: Path, vault: Vault) -> None:
    vault.put(DATA)
    assert list((tmp_path / "vault" / "aside").iterdir()) == []


def test_the_same_photo_twice_is_one_file(tmp_path: Path, vault: Vault) -> None:
    sha256 = vault.put(DATA)
    before = file_of(tmp_path, sha256).stat()
    assert vault.put(DATA) == sha256
    assert file_of(tmp_path, sha256).stat().st_ino == before.st_ino


@pytest.mark.parametrize("sha256", ["0" * 64, "", "../../etc/passwd", "0" * 63 + "/"])
def test_a_photo_that_is_not_there_is_lost(vault: Vault, sha256: str) -> None:
    with pytest.raises(StorageError, match="photo_lost"):
        vault.get(Sha256(sha256))


@pytest.mark.parametrize("where", [0, 1, 20, 1_000_000, 1_048_600, -1])
def test_a_flipped_bit_is_found_and_the_same_photo_taken_again_heals_it(
    tmp_path: Path, vault: Vault, where: int
) -> None:
    sha256 = vault.put(DATA)
    sealed = bytearray(file_of(tmp_path, sha256).read_bytes())
    sealed[where] ^= 1
    file_of(tmp_path, sha256).write_bytes(sealed)
    with pytest.raises(StorageError, match="photo_corrupt"):
        vault.get(sha256)
    assert vault.put(DATA) == sha256
    assert vault.get(sha256) == DATA


@pytest.mark.parametrize("kept", [0, 10, 17, 1_048_609, -16, -1])
def test_a_cut_file_is_found(tmp_path: Path, vault: Vault, kept: int) -> None:
    sha256 = vault.put(DATA)
    file_of(tmp_path, sha256).write_bytes(file_of(tmp_path, sha256).read_bytes()[:kept])
    with pytest.raises(StorageError, match="photo_corrupt"):
        vault.get(sha256)


def test_a_photo_under_another_photos_name_is_found(tmp_path: Path, vault: Vault) -> None:
    first, second = vault.put(b"first"), vault.put(b"second")
    file_of(tmp_path, first).write_bytes(file_of(tmp_path, second).read_bytes())
    with pytest.raises(StorageError, match="photo_corrupt"):
        vault.get(first)


def test_another_profiles_key_opens_nothing(tmp_path: Path, vault: Vault) -> None:
    sha256 = vault.put(DATA)
    with pytest.raises(StorageError, match="photo_corrupt"):
        Vault(tmp_path, Sealer(bytes(32))).get(sha256)


def test_what_an_earlier_process_left_half_written_is_cleared_and_what_is_under_way_is_not(
    tmp_path: Path, vault: Vault
) -> None:
    aside = tmp_path / "vault" / "aside"
    stale, under_way = aside / "1-abc.aside", aside / f"{os.getpid()}-abc.aside"
    stale.write_bytes(b"half a pho")
    under_way.write_bytes(b"half a pho")
    sha256 = vault.put(DATA)
    again = Vault(tmp_path, Sealer(KEY))
    assert list(aside.iterdir()) == [under_way]
    assert again.get(sha256) == DATA


def test_many_lanes_may_keep_photos_at_once_even_the_same(vault: Vault) -> None:
    photos = [bytes([number]) * 50_000 for number in range(12)] * 3
    with ThreadPoolExecutor(8) as lanes:
        hashes = list(lanes.map(vault.put, photos))
        assert list(lanes.map(vault.get, hashes)) == photos


def test_a_vault_in_a_place_that_cannot_be_written_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "vault").write_bytes(b"a file in the way")
    with pytest.raises(StorageError, match="disk_trouble"):
        Vault(tmp_path, Sealer(KEY))
