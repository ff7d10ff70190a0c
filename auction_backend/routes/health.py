"""The server says who it is."""

from importlib.metadata import PackageNotFoundError, version

from apiflask import APIBlueprint

from auction_backend.auth import lets
from auction_backend.context import backend
from auction_backend.desk.callers import instant
from auction_backend.rules.roles import Action
from backend_client.contract import HEALTH, PROTOCOL_VERSION, SERVICE_NAME, Health

routes = APIBlueprint("health", __name__, tag="Health")


def own_version() -> str:
    """Return the installed version of the product."""
    try:
        return version("walkaround")
    except PackageNotFoundError:
        return "0"


@routes.get(HEALTH)
@routes.output(Health)
@lets(Action.ANYONE)
def health() -> Health:
    """Say which service this is, which protocol it speaks, what time it has and where its events stream."""
    parts = backend()
    return Health(
        service=SERVICE_NAME,
        version=own_version(),
        protocol=PROTOCOL_VERSION,
        server_time=instant(parts.now_us()),
        stream_url=parts.settings.stream_url,
    )
