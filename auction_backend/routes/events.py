"""Live events by SSE, served by a process of their own."""

import re
import time
from collections.abc import Iterator, Mapping

from apiflask import APIBlueprint
from flask import Response, current_app, request

from auction_backend.auth import bearer, lets
from auction_backend.context import Backend, backend, caller
from auction_backend.desk.accounts import caller_of
from auction_backend.desk.callers import instant
from auction_backend.desk.following import Told, visible_ids
from auction_backend.hub import Hub, Subscriber
from auction_backend.refusals import Refusal, not_found
from auction_backend.rules.roles import Action
from backend_client.contract import AUCTIONS, EVENT_STREAM_TYPE, EVENTS, UUID7_PATTERN, ProblemCode

routes = APIBlueprint("events", __name__, tag="Events")
HUB = "walkaround_hub"
CURSOR = re.compile(rf"({UUID7_PATTERN.strip('^$')}):(\d{{1,9}})")
LONGEST_SEQ = 9
MOST_AUCTIONS = 500


@routes.get(f"{AUCTIONS}/<id:auction_id>/events")
@lets(Action.READ_AUCTION)
def of_auction(auction_id: str) -> Response:
    """Stream one auction's events; an event's id is its seq."""
    after = request.headers.get("Last-Event-ID") or request.args.get("since") or "0"
    if not after.isdecimal() or len(after) > LONGEST_SEQ:
        raise Refusal(ProblemCode.VALIDATION, "The cursor is no number.")
    return streamed({auction_id: int(after)}, "{seq}")


@routes.get(EVENTS)
@lets(Action.READ_AUCTION)
def of_board() -> Response:
    """Stream the events of the auctions in `since`, or of all that the asker may see; ids are auction:seq."""
    since = request.args.get("since")
    cursors = read_cursors(since) if since else None
    last = request.headers.get("Last-Event-ID")
    if last and cursors is not None:
        cursors = {**cursors, **read_cursors(last)}
    return streamed(cursors, "{auction_id}:{seq}")


def read_cursors(text: str) -> dict[str, int]:
    """Read "auction:seq,auction:seq"."""
    found = [CURSOR.fullmatch(part.strip()) for part in text.split(",")]
    cursors = {match[1]: int(match[2]) for match in found if match is not None}
    if None in found or len(cursors) > MOST_AUCTIONS:
        raise Refusal(ProblemCode.VALIDATION, "The cursors cannot be read, or are too many.")
    return cursors


def streamed(cursors: Mapping[str, int] | None, id_form: str) -> Response:
    """Answer with a stream of what comes after the cursors."""
    parts = backend()
    if cursors is not None:
        with parts.database.read() as session:
            if visible_ids(session, caller(), cursors) != set(cursors):
                raise not_found()
    hub: Hub = current_app.extensions[HUB]
    subscriber, missed = hub.subscribe(caller(), cursors)
    lines = Lines(parts, hub, subscriber, bearer(), id_form)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Response(lines.told(missed), content_type=EVENT_STREAM_TYPE, headers=headers)


class Lines:
    """The lines of one open stream."""

    def __init__(self, parts: Backend, hub: Hub, subscriber: Subscriber, token: str, id_form: str) -> None:
        self._parts = parts
        self._hub = hub
        self._subscriber = subscriber
        self._token = token
        self._id_form = id_form
        self._asked_at = time.monotonic()

    def told(self, missed: list[Told]) -> Iterator[str]:
        """Give what was missed, then what happens, and a comment where nothing does, until the session ends."""
        try:
            yield "retry: 1000\n: open\n\n"
            yield from (self._event(told) for told in missed if self._subscriber.is_new(told))
            while not self._subscriber.is_lost:
                told = self._subscriber.next(self._parts.settings.heartbeat_s)
                if self._has_ended(is_quiet=told is None):
                    return
                if told is None:
                    yield ": beat\n\n"
                elif self._subscriber.is_new(told):
                    yield self._event(told)
        finally:
            self._hub.leave(self._subscriber)

    def _event(self, told: Told) -> str:
        """Return one event as SSE writes it."""
        name = self._id_form.format(auction_id=told.auction_id, seq=told.seq)
        data = told.envelope(instant(self._parts.now_us()))
        return f"id: {name}\nevent: {told.type}\ndata: {data}\n\n"

    def _has_ended(self, *, is_quiet: bool) -> bool:
        """Tell whether the session is over; asked at each heartbeat's time, however much is going on."""
        now = time.monotonic()
        if not is_quiet and now - self._asked_at < self._parts.settings.heartbeat_s:
            return False
        self._asked_at = now
        return not self._is_signed_in()

    def _is_signed_in(self) -> bool:
        """Tell whether the session is still open."""
        with self._parts.database.read() as session:
            return caller_of(session, self._token, self._parts.now_us()) is not None
