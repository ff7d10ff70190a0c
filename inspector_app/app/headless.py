"""A desk without a window, for the command line: asks the window that is open, or opens the profile itself."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from inspector_app.app.desk import Desk, open_desk
from inspector_app.app.opening import Door, Opened
from inspector_app.core.errors import AccessError
from inspector_app.core.session import Access
from inspector_app.qt.instance import InstanceLock, ask_running, server_name
from inspector_app.settings import Settings

AskPassword = Callable[[str], str]
"""Given an e-mail address, returns the password."""


def ask_window(settings: Settings, command: str) -> dict[str, Any] | None:
    """Ask the window that is open on this data folder; None where none is."""
    return ask_running(server_name(settings.data_dir), command)


@contextmanager
def headless_desk(settings: Settings, ask_password: AskPassword) -> Iterator[Desk]:
    """Open the last profile under the instance lock; raises AccessError where nobody has signed in, or it is in use."""
    lock = InstanceLock(settings.data_dir)
    lock.take()
    door = Door(settings)
    try:
        with closing(open_desk(_unlocked(door, ask_password), settings, door.device_id())) as desk:
            yield desk
    finally:
        lock.give_up()


def status_of(desk: Desk) -> dict[str, Any]:
    """Return who works here and what waits, as the command `status` prints it."""
    counts = desk.queue.counts()
    rows = desk.appraise.rows()
    stages = Counter(row.stage.value for row in rows)
    return {
        "server": desk.account.server_url,
        "dealership": desk.account.dealership_name,
        "user": desk.account.user_name,
        "signed_in": desk.session.token() is not None,
        "queue": {
            "waiting": counts.waiting,
            "paused": counts.paused,
            "stuck": counts.stuck,
            "verified": counts.verified,
        },
        "appraisals": dict(stages),
        "to_decide": sum(row.undecided for row in rows),
    }


def sync_now(desk: Desk) -> dict[str, Any]:
    """Send what is due and return how it went; raises AccessError `unlock_expired` where a sign-in is due first."""
    if desk.session.access() is Access.CAPTURE_ONLY:
        raise AccessError("unlock_expired")
    tally = desk.sync.run_once()
    return {"attempts": tally.attempts, "verified": tally.verified, **status_of(desk)}


def _unlocked(door: Door, ask_password: AskPassword) -> Opened:
    by_keyring = door.unlock_by_keyring()
    if by_keyring:
        return by_keyring
    profile = door.profiles.last()
    if profile is None:
        raise AccessError("never_signed_in")
    return door.unlock(profile.email, ask_password(profile.email))
