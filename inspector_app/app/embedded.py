"""A backend of one's own: the real one, as a process on this laptop, for trying everything without a server."""

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector_app.core.errors import StorageError

if TYPE_CHECKING:
    import subprocess

READY_WITHIN_S = 90.0
READY_FILE = "ready.json"
STARTING_FILE = "starting.json"


@dataclass(frozen=True)
class DemoUser:
    """Someone of the demo's dealerships; known to everybody, worth nothing elsewhere."""

    email: str
    password: str
    role: str
    name: str
    dealership: str


@dataclass
class EmbeddedBackend:
    """The auction backend on loopback with its data in `folder`; started and stopped by us alone."""

    folder: Path
    url: str = ""
    users: tuple[DemoUser, ...] = ()
    pauses_s: tuple[float, ...] = (0.5, 1.0, 2.0)
    """Before each further try."""
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def is_running(self) -> bool:
        """Whether its process lives."""
        return self._process is not None and self._process.poll() is None

    def user(self, role: str) -> DemoUser:
        """Return the first demo user of a role."""
        return next(user for user in self.users if user.role == role)

    def known_url(self) -> str:
        """Return where it listened last time; empty where it never did."""
        return str(self._told().get("api_url", ""))

    def known_users(self) -> tuple[DemoUser, ...]:
        """Return who may sign in to it; nobody where it never started."""
        return tuple(DemoUser(**user) for user in self._told().get("demo", ()))

    def start(self) -> None:
        """Start it, on the same ports as last time, and wait until it answers; raises StorageError otherwise.

        One that a crash has left behind gives the ports back within seconds, so it is tried more than once.
        """
        for pause in self.pauses_s if self.known_url() else ():
            try:
                self._start_once()
            except StorageError:
                time.sleep(pause)
            else:
                return
        self._start_once()

    def _start_once(self) -> None:
        import subprocess

        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        before = self._told()
        ready = self.folder / STARTING_FILE
        ready.unlink(missing_ok=True)
        log = (self.folder / "backend.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [*_command(), "serve", "--embedded", "--demo", "--data", str(self.folder), "--ready-file", str(ready),
                 "--port", _port(before.get("api_url")), "--stream-port", _port(before.get("stream_url"))],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self._await(ready)

    def stop(self) -> None:
        """End it and wait for its end."""
        if self._process is None:
            return
        from subprocess import TimeoutExpired

        self._process.terminate()
        try:
            self._process.wait(10)
        except TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _await(self, ready: Path) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while not ready.exists():
            if not self.is_running or time.monotonic() > deadline:
                self.stop()
                raise StorageError("embedded_failed", reason=str(self.folder / "backend.log"))
            time.sleep(0.05)
        ready.replace(self.folder / READY_FILE)  # a start that fails forgets neither ports nor users
        self.url = self.known_url()
        self.users = self.known_users()

    def _told(self) -> dict[str, Any]:
        try:
            told = json.loads((self.folder / READY_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}


def _port(url: str | None) -> str:
    return url.rsplit(":", 1)[1] if url else "0"


def _command() -> list[str]:
    """Return how the backend is called: the bundle carries it in itself, a checkout runs it as a module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--auction-backend"]
    return [sys.executable, "-m", "auction_backend"]
