"""Nothing that names a person, a car or a picture can be read from the profile's files."""

from pathlib import Path

from inspector_app.core.auction import PricePoint
from inspector_app.core.history import Stream
from inspector_app.core.ids import Micros
from inspector_app.core.money import Money
from inspector_app.core.outbox import Envelope, Intent
from inspector_app.keys import Sealer, profile_key
from inspector_app.store import ProfileStore, Vault, open_store, write_durably
from tests.store.kit import NOTES, PLATE, VIN, auction, car, damage, finding, photo

PICTURE = b"\xff\xd8\xff\xe0 pixels of a car that nobody else may see " * 40_000
SECRETS = (
    VIN, PLATE, NOTES, "hail in Bern", "Ivy Inspector", "laptop of Ivy", "bearer-token-123", "Buyer Blue",
    "behind the seat", "Correct Horse", "inspector-1",
)  # fmt: skip


def test_no_sensitive_text_and_no_pixel_lies_open_in_the_profile_folder(tmp_path: Path) -> None:
    key = profile_key.create(tmp_path, "Correct Horse", "user-1", write=write_durably)
    store = _work(tmp_path, Sealer(key))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"profile.sqlite", "profile.key"} < {path.name for path in files}
    for path in files:
        data = path.read_bytes()
        told = [secret for secret in SECRETS if secret.encode() in data or secret.lower().encode() in data.lower()]
        assert told == [], path.name
        assert PICTURE[:40] not in data
        assert key not in data
    store.close()


def _work(folder: Path, sealer: Sealer) -> ProfileStore:
    store, vault = open_store(folder, sealer, actor="Ivy Inspector", device="laptop of Ivy"), Vault(folder, sealer)
    appraisal = car()
    store.appraisals.save(appraisal)
    taken = photo(appraisal, sha256=vault.put(PICTURE))
    store.photos.save(taken)
    store.findings.save(finding(taken))
    store.damages.save(damage(taken, note="behind the seat"))
    run = auction(appraisal)
    store.auctions.save(run)
    store.auctions.save_points([PricePoint(run.id, 1, Micros(1), Money.of(1), "Buyer Blue")])
    store.outbox.put(Envelope("k", Intent.SUBMIT_APPRAISAL, appraisal.id, f'{{"vin":"{VIN}","notes":"{NOTES}"}}'))
    store.history.append(Stream.APPRAISAL, appraisal.id, "edited", {"old": PLATE, "new": VIN, "reason": NOTES})
    store.facts.set("token", "bearer-token-123")
    store.appraisals.rows("accord")
    store._database.run("pragma wal_checkpoint")
    store.appraisals.save(appraisal)
    assert (folder / "profile.sqlite-wal").stat().st_size
    return store
