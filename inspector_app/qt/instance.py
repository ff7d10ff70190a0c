"""One running app for each data folder: a lock, and a door through which the command line asks the open window."""

import getpass
import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QLockFile, QObject

from inspector_app.core.errors import AccessError, StorageError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

ANSWER_MS: Final = 5_000
LONGEST_LINE: Final = 4_096
COMMANDS: Final = frozenset({"status", "sync", "show"})
Answer = dict[str, Any]


def server_name(data_dir: Path) -> str:
    """Return the door's name for a data folder: the same for every process of this user, and short."""
    told = f"{data_dir.resolve()}|{getpass.getuser()}"
    return "walkaround-" + hashlib.sha256(told.encode()).hexdigest()[:16]


class InstanceLock:
    """Held while the app runs; given up with the process, even by a crash."""

    def __init__(self, data_dir: Path) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self._file = QLockFile(str(data_dir / "walkaround.lock"))
        self._file.setStaleLockTime(0)

    def take(self) -> None:
        """Take the lock; raises AccessError `second_instance`, or StorageError where the folder cannot be written."""
        if self._file.tryLock(0):
            return
        if self._file.error() is QLockFile.LockError.LockFailedError:
            raise AccessError("second_instance")
        raise StorageError("disk_trouble", reason="the data folder cannot be written")

    def give_up(self) -> None:
        """Give the lock up."""
        self._file.unlock()


class InstanceServer(QObject):
    """Answers one JSON line with one JSON line: {"command": "status" | "sync" | "show"}."""

    def __init__(self, name: str, answer: Callable[[str], Answer], parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._answer = answer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        QLocalServer.removeServer(name)  # what a crash left behind; the lock says that nobody listens
        self.is_open = self._server.listen(name)

    def close(self) -> None:
        """Close the door."""
        self._server.close()

    def _welcome(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.readyRead.connect(partial(self._hear, caller))
            caller.disconnected.connect(caller.deleteLater)

    def _hear(self, caller: "QLocalSocket") -> None:
        if caller.canReadLine():
            told = self._said(bytes(caller.readLine(LONGEST_LINE).data()))
            caller.write(json.dumps(told).encode() + b"\n")
            caller.disconnectFromServer()
        elif caller.bytesAvailable() > LONGEST_LINE:
            caller.abort()

    def _said(self, line: bytes) -> Answer:
        try:
            command = json.loads(line)["command"]
        except (ValueError, KeyError, TypeError):
            return {"error": "malformed"}
        return self._answer(command) if command in COMMANDS else {"error": "unknown_command"}


def ask_running(name: str, command: str, *, wait_ms: int = ANSWER_MS) -> Answer | None:
    """Ask the window behind a door; None where none is open or it does not answer in time. Needs no event loop."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(wait_ms):
        return None
    socket.write(json.dumps({"command": command}).encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(wait_ms):
            return None
    told = json.loads(bytes(socket.readLine().data()))
    return told if isinstance(told, dict) else None
