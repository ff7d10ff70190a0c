"""A "no" of the server as an exception, without any web framework."""

from typing import Any

from backend_client.contract import ProblemCode

STATUS: dict[ProblemCode, int] = {
    ProblemCode.MALFORMED: 400,
    ProblemCode.KEY_MISSING: 400,
    ProblemCode.UNAUTHENTICATED: 401,
    ProblemCode.BAD_CREDENTIALS: 401,
    ProblemCode.FORBIDDEN: 403,
    ProblemCode.OWN_AUCTION: 403,
    ProblemCode.NOT_FOUND: 404,
    ProblemCode.METHOD: 405,
    ProblemCode.IN_FLIGHT: 409,
    ProblemCode.WRONG_OFFSET: 409,
    ProblemCode.CHECKSUM: 409,
    ProblemCode.PHOTOS_MISSING: 409,
    ProblemCode.STALE_REVISION: 412,
    ProblemCode.TUS_VERSION: 412,
    ProblemCode.TOO_LARGE: 413,
    ProblemCode.MEDIA_TYPE: 415,
    ProblemCode.VALIDATION: 422,
    ProblemCode.CONTENT_HASH: 422,
    ProblemCode.RULE: 422,
    ProblemCode.KEY_REUSED: 422,
    ProblemCode.LOCKED: 423,
    ProblemCode.PROTOCOL: 426,
    ProblemCode.THROTTLED: 429,
    ProblemCode.INTERNAL: 500,
    ProblemCode.UNAVAILABLE: 503,
    ProblemCode.STORAGE_FULL: 507,
}
"""The one status of each code."""


class Refusal(Exception):
    """The server says no: a stable code, a sentence, and what a client may need to go on."""

    def __init__(self, code: ProblemCode, detail: str, **more: Any) -> None:  # noqa: ANN401 - fields of ProblemView
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.more = more

    @property
    def status(self) -> int:
        """Return the HTTP status of this refusal."""
        return STATUS[self.code]


def not_found() -> Refusal:
    """Return the refusal for what does not exist, or not for the asker: both look the same."""
    return Refusal(ProblemCode.NOT_FOUND, "There is nothing here that you may see.")


def broken(rule: str, detail: str) -> Refusal:
    """Return the refusal for a broken rule of the trade."""
    return Refusal(ProblemCode.RULE, detail, rule=rule)
