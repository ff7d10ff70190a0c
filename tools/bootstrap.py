"""Make this checkout ready to run: Python, .venv, locked requirements, the project itself, system libraries.

Usage: python tools/bootstrap.py [app|test|train] [--any-torch]

Standard library only, and safe to run again: what is already in place is left alone. Exit codes: 0 ready; 2 no Python
that fits; 3 system libraries are missing and cannot be installed from here; 4 a package could not be installed.
"""

from __future__ import annotations  # an older Python must get far enough to say that it is too old

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = "walkaround.json"
FIRST_PYTHON, LAST_PYTHON = (3, 11), (3, 13)
NO_PYTHON, NO_LIBRARIES, NO_PACKAGES = 2, 3, 4

LEVELS: dict[str, tuple[str, ...]] = {
    "app": ("app.lock",),
    "test": ("dev.lock",),
    "train": ("dev.lock", "train.lock"),
}
INCLUDES: dict[str, str] = {"app.lock": "dev.lock"}
"""A lock whose every line stands in the other one too."""

WINDOW_LIBRARIES = [
    *("libbrotli1", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libpulse0", "libxrandr2"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon0", "libxkbcommon-x11-0"),
]
TEST_PROGRAMS = ["binutils", "fonts-dejavu-core", "imagemagick", "openbox", "poppler-utils", "xauth", "xdotool", "xvfb"]


class Stop(Exception):
    """The set-up cannot go on: a sentence for a person, and the exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def say(message: str) -> None:
    """Tell the person what happens now."""
    print(f"bootstrap: {message}", flush=True)


# --------------------------------------------------------------------------- Python and .venv


def fits(version: Sequence[int]) -> bool:
    """Tell whether Walkaround runs on this version of Python."""
    return FIRST_PYTHON <= (version[0], version[1]) <= LAST_PYTHON


def version_of(python: str) -> tuple[int, ...]:
    """Return an interpreter's version, or (0, 0) where it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return (0, 0)
    return tuple(int(part) for part in done.stdout.split())


def suitable_python() -> str:
    """Return the interpreter to build .venv with: this one if it fits, or the newest on the path that does."""
    if fits(sys.version_info[:2]):
        return sys.executable
    for minor in range(LAST_PYTHON[1], FIRST_PYTHON[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and fits(version_of(found)):
            return found
    raise Stop(f"Walkaround needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}. Install one.", NO_PYTHON)


def venv_python(venv: Path = VENV) -> Path:
    """Return where the virtual environment keeps its interpreter."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def ensure_venv() -> None:
    """Make .venv, or make it anew where its Python is gone or does not fit."""
    if venv_python().exists() and fits(version_of(str(venv_python()))):
        return
    python = suitable_python()
    say(f"making {VENV.name} with {python}")
    if subprocess.run([python, "-m", "venv", "--clear", str(VENV)], check=False).returncode:
        raise Stop("Python could not make a virtual environment; is its venv module installed?", NO_PYTHON)


# --------------------------------------------------------------------------- system libraries


def wanted_libraries(level: str) -> list[str]:
    """Return the Debian packages that a level needs; Debian's own Python comes without the means to make a venv."""
    python = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    return [*python, *WINDOW_LIBRARIES, *(TEST_PROGRAMS if level != "app" else [])]


def missing_libraries(wanted: Iterable[str], installed: Iterable[str]) -> list[str]:
    """Return the packages that are not there; newer Debian and Ubuntu add t64 to some names."""
    there = {re.sub("t64$", "", name) for name in installed}
    return [name for name in wanted if name not in there]


def installed_packages() -> list[str]:
    """Return the names of all packages that dpkg has installed."""
    command = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n"]
    listing = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in listing.splitlines() if line.endswith(" installed")]


def become_root() -> list[str] | None:
    """Return what to put before a command that needs root: nothing, sudo, or None where there is no way."""
    if os.name != "nt" and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    if sys.stdin.isatty() or not subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        return [sudo]
    return None


def apt_commands(packages: Sequence[str]) -> list[list[str]]:
    """Return the commands that install packages on Debian and its kin."""
    return [["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *packages]]


def ensure_libraries(level: str) -> None:
    """Install the system libraries that are missing, or say exactly how to."""
    if not (sys.platform.startswith("linux") and shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    missing = missing_libraries(wanted_libraries(level), installed_packages())
    if not missing:
        return
    before = become_root()
    if before is None:
        lines = " && ".join("sudo " + " ".join(command) for command in apt_commands(missing))
        raise Stop(f"Some system libraries are missing. Install them, then run this again:\n  {lines}", NO_LIBRARIES)
    say(f"installing system libraries: {' '.join(missing)}")
    for command in apt_commands(missing):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run([*before, *command], env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            raise Stop(f"This did not work: {' '.join([*before, *command])}", NO_LIBRARIES)


# --------------------------------------------------------------------------- packages


def fingerprint(*paths: Path) -> str:
    """Return a hash over these files and the Python they are installed for."""
    digest = hashlib.sha256(str(version_of(str(venv_python()))).encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, str]:
    """Return what has been installed: the hash of each step that is done."""
    try:
        stamp: dict[str, str] = json.loads((VENV / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def write_stamp(step: str, value: str) -> None:
    """Remember that a step is done."""
    text = json.dumps({**read_stamp(), step: value}, indent=1)
    aside = VENV / f"{STAMP}.new"
    aside.write_text(text, encoding="utf-8")
    aside.replace(VENV / STAMP)


def pip(*arguments: str) -> None:
    """Run the environment's pip; it speaks only of errors."""
    command = [str(venv_python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Stop("A package could not be installed; is there a network, and space on the disk?", NO_PACKAGES)


def is_done(step: str, value: str) -> bool:
    """Tell whether a step stands as it is now wanted."""
    return read_stamp().get(step) == value


def ensure_lock(name: str) -> None:
    """Install one lock by hash, unless it, or a lock that includes it, is already in place."""
    path = ROOT / "requirements" / name
    value = fingerprint(path)
    wider = INCLUDES.get(name)
    if is_done(name, value) or (wider and is_done(wider, fingerprint(path.with_name(wider)))):
        return
    say(f"installing requirements/{name} (the first time takes minutes)")
    pip("--require-hashes", "--no-deps", "--requirement", str(path))
    write_stamp(name, value)


def ensure_project() -> None:
    """Install the project itself, so that its commands stand in .venv and its sources stay where they are."""
    value = fingerprint(ROOT / "pyproject.toml", ROOT / "inspector_app" / "__init__.py")
    if not is_done("project", value):
        pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        write_stamp("project", value)


def torch_pin(lock: Path) -> str:
    """Return the version of torch that is locked, as pip writes it."""
    return next(line.split()[0] for line in lock.read_text(encoding="utf-8").splitlines() if line.startswith("torch=="))


def offered_torch(pin: str) -> str:
    """Return the version of torch that pip would install here; +cpu at its end marks a build without CUDA."""
    command = [str(venv_python()), "-m", "pip", "install", "-qq", "--dry-run", "--no-deps", "--ignore-installed"]
    done = subprocess.run([*command, "--report", "-", pin], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"pip finds no torch for this machine: {done.stderr.strip()}", NO_PACKAGES)
    return str(json.loads(done.stdout)["install"][0]["metadata"]["version"])


def ensure_torch(*, any_build: bool) -> None:
    """Install torch for the CPU by hash; the CUDA build of several GB only where it was asked for."""
    lock = ROOT / "requirements" / "torch.lock"
    if is_done("torch.lock", fingerprint(lock)):
        return
    say("installing torch")
    if any_build:
        pip(torch_pin(lock))
    elif sys.platform.startswith("linux") and not offered_torch(torch_pin(lock)).endswith("+cpu"):
        message = "pip offers only torch with CUDA (several GB). Let its configuration find a CPU build"
        raise Stop(f"{message} (find-links or an extra index), or say --any-torch.", NO_PACKAGES)
    else:
        pip("--require-hashes", "--no-deps", "--requirement", str(lock))
    write_stamp("torch.lock", fingerprint(lock))


# --------------------------------------------------------------------------- the whole


def prepare(level: str, *, any_torch: bool = False) -> None:
    """Bring the checkout to a level, step by step, doing only what is left to do."""
    ensure_libraries(level)
    ensure_venv()
    for name in LEVELS[level]:
        ensure_lock(name)
    if level == "train":
        ensure_torch(any_build=any_torch)
    ensure_project()


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the level, prepare, and turn trouble into a sentence and an exit code."""
    parser = argparse.ArgumentParser(prog="bootstrap", description="Make this checkout ready to run.")
    parser.add_argument("level", nargs="?", choices=tuple(LEVELS), default="app")
    parser.add_argument("--any-torch", action="store_true", help="take a CUDA build of torch if there is no other")
    options = parser.parse_args(arguments)
    try:
        prepare(options.level, any_torch=options.any_torch)
    except Stop as stop:
        say(str(stop))
        return stop.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
