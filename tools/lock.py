"""Renew the hash-locked requirements under requirements/, all of them consistent with one another.

Usage: python -m tools.lock   (needs uv, which is in the development requirements)

The development lock is resolved first and constrains all others, so a package has one version in every file. No lock
names an index or a host: where packages come from is the configuration of whoever installs them.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
HEADER = "# Made by `make lock` from pyproject.toml: {what}. Do not edit.\n"
TORCH = re.compile(r"^(?:torch|triton|nvidia-[\w-]+|cuda-[\w-]+)==")
# The CPU build 2.13.0+cpu for CPython 3.11 on x86-64 Linux; the resolver does not list it.
CPU_TORCH_HASH = "sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"

LOCKS: dict[str, tuple[tuple[str, ...], str]] = {
    "dev": (("", "server", "build", "dev"), "the app, the backend and the developer's tools"),
    "app": (("", "server", "build"), "the app with the backend that it can start itself"),
    "server": (("server",), "the backend alone"),
    "heic": (("heic",), "photos in HEIC"),
    "tether": (("tether",), "cameras on a cable"),
    "render": (("render",), "rendering the demo car"),
    "train": (("train",), "training and exporting the detector; torch itself is in torch.lock"),
}


def wanted(extras: tuple[str, ...]) -> str:
    """Return the requirements of these extras, one a line; the empty name stands for the run-time dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return "".join(f"{line}\n" for extra in extras for line in groups[extra])


def resolve(requirements: str, constraint: Path | None) -> str:
    """Return the locked lines for these requirements, as uv resolves them for every system and Python."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "-", "--universal", "--generate-hashes", "--quiet"]
    command += ["--python-version", "3.11", "--no-emit-index-url", "--no-annotate", "--no-header", "--upgrade"]
    command += ["--constraint", str(constraint)] if constraint else []
    done = subprocess.run(command, cwd=ROOT, input=requirements, text=True, stdout=subprocess.PIPE, check=True)
    return done.stdout


def entries(lock: str) -> list[str]:
    """Cut a lock into its entries, each a requirement with its hashes."""
    return [entry for entry in re.split(r"(?m)^(?=\S)", lock) if entry.strip()]


def split_torch(lock: str) -> tuple[str, str]:
    """Take torch and its CUDA companions out of a lock; return the rest, and torch with CPU builds alone on Linux."""
    kept = [entry for entry in entries(lock) if not TORCH.match(entry)]
    pin, _, hashes = next(entry for entry in entries(lock) if entry.startswith("torch==")).partition(" ")
    linux = f"{pin} ; sys_platform == 'linux' \\\n    --hash={CPU_TORCH_HASH}\n"
    return "".join(kept), f"{linux}{pin} ; sys_platform != 'linux' {hashes}"


def write(name: str, what: str, lock: str) -> Path:
    """Write one lock with its header and return where it lies."""
    path = FOLDER / f"{name}.lock"
    path.write_text(HEADER.format(what=what) + lock, encoding="utf-8", newline="\n")
    print(f"{path.relative_to(ROOT)}: {len(entries(lock))} packages")
    return path


def main() -> int:
    """Resolve every lock, the development lock first."""
    FOLDER.mkdir(exist_ok=True)
    constraint: Path | None = None
    for name, (extras, what) in LOCKS.items():
        lock = resolve(wanted(extras), constraint)
        if name == "train":
            lock, torch = split_torch(lock)
            write("torch", "torch for CPUs, installed without its CUDA companions", torch)
        path = write(name, what, lock)
        constraint = constraint or path
    return 0


if __name__ == "__main__":
    sys.exit(main())
