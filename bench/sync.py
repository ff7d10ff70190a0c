"""How fast finalised cars reach the server, beside the least that any way could take: one TCP stream, fsync per file.

python -m bench.sync [--cars 10] [--photos 10] [--kilobytes 300] [--rounds 3] [--json FILE]

Both do the same work in turns, on loopback, to the same disk: only their ratio means anything.
"""

import argparse
import multiprocessing
import os
import socket
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from bench import tell
from inspector_app.app.embedded import EmbeddedBackend
from inspector_app.core.appraisal import Appraisal, Stage
from inspector_app.core.ids import AppraisalId, PhotoId, new_id, now
from inspector_app.core.outbox import Envelope, Intent, Outcome
from inspector_app.core.payloads import photo_payload, submission
from inspector_app.core.photo import Photo
from inspector_app.core.vehicle import Odometer, Vehicle
from inspector_app.gateway import HttpGateway
from inspector_app.keys import Sealer
from inspector_app.services.sync import DECISIONS, PHOTOS, SyncService
from inspector_app.store import ProfileStore, Vault, open_store

BULK = 4
VIN = "1HGCM82633A004352"
LENGTH = struct.Struct("!Q")


@dataclass(frozen=True)
class Load:
    """How much there is to send in one round."""

    cars: int
    photos: int
    kilobytes: int

    @property
    def megabytes(self) -> float:
        """Return the photos' size."""
        return self.cars * self.photos * self.kilobytes / 1000

    def files(self) -> list[bytes]:
        """Return one car's photos; no two alike."""
        return [os.urandom(self.kilobytes * 1000) for _ in range(self.photos)]


class Laptop:
    """A profile with its vault, its gateway and its lanes."""

    def __init__(self, folder: Path, backend: EmbeddedBackend) -> None:
        sealer = Sealer(os.urandom(32))
        self.store: ProfileStore = open_store(folder, sealer)
        self.vault = Vault(folder, sealer)
        gateway = HttpGateway(self.vault.get, "bench")
        user = backend.user("manager")
        gateway.use(*gateway.sign_in(backend.url, user.email, user.password))
        self.sync = SyncService(self.store, gateway)
        self.lanes = {PHOTOS: ThreadPoolExecutor(BULK), DECISIONS: ThreadPoolExecutor(1)}

    def close(self) -> None:
        """End the lanes and close the store."""
        for lane in self.lanes.values():
            lane.shutdown()
        self.store.close()

    def queue(self, files: Sequence[bytes]) -> None:
        """Keep one finalised car, as the services do: the vault first, then rows and envelopes in one transaction."""
        at = now()
        vehicle = Vehicle(VIN, 2003, "Honda", "Accord", odometer=Odometer(81_234))
        car = Appraisal(AppraisalId(new_id()), "d", "u", at, at, stage=Stage.FINALIZED, vehicle=vehicle)
        photos = [
            Photo(
                PhotoId(new_id()), car.id, 1, "closeup", self.vault.put(data), len(data), 1600, 1200, "image/jpeg", at
            )
            for data in files
        ]
        payload, proof = submission(car, photos, (), ())
        with self.store.atomic():
            self.store.appraisals.save(car)
            for photo in photos:
                self.store.photos.save(photo)
                self.store.outbox.put(
                    Envelope(photo.id, Intent.UPLOAD_PHOTO, car.id, photo_payload(photo), photo.sha256, photo.bytes)
                )
            self.store.outbox.put(Envelope(f"{car.id}:1", Intent.SUBMIT_APPRAISAL, car.id, payload, proof))

    def send_all(self) -> None:
        """Do what the window's loop does: claim, send on the lanes, settle, until nothing is under way."""
        under_way: dict[Future[Outcome], frozenset[Intent]] = {}
        while True:
            for intents, width in ((PHOTOS, BULK), (DECISIONS, 1)):
                free = width - sum(one == intents for one in under_way.values())
                for envelope in self.sync.claim(intents, free) if free else ():
                    under_way[self.lanes[intents].submit(self.sync.send, envelope)] = intents
            if not under_way:
                return
            for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                del under_way[done]
                self.sync.settle(done.result())


def receive(port: int, folder: str) -> None:
    """Take files from one stream, each brought to the disk before the next; then say so. A process of its own."""
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as stream:
        number = 0
        while head := stream.read(LENGTH.size):
            data = stream.read(LENGTH.unpack(head)[0])
            with (Path(folder) / f"{os.getpid()}-{number}").open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            number += 1
        line.sendall(b"!")


def floor_s(files: Sequence[bytes], folder: Path) -> float:
    """Return how long one stream takes to bring the files to the disk of another process."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        process = multiprocessing.get_context("spawn").Process(
            target=receive, args=(door.getsockname()[1], str(folder))
        )
        process.start()
        line, _ = door.accept()
        with line:
            began = time.perf_counter()
            for data in files:
                line.sendall(LENGTH.pack(len(data)))
                line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            line.recv(1)
            took = time.perf_counter() - began
        process.join()
    return took


def round_of(laptop: Laptop, load: Load, folder: Path) -> tuple[float, float, float]:
    """Return the seconds of the floor, of queueing and of sending, all with the same bytes."""
    cars = [load.files() for _ in range(load.cars)]
    least = floor_s([data for files in cars for data in files], folder)
    began = time.perf_counter()
    for files in cars:
        laptop.queue(files)
    queued = time.perf_counter()
    laptop.send_all()
    return least, queued - began, time.perf_counter() - queued


def measured(load: Load, rounds: int) -> list[dict[str, str | float]]:
    """Return the figures; a first round warms everything up and does not count."""
    with tempfile.TemporaryDirectory(prefix="walkaround-bench-") as name:
        folder = Path(name)
        (folder / "floor").mkdir()
        backend = EmbeddedBackend(folder / "backend")
        backend.start()
        laptop = Laptop(folder / "laptop", backend)
        try:
            round_of(laptop, Load(1, 2, load.kilobytes), folder / "floor")
            taken = [round_of(laptop, load, folder / "floor") for _ in range(rounds)]
            safe = laptop.store.outbox.counts()
        finally:
            laptop.close()
            backend.stop()
    least, queued, sent = (statistics.median(column) for column in zip(*taken, strict=True))
    ratio = statistics.median(one[2] / one[0] for one in taken)
    photos = load.cars * load.photos
    return [
        {"name": "sync.ratio_to_tcp_floor", "value": ratio, "unit": "ratio"},
        {"name": "sync.floor_s", "value": least, "unit": "s"},
        {"name": "sync.send_s", "value": sent, "unit": "s"},
        {"name": "sync.send_mb_per_s", "value": load.megabytes / sent, "unit": "MB/s"},
        {"name": "sync.photos_per_s", "value": photos / sent, "unit": "1/s"},
        {"name": "sync.queue_ms_per_photo", "value": 1000 * queued / photos, "unit": "ms"},
        {"name": "sync.not_verified", "value": float(safe.waiting + safe.paused + safe.stuck), "unit": "items"},
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print a table; exit 1 where something did not arrive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {"cars": 10, "photos": 10, "kilobytes": 300, "rounds": 3}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args(argv)
    figures = measured(Load(args.cars, args.photos, args.kilobytes), args.rounds)
    tell(figures, args.json)
    return int(figures[-1]["value"] != 0)


if __name__ == "__main__":
    sys.exit(main())
