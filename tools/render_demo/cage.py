"""The control cage of the body: 21 columns from nose to tail, 18 rows from the floor to the roof's ridge.

x runs backwards from the nose, y to the car's right, z up from the ground; metres.
"""

from __future__ import annotations

import numpy as np

from tools.render_demo.mesh import Floats

COLUMNS, LENGTH = 21, 4.60
KNOTS = np.arange(COLUMNS, dtype=np.float64)

# The lower rows: height as a share of the shoulder's, nose, tail, half width.
SHARE = (0.0, 0.03, 0.12, 0.30, 0.50, 0.70, 0.80, 0.90, 1.0)
NOSE = (0.42, 0.15, 0.065, 0.035, 0.0, 0.0, 0.022, 0.055, 0.125)
TAIL = (4.22, 4.47, 4.545, 4.595, 4.60, 4.575, 4.555, 4.53, 4.505)
WIDTH = (0.74, 0.845, 0.878, 0.890, 0.903, 0.911, 0.913, 0.902, 0.872)

NOSE_BACK = (0.0, 0.012, 0.045, 0.115, 0.245, 0.47)
NOSE_OUT = (0.0, 0.26, 0.49, 0.68, 0.81, 0.872)
TAIL_FORE = (0.36, 0.20, 0.098, 0.038, 0.010, 0.0)
TAIL_OUT = (0.845, 0.785, 0.655, 0.46, 0.23, 0.0)
SIDE_X = (0.88, 1.25, 1.60, 2.00, 2.45, 2.90, 3.30, 3.65, 4.00)
SIDE_OUT = (0.892, 0.896, 0.902, 0.907, 0.910, 0.910, 0.908, 0.902, 0.882)

FLOOR_Z = ((0, 0.20), (5, 0.185), (8, 0.175), (13, 0.18), (16, 0.22), (20, 0.26))
SHOULDER_Z = (
    0.715,
    0.716,
    0.718,
    0.724,
    0.742,
    0.780,
    0.838,
    0.888,
    0.915,
    0.930,
    0.940,
    0.952,
    0.968,
    0.986,
    1.004,
    1.020,
    1.036,
    1.048,
    1.054,
    1.057,
    1.058,
)

BASE_X = (
    1.27,
    1.275,
    1.29,
    1.32,
    1.37,
    1.435,
    1.525,
    1.65,
    1.85,
    2.10,
    2.45,
    2.90,
    3.28,
    3.54,
    3.71,
    3.81,
    3.865,
    3.90,
    3.92,
    3.93,
    3.93,
)
BASE_Y = (
    0.0,
    0.20,
    0.38,
    0.53,
    0.64,
    0.715,
    0.768,
    0.796,
    0.810,
    0.815,
    0.817,
    0.814,
    0.800,
    0.772,
    0.725,
    0.66,
    0.57,
    0.45,
    0.31,
    0.16,
    0.0,
)
BASE_Z = (
    0.985,
    0.985,
    0.983,
    0.98,
    0.975,
    0.968,
    0.961,
    0.957,
    0.958,
    0.961,
    0.967,
    0.975,
    0.992,
    1.014,
    1.038,
    1.058,
    1.072,
    1.081,
    1.086,
    1.089,
    1.09,
)
RAIL_X = (
    2.06,
    2.064,
    2.075,
    2.095,
    2.12,
    2.155,
    2.20,
    2.27,
    2.36,
    2.47,
    2.62,
    2.84,
    3.01,
    3.11,
    3.165,
    3.20,
    3.222,
    3.236,
    3.244,
    3.248,
    3.25,
)
RAIL_Y = (
    0.0,
    0.14,
    0.28,
    0.395,
    0.48,
    0.538,
    0.575,
    0.595,
    0.603,
    0.607,
    0.608,
    0.604,
    0.592,
    0.573,
    0.545,
    0.502,
    0.44,
    0.35,
    0.24,
    0.12,
    0.0,
)
ROOF_Z = ((2.0, 1.385), (2.06, 1.398), (2.2, 1.425), (2.45, 1.445), (2.7, 1.447), (2.95, 1.432), (3.25, 1.378))
HOOD_SWELL = ((0, 0.052), (4, 0.052), (5, 0.042), (6, 0.028), (7, 0.012), (8, 0.0), (14, 0.0), (17, 0.004), (20, 0.006))
GLASS_SWELL = ((0, 0.020), (5, 0.016), (8, 0.012), (12, 0.012), (16, 0.016), (20, 0.02))


def _table(pairs: tuple[tuple[float, float], ...], at: Floats) -> Floats:
    keys, values = zip(*pairs, strict=True)
    return np.asarray(np.interp(at, keys, values), dtype=np.float64)


def roof_height(x: Floats, y: Floats) -> Floats:
    """Return the height of the roof's cage over a point of the plan."""
    return np.asarray(_table(ROOF_Z, x) - 0.062 * (np.abs(y) / 0.6) ** 2.2, dtype=np.float64)


def _lower_row(row: int) -> Floats:
    """Return one of the belts below the shoulder."""
    scale = WIDTH[row] / 0.912
    nose = np.asarray(NOSE_BACK) * (1.0 if row else 0.6) + NOSE[row]
    tail = TAIL[row] - np.asarray(TAIL_FORE)
    x = np.concatenate([nose, SIDE_X, tail])
    y = np.concatenate([NOSE_OUT, SIDE_OUT, TAIL_OUT]) * scale
    floor = _table(FLOOR_Z, KNOTS)
    z = floor + SHARE[row] * (np.asarray(SHOULDER_Z) - floor)
    return np.stack([x, y, z], axis=1)


def _between(low: Floats, high: Floats, t: float, swell: Floats, out: float) -> Floats:
    """Return the row at t between two rows, swollen upwards and outwards."""
    row = low * (1 - t) + high * t
    row[:, 2] += swell
    row[:, 1] += out * swell * np.minimum(row[:, 1] / 0.5, 1.0)
    return row


def control_rows() -> Floats:
    """Return the cage of the right half: rows x columns x 3."""
    lower = [_lower_row(row) for row in range(len(SHARE))]
    floor = lower[0] * np.array([0.9, 0.0, 1.0]) + np.array([0.2, 0.0, 0.0])
    base = np.stack([BASE_X, BASE_Y, BASE_Z], axis=1)
    rail_x, rail_y = np.asarray(RAIL_X), np.asarray(RAIL_Y) * 1.035
    rail = np.stack([rail_x, rail_y, roof_height(rail_x, rail_y)], axis=1)
    inner_x, inner_y = 2.63 + (rail_x - 2.63) * 0.86, rail_y * 0.66
    inner = np.stack([inner_x, inner_y, roof_height(inner_x, inner_y)], axis=1)
    ridge_x = 2.63 + (rail_x - 2.63) * 0.72
    ridge = np.stack([ridge_x, ridge_x * 0, roof_height(ridge_x, ridge_x * 0)], axis=1)
    hood, glass = _table(HOOD_SWELL, KNOTS), _table(GLASS_SWELL, KNOTS)
    deck = [_between(lower[-1], base, t, hood * k, 0.0) for t, k in ((0.32, 1.0), (0.68, 0.8))]
    panes = [_between(base, rail, t, glass, 1.2) for t in (0.33, 0.68)]
    return np.stack([floor, *lower, *deck, base, *panes, rail, inner, ridge])
