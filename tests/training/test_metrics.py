"""The figures in the model card mean what they say."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training import calibrate
from training.data import LABELS
from training.evaluate import clean_figures, lines, shown_figures, split_figures
from training.metrics import Seen, average_precision, hits, interval, iou, mean_ap, ranked, recall_at

Row = tuple[list[float], float, int]


def seen(found: list[Row], marks: list[tuple[list[float], int]], unit: str = "u") -> Seen:
    """Return a photo's findings (box, score, class) beside its marks (box, class)."""
    return Seen(
        unit,
        np.array([box for box, _, _ in found], np.float32).reshape(-1, 4),
        np.array([score for _, score, _ in found], np.float32),
        np.array([label for _, _, label in found], np.int64),
        np.array([box for box, _ in marks], np.float32).reshape(-1, 4),
        np.array([label for _, label in marks], np.int64),
    )


A, B, C = [0.0, 0, 10, 10], [50.0, 50, 60, 60], [100.0, 0, 110, 10]


def test_overlap_is_intersection_over_union() -> None:
    boxes = np.array([A, [5, 0, 15, 10], C], np.float32)
    assert iou(boxes[:1], boxes)[0].tolist() == pytest.approx([1.0, 1 / 3, 0.0])


def test_a_second_box_on_the_same_damage_is_a_false_alarm() -> None:
    photo = seen([(A, 0.9, 0), (A, 0.8, 0)], [(A, 0)])
    assert hits(photo, 0.5).tolist() == [True, False]


def test_a_box_of_another_class_is_no_hit_but_finds_damage_of_any_kind() -> None:
    photo = seen([(A, 0.9, 1)], [(A, 0)])
    assert average_precision(ranked([photo], 0, 0.5)) == 0.0
    assert average_precision(ranked([photo], None, 0.5)) == 1.0


def test_average_precision_of_a_known_list() -> None:
    photo = seen([(A, 0.9, 0), (C, 0.8, 0), (B, 0.7, 0)], [(A, 0), (B, 0)])
    assert average_precision(ranked([photo], 0, 0.5)) == pytest.approx(0.5 * 1.0 + 0.5 * 2 / 3)


def test_a_class_without_marks_counts_in_no_mean() -> None:
    photo = seen([(A, 0.9, 0), (B, 0.9, 2)], [(A, 0)])
    assert math.isnan(average_precision(ranked([photo], 2, 0.5)))
    assert mean_ap([photo], 3, 0.5) == 1.0


def test_recall_at_a_price_stops_where_false_alarms_begin_to_cost_too_much() -> None:
    photos = [
        seen([(A, 0.9, 0), (C, 0.6, 0), (B, 0.5, 0)], [(A, 0), (B, 0)]),
        seen([(C, 0.8, 0)], []),
    ]
    rows = ranked(photos, None, 0.5)
    assert recall_at(rows, 0.5) == 0.5
    assert recall_at(rows, 1.0) == 1.0
    assert recall_at(rows, 0.0) == 0.5


@given(seed=st.integers(0, 10_000))
def test_average_precision_is_a_share_and_the_perfect_finder_has_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    low = rng.uniform(0, 80, (6, 2))
    boxes = np.concatenate([low, low + rng.uniform(5, 20, (6, 2))], 1).tolist()
    found = [(box, float(rng.random()), 0) for box in boxes[:4]]
    photo = seen(found, [(box, 0) for box in boxes])
    assert 0.0 <= average_precision(ranked([photo], 0, 0.5)) <= 1.0
    perfect = seen([(box, 0.5, 0) for box in boxes], [(box, 0) for box in boxes])
    assert average_precision(ranked([perfect], 0, 0.99)) == 1.0


def test_the_interval_resamples_whole_vehicles() -> None:
    photos = [seen([], [], unit) for unit in ("a", "a", "b", "c")]
    drawn: list[list[int]] = []

    def note(places: Sequence[int]) -> float:
        drawn.append(list(places))
        return float(len(places))

    interval(photos, note, rounds=50)
    assert all(places.count(0) == places.count(1) for places in drawn)
    assert {len(set(places)) for places in drawn} > {1}


def crowd(seed: int, count: int = 400) -> list[Seen]:
    """Return photos whose findings are right less often than their scores say."""
    rng, photos = np.random.default_rng(seed), []
    for k in range(count):
        score = float(rng.uniform(0.05, 0.95))
        right = rng.random() < score * score
        photos.append(seen([(A, score, k % 2)], [(A, k % 2)] if right else [(C, k % 2)], f"u{k}"))
    return photos


def test_calibration_makes_confidence_honest_on_cars_it_has_not_seen() -> None:
    calibration = calibrate.fitted(crowd(1, 2000), classes=2)
    before, after = crowd(2, 2000), calibration.applied(crowd(2, 2000))
    errors = [calibrate.expected_error(s, r) for s, _, r in map(calibrate.outcomes, (before, after))]
    assert errors[1] < 0.04 < errors[0]


def test_calibration_keeps_the_order_within_a_class() -> None:
    calibration = calibrate.fitted(crowd(3), classes=2)
    assert calibration.slope > 0
    scores = np.linspace(0.05, 0.9, 20, dtype=np.float32)
    assert (np.diff(calibration(scores, np.zeros(20, np.int64))) > 0).all()


def test_a_class_with_few_marks_takes_the_common_threshold() -> None:
    photos = [*crowd(4), seen([(A, 0.99, 2)], [(B, 2)])]
    own = calibrate.thresholds(photos, classes=3)
    scores, _, right = calibrate.outcomes(photos)
    assert own[2] == calibrate.best_threshold(scores, right, sum(len(p.true_boxes) for p in photos))


def test_the_sure_band_begins_where_findings_are_right_often_enough() -> None:
    confidence = np.linspace(0.99, 0.01, 100, dtype=np.float32)
    right = np.arange(100) < 40
    threshold = calibrate.lowest_with_precision(confidence, right, 0.8)
    assert right[confidence >= threshold].mean() >= 0.8
    assert calibrate.lowest_with_precision(confidence, ~right, 0.8) == 1.0


def test_a_report_says_how_many_false_alarms_a_clean_car_gets() -> None:
    shown = [0.5] * len(LABELS)
    photos = [seen([(A, 0.9, 0), (B, 0.6, 1), (C, 0.2, 0)], []), seen([(A, 0.1, 0)], [])]
    figures = clean_figures(photos, shown, sure=0.8)
    assert (figures["shown_per_photo"], figures["photos_with_a_shown_finding"], figures["sure_per_photo"]) == (
        1,
        0.5,
        0.5,
    )


def test_a_report_reads_as_lines() -> None:
    photos = crowd(5, 8)
    figures = {
        "val": split_figures(photos),
        "test": shown_figures(photos, [0.5] * len(LABELS), 0.8, 0.5),
        "clean": clean_figures(photos, [0.5] * len(LABELS), 0.8),
    }
    told = lines(figures)
    assert any(line.startswith("val   ap50_any_class") and "[" in line for line in told)
    assert any(line.startswith("clean shown_per_photo") for line in told)
