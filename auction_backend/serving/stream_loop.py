"""The event stream's process: one greenlet for each listener, one that reads the database; gevent has patched it."""

import logging
import os
import signal
import socket
import sys

import gevent
from gevent import pywsgi
from sqlalchemy.exc import SQLAlchemyError

from auction_backend.config import BackendSettings
from auction_backend.database import Database
from auction_backend.hub import Hub
from auction_backend.serving.lifeline import on_parent_death
from auction_backend.serving.plans import PROCESS_DIED, StreamPlan
from auction_backend.stream_app import create_stream_app, hub_of

log = logging.getLogger(__name__)


def serve_stream(plan: StreamPlan, inherited: socket.socket) -> None:
    """Serve on a bound socket until told to stop, or the parent is gone; the API's process makes the tables."""
    on_parent_death(plan.parent, lambda: os.kill(os.getpid(), signal.SIGTERM))
    wait_for_tables(plan.settings)
    app = create_stream_app(plan.settings)
    listener = socket.socket(fileno=inherited.detach())
    listener.setblocking(False)
    server = pywsgi.WSGIServer(listener, app, log=None, error_log=log)
    stop = gevent.event.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop.set)
    reader = gevent.spawn(tail, hub_of(app), plan.settings.tail_every_s)
    reader.link(lambda _: stop.set())
    server.start()
    stop.wait()
    server.stop(timeout=0.2)
    if reader.ready():  # heartbeats without events would look like a quiet market
        sys.exit(PROCESS_DIED)


def wait_for_tables(settings: BackendSettings) -> None:
    """Return when the database is in this version's form."""
    database = Database(settings.database_url)
    while not database.is_ready():
        gevent.sleep(0.05)
    database.close()


def tail(hub: Hub, every_s: float) -> None:
    """Let the hub beat for ever; a busy database is asked again."""
    while True:
        try:
            hub.beat()
        except SQLAlchemyError as error:
            log.warning("The stream could not read the database: %s", error)
        gevent.sleep(every_s)
