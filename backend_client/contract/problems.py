"""Every "no" of the server, in one shape with a stable code."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from backend_client.contract.base import Count, Id, Response


class ProblemCode(StrEnum):
    """The codes by which a client decides, before it looks at the status."""

    MALFORMED = "malformed"
    KEY_MISSING = "key_missing"
    UNAUTHENTICATED = "unauthenticated"
    BAD_CREDENTIALS = "bad_credentials"
    FORBIDDEN = "forbidden"
    OWN_AUCTION = "own_auction"
    NOT_FOUND = "not_found"
    METHOD = "method"
    IN_FLIGHT = "in_flight"
    WRONG_OFFSET = "wrong_offset"
    CHECKSUM = "checksum"
    PHOTOS_MISSING = "photos_missing"
    STALE_REVISION = "stale_revision"
    TUS_VERSION = "tus_version"
    TOO_LARGE = "too_large"
    MEDIA_TYPE = "media_type"
    VALIDATION = "validation"
    CONTENT_HASH = "content_hash"
    RULE = "rule"
    KEY_REUSED = "key_reused"
    LOCKED = "locked"
    PROTOCOL = "protocol"
    THROTTLED = "throttled"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"
    STORAGE_FULL = "storage_full"


class FieldProblem(Response):
    """One field that was refused, and why."""

    field: str
    message: str


class ProblemView(Response):
    """A problem document (RFC 9457). `code` is a ProblemCode, kept as text so that a new one can be read."""

    type: str = "about:blank"
    title: str = ""
    status: Annotated[int, Field(ge=100, le=599)]
    code: str
    detail: str = ""
    rule: str | None = None
    """With `rule`: which rule says no, for example `below_minimum_duration`."""
    errors: tuple[FieldProblem, ...] = ()
    missing: tuple[Id, ...] = ()
    """With `photos_missing`: the photos that are not (or not with that hash) on the server."""
    latest_revision: Count | None = None
    """With `stale_revision`: the revision that the server has."""
    retry_after_s: Count | None = None
