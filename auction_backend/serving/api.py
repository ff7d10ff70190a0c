"""The API's own process: gunicorn where it exists, waitress elsewhere; each worker sweeps."""

import os
import signal
import socket
import sys
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from auction_backend.app import create_app, parts_of
from auction_backend.context import backend_of
from auction_backend.desk.demo import seed
from auction_backend.migrating import prepare
from auction_backend.serving import sweeper
from auction_backend.serving.lifeline import on_parent_death
from auction_backend.serving.plans import CANNOT_USE, ApiPlan


def serve_api(plan: ApiPlan, listener: socket.socket) -> None:
    """Serve the API on a bound socket until the process is told to stop, or its parent is gone."""
    on_parent_death(plan.parent, lambda: os.kill(os.getpid(), signal.SIGTERM))
    try:
        make_ready(plan)
    except (OSError, SQLAlchemyError) as error:
        sys.stderr.write(f"The database cannot be used: {error}\n")
        sys.exit(CANNOT_USE)
    if sys.platform == "win32":
        serve_by_waitress(plan, listener)
    else:
        serve_by_gunicorn(plan, listener)


def make_ready(plan: ApiPlan) -> None:
    """Make the tables and, where asked, the demo's users."""
    parts = parts_of(plan.settings)
    try:
        prepare(parts.database)
        if plan.demo_password is not None:
            seed(parts.database, plan.demo_password, plan.currency, parts.now_us())
    finally:
        parts.database.close()


def sweeping_app(plan: ApiPlan) -> Flask:
    """Make the application of one worker, and begin to sweep."""
    app = create_app(plan.settings)
    sweeper.start(backend_of(app))
    return app


def serve_by_waitress(plan: ApiPlan, listener: socket.socket) -> None:
    """Serve with waitress: one process, many threads."""
    import waitress

    waitress.serve(sweeping_app(plan), sockets=[listener], threads=plan.threads, ident="")


def serve_by_gunicorn(plan: ApiPlan, listener: socket.socket) -> None:
    """Serve with gunicorn: workers with threads, each with its own writer."""
    from gunicorn.app.base import BaseApplication

    class Api(BaseApplication):  # type: ignore[misc]
        """The API under gunicorn."""

        def load_config(self) -> None:
            """Set what gunicorn needs to know."""
            for name, value in gunicorn_options(plan, listener).items():
                self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401 - a WSGI application
            """Make the application in the worker, after the fork."""
            return sweeping_app(plan)

    Api().run()


def gunicorn_options(plan: ApiPlan, listener: socket.socket) -> dict[str, Any]:
    """Return gunicorn's options."""
    return {
        "bind": f"fd://{listener.fileno()}",
        "workers": plan.workers,
        "threads": plan.threads,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 3,
        "keepalive": 30,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
