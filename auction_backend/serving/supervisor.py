"""The process that starts the others, looks after them, and takes the others along when it ends."""

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.process import BaseProcess
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from auction_backend.config import BackendSettings
from auction_backend.serving.entries import begin_api, begin_stream
from auction_backend.serving.lifeline import on_parent_death
from auction_backend.serving.plans import CANNOT_USE, HEALTH_PATH, PROCESS_DIED, ApiPlan, Place, Ready, StreamPlan

WATCH_EVERY_S = 0.2
STARTS_WITHIN_S = 60.0
STOPS_WITHIN_S = 8.0


class ChildDied(Exception):
    """A process of the backend ended although nobody told it to."""

    def __init__(self, words: str, exit_code: int | None) -> None:
        super().__init__(words)
        self.exit_code = CANNOT_USE if exit_code == CANNOT_USE else PROCESS_DIED


def listen(host: str, port: int) -> socket.socket:
    """Bind a socket that waits for connections from now on; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    listener.listen(512)
    listener.set_inheritable(True)
    return listener


def url_of(listener: socket.socket) -> str:
    """Return the URL of a bound socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Supervisor:
    """Starts, watches and ends the backend's processes."""

    def __init__(self, settings: BackendSettings, place: Place) -> None:
        self._place = place
        self._api = listen(place.host, place.port)
        self._stream = listen(place.host, place.stream_port)
        self._local_stream_url = url_of(self._stream)
        stream_url = place.public_stream_url or self._local_stream_url
        self.settings = replace(settings, stream_url=stream_url)
        self.ready = Ready(url_of(self._api), stream_url, os.getpid())
        self._children: list[BaseProcess] = []
        self._stopping = threading.Event()

    def run(self, tell: Callable[[Ready], object]) -> None:
        """Serve until told to stop; raise ChildDied where a process ends on its own."""
        parent = os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop_on_signal)
        if self._place.is_embedded:
            on_parent_death(parent, self._stopping.set)
        try:
            self._start_children()
            if self._wait_until_served():
                tell(self.ready)
                self._watch()
        finally:
            self._end_children()

    def _stop_on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Begin to stop."""
        self._stopping.set()

    def _start_children(self) -> None:
        """Start the API and the stream, each on its socket."""
        fresh = multiprocessing.get_context("spawn")
        place, me = self._place, os.getpid()
        api = ApiPlan(self.settings, place.workers, place.threads, me, place.demo_password)
        stream = StreamPlan(self.settings, me)
        self._children = [
            fresh.Process(target=begin_api, args=(api, self._api), name="api"),
            fresh.Process(target=begin_stream, args=(stream, self._stream), name="stream"),
        ]
        for child in self._children:
            child.start()
        self._api.close()
        self._stream.close()

    def _wait_until_served(self) -> bool:
        """Wait until both processes answer; tell whether they do before somebody stops us."""
        deadline = time.monotonic() + STARTS_WITHIN_S
        for base in (self.ready.api_url, self._local_stream_url):
            while not answers(base):
                self._raise_if_child_died()
                if self._stopping.wait(0.05):
                    return False
                if time.monotonic() > deadline:
                    raise ChildDied(f"nothing answers at {base}", None)
        return True

    def _watch(self) -> None:
        """Look after the processes until told to stop."""
        while not self._stopping.wait(WATCH_EVERY_S):
            self._raise_if_child_died()

    def _raise_if_child_died(self) -> None:
        """Raise where a process has ended on its own."""
        for child in self._children:
            if child.exitcode is not None:
                raise ChildDied(f"the {child.name} process ended with {child.exitcode}", child.exitcode)

    def _end_children(self) -> None:
        """End every process that was started: kindly, then by force."""
        for child in self._children:
            child.terminate()
        deadline = time.monotonic() + STOPS_WITHIN_S
        for child in self._children:
            child.join(max(0.1, deadline - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()


def answers(base: str) -> bool:
    """Tell whether a server of ours answers at this URL."""
    try:
        with urlopen(base + HEALTH_PATH, timeout=5) as reply:  # noqa: S310 - our own URL
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False
