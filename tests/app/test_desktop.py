"""The desktop over a real backend: ways in, ways back, and what is kept when the day ends."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from backend_client.client import AuctionClient
from backend_client.transport import Server
from inspector_app.app.profiles import INDEX, Profiles
from inspector_app.core.ids import AppraisalId
from inspector_app.core.session import Account, Role
from inspector_app.qt.sync_loop import Connection
from inspector_app.settings import read_settings
from inspector_app.store.durable import write_durably
from inspector_app.ui.look import Wish
from inspector_app.ui.page import CAPTURE
from inspector_app.ui.unlock_page import UnlockPage
from inspector_app.ui.welcome_page import WelcomePage
from tests.app.conftest import START_MS, Laptop, words_of
from tests.fault_proxy import FaultProxy
from tests.live_backend import LiveBackend

pytestmark = [pytest.mark.gui, pytest.mark.server]
CLOSES_WITHIN_S = 8.0
Picture = Callable[..., Path]


@pytest.mark.slow
def test_a_stranger_tries_everything_on_one_laptop_and_finds_it_again_the_next_day(laptop: Laptop) -> None:
    laptop.switch_on()
    laptop.gate(WelcomePage).try_out.click()
    laptop.until(laptop.is_inside, START_MS)
    assert laptop.place.desk.account.role is Role.MANAGER
    appraisal_id = laptop.begin()
    first = laptop.desktop.backend
    laptop.until(lambda: laptop.desktop.answer("status").get("appraisal") == appraisal_id)
    laptop.switch_off()
    assert not first.is_running

    laptop.switch_on()
    laptop.until(laptop.is_inside, START_MS)
    assert laptop.desktop.backend.url == first.url
    laptop.until(lambda: laptop.desktop.window.place == (CAPTURE, appraisal_id))
    assert laptop.dossier(appraisal_id).appraisal.vehicle.make == "Honda"


def test_the_first_sign_in_opens_the_work_and_leaves_no_secret_in_the_open(
    laptop: Laptop, backend: LiveBackend
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    assert laptop.desktop.window.place[0] == "appraisals"
    laptop.until(lambda: laptop.place.sync.connection is Connection.ONLINE)
    token = laptop.ask(laptop.place.desk.session.token)
    laptop.begin()
    laptop.switch_off()
    assert token
    held = b"".join(path.read_bytes() for path in laptop.settings.data_dir.rglob("*") if path.is_file())
    for secret in (token, backend.manager.password, "1HGCM82633A004352"):
        assert secret.encode() not in held


def test_the_same_user_unlocks_without_a_network_and_what_they_do_is_sent_when_it_is_back(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy, picture: Picture
) -> None:
    laptop.enter(line.url, backend.manager)
    laptop.switch_off()
    line.refuse()

    laptop.switch_on()
    laptop.unlock(backend.manager.password)
    laptop.until(laptop.is_inside)
    laptop.import_photos(laptop.begin(), picture())
    laptop.until(lambda: laptop.place.sync.connection is Connection.OFFLINE)
    assert "Offline" in laptop.desktop.window.strip.connection.text()
    assert laptop.counts().waiting == 1
    line.heal()
    laptop.place.sync.kick()
    laptop.until(lambda: laptop.counts().verified == 1)


def test_a_wrong_password_opens_nothing_and_the_right_one_still_does(laptop: Laptop, backend: LiveBackend) -> None:
    laptop.enter(backend.api_url, backend.manager)
    laptop.switch_off()
    laptop.switch_on()
    gate = laptop.unlock("not-this-one")
    laptop.until(gate.banner.isVisible)
    assert gate.banner.title.text() == words_of("wrong_password")
    assert laptop.desktop.place is None
    laptop.unlock(backend.manager.password)
    laptop.until(laptop.is_inside)


def test_after_the_offline_time_photos_are_still_taken_and_nothing_is_sent_until_a_sign_in(
    laptop: Laptop, backend: LiveBackend, picture: Picture
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    laptop.switch_off()

    laptop.switch_on(offline_days=0)
    laptop.unlock(backend.manager.password)
    laptop.until(lambda: laptop.told() == words_of("unlock_expired"))
    laptop.import_photos(laptop.begin(), picture())
    unlock_once_more(laptop, backend.manager.password)
    laptop.place.sync.kick()
    QTest.qWait(300)
    assert (laptop.counts().waiting, laptop.counts().verified) == (1, 0)

    laptop.desktop.window.banner.action.click()
    laptop.sign_in_again(backend.manager.password)
    laptop.until(lambda: laptop.counts().verified == 1)


def unlock_once_more(laptop: Laptop, password: str) -> None:
    """Open the sign-in from the banner, but only unlock: that is no sign-in."""
    laptop.desktop.window.banner.action.click()
    laptop.unlock(password)
    laptop.until(lambda: laptop.is_inside() and laptop.told() == words_of("unlock_expired"))


def test_a_sign_in_that_the_server_has_ended_pauses_the_queue_until_the_next(
    laptop: Laptop, backend: LiveBackend, picture: Picture
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    token = laptop.ask(laptop.place.desk.session.token)
    with closing(AuctionClient(Server(backend.api_url, token))) as client:
        client.sign_out()
    laptop.import_photos(laptop.begin(), picture())
    laptop.until(lambda: laptop.told() == words_of("signed_out"))
    assert laptop.counts().paused == 1

    laptop.desktop.window.banner.action.click()
    laptop.sign_in_again(backend.manager.password)
    laptop.until(lambda: laptop.counts().verified == 1)
    assert not laptop.told()


def test_nobody_comes_to_another_users_work_by_their_own_password(laptop: Laptop, backend: LiveBackend) -> None:
    laptop.enter(backend.api_url, backend.inspector)
    laptop.switch_off()
    laptop.switch_on()
    laptop.gate(UnlockPage).other.click()
    laptop.enter(backend.api_url, backend.manager)
    laptop.place.settings_page.sign_out_wanted.emit()

    gate = laptop.gate(UnlockPage)
    gate.who.choose(backend.inspector.email)
    laptop.unlock(backend.inspector.password)
    laptop.until(gate.banner.isVisible)
    assert gate.banner.title.text() == words_of("other_user")
    assert not laptop.is_inside()


def test_a_signed_out_user_comes_back_offline_but_sends_nothing(
    laptop: Laptop, backend: LiveBackend, picture: Picture
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    laptop.place.settings_page.sign_out_wanted.emit()
    laptop.unlock(backend.manager.password)
    laptop.until(laptop.is_inside)
    laptop.import_photos(laptop.begin(), picture())
    laptop.until(lambda: laptop.told() == words_of("signed_out"))
    assert laptop.counts().verified == 0


def test_the_window_answers_the_command_line_with_what_is_open(laptop: Laptop, backend: LiveBackend) -> None:
    laptop.switch_on()
    assert laptop.desktop.answer("status") == {"window": True, "locked": True}
    laptop.enter(backend.api_url, backend.manager)
    appraisal_id = laptop.begin()
    laptop.until(lambda: laptop.desktop.answer("status").get("appraisals") == {"draft": 1})
    status = laptop.desktop.answer("sync")
    assert (status["page"], status["appraisal"], status["user"]) == (CAPTURE, appraisal_id, "Max Manager")


def test_what_is_wished_for_is_kept_for_the_next_start(laptop: Laptop, backend: LiveBackend) -> None:
    laptop.enter(backend.api_url, backend.manager)
    laptop.place.settings_page.wished.emit(Wish("dark", glove=True, scale=125))
    env = {"WALKAROUND_DATA_DIR": str(laptop.settings.data_dir)}
    laptop.until(lambda: read_settings(env).theme == "dark")
    assert (read_settings(env).glove, read_settings(env).text_scale) == (True, 125)


def test_the_condition_report_is_written_where_it_was_asked_for(
    laptop: Laptop, backend: LiveBackend, picture: Picture, tmp_path: Path
) -> None:
    laptop.enter(backend.api_url, backend.manager)
    appraisal_id = laptop.begin()
    laptop.import_photos(appraisal_id, picture())
    written: list[Path] = []
    laptop.desktop.save_report(appraisal_id, tmp_path / "report.pdf", written.append)
    laptop.until(lambda: written)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    laptop.desktop.save_report(appraisal_id, tmp_path / "report.pdf" / "again.pdf")
    laptop.until(lambda: laptop.told() == "again.pdf cannot be written.")


def test_closing_the_window_ends_every_lane_and_may_be_asked_twice(laptop: Laptop, backend: LiveBackend) -> None:
    before = set(threading.enumerate())
    laptop.enter(backend.api_url, backend.manager)
    desktop = laptop.desktop
    laptop.until(lambda: laptop.place.darkroom.model_id)
    laptop.switch_off()
    assert not [thread.name for thread in threading.enumerate() if thread not in before]
    desktop.stop()


def test_a_line_that_hangs_does_not_hold_the_window_open_and_what_was_being_sent_is_sent_the_next_day(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy, picture: Picture
) -> None:
    laptop.enter(line.url, backend.manager)
    laptop.until(lambda: laptop.place.darkroom.model_id)
    line.stall()
    laptop.import_photos(laptop.begin(), picture())
    laptop.until(lambda: not laptop.place.sync.is_idle)
    QTest.qWait(500)
    closing = time.monotonic()
    laptop.switch_off()
    assert time.monotonic() - closing < CLOSES_WITHIN_S

    line.heal()
    laptop.switch_on()
    laptop.unlock(backend.manager.password)
    laptop.until(laptop.is_inside)
    laptop.until(lambda: laptop.counts().verified == 1)


def test_a_sign_in_that_hangs_does_not_hold_the_window_open(
    laptop: Laptop, backend: LiveBackend, line: FaultProxy
) -> None:
    line.stall()
    laptop.switch_on()
    laptop.sign_in_first(line.url, backend.manager)
    laptop.until(lambda: line.lines_opened)
    QTest.qWait(300)
    closing = time.monotonic()
    laptop.switch_off()
    assert time.monotonic() - closing < CLOSES_WITHIN_S


def test_the_window_is_as_large_as_its_pages_like_on_the_first_start(laptop: Laptop) -> None:
    laptop.switch_on()
    window = laptop.desktop.window
    wished = window.sizeHint().boundedTo(window.screen().availableSize())
    assert window.size() == wished.expandedTo(window.minimumSize())


class Typing:
    """Somebody who types without a pause, and a witness who looks into the database."""

    def __init__(self, laptop: Laptop, appraisal_id: AppraisalId) -> None:
        self._laptop, self._appraisal_id = laptop, appraisal_id
        self._typed: list[tuple[float, str]] = []

    def longest_wait(self, words: str) -> float:
        """Type the plate; return how long its oldest unsaved key waited for the disk, in seconds."""
        plate = self._laptop.place.details.form.plate
        waits, self._typed = [0.0], []
        for letter in words:
            QTest.keyClicks(plate, letter)
            self._typed.append((time.monotonic(), plate.text()))
            waits.append(self._look(0.06))
        while self._typed:
            waits.append(self._look(0.02))
        return max(waits)

    def _look(self, seconds: float) -> float:
        """Let the window live for a moment; return the age of the oldest key that the database does not hold."""
        QTest.qWait(round(seconds * 1000))
        stored = self._laptop.dossier(self._appraisal_id).appraisal.vehicle.plate
        now = time.monotonic()
        done = [place for place, (_, text) in enumerate(self._typed) if text.upper() == stored]
        waited = now - self._typed[0][0]
        if done:
            self._typed = self._typed[done[-1] + 1 :]
        return waited


def test_what_is_typed_without_a_pause_is_in_the_database_within_300_ms(laptop: Laptop, backend: LiveBackend) -> None:
    laptop.enter(backend.api_url, backend.manager)
    appraisal_id = laptop.begin()
    laptop.place.details.show_for(appraisal_id)
    laptop.until(laptop.place.details.isVisible)
    laptop.place.details.form.plate.setFocus()
    typing = Typing(laptop, appraisal_id)
    waits = [typing.longest_wait(words) for words in ("walkaround", "condition report", "from photo to hammer")]
    laptop.place.details.dismiss()
    # A look comes every 60 ms and the machine may be busy: the best of three tells what the app does.
    assert min(waits) < 0.3 + 0.08, waits


def test_what_is_typed_at_the_moment_of_closing_is_kept(laptop: Laptop, backend: LiveBackend) -> None:
    laptop.enter(backend.api_url, backend.manager)
    appraisal_id = laptop.begin()
    laptop.place.details.show_for(appraisal_id)
    laptop.until(laptop.place.details.isVisible)
    laptop.type_into(laptop.place.details.form.plate, "LAST WORD")
    laptop.switch_off()
    laptop.switch_on()
    laptop.unlock(backend.manager.password)
    laptop.until(laptop.is_inside)
    assert laptop.dossier(appraisal_id).appraisal.vehicle.plate == "LAST WORD"


# --- the index of profiles


def account(user: str = "u1", url: str = "https://auction.test") -> Account:
    """Return an account."""
    return Account(url, user, "Ann", f"{user}@dealer.test", Role.MANAGER, "d1", "Dealer", "USD")


def test_each_user_at_each_server_has_a_folder_of_their_own(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path)
    ids = {profiles.of(account(user, url)).id for user in ("u1", "u2") for url in ("https://a.test", "https://b.test")}
    assert len(ids) == 4
    assert profiles.of(account(url="https://a.test/")).id == profiles.of(account(url="https://a.test")).id


def test_who_was_there_last_comes_first_and_nobody_twice(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path)
    for user in ("u1", "u2", "u1"):
        profiles.opened(profiles.of(account(user)), write_durably)
    assert [profile.email for profile in profiles.all()] == ["u1@dealer.test", "u2@dealer.test"]
    assert profiles.last() == profiles.of(account("u1"))


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"id": "x"}]', "[null]"])
def test_an_unreadable_index_counts_as_empty(tmp_path: Path, text: str) -> None:
    profiles = Profiles(tmp_path)
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / INDEX).write_text(text, encoding="utf-8")
    assert profiles.all() == ()
    profiles.opened(profiles.of(account()), write_durably)
    assert len(json.loads((tmp_path / "profiles" / INDEX).read_text(encoding="utf-8"))) == 1
