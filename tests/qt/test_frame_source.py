"""A folder plays a camera; a laptop without a camera says so."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from inspector_app.qt.executor import Executor
from inspector_app.qt.frame_source import FolderSource, QtCamera, cameras, encoded


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    paths = [tmp_path / f"{number}.jpg" for number in range(2)]
    for path in paths:
        path.write_bytes(encoded(image))
    return paths


def test_each_release_gives_the_next_file_untouched(qtbot: QtBot, executor: Executor, files: list[Path]) -> None:
    source = FolderSource(executor, files)
    with qtbot.waitSignal(source.framed) as framed:
        source.start()
    assert framed.args[0].width() == 64
    for path in files:
        with qtbot.waitSignal(source.captured) as captured:
            source.capture()
        assert captured.args[0] == path.read_bytes()
    with qtbot.waitSignal(source.trouble) as trouble:
        source.capture()
    assert trouble.args == ["camera_missing"]
    qtbot.waitUntil(lambda: executor.is_idle)


def test_a_file_that_vanished_is_told_and_the_next_one_still_comes(
    qtbot: QtBot, executor: Executor, files: list[Path]
) -> None:
    source = FolderSource(executor, files)
    files[0].unlink()
    with qtbot.waitSignal(source.trouble) as trouble:
        source.capture()
    assert trouble.args == ["file_unreadable"]
    with qtbot.waitSignal(source.captured):
        source.capture()


@pytest.mark.skipif(bool(cameras()), reason="this laptop has a camera, and it is not ours to open")
def test_a_laptop_without_a_camera_says_so(qtbot: QtBot, executor: Executor) -> None:
    source = QtCamera(executor)
    with qtbot.waitSignal(source.trouble) as trouble:
        source.start()
    assert trouble.args == ["camera_missing"]
    source.stop()
