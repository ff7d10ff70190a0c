"""The doctor: looks at what the app needs from a machine; a self-test does it once, for real."""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QLoggingCategory, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from inspector_app import __version__
from inspector_app.app.models import installed, load_detector
from inspector_app.core.errors import InspectorError
from inspector_app.core.history import Stream
from inspector_app.core.words import told
from inspector_app.imaging import imaging
from inspector_app.keys import Sealer, usable_keyring
from inspector_app.qt.display import draw_off_screen_without
from inspector_app.qt.frame_source import cameras, encoded
from inspector_app.qt.pictures import patterned
from inspector_app.settings import Settings
from inspector_app.store import Vault, open_store, sqlite_version

REFCOUNT_CALLS = 1000
REFCOUNT_SLACK = 100


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    is_well: bool
    told: str


def examine(settings: Settings, *, self_test: bool = False) -> tuple[Check, ...]:
    """Return every check; a self-test adds those that write, seal, detect and paint."""
    is_seen = draw_off_screen_without()
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # which codecs are missing is no news to the user
    app = QApplication.instance() or QApplication(sys.argv[:1])
    looks: dict[str, Callable[[], str]] = {
        "version": lambda: f"Walkaround {__version__}, Python {sys.version.split()[0]}, PySide6 {pyside_version}",
        "window system": lambda: QGuiApplication.platformName() + ("" if is_seen else "; no window can be seen"),
        "pyside": _refcount,
        "cameras": _cameras,
        "model": lambda: _model(settings),
        "disk": lambda: _disk(settings),
        "data folder": lambda: _data_folder(settings),
        "sqlite": sqlite_version,
        "keyring": lambda: "the system's keyring" if usable_keyring() else "none; the password unlocks instead",
    }
    if self_test:
        looks |= {"paint": _paint, "seal and store": _store, "detect": lambda: _detect(settings)}
    checks = tuple(_checked(name, look) for name, look in looks.items())
    del app
    return checks


class Ailment(InspectorError):
    """Something on this machine that the app cannot work with."""


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except InspectorError as error:
        return Check(name, False, told(error))
    except OSError as error:
        return Check(name, False, f"{error.strerror or error}")


def _refcount() -> str:
    """Catch the PySide6 build that loses references of None and ends in an abort after some thousand calls."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(REFCOUNT_CALLS):
        thing.setObjectName("x")
    if before - sys.getrefcount(None) >= REFCOUNT_SLACK:
        raise Ailment("pyside_broken", version=pyside_version)
    return "references are counted right"


def _cameras() -> str:
    names = [name for _, name in cameras()]
    return ", ".join(names) or "none; photos can be imported"


def _model(settings: Settings) -> str:
    _, manifest = installed(settings)
    return f"{manifest.id} {manifest.version}, sha256 {manifest.files[0].sha256[:16]}"


def _disk(settings: Settings) -> str:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free // 1_000_000
    if free < settings.min_free_mb:
        raise Ailment("disk_low", free=free, needed=settings.min_free_mb)
    return f"{free:,} MB free"


def _data_folder(settings: Settings) -> str:
    with tempfile.TemporaryFile(dir=settings.data_dir):
        return str(settings.data_dir)


def _paint() -> str:
    window = QLabel("Walkaround")
    window.resize(320, 200)
    window.show()
    QApplication.processEvents()
    image = window.grab().toImage()
    window.close()
    if image.isNull():
        raise Ailment("no_painting")
    return f"{image.width()} x {image.height()} painted"


def _store() -> str:
    with tempfile.TemporaryDirectory() as folder:
        sealer = Sealer(bytes(range(32)))
        store = open_store(Path(folder), sealer, actor="doctor", device="doctor")
        store.history.append(Stream.CONFIGURATION, "doctor", "checked", {})
        store.close()
        vault = Vault(Path(folder), sealer)
        vault.get(vault.put(b"checked"))
    return "written, sealed, read back"


def _detect(settings: Settings) -> str:
    picture = imaging.decode(encoded(patterned(1600, 1200)))
    detector = load_detector(settings)
    started = time.perf_counter()
    detector.detect(picture)
    return f"{detector.model.id} looked in {(time.perf_counter() - started) * 1000:.0f} ms"
