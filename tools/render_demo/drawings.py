"""Plain line drawings for the shots that show no outline of the car: the cabin, the VIN, the odometer."""

from __future__ import annotations

import math

Strokes = tuple[tuple[str, float], ...]


def circle(x: float, y: float, r: float) -> str:
    """Return a circle as path data."""
    return f"M{x - r} {y}A{r} {r} 0 1 1 {x + r} {y}A{r} {r} 0 1 1 {x - r} {y}Z"


def ticks(x: float, y: float, inner: float, outer: float, count: int) -> str:
    """Return the marks of a dial from lower left to lower right."""
    parts = []
    for k in range(count):
        angle = math.radians(135 + 270 * k / (count - 1))
        c, s = math.cos(angle), math.sin(angle)
        parts.append(f"M{x + inner * c:.1f} {y + inner * s:.1f}L{x + outer * c:.1f} {y + outer * s:.1f}")
    return "".join(parts)


def digit(x: float, y: float, bars: str) -> str:
    """Return a seven-segment digit 14 wide and 24 high from the names of its bars."""
    ends = {
        "a": (0, 0, 14, 0),
        "b": (14, 0, 14, 12),
        "c": (14, 12, 14, 24),
        "d": (0, 24, 14, 24),
        "e": (0, 12, 0, 24),
        "f": (0, 0, 0, 12),
        "g": (0, 12, 14, 12),
    }
    return "".join("M{} {}L{} {}".format(*(v + (x, y)[k % 2] for k, v in enumerate(ends[bar]))) for bar in bars)


def bars(x: float, y: float, high: float) -> str:
    """Return a bar code."""
    steps = (0, 4, 7, 13, 17, 20, 27, 30, 36, 40, 45, 49, 55, 58, 64, 70, 73, 79, 84, 87, 93)
    return "".join(f"M{x + step} {y}v{high}" for step in steps)


DRAWINGS: dict[str, Strokes] = {
    "interior": (
        ("M12 118C60 104 120 98 200 98S340 104 388 118", 2.4),
        ("M12 118C20 90 44 40 62 22M388 118C380 90 356 40 338 22M62 22C150 12 250 12 338 22", 2.4),
        (circle(118, 166, 52) + circle(118, 168, 15) + "M66 168h37M133 168h37M118 183v35", 2.0),
        ("M165 112h84a4 4 0 0 1 4 4v42a4 4 0 0 1-4 4h-84", 1.6),
        ("M20 150C60 142 80 140 90 140M253 140C310 140 350 146 386 152M260 152h36v12h-36zM340 156h36v11h-36z", 1.5),
        ("M182 176h54l8 98h-70zM200 196h20v30h-20z", 1.6),
        ("M24 292C22 250 34 226 62 226S104 250 106 292M296 292C298 250 310 226 338 226S380 250 382 292", 2.0),
        ("M172 34h56a6 6 0 0 1 6 6v6a6 6 0 0 1-6 6h-56a6 6 0 0 1-6-6v-6a6 6 0 0 1 6-6zM200 16v18", 1.5),
        ("M96 96C104 84 134 84 142 96", 1.5),
    ),
    "vin": (
        ("M40 66h320a12 12 0 0 1 12 12v144a12 12 0 0 1-12 12H40a12 12 0 0 1-12-12V78a12 12 0 0 1 12-12z", 2.4),
        (circle(46, 84, 5) + circle(354, 84, 5) + circle(46, 216, 5) + circle(354, 216, 5), 1.5),
        ("M72 92h256", 1.5),
        ("".join(f"M{66 + 16 * k} 112h9v24h-9z" for k in range(17)), 1.7),
        ("M28 158h344M72 180h52M148 180h40M216 180h44M284 180h40M72 206h40", 1.5),
        (bars(216, 194, 24), 1.6),
    ),
    "odometer": (
        ("M22 196C22 104 84 62 200 62S378 104 378 196c0 24-14 38-38 38H60c-24 0-38-14-38-38z", 2.4),
        (circle(104, 156, 56) + circle(296, 156, 56), 1.8),
        (ticks(104, 156, 44, 51, 13) + ticks(296, 156, 44, 51, 9), 1.4),
        ("M104 156L72 188M296 156L268 190" + circle(104, 156, 6) + circle(296, 156, 6), 1.8),
        ("M168 126h64a6 6 0 0 1 6 6v66a6 6 0 0 1-6 6h-64a6 6 0 0 1-6-6v-66a6 6 0 0 1 6-6z", 1.5),
        (digit(168, 150, "fgbc") + digit(192, 150, "abcdefg") + digit(216, 150, "abged"), 1.8),
        ("M178 190h44M184 138h32", 1.4),
    ),
}
