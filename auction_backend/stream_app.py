"""The application of the event stream: the same guards and manners, and nothing but events."""

from apiflask import APIFlask

from auction_backend.app import make_flask, parts_of
from auction_backend.config import BackendSettings
from auction_backend.hub import Hub
from auction_backend.routes import events, health


def create_stream_app(settings: BackendSettings) -> APIFlask:
    """Make the stream's application; the tables must be there, and whoever serves it must beat its hub."""
    parts = parts_of(settings)
    app = make_flask(parts)
    app.extensions[events.HUB] = Hub(parts.database)
    app.register_blueprint(health.routes)
    app.register_blueprint(events.routes)
    return app


def hub_of(app: APIFlask) -> Hub:
    """Return the hub of a stream application."""
    hub: Hub = app.extensions[events.HUB]
    return hub
