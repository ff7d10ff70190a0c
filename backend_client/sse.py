"""Server-sent events, read from bytes as they come."""

from dataclasses import dataclass
from typing import Final

LONGEST_MESSAGE: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class Message:
    """One event of a stream; without data it is a sign of life."""

    data: str = ""
    id: str = ""
    event: str = "message"


class Parser:
    """Puts messages together from pieces that may end anywhere, in the middle of a character too."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._after_return = False
        self._data: list[str] = []
        self._id = ""
        self._event = ""

    def feed(self, piece: bytes) -> list[Message]:
        """Take in bytes and return the messages that they complete; raises ValueError at one without end."""
        messages: list[Message] = []
        for line in self._lines(piece):
            message = self._take(line)
            if message:
                messages.append(message)
        if len(self._line) + sum(map(len, self._data)) > LONGEST_MESSAGE:
            raise ValueError("a message without end")
        return messages

    def _lines(self, piece: bytes) -> list[str]:
        if self._after_return and piece.startswith(b"\n"):
            piece = piece[1:]
        if piece:
            self._after_return = piece.endswith(b"\r")
        self._line += piece
        *whole, rest = self._line.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._line = bytearray(rest)
        return [line.decode("utf-8", "replace").removeprefix("\ufeff") for line in whole]

    def _take(self, line: str) -> Message | None:
        if not line:
            return self._dispatched()
        if line.startswith(":"):
            return Message(id=self._id)
        name, _, value = line.partition(":")
        self._keep(name, value.removeprefix(" "))
        return None

    def _keep(self, name: str, value: str) -> None:
        if name == "data":
            self._data.append(value)
        elif name == "event":
            self._event = value
        elif name == "id" and "\0" not in value:
            self._id = value

    def _dispatched(self) -> Message | None:
        data, event = "\n".join(self._data), self._event or "message"
        filled = bool(self._data)
        self._data, self._event = [], ""
        return Message(data, self._id, event) if filled else None
