"""The server's clock as this laptop can know it: an anchor, carried on by the monotonic clock."""

import time
from collections.abc import Callable
from typing import Final

from inspector_app.core.ids import Clock, Micros, now

RENEW_AFTER_S: Final = 600.0
"""An anchor older than this gives way to any newer one, so that a drift cannot stay."""


class ServerClock:
    """Tells the server's time; a laptop clock that is wrong, or set while it runs, changes nothing once heard."""

    def __init__(self, wall: Clock = now, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._wall = wall
        self._anchor: Micros | None = None
        self._anchored_at = 0.0

    @property
    def is_known(self) -> bool:
        """Whether the server's time was heard at all; the laptop's own stands in until then."""
        return self._anchor is not None

    def hear(self, server_time: Micros) -> None:
        """Take a time that the server wrote; it is late by its journey, so of two the later is the truer."""
        age = self._monotonic() - self._anchored_at
        if self._anchor is None or age > RENEW_AFTER_S or server_time > self.now():
            self._anchor, self._anchored_at = server_time, self._monotonic()

    def hear_offset(self, offset_us: int) -> None:
        """Take the difference that the gateway measured: server minus this laptop."""
        self.hear(Micros(self._wall() + offset_us))

    def now(self) -> Micros:
        """Return the server's time now."""
        if self._anchor is None:
            return self._wall()
        return Micros(self._anchor + round((self._monotonic() - self._anchored_at) * 1_000_000))

    def seconds_left(self, until: Micros | None) -> int | None:
        """Return the whole seconds until a moment of the server, at least 0; None without one."""
        if until is None:
            return None
        return max(0, -((self.now() - until) // 1_000_000))


def countdown(seconds: int | None) -> str:
    """Return seconds as a person reads a clock: 04:37, 1:02:05, 2 d 03:00; a dash where unknown."""
    if seconds is None:
        return "–"
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, whole = divmod(rest, 60)
    if days:
        return f"{days} d {hours:02d}:{minutes:02d}"
    return f"{hours}:{minutes:02d}:{whole:02d}" if hours else f"{minutes:02d}:{whole:02d}"
