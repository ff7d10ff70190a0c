"""One HTTP session to one server: sends once, and returns only what is proven to be our server's success."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final, TypeVar
from urllib.parse import urlsplit

import requests
import urllib3
from pydantic import BaseModel, ValidationError
from requests.auth import AuthBase

from backend_client.clock import ServerClock, http_date, micros, retry_after_s
from backend_client.contract import IDEMPOTENCY_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION, ProblemView
from backend_client.errors import BackendError, BadAddress, NoAnswer, Problem, Redirected, WrongServer
from backend_client.lines import Lines

M_ = TypeVar("M_", bound=BaseModel)
PROTOCOL_CODE: Final = "protocol"
PIECE: Final = 64 * 1024


def base_of(url: str) -> str:
    """Return a server's address in its one form; raises BadAddress for anything else."""
    try:
        parts = urlsplit(url.strip())
        wrong = parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0
    except ValueError as error:
        raise BadAddress(url) from error
    extra = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if wrong or extra or any(c.isspace() or c in '<>"\\' for c in parts.netloc):
        raise BadAddress(url)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds; `read_s` is for the next bytes, `answer_s` for a whole answer once it begins.

    What was handed to the network may still be on its way: the wait for an answer grows with it, by `slowest_line`.
    """

    connect_s: float = 5.0
    read_s: float = 20.0
    answer_s: float = 120.0
    answer_bytes: int = 64 * 1024 * 1024
    slowest_line: int = 64 * 1024
    """Bytes a second of the slowest line that is still worth waiting for."""

    def after(self, body: bytes | None) -> float:
        """Return how long to wait for the first bytes of an answer to this body."""
        return self.read_s + len(body or b"") / self.slowest_line


@dataclass(frozen=True)
class Server:
    """Where the server is, as whom we speak, and by which authorities we know it."""

    base_url: str
    token: str | None = None
    ca_bundle: str | None = None
    patience: Patience = Patience()

    def __post_init__(self) -> None:
        """Keep the address in its one form; raises BadAddress."""
        object.__setattr__(self, "base_url", base_of(self.base_url))


@dataclass(frozen=True)
class Ask:
    """One request, and the statuses that are its success."""

    method: str
    path: str
    expect: frozenset[int] = frozenset({200})
    body: bytes | None = None
    key: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    def all_headers(self) -> dict[str, str]:
        """Return the headers to send."""
        kind = {"Content-Type": "application/json"} if self.body is not None else {}
        key = {IDEMPOTENCY_HEADER: self.key} if self.key else {}
        return {PROTOCOL_HEADER: PROTOCOL_VERSION, "Accept": "application/json"} | kind | key | dict(self.headers)


@dataclass(frozen=True)
class Reply:
    """A proven success: whole, from our server, with the status that was expected."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    sent_us: int
    received_us: int

    def read(self, model: type[M_]) -> M_:
        """Return the body as a message of the contract; raises WrongServer for anything else."""
        try:
            return model.model_validate_json(self.body)
        except ValidationError as error:
            raise WrongServer(self.status, "not in the contract's words") from error


class _Bearer(AuthBase):
    """Says who we are, and keeps a .netrc from saying something else."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """For one thread at a time; make one for each lane."""

    def __init__(self, server: Server, clock: ServerClock | None = None) -> None:
        self.server = server
        self.clock = clock or ServerClock()
        self._session = requests.Session()
        self._session.auth = _Bearer(server.token)
        self._lines = Lines()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, self._lines)

    def call(self, ask: Ask) -> Reply:
        """Send once and return the whole proven answer; raises BackendError."""
        with told_apart():
            sent = self.clock.wall()
            answer = self._send(ask, self.server.patience.after(ask.body))
            received = self.clock.wall()
            with answer:
                body = self._whole(answer)
        self._judge(ask, answer, body)
        self._hear_date(answer, sent, received)
        return Reply(answer.status_code, answer.headers, body, sent, received)

    def open(self, ask: Ask, read_s: float) -> requests.Response:
        """Send once and return a proven answer whose body is still to come; raises BackendError."""
        with told_apart():
            answer = self._send(ask, read_s)
            if answer.status_code not in ask.expect:
                with answer:
                    self._judge(ask, answer, self._whole(answer))
            try:
                self._judge(ask, answer, b"")
            except BackendError:
                answer.close()
                raise
        return answer

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def hang_up(self) -> None:
        """End the call that is under way, and every later one, with NoAnswer; safe from any thread."""
        self._lines.hang_up()

    def _send(self, ask: Ask, read_s: float) -> requests.Response:
        # A file is sent in blocks, each under its own time-out; bytes would have to leave within one.
        if self._lines.is_hung_up:
            raise NoAnswer("hung up")
        body = BytesIO(ask.body) if ask.body else ask.body
        return self._session.request(
            ask.method,
            self.server.base_url + ask.path,
            params=dict(ask.query),
            data=body,
            headers=ask.all_headers(),
            timeout=(self.server.patience.connect_s, read_s),
            verify=self.server.ca_bundle or True,
            allow_redirects=False,
            stream=True,
        )

    def _whole(self, answer: requests.Response) -> bytes:
        patience = self.server.patience
        until = time.monotonic() + patience.answer_s
        body = bytearray()
        for piece in pieces(answer):
            body += piece
            if len(body) > patience.answer_bytes:
                raise WrongServer(answer.status_code, "an answer without end")
            if time.monotonic() > until:
                raise NoAnswer("the answer came too slowly")
        return bytes(body)

    def _judge(self, ask: Ask, answer: requests.Response, body: bytes) -> None:
        """Raise whatever the answer is, unless it is a proven success."""
        status, marker = answer.status_code, answer.headers.get(PROTOCOL_HEADER)
        wait = retry_after_s(answer.headers.get("Retry-After"), answer.headers.get("Date"), self.clock.wall())
        if 300 <= status < 400:
            raise Redirected(status, answer.headers.get("Location", ""))
        if marker is None:
            raise WrongServer(status, "no protocol marker", retry_after_s=wait)
        if marker != PROTOCOL_VERSION:
            raise Problem(426, PROTOCOL_CODE, detail=f"the server speaks {marker[:20]}")
        if status >= 400:
            raise problem_of(status, body, wait)
        if status not in ask.expect:
            raise WrongServer(status, "not the status of this success")

    def _hear_date(self, answer: requests.Response, sent_us: int, received_us: int) -> None:
        date = http_date(answer.headers.get("Date"))
        if date:
            self.clock.heard(micros(date), sent_us, received_us, coarse=True)


def problem_of(status: int, body: bytes, wait: float | None) -> Problem:
    """Return our server's "no" as it put it; without a readable document, by its status alone."""
    try:
        told = ProblemView.model_validate_json(body)
    except ValidationError:
        return Problem(status, retry_after_s=wait)
    asked = wait if wait is not None else told.retry_after_s
    return Problem(
        status,
        told.code,
        detail=told.detail or told.title,
        rule=told.rule or "",
        missing=told.missing,
        retry_after_s=asked,
    )


def pieces(answer: requests.Response) -> Iterator[bytes]:
    """Yield a body's bytes as they come, without waiting for more."""
    with told_apart():
        while piece := answer.raw.read1(PIECE, decode_content=True):
            yield piece


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn the trouble that a network can give into NoAnswer; our own mistakes pass as they are."""
    try:
        yield
    except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema, UnicodeError) as error:
        raise BadAddress(str(error)) from error
    except (OSError, urllib3.exceptions.HTTPError) as error:  # RequestException is an OSError
        raise NoAnswer(f"{type(error).__name__}: {error}") from error
