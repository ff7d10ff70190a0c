"""The one place with threads: lanes that take a plain call out and bring its result back to the GUI thread."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

log = logging.getLogger(__name__)
T = TypeVar("T")
Deliver = Callable[[Future[Any]], None]


class Lane(Enum):
    """What may not stand behind one another; the value is the usual number of threads."""

    STORE = ("store", 1)
    DISK = ("disk", 8)
    IMAGING = ("imaging", 2)
    VISION = ("vision", 1)
    CONTROL = ("control", 1)
    BULK = ("bulk", 2)
    STREAM = ("stream", 1)

    @property
    def width(self) -> int:
        """How many pieces of work run side by side."""
        return self.value[1]


class Executor(QObject):
    """Runs work on its lane; hands results and errors to the GUI thread, in the order in which they came."""

    failed = Signal(object)
    """An exception that nobody asked for, after it was logged where it is a bug."""
    _returned = Signal(object, object)

    def __init__(self, parent: QObject | None = None, *, widths: Mapping[Lane, int] | None = None) -> None:
        super().__init__(parent)
        wide = {lane: lane.width for lane in Lane} | dict(widths or {})
        self._lanes = {
            lane: ThreadPoolExecutor(wide[lane], thread_name_prefix=f"lane-{lane.value[0]}") for lane in Lane
        }
        self._stopped = False
        self._under_way = 0
        self._returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs, waits, or is still to be delivered."""
        return self._under_way == 0

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run `work` on its lane, then `done(result)` or `failed(error)` in the GUI thread; after stop() nothing."""
        if self._stopped:
            return
        self._under_way += 1
        future = self._lanes[lane].submit(work)
        deliver: Deliver = partial(self._settle, done, failed)
        future.add_done_callback(lambda f: self._hand_over(deliver, f))

    def wait_for(self, lane: Lane, work: Callable[[], T]) -> T:
        """Run `work` on its lane and wait: for start-up and shut-down alone, where there is no window to freeze."""
        return self._lanes[lane].submit(work).result()

    def stop(self) -> None:
        """End: what has begun ends, what waits is dropped, what comes back is not delivered; may be called twice."""
        self._stopped = True
        for pool in self._lanes.values():
            pool.shutdown(wait=False, cancel_futures=True)
        for pool in self._lanes.values():
            pool.shutdown(wait=True)
        self._under_way = 0

    def _hand_over(self, deliver: Deliver, future: Future[Any]) -> None:
        if not self._stopped:
            self._returned.emit(deliver, future)

    @Slot(object, object)
    def _deliver(self, deliver: Deliver, future: Future[Any]) -> None:
        if not self._stopped:
            self._under_way -= 1
            deliver(future)

    def _settle(
        self,
        done: Callable[[Any], object] | None,
        failed: Callable[[Exception], object] | None,
        future: Future[Any],
    ) -> None:
        """Tell the result, or the error: an expected one to who asked, a bug to everybody."""
        try:
            result = future.result()
        except CancelledError:
            return
        except Exception as error:  # noqa: BLE001 - the one place where any failure of a lane comes home
            if failed is None or _is_gone(failed):
                self.failed.emit(error)
            else:
                failed(error)
            return
        if done is not None and not _is_gone(done):
            done(result)


def _is_gone(receiver: Callable[..., object]) -> bool:
    """Tell whether a bound method's widget was deleted while the work was under way."""
    inner = receiver.func if isinstance(receiver, partial) else receiver
    owner = getattr(inner, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)
