"""Sign a pack's manifest with a private key that lies outside the repository.

python -m tools.sign_pack models/damage-0001 --key KEY.pem      sign (or sign again)
python -m tools.sign_pack --new-key KEY.pem                     make a key and print its id and public half
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from inspector_app.core.pack import MANIFEST, SIGNATURE

ROOT = Path(__file__).resolve().parent.parent


def public_half(key: Ed25519PrivateKey) -> tuple[str, str]:
    """Return a key's id, made from its public half, and that half as hex."""
    raw = key.public_key().public_bytes_raw()
    return f"k{hashlib.sha256(raw).hexdigest()[:12]}", raw.hex()


def new_key(path: Path) -> Ed25519PrivateKey:
    """Make a private key that only its owner can read; an existing file is never overwritten."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    return key


def read_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key; one that lies inside the repository is refused."""
    if path.resolve().is_relative_to(ROOT):
        raise SystemExit("A private key must lie outside the repository.")
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise SystemExit("The key is not an ed25519 private key.")
    return key


def sign(folder: Path, key: Ed25519PrivateKey) -> str:
    """Write the signature beside the manifest and return the key's id."""
    key_id, _ = public_half(key)
    text = base64.b64encode(key.sign((folder / MANIFEST).read_bytes())).decode("ascii")
    (folder / SIGNATURE).write_bytes(f"{key_id} {text}\n".encode("ascii"))
    return key_id


def main(argv: Sequence[str] | None = None) -> int:
    """Sign a pack, or make a key."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="the pack's folder")
    parser.add_argument("--key", type=Path, help="the private key, PEM")
    parser.add_argument("--new-key", type=Path, help="make a private key here")
    args = parser.parse_args(argv)
    if args.new_key:
        key_id, half = public_half(new_key(args.new_key))
        print(f'"{key_id}": "{half}",')
        return 0
    if args.folder is None or args.key is None:
        parser.error("name the pack's folder and --key")
    print(f"signed {args.folder} with {sign(args.folder, read_key(args.key))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
