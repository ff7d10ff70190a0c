"""Where the backend's processes begin; what they need is imported there, and not in the process that starts them."""

import socket

from auction_backend.serving.plans import ApiPlan, StreamPlan


def begin_api(plan: ApiPlan, listener: socket.socket) -> None:
    """Begin the API's process."""
    from auction_backend.serving.api import serve_api

    serve_api(plan, listener)


def begin_stream(plan: StreamPlan, listener: socket.socket) -> None:
    """Begin the event stream's process; gevent patches it before anything else is imported."""
    from gevent import monkey

    monkey.patch_all()
    from auction_backend.serving.stream_loop import serve_stream

    serve_stream(plan, listener)
