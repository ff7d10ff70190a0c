"""Dealerships, users and their sessions."""

import hashlib
import secrets
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from auction_backend import history
from auction_backend.config import BackendSettings
from auction_backend.desk.callers import Caller, instant
from auction_backend.refusals import Refusal
from auction_backend.rules.throttle import wait_seconds
from auction_backend.tables import Dealership, LoginFailure, Token, User
from backend_client.contract import DealershipView, ProblemCode, Role, SessionRequest, SessionView, UserView

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$bJiZEhLCIPPQsY2SlFMoEYpXCOhsRBuRKWGQV1YX1kI"
"""The hash that an unknown user's password is checked against, so that it takes as long as a known one's."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One try to sign in: what was sent, and from which address."""

    request: SessionRequest
    address: str

    @property
    def email(self) -> str:
        """Return the address by which users are known."""
        return self.request.email.strip().lower()

    def subjects(self, settings: BackendSettings) -> dict[str, int]:
        """Return the words under which failures are counted, each with the number allowed."""
        return {
            hash_of(f"account:{self.email}"): settings.logins_per_account,
            hash_of(f"address:{self.address}"): settings.logins_per_address,
        }


def hash_of(text: str) -> str:
    """Return the SHA-256 by which a secret or an address is kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_password(stored: str, password: str) -> bool:
    """Tell whether the password belongs to the stored hash."""
    try:
        return HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def refuse_if_throttled(session: Session, attempt: SignIn, settings: BackendSettings, now_us: int) -> None:
    """Raise where this account or this address has failed too often of late."""
    for subject, allowed in attempt.subjects(settings).items():
        mine = select(LoginFailure.at_us).where(LoginFailure.subject == subject)
        wait = wait_seconds(session.scalars(mine).all(), allowed, settings.login_window_s, now_us)
        if wait:
            raise Refusal(ProblemCode.THROTTLED, "Too many failed sign-ins; try again later.", retry_after_s=wait)


def user_who_signs_in(session: Session, attempt: SignIn) -> User | None:
    """Return the active user whose email and password these are, or None."""
    user = session.scalars(select(User).where(User.email == attempt.email)).first()
    is_right = is_password(user.password_hash if user else NOBODY, attempt.request.password)
    return user if user is not None and is_right and user.is_active else None


def note_failure(session: Session, attempt: SignIn, settings: BackendSettings) -> None:
    """Count one failed sign-in, and forget those that no longer count."""
    now_us = settings.clock()
    session.execute(delete(LoginFailure).where(LoginFailure.at_us < now_us - settings.login_window_s * 1_000_000))
    for subject in attempt.subjects(settings):
        session.add(LoginFailure(subject=subject, at_us=now_us))


def open_session(session: Session, user: User, device_id: str, settings: BackendSettings) -> SessionView:
    """Make a token for the user; the token itself is in the answer only."""
    now_us = settings.clock()
    expires_us = now_us + settings.session_days * 24 * 3600 * 1_000_000
    token = secrets.token_urlsafe(32)
    session.add(
        Token(hash=hash_of(token), user_id=user.id, device_id=device_id, created_us=now_us, expires_us=expires_us)
    )
    dealership = session.get_one(Dealership, user.dealership_id)
    actor = history.Actor(user.id, dealership.id, device_id)
    note_account(session, actor, "SIGNED_IN", now_us)
    return SessionView(
        token=token,
        expires_at=instant(expires_us),
        user=UserView(id=user.id, name=user.name, email=user.email, role=Role(user.role)),
        dealership=DealershipView(id=dealership.id, name=dealership.name, currency=dealership.currency),
        server_time=instant(now_us),
        stream_url=settings.stream_url,
    )


def note_account(session: Session, actor: history.Actor, kind: str, at_us: int) -> None:
    """Write one event into the history of an account."""
    stream = history.Stream("account", actor.user_id)
    history.append(session, stream, kind, {}, at_us=at_us, dealership_id=actor.dealership_id, actor=actor)


def caller_of(session: Session, token: str, now_us: int) -> Caller | None:
    """Return whose open session this token is, or None."""
    row = session.execute(
        select(Token, User, Dealership)
        .join(User, User.id == Token.user_id)
        .join(Dealership, Dealership.id == User.dealership_id)
        .where(Token.hash == hash_of(token))
    ).first()
    if row is None or row.Token.revoked_us is not None or row.Token.expires_us <= now_us or not row.User.is_active:
        return None
    user, dealership = row.User, row.Dealership
    device = row.Token.device_id
    return Caller(user.id, user.name, Role(user.role), dealership.id, dealership.name, dealership.currency, device)


def close_session(session: Session, caller: Caller, token: str, now_us: int) -> None:
    """Revoke a token; a second time changes nothing."""
    row = session.get(Token, hash_of(token))
    if row is not None and row.revoked_us is None:
        row.revoked_us = now_us
        note_account(session, caller.actor, "SIGNED_OUT", now_us)


def add_dealership(session: Session, name: str, currency: str, now_us: int) -> Dealership:
    """Make a dealership."""
    dealership = Dealership(id=str(uuid7()), name=name, currency=currency, created_us=now_us)
    session.add(dealership)
    session.flush()
    return dealership


def add_user(session: Session, dealership: Dealership, role: Role, name: str, email: str, password: str) -> User:
    """Make a user, with a hashed password."""
    user = User(
        id=str(uuid7()),
        dealership_id=dealership.id,
        email=email.strip().lower(),
        name=name,
        role=role.value,
        password_hash=HASHER.hash(password),
        is_active=True,
        created_us=dealership.created_us,
    )
    session.add(user)
    session.flush()
    return user
