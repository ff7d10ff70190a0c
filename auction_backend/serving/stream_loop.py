"""The loop of the stream's process; imported only where gevent has patched the process."""

import logging
import signal
import socket

import gevent
from gevent import pywsgi
from sqlalchemy.exc import OperationalError

from auction_backend.config import BackendSettings
from auction_backend.hub import Hub
from auction_backend.stream_app import create_stream_app, hub_of

log = logging.getLogger(__name__)


def run(settings: BackendSettings, descriptor: int) -> None:
    """Serve until the process is told to stop."""
    app = create_stream_app(settings)
    listener = socket.socket(fileno=descriptor)
    listener.setblocking(False)
    server = pywsgi.WSGIServer(listener, app, log=None, error_log=log)
    stop = gevent.event.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop.set)
    gevent.spawn(tail, hub_of(app), settings.tail_every_s)
    server.start()
    stop.wait()
    server.stop(timeout=0.2)


def tail(hub: Hub, every_s: float) -> None:
    """Let the hub beat for ever; a busy database is asked again."""
    while True:
        try:
            hub.beat()
        except OperationalError as error:
            log.warning("The stream could not read the database: %s", error.orig)
        gevent.sleep(every_s)
