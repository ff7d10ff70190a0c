"""Bring a database to this version's form, with the migrations that the package carries."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

from auction_backend.database import Database

FOLDER = Path(__file__).parent / "migrations"


class UnknownForm(OSError):
    """The database is in a form that this version does not know; nothing in it was changed."""


def config() -> Config:
    """Return Alembic's configuration, without any file of settings."""
    configuration = Config()
    configuration.set_main_option("script_location", FOLDER.as_posix())
    return configuration


def newest() -> str | None:
    """Return the newest migration that the package carries."""
    return ScriptDirectory.from_config(config()).get_current_head()


def upgrade(engine: Engine) -> None:
    """Apply every migration that the database has not seen."""
    configuration = config()
    try:
        with engine.begin() as connection:
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "head")
    except CommandError as error:
        raise UnknownForm("the database was written by another version of this server") from error


def prepare(database: Database) -> bool:
    """Make the tables where they are missing or old; tell whether anything had to be done."""
    if database.is_ready():
        return False
    with database.file_lock():
        if not database.is_ready():
            upgrade(database.engine)
    return True
