"""Does one command make a fresh machine ready, and a second one cost nothing?"""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import bootstrap

SCRIPT = Path(bootstrap.__file__)


@pytest.mark.parametrize(("version", "runs"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)])
def test_only_the_pythons_that_walkaround_was_tried_on_are_taken(version: tuple[int, int], *, runs: bool) -> None:
    assert bootstrap.fits(version) is runs


def test_an_interpreter_that_does_not_run_has_no_version(tmp_path: Path) -> None:
    assert bootstrap.version_of(str(tmp_path / "python")) == (0, 0)
    assert bootstrap.version_of(sys.executable) == sys.version_info[:2]


def test_a_library_under_its_newer_name_is_not_missing() -> None:
    assert bootstrap.missing_libraries(["libglib2.0-0", "libgl1"], ["libglib2.0-0t64", "bash"]) == ["libgl1"]


def test_the_tests_need_what_the_app_needs_and_a_screen_to_act_on() -> None:
    assert set(bootstrap.wanted_libraries("app")) < set(bootstrap.wanted_libraries("test"))
    assert "xvfb" in bootstrap.wanted_libraries("train")


def test_the_lists_are_fetched_before_anything_is_installed() -> None:
    update, install = bootstrap.apt_commands(["libgl1"])
    assert update == ["apt-get", "update"]
    assert install[-1] == "libgl1"


def test_every_level_has_its_locks() -> None:
    names = {name for names in bootstrap.LEVELS.values() for name in names} | {"torch.lock"}
    assert all((bootstrap.ROOT / "requirements" / name).is_file() for name in names)


def test_a_finished_step_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    assert bootstrap.read_stamp() == {}
    bootstrap.write_stamp("app.lock", "1")
    bootstrap.write_stamp("project", "2")
    assert bootstrap.read_stamp() == {"app.lock": "1", "project": "2"}
    assert bootstrap.is_done("project", "2")
    assert not bootstrap.is_done("project", "3")


def test_a_torn_stamp_means_that_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    (tmp_path / bootstrap.STAMP).write_text('{"app', encoding="utf-8")
    assert bootstrap.read_stamp() == {}


def test_a_changed_lock_has_another_fingerprint(tmp_path: Path) -> None:
    lock = tmp_path / "app.lock"
    lock.write_text("a==1\n", encoding="utf-8")
    before = bootstrap.fingerprint(lock)
    lock.write_text("a==2\n", encoding="utf-8")
    assert bootstrap.fingerprint(lock) != before


def test_trouble_is_one_sentence_and_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bootstrap.main(["nonsense"])
    assert "invalid choice" in capsys.readouterr().err


def test_an_older_python_gets_as_far_as_the_parser() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 9))
    assert "\nfrom __future__ import annotations" in source


@pytest.mark.skipif(not bootstrap.read_stamp().get("dev.lock"), reason="this environment was made by hand")
def test_a_second_run_adds_less_than_three_seconds() -> None:
    subprocess.run([sys.executable, SCRIPT, "app"], capture_output=True, check=True)
    started = time.monotonic()
    subprocess.run([sys.executable, SCRIPT, "app"], capture_output=True, check=True)
    assert time.monotonic() - started < 3
