"""The damage detector: one TensorFlow Lite interpreter, from a picture to suggestions."""

import hashlib
from pathlib import Path
from typing import Final

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from inspector_app.core.errors import ModelError
from inspector_app.core.finding import ModelRef, Suggestion
from inspector_app.core.pack import PackManifest
from inspector_app.core.photo import Picture
from inspector_app.vision.catalog import Catalog, read_catalog
from inspector_app.vision.preprocess import Placement, placed
from inspector_app.vision.suppress import Floats, strongest

MOST: Final = 100
PPM: Final = 1_000_000


class TfliteDetector:
    """A model with its interpreter; stays on the lane that made it."""

    def __init__(self, catalog: Catalog, *, threads: int = 1) -> None:
        """Load the model; raises ModelError where its bytes, inputs or outputs are not what the pack says."""
        self._catalog = catalog
        self._interpreter = _interpreter(_model_bytes(catalog), threads)
        self._input, self._boxes, self._scores = _ends(self._interpreter, catalog)

    @property
    def model(self) -> ModelRef:
        """Which model this is."""
        return self._catalog.model

    @property
    def side(self) -> int:
        """Return the side of the network's square in pixels."""
        return self._catalog.side

    def detect(self, picture: Picture) -> tuple[Suggestion, ...]:
        """Return suggestions, boxes in integer pixels of the upright original, most confident first."""
        square, placement = placed(picture, self._catalog.side, self._catalog.fit)
        boxes, scores = self.raw(square)
        catalog = self._catalog
        places, labels = strongest(boxes, scores, floor=catalog.floor, overlap=catalog.suppress, most=MOST)
        found = [
            self._suggestion(boxes[place], float(scores[place, label]), int(label), placement)
            for place, label in zip(places, labels, strict=True)
        ]
        return tuple(sorted((s for s in found if s is not None), key=lambda s: -s.confidence_ppm))

    def raw(self, square: NDArray[np.float32]) -> tuple[Floats, Floats]:
        """Run the network once: boxes (x1, y1, x2, y2 on the square) and class scores, a row for each cell."""
        self._interpreter.set_tensor(self._input, square)
        self._interpreter.invoke()
        boxes: Floats = self._interpreter.get_tensor(self._boxes)[0]
        scores: Floats = self._interpreter.get_tensor(self._scores)[0]
        return boxes, scores

    def _suggestion(self, corners: Floats, score: float, label: int, placement: Placement) -> Suggestion | None:
        """Return a suggestion, or None where its box lies outside the picture."""
        box = placement.back(*(float(value) for value in corners))
        if box is None:
            return None
        name = self._catalog.labels[label]
        confidence = self._catalog.confidence(name, score)
        return Suggestion(
            label=name,
            confidence_ppm=round(confidence * PPM),
            band=self._catalog.band(confidence),
            shown=self._catalog.is_shown(name, confidence),
            box=box,
        )


def open_detector(folder: Path, manifest: PackManifest, *, threads: int = 1) -> TfliteDetector:
    """Load the detector of a verified pack; raises ModelError with one clear reason."""
    return TfliteDetector(read_catalog(folder, manifest), threads=threads)


def _model_bytes(catalog: Catalog) -> bytes:
    """Return the model's bytes, once more held against their hash: what is checked is what is run."""
    try:
        data = catalog.file.read_bytes()
    except OSError as error:
        raise ModelError("model_hash", file=catalog.file.name) from error
    if hashlib.sha256(data).hexdigest() != catalog.model.sha256:
        raise ModelError("model_hash", file=catalog.file.name)
    return data


def _interpreter(data: bytes, threads: int) -> Interpreter:
    """Return an interpreter with its memory set aside."""
    try:
        interpreter = Interpreter(model_content=data, num_threads=threads)
        interpreter.allocate_tensors()
    except (ValueError, RuntimeError) as error:
        raise ModelError("model_unreadable", reason="its file is not a TensorFlow Lite model") from error
    return interpreter


def _ends(interpreter: Interpreter, catalog: Catalog) -> tuple[int, int, int]:
    """Return the tensors of pixels, boxes and scores; raises ModelError where they do not fit the pack."""
    inputs = interpreter.get_input_details()
    outputs = sorted(interpreter.get_output_details(), key=lambda end: str(end["name"]))
    if len(inputs) != 1 or list(inputs[0]["shape"]) != [1, catalog.side, catalog.side, 3] or len(outputs) != 2:
        raise ModelError("model_unreadable", reason="its input or outputs are of another form")
    boxes, scores = outputs
    if len(scores["shape"]) != 3 or scores["shape"][-1] != len(catalog.labels):
        raise ModelError("model_labels")
    if list(boxes["shape"]) != [1, int(scores["shape"][1]), 4]:
        raise ModelError("model_unreadable", reason="its input or outputs are of another form")
    return int(inputs[0]["index"]), int(boxes["index"]), int(scores["index"])
