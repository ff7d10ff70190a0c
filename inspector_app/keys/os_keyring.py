"""The operating system's keyring, where a trustworthy one is there; any trouble with it means: none."""

import logging
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "app.walkaround.inspector"
TRUSTED: Final = frozenset(
    {
        "keyring.backends.Windows", "keyring.backends.macOS", "keyring.backends.SecretService",
        "keyring.backends.kwallet", "keyring.backends.libsecret",
    }
)  # fmt: skip
"""Others keep their secrets in plain files, or nowhere."""
_BACKEND_TROUBLE: Final = (
    ("secretstorage.exceptions", "SecretStorageException"),
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("win32ctypes.pywin32.pywintypes", "error"),
    ("keyring.backends.macOS.api", "Error"),
)
_log = logging.getLogger(__name__)


class Ring(Protocol):
    """A place that keeps one secret for an account."""

    def get(self, account: str) -> str | None:
        """Return the secret, or None where there is none or the place cannot be asked."""

    def set(self, account: str, secret: str) -> bool:
        """Keep the secret; False where the place does not take it."""


@dataclass(frozen=True)
class OsKeyring:
    """One backend of the `keyring` package; its refusals are answers, never crashes."""

    backend: "KeyringBackend"

    def get(self, account: str) -> str | None:
        """Return the secret, or None where there is none or the keyring refuses."""
        try:
            return self.backend.get_password(SERVICE, account)
        except _trouble() as error:
            _log.info("the keyring does not answer: %s", type(error).__name__)
            return None

    def set(self, account: str, secret: str) -> bool:
        """Keep the secret; False where the keyring refuses."""
        try:
            self.backend.set_password(SERVICE, account, secret)
        except _trouble() as error:
            _log.info("the keyring does not keep: %s", type(error).__name__)
            return False
        return True


def usable_keyring() -> OsKeyring | None:
    """Return the system's keyring, or None where no trustworthy one is there. Imports `keyring` on first use."""
    try:
        import keyring

        found = keyring.get_keyring()
    except _trouble() as error:
        _log.info("no keyring: %s", type(error).__name__)
        return None
    return trusted_among(found)


def trusted_among(found: "KeyringBackend") -> OsKeyring | None:
    """Return the backend, or the first of a chain, that is on the list of trusted ones."""
    for backend in getattr(found, "backends", [found]):
        if type(backend).__module__ in TRUSTED:
            return OsKeyring(backend)
    return None


def _trouble() -> tuple[type[Exception], ...]:
    """Return what the loaded backends raise; each brings its own kinds."""
    known: list[type[Exception]] = [ImportError, OSError, RuntimeError, ValueError]
    for module, name in (("keyring.errors", "KeyringError"), *_BACKEND_TROUBLE):
        if kind := getattr(sys.modules.get(module), name, None):
            known.append(kind)
    return tuple(known)
