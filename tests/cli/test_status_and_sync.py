"""`inspector status` and `inspector sync`: with a profile, without one, locked, and beside an open window."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector_app.core.ids import AppraisalId, new_id
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.instance import InstanceLock, InstanceServer, server_name
from tests.cli.conftest import Shell
from tests.live_backend import LiveBackend, Login

ROOT = Path(__file__).resolve().parents[2]
VIN = "1HGCM82633A004352"


def photographed(shell: Shell, url: str, login: Login, photos: int = 2) -> None:
    """Sign in, begin an appraisal and take photos of it, as the window does; nothing is sent."""
    with shell.signed_in(url, login) as desk:
        appraisal_id = AppraisalId(new_id())
        desk.appraise.begin(appraisal_id, VIN)
        for number in range(photos):
            out = io.BytesIO()
            Image.new("RGB", (64, 48), (40 * number, 90, 90)).save(out, "JPEG")
            desk.capture.record(appraisal_id, "closeup", desk.capture.keep(out.getvalue()))


def queue(waiting: int, verified: int) -> dict[str, int]:
    """Return the queue's figures as they are printed."""
    return {"waiting": waiting, "paused": 0, "stuck": 0, "verified": verified}


@pytest.mark.parametrize("words", [("status", "--json"), ("sync", "--once")])
def test_where_nobody_has_signed_in_there_is_nothing_to_say(shell: Shell, words: tuple[str, ...]) -> None:
    said = shell.run(*words)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("Nobody has signed in on this laptop yet.")


@pytest.mark.server
def test_a_locked_profile_says_how_it_is_opened_and_opens_by_the_variable(shell: Shell, backend: LiveBackend) -> None:
    who = backend.inspector
    photographed(shell, backend.api_url, who)
    locked = shell.run("status", "--json")
    assert (locked.code, locked.out) == (1, "")
    assert "WALKAROUND_PASSWORD" in locked.err
    wrong = shell.run("status", "--json", WALKAROUND_PASSWORD="not-this-one")
    assert (wrong.code, wrong.err.startswith("The e-mail address or the password is wrong.")) == (1, True)

    said = shell.run("status", "--json", WALKAROUND_PASSWORD=who.password)
    assert said.code == 0
    assert json.loads(said.out) == {
        "server": backend.api_url,
        "dealership": "Lakeside Motors",
        "user": "Ines Inspector",
        "signed_in": True,
        "queue": queue(2, 0),
        "appraisals": {"in_progress": 1},
        "to_decide": 0,
        "window": False,
    }
    assert "waiting 2" in shell.run("status", WALKAROUND_PASSWORD=who.password).out


@pytest.mark.server
def test_one_sync_sends_everything_and_a_second_finds_nothing_to_send(shell: Shell, backend: LiveBackend) -> None:
    who = backend.inspector
    photographed(shell, backend.api_url, who)
    first = shell.run("sync", "--once", "--json", WALKAROUND_PASSWORD=who.password)
    told: dict[str, Any] = json.loads(first.out)
    assert (first.code, told["attempts"], told["verified"], told["queue"]) == (0, 2, 2, queue(0, 2))
    second = shell.run("sync", "--once", "--json", WALKAROUND_PASSWORD=who.password)
    assert (second.code, json.loads(second.out)["attempts"]) == (0, 0)


@pytest.mark.server
def test_what_cannot_be_sent_stays_and_the_exit_code_says_so(shell: Shell, tmp_path: Path) -> None:
    from tests.live_backend import running_backend

    with running_backend(tmp_path / "backend") as gone:
        who = gone.inspector
        photographed(shell, gone.api_url, who)
    said = shell.run("sync", "--once", "--json", WALKAROUND_PASSWORD=who.password)
    assert said.code == 4
    assert json.loads(said.out)["queue"] == queue(2, 0)


@pytest.mark.server
def test_without_a_sign_in_in_time_nothing_is_sent(shell: Shell, backend: LiveBackend) -> None:
    who = backend.inspector
    photographed(shell, backend.api_url, who)
    said = shell.run("sync", "--once", WALKAROUND_PASSWORD=who.password, WALKAROUND_OFFLINE_DAYS="0")
    assert said.code == 1
    assert said.err.startswith("The time for working without a sign-in is over.")


def asked(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    env = os.environ | {"WALKAROUND_DATA_DIR": str(folder)}
    command = [sys.executable, "-m", "inspector_app", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.gui
def test_beside_an_open_window_the_window_answers(qtbot: QtBot, qapp: QApplication, shell: Shell) -> None:
    executor, lock = Executor(), InstanceLock(shell.folder)
    lock.take()
    server = InstanceServer(server_name(shell.folder), lambda _: {"window": True, "locked": True})
    ended: list[subprocess.CompletedProcess[str]] = []
    for words in (("status", "--json"), ("sync", "--once")):
        executor.run(Lane.STORE, lambda words=words: asked(shell.folder, *words), ended.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=60_000)
    server.close()
    executor.stop()
    lock.give_up()
    status, sync = ended
    assert (status.returncode, json.loads(status.stdout)) == (0, {"window": True, "locked": True})
    assert (sync.returncode, sync.stderr.startswith("The window that is open is locked")) == (1, True)


def test_a_window_that_does_not_answer_still_owns_the_profile(qapp: QApplication, shell: Shell) -> None:
    lock = InstanceLock(shell.folder)
    lock.take()
    said = shell.run("status")
    lock.give_up()
    assert said.code == 1
    assert said.err.startswith("Walkaround is already open on this laptop.")
