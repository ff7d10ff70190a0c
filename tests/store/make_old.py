"""Write a database at an earlier step as SQL, once, before that step is shipped: python -m tests.store.make_old STEP.

The file goes to tests/store/old/STEP.sql and is never written again.
"""

import sqlite3
import sys
import tempfile
from pathlib import Path

from sqlite_utils import Database

from inspector_app.core.finding import Review
from inspector_app.core.history import Stream
from inspector_app.core.outbox import Outcome, Verdict
from inspector_app.store import ProfileStore
from inspector_app.store.database import APPLICATION_ID, migration_names
from inspector_app.store.migrations import migrations
from tests.store.kit import EVERYTHING, ScriptedClock, auction, car, damage, finding, opened, photo, submit, upload

OLD = Path(__file__).parent / "old"


def fill(store: ProfileStore) -> None:
    """Keep something of every kind."""
    appraisal = car(appraisal_id="01890000-0000-7000-8000-000000000001")
    store.appraisals.save(appraisal)
    taken = photo(appraisal)
    store.photos.save(taken)
    store.findings.save(finding(taken).decided(Review.CONFIRMED))
    store.damages.save(damage(taken))
    store.auctions.save(auction(appraisal))
    store.outbox.put(upload(appraisal.id, taken.id))
    (envelope,) = store.outbox.claim(EVERYTHING)
    store.outbox.settle(Outcome(envelope, Verdict.DELIVERED, proof=envelope.proof))
    store.outbox.put(submit(appraisal.id))
    for number in range(3):
        store.history.append(Stream.APPRAISAL, appraisal.id, "edited", {"number": number})
    store.facts.set("token", "t-1")


def main(step: str) -> None:
    """Make the schema up to a step, fill it, and write it down."""
    known = migration_names()
    later = known[known.index(step) + 1 :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.sqlite"
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute(f"pragma application_id={APPLICATION_ID}")
        migrations.apply(Database(raw), stop_before=later)
        raw.close()
        full = opened(Path(folder) / "full", ScriptedClock())
        fill(full)
        full.close()
        (OLD / f"{step}.sql").write_text(_dumped(path, Path(folder) / "full" / "profile.sqlite"), encoding="utf-8")


def _dumped(path: Path, full: Path) -> str:
    """Fill the old schema with the rows of a present one, and return it as SQL."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("attach ? as full", (str(full),))
    names = "select name from main.sqlite_master where type = 'table' and name not like '%sqlite_%'"
    for (table,) in raw.execute(names).fetchall():
        columns = ", ".join(row[1] for row in raw.execute(f"pragma main.table_info({table})"))
        raw.execute(f"insert into main.{table} ({columns}) select {columns} from full.{table}")  # noqa: S608
    raw.execute("detach full")
    lines = [f"pragma application_id={APPLICATION_ID};", *raw.iterdump()]
    raw.close()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1])
