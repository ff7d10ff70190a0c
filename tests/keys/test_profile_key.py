"""The profile opens by the user's password or the keyring, and by nothing else."""

import json
from pathlib import Path

import pytest

from inspector_app.core.errors import AccessError
from inspector_app.keys import profile_key
from inspector_app.keys.os_keyring import Ring
from inspector_app.keys.profile_key import Cost
from inspector_app.store import write_durably
from tests.keys.rings import LockedRing, MemoryRing

CHEAP = Cost(time=1, memory_kib=64)
FILE = "profile.key"


PASSWORD = "secret"
DAMAGED = [b"", b"{", b"[]", b"{}", b'{"format": 2, "user": "u"}', b"\xff\xfe", b'{"format": 1}']


def made(folder: Path, password: str = PASSWORD, ring: Ring | None = None) -> bytes:
    return profile_key.create(folder, password, "user-1", write=write_durably, ring=ring, cost=CHEAP)


def signed_in(folder: Path, password: str, ring: Ring | None = None) -> bytes:
    return profile_key.opened_after_sign_in(
        folder, password, "user-1", write=write_durably, ring=ring, cost=CHEAP
    )  # fmt: skip


def edited(folder: Path, **changes: object) -> None:
    path = folder / FILE
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def test_the_password_opens_the_key_and_another_does_not(tmp_path: Path) -> None:
    key = made(tmp_path / "new folder", "grüezi 🚗")
    assert len(key) == 32
    assert profile_key.unlock_with_password(tmp_path / "new folder", "grüezi 🚗") == key
    for wrong in ("gruezi", "", "grüezi 🚗 "):
        with pytest.raises(AccessError, match="wrong_password"):
            profile_key.unlock_with_password(tmp_path / "new folder", wrong)


def test_the_shipped_cost_opens_too_and_is_kept_with_the_key(tmp_path: Path) -> None:
    key = profile_key.create(tmp_path, "secret", "user-1", write=write_durably)
    wrap = json.loads((tmp_path / FILE).read_text("utf-8"))["password"]
    assert (wrap["kdf"], wrap["time"], wrap["memory_kib"]) == ("argon2id", 3, 65536)
    assert profile_key.unlock_with_password(tmp_path, "secret") == key


def test_every_profile_has_a_key_of_its_own_and_no_secret_lies_in_the_file(tmp_path: Path) -> None:
    ring = MemoryRing()
    first, second = made(tmp_path / "a", ring=ring), made(tmp_path / "b", ring=ring)
    assert first != second
    assert len(ring.kept) == 2
    kept = (tmp_path / "a" / FILE).read_text("utf-8")
    assert "secret" not in kept
    assert not any(secret in kept for secret in ring.kept.values())


def test_nobody_who_never_signed_in_gets_in(tmp_path: Path) -> None:
    assert not profile_key.exists(tmp_path)
    for attempt in (
        lambda: profile_key.unlock_with_password(tmp_path, "secret"),
        lambda: profile_key.unlock_with_keyring(tmp_path, MemoryRing()),
        lambda: profile_key.user_of(tmp_path),
    ):
        with pytest.raises(AccessError, match="never_signed_in"):
            attempt()


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    key = made(tmp_path)
    with pytest.raises(AccessError, match="key_unusable"):
        made(tmp_path)
    assert profile_key.unlock_with_password(tmp_path, "secret") == key
    assert profile_key.exists(tmp_path)
    assert profile_key.user_of(tmp_path) == "user-1"


def test_the_keyring_opens_the_key_without_a_password(tmp_path: Path) -> None:
    ring = MemoryRing()
    key = made(tmp_path, ring=ring)
    assert profile_key.unlock_with_keyring(tmp_path, ring) == key
    assert profile_key.unlock_with_keyring(tmp_path, None) is None
    assert profile_key.unlock_with_keyring(tmp_path, LockedRing()) is None
    assert profile_key.unlock_with_keyring(tmp_path, MemoryRing()) is None


def test_a_keyring_that_holds_something_else_opens_nothing(tmp_path: Path) -> None:
    ring = MemoryRing()
    made(tmp_path, ring=ring)
    for secret in ("x", "not base64!", "AAAA", "A" * 43 + "="):
        ring.kept = dict.fromkeys(ring.kept, secret)
        assert profile_key.unlock_with_keyring(tmp_path, ring) is None


@pytest.mark.parametrize("ring", [None, LockedRing()])
def test_without_a_keyring_the_password_still_opens_the_key(tmp_path: Path, ring: Ring | None) -> None:
    key = made(tmp_path, ring=ring)
    assert profile_key.unlock_with_keyring(tmp_path, ring) is None
    assert profile_key.unlock_with_password(tmp_path, "secret") == key


def test_a_password_changed_online_opens_the_same_key_and_the_old_one_no_longer(tmp_path: Path) -> None:
    ring = MemoryRing()
    key = made(tmp_path, "old", ring)
    profile_key.rewrap(tmp_path, key, "new", write=write_durably, ring=ring, cost=CHEAP)
    assert profile_key.unlock_with_password(tmp_path, "new") == key
    assert profile_key.unlock_with_keyring(tmp_path, ring) == key
    with pytest.raises(AccessError, match="wrong_password"):
        profile_key.unlock_with_password(tmp_path, "old")


def test_a_sign_in_makes_the_key_then_opens_it_then_follows_a_changed_password(tmp_path: Path) -> None:
    ring = MemoryRing()
    key = signed_in(tmp_path, "old", ring)
    assert signed_in(tmp_path, "old", ring) == key
    assert signed_in(tmp_path, "new", ring) == key
    assert profile_key.unlock_with_password(tmp_path, "new") == key


def test_a_password_changed_elsewhere_needs_the_last_one_where_no_keyring_helps(tmp_path: Path) -> None:
    key = signed_in(tmp_path, "old")
    with pytest.raises(AccessError, match="key_unusable"):
        signed_in(tmp_path, "new")
    assert profile_key.unlock_with_password(tmp_path, "old") == key


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"{}", b'{"format": 2, "user": "u"}', b"\xff\xfe", b'{"format": 1}']
)
def test_a_damaged_file_is_named_as_such(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(AccessError, match="key_unusable"):
        profile_key.unlock_with_password(tmp_path, "secret")


@pytest.mark.parametrize(
    "wrap",
    [None, {}, {"salt": "?", "time": 1, "memory_kib": 64, "lanes": 1, "wrapped": "?"},
     {"salt": "AAAA", "time": 1, "memory_kib": 1 << 40, "lanes": 1, "wrapped": ""},
     {"salt": "AAAA", "time": "many", "memory_kib": 64, "lanes": 1, "wrapped": ""}],
)  # fmt: skip
def test_a_damaged_wrap_is_named_as_such_and_costs_nothing(tmp_path: Path, wrap: object) -> None:
    made(tmp_path)
    edited(tmp_path, password=wrap)
    with pytest.raises(AccessError, match="key_unusable"):
        profile_key.unlock_with_password(tmp_path, "secret")


def test_a_file_of_another_user_does_not_open(tmp_path: Path) -> None:
    ring = MemoryRing()
    made(tmp_path, ring=ring)
    edited(tmp_path, user="user-2")
    with pytest.raises(AccessError, match="wrong_password"):
        profile_key.unlock_with_password(tmp_path, "secret")
    assert profile_key.unlock_with_keyring(tmp_path, ring) is None
