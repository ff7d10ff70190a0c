"""Pictures for the screen: at once where they are there, later where not, and a lost one asked for once."""

import io

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from inspector_app.core.errors import StorageError
from inspector_app.core.ids import Sha256
from inspector_app.qt import pictures as module
from inspector_app.qt.executor import Executor
from inspector_app.qt.pictures import Pictures, decoded, patterned

ONE, OTHER, LOST = Sha256("1" * 64), Sha256("2" * 64), Sha256("f" * 64)


class Shelf:
    """Photos by their hash; notes what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[Sha256] = []

    def __call__(self, sha256: Sha256) -> bytes:
        self.asked.append(sha256)
        if sha256 == LOST:
            raise StorageError("photo_damaged")
        return photo(640, 480, orientation=6 if sha256 == OTHER else 1)


def photo(width: int, height: int, *, orientation: int = 1) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (width, height), (120, 40, 200)).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def pictures(executor: Executor, shelf: Shelf) -> Pictures:
    return Pictures(executor, shelf)


def test_a_picture_is_read_once_and_then_there_at_once(qtbot: QtBot, pictures: Pictures, shelf: Shelf) -> None:
    with qtbot.waitSignal(pictures.loaded) as loaded:
        assert pictures.image(ONE, 320) is None
        assert pictures.image(ONE, 320) is None
        assert pictures.is_loading
    assert loaded.args == [ONE]
    image = pictures.image(ONE, 320)
    assert image is not None and (image.width(), image.height()) == (320, 240)
    assert shelf.asked == [ONE] and not pictures.is_loading


def test_a_photo_taken_upright_is_shown_upright(qtbot: QtBot, pictures: Pictures) -> None:
    with qtbot.waitSignal(pictures.loaded):
        pictures.image(OTHER, 320)
    image = pictures.image(OTHER, 320)
    assert image is not None and (image.width(), image.height()) == (240, 320)


def test_a_lost_photo_is_told_once_and_shown_as_nothing(
    qtbot: QtBot, pictures: Pictures, executor: Executor, shelf: Shelf
) -> None:
    told: list[Exception] = []
    executor.failed.connect(told.append)
    with qtbot.waitSignal(pictures.loaded):
        pictures.image(LOST, 320)
    image = pictures.image(LOST, 320)
    assert image is not None and image.isNull()
    assert [type(error) for error in told] == [StorageError]
    assert shelf.asked == [LOST]


def test_the_pictures_that_were_not_asked_for_longest_give_way(
    qtbot: QtBot, pictures: Pictures, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 400_000)
    for sha256 in (ONE, OTHER):
        with qtbot.waitSignal(pictures.loaded):
            pictures.image(sha256, 320)
    assert pictures.image(OTHER, 320) is not None
    with qtbot.waitSignal(pictures.loaded):
        assert pictures.image(ONE, 320) is None
    assert shelf.asked == [ONE, OTHER, ONE]


def test_bytes_that_are_no_picture_give_an_empty_one() -> None:
    assert decoded(b"no picture", 100).isNull()
    assert decoded(photo(50, 40), 100).size().width() == 50


def test_a_pattern_has_many_colours() -> None:
    image: QImage = patterned(64, 48)
    assert len({image.pixel(x, x // 2) for x in range(64)}) > 8
