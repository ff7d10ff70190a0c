"""Times that a server tells: how long to wait, and how far its clock is from ours."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST_RETRY_AFTER_S: Final = 24 * 3600.0
HALF_SECOND_US: Final = 500_000
DRIFT_PPM: Final = 100
"""By how much two laptop-grade clocks may part, in parts per million."""


def wall_us() -> int:
    """Return this machine's wall clock in microseconds UTC."""
    return time.time_ns() // 1000


def http_date(text: str | None) -> datetime | None:
    """Return the moment that an HTTP date names, or None where it names none."""
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def micros(moment: datetime) -> int:
    """Return a moment in microseconds UTC, without passing through a float."""
    whole = moment.astimezone(UTC)
    return int(whole.replace(microsecond=0).timestamp()) * 1_000_000 + whole.microsecond


def retry_after_s(value: str | None, date: str | None, now_us: int) -> float | None:
    """Return the seconds that a Retry-After asks for, at most a day; its date is measured by the answer's own Date."""
    text = (value or "").strip()
    if re.fullmatch(r"\d+", text):
        return min(float(text[:9]), LONGEST_RETRY_AFTER_S)
    until = http_date(text)
    if until is None:
        return None
    told = http_date(date)
    waited = (micros(until) - (micros(told) if told else now_us)) / 1_000_000
    return min(max(waited, 0.0), LONGEST_RETRY_AFTER_S)


@dataclass(frozen=True)
class Sample:
    """One reading of the server's clock: its offset from ours lies within `offset_us` ± `doubt_us`."""

    offset_us: int
    doubt_us: int
    at_us: int

    def doubt_at(self, now_us: int) -> int:
        """Return the doubt now: it grows with age."""
        return self.doubt_us + abs(now_us - self.at_us) * DRIFT_PPM // 1_000_000

    def agrees_with(self, other: "Sample") -> bool:
        """Whether both readings can be true; they cannot once either clock has been set."""
        return abs(self.offset_us - other.offset_us) <= self.doubt_at(other.at_us) + other.doubt_us


class ServerClock:
    """Knows the server's clock by the sharpest reading that no newer one contradicts. Safe from any thread."""

    def __init__(self, wall: Callable[[], int] = wall_us) -> None:
        self.wall = wall
        self._best: Sample | None = None
        self._lock = threading.Lock()

    def heard(self, server_us: int, sent_us: int, received_us: int, *, coarse: bool = False) -> None:
        """Take in a time that the server told in an answer; `coarse` is one of whole seconds."""
        spread = max(received_us - sent_us, 0) // 2
        middle = server_us + (HALF_SECOND_US if coarse else 0)
        doubt = spread + (HALF_SECOND_US if coarse else 0)
        sample = Sample(middle - (sent_us + spread), doubt, received_us)
        with self._lock:
            best = self._best
            if best is None or sample.doubt_us <= best.doubt_at(received_us) or not best.agrees_with(sample):
                self._best = sample

    def offset_us(self) -> int:
        """Return the server's clock minus ours in microseconds; 0 before any answer."""
        best = self._best
        return best.offset_us if best else 0
