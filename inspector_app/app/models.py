"""The detector in use: the installed pack, verified; without one the app works on by hand."""

from pathlib import Path

from inspector_app.core.errors import ModelError
from inspector_app.core.pack import MANIFEST, PackManifest
from inspector_app.keys.packs import verified
from inspector_app.settings import Settings
from inspector_app.vision.detector import TfliteDetector, open_detector


def newest_pack(folder: Path) -> Path:
    """Return the newest damage pack in a folder of packs; raises ModelError `model_missing`."""
    packs = sorted(path.parent for path in folder.glob(f"damage-*/{MANIFEST}"))
    if not packs:
        raise ModelError("model_missing")
    return packs[-1]


def installed(settings: Settings) -> tuple[Path, PackManifest]:
    """Return the verified pack that this laptop uses; raises ModelError in one clear code."""
    pack = newest_pack(settings.models_dir)
    return pack, verified(pack)


def load_detector(settings: Settings, threads: int = 1) -> TfliteDetector:
    """Load the detector; on the VISION lane, for its interpreter stays there."""
    pack, manifest = installed(settings)
    return open_detector(pack, manifest, threads=threads)
