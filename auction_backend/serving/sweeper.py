"""A thread that lets the hammer fall and clears abandoned uploads away; every process of the API may run one."""

import logging
import threading
import time

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from auction_backend.context import Backend
from auction_backend.desk.auctions import close_due
from auction_backend.desk.uploads import forget_abandoned

log = logging.getLogger(__name__)
EVERY_S = 0.2
TROUBLE_S = 2.0
"""Pause after an auction that cannot be closed, so that it does not fill the log."""
TIDY_EVERY_S = 3600.0


def start(parts: Backend) -> threading.Event:
    """Begin to sweep; set the event to end it."""
    stop = threading.Event()
    threading.Thread(target=sweep_until, args=(parts, stop), name="sweeper", daemon=True).start()
    return stop


def sweep_until(parts: Backend, stop: threading.Event) -> None:
    """Close what is due, again and again, and tidy up now and then; no trouble of one auction ends this."""
    pause, tidy_at = EVERY_S, time.monotonic()
    while not stop.wait(pause):
        pause = EVERY_S if hammers_fell(parts) else TROUBLE_S
        if time.monotonic() >= tidy_at:
            tidy_at = time.monotonic() + TIDY_EVERY_S
            tidy(parts)


def hammers_fell(parts: Backend) -> bool:
    """Close what is due; False, and a line in the log, where something could not be closed."""
    try:
        close_due(parts.database, parts.settings.clock)
    except OperationalError as error:
        log.warning("Auctions that are due could not be closed yet: %s", error.orig)
    except (SQLAlchemyError, ValueError):
        log.exception("An auction that is due cannot be closed")
        return False
    return True


def tidy(parts: Backend) -> None:
    """Forget uploads that nobody has gone on with for long."""
    try:
        forget_abandoned(parts.blobs, parts.settings.abandoned_upload_days * 24 * 3600)
    except OSError as error:
        log.warning("Abandoned uploads could not be cleared away: %s", error)
