"""A dealership that sells and three that buy, to try everything with."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction_backend.database import Database
from auction_backend.desk.accounts import add_dealership, add_user
from auction_backend.tables import User
from backend_client.contract import Role

DOMAIN = "demo.example"
PEOPLE = (
    ("Lakeside Motors", (("inspector", Role.INSPECTOR, "Ines Inspector"), ("manager", Role.MANAGER, "Max Manager"))),
    ("Alder Autos", (("alder", Role.BUYER, "Ada Alder"),)),
    ("Birch Cars", (("birch", Role.BUYER, "Ben Birch"),)),
    ("Cedar Vehicles", (("cedar", Role.BUYER, "Cleo Cedar"),)),
)


@dataclass(frozen=True, slots=True)
class DemoUser:
    """One user of the demo: how to sign in, and as whom."""

    email: str
    password: str
    role: str
    dealership: str


def seed(database: Database, password: str, currency: str, now_us: int) -> list[DemoUser]:
    """Make the demo's dealerships and users where they are missing, and say how to sign in."""

    def work(session: Session) -> None:
        if session.scalars(select(User.id).where(User.email == email_of("inspector"))).first() is not None:
            return
        for dealership_name, people in PEOPLE:
            dealership = add_dealership(session, dealership_name, currency, now_us)
            for word, role, name in people:
                add_user(session, dealership, role, name, email_of(word), password)

    database.write(work)
    return [
        DemoUser(email_of(word), password, role.value, dealership)
        for dealership, people in PEOPLE
        for word, role, _ in people
    ]


def email_of(word: str) -> str:
    """Return a demo user's email."""
    return f"{word}@{DOMAIN}"
