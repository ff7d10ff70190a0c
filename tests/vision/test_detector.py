"""What the detector finds lies on the right pixels of the upright original, the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.core.finding import Band, Box, Label, overlap
from inspector_app.core.photo import Picture
from inspector_app.keys.packs import verified
from inspector_app.vision.catalog import Fit
from inspector_app.vision.detector import TfliteDetector, open_detector
from inspector_app.vision.preprocess import placed
from tests.packs import TRUSTED, tiny_pack

RED, BLUE = (255, 0, 0), (0, 0, 255)


def painted(width: int, height: int, *squares: tuple[Box, tuple[int, int, int]]) -> Picture:
    """Return a black picture with coloured squares."""
    pixels = np.zeros((height, width, 3), np.uint8)
    for box, colour in squares:
        pixels[box.y : box.y + box.h, box.x : box.x + box.w] = colour
    return Picture(pixels, width, height)


def test_a_scratch_and_a_dent_are_found_where_they_lie(detector: TfliteDetector) -> None:
    scratch, dent = Box(200, 300, 200, 150), Box(1000, 750, 200, 150)
    found = detector.detect(painted(1600, 1200, (scratch, RED), (dent, BLUE)))
    assert [(s.label, s.box) for s in sorted(found, key=lambda s: s.box.x)] == [
        (Label.SCRATCH, scratch),
        (Label.DENT, dent),
    ]


def test_boxes_are_those_of_the_upright_original_when_the_picture_was_reduced(detector: TfliteDetector) -> None:
    small = painted(800, 600, (Box(100, 75, 100, 75), RED))
    (found,) = detector.detect(Picture(small.pixels, 4000, 3000))
    assert found.box == Box(500, 375, 500, 375)


def test_an_undamaged_car_gets_no_suggestion(detector: TfliteDetector) -> None:
    assert detector.detect(painted(640, 480)) == ()


def test_the_same_photo_gives_the_same_findings_with_one_thread_or_two(
    detector: TfliteDetector, tmp_path: Path
) -> None:
    folder = tiny_pack(tmp_path)
    other = open_detector(folder, verified(folder, trusted=TRUSTED), threads=2)
    noise = np.random.default_rng(7).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    noise[100:300, 50:400, 1] = 0
    picture = Picture(noise, 640, 480)
    assert detector.detect(picture)
    assert detector.detect(picture) == detector.detect(picture) == other.detect(picture)


def test_confidence_tells_the_band_and_whether_a_finding_is_shown(detector: TfliteDetector) -> None:
    faint = (140, 0, 0)
    pale = (180, 0, 0)
    squares = ((Box(0, 0, 8, 8), RED), (Box(16, 16, 8, 8), pale), (Box(32, 32, 8, 8), faint))
    found = detector.detect(painted(64, 64, *squares))
    assert [(s.band, s.shown) for s in found] == [(Band.SURE, True), (Band.CHECK, True), (Band.CHECK, False)]
    assert [s.confidence_ppm for s in found] == sorted((s.confidence_ppm for s in found), reverse=True)
    assert abs(found[1].confidence_ppm - 705_882) < 2


def test_calibration_moves_confidence_but_not_the_order(tmp_path: Path) -> None:
    classes = {"scratch": {"offset": -2.0, "shown": 0.3}, "dent": {"offset": -2.0, "shown": 0.3}}
    folder = tiny_pack(tmp_path, classes=classes, slope=0.5)
    cautious = open_detector(folder, verified(folder, trusted=TRUSTED))
    found = cautious.detect(painted(64, 64, (Box(16, 16, 8, 8), (200, 0, 0)), (Box(32, 32, 8, 8), (150, 0, 0))))
    assert [s.box.x for s in found] == [16, 32]
    assert all(s.confidence_ppm < 250_000 and not s.shown and s.band is Band.HINT for s in found)


@pytest.mark.parametrize("size", [(1600, 1200), (1200, 1600), (640, 640), (33, 500)])
def test_a_letterboxed_photo_gives_its_boxes_back_too(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tiny_pack(tmp_path, fit="letterbox")
    boxed = open_detector(folder, verified(folder, trusted=TRUSTED))
    width, height = size
    square = Box(0, 0, width, height)
    found = boxed.detect(painted(width, height, (square, RED)))
    assert found
    assert all(s.box == s.box.within(width, height) for s in found)
    assert all(overlap(s.box, square) > 0 for s in found)


@given(width=st.integers(8, 400), height=st.integers(8, 400), seed=st.integers(0, 1000))
def test_every_box_lies_inside_the_photo_whatever_its_shape(
    detector: TfliteDetector, width: int, height: int, seed: int
) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    pixels[..., 1] = 0
    for found in detector.detect(Picture(pixels, width, height)):
        assert found.box == found.box.within(width, height)
        assert 0 <= found.confidence_ppm <= 1_000_000


def test_a_box_on_the_grey_border_of_a_letterboxed_photo_is_no_suggestion() -> None:
    _, placement = placed(painted(200, 100), 64, Fit.LETTERBOX)
    assert placement.back(0, 0, 64, 8) is None
    assert placement.back(0, 0, 64, 64) == Box(0, 0, 200, 100)
