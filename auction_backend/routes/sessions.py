"""Signing in and out."""

from functools import partial

from apiflask import APIBlueprint, EmptySchema
from flask import request

from auction_backend.auth import bearer, lets
from auction_backend.context import Backend, backend, caller
from auction_backend.desk import accounts
from auction_backend.refusals import Refusal
from auction_backend.rules.roles import Action
from auction_backend.tables import User
from backend_client.contract import CURRENT_SESSION, SESSIONS, ProblemCode, SessionRequest, SessionView

routes = APIBlueprint("sessions", __name__, tag="Sessions")


@routes.post(SESSIONS)
@routes.input(SessionRequest, arg_name="body")
@routes.output(SessionView, status_code=201)
@lets(Action.ANYONE)
def sign_in(body: SessionRequest) -> SessionView:
    """Open a session; the token is told once."""
    parts = backend()
    attempt = accounts.SignIn(body, request.remote_addr or "")
    user = checked(parts, attempt)
    return parts.database.write(
        partial(accounts.open_session, user=user, device_id=body.device_id, settings=parts.settings)
    )


def checked(parts: Backend, attempt: accounts.SignIn) -> User:
    """Return who signs in, or raise; a failure is counted before it is told."""
    with parts.database.read() as session:
        accounts.refuse_if_throttled(session, attempt, parts.settings, parts.now_us())
        user = accounts.user_who_signs_in(session, attempt)
    if user is None:
        parts.database.write(partial(accounts.note_failure, attempt=attempt, settings=parts.settings))
        raise Refusal(ProblemCode.BAD_CREDENTIALS, "The email or the password is not right.")
    return user


@routes.delete(CURRENT_SESSION)
@routes.output(EmptySchema, status_code=204)
@lets(Action.SIGN_OUT)
def sign_out() -> str:
    """Close the session of this token."""
    parts, who, token = backend(), caller(), bearer()
    parts.database.write(lambda session: accounts.close_session(session, who, token, parts.now_us()))
    return ""
