"""Of many boxes on one damage the strongest stays; other kinds of damage are left alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from inspector_app.vision.suppress import strongest


def kept(boxes: Sequence[Sequence[float]], scores: Sequence[Sequence[float]], most: int = 100) -> list[tuple[int, int]]:
    """Return the places and classes that stay."""
    raw = np.array(boxes, np.float32).reshape(-1, 4), np.array(scores, np.float32)
    places, labels = strongest(*raw, floor=0.1, overlap=0.5, most=most)
    return list(zip(places.tolist(), labels.tolist(), strict=True))


def test_the_weaker_of_two_boxes_on_one_scratch_is_dropped() -> None:
    assert kept([[0.0, 0, 10, 10], [1, 0, 11, 10]], [[0.4, 0.0], [0.9, 0.0]]) == [(1, 0)]


def test_a_dent_under_a_scratch_stays() -> None:
    assert kept([[0.0, 0, 10, 10], [0, 0, 10, 10]], [[0.4, 0.0], [0.0, 0.9]]) == [(1, 1), (0, 0)]


def test_equal_scores_keep_the_order_of_the_network() -> None:
    apart: list[list[float]] = [[0, 0, 1, 1], [5, 5, 6, 6], [9, 9, 10, 10]]
    assert kept(apart, [[0.5], [0.5], [0.5]]) == [(0, 0), (1, 0), (2, 0)]


def test_scores_or_boxes_that_are_no_numbers_are_left_out() -> None:
    nan = float("nan")
    assert kept([[0.0, 0, 1, 1], [nan, 0, 1, 1], [5, 5, 6, 6]], [[nan], [0.9], [0.8]]) == [(2, 0)]


def test_no_more_than_asked_for_stay() -> None:
    apart = [[i * 10.0, 0, i * 10.0 + 5, 5] for i in range(9)]
    assert [place for place, _ in kept(apart, [[0.2 + 0.05 * i] for i in range(9)], most=3)] == [8, 7, 6]


def random_boxes(seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return sixty random boxes with scores in three classes."""
    rng = np.random.default_rng(seed)
    low = rng.uniform(0, 60, (60, 2))
    return np.concatenate([low, low + rng.uniform(1, 30, (60, 2))], 1).astype(np.float32), rng.random(
        (60, 3), np.float32
    )


@given(seed=st.integers(0, 10_000))
def test_what_stays_is_the_best_of_what_it_overlaps(seed: int) -> None:
    boxes, scores = random_boxes(seed)
    places, labels = strongest(boxes, scores, floor=0.5, overlap=0.4, most=100)
    best = scores[places, labels]
    assert (np.diff(best) <= 0).all() and (best >= 0.5).all()
    again, _ = strongest(boxes[places], scores[places], floor=0.5, overlap=0.4, most=100)
    assert again.tolist() == list(range(len(places)))
