"""The demo's car: how it is read, and that the one we ship is one that an inspector could walk round."""

from pathlib import Path

import pytest

from inspector_app.core.errors import InputError
from inspector_app.core.finding import Box, Label
from inspector_app.core.shots import CLOSE_UP, QUICK_WALK, next_shot
from inspector_app.core.vehicle import DistanceUnit, Odometer, parse_vin
from inspector_app.demo.car import DemoCar, read_car
from inspector_app.imaging import imaging

SHIPPED = Path(__file__).resolve().parents[2] / "assets" / "demo"
MOST_BYTES = 6_000_000
TOLD = """
vin = "1HGCM82633A004352"
odometer = 48217

[[photos]]
file = "01_front.jpg"
shot = "front"

[[photos]]
file = "02_closeup_dent.jpg"
shot = "closeup"
damages = [
    { label = "dent", part = "door", box = [100, 200, 300, 150] },
    { label = "scratch", part = "door", box = [900, 20, 80, 400] },
]
"""


def told(folder: Path) -> DemoCar:
    """Read a car of two photos."""
    (folder / "demo.toml").write_text(TOLD, encoding="utf-8")
    return read_car(folder)


def test_what_was_modelled_is_read_with_the_photo_it_shows_in(tmp_path: Path) -> None:
    car = told(tmp_path)
    front, dent = car.photos
    assert car.vin == "1HGCM82633A004352"
    assert car.odometer == Odometer(48217, DistanceUnit.MILES)
    assert (front.path, front.shot, front.damages) == (tmp_path / "01_front.jpg", "front", ())
    assert [damage.label for damage in dent.damages] == [Label.DENT, Label.SCRATCH]


def test_a_place_is_damaged_where_it_lies_over_what_was_modelled(tmp_path: Path) -> None:
    _, photo = told(tmp_path).photos
    dent, scratch = photo.damages
    assert photo.shows(Box(110, 210, 280, 140)) is dent
    assert photo.shows(Box(890, 100, 120, 200)) is scratch
    assert photo.shows(Box(600, 600, 50, 50)) is None


def test_where_the_car_is_not_installed_it_is_said_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_car(tmp_path)
    assert (caught.value.code, caught.value.params) == ("file_unreadable", {"name": "demo.toml"})


# --- the car that we ship


@pytest.fixture(scope="module")
def shipped() -> DemoCar:
    car = read_car(SHIPPED) if (SHIPPED / "demo.toml").is_file() else None
    if car is None or not all(photo.path.is_file() for photo in car.photos):
        pytest.skip("the demo car is not installed")
    return car


def test_the_shipped_car_has_a_vin_that_holds_and_photos_of_the_whole_walk(shipped: DemoCar) -> None:
    assert parse_vin(shipped.vin).check_digit_holds
    shots = [photo.shot for photo in shipped.photos]
    assert {shot.id for shot in QUICK_WALK} <= set(shots)
    assert shots.count(CLOSE_UP.id) >= 4
    assert {Label.DENT, Label.SCRATCH, Label.LAMP_DAMAGE, Label.GLASS_DAMAGE} <= {
        damage.label for photo in shipped.photos for damage in photo.damages
    }


def test_the_shipped_photos_come_in_the_order_in_which_the_guide_asks_for_them(shipped: DemoCar) -> None:
    taken: list[str] = []
    for photo in shipped.photos:
        assert next_shot(taken).id == photo.shot
        taken.append(photo.shot)


def test_the_shipped_photos_are_large_dated_and_small_on_the_disk(shipped: DemoCar) -> None:
    datas = [photo.path.read_bytes() for photo in shipped.photos]
    assert sum(len(data) for data in datas) <= MOST_BYTES
    for photo, data in zip(shipped.photos, datas, strict=True):
        mime, width, height = imaging.inspect(data)
        assert (mime, width >= 1600, height >= 1200) == ("image/jpeg", True, True)
        assert imaging.captured_at(data)
        for box in (damage.box for damage in photo.damages):
            assert 0 <= box.x < box.x + box.w <= width
            assert 0 <= box.y < box.y + box.h <= height
