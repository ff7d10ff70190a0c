"""A person at a laptop: a screen of their own, a keyboard, a mouse, two eyes, and patience."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageGrab

from inspector_app.qt.instance import ask_running, server_name

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0
STILL = 0.002
"""Share of the screen that may change while it counts as still: a text cursor blinks."""
Seen = Image.Image


class GaveUp(AssertionError):
    """Something did not come within a person's patience."""


def until(holds: Callable[[], object], words: str, seconds: float = PATIENCE_S) -> None:
    """Wait for a condition; a failure says what was waited for."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise GaveUp(f"waited {seconds:.0f} s for {words}")
        time.sleep(0.05)


@dataclass
class Screen:
    """A virtual screen with a window manager; both end with the test."""

    name: str

    def environment(self) -> dict[str, str]:
        """Return the variables under which programs show themselves here."""
        mine = {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        return {name: text for name, text in os.environ.items() if name != "WAYLAND_DISPLAY"} | mine

    def look(self) -> Seen:
        """Return what is on the screen now."""
        return ImageGrab.grab(xdisplay=self.name)

    def tool(self, *words: str) -> str:
        """Let xdotool do something; return what it says, or nothing where it fails."""
        command = ["xdotool", *words]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=60, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    def windows(self, title: str) -> list[str]:
        """Return the ids of the visible windows with a title."""
        return self.tool("search", "--onlyvisible", "--name", title).split()


@contextmanager
def screen() -> Iterator[Screen]:
    """Give a screen on a free display, with openbox on it."""
    with ExitStack() as stack:
        words = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
        server = stack.enter_context(_running(words, dict(os.environ), stdout=subprocess.PIPE))
        assert server.stdout is not None
        shown = Screen(f":{server.stdout.readline().decode().strip()}")
        stack.enter_context(_running(["openbox"], shown.environment()))
        until(lambda: shown.tool("get_num_desktops"), "the window manager")
        yield shown


@contextmanager
def _running(
    words: list[str], env: dict[str, str], stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(words, env=env, stdin=quiet, stdout=stdout, stderr=quiet) as process:
        try:
            yield process
        finally:
            process.terminate()
            _ended(process)


@dataclass
class Person:
    """Uses the app by its window alone; asks the command line how it stands."""

    screen: Screen
    data_dir: Path
    album: Path
    app: subprocess.Popen[bytes] | None = None
    seen: dict[str, Seen] = field(default_factory=dict)

    # --- the app

    def environment(self) -> dict[str, str]:
        """Return the variables of this laptop."""
        return self.screen.environment() | {"WALKAROUND_DATA_DIR": str(self.data_dir)}

    def opens_the_app(self) -> None:
        """Start it, and wait for its window to be painted."""
        with (self.album / "app.log").open("ab") as log:
            self.app = subprocess.Popen(
                [sys.executable, "-m", "inspector_app"], cwd=ROOT, env=self.environment(), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log,
            )  # fmt: skip
        until(lambda: self.screen.windows("^Walkaround$"), "the window")
        self.waits_until_still()

    def kills_the_app(self) -> None:
        """End it without a word, as a battery does."""
        assert self.app is not None
        self.app.send_signal(signal.SIGKILL)
        self.app.wait(30)

    def closes_the_app(self) -> int:
        """Close its window as the window manager's cross does; return the exit code."""
        assert self.app is not None
        self.keys("alt+F4")
        return self.app.wait(60)

    # --- hands

    def keys(self, *names: str) -> None:
        """Press keys."""
        self.screen.tool("key", "--clearmodifiers", "--delay", "40", *names)

    def types(self, words: str) -> None:
        """Type words."""
        self.screen.tool("type", "--clearmodifiers", "--delay", "25", words)

    def causes(self, act: Callable[[], object], seconds: float = PATIENCE_S) -> None:
        """Do something, see the screen change, and wait until it is still."""
        before = self.screen.look()
        act()
        until(lambda: changed(before, self.screen.look()) > STILL, "the screen to change", seconds)
        self.waits_until_still()

    # --- eyes

    def waits_until_still(self, seconds: float = PATIENCE_S) -> Seen:
        """Wait until nothing moves on the screen and something is there; return what is seen."""
        views = [self.screen.look()]

        def is_still() -> bool:
            time.sleep(0.15)
            views.append(self.screen.look())
            return changed(views[-2], views[-1]) <= STILL and shades(views[-1]) > 10

        until(is_still, "the screen to be still", seconds)
        return views[-1]

    def photographs(self, name: str) -> Seen:
        """Keep a picture of the screen."""
        seen = self.seen[name] = self.waits_until_still()
        seen.save(self.album / f"{name}.png")
        return seen

    # --- the command line

    def status(self) -> dict[str, Any]:
        """Return what the open window says of itself; nothing where none answers."""
        return ask_running(server_name(self.data_dir), "status", wait_ms=2000) or {}

    def told(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the command line."""
        command = [sys.executable, "-m", "inspector_app", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=90, check=False
        )

    def counts(self, stage: str) -> int:
        """Return how many appraisals are in a stage."""
        return int(self.status().get("appraisals", {}).get(stage, 0))

    def queue(self, state: str) -> int:
        """Return how many items of the queue are in a state."""
        return int(self.status().get("queue", {}).get(state, 0))

    def is_on(self, page: str) -> bool:
        """Tell whether a page is open."""
        return self.status().get("page") == page


@contextmanager
def person(folder: Path) -> Iterator[Person]:
    """Give a person with a fresh laptop; what they leave open is closed."""
    album = folder / "album"
    album.mkdir()
    with screen() as shown:
        someone = Person(shown, folder / "data", album)
        try:
            yield someone
        finally:
            shown.look().save(album / "at-the-end.png")
            if someone.app and someone.app.poll() is None:
                someone.app.terminate()
                _ended(someone.app)


def _ended(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def changed(before: Seen, after: Seen) -> float:
    """Return the share of the screen that differs."""
    counts = ImageChops.difference(before.convert("L"), after.convert("L")).histogram()
    return sum(counts[8:]) / sum(counts)


def shades(seen: Seen) -> int:
    """Return how many shades a picture has; a blank one has one."""
    return sum(count > 0 for count in seen.convert("L").histogram())
