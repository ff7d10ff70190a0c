"""Keyrings for the tests: one that keeps, one that refuses."""

from dataclasses import dataclass, field

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordSetError


@dataclass
class MemoryRing:
    """Keeps secrets for as long as the test lasts."""

    kept: dict[str, str] = field(default_factory=dict)

    def get(self, account: str) -> str | None:
        return self.kept.get(account)

    def set(self, account: str, secret: str) -> bool:
        self.kept[account] = secret
        return True


class LockedRing:
    """Refuses everything, as a locked keyring does."""

    def get(self, account: str) -> str | None:
        return None

    def set(self, account: str, secret: str) -> bool:
        return False


class KeepingBackend(KeyringBackend):
    """A backend of the keyring package that keeps secrets in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class RefusingBackend(KeepingBackend):
    """A backend whose user does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("the user dismissed the prompt")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("no room")


KeepingBackend.__module__ = "keyring.backends.SecretService"
