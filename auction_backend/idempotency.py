"""The same key, the same answer: what was done once is remembered for ever."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Response, request
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auction_backend.context import Backend, backend, caller
from auction_backend.refusals import Refusal
from auction_backend.tables import Reply
from backend_client.contract import IDEMPOTENCY_HEADER, ProblemCode


def require_key(expected: str) -> str:
    """Return the request's key; it must be there, and be the id of what is sent."""
    key = request.headers.get(IDEMPOTENCY_HEADER, "")
    if not key:
        raise Refusal(ProblemCode.KEY_MISSING, f"{IDEMPOTENCY_HEADER} is missing.")
    if key != expected:
        raise Refusal(ProblemCode.VALIDATION, f"{IDEMPOTENCY_HEADER} is not the id of what is sent.")
    return key


def once(key: str, status: int, work: Callable[[Session], BaseModel]) -> Response:
    """Do the work and remember its answer in one transaction, or give the answer that is remembered.

    The memory is of (dealership, route, key). Refusals are not remembered: they may be right the next time.
    """
    parts = backend()
    place = (caller().dealership_id, request.endpoint or "", key)
    seen = hashlib.sha256(request.path.encode() + b"\n" + request.get_data()).hexdigest()

    def remembered(session: Session) -> tuple[str, int]:
        known = session.get(Reply, place)
        if known is None:
            body = work(session).model_dump_json()
            session.add(reply_of(place, seen, status, body, parts.now_us()))
            return body, status
        if known.fingerprint != seen:
            raise Refusal(ProblemCode.KEY_REUSED, "This key was used for something else before.")
        return known.body, known.status

    with alone(parts, ("key", *place)):
        body, code = transact(parts, remembered)
    return Response(body, code, content_type="application/json")


def transact(parts: Backend, remembered: Callable[[Session], tuple[str, int]]) -> tuple[str, int]:
    """Run the work; where another server took the same key at the same instant, the first one goes on alone."""
    try:
        return parts.database.write(remembered)
    except IntegrityError as error:
        raise in_flight() from error


def reply_of(place: tuple[str, str, str], fingerprint: str, status: int, body: str, now_us: int) -> Reply:
    """Return the memory of one answer."""
    dealership_id, route, key = place
    return Reply(
        dealership_id=dealership_id,
        route=route,
        key=key,
        fingerprint=fingerprint,
        status=status,
        body=body,
        created_us=now_us,
    )


def in_flight() -> Refusal:
    """Return the refusal for a second try while the first one still runs."""
    return Refusal(ProblemCode.IN_FLIGHT, "The first try is still running.", retry_after_s=1)


@contextmanager
def alone(parts: Backend, what: tuple[str, ...], otherwise: Callable[[], Refusal] = in_flight) -> Iterator[None]:
    """Let one request of this process at a time work on something; a second one is refused."""
    mine = object()
    if parts.busy.setdefault(what, mine) is not mine:
        raise otherwise()
    try:
        yield
    finally:
        parts.busy.pop(what, None)
