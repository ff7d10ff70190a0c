"""`inspector detect`: the file that other programs read, field by field."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from inspector_app.app.models import installed
from inspector_app.core.finding import Label
from tests.cli.conftest import Said, Shell

SIDEWAYS = 6
"""EXIF: the camera was turned by a quarter."""


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Make a folder of photos: one upright, one sideways, one torn, and a text."""
    folder = tmp_path / "photos"
    (folder / "more").mkdir(parents=True)
    picture = Image.new("RGB", (800, 600), (90, 100, 120))
    pen = ImageDraw.Draw(picture)
    for step in range(0, 500, 9):
        pen.line((80 + step, 120 + step // 2, 300 + step, 200 + step // 3), fill=(230, 230, 220), width=3)
        pen.ellipse((400 - step // 3, 300 - step // 3, 420, 340), outline=(20, 20, 20), width=4)
    picture.save(folder / "b.png")
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    picture.save(folder / "more" / "a.jpg", exif=exif, quality=92)
    (folder / "torn.jpg").write_bytes(b"\xff\xd8\xff\xe0 torn")
    (folder / "notes.txt").write_text("not a photo", encoding="utf-8")
    return folder


def looked(shell: Shell, *words: str, out: Path) -> tuple[Said, dict[str, Any]]:
    """Look, and return what was written."""
    said = shell.run("detect", *words, "--json", str(out))
    return said, json.loads(out.read_text(encoding="utf-8"))


def test_the_answer_has_the_model_and_each_photo_in_the_agreed_form(shell: Shell, photos: Path, tmp_path: Path) -> None:
    said, told = looked(shell, str(photos / "b.png"), out=tmp_path / "out.json")
    _, manifest = installed(shell.settings)
    model = next(file for file in manifest.files if file.path.endswith(".tflite"))
    assert (said.code, said.out, said.err) == (0, "", "")
    assert set(told) == {"model", "photos"}
    assert told["model"] == {"id": manifest.id, "sha256": model.sha256}
    (photo,) = told["photos"]
    assert set(photo) == {"path", "width", "height", "milliseconds", "findings"}
    assert (photo["path"], photo["width"], photo["height"]) == (str(photos / "b.png"), 800, 600)
    assert photo["milliseconds"] > 0
    assert photo["findings"], "with 1 % as the least confidence something is always said"
    for finding in photo["findings"]:
        assert_agreed(finding, 800, 600)


def assert_agreed(finding: dict[str, Any], width: int, height: int) -> None:
    """Hold one finding to the form."""
    assert set(finding) == {"label", "confidence", "shown", "box"}
    assert Label(finding["label"])
    assert 0.01 <= finding["confidence"] <= 1
    assert isinstance(finding["shown"], bool)
    x, y, w, h = finding["box"]
    assert all(isinstance(number, int) for number in finding["box"])
    assert 0 <= x < x + w <= width
    assert 0 <= y < y + h <= height


def test_boxes_are_in_pixels_of_the_upright_photo(shell: Shell, photos: Path, tmp_path: Path) -> None:
    _, told = looked(shell, str(photos / "more" / "a.jpg"), out=tmp_path / "out.json")
    (photo,) = told["photos"]
    assert (photo["width"], photo["height"]) == (600, 800)
    for finding in photo["findings"]:
        assert_agreed(finding, 600, 800)


def test_a_folder_is_walked_and_a_photo_that_cannot_be_read_says_why_and_ends_with_3(
    shell: Shell, photos: Path, tmp_path: Path
) -> None:
    missing = photos / "gone.jpg"
    said, told = looked(shell, str(photos), str(missing), out=tmp_path / "out.json")
    assert said.code == 3
    names = [photo["path"] for photo in told["photos"]]
    assert names == [*sorted(str(photos / name) for name in ("b.png", "more/a.jpg", "torn.jpg")), str(missing)]
    *_, torn, gone = told["photos"]
    assert torn == {"path": str(photos / "torn.jpg"), "error": torn["error"]}
    assert torn["error"].startswith("torn.jpg is not a photo that can be read.")
    assert gone == {"path": str(missing), "error": gone["error"]}
    assert gone["error"].startswith("gone.jpg cannot be read.")


def test_a_higher_least_confidence_says_less(shell: Shell, photos: Path, tmp_path: Path) -> None:
    path = str(photos / "b.png")
    _, everything = looked(shell, path, out=tmp_path / "all.json")
    _, little = looked(shell, path, "--min-confidence", "0.3", out=tmp_path / "few.json")
    few = [f for f in everything["photos"][0]["findings"] if f["confidence"] >= 0.3]
    assert little["photos"][0]["findings"] == few


def test_without_a_file_a_table_is_printed(shell: Shell, photos: Path) -> None:
    said = shell.run("detect", str(photos))
    assert said.code == 3
    assert said.out.startswith("model damage-")
    assert "800 x 600" in said.out
    assert "torn.jpg is not a photo" in said.out


def test_without_a_model_nothing_is_written(shell: Shell, photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    said = shell.run("detect", str(photos), "--json", str(out), WALKAROUND_MODELS_DIR=str(tmp_path))
    assert (said.code, said.out, out.exists()) == (1, "", False)
    assert said.err.startswith("No damage model is installed.")


def test_an_answer_that_cannot_be_written_is_told(shell: Shell, photos: Path, tmp_path: Path) -> None:
    said = shell.run("detect", str(photos / "b.png"), "--json", str(tmp_path / "no" / "where.json"))
    assert said.code == 1
    assert said.err.startswith("where.json cannot be written.")
