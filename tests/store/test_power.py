"""Killed at any moment, or with no room left: what was acknowledged is there, and nothing is half there."""

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from inspector_app.core.history import Stream, first_broken
from inspector_app.core.ids import Sha256
from inspector_app.core.outbox import OutboxState
from inspector_app.keys import Sealer
from inspector_app.store import Vault, open_store
from tests.store.child import CAR
from tests.store.kit import KEY

ROOT = Path(__file__).resolve().parents[2]
KILLS = 3


def _child(task: str, folder: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.store.child", task, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _killed_at_work(folder: Path) -> list[str]:
    """Let a laptop work and kill it at a random moment after its first photo; return what it acknowledged."""
    with _child("capture", folder) as child:
        assert child.stdout
        said = [child.stdout.readline()]
        timer = threading.Timer(random.uniform(0.0, 0.3), child.kill)
        timer.start()
        said += child.stdout.readlines()
        timer.join()
    return [line.strip() for line in said if line.endswith("\n")]


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as POSIX does")
def test_whatever_was_acknowledged_is_there_after_kill_9(tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(KILLS):
        said += _killed_at_work(tmp_path)
        _check_everything(tmp_path, [line for line in said if line])
    assert len(said) > KILLS


def _check_everything(folder: Path, said: list[str]) -> None:
    store, vault = open_store(folder, Sealer(KEY)), Vault(folder, Sealer(KEY))
    photos = {photo.id: photo for photo in store.photos.of(CAR)}
    queue = {row.key: row for row in store.outbox.rows(limit=100_000)}
    events = store.history.of(Stream.APPRAISAL, CAR)
    assert set(photos) == set(queue)
    assert len(photos) == len(events)
    assert first_broken(events) is None
    for first, second in (line.split() for line in said):
        if first == "verified":
            assert queue[second].state is OutboxState.VERIFIED
        else:
            assert photos[second].sha256 == first  # type: ignore[index]
    for kept in photos.values():
        assert vault.get(Sha256(kept.sha256))
    assert store._database.rows("pragma integrity_check")[0][0] == "ok"
    assert list((folder / "vault" / "aside").iterdir()) == []
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="limits a file's size as POSIX does")
def test_a_full_disk_is_told_and_changes_nothing_and_work_goes_on_once_there_is_room(tmp_path: Path) -> None:
    with _child("fill", tmp_path) as child:
        said, trouble = child.communicate(timeout=60)
    assert said.splitlines() == ["disk_full", "disk_full", "0 0 0", "1 small"], trouble
