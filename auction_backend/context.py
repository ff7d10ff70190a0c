"""What a request may reach: the parts of this backend, and who asks."""

from dataclasses import dataclass, field
from typing import cast

from flask import Flask, current_app, g

from auction_backend.blobs import BlobStore
from auction_backend.config import BackendSettings
from auction_backend.database import Database
from auction_backend.desk.callers import Caller

EXTENSION = "walkaround"


@dataclass(frozen=True, slots=True)
class Backend:
    """The parts of one backend process."""

    settings: BackendSettings
    database: Database
    blobs: BlobStore
    busy: dict[tuple[str, ...], object] = field(default_factory=dict)
    """The keys and uploads that this process is working on at the moment; `setdefault` is atomic."""

    def now_us(self) -> int:
        """Return the server's time."""
        return self.settings.clock()


def bind(app: Flask, parts: Backend) -> None:
    """Give an application its parts."""
    app.extensions[EXTENSION] = parts


def backend_of(app: Flask) -> Backend:
    """Return the parts of an application."""
    return cast("Backend", app.extensions[EXTENSION])


def backend() -> Backend:
    """Return the parts of the application that serves this request."""
    return backend_of(current_app)


def caller() -> Caller:
    """Return who asks; only routes that need a sign-in may."""
    return cast("Caller", g.caller)
