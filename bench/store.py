"""The store beside a bare write with fsync in the same run: `python -m bench.store [--json FILE]`."""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from bench import tell
from inspector_app.core.appraisal import Appraisal
from inspector_app.core.ids import AppraisalId, Micros, PhotoId, Sha256, new_id
from inspector_app.core.outbox import Envelope, Intent, Outcome, Verdict
from inspector_app.core.payloads import photo_payload
from inspector_app.core.photo import Photo
from inspector_app.core.vehicle import Vehicle
from inspector_app.keys import Sealer
from inspector_app.store import ProfileStore, Vault, open_store

ROUNDS = 9
PHOTOS = 20
PHOTO_BYTES = 300_000
LANE_THREADS = 8
CARS = 10_000
QUEUED_CARS = 500
Row = dict[str, str | float]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def median_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median of some calls."""
    return statistics.median(milliseconds(work) for _ in range(rounds))


class Enqueue:
    """Twenty photos into a profile, and the same bytes by a bare write with fsync."""

    def __init__(self, folder: Path, pool: ThreadPoolExecutor) -> None:
        self._bare = folder / "bare"
        self._bare.mkdir()
        sealer = Sealer(os.urandom(32))
        self._pool = pool
        self._vault = Vault(folder / "profile", sealer)
        self.store = open_store(folder / "profile", sealer)
        self._appraisal = a_car(0)
        self.store.appraisals.save(self._appraisal)

    def bare(self, photos: Sequence[bytes]) -> None:
        """Write and fsync one photo after the other; nothing else."""
        for data in photos:
            self._write(data)

    def bare_side_by_side(self, photos: Sequence[bytes]) -> None:
        """Write and fsync the photos on as many threads as the product has."""
        list(self._pool.map(self._write, photos))

    def full(self, photos: Sequence[bytes]) -> None:
        """Hash, seal, keep each photo durably; then its row and its envelope in a transaction of their own."""
        for sha256, data in zip(self._pool.map(self._vault.put, photos), photos, strict=True):
            photo = a_photo(self._appraisal, sha256, len(data))
            with self.store.atomic():
                self.store.photos.save(photo)
                self.store.outbox.put(upload_of(photo))

    def _write(self, data: bytes) -> None:
        with (self._bare / new_id()).open("wb", buffering=0) as file:
            file.write(data)
            os.fsync(file.fileno())


def a_car(number: int) -> Appraisal:
    """Return one of many cars."""
    vehicle = Vehicle(f"1HGCM82633A{number:06}", 2003, "Honda", f"Accord {number}", plate=f"ZH {number}")
    at = Micros(1_700_000_000_000_000 + number)
    return Appraisal(AppraisalId(new_id()), "dealer", "inspector", at, at, vehicle=vehicle, notes="n" * 80)


def a_photo(car: Appraisal, sha256: Sha256, size: int) -> Photo:
    """Return a photo of a car."""
    return Photo(PhotoId(new_id()), car.id, 1, "front", sha256, size, 1600, 1200, "image/jpeg", Micros(1))


def upload_of(photo: Photo) -> Envelope:
    """Return a photo's envelope."""
    return Envelope(photo.id, Intent.UPLOAD_PHOTO, photo.appraisal_id, photo_payload(photo), photo.sha256, photo.bytes)


def enqueue_figures(folder: Path) -> list[Row]:
    """Measure the ways in turn, so that a busy disk meets all alike."""
    taken: dict[str, list[float]] = {"floor": [], "pooled_floor": [], "full": []}
    with ThreadPoolExecutor(LANE_THREADS) as pool:
        all_ways = Enqueue(folder, pool)
        ways = {"floor": all_ways.bare, "pooled_floor": all_ways.bare_side_by_side, "full": all_ways.full}
        for _ in range(ROUNDS):
            photos = [os.urandom(PHOTO_BYTES) for _ in range(PHOTOS)]
            for name, way in ways.items():
                taken[name].append(milliseconds(partial(way, photos)))
        all_ways.store.close()
    ours, floor, pooled = (statistics.median(taken[name]) for name in ("full", "floor", "pooled_floor"))
    return [
        {"name": "store.enqueue_20_photos_floor_ms", "value": floor, "unit": "ms"},
        {"name": "store.enqueue_20_photos_pooled_floor_ms", "value": pooled, "unit": "ms"},
        {"name": "store.enqueue_20_photos_ms", "value": ours, "unit": "ms"},
        {"name": "store.enqueue_20_photos_ratio_to_floor", "value": ours / floor, "unit": "x"},
        {"name": "store.enqueue_20_photos_ratio_to_pooled_floor", "value": ours / pooled, "unit": "x"},
    ]


def many_cars(store: ProfileStore) -> None:
    """Fill a profile: ten thousand cars, five hundred of them with photos, half of these delivered."""
    with store.atomic():
        for number in range(CARS):
            car = a_car(number)
            store.appraisals.save(car)
            for _ in range(PHOTOS if number < QUEUED_CARS else 0):
                photo = a_photo(car, Sha256(f"{number:064x}"), 1)
                store.photos.save(photo)
                store.outbox.put(upload_of(photo))
        for envelope in store.outbox.claim(frozenset(Intent), QUEUED_CARS * PHOTOS // 2):
            store.outbox.settle(Outcome(envelope, Verdict.DELIVERED, proof=envelope.proof))


def list_figures(folder: Path) -> list[Row]:
    """Measure the lists of a well-filled profile."""
    sealer = Sealer(os.urandom(32))
    store = open_store(folder, sealer)
    many_cars(store)
    store.close()
    store = open_store(folder, sealer)
    one = frozenset(Intent)
    taken = {
        "store.list_10000_first_ms": milliseconds(lambda: store.appraisals.rows(limit=CARS)),
        "store.list_10000_ms": median_ms(lambda: store.appraisals.rows(limit=CARS)),
        "store.list_500_ms": median_ms(store.appraisals.rows),
        "store.search_10000_ms": median_ms(lambda: store.appraisals.rows("accord 77")),
        "store.queue_rows_1000_ms": median_ms(store.outbox.rows),
        "store.queue_counts_ms": median_ms(store.outbox.counts),
        "store.queue_next_due_ms": median_ms(store.outbox.next_due),
        "store.queue_claim_ms": median_ms(lambda: store.outbox.claim(one)),
    }
    store.close()
    return [{"name": name, "value": value, "unit": "ms"} for name, value in taken.items()]


def figures() -> list[Row]:
    """Measure and return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        rows = enqueue_figures(Path(folder)) + list_figures(Path(folder) / "many")
    return [row | {"value": round(float(row["value"]), 3)} for row in rows]


def main() -> None:
    """Print the table; write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    tell(figures(), asked.json)


if __name__ == "__main__":
    main()
