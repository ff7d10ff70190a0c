"""The engine, sessions to read, and one queued writer in each process."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from auction_backend.filelock import held

T = TypeVar("T")
HEAD = "0002"
"""The newest migration; a test compares it with the scripts."""
TUNING = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000")


def tune(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    """Make a new SQLite connection durable, and leave transactions to us."""
    connection.isolation_level = None
    for pragma in TUNING:
        connection.execute(f"pragma {pragma}")


def begin(connection: Connection) -> None:
    """Begin an SQLite transaction: a writer's takes the lock at once."""
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def make_engine(url: str) -> Engine:
    """Open the database that a URL names."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", tune)
        event.listen(engine, "begin", begin)
    return engine


class Database:
    """Sessions to read from anywhere, and writes one after another, each in one transaction."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self._writing = self.engine.execution_options(begin="BEGIN IMMEDIATE")
        self._queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._pulses: list[PoolProxiedConnection] = []
        name = make_url(url).database
        self.lock_file = Path(f"{name}.lock") if self.engine.dialect.name == "sqlite" and name else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one moment of the database and changes nothing."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    def write(self, work: Callable[[Session], T]) -> T:
        """Run the work in one transaction, after all writes that came before; both all of it, or nothing.

        The work reads the clock itself: when it runs, the lock is held.
        """
        return self._queue.submit(self._transact, work).result()

    def _transact(self, work: Callable[[Session], T]) -> T:
        """Hold the lock of all processes, run the work, commit."""
        with self.file_lock(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            session.connection()  # begins now: the work must not read the time before the lock is held
            return work(session)

    def file_lock(self) -> AbstractContextManager[None]:
        """Return the lock that all processes on one SQLite file queue for."""
        return held(self.lock_file) if self.lock_file else nullcontext()

    def is_ready(self) -> bool:
        """Tell whether the tables are there, in this version's form."""
        try:
            with self.engine.connect() as connection:
                return bool(connection.scalar(text("select version_num from alembic_version")) == HEAD)
        except DBAPIError:
            return False

    def pulse(self) -> Callable[[], int]:
        """Return a cheap question whose answer changes whenever another connection has committed."""
        if self.engine.dialect.name != "sqlite":
            return count().__next__
        connection = self.engine.raw_connection()
        self._pulses.append(connection)
        cursor = connection.cursor()
        return lambda: int(cursor.execute("pragma data_version").fetchone()[0])

    def close(self) -> None:
        """Finish what is queued and close every connection."""
        self._queue.shutdown()
        for connection in self._pulses:
            connection.close()
        self.engine.dispose()
