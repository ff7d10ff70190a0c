"""Take the README's pictures anew: plays the demo in light and dark, and keeps one picture of each main page."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PAGES = {
    "11-appraisals": "appraisals", "3-capture": "capture", "5-review": "review", "6-queue-offline": "queue",
    "9-auction-live": "auction",
}  # fmt: skip
COLOURS = 256


def main() -> int:
    """Play twice and keep the pictures; return the demo's verdict."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for theme, suffix in (("light", ""), ("dark", "-dark")):
        with tempfile.TemporaryDirectory() as folder:
            played = _play(theme, Path(folder))
            if played:
                return played
            for source, name in PAGES.items():
                _keep(Path(folder) / f"{source}.png", IMAGES / f"{name}{suffix}.png")
    return 0


def _play(theme: str, folder: Path) -> int:
    env = os.environ | {"WALKAROUND_THEME": theme, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "inspector_app", "demo", "--close", "--output", str(folder)]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def _keep(source: Path, target: Path) -> None:
    """Keep a picture in few colours: a third of the bytes, the same to the eye."""
    with Image.open(source) as picture:
        picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
