"""The live event stream: one cursor per auction, reconnected from there whenever the line breaks."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import requests
from pydantic import ValidationError

from backend_client.clock import ServerClock
from backend_client.contract import EVENT_STREAM_TYPE, EVENTS, AuctionEvent
from backend_client.errors import BackendError, NoAnswer, Problem, WrongServer
from backend_client.sse import Message, Parser
from backend_client.transport import Ask, Server, Transport, pieces

SILENCE_S: Final = 20.0
"""Longer than the server's heartbeat: a line that is silent for so long is dead."""
FAILURES: Final = 3
LONGEST_PAUSE_S: Final = 5.0
SLICE_S: Final = 0.1

logger = logging.getLogger(__name__)


class EventStream:
    """Follows auctions on the stream's own address; for one thread, save `hang_up`."""

    def __init__(
        self,
        server: Server,
        cursors: Mapping[str, int],
        *,
        clock: ServerClock | None = None,
        silence_s: float = SILENCE_S,
        failures: int = FAILURES,
    ) -> None:
        self._transport = Transport(server, clock)
        self._cursors = dict(cursors)
        self._last_id = ""
        self._silence_s = silence_s
        self._failures = failures
        self._answer: requests.Response | None = None
        self._hung_up = threading.Event()

    @property
    def cursors(self) -> dict[str, int]:
        """Return the last seq heard of each auction."""
        return dict(self._cursors)

    def follow(self, stop: Callable[[], bool]) -> Iterator[AuctionEvent | None]:
        """Yield events after each cursor, once each; None when connected and at each heartbeat.

        Reconnects by itself; raises BackendError after several failures in a row with nothing heard, and at once
        where trying again is no use. Ends when `stop()` holds, at the latest at the next heartbeat, or by `hang_up`.
        """
        failed = 0
        try:
            while not self._is_over(stop):
                try:
                    for event in self._connected(stop):
                        failed = 0
                        yield event
                except BackendError as error:
                    failed += 1
                    if not self._is_over(stop):
                        self._weigh(error, failed)
                        self._pause(failed, error.retry_after_s, stop)
        finally:
            self._transport.close()

    def hang_up(self) -> None:
        """End the stream now; safe from any thread."""
        self._hung_up.set()
        answer = self._answer
        if answer is not None:
            try:
                answer.raw.shutdown()  # wakes the reader, which then closes
            except (RuntimeError, ValueError, OSError):
                logger.debug("the stream had ended before it was hung up")

    def _is_over(self, stop: Callable[[], bool]) -> bool:
        return self._hung_up.is_set() or stop()

    def _weigh(self, error: BackendError, failed: int) -> None:
        """Raise the error where trying again is no use, or has been tried enough."""
        if isinstance(error, Problem) and error.status < 500 and error.status != 429:
            raise error
        if failed >= self._failures:
            raise error

    def _connected(self, stop: Callable[[], bool]) -> Iterator[AuctionEvent | None]:
        with self._opened() as answer:
            self._answer = answer
            try:
                if self._is_over(stop):  # hung up while it was being opened
                    return
                yield None
                for message in _messages(answer):
                    if self._is_over(stop):
                        return
                    event = self._event_of(message)
                    if message.data == "" or event:
                        yield event
            finally:
                self._answer = None
        raise NoAnswer("the stream ended")

    def _opened(self) -> requests.Response:
        since = ",".join(f"{auction}:{seq}" for auction, seq in sorted(self._cursors.items()))
        headers = {"Accept": EVENT_STREAM_TYPE, "Cache-Control": "no-store"}
        headers |= {"Last-Event-ID": self._last_id} if self._last_id else {}
        ask = Ask("GET", EVENTS, headers=headers, query={"since": since} if since else {})
        answer = self._transport.open(ask, self._silence_s)
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip()
        if kind != EVENT_STREAM_TYPE:
            answer.close()
            raise WrongServer(answer.status_code, "not an event stream")
        return answer

    def _event_of(self, message: Message) -> AuctionEvent | None:
        """Return the message's event, unless it is an old one, or none of the contract's."""
        if not message.data:
            return None
        try:
            event = AuctionEvent.model_validate_json(message.data)
        except ValidationError:
            logger.warning("an event of the stream cannot be read; it will show as a gap")
            return None
        if event.seq <= self._cursors.get(event.auction_id, 0):
            return None
        self._cursors[event.auction_id] = event.seq
        self._last_id = message.id
        return event

    def _pause(self, failed: int, retry_after_s: float | None, stop: Callable[[], bool]) -> None:
        ceiling = min(LONGEST_PAUSE_S, 0.2 * 2.0**failed)
        until = time.monotonic() + max(random.random() * ceiling, min(retry_after_s or 0.0, LONGEST_PAUSE_S))  # noqa: S311
        while time.monotonic() < until and not self._is_over(stop):
            time.sleep(SLICE_S)


def _messages(answer: requests.Response) -> Iterator[Message]:
    """Yield messages as they come."""
    parser = Parser()
    for piece in pieces(answer):
        try:
            yield from parser.feed(piece)
        except ValueError as error:
            raise WrongServer(answer.status_code, str(error)) from error
