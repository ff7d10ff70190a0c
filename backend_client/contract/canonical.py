"""Canonical JSON, so that a hash is the same on every machine."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value, and only that
    """Return the one UTF-8 form of a JSON value: sorted keys, no spaces, no floats; raise ValueError for a float."""
    refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def refuse_floats(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Raise ValueError where a number is not an integer, because floats are not the same on every machine."""
    if isinstance(value, float):
        raise ValueError("a float has no canonical form")  # noqa: TRY004 - wrong value, not a wrong type of ours
    if isinstance(value, Mapping):
        for inner in value.values():
            refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            refuse_floats(inner)


def sha256_of(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return the SHA-256 of a JSON value's canonical form, in lower-case hex."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def content_hash(body: Mapping[str, Any]) -> str:
    """Return the hash of a finalised revision's JSON body, computed without its own `content_hash`."""
    return sha256_of({name: value for name, value in body.items() if name != "content_hash"})
