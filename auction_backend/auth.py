"""Bearer tokens, and the one place where it is asked who may do what."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from auction_backend.context import backend
from auction_backend.desk.accounts import caller_of
from auction_backend.desk.callers import Caller
from auction_backend.refusals import Refusal, not_found
from auction_backend.rules.roles import Action, may
from backend_client.contract import ProblemCode

View = TypeVar("View", bound=Callable[..., Any])
MARK = "walkaround_action"


def lets(action: Action) -> Callable[[View], View]:
    """Say what a view lets somebody do; a view that does not say it is closed to everybody."""

    def mark(view: View) -> View:
        setattr(view, MARK, action)
        return view

    return mark


def action_of(view: Callable[..., Any] | None) -> Action | None:
    """Return what a view lets somebody do, or None where it does not say."""
    action = getattr(view, MARK, None)
    return action if isinstance(action, Action) else None


def bearer() -> str:
    """Return the token of this request, or an empty text."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def signed_in(token: str) -> Caller:
    """Return whose token this is, or raise."""
    parts = backend()
    with parts.database.read() as session:
        found = caller_of(session, token, parts.now_us()) if token else None
    if found is None:
        raise Refusal(ProblemCode.UNAUTHENTICATED, "Please sign in.")
    return found


def guard() -> None:
    """Ask of each request who sends it and whether that role may do this; a route without an action is closed."""
    if request.endpoint is None:
        return  # no such route: the framework answers
    action = action_of(current_app.view_functions.get(request.endpoint))
    if action is None:
        raise not_found()
    if action is Action.ANYONE:
        return
    g.caller = signed_in(bearer())
    if not may(g.caller.role, action):
        raise Refusal(ProblemCode.FORBIDDEN, "Your role may not do this.")


def install(app: Flask) -> None:
    """Guard every route of an application."""
    app.before_request(guard)
