"""The database is opened the durable way, brought up from any older step, and never half changed."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inspector_app.core.errors import AccessError, StorageError
from inspector_app.core.history import Stream, first_broken
from inspector_app.core.ids import AppraisalId
from inspector_app.core.outbox import QueueCounts
from inspector_app.core.rows import SyncBadge
from inspector_app.keys import Sealer
from inspector_app.store import ProfileStore, open_store
from inspector_app.store.database import PRAGMAS, LocalDatabase, migration_names, open_database
from inspector_app.store.migrations import migrations
from tests.store.kit import NOTES, PLATE, VIN, ScriptedClock, car, opened, submit, upload
from tests.store.make_old import OLD

FILE = "profile.sqlite"
OLD_CAR = AppraisalId("01890000-0000-7000-8000-000000000001")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[LocalDatabase]:
    made = open_database(tmp_path / FILE)
    yield made
    made.close()


def test_a_commit_waits_for_the_disk_and_memory_maps_are_off(database: LocalDatabase) -> None:
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2, "busy_timeout": 5000,
        "fullfsync": 1, "checkpoint_fullfsync": 1, "trusted_schema": 0,
    }  # fmt: skip
    found = {name: database.rows(f"pragma {name}")[0][0] for name in wanted}
    assert found == wanted
    mapped = database.row("pragma mmap_size")
    assert mapped is None or mapped[0] == 0
    assert len(PRAGMAS) >= len(wanted)


@pytest.mark.parametrize("step", migration_names())
def test_every_older_file_is_brought_up_with_everything_in_it(tmp_path: Path, clock: ScriptedClock, step: str) -> None:
    _restore(tmp_path, step)
    store = opened(tmp_path, clock)
    kept = store.appraisals.get(OLD_CAR)
    assert (kept.vehicle.vin, kept.vehicle.plate, kept.notes) == (VIN, PLATE, NOTES)
    (row,) = store.appraisals.rows("accord")
    assert (row.photos, row.damages, row.undecided, row.badge) == (1, 1, 0, SyncBadge.WAITING)
    assert store.outbox.counts() == QueueCounts(waiting=1, verified=1)
    assert len(store.findings.of(OLD_CAR)) == len(store.photos.of(OLD_CAR)) == 1
    assert store.auctions.of(OLD_CAR)
    events = store.history.of(Stream.APPRAISAL, OLD_CAR)
    assert (len(events), first_broken(events)) == (3, None)
    assert store.facts.get("token") == "t-1"
    store.close()
    assert _applied(tmp_path / FILE) == list(migration_names())


def test_every_step_has_its_old_file() -> None:
    assert {path.stem for path in OLD.glob("*.sql")} == set(migration_names())


def test_an_older_file_is_copied_before_it_is_changed(tmp_path: Path, clock: ScriptedClock) -> None:
    first, second = migration_names()[:2]
    _restore(tmp_path, first)
    opened(tmp_path, clock).close()
    (copy,) = tmp_path.glob("*.before-*")
    assert copy.name == f"{FILE}.before-{second}"
    assert _applied(copy) == [first]
    opened(tmp_path, clock).close()
    assert len(list(tmp_path.glob("*.before-*"))) == 1


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, clock: ScriptedClock) -> None:
    first = migration_names()[0]
    _restore(tmp_path, first)
    raw = sqlite3.connect(tmp_path / FILE)
    raw.execute("create table appraisal_rows (in_the_way text)")
    raw.commit()
    raw.close()
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        opened(tmp_path, clock)
    assert _applied(tmp_path / FILE) == [first]


def test_a_newer_apps_database_is_refused_and_not_touched(tmp_path: Path, clock: ScriptedClock) -> None:
    opened(tmp_path, clock).close()
    raw = sqlite3.connect(tmp_path / FILE)
    raw.execute(
        "insert into _sqlite_migrations (migration_set, name) values (?, 'm999_flying_cars')", [migrations.name]
    )
    raw.commit()
    raw.execute("pragma wal_checkpoint(truncate)")
    raw.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(StorageError, match="database_newer"):
        opened(tmp_path, clock)
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("foreign", ["create table theirs (id)", "pragma application_id=7"])
def test_another_apps_database_is_refused_and_not_touched(tmp_path: Path, foreign: str) -> None:
    raw = sqlite3.connect(tmp_path / FILE)
    raw.execute(foreign)
    raw.commit()
    raw.close()
    with pytest.raises(StorageError, match="not a database of this app"):
        open_database(tmp_path / FILE)


@pytest.mark.parametrize("content", [b"this is no database at all " * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_told_plainly(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(StorageError, match="disk_trouble"):
        open_database(tmp_path / FILE)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "profile").write_bytes(b"a file in the way")
    with pytest.raises(StorageError, match="disk_trouble"):
        open_store(tmp_path / "profile", Sealer(bytes(32)))


def test_another_profiles_key_is_refused_before_anything_is_sealed_with_it(
    tmp_path: Path, clock: ScriptedClock
) -> None:
    opened(tmp_path, clock).close()
    with pytest.raises(AccessError, match="key_unusable"):
        open_store(tmp_path, Sealer(bytes(32)))


def test_a_database_locked_by_another_program_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / FILE
    open_database(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    ours = open_database(path, busy_seconds=0.05)
    other.execute("begin immediate")
    with pytest.raises(StorageError, match="locked"):
        ours.run("insert into facts values ('a', x'00')")
    with pytest.raises(StorageError, match="locked"), ours.atomic():
        ours.run("insert into facts values ('b', x'00')")
    other.execute("rollback")
    ours.run("insert into facts values ('c', x'00')")
    assert [row["name"] for row in ours.rows("select name from facts")] == ["c"]
    ours.close()
    other.close()


def test_a_mistake_in_our_own_sql_is_no_trouble_of_the_disk(database: LocalDatabase) -> None:
    with pytest.raises(sqlite3.OperationalError):
        database.rows("select * from nowhere")


def test_the_connection_stays_on_its_own_thread(store: ProfileStore) -> None:
    with ThreadPoolExecutor(1) as lane, pytest.raises(sqlite3.ProgrammingError, match="thread"):
        lane.submit(store.appraisals.rows).result()


def test_a_change_and_its_envelope_are_kept_both_or_neither(store: ProfileStore) -> None:
    appraisal = car()

    def interrupted() -> None:
        with store.atomic():
            store.appraisals.save(appraisal)
            store.outbox.put(submit(appraisal.id))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.appraisals.rows() == ()
    assert store.outbox.rows() == ()
    with store.atomic():
        store.appraisals.save(appraisal)
        store.outbox.put(submit(appraisal.id))
    assert len(store.appraisals.rows()) == len(store.outbox.rows()) == 1


def test_an_inner_transaction_may_fail_alone(store: ProfileStore) -> None:
    def fail_inside() -> None:
        with store.atomic():
            store.outbox.put(upload("a", "inner"))
            raise KeyError

    with store.atomic():
        store.outbox.put(upload("a", "outer"))
        with pytest.raises(KeyError):
            fail_inside()
    assert [row.key for row in store.outbox.rows()] == ["outer"]


def test_a_full_database_is_told_as_a_full_disk_and_nothing_is_changed(store: ProfileStore) -> None:
    store.outbox.put(upload("a", "before"))
    (pages,) = store._database.rows("pragma page_count")[0]
    store._database.run(f"pragma max_page_count={pages + 2}")

    def fill() -> None:
        with store.atomic():
            for number in range(2000):
                store.outbox.put(upload("a", f"p{number}"))

    with pytest.raises(StorageError, match="disk_full"):
        fill()
    assert [row.key for row in store.outbox.rows()] == ["before"]
    store._database.run(f"pragma max_page_count={pages + 2000}")
    store.outbox.put(upload("a", "after"))
    assert [row.key for row in store.outbox.rows()] == ["before", "after"]


def _restore(folder: Path, step: str) -> None:
    raw = sqlite3.connect(folder / FILE)
    raw.executescript((OLD / f"{step}.sql").read_text(encoding="utf-8"))
    raw.close()


def _applied(path: Path) -> list[str]:
    raw = sqlite3.connect(path)
    names = [name for (name,) in raw.execute("select name from _sqlite_migrations order by id")]
    raw.close()
    return names
