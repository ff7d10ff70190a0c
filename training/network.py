"""The detector's network: a YOLOX-nano layout without batch norm, for six kinds of damage."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import LABELS

STRIDES = (8, 16, 32)
INPUT_SCALE = 1.0 / 64.0


class Conv(nn.Module):
    """A convolution with bias and SiLU."""

    def __init__(self, cin: int, cout: int, kernel: int, stride: int = 1, groups: int = 1) -> None:
        """Make the convolution with its padding."""
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, kernel, stride, kernel // 2, groups=groups)

    def forward(self, x: Tensor) -> Tensor:
        """Run it."""
        return functional.silu(self.conv(x))


class Separable(nn.Sequential):
    """A depthwise 3x3, then a pointwise convolution."""

    def __init__(self, cin: int, cout: int, stride: int = 1) -> None:
        """Chain the two."""
        super().__init__(Conv(cin, cin, 3, stride, groups=cin), Conv(cin, cout, 1))


class Bottleneck(nn.Module):
    """Pointwise, then separable, with an optional way round."""

    def __init__(self, width: int, residual: bool) -> None:
        """Make both steps at one width."""
        super().__init__()
        self.squeeze = Conv(width, width, 1)
        self.spread = Separable(width, width)
        self.residual = residual

    def forward(self, x: Tensor) -> Tensor:
        """Run it."""
        y = self.spread(self.squeeze(x))
        return x + y if self.residual else y


class Split(nn.Module):
    """Half of the channels through bottlenecks, half past them, then joined."""

    def __init__(self, cin: int, cout: int, depth: int = 1, residual: bool = False) -> None:
        """Make both ways and the join."""
        super().__init__()
        half = cout // 2
        self.through = Conv(cin, half, 1)
        self.past = Conv(cin, half, 1)
        self.join = Conv(2 * half, cout, 1)
        self.steps = nn.Sequential(*(Bottleneck(half, residual) for _ in range(depth)))

    def forward(self, x: Tensor) -> Tensor:
        """Run it; the order of calls is the order of the published weights."""
        a, b = self.through(x), self.past(x)
        return self.join(torch.cat([self.steps(a), b], 1))


class Pyramid(nn.Module):
    """Pooling at three sizes beside the plain features."""

    def __init__(self, width: int) -> None:
        """Make the narrow and the wide convolution."""
        super().__init__()
        self.narrow = Conv(width, width // 2, 1)
        self.wide = Conv(width * 2, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Run it."""
        x = self.narrow(x)
        pools = [functional.max_pool2d(x, size, 1, size // 2) for size in (5, 9, 13)]
        return self.wide(torch.cat([x, *pools], 1))


class Stem(nn.Module):
    """Every 2x2 block of pixels becomes twelve channels."""

    def __init__(self, cout: int) -> None:
        """Make the first convolution."""
        super().__init__()
        self.first = Conv(12, cout, 3)

    def forward(self, x: Tensor) -> Tensor:
        """Run it."""
        parts = [x[..., ::2, ::2], x[..., 1::2, ::2], x[..., ::2, 1::2], x[..., 1::2, 1::2]]
        return self.first(torch.cat(parts, 1))


class Backbone(nn.Module):
    """Features at strides 8, 16 and 32."""

    def __init__(self) -> None:
        """Make the stages."""
        super().__init__()
        self.stem = Stem(16)
        self.stage2 = nn.Sequential(Separable(16, 32, 2), Split(32, 32, 1, True))
        self.stage3 = nn.Sequential(Separable(32, 64, 2), Split(64, 64, 3, True))
        self.stage4 = nn.Sequential(Separable(64, 128, 2), Split(128, 128, 3, True))
        self.stage5 = nn.Sequential(Separable(128, 256, 2), Pyramid(256), Split(256, 256))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Run it."""
        near = self.stage3(self.stage2(self.stem(x)))
        middle = self.stage4(near)
        return near, middle, self.stage5(middle)


class Neck(nn.Module):
    """Coarse features brought down to the fine ones, and up again."""

    def __init__(self) -> None:
        """Make the two ways."""
        super().__init__()
        self.lateral = Conv(256, 128, 1)
        self.down4 = Split(256, 128)
        self.reduce = Conv(128, 64, 1)
        self.down3 = Split(128, 64)
        self.up3 = Separable(64, 64, 2)
        self.up_mix3 = Split(128, 128)
        self.up4 = Separable(128, 128, 2)
        self.up_mix4 = Split(256, 256)

    def forward(self, features: tuple[Tensor, Tensor, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Run it."""
        near, middle, far = features
        top = self.lateral(far)
        mid = self.reduce(self.down4(torch.cat([_doubled(top), middle], 1)))
        fine = self.down3(torch.cat([_doubled(mid), near], 1))
        out4 = self.up_mix3(torch.cat([self.up3(fine), mid], 1))
        return fine, out4, self.up_mix4(torch.cat([self.up4(out4), top], 1))


def _doubled(x: Tensor) -> Tensor:
    """Enlarge by two, bilinear: the form that the runtime keeps in one partition."""
    return functional.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


def _two_steps() -> nn.Sequential:
    """Make the two separable convolutions of a branch."""
    return nn.Sequential(Separable(64, 64), Separable(64, 64))


class Head(nn.Module):
    """Class, box and objectness for every cell of every level."""

    def __init__(self, classes: int) -> None:
        """Make one branch for each level."""
        super().__init__()
        self.stems = nn.ModuleList(Conv(width, 64, 1) for width in (64, 128, 256))
        self.class_way = nn.ModuleList(_two_steps() for _ in STRIDES)
        self.box_way = nn.ModuleList(_two_steps() for _ in STRIDES)
        self.classes = nn.ModuleList(nn.Conv2d(64, classes, 1) for _ in STRIDES)
        self.boxes = nn.ModuleList(nn.Conv2d(64, 4, 1) for _ in STRIDES)
        self.objects = nn.ModuleList(nn.Conv2d(64, 1, 1) for _ in STRIDES)

    def forward(self, features: tuple[Tensor, Tensor, Tensor]) -> list[tuple[Tensor, Tensor, Tensor]]:
        """Return (classes, boxes, objectness) for each level."""
        out = []
        for k, feature in enumerate(features):
            x = self.stems[k](feature)
            classes = self.classes[k](self.class_way[k](x))
            y = self.box_way[k](x)
            out.append((classes, self.boxes[k](y), self.objects[k](y)))
        return out


def _flat(x: Tensor) -> Tensor:
    """Turn a feature map into rows, one for each cell."""
    return x.permute(0, 2, 3, 1).reshape(x.shape[0], -1, x.shape[1])


def cells(side: int) -> tuple[Tensor, Tensor]:
    """Return every cell's place (x, y) and stride, level after level."""
    places, strides = [], []
    for stride in STRIDES:
        n = side // stride
        ys, xs = torch.meshgrid(torch.arange(n), torch.arange(n), indexing="ij")
        places.append(torch.stack([xs, ys], -1).reshape(-1, 2).float())
        strides.append(torch.full((n * n, 1), float(stride)))
    return torch.cat(places), torch.cat(strides)


class Detector(nn.Module):
    """The whole network; input NCHW RGB 0-255."""

    def __init__(self, classes: int = len(LABELS)) -> None:
        """Make backbone, neck and head."""
        super().__init__()
        self.backbone = Backbone()
        self.neck = Neck()
        self.head = Head(classes)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return boxes (x1, y1, x2, y2 in input pixels), class logits and objectness logits."""
        levels = self.head(self.neck(self.backbone(x * INPUT_SCALE)))
        classes, raw, objects = (torch.cat([_flat(level[i]) for level in levels], 1) for i in range(3))
        place, stride = cells(x.shape[-1])
        centre = (raw[..., :2] + place) * stride
        half = torch.exp(raw[..., 2:].clamp(max=8.0)) * stride / 2
        return torch.cat([centre - half, centre + half], -1), classes, objects


class Deployed(nn.Module):
    """The network as it is exported: pixels in, boxes and class scores out."""

    def __init__(self, detector: Detector) -> None:
        """Wrap a trained detector."""
        super().__init__()
        self.detector = detector

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Return boxes and scores; score = objectness x class."""
        boxes, classes, objects = self.detector(x)
        return boxes, torch.sigmoid(classes) * torch.sigmoid(objects)
