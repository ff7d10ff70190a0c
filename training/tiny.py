"""Make the tiny model of the tests: red squares are scratches, blue ones dents, each where it lies.

python -m training.tiny        writes tests/vision/data/tiny.tflite; needs the training extra
"""

from __future__ import annotations

from pathlib import Path

import litert_torch
import torch
from torch import Tensor, nn

SIDE, CELL = 64, 8
OUT = Path(__file__).resolve().parent.parent / "tests" / "vision" / "data" / "tiny.tflite"


class Tiny(nn.Module):
    """Sixty-four cells; a cell's scores say how red and how blue it is, its box is the cell itself."""

    def __init__(self) -> None:
        super().__init__()
        low = torch.arange(0, SIDE, CELL).float()
        y, x = torch.meshgrid(low, low, indexing="ij")
        corners = torch.stack([x, y, x + CELL, y + CELL], -1).reshape(1, -1, 4)
        self.register_buffer("corners", corners)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return boxes and scores."""
        cells = nn.functional.avg_pool2d(x, CELL).flatten(2).permute(0, 2, 1) / 255.0
        red, green, blue = cells[..., 0:1], cells[..., 1:2], cells[..., 2:3]
        scores = torch.cat([red - green, blue - green], -1).clamp(0.0, 1.0)
        return self.corners + green * 0.0, scores


if __name__ == "__main__":
    wrapped = litert_torch.to_channel_last_io(Tiny().eval(), args=[0]).eval()
    litert_torch.convert(wrapped, (torch.zeros(1, SIDE, SIDE, 3),)).export(str(OUT))
