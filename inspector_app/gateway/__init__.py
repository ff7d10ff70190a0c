"""The way to the central backend: the app's words on this side, the wire's on the other."""

from inspector_app.gateway.http import HttpGateway

__all__ = ["HttpGateway"]
