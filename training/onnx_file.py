"""Just enough of the ONNX format to read published convolutions, without its library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from training.data import Floats

GRAPH: Final = 7
NODE, INITIALIZER = 1, 5
NODE_INPUT, NODE_KIND = 1, 4
DIMS, FLOATS, NAME, RAW = 1, 4, 8, 9
VARINT, EIGHT_BYTES, LENGTH, FOUR_BYTES = 0, 1, 2, 5


@dataclass(frozen=True)
class Convolution:
    """One convolution's weights and bias."""

    weight: Floats
    bias: Floats


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    """Return a variable-length number and the place after it."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield a message's fields: the number, and the value or the bytes."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == VARINT:
            value, at = _varint(data, at)
            yield tag >> 3, value
            continue
        if kind == LENGTH:
            size, at = _varint(data, at)
        else:
            size = 8 if kind == EIGHT_BYTES else 4
        yield tag >> 3, data[at : at + size]
        at += size


def _parts(data: memoryview, number: int) -> list[memoryview]:
    """Return all fields of a number that are bytes."""
    return [value for field, value in _fields(data) if field == number and isinstance(value, memoryview)]


def _numbers(value: int | memoryview) -> list[int]:
    """Return one number, or a packed list of them."""
    if isinstance(value, int):
        return [value]
    found, at = [], 0
    while at < len(value):
        number, at = _varint(value, at)
        found.append(number)
    return found


def _tensor(data: memoryview) -> tuple[str, Floats]:
    """Return a stored tensor's name and its numbers."""
    dims = [size for field, value in _fields(data) if field == DIMS for size in _numbers(value)]
    raw = b"".join(_parts(data, RAW) or _parts(data, FLOATS))
    name = bytes(_parts(data, NAME)[0]).decode()
    values = np.frombuffer(raw, "<f4") if len(raw) == 4 * int(np.prod(dims)) else np.zeros(dims, np.float32)
    return name, values.reshape(dims).copy()


def convolutions(path: Path) -> list[Convolution]:
    """Return the convolutions of a file in the order of its graph."""
    graph = _parts(memoryview(path.read_bytes()), GRAPH)[0]
    tensors = dict(_tensor(part) for part in _parts(graph, INITIALIZER))
    nodes = [node for node in _parts(graph, NODE) if bytes(_parts(node, NODE_KIND)[0]) == b"Conv"]
    inputs = [[bytes(part).decode() for part in _parts(node, NODE_INPUT)] for node in nodes]
    return [Convolution(tensors[names[1]], tensors[names[2]]) for names in inputs]
