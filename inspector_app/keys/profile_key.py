"""The profile's key: 32 random bytes, wrapped by the user's password and, where there is one, by the keyring."""

import base64
import binascii
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from inspector_app.core.errors import AccessError, StorageError
from inspector_app.keys.os_keyring import Ring
from inspector_app.keys.sealing import KEY_BYTES, Sealer

FILE_NAME: Final = "profile.key"
FORMAT: Final = 1
Write = Callable[[Path, bytes], None]
"""How a file is written durably; the composition gives the store's `write_durably`."""


@dataclass(frozen=True)
class Cost:
    """What one guess of a password costs; kept beside the key, so that it can be raised later."""

    time: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 1

    def __post_init__(self) -> None:
        """Refuse costs that no honest file names."""
        if not (1 <= self.time <= 32 and 8 <= self.memory_kib <= 1 << 20 and 1 <= self.lanes <= 16):
            raise ValueError("cost out of bounds")


def exists(folder: Path) -> bool:
    """Whether a key was ever made in this profile."""
    return (folder / FILE_NAME).is_file()


def user_of(folder: Path) -> str:
    """Return the user id for whom the key was made; raises AccessError `never_signed_in`."""
    return str(_read(folder)["user"])


def create(
    folder: Path, password: str, user: str, *, write: Write, ring: Ring | None = None, cost: Cost | None = None
) -> bytes:
    """Make a new data key for a user id after the first sign-in, and keep it wrapped. Never replaces one."""
    if exists(folder):
        raise AccessError("key_unusable")
    key = os.urandom(KEY_BYTES)
    _wrap(folder, key, password, user, write=write, ring=ring, cost=cost)
    return key


def unlock_with_password(folder: Path, password: str) -> bytes:
    """Return the data key; raises AccessError `never_signed_in`, `wrong_password` or `key_unusable`."""
    kept = _read(folder)
    try:
        wrap = kept["password"]
        cost = Cost(**{name: int(wrap[name]) for name in ("time", "memory_kib", "lanes")})
        sealer = Sealer(_stretched(password, _unb64(wrap["salt"]), cost))
        return sealer.open(_unb64(wrap["wrapped"]), _place("password", kept["user"]))
    except StorageError:
        raise AccessError("wrong_password") from None
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise AccessError("key_unusable") from None


def unlock_with_keyring(folder: Path, ring: Ring | None) -> bytes | None:
    """Return the data key, or None where the keyring cannot open it; raises AccessError `never_signed_in`."""
    kept = _read(folder)
    wrap, secret = kept.get("keyring"), ring.get(_account(folder)) if ring else None
    if not wrap or not secret:
        return None
    try:
        return Sealer(_unb64(secret)).open(_unb64(wrap["wrapped"]), _place("keyring", kept["user"]))
    except (StorageError, KeyError, TypeError, ValueError, binascii.Error):
        return None


def rewrap(
    folder: Path, key: bytes, password: str, *, write: Write, ring: Ring | None = None, cost: Cost | None = None
) -> None:
    """Wrap the same data key by a new password, once the server has taken that password."""
    _wrap(folder, key, password, user_of(folder), write=write, ring=ring, cost=cost)


def opened_after_sign_in(
    folder: Path, password: str, user: str, *, write: Write, ring: Ring | None = None, cost: Cost | None = None
) -> bytes:
    """Return the data key after the server took this password: made, unlocked, or rewrapped as is needed.

    Raises AccessError `key_unusable` where the password was changed elsewhere and no keyring knows the key.
    """
    if not exists(folder):
        return create(folder, password, user, write=write, ring=ring, cost=cost)
    try:
        return unlock_with_password(folder, password)
    except AccessError:
        key = unlock_with_keyring(folder, ring)
    if key is None:
        raise AccessError("key_unusable")
    rewrap(folder, key, password, write=write, ring=ring, cost=cost)
    return key


def _wrap(
    folder: Path, key: bytes, password: str, user: str, *, write: Write, ring: Ring | None, cost: Cost | None
) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {
        "format": FORMAT,
        "user": user,
        "password": _by_password(key, password, user, cost or Cost()),
        "keyring": _by_keyring(folder, key, user, ring) if ring else None,
    }
    write(folder / FILE_NAME, json.dumps(kept, indent=1).encode())


def _by_password(key: bytes, password: str, user: str, cost: Cost) -> dict[str, str | int]:
    salt = os.urandom(16)
    wrapped = Sealer(_stretched(password, salt, cost)).seal(key, _place("password", user))
    return {"kdf": "argon2id", "salt": _b64(salt), **asdict(cost), "wrapped": _b64(wrapped)}


def _by_keyring(folder: Path, key: bytes, user: str, ring: Ring) -> dict[str, str] | None:
    """Keep a wrapping key in the keyring; the one that is there serves on, so that an old file still opens."""
    account = _account(folder)
    secret = ring.get(account)
    if not secret:
        secret = _b64(os.urandom(KEY_BYTES))
        if not ring.set(account, secret):
            return None
    return {"wrapped": _b64(Sealer(_unb64(secret)).seal(key, _place("keyring", user)))}


def _read(folder: Path) -> dict[str, Any]:
    try:
        kept = json.loads((folder / FILE_NAME).read_bytes())
    except FileNotFoundError:
        raise AccessError("never_signed_in") from None
    except OSError as error:
        raise StorageError("disk_trouble", reason=error.strerror or "") from error
    except ValueError:
        raise AccessError("key_unusable") from None
    if not isinstance(kept, dict) or kept.get("format") != FORMAT or not isinstance(kept.get("user"), str):
        raise AccessError("key_unusable")
    return kept


def _stretched(password: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        password.encode(), salt, time_cost=cost.time, memory_cost=cost.memory_kib, parallelism=cost.lanes,
        hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip


def _account(folder: Path) -> str:
    """Return the name under which the keyring knows this profile's folder."""
    return f"profile:{folder.resolve().name}"


def _place(wrap: str, user: str) -> bytes:
    return f"{FILE_NAME}/{wrap}/{user}".encode()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
