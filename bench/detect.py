"""How long a look at one photo takes: decoding, the network, and what lies around it.

python -m bench.detect [--rounds 20] [--json FILE]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from bench import tell
from inspector_app.core.photo import Picture
from inspector_app.imaging import imaging
from inspector_app.keys.packs import verified
from inspector_app.vision.catalog import Fit
from inspector_app.vision.detector import open_detector
from inspector_app.vision.preprocess import placed

MODELS = Path(__file__).resolve().parent.parent / "models"
WIDTH, HEIGHT, MAX_SIDE = 4000, 3000, 2000


def photo_bytes() -> bytes:
    """Return a 12-megapixel JPEG with the detail of a real photo."""
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 256, (HEIGHT // 40, WIDTH // 40, 3), dtype=np.uint8)
    pixels = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    fine = rng.integers(0, 24, (HEIGHT, WIDTH, 1), dtype=np.uint8)
    return cv2.imencode(".jpg", cv2.add(pixels, np.repeat(fine, 3, axis=2)))[1].tobytes()


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of a piece of work, after two rounds that do not count."""
    times = []
    for _ in range(rounds + 2):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times[2:])


def measured(pack: Path, rounds: int) -> list[dict[str, str | float]]:
    """Return the figures of a pack's model on this machine, one thread."""
    detector = open_detector(pack, verified(pack), threads=1)
    data = photo_bytes()
    picture: Picture = imaging.decode(data, max_side=MAX_SIDE)
    square, _ = placed(picture, detector.side, Fit.STRETCH)
    photo = median_ms(lambda: detector.detect(imaging.decode(data, max_side=MAX_SIDE)), rounds)
    look = median_ms(lambda: detector.detect(picture), rounds)
    invoke = median_ms(lambda: detector.raw(square), rounds)
    return [
        {"name": "detect.photo_ms", "value": photo, "unit": "ms"},
        {"name": "detect.picture_ms", "value": look, "unit": "ms"},
        {"name": "detect.invoke_ms", "value": invoke, "unit": "ms"},
        {"name": "detect.photo_over_invoke", "value": photo / invoke, "unit": "ratio"},
        {"name": "detect.picture_over_invoke", "value": look / invoke, "unit": "ratio"},
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--pack", type=Path, help="a model pack; the newest one shipped where none is named")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    args = parser.parse_args(argv)
    figures = measured(args.pack or max(MODELS.glob("damage-*")), args.rounds)
    tell(figures, args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
