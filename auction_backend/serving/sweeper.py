"""A thread that lets the hammer fall; every process of the API may run one."""

import logging
import threading

from sqlalchemy.exc import OperationalError

from auction_backend.context import Backend
from auction_backend.desk.auctions import close_due

log = logging.getLogger(__name__)
EVERY_S = 0.2


def start(parts: Backend) -> threading.Event:
    """Begin to sweep; set the event to end it."""
    stop = threading.Event()
    threading.Thread(target=sweep_until, args=(parts, stop), name="sweeper", daemon=True).start()
    return stop


def sweep_until(parts: Backend, stop: threading.Event) -> None:
    """Close what is due, again and again; a busy database is asked again at the next beat."""
    while not stop.wait(EVERY_S):
        try:
            close_due(parts.database, parts.settings.clock)
        except OperationalError as error:
            log.warning("Auctions that are due could not be closed yet: %s", error.orig)
