"""Lanes that end with their test."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from inspector_app.qt.executor import Executor
from inspector_app.qt.hub import Hub


@pytest.fixture
def executor(qapp: QApplication) -> Iterator[Executor]:
    made = Executor()
    yield made
    made.stop()


@pytest.fixture
def hub(qapp: QApplication) -> Hub:
    return Hub()
