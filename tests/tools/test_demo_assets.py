"""Is the demo car whole, and do its photographs, facts and outlines say what the demo and the guide need?"""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from inspector_app.core.finding import Label
from inspector_app.core.shots import CLOSE_UP, QUICK_WALK, Shot
from inspector_app.core.vehicle import parse_vin
from tools.render_demo.car import face_count, sound_car
from tools.render_demo.loft import closed_shell
from tools.render_demo.mesh import is_closed
from tools.render_demo.views import VIEWS, View

ROOT = Path(__file__).parents[2]
PHOTOS, SHOTS, CROPS = ROOT / "assets" / "demo", ROOT / "assets" / "shots", ROOT / "docs" / "images"
MOST_BYTES = 6 * 1024 * 1024
CLOSE_UPS = {"dent": "dent", "scratch": "scratch", "lamp": "lamp_damage", "windscreen": "glass_damage"}


def facts() -> dict[str, Any]:
    return tomllib.loads((PHOTOS / "demo.toml").read_text(encoding="utf-8"))


def taken(path: Path) -> datetime:
    with Image.open(path) as photo:
        return datetime.strptime(photo.getexif().get_ifd(0x8769)[0x9003], "%Y:%m:%d %H:%M:%S").astimezone()


def test_the_body_is_one_closed_surface_before_windows_are_cut() -> None:
    points, faces = closed_shell(8)
    assert is_closed(faces)
    assert points[:, 0].max() - points[:, 0].min() == pytest.approx(4.6, abs=0.05)
    assert is_closed(faces[1:]) is False


def test_the_car_is_built_of_at_least_two_hundred_thousand_faces() -> None:
    assert face_count(sound_car(6)) >= 200_000


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.shot)
def test_every_photograph_is_large_upright_and_knows_its_time(view: View) -> None:
    with Image.open(PHOTOS / view.file) as photo:
        assert photo.format == "JPEG"
        assert min(photo.size) >= 1200
        assert max(photo.size) >= 1600
        assert photo.getexif()[0x0112] == 1
        assert photo.getexif()[0x0110] == "Walkaround demo render"
    assert taken(PHOTOS / view.file).year == 2025


def test_the_photographs_are_taken_one_after_the_other() -> None:
    times = [taken(PHOTOS / view.file) for view in VIEWS]
    assert times == sorted(set(times))


def test_the_photographs_weigh_little_in_all() -> None:
    assert sum(path.stat().st_size for path in PHOTOS.glob("*.jpg")) <= MOST_BYTES


def test_the_facts_tell_of_every_shot_of_the_walk_in_its_order_and_of_four_close_ups() -> None:
    rows = facts()["photos"]
    assert [row["shot"] for row in rows] == [*(shot.id for shot in QUICK_WALK), *[CLOSE_UP.id] * 4]
    assert [row["file"] for row in rows] == [view.file for view in VIEWS]
    assert {path.name for path in PHOTOS.glob("*.jpg")} == {row["file"] for row in rows}


@pytest.mark.parametrize(("name", "label"), CLOSE_UPS.items())
def test_each_close_up_shows_its_damage(name: str, label: str) -> None:
    row = next(row for row in facts()["photos"] if row["view"] == f"closeup_{name}")
    assert label in {damage["label"] for damage in row["damages"]}


def test_every_damage_has_a_known_label_and_lies_inside_its_photograph() -> None:
    wide, high = facts()["size"]
    for row in facts()["photos"]:
        for damage in row["damages"]:
            x, y, w, h = damage["box"]
            assert Label(damage["label"])
            assert 0 <= x < x + w <= wide
            assert 0 <= y < y + h <= high


def test_the_demo_vin_is_right_by_its_check_digit() -> None:
    assert parse_vin(facts()["vin"]).check_digit_holds
    assert facts()["odometer"] > 0


@pytest.mark.parametrize("shot", QUICK_WALK, ids=lambda shot: shot.id)
def test_every_shot_has_an_outline_in_one_colour(shot: Shot) -> None:
    text = (ROOT / "assets" / shot.silhouette).read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 our own file
    assert root.get("viewBox") == "0 0 400 300"
    assert {part.split('"')[0] for part in text.split('stroke="')[1:]} == {"currentColor"}
    assert 500 < len(text) < 12_000


def test_three_crops_show_the_renders_as_they_are() -> None:
    assert len(list(CROPS.glob("demo_crop_?.jpg"))) == 3
