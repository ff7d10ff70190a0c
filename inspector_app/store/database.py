"""One SQLite connection: opened the durable way, refused where a newer app wrote the file, told in plain codes."""

import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from inspector_app.core.errors import StorageError
from inspector_app.store.durable import ASIDE, durable_replace, sync_file
from inspector_app.store.migrations import migrations
from inspector_app.store.trouble import told_plainly

APPLICATION_ID: Final = 0x57414C4B
BUSY_SECONDS: Final = 5.0
PRAGMAS: Final = (
    "journal_mode=wal", "synchronous=full", "foreign_keys=on", "mmap_size=0", "temp_store=memory",
    "fullfsync=on", "checkpoint_fullfsync=on", "trusted_schema=off", "journal_size_limit=67108864",
)  # fmt: skip
Values = Sequence[object] | Mapping[str, object]
_log = logging.getLogger(__name__)


class LocalDatabase:
    """The profile's only connection. It stays on the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._utils = Database(connection, execute_plugins=False)

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """Return what a query finds."""
        with told_plainly():
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """Return the first row that a query finds."""
        with told_plainly():
            found: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
            return found

    def run(self, sql: str, values: Values = ()) -> int:
        """Change rows, durably unless a transaction is open; return how many."""
        with told_plainly():
            return self._connection.execute(sql, values).rowcount

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Open a transaction, or a savepoint inside one: all that is written, or nothing."""
        with told_plainly(), self._utils.atomic():
            yield

    def close(self) -> None:
        """Close the connection; SQLite brings the log home."""
        self._connection.close()


def open_database(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> LocalDatabase:
    """Open or make the profile's database, at this app's schema.

    Raises StorageError `database_newer`, `disk_full` or `disk_trouble`.
    """
    with told_plainly():
        connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
    _log.info("database open; SQLite %s", sqlite3.sqlite_version)
    return LocalDatabase(connection)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a foreign or newer file before anything is written to it; copy an older one before it is changed."""
    utils = Database(connection, execute_plugins=False)
    applied = [step.name for step in migrations.applied(utils)]
    pending = [step.name for step in migrations.pending(utils)]
    _refuse_foreign(connection)
    if set(applied) - set(migration_names()):
        raise StorageError("database_newer")
    for pragma in PRAGMAS:
        connection.execute(f"pragma {pragma}")
    if applied and pending:
        _copy(connection, path.with_name(f"{path.name}.before-{pending[0]}"))
    if pending:
        connection.execute(f"pragma application_id={APPLICATION_ID}")
        migrations.apply(utils)


def _refuse_foreign(connection: sqlite3.Connection) -> None:
    """Refuse a database that is not ours: another mark, or tables without a mark."""
    (mark,) = connection.execute("pragma application_id").fetchone()
    (tables,) = connection.execute("select count(*) from sqlite_master").fetchone()
    if mark != APPLICATION_ID and (mark or tables):
        raise StorageError("disk_trouble", reason="not a database of this app")


def migration_names() -> tuple[str, ...]:
    """Return the names of all steps that this app knows, in order."""
    empty = Database(memory=True, execute_plugins=False)
    try:
        return tuple(step.name for step in migrations.pending(empty))
    finally:
        empty.close()


def _copy(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the whole database beside itself, durably."""
    aside = path.with_name(path.name + ASIDE)
    aside.unlink(missing_ok=True)
    copy = sqlite3.connect(aside)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    sync_file(aside)
    durable_replace(aside, path)


def sqlite_version() -> str:
    """Return the version of the SQLite that this Python brings."""
    return sqlite3.sqlite_version
