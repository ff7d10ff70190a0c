"""One app for each data folder, and a door through which the command line asks it."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_app.core.errors import AccessError
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.instance import Answer, InstanceLock, InstanceServer, ask_running, server_name

TAKES_THE_LOCK = """
import sys, time
from pathlib import Path
from inspector_app.qt.instance import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
lock.take()
print("taken", flush=True)
time.sleep(60)
"""

ASKS = """
import sys
from inspector_app.qt.instance import ask_running
print(ask_running(sys.argv[1], sys.argv[2]))
"""
ROOT = Path(__file__).parents[2]


def test_a_second_instance_is_told_that_the_first_is_open(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path), InstanceLock(tmp_path)
    first.take()
    with pytest.raises(AccessError, match="second_instance"):
        second.take()
    first.give_up()
    second.take()
    second.give_up()


def test_a_lock_whose_process_was_killed_does_not_shut_the_next_one_out(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKES_THE_LOCK, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"taken\n"
        with pytest.raises(AccessError, match="second_instance"):
            InstanceLock(tmp_path).take()
        other.kill()
    lock = InstanceLock(tmp_path)
    lock.take()
    lock.give_up()


def asked_by_another_process(name: str, command: str) -> str:
    argv = [sys.executable, "-c", ASKS, name, command]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=30, check=True).stdout.strip()


def test_the_command_line_is_answered_by_the_open_window(qtbot: QtBot, executor: Executor, tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(command: str) -> Answer:
        asked.append(command)
        return {"waiting": 3}

    name = server_name(tmp_path)
    server = InstanceServer(name, answer)
    told: list[str] = []
    for command in ("status", "format the disk"):
        executor.run(Lane.DISK, partial(asked_by_another_process, name, command), told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    server.close()
    assert sorted(told) == ["{'error': 'unknown_command'}", "{'waiting': 3}"]
    assert asked == ["status"]


def test_nobody_answers_where_no_window_is_open(qapp: QApplication, tmp_path: Path) -> None:
    assert ask_running(server_name(tmp_path), "status", wait_ms=200) is None


def test_each_data_folder_has_a_door_of_its_own(tmp_path: Path) -> None:
    assert server_name(tmp_path) == server_name(tmp_path / "." / "")
    assert server_name(tmp_path) != server_name(tmp_path / "other")
