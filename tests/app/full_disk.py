"""A laptop whose disk fills up while it works: `python -m tests.app.full_disk DATA URL EMAIL PASSWORD PHOTO`."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector_app.app.desktop import Desktop, make_desktop
from inspector_app.core.ids import AppraisalId, new_id
from inspector_app.qt.executor import Lane
from inspector_app.services.appraise import Dossier
from inspector_app.settings import read_settings

VIN = "1HGCM82633A004352"


class Day:
    """One day at that laptop."""

    def __init__(self, app: QApplication, data: Path) -> None:
        self._app, self._data = app, data
        self.desktop: Desktop = make_desktop(read_settings({"WALKAROUND_DATA_DIR": str(data)}), app)
        self.appraisal_id = AppraisalId(new_id())

    def until(self, holds: Callable[[], object]) -> None:
        """Let the window live until something holds."""
        deadline = time.monotonic() + 60
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError
            self._app.processEvents()
            time.sleep(0.01)

    def begin(self, url: str, email: str, password: str) -> None:
        """Sign in and begin an appraisal."""
        self.desktop.start()
        self.desktop.sign_in(url, email, password)
        self.until(lambda: self.desktop.place)
        assert self.desktop.place is not None
        appraise = self.desktop.place.desk.appraise
        self.desktop.executor.wait_for(Lane.STORE, partial(appraise.begin, self.appraisal_id, VIN))
        self.desktop.window.go("capture", self.appraisal_id)
        self.until(lambda: self.desktop.answer("status").get("page") == "capture")

    def fill_up(self, *, is_full: bool) -> None:
        """Let no file grow any more, or let them grow again."""
        wal = max(path.stat().st_size for path in self._data.rglob("*.sqlite-wal"))
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (wal if is_full else hard, hard))

    def dossier(self) -> Dossier:
        """Return the appraisal as it is stored."""
        assert self.desktop.place is not None
        dossier = partial(self.desktop.place.desk.appraise.dossier, self.appraisal_id)
        return self.desktop.executor.wait_for(Lane.STORE, dossier)

    def photos(self) -> int:
        """Return how many photos the appraisal has."""
        return len(self.dossier().photos)

    def told_full(self) -> str:
        """Wait until the window says that the disk is full; return its words and take them away."""
        banner = self.desktop.window.banner
        self.until(lambda: banner.isVisible() and "full" in banner.title.text())
        told = banner.accessibleName()
        banner.dismiss()
        return told

    def type_plate(self, words: str) -> None:
        """Open the details and type the plate."""
        assert self.desktop.place is not None
        details = self.desktop.place.details
        details.show_for(self.appraisal_id)
        self.until(details.isVisible)
        details.form.plate.setFocus()
        QTest.keyClicks(details.form.plate, words)

    def finish_details(self) -> None:
        """Press Done."""
        assert self.desktop.place is not None
        self.desktop.place.details.finish.click()

    def bring_in(self, photo: Path) -> None:
        """Import a photo."""
        assert self.desktop.place is not None
        self.desktop.place.capture_page.take_files([photo])


def main(data: str, url: str, email: str, password: str, photo: str) -> None:
    """Work, fill the disk, try to work, free it, go on; say what was told and what is there."""
    app = QApplication.instance() or QApplication([])
    day = Day(app, Path(data))  # type: ignore[arg-type]
    day.begin(url, email, password)
    day.fill_up(is_full=True)
    day.bring_in(Path(photo))
    told, kept = day.told_full(), day.photos()
    day.type_plate("ROOM AGAIN")
    day.told_full()
    kept_plate = day.dossier().appraisal.vehicle.plate
    day.fill_up(is_full=False)
    day.finish_details()
    day.until(lambda: day.dossier().appraisal.vehicle.plate == "ROOM AGAIN")
    day.bring_in(Path(photo))
    day.until(lambda: day.photos() == 1)
    left = [path.name for path in Path(data).rglob("*.aside")]
    day.desktop.window.close()
    sys.stdout.write(json.dumps({"told": told, "kept": [kept, kept_plate], "left": left}) + "\n")
    sys.stdout.flush()
    os._exit(0)  # what is checked has been said; Qt need not be taken apart


if __name__ == "__main__":
    main(*sys.argv[1:])
