"""Which cells answer for which damage: SimOTA, by cost and by overlap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

CANDIDATES: Final = 10
CENTRE_RADIUS: Final = 2.5
OVERLAP_WEIGHT: Final = 3.0
FAR: Final = 1e5


@dataclass(frozen=True)
class Match:
    """The cells that were chosen, the damage each answers for, and how well its box fits."""

    cells: Tensor
    marks: Tensor
    overlaps: Tensor


def overlaps(a: Tensor, b: Tensor) -> Tensor:
    """Return intersection over union of every box of a with every box of b."""
    low = torch.maximum(a[:, None, :2], b[None, :, :2])
    high = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    both = (high - low).clamp(min=0).prod(-1)
    area_a, area_b = (a[:, 2:] - a[:, :2]).prod(-1), (b[:, 2:] - b[:, :2]).prod(-1)
    return both / (area_a[:, None] + area_b[None] - both).clamp(min=1e-6)


def reach(centres: Tensor, strides: Tensor, boxes: Tensor) -> tuple[Tensor, Tensor]:
    """Tell for each box and cell whether the cell lies in the box, and whether near its middle."""
    low = centres[None] - boxes[:, None, :2]
    high = boxes[:, None, 2:] - centres[None]
    inside = torch.cat([low, high], -1).amin(-1) > 0
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    far = (centres[None] - middle[:, None]).abs().amax(-1)
    return inside, far < CENTRE_RADIUS * strides.reshape(1, -1)


def _class_cost(classes: Tensor, objects: Tensor, labels: Tensor) -> Tensor:
    """Return how far the cells' class scores are from each damage's class."""
    score = (classes.sigmoid() * objects.sigmoid()).sqrt().clamp(1e-6, 1 - 1e-6)
    wanted = functional.one_hot(labels, classes.shape[-1]).float()
    yes, no = -score.log(), -(1 - score).log()
    return wanted @ yes.T + (1 - wanted) @ no.T


def _chosen(cost: Tensor, fit: Tensor) -> Tensor:
    """Mark for each damage its cheapest cells, as many as its best overlaps add up to."""
    best = fit.topk(min(CANDIDATES, fit.shape[1]), dim=1).values.sum(1)
    counts = best.int().clamp(min=1).tolist()
    chosen = torch.zeros_like(cost, dtype=torch.bool)
    for row, count in enumerate(counts):
        chosen[row, cost[row].topk(min(int(count), cost.shape[1]), largest=False).indices] = True
    shared = chosen.sum(0) > 1
    if bool(shared.any()):
        winner = cost[:, shared].argmin(0)
        chosen[:, shared] = functional.one_hot(winner, cost.shape[0]).T.bool()
    return chosen


def assign(
    boxes: Tensor, classes: Tensor, objects: Tensor, centres: Tensor, strides: Tensor, target: Tensor
) -> Match | None:
    """Choose cells for one picture's damages (rows of class, x1, y1, x2, y2); None where there is none."""
    if len(target) == 0:
        return None
    labels, wanted = target[:, 0].long(), target[:, 1:]
    inside, near = reach(centres, strides, wanted)
    able = (inside | near).any(0).nonzero().squeeze(1)
    if len(able) == 0:
        return None
    fit = overlaps(wanted, boxes[able])
    cost = _class_cost(classes[able], objects[able], labels) - OVERLAP_WEIGHT * (fit + 1e-8).log()
    chosen = _chosen(cost + FAR * ~(inside & near)[:, able], fit)
    taken = chosen.any(0).nonzero().squeeze(1)
    marks = chosen[:, taken].int().argmax(0)
    return Match(able[taken], marks, fit[marks, taken])
