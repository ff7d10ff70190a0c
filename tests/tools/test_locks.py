"""Do the locked requirements fit together?"""

import re
import tomllib
from pathlib import Path

import pytest

from tools.lock import LOCKS, ROOT, entries, split_torch

FOLDER = ROOT / "requirements"
NAMES = sorted([*LOCKS, "torch"])


def pins(name: str) -> set[str]:
    """Return the requirements of a lock, each with its version and marker."""
    text = (FOLDER / f"{name}.lock").read_text(encoding="utf-8")
    return {entry.split("\\")[0].strip() for entry in entries(text) if not entry.startswith("#")}


def versions(name: str) -> dict[str, set[str]]:
    """Return the versions of each package in a lock."""
    found: dict[str, set[str]] = {}
    for pin in pins(name):
        package, version = pin.split(" ;")[0].split("==")
        found.setdefault(package, set()).add(version)
    return found


def flat(requirement: str) -> str:
    """Return a requirement's name in its one true form."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=;\[ ]", requirement)[0]).lower()


@pytest.mark.parametrize("name", NAMES)
def test_every_package_is_held_by_its_hash_and_no_place_is_named(name: str) -> None:
    text = (FOLDER / f"{name}.lock").read_text(encoding="utf-8")
    assert all("--hash=sha256:" in entry for entry in entries(text) if not entry.startswith("#"))
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_package_has_one_version_in_every_lock(name: str) -> None:
    development = versions("dev")
    for package, found in versions(name).items():
        assert found == development.get(package, found), package


def test_the_development_lock_includes_the_apps() -> None:
    assert pins("app") < pins("dev")


@pytest.mark.parametrize("name", NAMES)
def test_what_was_decided_against_is_in_no_lock(name: str) -> None:
    unwanted = {"opencv-python", "pillow-heif", "pyside6", "pyside6-fluent-widgets", "tflite-runtime", "ultralytics"}
    assert not unwanted & versions(name).keys()


def test_nothing_is_declared_that_is_not_locked() -> None:
    project = tomllib.loads(Path(ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    for name, (extras, _) in LOCKS.items():
        locked = versions(name) if name != "train" else versions("train") | versions("torch")
        assert {flat(line) for extra in extras for line in groups[extra]} <= locked.keys(), name


def test_the_training_lock_brings_no_cuda() -> None:
    lock = "".join(f"{name} \\\n    --hash=sha256:00\n" for name in ("a==1", "nvidia-nccl-cu13==2", "torch==3"))
    kept, torch = split_torch(lock)
    assert kept.startswith("a==1") and "nvidia" not in kept + torch
    assert torch.startswith("torch==3 ; sys_platform == 'linux'") and torch.count("--hash") == 2
    assert not any(package.startswith("nvidia") for package in versions("train"))
