"""Bad input: each gets one clear sentence and a way on, and changes nothing."""

import json
import os
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from inspector_app.core.appraisal import Stage
from inspector_app.core.ids import AppraisalId
from inspector_app.qt.executor import Lane
from inspector_app.qt.instance import InstanceLock, InstanceServer, server_name
from inspector_app.qt.sync_loop import Connection
from inspector_app.ui.page import CAPTURE
from inspector_app.ui.welcome_page import WelcomePage
from tests.app.conftest import ROOT, Laptop, words_of
from tests.live_backend import LiveBackend, Login
from tests.rude_server import Manner, refuses, rude_server, says

pytestmark = [pytest.mark.gui, pytest.mark.server]
Picture = Callable[..., Path]
ANYBODY = Login("ann@dealer.test", "secret", "manager", "Dealer")
SIGN_IN_PAGE = says(200, "<html>Accept the terms of this hotel</html>", {"Content-Type": "text/html"})
ELSEWHERE = says(302, "", {"Location": "http://127.0.0.1:9/login"})


def png(width: int, height: int) -> bytes:
    """Return a PNG whose header says how large it is, and that holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# --- the VIN


@pytest.mark.parametrize(
    ("typed", "code"), [("1HGCM82633A004351", "vin_check_digit"), ("1HGCM82633AO04352", "vin_letters")]
)
def test_a_wrong_vin_is_told_below_the_field_and_begins_nothing(
    laptop: Laptop, backend: LiveBackend, typed: str, code: str
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    laptop.desktop.window.new_wanted.emit()
    new = laptop.place.new
    laptop.type_into(new.vin, typed)
    laptop.until(lambda: new.field.word.text().startswith(words_of(code)))
    QTest.keyClicks(new.vin, "\r")
    assert not new.begin.isEnabled()
    assert laptop.ask(laptop.place.desk.appraise.rows) == ()

    laptop.type_into(new.vin, "1HGCM82633A004352")
    laptop.until(new.begin.isEnabled)
    new.begin.click()
    laptop.until(lambda: laptop.desktop.window.place[0] == CAPTURE)
    laptop.until(laptop.place.details.isVisible)


# --- photos


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("torn.jpg", b"\xff\xd8\xff\xe0 and then nothing", "torn.jpg is not a photo that can be read."),
        ("letter.jpg", b"Dear customer,", "letter.jpg is not a photo that can be read."),
        ("wall.png", png(20_000, 10_000), "wall.png has 200 megapixels; the limit is 50."),
    ],
)
def test_a_photo_that_cannot_be_used_is_told_by_its_name_and_not_kept(
    laptop: Laptop, backend: LiveBackend, picture: Picture, tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    appraisal_id = laptop.begin()
    bad = tmp_path / name
    bad.write_bytes(data)
    held = files_in(laptop)
    laptop.place.capture_page.take_files([bad])
    laptop.until(lambda: laptop.told() == told)
    assert laptop.desktop.window.banner.hint.text()
    assert (laptop.dossier(appraisal_id).photos, files_in(laptop)) == ((), held)
    laptop.import_photos(appraisal_id, picture())


def files_in(laptop: Laptop) -> set[str]:
    """Return the sealed files of the vault."""
    folder = laptop.settings.data_dir / "profiles"
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and not is_database(path)}


def is_database(path: Path) -> bool:
    """Tell whether a file is the database or one that SQLite keeps beside it."""
    return path.name.startswith("profile.sqlite")


# --- the model


def copied_pack(folder: Path) -> Path:
    """Copy the shipped pack to where a test may spoil it; return the pack."""
    shutil.copytree(ROOT / "models", folder / "models")
    return next((folder / "models").glob("damage-*"))


def flip_a_weight(pack: Path) -> None:
    """Change one byte of the model."""
    model = next(pack.glob("*.tflite"))
    data = bytearray(model.read_bytes())
    data[len(data) // 2] ^= 1
    model.write_bytes(data)


def forge_the_manifest(pack: Path) -> None:
    """Show more than the signers wanted shown."""
    manifest = pack / "manifest.toml"
    manifest.write_bytes(manifest.read_bytes() + b"\n# mine\n")


def empty_the_folder(pack: Path) -> None:
    """Take the pack away."""
    shutil.rmtree(pack)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(flip_a_weight, "model_hash"), (forge_the_manifest, "model_signature"), (empty_the_folder, "model_missing")],
)
def test_a_model_that_is_not_ours_is_refused_and_the_review_goes_on_by_hand(
    laptop: Laptop, backend: LiveBackend, picture: Picture, tmp_path: Path, spoil: Callable[[Path], None], code: str
) -> None:
    spoil(copied_pack(tmp_path))
    laptop.switch_on(models_dir=tmp_path / "models")
    laptop.enter(backend.api_url, backend.manager)
    laptop.until(lambda: laptop.told().startswith(words_of(code)))
    assert "by hand" in laptop.desktop.window.banner.hint.text()
    assert "by hand" in laptop.desktop.window.strip.model.text()

    appraisal_id = laptop.begin()
    laptop.import_photos(appraisal_id, picture())
    laptop.go_to_review("only this one is needed")
    laptop.until(lambda: laptop.dossier(appraisal_id).appraisal.stage is Stage.READY_FOR_REVIEW)
    laptop.until(laptop.place.review_page.view.panel.add.isEnabled)


# --- the disk


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are POSIX")
def test_a_full_disk_is_told_nothing_is_half_kept_and_work_goes_on_when_there_is_room(
    backend: LiveBackend, tmp_path: Path
) -> None:
    from PIL import Image

    photo = tmp_path / "noise.png"
    Image.frombytes("RGB", (1600, 1200), os.urandom(1600 * 1200 * 3)).save(photo)
    who = backend.manager
    words = [str(tmp_path / "data"), backend.api_url, who.email, who.password, str(photo)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.full_disk", *words],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["told"].startswith(words_of("disk_full"))
    assert (said["kept"], said["left"]) == ([0, ""], [])


# --- a second start


@pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)
def test_a_second_start_says_so_in_one_sentence_and_brings_the_first_window_to_the_front(
    laptop: Laptop, backend: LiveBackend
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    data_dir = laptop.settings.data_dir
    lock = InstanceLock(data_dir)
    lock.take()
    server = InstanceServer(server_name(data_dir), laptop.desktop.answer)
    laptop.desktop.window.showMinimized()
    ended: list[subprocess.CompletedProcess[str]] = []
    laptop.desktop.executor.run(Lane.DISK, lambda: started_again(data_dir), ended.append)
    laptop.until(lambda: ended, 60_000)
    server.close()
    lock.give_up()
    told = "Walkaround is already open on this laptop. Use the window that is open."
    assert (ended[0].returncode, ended[0].stderr.strip(), ended[0].stdout) == (1, told, "")
    assert not laptop.desktop.window.isMinimized()


def started_again(data_dir: Path) -> subprocess.CompletedProcess[str]:
    """Start the app once more."""
    env = os.environ | {"WALKAROUND_DATA_DIR": str(data_dir)}
    command = [sys.executable, "-m", "inspector_app"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


# --- the first sign-in


def refused_at_the_gate(laptop: Laptop, url: str, login: Login, *, password: str = "") -> str:
    """Try to sign in; return what is told. Nothing may be left of it, and another try must be possible."""
    laptop.switch_on()
    gate: WelcomePage = laptop.sign_in_first(url, login, password=password)
    laptop.until(gate.banner.isVisible)
    assert gate.go.isEnabled()
    assert gate.banner.hint.text()
    assert laptop.desktop.place is None
    assert not (laptop.settings.data_dir / "profiles").exists()
    return gate.banner.title.text()


def test_a_wrong_password_at_the_first_sign_in_leaves_nothing_behind(laptop: Laptop, backend: LiveBackend) -> None:
    told = refused_at_the_gate(laptop, backend.api_url, backend.manager, password="not-this-one")
    assert told == words_of("wrong_password")
    laptop.enter(backend.api_url, backend.manager)


@pytest.mark.parametrize(("url", "code"), [("http://127.0.0.1:9", "unreachable"), ("ftp://there", "bad_server_url")])
def test_a_server_that_is_not_there_is_told_as_such(laptop: Laptop, url: str, code: str) -> None:
    told = refused_at_the_gate(laptop, url, ANYBODY)
    assert told.endswith("is not a server's address.") if code == "bad_server_url" else told == words_of(code)


@pytest.mark.parametrize(
    ("manner", "code"),
    [
        (SIGN_IN_PAGE, "wrong_server"),
        (ELSEWHERE, "redirected"),
        (refuses(426, "protocol"), "protocol"),
        (refuses(503, "unavailable"), "server_busy"),
    ],
)
def test_whatever_else_answers_is_told_in_one_sentence(laptop: Laptop, manner: Manner, code: str) -> None:
    with rude_server(default=manner) as server:
        assert refused_at_the_gate(laptop, server.url, ANYBODY) == words_of(code)


# --- and at work


@pytest.mark.parametrize(
    ("code", "connection"),
    [
        ("signed_out", Connection.NEEDS_SIGN_IN),
        ("protocol", Connection.NEEDS_UPDATE),
        ("wrong_server", Connection.CAPTIVE),
    ],
)
def test_what_only_a_person_can_mend_is_said_aloud_at_work_until_it_is_over(
    laptop: Laptop, backend: LiveBackend, code: str, connection: Connection
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    laptop.place.sync.heard(code)
    laptop.until(lambda: laptop.told() == words_of(code))
    assert laptop.place.sync.connection is connection
    laptop.place.sync.heard("")
    laptop.until(lambda: not laptop.told())


def test_an_appraisal_that_lacks_something_is_not_finalised_and_says_what(
    laptop: Laptop, backend: LiveBackend, picture: Picture
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    laptop.until(lambda: laptop.place.darkroom.model_id)
    appraisal_id: AppraisalId = laptop.begin()
    laptop.import_photos(appraisal_id, picture())
    laptop.go_to_review("a wall")
    laptop.until(lambda: laptop.dossier(appraisal_id).appraisal.stage is Stage.READY_FOR_REVIEW)
    laptop.until(laptop.place.review_page.view.finalise.isEnabled)
    laptop.place.review_page.view.finalise.click()
    laptop.until(lambda: laptop.told() == words_of("odometer_missing"))
    assert laptop.dossier(appraisal_id).appraisal.stage is Stage.READY_FOR_REVIEW
    laptop.desktop.window.banner.action.click()
    laptop.until(laptop.place.details.isVisible)
