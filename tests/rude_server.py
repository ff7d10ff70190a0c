"""A little HTTP server on loopback that misbehaves on purpose, one manner of its script for each request."""

import hashlib
import json
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from backend_client.contract import PROTOCOL_HEADER, SHA256_HEADER, TUS_HEADER, UPLOAD_OFFSET

MARK = {PROTOCOL_HEADER: "1"}
TUS = MARK | {TUS_HEADER: "1.0.0"}


@dataclass
class Heard:
    """One request: its head, and its body as far as a manner has read it."""

    method: str
    path: str
    headers: dict[str, str]
    line: socket.socket
    body: bytearray = field(default_factory=bytearray)

    @property
    def length(self) -> int:
        return int(self.headers.get("content-length", "0"))

    def read(self, limit: int | None = None) -> bytes:
        """Read the body, or as much of it as the limit allows."""
        wanted = self.length if limit is None else min(limit, self.length)
        while len(self.body) < wanted and (piece := self.line.recv(min(65536, wanted - len(self.body)))):
            self.body += piece
        return bytes(self.body)


Manner = Callable[[Heard], bool | None]
"""Answers a request; returns True to keep the connection."""


def says(status: int, body: bytes | str | Mapping[str, object] = b"", headers: dict[str, str] | None = None) -> Manner:
    """Answer politely with our server's marker, unless the headers say otherwise."""
    raw = json.dumps(body).encode() if isinstance(body, Mapping) else body.encode() if isinstance(body, str) else body
    told = MARK if headers is None else headers

    def manner(heard: Heard) -> bool:
        heard.read()
        heard.line.sendall(head(status, {"Content-Length": str(len(raw)), **told}) + raw)
        return True

    return manner


def refuses(status: int, code: str, headers: dict[str, str] | None = None, **more: object) -> Manner:
    """Answer with our server's problem document."""
    return says(status, {"status": status, "code": code, **more}, MARK | (headers or {}))


def hangs_up(heard: Heard) -> None:
    """Hear the whole request, then reset the line without an answer: the acknowledgement is lost."""
    heard.read()
    reset(heard.line)


def cuts_after(count: int) -> Manner:
    """Read some of the body, then reset the line."""

    def manner(heard: Heard) -> None:
        heard.read(count)
        reset(heard.line)

    return manner


def truncates(status: int, body: bytes) -> Manner:
    """Promise more than comes."""

    def manner(heard: Heard) -> None:
        heard.read()
        heard.line.sendall(head(status, {"Content-Length": str(len(body) + 10), **MARK}) + body)

    return manner


def stalls(heard: Heard) -> None:
    """Hear the request and say nothing for ever: a half-open line."""
    heard.read()
    heard.line.settimeout(10)
    while heard.line.recv(1024):
        pass


def streams(*pieces: bytes, then: Manner = lambda _heard: None) -> Manner:
    """Send an event stream in chunks, then do something else."""

    def manner(heard: Heard) -> bool | None:
        kind = {"Content-Type": "text/event-stream; charset=utf-8", "Transfer-Encoding": "chunked"}
        heard.line.sendall(head(200, MARK | kind))
        for piece in pieces:
            heard.line.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        return then(heard)

    return manner


def head(status: int, headers: dict[str, str]) -> bytes:
    """Return the head of an answer."""
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def reset(line: socket.socket) -> None:
    """Close with a reset, as a dying network does."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class RudeServer:
    """Does what its script says; when that is over, what it does by default."""

    def __init__(self, default: Manner = hangs_up, tls: ssl.SSLContext | None = None) -> None:
        self.script: deque[Manner] = deque()
        self.default = default
        self.heard: list[Heard] = []
        self._lines: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._door.getsockname()[1]}"
        self._tls = tls
        self._start(self._welcome)

    def then(self, *manners: Manner) -> "RudeServer":
        """Add to the script."""
        self.script.extend(manners)
        return self

    def close(self) -> None:
        """Shut the door and every line, and wait for the threads."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for line in self._lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _welcome(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            self._lines.append(line)
            self._start(self._serve, line)

    def _serve(self, line: socket.socket) -> None:
        try:
            whole = self._tls.wrap_socket(line, server_side=True) if self._tls else line
        except OSError:
            line.close()
            return
        self._answer(whole)

    def _answer(self, line: socket.socket) -> None:
        with line:
            try:
                while heard := _head_of(line):
                    self.heard.append(heard)
                    manner = self.script.popleft() if self.script else self.default
                    if not manner(heard):
                        return
            except OSError:
                return


def _head_of(line: socket.socket) -> Heard | None:
    raw = bytearray()
    while not raw.endswith(b"\r\n\r\n"):
        byte = line.recv(1)
        if not byte:
            return None
        raw += byte
    first, *rest = raw.decode("latin-1").rstrip().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in rest)}
    return Heard(method, path, headers, line)


class TusDouble:
    """A server's side of an upload, in memory; each request may be cut after as many bytes as its script says."""

    def __init__(self, photo_id: str, *cuts: int | None) -> None:
        self.photo_id = photo_id
        self.cuts = deque(cuts)
        self.stored: bytearray | None = None
        self.length = 0
        self.bytes_heard = 0

    def __call__(self, heard: Heard) -> bool | None:
        if heard.method == "HEAD":
            return self._tell(heard, 200) if self.stored is not None else says(404)(heard)
        cut = self.cuts.popleft() if self.cuts else None
        if heard.method == "POST" and self.stored is None:
            self.stored, self.length = bytearray(), int(heard.headers["upload-length"])
        if self.stored is None:
            return refuses(404, "not_found")(heard)
        offset = int(heard.headers.get("upload-offset", "0"))
        if offset != len(self.stored):
            return refuses(409, "wrong_offset")(heard)
        body = heard.read(cut)
        self.stored += body
        self.bytes_heard += len(body)
        if cut is not None:
            reset(heard.line)
            return None
        return self._tell(heard, 201 if heard.method == "POST" else 204)

    def _tell(self, heard: Heard, status: int) -> bool:
        stored = bytes(self.stored or b"")
        told = TUS | {UPLOAD_OFFSET: str(len(stored)), "Location": f"/v1/uploads/{self.photo_id}"}
        if len(stored) == self.length:
            told |= {SHA256_HEADER: hashlib.sha256(stored).hexdigest()}
        length = {} if status == 204 else {"Content-Length": "0"}
        heard.line.sendall(head(status, told | length))
        return True


@contextmanager
def rude_server(*script: Manner, default: Manner = hangs_up, tls: ssl.SSLContext | None = None) -> Iterator[RudeServer]:
    """Run a server with this script."""
    server = RudeServer(default, tls).then(*script)
    try:
        yield server
    finally:
        server.close()
