"""What the network is told after each batch: boxes, presence and kind of damage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from training.assign import assign
from training.network import cells

BOX_WEIGHT: Final = 5.0


def giou_loss(a: Tensor, b: Tensor) -> Tensor:
    """Return one minus the generalised overlap of paired boxes."""
    low, high = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    both = (high - low).clamp(min=0).prod(-1)
    union = (a[:, 2:] - a[:, :2]).prod(-1) + (b[:, 2:] - b[:, :2]).prod(-1) - both
    hull = (torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])).prod(-1)
    return 1 - both / union.clamp(min=1e-6) + (hull - union) / hull.clamp(min=1e-6)


def _picture_terms(
    boxes: Tensor, classes: Tensor, objects: Tensor, target: Tensor, side: int
) -> tuple[Tensor, Tensor, int]:
    """Return one picture's box and class loss, its presence loss, and how many cells were chosen."""
    place, stride = cells(side)
    centres = (place + 0.5) * stride
    with torch.no_grad():
        match = assign(boxes, classes, objects, centres, stride, target)
    present = torch.zeros_like(objects)
    if match is None:
        return boxes.sum() * 0.0, functional.binary_cross_entropy_with_logits(objects, present, reduction="sum"), 0
    present[match.cells] = 1.0
    presence = functional.binary_cross_entropy_with_logits(objects, present, reduction="sum")
    wanted = target[match.marks]
    fit = giou_loss(boxes[match.cells], wanted[:, 1:]).sum()
    kinds = functional.one_hot(wanted[:, 0].long(), classes.shape[-1]).float() * match.overlaps[:, None]
    kind = functional.binary_cross_entropy_with_logits(classes[match.cells], kinds, reduction="sum")
    return BOX_WEIGHT * fit + kind, presence, len(match.cells)


def detection_loss(output: tuple[Tensor, Tensor, Tensor], targets: Sequence[Tensor], side: int) -> Tensor:
    """Return the batch's loss for each chosen cell."""
    boxes, classes, objects = output
    terms = [_picture_terms(boxes[i], classes[i], objects[i], target, side) for i, target in enumerate(targets)]
    chosen = max(sum(count for _, _, count in terms), 1)
    return torch.stack([fit + presence for fit, presence, _ in terms]).sum() / chosen
