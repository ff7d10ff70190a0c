"""Starting weights: our own checkpoints by place, or the published COCO file by order of its convolutions."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import INPUT_SCALE, Detector
from training.onnx_file import convolutions

BATCH_SIDE = 64


def from_state(model: Detector, path: Path) -> None:
    """Load a state dict whose entries come in the order of our modules; every shape must fit."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    own = model.state_dict()
    if [tuple(v.shape) for v in state.values()] != [tuple(v.shape) for v in own.values()]:
        raise ValueError(f"The weights {path.name} do not fit this network.")
    model.load_state_dict(dict(zip(own, state.values(), strict=True)))


def _called(model: Detector) -> list[nn.Conv2d]:
    """Return the convolutions in the order in which a forward pass calls them."""
    order: list[nn.Conv2d] = []

    def note(module: nn.Module, _inputs: tuple[Tensor, ...], _output: Tensor) -> None:
        """Remember a convolution that was just called."""
        order.append(module)

    hooks = [m.register_forward_hook(note) for m in model.modules() if isinstance(m, nn.Conv2d)]
    with torch.no_grad():
        model(torch.zeros(1, 3, BATCH_SIDE, BATCH_SIDE))
    for hook in hooks:
        hook.remove()
    return order


def from_onnx(model: Detector, path: Path) -> int:
    """Copy the k-th Conv of the file into the k-th convolution called; return how many fitted."""
    fitted = 0
    for layer, found in zip(_called(model), convolutions(path), strict=True):
        if found.weight.shape == tuple(layer.weight.shape):
            layer.weight.data.copy_(torch.from_numpy(found.weight))
            layer.bias.data.copy_(torch.from_numpy(found.bias))
            fitted += 1
    _retuned(model.backbone.stem.first.conv)
    return fitted


def _retuned(stem: nn.Conv2d) -> None:
    """Make the published first layer, which takes BGR 0-255, fit our RGB input and its scale."""
    order = [part * 3 + colour for part in range(4) for colour in (2, 1, 0)]
    stem.weight.data = stem.weight.data[:, order] / INPUT_SCALE


def start(model: Detector, path: Path) -> str:
    """Load the starting weights and say in one line what they were."""
    if path.suffix == ".onnx":
        return f"{from_onnx(model, path)} convolutions from {path.name}"
    from_state(model, path)
    return f"all weights from {path.name}"
