"""A laptop at work, in a process that may be killed: `python -m tests.store.child capture|fill FOLDER`."""

import os
import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from inspector_app.core.errors import StorageError
from inspector_app.core.history import Stream
from inspector_app.core.ids import AppraisalId, now
from inspector_app.core.outbox import Outcome, Verdict
from inspector_app.keys import Sealer
from inspector_app.store import ProfileStore, Vault, open_store
from tests.store.kit import EVERYTHING, KEY, car, photo, upload

CAR = AppraisalId("01890000-0000-7000-8000-00000000000c")


def capture(folder: Path) -> None:
    """Take photos until killed; say each one that is safe, by its hash and id."""
    store = open_store(folder, Sealer(KEY), actor="a", device="d", clock=now)
    vault = Vault(folder, Sealer(KEY))
    store.appraisals.save(car(appraisal_id=CAR))
    while True:
        sha256 = vault.put(random.randbytes(random.randrange(1, 400_000)))
        taken = photo(car(appraisal_id=CAR), sha256=sha256)
        with store.atomic():
            store.photos.save(taken)
            store.outbox.put(upload(CAR, taken.id))
            store.history.append(Stream.APPRAISAL, CAR, "photo_taken", {"sha256": sha256})
        _say(f"{sha256} {taken.id}")
        for envelope in store.outbox.claim(EVERYTHING, random.randrange(3)):
            if random.random() < 0.5:
                store.outbox.settle(Outcome(envelope, Verdict.DELIVERED, proof=envelope.proof))
                _say(f"verified {envelope.key}")


def fill(folder: Path) -> None:
    """Work on where no file may grow beyond a limit, as on a full disk; say what was refused and what is there."""
    store = open_store(folder, Sealer(KEY))
    vault = Vault(folder, Sealer(KEY))
    store.appraisals.save(car(appraisal_id=CAR))
    sha256 = vault.put(b"small")
    size = (folder / "profile.sqlite-wal").stat().st_size
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    _say(_refusal(lambda: vault.put(os.urandom(3_000_000 + size))))
    _say(_refusal(lambda: _many(store)))
    _say(f"{len(store.outbox.rows())} {len(store.photos.of(CAR))} {len(list((folder / 'vault' / 'aside').iterdir()))}")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    store.outbox.put(upload(CAR, "later"))
    _say(f"{len(store.outbox.rows())} {vault.get(sha256).decode()}")
    store.close()


def _many(store: ProfileStore) -> None:
    with store.atomic():
        for _ in range(5000):
            taken = photo(car(appraisal_id=CAR))
            store.photos.save(taken)
            store.outbox.put(upload(CAR, taken.id))


def _refusal(work: Callable[[], object]) -> str:
    try:
        work()
    except StorageError as error:
        return str(error)
    return "nothing"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    {"capture": capture, "fill": fill}[sys.argv[1]](Path(sys.argv[2]))
