"""Measure an exported model: calibrate and choose thresholds on val, report on test and on clean cars."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from inspector_app.vision.detector import TfliteDetector
from training import calibrate
from training.data import LABELS, read_clean, read_split
from training.measure import plain_catalog, seen_by
from training.metrics import Ranked, Seen, average_precision, interval, ranked, recall_at

FALSE_ALARMS: Final = 0.5
OVERLAPS: Final = (0.5, 0.3)

Measure = Callable[[Sequence[Ranked]], float]


def _with_interval(photos: Sequence[Seen], lists: Sequence[Sequence[Ranked]], how: Measure) -> dict[str, float]:
    """Return the mean of a measure over class lists, with its interval over vehicle episodes."""

    def measure(places: Sequence[int]) -> float:
        """Return the measure on a resampled set of photos."""
        values = [how([rows[place] for place in places]) for rows in lists]
        known = [value for value in values if not np.isnan(value)]
        return float(np.mean(known)) if known else float("nan")

    low, high = interval(photos, measure)
    return {"value": measure(range(len(photos))), "low": low, "high": high}


def split_figures(photos: Sequence[Seen]) -> dict[str, Any]:
    """Return a split's average precision and recall, at both overlaps, with intervals."""
    figures: dict[str, Any] = {"photos": len(photos), "marks": int(sum(len(p.true_boxes) for p in photos))}
    for least in OVERLAPS:
        name = f"ap{round(least * 100)}"
        by_class = [ranked(photos, k, least) for k in range(len(LABELS))]
        for label, rows in zip(LABELS, by_class, strict=True):
            figures[f"{name}_{label}"] = _with_interval(photos, [rows], average_precision)
        figures[f"m{name}"] = _with_interval(photos, by_class, average_precision)
        any_class = ranked(photos, None, least)
        figures[f"{name}_any_class"] = _with_interval(photos, [any_class], average_precision)
        figures[f"recall_any_class_iou{round(least * 100)}"] = _with_interval(
            photos, [any_class], lambda rows: recall_at(rows, FALSE_ALARMS)
        )
    return figures


def shown_figures(photos: Sequence[Seen], shown: Sequence[float], sure: float, check: float) -> dict[str, float]:
    """Return how right the shown findings are, how many marks they reach, and each band's precision."""
    scores, labels, right = calibrate.outcomes(photos)
    _, _, near = calibrate.outcomes(photos, 0.3)
    over = scores >= np.array(shown)[labels]
    marks = max(sum(len(photo.true_boxes) for photo in photos), 1)
    bands = {
        "sure": scores >= sure,
        "check": (scores < sure) & (scores >= check),
        "hint": (scores < check) & (scores >= 0.1),
    }
    figures = {
        "shown_per_photo": float(over.sum() / len(photos)),
        "shown_precision_iou50": float(right[over].mean()) if over.any() else 0.0,
        "shown_precision_iou30": float(near[over].mean()) if over.any() else 0.0,
        "shown_recall_iou50": float(right[over].sum() / marks),
        "shown_recall_iou30": float(near[over].sum() / marks),
        "calibration_error": calibrate.expected_error(scores, right),
        "calibration_error_over_10": calibrate.expected_error(scores[scores >= 0.1], right[scores >= 0.1]),
    }
    for name, inside in bands.items():
        figures[f"band_{name}_findings"] = float(inside.sum())
        figures[f"band_{name}_precision_iou50"] = float(right[inside].mean()) if inside.any() else 0.0
        figures[f"band_{name}_precision_iou30"] = float(near[inside].mean()) if inside.any() else 0.0
    return figures


def clean_figures(photos: Sequence[Seen], shown: Sequence[float], sure: float) -> dict[str, float]:
    """Return the false alarms on undamaged cars."""
    counts = [int((photo.scores >= np.array(shown)[photo.labels]).sum()) for photo in photos]
    return {
        "photos": float(len(photos)),
        "shown_per_photo": float(np.mean(counts)),
        "photos_with_a_shown_finding": float(np.mean([count > 0 for count in counts])),
        "sure_per_photo": float(np.mean([int((photo.scores >= sure).sum()) for photo in photos])),
    }


def report(data: Path, model: Path, limit: int | None = None) -> dict[str, Any]:
    """Calibrate on val, then measure val, test and clean cars with what was chosen."""
    catalog = plain_catalog(model)
    detector = TfliteDetector(catalog)
    raw_val = seen_by(detector, read_split(data, "val.json")[:limit])
    calibration = calibrate.fitted(raw_val)
    val = calibration.applied(raw_val)
    test = calibration.applied(seen_by(detector, read_split(data, "test.json")[:limit]))
    clean = calibration.applied(seen_by(detector, read_clean(data)[:limit]))
    scores, _, right = calibrate.outcomes(val)
    sure = calibrate.lowest_with_precision(scores, right, calibrate.SURE_PRECISION)
    shown = [min(threshold, sure) for threshold in calibrate.thresholds(val)]  # what is sure is always shown
    check = min(shown)
    return {
        "side": catalog.side,
        "fit": catalog.fit.value,
        "sha256": catalog.model.sha256,
        "calibration": {"slope": calibration.slope, "offsets": list(calibration.offsets)},
        "shown": shown,
        "bands": {"sure": sure, "check": check},
        "val": {**split_figures(val), **shown_figures(val, shown, sure, check)},
        "test": {**split_figures(test), **shown_figures(test, shown, sure, check)},
        "clean": clean_figures(clean, shown, sure),
    }


def write_report(data: Path, model: Path, out: Path, limit: int | None = None) -> dict[str, Any]:
    """Measure a model and keep the report."""
    figures = report(data, model, limit)
    out.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return figures


def lines(figures: dict[str, Any]) -> list[str]:
    """Return a report as lines to read."""
    out = []
    for split in ("val", "test", "clean"):
        for name, value in figures[split].items():
            if isinstance(value, dict):
                out.append(f"{split:6}{name:28}{value['value']:7.3f}  [{value['low']:.3f}, {value['high']:.3f}]")
            else:
                out.append(f"{split:6}{name:28}{value:7.3f}")
    return out
