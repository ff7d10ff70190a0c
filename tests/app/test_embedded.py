"""A backend of one's own: the same place every time, also after a bad start."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from inspector_app.app.embedded import EmbeddedBackend
from inspector_app.core.errors import StorageError

pytestmark = [pytest.mark.server, pytest.mark.slow]


@contextmanager
def taken(url: str) -> Iterator[None]:
    """Let another program listen where the backend did."""
    with socket.create_server(("127.0.0.1", urlsplit(url).port or 0)):
        yield


def test_a_start_that_fails_forgets_neither_its_place_nor_its_users_and_the_next_one_is_there_again(
    tmp_path: Path,
) -> None:
    backend = EmbeddedBackend(tmp_path, pauses_s=())
    assert (backend.known_url(), backend.known_users()) == ("", ())
    backend.start()
    url, users = backend.url, backend.users
    assert backend.user("manager").email == "manager@demo.example"
    backend.stop()
    assert not backend.is_running

    with taken(url), pytest.raises(StorageError, match="embedded_failed"):
        backend.start()
    assert not backend.is_running
    assert (backend.known_url(), backend.known_users()) == (url, users)

    patient = EmbeddedBackend(tmp_path)
    with leaving_soon(url):
        patient.start()
    assert patient.url == url
    patient.stop()


@contextmanager
def leaving_soon(url: str) -> Iterator[None]:
    """Let what a crash left behind listen a little longer."""

    def linger() -> None:
        with taken(url):
            is_there.set()
            time.sleep(1.5)

    is_there, left_behind = threading.Event(), threading.Thread(target=linger)
    left_behind.start()
    is_there.wait()
    yield
    left_behind.join()
