"""The public keys whose packs this app takes, by id; the private halves lie outside the repository."""

from collections.abc import Mapping
from typing import Final

TRUSTED: Final[Mapping[str, str]] = {
    "kede8b62ef108": "16f872a983f45948bef127839d57efc8c178f94236b1286d663d6f3498cbc6f5",
}
"""Ed25519 public keys as hex. A key is added beside the old ones, and taken away when nothing it signed is in use."""
