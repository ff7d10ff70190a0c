"""What can go wrong between a program and the auction backend.

BackendError
├── BadAddress      the address is none that a server can have
├── NoAnswer        nothing came back, or not all of it: whether the server heard us is unknown
├── WrongServer     something answered that is not our server: a captive portal, a proxy, another program
│   └── Redirected  it wants us elsewhere; we do not go
└── Problem         our server's "no": its status, its code, and what came with it
"""

from collections.abc import Sequence


class BackendError(Exception):
    """A request that brought no proven success."""

    retry_after_s: float | None = None
    """How long the answer asked us to wait, if it did."""


class BadAddress(BackendError):
    """The address is none that a server can have."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class NoAnswer(BackendError):
    """Nothing came back, or not all of it; the server may have heard us all the same."""


class WrongServer(BackendError):
    """Something answered that is not our server, or not in our server's words."""

    def __init__(self, status: int, why: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(status, why)
        self.status = status
        self.why = why
        self.retry_after_s = retry_after_s


class Redirected(WrongServer):
    """The answer points to another address; we do not follow."""

    def __init__(self, status: int, location: str) -> None:
        super().__init__(status, f"redirect to {location or 'nowhere'}")
        self.location = location


class Problem(BackendError):
    """Our server's own "no"; decide by `code` first, then by `status`."""

    def __init__(
        self,
        status: int,
        code: str = "",
        *,
        detail: str = "",
        rule: str = "",
        missing: Sequence[str] = (),
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(status, code, detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.rule = rule
        self.missing = tuple(missing)
        """With `photos_missing`: the photos that the server lacks."""
        self.retry_after_s = retry_after_s
