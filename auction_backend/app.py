"""The application of the API: its parts, its routes, its description."""

from apiflask import APIFlask
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from auction_backend import auth, problems
from auction_backend.blobs import BlobStore
from auction_backend.config import BackendSettings
from auction_backend.context import Backend, backend, backend_of, bind
from auction_backend.database import Database
from auction_backend.describing import describe
from auction_backend.migrating import prepare
from auction_backend.routes import appraisals, auctions, health, photos, sessions, uploads
from auction_backend.rules.roles import Action
from backend_client.contract import UPLOADS, UUID7_PATTERN

BLUEPRINTS = (health.routes, sessions.routes, uploads.routes, appraisals.routes, photos.routes, auctions.routes)


class IdConverter(BaseConverter):
    """An id in a path: anything else is no route at all."""

    regex = UUID7_PATTERN.strip("^$")


def create_app(settings: BackendSettings) -> APIFlask:
    """Make the API's application; the database is brought to this version's form."""
    parts = parts_of(settings)
    prepare(parts.database)
    app = make_flask(parts)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.before_request(allow_long_uploads)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    describe(app)
    return app


def parts_of(settings: BackendSettings) -> Backend:
    """Open what a backend process needs."""
    return Backend(settings, Database(settings.database_url), BlobStore(settings.data_dir))


def make_flask(parts: Backend) -> APIFlask:
    """Return an application that has parts, guards and the wire's manners, but no routes."""
    app = APIFlask(
        "auction_backend",
        title="Walkaround auctions",
        version="1",
        docs_path=None,
        spec_path="/v1/openapi.json",
        static_folder=None,  # type: ignore[arg-type]  # as Flask says itself
    )
    app.url_map.converters["id"] = IdConverter
    app.view_functions["openapi.spec"] = auth.lets(Action.ANYONE)(app.view_functions["openapi.spec"])
    bind(app, parts)
    if parts.settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=parts.settings.proxies)  # type: ignore[method-assign]
    app.before_request(give_up_on_silence)
    problems.install(app)
    auth.install(app)
    return app


def give_up_on_silence() -> None:
    """Let no client that says nothing more hold one of the few threads for ever."""
    line = request.environ.get("gunicorn.socket")
    if line is not None:
        line.settimeout(backend().settings.stalled_upload_s)


def allow_long_uploads() -> None:
    """Let a photo be longer than a JSON body may be; its own limit is checked against what was announced."""
    if request.path.startswith(UPLOADS):
        request.max_content_length = None


def close(app: Flask) -> None:
    """Close the parts of an application."""
    backend_of(app).database.close()
