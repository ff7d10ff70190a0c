"""Where photos come from: a camera, or a folder that plays one; pages know only the source."""

import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from inspector_app.qt.executor import Executor, Lane

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

log = logging.getLogger(__name__)
JPEG_QUALITY = 95


class FrameSource(QObject):
    """Shows what it sees, and gives a photo when asked."""

    framed = Signal(QImage)
    """A frame for the viewfinder."""
    captured = Signal(bytes)
    """A photo as an encoded file."""
    trouble = Signal(str)
    """The code of what is wrong: camera_missing, camera_trouble, file_unreadable."""

    @property
    def name(self) -> str:
        """What the user knows it by."""
        return ""

    def start(self) -> None:
        """Begin to show frames."""

    def stop(self) -> None:
        """Let go of the device."""

    def capture(self) -> None:
        """Take a photo; it comes by `captured`, or `trouble` says why not."""


class FolderSource(FrameSource):
    """Plays a camera with files, one after another: for tests, the demo, and laptops without a camera."""

    def __init__(self, executor: Executor, files: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._files = tuple(files)
        self._next = 0
        self._is_on = False

    @property
    def name(self) -> str:
        """The folder's name."""
        return self._files[0].parent.name if self._files else ""

    def start(self) -> None:
        """Show the file that comes next."""
        self._is_on = True
        self._show()

    def stop(self) -> None:
        """Show nothing more."""
        self._is_on = False

    def capture(self) -> None:
        """Give the next file's bytes as they are."""
        if self._next >= len(self._files):
            self.trouble.emit("camera_missing")
            return
        path = self._files[self._next]
        self._next += 1
        self._executor.run(Lane.DISK, path.read_bytes, self._taken, self._failed)

    def _taken(self, data: bytes) -> None:
        self.captured.emit(data)
        self._show()

    def _failed(self, error: Exception) -> None:
        log.info("no photo from the folder: %s", type(error).__name__)
        self.trouble.emit("file_unreadable")

    def _show(self) -> None:
        if self._is_on and self._next < len(self._files):
            path = str(self._files[self._next])
            self._executor.run(Lane.IMAGING, partial(QImage, path), self.framed.emit, self._failed)


class QtCamera(FrameSource):
    """A camera of this laptop. QtMultimedia is loaded with it, not before."""

    def __init__(self, executor: Executor, device_id: str = "", parent: QObject | None = None) -> None:
        from PySide6.QtMultimedia import QCamera, QImageCapture, QMediaCaptureSession, QMediaDevices, QVideoSink

        super().__init__(parent)
        self._executor = executor
        known = {bytes(device.id().data()).decode(errors="replace"): device for device in QMediaDevices.videoInputs()}
        self._device = known.get(device_id) or QMediaDevices.defaultVideoInput()
        self._session = QMediaCaptureSession(self)
        self._camera = QCamera(self._device, self)
        self._shutter = QImageCapture(self)
        self._sink = QVideoSink(self)
        self._session.setCamera(self._camera)
        self._session.setImageCapture(self._shutter)
        self._session.setVideoSink(self._sink)
        self._shutter.setQuality(QImageCapture.Quality.VeryHighQuality)
        self._sink.videoFrameChanged.connect(self._framed)
        self._shutter.imageCaptured.connect(self._captured)
        self._shutter.errorOccurred.connect(self._failed)
        self._camera.errorOccurred.connect(self._failed)

    @property
    def name(self) -> str:
        """The camera's own name."""
        return self._device.description()

    def start(self) -> None:
        """Open the camera."""
        if self._device.isNull():
            self.trouble.emit("camera_missing")
        else:
            self._camera.start()

    def stop(self) -> None:
        """Let the camera go."""
        self._camera.stop()

    def capture(self) -> None:
        """Release the shutter."""
        if self._shutter.isReadyForCapture():
            self._shutter.capture()
        else:
            self.trouble.emit("camera_missing" if self._device.isNull() else "camera_trouble")

    def _framed(self, frame: "QVideoFrame") -> None:
        image = frame.toImage()
        if not image.isNull():
            self.framed.emit(image)

    def _captured(self, _: int, image: QImage) -> None:
        self._executor.run(Lane.IMAGING, partial(encoded, image.copy()), self.captured.emit, self._failed)

    def _failed(self, *told: object) -> None:
        log.info("camera: %s", told[-1])
        self.trouble.emit("camera_trouble")


def cameras() -> tuple[tuple[str, str], ...]:
    """Return (id, name) of this laptop's cameras, the usual one first."""
    from PySide6.QtMultimedia import QMediaDevices

    usual = QMediaDevices.defaultVideoInput().id()
    found = sorted(QMediaDevices.videoInputs(), key=lambda device: device.id() != usual)
    return tuple((bytes(device.id().data()).decode(errors="replace"), device.description()) for device in found)


def encoded(image: QImage) -> bytes:
    """Return an image as JPEG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(JPEG_QUALITY)
    writer.write(image)
    buffer.close()
    return bytes(data.data())
