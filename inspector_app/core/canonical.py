"""Canonical JSON (sorted keys, UTF-8, integers and strings): the same hash on every machine."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from inspector_app.core.ids import Sha256

TYPE_ERROR: Final = "only integers, strings, booleans, null, lists and objects are hashed, not {}"
Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def canonical(value: Json) -> str:
    """Return the one text of a value; raises TypeError at a float or another foreign type."""
    _refuse_foreign(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(value: Json) -> Sha256:
    """Return the SHA-256 of the canonical text."""
    return sha256_of(canonical(value).encode())


def sha256_of(data: bytes) -> Sha256:
    """Return the SHA-256 of bytes in hex."""
    return Sha256(hashlib.sha256(data).hexdigest())


def _refuse_foreign(value: object) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(TYPE_ERROR.format(type(key).__name__))
            _refuse_foreign(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_foreign(inner)
    elif not (value is None or isinstance(value, str | int)):
        raise TypeError(TYPE_ERROR.format(type(value).__name__))
