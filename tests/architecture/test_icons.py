"""The icons are of one hand: one frame, one weight, and the colour of the text around them."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from inspector_app.settings import resource_root

FOLDER = resource_root() / "assets" / "icons"
LINES = sorted(path for path in FOLDER.glob("*.svg") if path.stem != "app")


def test_there_is_an_icon_for_each_part_of_the_work() -> None:
    names = {path.stem for path in LINES}
    assert {"home", "car", "camera", "gavel", "report", "sync", "settings", "offline", "online", "warning"} <= names
    assert len(names) >= 40


@pytest.mark.parametrize("path", LINES, ids=lambda path: path.stem)
def test_an_icon_has_the_common_frame_and_weight(path: Path) -> None:
    root = ET.parse(path).getroot()  # noqa: S314 - our own files
    assert root.get("viewBox") == "0 0 24 24"
    assert (root.get("stroke"), root.get("stroke-width"), root.get("fill")) == ("currentColor", "1.75", "none")
    assert (root.get("stroke-linecap"), root.get("stroke-linejoin")) == ("round", "round")
    assert len(list(root)) >= 1
    assert "<text" not in path.read_text(encoding="utf-8")


def test_the_sign_of_the_app_is_there_for_screens_and_for_paper() -> None:
    assert (FOLDER / "app.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (FOLDER / "app.png").read_bytes().startswith(b"\x89PNG")
