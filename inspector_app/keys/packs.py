"""Whether a pack is ours: its signature, its version, and the hash of each of its files."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from inspector_app import __version__
from inspector_app.core.errors import ModelError
from inspector_app.core.ids import Sha256
from inspector_app.core.pack import MANIFEST, SIGNATURE, PackFile, PackManifest, read_manifest
from inspector_app.keys.trusted import TRUSTED

BLOCK: Final = 1 << 20


def verified(folder: Path, *, trusted: Mapping[str, str] = TRUSTED, app_version: str = __version__) -> PackManifest:
    """Return the manifest of a pack that is whole and ours; raises ModelError with the first thing that is not."""
    signed = _read(folder / MANIFEST)
    _check_signature(signed, _read(folder / SIGNATURE), trusted)
    manifest = read_manifest(signed)
    if not manifest.fits(app_version):
        raise ModelError("model_too_new", needed=manifest.minimum_app)
    for file in manifest.files:
        _check_file(folder, file)
    return manifest


def _read(path: Path) -> bytes:
    """Return a small file's bytes; a file that is not there means that no pack is installed."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelError("model_missing") from error
    except OSError as error:
        raise ModelError("model_unreadable", reason=error.strerror or path.name) from error


def _check_signature(signed: bytes, signature: bytes, trusted: Mapping[str, str]) -> None:
    """Raise ModelError `model_signature` unless one of our keys signed these bytes."""
    try:
        key_id, text = signature.decode("ascii").split()
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(trusted[key_id]))
        key.verify(base64.b64decode(text, validate=True), signed)
    except (KeyError, UnicodeDecodeError, binascii.Error, InvalidSignature, ValueError) as error:
        raise ModelError("model_signature") from error


def _check_file(folder: Path, file: PackFile) -> None:
    """Raise ModelError `model_hash` unless the file is there, byte for byte."""
    if _hash_of(folder / file.path) != file.sha256:
        raise ModelError("model_hash", file=file.path)


def _hash_of(path: Path) -> Sha256 | None:
    """Return a file's hash, or None where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
    except OSError:
        return None
    return Sha256(digest.hexdigest())
