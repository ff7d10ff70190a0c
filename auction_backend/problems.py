"""Every "no" in one JSON shape, and the protocol's marker on every answer."""

import logging
from collections.abc import Mapping

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import ClientDisconnected, HTTPException

from auction_backend.refusals import STATUS, Refusal
from backend_client.contract import (
    PROBLEM_TYPE,
    PROTOCOL_HEADER,
    PROTOCOL_VERSION,
    TUS_HEADER,
    TUS_VERSION,
    UPLOADS,
    FieldProblem,
    ProblemCode,
    ProblemView,
)

log = logging.getLogger(__name__)
DRAINED_AT_ONCE = 1 << 18
DRAINED_AT_MOST = 1 << 26
"""As long as the longest photo; who says that more will come is not listened to."""
CODES = {400: ProblemCode.MALFORMED, 404: ProblemCode.NOT_FOUND, 405: ProblemCode.METHOD, 422: ProblemCode.VALIDATION}
CODES |= {413: ProblemCode.TOO_LARGE, 415: ProblemCode.MEDIA_TYPE, 401: ProblemCode.UNAUTHENTICATED}


def answer(problem: ProblemView) -> Response:
    """Return a problem as its document."""
    reply = Response(problem.model_dump_json(exclude_none=True), problem.status, content_type=PROBLEM_TYPE)
    if problem.retry_after_s is not None:
        reply.headers["Retry-After"] = str(problem.retry_after_s)
    if problem.status == 401:
        reply.headers["WWW-Authenticate"] = "Bearer"
    return reply


def of_refusal(refusal: Refusal) -> Response:
    """Answer a refusal of ours."""
    title = refusal.code.value.replace("_", " ").capitalize()
    words = {"status": refusal.status, "code": refusal.code.value, "title": title, "detail": refusal.detail}
    return answer(ProblemView.model_validate({**words, **refusal.more}))


def of_http(error: HTTPError) -> Response:
    """Answer what the framework refuses: unknown routes, unreadable JSON, fields of the wrong form."""
    code = CODES.get(error.status_code, ProblemCode.MALFORMED if error.status_code < 500 else ProblemCode.INTERNAL)
    details: Mapping[str, Mapping[str, list[str]]] = error.detail if isinstance(error.detail, dict) else {}
    fields = details.get("json") or details.get("query") or {}
    errors = tuple(FieldProblem(field=name, message="; ".join(words)) for name, words in fields.items())
    return answer(
        ProblemView(status=error.status_code, code=code.value, title=error.message, detail=error.message, errors=errors)
    )


def of_werkzeug(error: HTTPException) -> Response:
    """Answer what the web layer refuses."""
    status = error.code or 500
    reply = of_http(HTTPError(status, message=error.name))
    if status == 405:
        reply.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return reply


def of_database(error: OperationalError) -> Response:
    """Answer where the database cannot work at the moment."""
    log.error("The database cannot be used: %s", error.orig)
    return of_refusal(Refusal(ProblemCode.UNAVAILABLE, "The server's database is busy.", retry_after_s=5))


def of_broken_line(_: ClientDisconnected) -> Response:
    """Answer a request that did not come whole: that is the line's fault, so the same one may come again."""
    return of_refusal(Refusal(ProblemCode.UNAVAILABLE, "The request did not come whole.", retry_after_s=1))


def of_depth(_: RecursionError) -> Response:
    """Answer JSON that is nested deeper than can be read."""
    return of_refusal(Refusal(ProblemCode.MALFORMED, "The body is nested too deeply."))


def of_bug(error: Exception) -> Response:
    """Answer a mistake of ours without its inside, and log it."""
    log.error("A request failed on %s %s", request.method, request.endpoint, exc_info=error)
    return of_refusal(Refusal(ProblemCode.INTERNAL, "The server made a mistake; it has been logged."))


def refuse_other_protocol() -> None:
    """Raise where the client says that it speaks another major version of the wire."""
    theirs = request.headers.get(PROTOCOL_HEADER, PROTOCOL_VERSION)
    if theirs.split(".")[0] != PROTOCOL_VERSION:
        words = f"This server speaks version {PROTOCOL_VERSION} of the protocol, the client version {theirs[:20]}."
        raise Refusal(ProblemCode.PROTOCOL, words)


def marked(reply: Response) -> Response:
    """Mark an answer as ours."""
    reply.headers[PROTOCOL_HEADER] = PROTOCOL_VERSION
    reply.headers["X-Content-Type-Options"] = "nosniff"
    reply.headers.setdefault("Cache-Control", "no-store")
    if request.path.startswith(UPLOADS):
        reply.headers[TUS_HEADER] = TUS_VERSION
    return reply


def heard_out(reply: Response) -> Response:
    """Read the rest of a request that was answered before its end, or end its line.

    Left in the middle of a body, gunicorn ends the line itself, and nobody else is served while it lingers over that.
    """
    length = request.content_length or 0
    if length > DRAINED_AT_MOST:
        reply.headers["Connection"] = "close"
    elif length:
        try:
            while request.stream.read(DRAINED_AT_ONCE):
                pass
        except (HTTPException, OSError):
            reply.headers["Connection"] = "close"
    return reply


def install(app: APIFlask) -> None:
    """Make every answer of this application speak the wire's language."""
    app.register_error_handler(Refusal, of_refusal)
    app.register_error_handler(OperationalError, of_database)
    app.register_error_handler(ClientDisconnected, of_broken_line)
    app.register_error_handler(HTTPException, of_werkzeug)
    app.register_error_handler(RecursionError, of_depth)
    app.register_error_handler(Exception, of_bug)
    app.error_processor(of_http)
    app.before_request(refuse_other_protocol)
    app.after_request(marked)
    app.after_request(heard_out)


STATUSES = frozenset(STATUS.values())
"""Every status with which this server refuses."""
