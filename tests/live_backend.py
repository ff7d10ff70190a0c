"""The real backend as processes of their own, on loopback, for every test that needs one.

from tests.live_backend import LiveBackend, running_backend

with running_backend(tmp_path) as backend:      # or the fixture `live_backend`
    backend.api_url, backend.stream_url
    backend.manager.email, backend.manager.password
    backend.kill(); backend.start()             # the same data and the same ports again
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_S = 60.0
PASSWORD = "walkaround-demo"


@dataclass(frozen=True)
class Login:
    """How one user of the demo signs in."""

    email: str
    password: str
    role: str
    dealership: str


@dataclass
class LiveBackend:
    """`auction-backend serve --embedded --demo` in a folder; started, killed and started again at will."""

    folder: Path
    min_duration_s: int = 1
    heartbeat_s: float = 1.0
    workers: int = 1
    api_url: str = ""
    stream_url: str = ""
    users: dict[str, Login] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def inspector(self) -> Login:
        """The inspector of the selling dealership."""
        return self.users["inspector"]

    @property
    def manager(self) -> Login:
        """The manager of the selling dealership."""
        return self.users["manager"]

    @property
    def buyers(self) -> list[Login]:
        """The buyers of three other dealerships."""
        return [user for user in self.users.values() if user.role == "buyer"]

    @property
    def log(self) -> str:
        """Everything that the processes have printed."""
        return (self.folder / "backend.log").read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start it and wait until it answers; a second time on the same ports and data."""
        self.folder.mkdir(parents=True, exist_ok=True)
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        with (self.folder / "backend.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(ready), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + READY_WITHIN_S
        while not ready.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the backend did not start:\n{self.log}")
            time.sleep(0.05)
        self._read(ready)

    def stop(self) -> int:
        """End it kindly and return its exit code."""
        if self._process is None:
            return 0
        self._process.terminate()
        try:
            code = self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        self._process = None
        return code

    def kill(self) -> None:
        """End all its processes at once, without a word, as a power cut does."""
        if self._process is None:
            return
        if os.name == "posix":
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()
        self._process.wait()
        self._process = None

    def _command(self, ready: Path) -> list[str]:
        """Return the command line; after the first start it asks for the same ports."""
        words = [sys.executable, "-m", "auction_backend", "serve", "--embedded", "--demo", "--password", PASSWORD]
        words += ["--data", str(self.folder / "data"), "--ready-file", str(ready)]
        words += ["--min-duration", str(self.min_duration_s), "--heartbeat", str(self.heartbeat_s)]
        words += ["--workers", str(self.workers)]
        return [*words, "--port", port_of(self.api_url), "--stream-port", port_of(self.stream_url)]

    def _read(self, ready: Path) -> None:
        """Read where it is and who may sign in."""
        told = json.loads(ready.read_text(encoding="utf-8"))
        self.api_url, self.stream_url = told["api_url"], told["stream_url"]
        for user in told["demo"]:
            name = user["email"].partition("@")[0]
            self.users[name] = Login(user["email"], user["password"], user["role"], user["dealership"])


def port_of(url: str) -> str:
    """Return the port of a URL, or 0 before there is one."""
    return url.rsplit(":", 1)[1] if url else "0"


@contextmanager
def running_backend(
    folder: Path, *, min_duration_s: int = 1, heartbeat_s: float = 1.0, workers: int = 1
) -> Iterator[LiveBackend]:
    """Give a running backend that keeps its data in this folder, and end it afterwards."""
    backend = LiveBackend(folder, min_duration_s, heartbeat_s, workers)
    backend.start()
    try:
        yield backend
    finally:
        backend.stop()
