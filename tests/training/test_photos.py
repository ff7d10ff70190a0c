"""What the trainer shows the network is what the photo and its marks say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.sets import SIDE, box_of, photo_pixels, write_set
from training import batches
from training.augment import Sample, clean_crop, mosaic, moved_marks, negative, placed, relit, single
from training.data import LABELS, TRAIN_FILES, Mark, Photo, Pixels, load_pixels, read_clean, read_split


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a tiny labelled set."""
    return write_set(tmp_path)


def made(place: int) -> Photo:
    """Return a photo that lies nowhere, with its mark."""
    x, y, w, h = box_of(place)
    corners = np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], np.float32)
    return Photo(Path(str(place)), f"images/train/{place}", "unit", (Mark(place % 6, corners),))


def pixels_of(photo: Photo) -> Pixels:
    """Return a made photo's pixels."""
    return photo_pixels(int(photo.path.name))


def bright(sample: Sample) -> tuple[float, float, float, float]:
    """Return the box around the bright pixels of a sample."""
    ys, xs = np.nonzero(sample.pixels[..., 0].astype(int) > sample.pixels[..., 1].astype(int) + 90)
    return float(xs.min()), float(ys.min()), float(xs.max()) + 1, float(ys.max()) + 1


def test_photos_come_with_their_marks_and_their_vehicle_episode(folder: Path) -> None:
    photos = read_split(folder, "val.json")
    assert [photo.unit for photo in photos] == ["val0", "val0", "val1", "val1", "val2", "val2"]
    for place, photo in enumerate(photos):
        x, y, w, h = box_of(place)
        assert photo.boxes().tolist() == [[x, y, x + w, y + h]]
        assert photo.labels().tolist() == [place % len(LABELS)]


def test_training_reads_no_photo_of_val_test_or_clean_cars(folder: Path) -> None:
    shown = {photo.name for file in TRAIN_FILES for photo in read_split(folder, file)}
    held_out = {
        p.name for p in [*read_split(folder, "val.json"), *read_split(folder, "test.json"), *read_clean(folder)]
    }
    assert shown and not shown & held_out
    assert all(name.startswith(("images/train/", "images/train_closeups/")) for name in shown)


def test_a_photo_that_cannot_be_read_is_named(folder: Path) -> None:
    photo = read_split(folder, "train.json")[0]
    photo.path.write_bytes(b"no photo")
    with pytest.raises(ValueError, match=r"images/train/0\.png cannot be read"):
        load_pixels(photo)


@given(seed=st.integers(0, 5000), place=st.integers(0, 29))
def test_a_mark_stays_around_its_damage_however_the_photo_is_moved(seed: int, place: int) -> None:
    photo = made(place)
    sample = placed(np.random.default_rng(seed), pixels_of(photo), photo.marks, (128, 128), (0.75, 1.7))
    for mark in sample.marks:
        cut = mark.box.min() <= 0 or mark.box.max() >= 128  # a tilted outline cut at the edge keeps some air
        assert np.abs(mark.box - np.array(bright(sample))).max() <= (12.0 if cut else 3.0)


@given(seed=st.integers(0, 5000))
def test_a_mosaic_keeps_every_mark_inside_and_in_its_corner(seed: int) -> None:
    sample = mosaic(np.random.default_rng(seed), [made(k) for k in range(4)], pixels_of, 128)
    assert sample.pixels.shape == (128, 128, 3)
    for mark in sample.marks:
        assert (mark.box >= 0).all() and (mark.box <= 128).all()


@given(seed=st.integers(0, 5000), place=st.integers(0, 29))
def test_a_crop_taken_as_clean_shows_no_damage(seed: int, place: int) -> None:
    photo = made(place)
    crop = clean_crop(np.random.default_rng(seed), photo, pixels_of(photo))
    assert crop is None or int(crop[..., 0].max()) == 90


def test_a_photo_that_is_damaged_all_over_gives_no_clean_crop() -> None:
    whole = Mark(0, np.array([[0, 0], [SIDE, SIDE]], np.float32))
    photo = Photo(Path("0"), "images/train/0", "unit", (whole,))
    assert negative(np.random.default_rng(0), photo, pixels_of, 64) is None


def test_a_mark_that_hardly_remains_is_dropped() -> None:
    mark = Mark(0, np.array([[0, 0], [20, 0], [20, 20], [0, 20]], np.float32))
    slid = np.array([[1, 0, -17], [0, 1, 0]], np.float32)
    assert moved_marks([mark], slid, (64, 64)) == ()


def test_light_changes_keep_size_and_type() -> None:
    for seed in range(30):
        out = relit(np.random.default_rng(seed), photo_pixels(0))
        assert out.shape == (SIDE, SIDE, 3) and out.dtype == np.uint8


def test_the_same_seed_shows_the_same_epoch() -> None:
    photos = [made(k) for k in range(8)]
    mix = batches.Mix(mosaic=0.4, negative=0.2)
    first, again = (list(batches.epoch(np.random.default_rng(3), photos, pixels_of, 64, 4, mix)) for _ in range(2))
    assert len(first) == 2
    for a, b in zip(first, again, strict=True):
        assert np.array_equal(a.pixels, b.pixels)
        assert all(np.array_equal(x, y) for x, y in zip(a.targets, b.targets, strict=True))
    assert first[0].pixels.shape == (4, 64, 64, 3)


def test_rare_damage_is_shown_more_often() -> None:
    photos = [made(0)] * 9 + [made(3)]
    share = batches.weights(photos)
    assert share[-1] == pytest.approx(2.0 * share[0])
    assert share.sum() == pytest.approx(1.0)


def test_close_ups_are_shown_nearer() -> None:
    near = Photo(Path("0"), "images/train_closeups/0", "unit", made(0).marks)
    areas = []
    for photo in (made(0), near):
        samples = [single(np.random.default_rng(seed), photo, pixels_of, 96) for seed in range(60)]
        areas.append(np.mean([np.prod(m.box[2:] - m.box[:2]) for s in samples for m in s.marks]))
    assert areas[1] > areas[0]
