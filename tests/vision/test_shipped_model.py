"""The model that we ship is what its manifest says, and no better."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector_app.core.finding import Label
from inspector_app.core.pack import PackManifest
from inspector_app.core.photo import Picture
from inspector_app.keys.packs import verified
from inspector_app.vision.catalog import read_catalog
from inspector_app.vision.detector import TfliteDetector, open_detector

PACK = max((Path(__file__).resolve().parent.parent.parent / "models").glob("damage-*"))


@pytest.fixture(scope="module")
def manifest() -> PackManifest:
    """Return the verified manifest of the shipped model."""
    return verified(PACK)


@pytest.fixture(scope="module")
def shipped(manifest: PackManifest) -> TfliteDetector:
    """Return the shipped detector."""
    return open_detector(PACK, manifest)


def photo(path: Path) -> Picture:
    """Return a photo's pixels."""
    pixels = cv2.imread(str(path))
    assert pixels is not None
    return Picture(np.ascontiguousarray(pixels[:, :, ::-1]), pixels.shape[1], pixels.shape[0])


def test_it_knows_the_six_kinds_of_damage_and_reads_its_own_bands(manifest: PackManifest) -> None:
    catalog = read_catalog(PACK, manifest)
    assert set(catalog.labels) == set(Label) - {Label.OTHER}
    assert 0 < catalog.check < catalog.sure < 1
    assert all(0 < rule.shown <= catalog.sure for rule in catalog.rules.values())


def test_its_manifest_says_how_well_it_was_measured_and_how_near_it_is_to_its_network(manifest: PackManifest) -> None:
    figures = manifest.contents["figures"]
    value, low, high = figures["test"]["ap50_any_class"]
    assert 0 < low <= value <= high < 1
    assert max(figures["export"]["parity_boxes"], figures["export"]["parity_scores"]) <= 1e-3
    assert figures["export"]["sha256"] == read_catalog(PACK, manifest).model.sha256
    assert "shown_per_photo" in figures["clean"]


def test_a_grey_wall_shows_no_damage(shipped: TfliteDetector) -> None:
    wall = np.full((1200, 1600, 3), 128, np.uint8)
    assert not [s for s in shipped.detect(Picture(wall, 1600, 1200)) if s.shown]


@pytest.mark.data
def test_clean_cars_get_the_false_alarms_that_the_manifest_states(
    shipped: TfliteDetector, manifest: PackManifest, data_folder: Path
) -> None:
    photos = sorted((data_folder / "damage" / "clean").iterdir())
    shown = [sum(s.shown for s in shipped.detect(photo(path))) for path in photos]
    stated = manifest.contents["figures"]["clean"]["shown_per_photo"]
    assert np.mean(shown) == pytest.approx(stated, abs=0.03)
