"""The API's own process: gunicorn where it exists, waitress elsewhere."""

import os
import signal
import socket
import sys
from dataclasses import dataclass
from typing import Any

from auction_backend.app import create_app
from auction_backend.config import BackendSettings
from auction_backend.serving.lifeline import on_parent_death


@dataclass(frozen=True, slots=True)
class ApiProcess:
    """How the API is served."""

    settings: BackendSettings
    workers: int
    threads: int
    parent: int


def serve_api(how: ApiProcess, listener: socket.socket) -> None:
    """Serve the API on a bound socket until the process is told to stop, or its parent is gone."""
    on_parent_death(how.parent, lambda: os.kill(os.getpid(), signal.SIGTERM))
    if sys.platform == "win32":
        serve_by_waitress(how, listener)
    else:
        serve_by_gunicorn(how, listener)


def serve_by_waitress(how: ApiProcess, listener: socket.socket) -> None:
    """Serve with waitress: one process, many threads."""
    import waitress

    waitress.serve(create_app(how.settings), sockets=[listener], threads=how.threads, ident="")


def serve_by_gunicorn(how: ApiProcess, listener: socket.socket) -> None:
    """Serve with gunicorn: workers with threads, each with its own writer."""
    from gunicorn.app.base import BaseApplication

    class Api(BaseApplication):  # type: ignore[misc]
        """The API under gunicorn."""

        def load_config(self) -> None:
            """Set what gunicorn needs to know."""
            for name, value in gunicorn_options(how, listener).items():
                self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401 - a WSGI application
            """Make the application in the worker, after the fork."""
            return create_app(how.settings)

    Api().run()


def gunicorn_options(how: ApiProcess, listener: socket.socket) -> dict[str, Any]:
    """Return gunicorn's options."""
    return {
        "bind": f"fd://{listener.fileno()}",
        "workers": how.workers,
        "threads": how.threads,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 5,
        "keepalive": 30,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
