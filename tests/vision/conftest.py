"""The tiny model, loaded once: red squares are scratches, blue ones dents."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector_app.keys.packs import verified
from inspector_app.vision.detector import TfliteDetector, open_detector
from tests.packs import TRUSTED, tiny_pack


@pytest.fixture(scope="session")
def detector(tmp_path_factory: pytest.TempPathFactory) -> TfliteDetector:
    """Return the tiny detector of a verified pack."""
    folder: Path = tiny_pack(tmp_path_factory.mktemp("pack"))
    return open_detector(folder, verified(folder, trusted=TRUSTED))
