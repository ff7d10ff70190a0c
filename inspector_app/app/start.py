"""The start of the app: one for each data folder, until its window is closed."""

import os
import sys

from PySide6.QtWidgets import QApplication

from inspector_app.app.desktop import make_desktop
from inspector_app.core.errors import AccessError
from inspector_app.qt.display import has_display
from inspector_app.qt.instance import InstanceLock, InstanceServer, ask_running, server_name
from inspector_app.settings import Settings


def run(settings: Settings) -> int:
    """Open the app and stay until its window is closed; a second start brings the first one to the front."""
    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        raise AccessError("no_display")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Walkaround")
    app.setDesktopFileName("app.walkaround.inspector")
    lock = InstanceLock(settings.data_dir)
    try:
        lock.take()
    except AccessError:
        ask_running(server_name(settings.data_dir), "show")
        raise
    desktop = make_desktop(settings, app)
    server = InstanceServer(server_name(settings.data_dir), desktop.answer)
    desktop.start()
    code = app.exec()
    server.close()
    desktop.stop()
    lock.give_up()
    return code
