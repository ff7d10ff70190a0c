"""Keys: sealing what lies on the disk, unlocking the profile with or without a network."""

from inspector_app.keys.os_keyring import usable_keyring
from inspector_app.keys.sealing import Sealer

__all__ = ["Sealer", "usable_keyring"]
