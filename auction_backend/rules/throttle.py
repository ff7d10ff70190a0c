"""When a series of failed sign-ins must pause."""

from collections.abc import Sequence


def wait_seconds(failures_us: Sequence[int], allowed: int, window_s: int, now_us: int) -> int:
    """Return how many seconds the next try must wait: none, or until enough failures are out of the window."""
    recent = sorted(at for at in failures_us if now_us - at < window_s * 1_000_000)
    if len(recent) < allowed:
        return 0
    free_us = recent[-allowed] + window_s * 1_000_000
    return max(1, -(-(free_us - now_us) // 1_000_000))
