"""The event stream's own process: one greenlet for each listener, and one that reads the database."""

import os
import signal
import socket
from dataclasses import dataclass

from auction_backend.config import BackendSettings
from auction_backend.serving.lifeline import on_parent_death


@dataclass(frozen=True, slots=True)
class StreamProcess:
    """How the stream is served."""

    settings: BackendSettings
    parent: int


def serve_stream(how: StreamProcess, listener: socket.socket) -> None:
    """Serve events on a bound socket until the process is told to stop, or its parent is gone."""
    from gevent import monkey

    monkey.patch_all()
    on_parent_death(how.parent, lambda: os.kill(os.getpid(), signal.SIGTERM))
    from auction_backend.serving.stream_loop import run

    run(how.settings, listener.detach())
