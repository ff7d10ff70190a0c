"""The connections of one HTTP session, so that another thread can end what waits on them."""

import logging
import socket
import threading
import weakref
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool

T_ = TypeVar("T_")
logger = logging.getLogger(__name__)


class Lines(HTTPAdapter):
    """Remembers every connection that it opens; `hang_up` ends them from any thread, for good."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._opened: weakref.WeakSet[object] = weakref.WeakSet()
        self.is_hung_up = False
        super().__init__()

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: bool | str | None,
        proxies: Mapping[str, str] | None = None,
        cert: tuple[str, str] | str | None = None,
    ) -> HTTPConnectionPool:
        """Return a pool whose connections are remembered."""
        pool = super().get_connection_with_tls_context(request, verify, proxies, cert)
        if isinstance(pool, HTTPConnectionPool) and not isinstance(pool.ConnectionCls, partial):
            pool.ConnectionCls = partial(self._remembered, pool.ConnectionCls)  # type: ignore[assignment]
        return pool  # type: ignore[return-value]

    def hang_up(self) -> None:
        """End what is under way; whoever waits for an answer hears at once that none comes."""
        with self._lock:
            self.is_hung_up = True
            for line in tuple(self._opened):
                _shut(line)

    def _remembered(self, make: Callable[..., T_], *args: object, **options: object) -> T_:
        line = make(*args, **options)
        with self._lock:
            self._opened.add(line)
        return line


def _shut(line: object) -> None:
    """Wake whoever reads from a connection; they close it. Under TLS too: the socket itself is shut."""
    sock = getattr(line, "sock", None)
    if isinstance(sock, socket.socket):
        try:
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
        except OSError:
            logger.debug("the line had ended before it was hung up")
