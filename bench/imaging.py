"""How long a photo takes, beside one bare reduced decode in the same run: `python -m bench.imaging [--json FILE]`."""

import argparse
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from bench import tell
from inspector_app.imaging import imaging

ROUNDS = 7


def camera_photo(width: int = 4000, height: int = 3000) -> bytes:
    """Return a JPEG of twelve megapixels with the detail of a camera's, held on its side."""
    coarse = np.random.default_rng(1).integers(0, 255, (height // 10, width // 10, 3), np.uint8)
    pixels = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = BytesIO()
    Image.fromarray(np.asarray(pixels, np.uint8)).save(buffer, "JPEG", quality=90, exif=exif)
    return buffer.getvalue()


def best_ms(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the best of some rounds in milliseconds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken) * 1000


def figures() -> list[dict[str, str | float]]:
    """Measure and return the figures."""
    data = camera_photo()
    array = np.frombuffer(data, np.uint8)
    flags = cv2.IMREAD_REDUCED_COLOR_4 | cv2.IMREAD_IGNORE_ORIENTATION
    bare = best_ms(lambda: cv2.imdecode(array, flags))
    whole = best_ms(lambda: cv2.imdecode(array, cv2.IMREAD_COLOR))
    taken = {
        "bare reduced decode": bare,
        "bare full decode, turned": whole,
        "header": best_ms(lambda: imaging.inspect(data)),
        "thumbnail, 320 px": best_ms(lambda: imaging.thumbnail(data)),
        "decode to 1024 px": best_ms(lambda: imaging.decode(data, max_side=1024)),
        "decode, full size": best_ms(lambda: imaging.decode(data)),
    }
    rows: list[dict[str, str | float]] = [{"name": n, "value": round(v, 3), "unit": "ms"} for n, v in taken.items()]
    beside = {"thumbnail, 320 px": bare, "decode to 1024 px": bare, "decode, full size": whole}
    return rows + [{"name": f"{n}, over bare", "value": round(taken[n] / b, 2), "unit": "x"} for n, b in beside.items()]


def main() -> None:
    """Print the table; write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    tell(figures(), asked.json)


if __name__ == "__main__":
    main()
