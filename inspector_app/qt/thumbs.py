"""Thumbnails for lists: read and decoded on their lane, kept in memory while they are looked at."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from inspector_app.core.ids import Sha256
from inspector_app.qt.executor import Executor, Lane

KEPT: Final = 600


class Thumbs(QObject):
    """Gives a thumbnail at once if it is here, and says when it has come if not. Never decodes in a paint."""

    ready = Signal(str)
    """The hash of a thumbnail that can be painted now."""

    def __init__(
        self, executor: Executor, read: Callable[[Sha256], bytes], side: int = 320, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._executor, self._read, self._side = executor, read, side
        self._kept: OrderedDict[Sha256, QPixmap] = OrderedDict()
        self._asked: set[Sha256] = set()

    def get(self, sha256: Sha256 | None) -> QPixmap | None:
        """Return the thumbnail, or None while it is being fetched or where there is none."""
        if sha256 is None:
            return None
        if sha256 in self._kept:
            self._kept.move_to_end(sha256)
            return self._kept[sha256]
        if sha256 not in self._asked:
            self._asked.add(sha256)
            load = partial(_load, self._read, sha256, self._side)
            self._executor.run(Lane.IMAGING, load, partial(self._keep, sha256), partial(self._missing, sha256))
        return None

    def _keep(self, sha256: Sha256, image: QImage) -> None:
        self._asked.discard(sha256)
        self._kept[sha256] = QPixmap.fromImage(image)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(sha256)

    def _missing(self, sha256: Sha256, _: Exception) -> None:
        """Show no picture: a lost thumbnail is no reason to disturb; the original's page tells of it."""
        self._keep(sha256, QImage())


def _load(read: Callable[[Sha256], bytes], sha256: Sha256, side: int) -> QImage:
    image = QImage.fromData(read(sha256))
    if image.width() > side or image.height() > side:
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image.scaled(QSize(side, side), keep, smooth)
    return image
