"""Sealing: AES-256-GCM in segments, each bound to its place, its order and its end."""

import hashlib
import hmac
import os
from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspector_app.core.errors import StorageError

FORMAT: Final = 1
SEGMENT_BYTES: Final = 1 << 20
KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_TAG_BYTES: Final = 16
_HEAD_BYTES: Final = 1 + _SALT_BYTES


class Sealer:
    """Seals bytes under one data key. Layout: format byte, salt, then segments of at most 1 MiB with their tags.

    Each sealed value has a key of its own, derived from the salt, so that no nonce is ever used twice.
    A value that was cut, lengthened, reordered, changed or moved to another place does not open.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes, not {len(key)}")
        self._sealing_key = _derived(key, b"walkaround/seal")
        self._index_key = _derived(key, b"walkaround/index")

    def seal(self, data: bytes, context: bytes) -> bytes:
        """Return the bytes sealed for the place that `context` names."""
        salt = os.urandom(_SALT_BYTES)
        cipher = AESGCM(_derived(self._sealing_key, salt))
        sealed = bytearray((FORMAT,)) + salt
        for index, segment, is_last in _segments(data, SEGMENT_BYTES):
            sealed += cipher.encrypt(_nonce(index), segment, _bound(context, index, is_last=is_last))
        return bytes(sealed)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Return the plain bytes; raises StorageError `sealed_corrupt` where anything differs."""
        if len(sealed) < _HEAD_BYTES + _TAG_BYTES or sealed[0] != FORMAT:
            raise StorageError("sealed_corrupt")
        cipher = AESGCM(_derived(self._sealing_key, sealed[1:_HEAD_BYTES]))
        plain = bytearray()
        try:
            for index, segment, is_last in _segments(sealed[_HEAD_BYTES:], SEGMENT_BYTES + _TAG_BYTES):
                plain += cipher.decrypt(_nonce(index), segment, _bound(context, index, is_last=is_last))
        except InvalidTag:
            raise StorageError("sealed_corrupt") from None
        return bytes(plain)

    def blind_index(self, text: str) -> str:
        """Return a keyed hash by which a text is found without being stored."""
        return _derived(self._index_key, text.encode()).hex()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, purpose, hashlib.sha256)


def _segments(data: bytes, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Yield index, bytes and whether it is the last one; nothing at all is one empty segment."""
    last = max(0, len(data) - 1) // size
    for index in range(last + 1):
        yield index, data[index * size : (index + 1) * size], index == last


def _nonce(index: int) -> bytes:
    return index.to_bytes(12, "big")


def _bound(context: bytes, index: int, *, is_last: bool) -> bytes:
    """Return what a segment is bound to beside its bytes."""
    return bytes((FORMAT, is_last)) + index.to_bytes(8, "big") + context
