"""What a model pack says of its model: file, labels, calibration, thresholds and bands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log
from pathlib import Path
from typing import Any, Final

from inspector_app.core.errors import ModelError
from inspector_app.core.finding import Band, Label, ModelRef
from inspector_app.core.pack import PackFile, PackManifest

KIND: Final = "model"
SIDE_STEP: Final = 32
EDGE: Final = 1e-6


class Fit(StrEnum):
    """How a photo is brought to the network's square."""

    STRETCH = "stretch"
    LETTERBOX = "letterbox"


@dataclass(frozen=True)
class ClassRule:
    """How one class's scores are read: its calibration offset, and the confidence from which it is shown."""

    offset: float
    shown: float


@dataclass(frozen=True)
class Catalog:
    """A model, ready to be loaded."""

    model: ModelRef
    file: Path
    labels: tuple[Label, ...]
    side: int
    fit: Fit
    floor: float
    """Raw scores under this are not worth a suggestion."""
    suppress: float
    """Of two boxes of a class that overlap more than this, the weaker is dropped."""
    slope: float
    rules: Mapping[Label, ClassRule]
    sure: float
    check: float

    def confidence(self, label: Label, score: float) -> float:
        """Return the calibrated probability that a finding with this raw score is right."""
        inner = min(max(score, EDGE), 1.0 - EDGE)
        power = self.slope * log(inner / (1.0 - inner)) + self.rules[label].offset
        return 1.0 / (1.0 + exp(-min(max(power, -30.0), 30.0)))

    def band(self, confidence: float) -> Band:
        """Return the band that a calibrated confidence falls into."""
        if confidence >= self.sure:
            return Band.SURE
        return Band.CHECK if confidence >= self.check else Band.HINT

    def is_shown(self, label: Label, confidence: float) -> bool:
        """Tell whether a confidence is over the shipped threshold of its class."""
        return confidence >= self.rules[label].shown


def read_catalog(folder: Path, manifest: PackManifest) -> Catalog:
    """Read a verified pack's catalog; raises ModelError where it does not describe a model we can run."""
    if manifest.kind != KIND:
        raise ModelError("model_unreadable", reason=f"the pack holds {manifest.kind}, not a model")
    try:
        return _catalog(folder, manifest, manifest.contents["model"])
    except KeyError as error:
        raise ModelError("model_unreadable", reason=f"its manifest lacks {error.args[0]}") from error
    except (TypeError, ValueError) as error:
        raise ModelError("model_unreadable", reason="its manifest holds a wrong value") from error


def _catalog(folder: Path, manifest: PackManifest, table: Mapping[str, Any]) -> Catalog:
    """Return the catalog that the manifest's model table describes."""
    file = manifest.file(table["file"])
    labels = _labels(folder, manifest.file(table["labels"]), table["classes"])
    rules = {label: _rule(table["classes"][label.value]) for label in labels}
    side = int(table["side"])
    if side < SIDE_STEP or side % SIDE_STEP:
        raise ValueError(side)
    return Catalog(
        model=ModelRef(manifest.id, file.sha256),
        file=folder / file.path,
        labels=labels,
        side=side,
        fit=Fit(table["fit"]),
        floor=float(table["floor"]),
        suppress=float(table["suppress"]),
        slope=float(table["slope"]),
        rules=rules,
        sure=float(table["bands"]["sure"]),
        check=float(table["bands"]["check"]),
    )


def _rule(table: Mapping[str, Any]) -> ClassRule:
    """Return one class's rule."""
    return ClassRule(float(table["offset"]), float(table["shown"]))


def _labels(folder: Path, file: PackFile, classes: Mapping[str, Any]) -> tuple[Label, ...]:
    """Return the labels in the order of the model's outputs; raises ModelError `model_labels`."""
    try:
        names = (folder / file.path).read_text(encoding="utf-8").split()
        labels = tuple(Label(name) for name in names)
    except (OSError, ValueError) as error:
        raise ModelError("model_labels") from error
    if not labels or len(set(labels)) != len(labels) or set(names) != set(classes):
        raise ModelError("model_labels")
    return labels
