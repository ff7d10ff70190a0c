"""What the backend is told at its start; frozen."""

from dataclasses import dataclass, field
from pathlib import Path
from time import time_ns
from typing import Any, Protocol

MIN_DURATION_S = 300
"""The shortest auction of a production server: dealers must have time to see it."""


class Clock(Protocol):
    """The server's time, in integer microseconds UTC."""

    def __call__(self) -> int:
        """Return the time now."""
        ...


def system_clock() -> int:
    """Return the time of this machine in integer microseconds UTC."""
    return time_ns() // 1_000


@dataclass(frozen=True, slots=True)
class BackendSettings:
    """All settings of one backend; the same object goes to each of its processes."""

    database_url: str
    data_dir: Path
    stream_url: str | None = None
    min_duration_s: int = MIN_DURATION_S
    max_upload_bytes: int = 64 * 1024 * 1024
    max_body_bytes: int = 8 * 1024 * 1024
    session_days: int = 30
    login_window_s: int = 15 * 60
    logins_per_account: int = 5
    logins_per_address: int = 50
    stalled_upload_s: int = 30
    abandoned_upload_days: int = 7
    proxies: int = 0
    """How many proxies of ours stand in front, whose X-Forwarded-For is believed."""
    heartbeat_s: float = 15.0
    tail_every_s: float = 0.025
    clock: Clock = field(default=system_clock)


def settings_in(folder: Path, database_url: str | None = None, **changes: Any) -> BackendSettings:  # noqa: ANN401
    """Return the settings of a backend that keeps its photos and, by default, its database in one folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    url = database_url or f"sqlite:///{(folder / 'auctions.db').as_posix()}"
    return BackendSettings(database_url=url, data_dir=folder, **changes)
