"""A TCP proxy on loopback that does to the line what networks do: refuse, reset, stall, lose the answer."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

BLOCK = 16 * 1024


def _nothing() -> None:
    """Do nothing more."""


class Line:
    """One connection through the proxy."""

    def __init__(self, near: socket.socket, far: socket.socket) -> None:
        self.near = near
        self.far = far

        self.is_dead = False

    def reset(self) -> None:
        """End both sides with a reset, as a dying network does, once whoever reads from them has woken up."""
        self.is_dead = True
        for side in (self.near, self.far):
            with suppress(OSError):
                side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                side.shutdown(socket.SHUT_RD)

    def close(self) -> None:
        """Close both sides; with a reset where that was asked for."""
        self.near.close()
        self.far.close()


class FaultProxy:
    """Stands between a client and the server at `target`; kind until it is told otherwise."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 0)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        self.bytes_up = 0
        self.lines_opened = 0
        self.cuts = 0
        self._lock = threading.Lock()
        self._lines: set[Line] = set()
        self._threads: list[threading.Thread] = []
        self._flows = threading.Event()
        self._flows.set()
        self._refuses = False
        self._budget: int | None = None
        self._then: Callable[[], object] = _nothing
        self._answers_to_lose = 0
        self._start(self._welcome)

    def cut_after(self, bytes_up: int, then: Callable[[], object] = _nothing) -> None:
        """Let so many more bytes go up, reset the line that carries the next one, then do something else, once."""
        with self._lock:
            self._budget, self._then = bytes_up, then

    def lose_answers(self, count: int = 1) -> None:
        """Let requests through and reset the line when the answer comes, so many times."""
        with self._lock:
            self._answers_to_lose = count

    def refuse(self) -> None:
        """Reset every line and every new one: there is no network."""
        self._refuses = True
        self.reset_lines()

    def stall(self) -> None:
        """Keep the lines open and let nothing through."""
        self._flows.clear()

    def heal(self) -> None:
        """Be kind again. What hung in a stalled line is gone with it."""
        self._refuses = False
        self._budget = None
        self._answers_to_lose = 0
        if not self._flows.is_set():
            self.reset_lines()
            self._flows.set()

    def reset_lines(self) -> None:
        """Reset the lines that are open."""
        with self._lock:
            lines = list(self._lines)
        for line in lines:
            line.reset()

    def close(self) -> None:
        """Shut the door and every line, and wait for the threads."""
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.reset_lines()
        self._flows.set()
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _welcome(self) -> None:
        while True:
            try:
                near, _ = self._door.accept()
            except OSError:
                return
            self.lines_opened += 1
            self._start(self._carry, near)

    def _carry(self, near: socket.socket) -> None:
        far = socket.socket()
        line = Line(near, far)
        try:
            if self._refuses:
                raise ConnectionRefusedError
            far.connect(self._target)
        except OSError:
            line.reset()
            line.close()
            return
        with self._lock:
            self._lines.add(line)
        back = threading.Thread(target=self._pump, args=(line, far, near, self._may_answer), daemon=True)
        back.start()
        self._pump(line, near, far, self._may_ask)
        back.join()
        with self._lock:
            self._lines.discard(line)
        line.close()

    def _pump(self, line: Line, source: socket.socket, sink: socket.socket, allowed: Callable[[int], int]) -> None:
        try:
            while (block := source.recv(BLOCK)) and not line.is_dead:
                self._flows.wait()
                count = allowed(len(block))
                sink.sendall(block[:count])
                if count < len(block):
                    self._cut(line)
            if not line.is_dead:
                sink.shutdown(socket.SHUT_WR)
        except OSError:
            line.reset()

    def _cut(self, line: Line) -> None:
        self.cuts += 1
        line.reset()
        with self._lock:
            then, self._then = self._then, _nothing
        then()

    def _may_ask(self, count: int) -> int:
        """Return how many of these bytes may go up before the line is cut."""
        with self._lock:
            if self._budget is not None and self._budget < count:
                count, self._budget = self._budget, None
            elif self._budget is not None:
                self._budget -= count
            self.bytes_up += count
            return count

    def _may_answer(self, count: int) -> int:
        with self._lock:
            lost = self._answers_to_lose > 0
            self._answers_to_lose -= lost
        return 0 if lost else count


@contextmanager
def fault_proxy(target: str) -> Iterator[FaultProxy]:
    """Run a proxy before this server."""
    proxy = FaultProxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
