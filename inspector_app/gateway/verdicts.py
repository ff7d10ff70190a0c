"""The table of answers: what each trouble with the server means for the item that met it. Code first, then status."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from backend_client.contract import ProblemCode
from backend_client.errors import BackendError, BadAddress, NoAnswer, Problem, Redirected, WrongServer
from inspector_app.core.errors import GatewayError, InputError, RuleError
from inspector_app.core.outbox import Verdict

Judgement = tuple[str, Verdict]

UNREACHABLE: Final = ("unreachable", Verdict.LATER)
WRONG_SERVER: Final = ("wrong_server", Verdict.LATER)
REDIRECTED: Final = ("redirected", Verdict.LATER)
BUSY: Final = ("server_busy", Verdict.LATER)
TROUBLE: Final = ("server_trouble", Verdict.LATER)
MALFORMED: Final = ("malformed", Verdict.REFUSED)
FORBIDDEN: Final = ("forbidden", Verdict.REFUSED)
REFUSED: Final = ("refused", Verdict.REFUSED)
SIGNED_OUT: Final = ("signed_out", Verdict.PAUSED)
PROTOCOL: Final = ("protocol", Verdict.PAUSED)
STALE: Final = ("stale_revision", Verdict.CONFLICT)
UPLOAD_GONE: Final = ("upload_gone", Verdict.LATER)

BY_CODE: Final[dict[str, Judgement]] = {
    ProblemCode.MALFORMED: MALFORMED,
    ProblemCode.KEY_MISSING: MALFORMED,
    ProblemCode.METHOD: MALFORMED,
    ProblemCode.TUS_VERSION: PROTOCOL,
    ProblemCode.PROTOCOL: PROTOCOL,
    ProblemCode.UNAUTHENTICATED: SIGNED_OUT,
    ProblemCode.BAD_CREDENTIALS: SIGNED_OUT,
    ProblemCode.FORBIDDEN: FORBIDDEN,
    ProblemCode.OWN_AUCTION: FORBIDDEN,
    ProblemCode.NOT_FOUND: REFUSED,
    ProblemCode.IN_FLIGHT: ("in_flight", Verdict.LATER),
    ProblemCode.LOCKED: ("in_flight", Verdict.LATER),
    ProblemCode.WRONG_OFFSET: ("wrong_offset", Verdict.LATER),
    ProblemCode.CHECKSUM: ("proof_differs", Verdict.LATER),
    ProblemCode.PHOTOS_MISSING: ("photos_missing", Verdict.LATER),
    ProblemCode.STALE_REVISION: STALE,
    ProblemCode.TOO_LARGE: REFUSED,
    ProblemCode.MEDIA_TYPE: REFUSED,
    ProblemCode.VALIDATION: REFUSED,
    ProblemCode.CONTENT_HASH: REFUSED,
    ProblemCode.RULE: REFUSED,
    ProblemCode.KEY_REUSED: REFUSED,
    ProblemCode.THROTTLED: BUSY,
    ProblemCode.UNAVAILABLE: BUSY,
    ProblemCode.STORAGE_FULL: BUSY,
    ProblemCode.INTERNAL: TROUBLE,
}
BY_STATUS: Final[dict[int, Judgement]] = {
    400: MALFORMED,
    401: SIGNED_OUT,
    403: FORBIDDEN,
    405: MALFORMED,
    408: BUSY,
    409: ("in_flight", Verdict.LATER),
    412: STALE,
    423: BUSY,
    425: BUSY,
    426: PROTOCOL,
    429: BUSY,
    503: BUSY,
    507: BUSY,
}


def judged(error: BackendError) -> Judgement:
    """Return the code and the verdict of anything but success."""
    if isinstance(error, Problem):
        by_status = BY_STATUS.get(error.status) or (TROUBLE if error.status >= 500 else REFUSED)
        return BY_CODE.get(error.code, by_status)
    if isinstance(error, Redirected):
        return REDIRECTED
    if isinstance(error, WrongServer):
        return BUSY if error.status == 429 or error.status >= 500 else WRONG_SERVER
    return UNREACHABLE


def gateway_error(error: BackendError) -> GatewayError:
    """Return the trouble in the app's words: code, verdict, and what its sentence needs."""
    code, verdict = judged(error)
    return GatewayError(code, verdict, retry_after_s=error.retry_after_s, **_params(error))


def at_sign_in(error: BackendError) -> GatewayError:
    """Return the trouble as it is told to somebody who is signing in."""
    told = gateway_error(error)
    if told.code == "signed_out":
        return GatewayError("wrong_password", Verdict.PAUSED)
    throttled = isinstance(error, Problem) and error.status == 429
    if throttled:
        wait = told.retry_after_s
        return GatewayError("too_many_attempts", Verdict.LATER, retry_after_s=wait, seconds=round(wait or 60))
    return told


def on_upload(error: BackendError) -> GatewayError:
    """Return the trouble as it is told of an upload: one that the server does not know is started again."""
    gone = isinstance(error, Problem) and error.status == 404
    return GatewayError(*UPLOAD_GONE) if gone else gateway_error(error)


@contextmanager
def told_in_our_words(told: Callable[[BackendError], GatewayError] = gateway_error) -> Iterator[None]:
    """Turn what the client raises into GatewayError, and a bad address into InputError; bugs pass as they are."""
    try:
        yield
    except BadAddress as error:
        raise InputError("bad_server_url", url=error.url) from error
    except BackendError as error:
        raise told(error) from error
    except RuleError as error:  # an auction that no seller of ours could have made
        raise GatewayError(*TROUBLE) from error


def _params(error: BackendError) -> dict[str, str | int]:
    if isinstance(error, Problem):
        told = error.detail or error.rule or error.code or str(error.status)
        return {"status": error.status, "reason": told, "photos": " ".join(error.missing)}
    if isinstance(error, WrongServer):
        return {"status": error.status, "reason": error.why}
    return {"reason": str(error)} if isinstance(error, NoAnswer) else {}
