"""Who works here: a user of a dealership on a server, and how long an unlock without network lasts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inspector_app.core.ids import Micros

OFFLINE_DAYS: Final = 14
_DAY_US: Final = 24 * 3600 * 1_000_000
_TOLERANCE_US: Final = 3600 * 1_000_000
"""A clock may be set right by this much without suspicion."""


class Role(StrEnum):
    """What a user may do."""

    INSPECTOR = "inspector"
    MANAGER = "manager"
    BUYER = "buyer"
    ADMIN = "admin"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Account:
    """A signed-in user, as the server told it; the token is kept apart, sealed."""

    server_url: str
    user_id: str
    user_name: str
    email: str
    role: Role
    dealership_id: str
    dealership_name: str
    currency: str
    stream_url: str = ""

    @property
    def may_launch(self) -> bool:
        """Whether this user may put a car on auction."""
        return self.role in {Role.MANAGER, Role.ADMIN}


class Access(StrEnum):
    """What the present unlock allows."""

    ONLINE = "online"
    """Signed in: everything."""
    OFFLINE = "offline"
    """Unlocked without network, within the time: everything that needs no server; the queue waits."""
    CAPTURE_ONLY = "capture_only"
    """The offline time is over: capture goes on, sync and decisions wait for a sign-in."""


def access_at(now: Micros, last_sign_in: Micros, latest_seen: Micros, *, days: int = OFFLINE_DAYS) -> Access:
    """Return what an unlock without network allows; a clock set back counts as expired, not as young."""
    if now < latest_seen - _TOLERANCE_US or now - last_sign_in >= days * _DAY_US:
        return Access.CAPTURE_ONLY
    return Access.OFFLINE
