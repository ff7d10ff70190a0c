"""A VIN tells make, model and year without a network."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
import ultravin
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.core.ports import VinDecoder
from inspector_app.core.vehicle import Vin, parse_vin
from inspector_app.reading import decode_vin
from inspector_app.reading.vin_decode import as_written

NOW = datetime(2026, 6, 1, tzinfo=UTC)
VINS = ultravin.generate(200, seed=11, invalid_rate=0.0, now=NOW)
ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@pytest.mark.parametrize(
    ("vin", "year", "make", "model", "trim"),
    [
        ("1HGCM82633A004352", 2003, "Honda", "Accord", "EX-V6"),
        ("5YJ3E1EA7JF000000", 2018, "Tesla", "Model 3", ""),
        ("WBA5R1C50LFH44471", 2020, "BMW", "", ""),
        ("WVWZZZ1KZAW000001", 2010, "Volkswagen", "", ""),
        ("VF1AAAAAA12345678", 2001, "Renault", "", ""),
    ],
)
def test_known_cars_are_named(vin: str, year: int, make: str, model: str, trim: str) -> None:
    decode: VinDecoder = decode_vin
    vehicle = decode(Vin(vin))
    assert (vehicle.vin, vehicle.year, vehicle.make, vehicle.model, vehicle.trim) == (vin, year, make, model, trim)


def test_a_maker_that_nobody_knows_leaves_the_fields_empty() -> None:
    vehicle = decode_vin(Vin("11111111111111111"))
    assert (vehicle.make, vehicle.model, vehicle.trim) == ("", "", "")
    assert vehicle.plate == ""
    assert vehicle.odometer is None


def test_cars_of_north_america_are_known_by_make_and_year() -> None:
    cars = ultravin.generate(60, seed=3, vehicle_type=2, min_year=2012, invalid_rate=0.0, now=NOW)
    vehicles = [decode_vin(parse_vin(vin)) for vin in cars]
    assert len(vehicles) == 60
    assert all(vehicle.make and vehicle.model and 2012 <= (vehicle.year or 0) <= 2028 for vehicle in vehicles)
    assert all(vehicle.title.startswith(f"{vehicle.year} {vehicle.make}") for vehicle in vehicles)


@given(st.sampled_from(VINS))
def test_generated_vins_decode_to_themselves(vin: str) -> None:
    assert decode_vin(parse_vin(vin)).vin == vin


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_no_seventeen_characters_stop_the_work(text: str) -> None:
    vehicle = decode_vin(Vin(text))
    assert vehicle.vin == text
    assert vehicle.year is None or 1980 <= vehicle.year <= datetime.now(UTC).year + 2


@pytest.mark.parametrize(
    ("shouted", "badge"),
    [("MERCEDES-BENZ", "Mercedes-Benz"), ("GMC", "GMC"), ("LAND ROVER", "Land Rover"), ("MINI", "MINI"), ("KIA", "Kia"),
     ("MCLAREN", "McLaren"), ("Renault", "Renault"), ("", "")],
)  # fmt: skip
def test_a_make_is_written_as_on_its_badge(shouted: str, badge: str) -> None:
    assert as_written(shouted) == badge


def test_the_database_is_loaded_with_the_first_vin_only() -> None:
    heavy = "{'ultravin', 'vininfo', 'zxingcpp', 'numpy'}"
    code = f"import sys, inspector_app.reading; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_trim_that_names_its_model_again_says_it_once() -> None:
    assert decode_vin(Vin("3MZBPABL7MM000000")).title == "2021 Mazda Mazda3 with Select Package"
