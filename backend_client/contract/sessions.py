"""Messages of signing in and of the server's health."""

from typing import Annotated

from pydantic import Field

from backend_client.contract.base import Code, Currency, Id, Instant, OpenEnum, Request, Response


class Role(OpenEnum):
    """What a user may do for the dealership."""

    INSPECTOR = "inspector"
    MANAGER = "manager"
    BUYER = "buyer"
    ADMIN = "admin"
    UNKNOWN = "UNKNOWN"


class Health(Response):
    """The server says who it is, which wire it speaks, what time it has and where its event stream is."""

    service: str
    version: str
    protocol: str
    server_time: Instant
    stream_url: str | None = None


class SessionRequest(Request):
    """Sign in with a password from one device."""

    email: Annotated[str, Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
    password: Annotated[str, Field(min_length=1, max_length=1_024)]
    device_id: Code


class UserView(Response):
    """Who signed in."""

    id: Id
    name: str
    email: str
    role: Role


class DealershipView(Response):
    """For which dealership, and in which currency it trades."""

    id: Id
    name: str
    currency: Currency


class SessionView(Response):
    """An open session: the token is shown here once and never again."""

    token: str
    expires_at: Instant
    user: UserView
    dealership: DealershipView
    server_time: Instant
    stream_url: str | None = None
