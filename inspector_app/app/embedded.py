"""A backend of one's own: the real one, as a process on this laptop, for trying everything without a server."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from inspector_app.core.errors import StorageError

READY_WITHIN_S = 30.0


@dataclass
class EmbeddedBackend:
    """The auction backend on loopback with its data in `folder`; started and stopped by us alone."""

    folder: Path
    port: int = 0
    stream_port: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens; empty before the first start."""
        return f"http://127.0.0.1:{self.port}" if self.port else ""

    @property
    def is_running(self) -> bool:
        """Whether its process lives."""
        return self._process is not None and self._process.poll() is None

    def seed(self) -> dict[str, object]:
        """Make the database with a demo dealership and its buyers, once; return their names and passwords."""
        self.folder.mkdir(parents=True, exist_ok=True)
        told = subprocess.run(
            [*_command(), "seed", "--demo", "--json", *self._where()],
            check=False, capture_output=True, timeout=READY_WITHIN_S,
        )  # fmt: skip
        if told.returncode:
            raise StorageError("embedded_failed", reason=told.stderr.decode(errors="replace").strip()[-200:])
        return dict(json.loads(told.stdout))

    def start(self) -> None:
        """Start it and wait until it answers; the same ports as before when it was running once."""
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        ports = ["--port", str(self.port), "--stream-port", str(self.stream_port)]
        log = (self.folder / "backend.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [*_command(), "serve", "--embedded", *ports, "--ready-file", str(ready), *self._where()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self._read_ports(ready)

    def stop(self) -> None:
        """End it and wait for its end."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _read_ports(self, ready: Path) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while not ready.exists():
            if not self.is_running or time.monotonic() > deadline:
                self.stop()
                raise StorageError("embedded_failed", reason="see backend.log")
            time.sleep(0.05)
        told = json.loads(ready.read_text(encoding="utf-8"))
        self.port = int(told["api_url"].rsplit(":", 1)[1])
        self.stream_port = int(told["stream_url"].rsplit(":", 1)[1])

    def _where(self) -> list[str]:
        return ["--database", f"sqlite:///{(self.folder / 'auction.sqlite').as_posix()}", "--data", str(self.folder)]


def _command() -> list[str]:
    """Return how the backend is called: the bundle carries it in itself, a checkout runs it as a module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--auction-backend"]
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    return [sys.executable, "-m", "auction_backend"]
