"""Puts the people of the demo into the database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction_backend.database import Database
from auction_backend.demo_people import PEOPLE
from auction_backend.desk.accounts import add_dealership, add_user
from auction_backend.tables import User
from backend_client.contract import Role


def seed(database: Database, password: str, currency: str, now_us: int) -> None:
    """Make the demo's dealerships and users where they are missing."""

    def work(session: Session) -> None:
        if session.scalars(select(User.id).where(User.email == PEOPLE[0].email)).first() is not None:
            return
        names = dict.fromkeys(person.dealership for person in PEOPLE)
        dealerships = {name: add_dealership(session, name, currency, now_us) for name in names}
        for person in PEOPLE:
            home = dealerships[person.dealership]
            add_user(session, home, Role(person.role), person.name, person.email, password)

    database.write(work)
