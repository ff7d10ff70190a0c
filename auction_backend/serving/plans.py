"""What the backend's processes are told at their start; light, so that the first process starts the others at once."""

from dataclasses import dataclass

from auction_backend.config import BackendSettings

PROCESS_DIED = 1
CANNOT_USE = 3
"""Exit code where the database, the data folder or a port cannot be used."""
HEALTH_PATH = "/v1/health"
"""As in the contract, whose models would cost the first process half a second."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the backend listens, and with how many hands."""

    host: str
    port: int
    stream_port: int
    workers: int
    threads: int
    public_stream_url: str | None = None
    is_embedded: bool = False
    demo_password: str | None = None


@dataclass(frozen=True, slots=True)
class ApiPlan:
    """How the API is served."""

    settings: BackendSettings
    workers: int
    threads: int
    parent: int
    demo_password: str | None = None
    currency: str = "USD"


@dataclass(frozen=True, slots=True)
class StreamPlan:
    """How the event stream is served."""

    settings: BackendSettings
    parent: int


@dataclass(frozen=True, slots=True)
class Ready:
    """Where the backend can be reached."""

    api_url: str
    stream_url: str
    pid: int
