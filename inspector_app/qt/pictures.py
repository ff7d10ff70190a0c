"""Pictures for the screen: read from the vault and decoded on the IMAGING lane, a few kept."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QLinearGradient, QPainter

from inspector_app.core.ids import Sha256
from inspector_app.qt.executor import Executor, Lane

KEPT_BYTES = 96 * 1024 * 1024
Asked = tuple[Sha256, int]


class Pictures(QObject):
    """Answers at once with what is there; what is not comes later, announced by `loaded`."""

    loaded = Signal(str)
    """Hash of a picture that can be asked for now."""

    def __init__(self, executor: Executor, read: Callable[[Sha256], bytes], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._read = read
        self._kept: OrderedDict[Asked, QImage] = OrderedDict()
        self._coming: set[Asked] = set()

    @property
    def is_loading(self) -> bool:
        """Whether some picture is still on its way."""
        return bool(self._coming)

    def image(self, sha256: Sha256, side: int) -> QImage | None:
        """Return the picture with its longer side at most `side`, or None while it is being read."""
        asked = (sha256, side)
        if asked in self._kept:
            self._kept.move_to_end(asked)
            return self._kept[asked]
        if asked not in self._coming:
            self._coming.add(asked)
            work = partial(_load, self._read, sha256, side)
            self._executor.run(Lane.IMAGING, work, partial(self._arrived, asked), partial(self._lost, asked))
        return None

    def _arrived(self, asked: Asked, image: QImage) -> None:
        self._coming.discard(asked)
        self._kept[asked] = image
        while sum(kept.sizeInBytes() for kept in self._kept.values()) > KEPT_BYTES and len(self._kept) > 1:
            self._kept.popitem(last=False)
        self.loaded.emit(asked[0])

    def _lost(self, asked: Asked, error: Exception) -> None:
        """Keep an empty picture, so that a lost photo is asked for once, and tell the error to everybody."""
        self._arrived(asked, QImage())
        self._executor.failed.emit(error)


def _load(read: Callable[[Sha256], bytes], sha256: Sha256, side: int) -> QImage:
    return decoded(read(sha256), side)


def decoded(data: bytes, side: int) -> QImage:
    """Return a picture upright and reduced; an empty one where the bytes are none. Safe from any lane."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))  # a copy: a buffer over a temporary would read freed memory
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def patterned(width: int, height: int) -> QImage:
    """Return a picture with a colour at every place: something to look at where no photo is at hand."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    slope = QLinearGradient(0, 0, width, height)
    for place, colour in ((0.0, "#5f7891"), (0.5, "#d7dbe0"), (1.0, "#333a44")):
        slope.setColorAt(place, QColor(colour))
    painter.fillRect(image.rect(), slope)
    painter.end()
    return image
