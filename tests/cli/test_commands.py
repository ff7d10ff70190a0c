"""Every command: what it says, what it refuses, and its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inspector_app import __version__
from inspector_app.cli.main import COMMANDS, EXAMPLES, EXIT_CODES
from tests.cli.conftest import Shell

ROOT = Path(__file__).resolve().parents[2]
VIN = "1HGCM82633A004352"
ALWAYS = {
    "version", "window system", "pyside", "cameras", "model", "disk", "data folder", "sqlite", "keyring",
}  # fmt: skip
FOR_REAL = {"paint", "seal and store", "detect"}


def test_the_help_lists_every_command_with_examples_and_exit_codes(shell: Shell) -> None:
    said = shell.run("--help")
    assert said.code == 0
    assert EXAMPLES in said.out
    assert EXIT_CODES in said.out
    assert all(name in said.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_what_it_is_for(shell: Shell, command: str) -> None:
    said = shell.run(command, "--help")
    assert said.code == 0
    assert COMMANDS[command].capitalize()[:30] in " ".join(said.out.split())


def test_it_says_which_version_it_is(shell: Shell) -> None:
    assert shell.run("--version").out == f"inspector {__version__}\n"


@pytest.mark.parametrize(
    "words",
    [("fly",), ("sync",), ("detect",), ("decode-vin",), ("detect", "x.jpg", "--min-confidence", "7"), ("--colour",)],
)
def test_a_wrong_command_line_ends_with_2_and_shows_the_usage(shell: Shell, words: tuple[str, ...]) -> None:
    said = shell.run(*words)
    assert said.code == 2
    assert said.err.startswith("usage: inspector")
    assert not shell.folder.exists()


# --- decode-vin


def test_a_vin_is_decoded_without_a_network(shell: Shell) -> None:
    said = shell.run("decode-vin", "1hgcm-82633 A004352", "--json")
    facts = json.loads(said.out)
    assert said.code == 0
    assert (facts["vin"], facts["check_digit_holds"], facts["year"], facts["make"]) == (VIN, True, 2003, "Honda")
    table = shell.run("decode-vin", VIN)
    assert table.code == 0
    assert "Honda" in table.out


@pytest.mark.parametrize(
    ("vin", "told"),
    [
        ("1HGCM8263", "A VIN has 17 characters; this has 9."),
        ("1HGCM82633AO04352", "A VIN has only digits and letters, without I, O and Q."),
        ("1HGCM82633A004351", "The VIN's check digit is 3, but it should be"),
    ],
)
def test_a_wrong_vin_is_told_in_one_line(shell: Shell, vin: str, told: str) -> None:
    said = shell.run("decode-vin", vin)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(told)
    assert said.err.count("\n") == 1


# --- doctor


@pytest.mark.gui
def test_the_doctor_looks_at_everything_the_app_needs(qapp: QApplication, shell: Shell) -> None:
    said = shell.run("doctor", "--json")
    told = json.loads(said.out)
    assert {check["name"] for check in told["checks"]} == ALWAYS
    assert told["healthy"] is (said.code == 0) is all(check["is_well"] for check in told["checks"])


@pytest.mark.gui
def test_a_self_test_also_saves_seals_detects_and_paints_once(qapp: QApplication, shell: Shell) -> None:
    said = shell.run("doctor", "--json", "--self-test")
    told = {check["name"]: check for check in json.loads(said.out)["checks"]}
    assert set(told) == ALWAYS | FOR_REAL
    assert [name for name in told if not told[name]["is_well"]] == []
    assert said.code == 0


@pytest.mark.gui
def test_the_doctor_says_what_is_broken_and_what_to_do(qapp: QApplication, shell: Shell, tmp_path: Path) -> None:
    said = shell.run("doctor", "--self-test", WALKAROUND_MODELS_DIR=str(tmp_path))
    assert said.code == 1
    bad = [line for line in said.out.splitlines() if line.startswith("BAD")]
    assert [line.split()[1] for line in bad] == ["model", "detect"]
    assert all("mark damage by hand" in line for line in bad)


# --- run


def test_settings_that_cannot_be_read_are_told_by_their_name(shell: Shell) -> None:
    shell.folder.mkdir()
    (shell.folder / "settings.toml").write_text("theme = dark dark", encoding="utf-8")
    said = shell.run("status")
    assert said.code == 1
    assert said.err.startswith("The settings cannot be read")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so_and_ends(tmp_path: Path) -> None:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    env = {name: text for name, text in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "inspector_app"], cwd=ROOT, env=env | {"WALKAROUND_DATA_DIR": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("There is no screen here to open a window on.")
    assert list(tmp_path.iterdir()) == []


def test_the_demo_says_in_one_line_that_its_car_is_missing(shell: Shell, tmp_path: Path, qapp: QApplication) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    said = shell.run("demo", "--output", str(tmp_path / "out"), WALKAROUND_ASSETS_DIR=str(assets))
    assert said.code == 1
    assert "demo.toml cannot be read" in said.out + said.err
