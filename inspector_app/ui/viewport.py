"""Where a photo lies in its widget: fit, zoom, pan, and the way between the two kinds of pixels."""

from dataclasses import dataclass, field, replace
from typing import Self

from PySide6.QtCore import QPointF, QRectF, QSizeF

from inspector_app.core.errors import RuleError
from inspector_app.core.finding import Box

DEEPEST = 8.0
"""Screen pixels for one pixel of the photo, at most."""
MARGIN = 0.97


@dataclass(frozen=True)
class Viewport:
    """The photo's size, the widget's size, screen pixels for one photo pixel (None: fitted), and the shift."""

    image: QSizeF = field(default_factory=lambda: QSizeF(1, 1))
    widget: QSizeF = field(default_factory=lambda: QSizeF(1, 1))
    scale: float | None = None
    shift: QPointF = field(default_factory=QPointF)

    @property
    def fitting(self) -> float:
        """The scale at which the whole photo is just seen."""
        across = self.widget.width() / max(1.0, self.image.width())
        down = self.widget.height() / max(1.0, self.image.height())
        return max(1e-6, min(across, down) * MARGIN)

    @property
    def factor(self) -> float:
        """The scale in force."""
        return self.scale or self.fitting

    @property
    def frame(self) -> QRectF:
        """Where the photo lies in the widget."""
        size = self.image * self.factor
        left = (self.widget.width() - size.width()) / 2 + self.shift.x()
        top = (self.widget.height() - size.height()) / 2 + self.shift.y()
        return QRectF(QPointF(left, top), size)

    def fitted(self) -> Self:
        """Return the view of the whole photo."""
        return replace(self, scale=None, shift=QPointF())

    def resized(self, widget: QSizeF) -> Self:
        """Return the same view in a widget of another size; never smaller than fitted."""
        new = replace(self, widget=widget)
        return new.panned(QPointF()) if new.factor > new.fitting else new.fitted()

    def zoomed(self, factor: float, around: QPointF) -> Self:
        """Return the view nearer or farther; a photo's point under `around` stays there while zooming in."""
        scale = min(DEEPEST, max(self.fitting, self.factor * factor))
        if scale <= self.fitting * 1.001:
            return self.fitted()
        spot = self.to_image(around)
        new = replace(self, scale=scale)
        return replace(new, shift=new.shift + (around - new.to_widget(spot))).panned(QPointF())

    def panned(self, by: QPointF) -> Self:
        """Return the view shifted; a fitted photo stays where it is."""
        if self.scale is None:
            return self
        slack_x = max(0.0, (self.image.width() * self.factor - self.widget.width()) / 2 + 40)
        slack_y = max(0.0, (self.image.height() * self.factor - self.widget.height()) / 2 + 40)
        moved = self.shift + by
        within = QPointF(max(-slack_x, min(slack_x, moved.x())), max(-slack_y, min(slack_y, moved.y())))
        return replace(self, shift=within)

    def to_image(self, at: QPointF) -> QPointF:
        """Return the photo's point under a widget's point."""
        return (at - self.frame.topLeft()) / self.factor

    def to_widget(self, at: QPointF) -> QPointF:
        """Return where a photo's point lies in the widget."""
        return at * self.factor + self.frame.topLeft()

    def rect_of(self, box: Box) -> QRectF:
        """Return where a box lies in the widget."""
        return QRectF(self.to_widget(QPointF(box.x, box.y)), QSizeF(box.w, box.h) * self.factor)

    def box_between(self, one: QPointF, other: QPointF) -> Box | None:
        """Return the box between two points of the widget, cut to the photo; None where nothing is left."""
        rect = QRectF(self.to_image(one), self.to_image(other)).normalized()
        return self._cut(round(rect.x()), round(rect.y()), round(rect.width()), round(rect.height()))

    def stepped(self, box: Box, step: tuple[int, int], *, grows: bool) -> Box:
        """Return a box moved, or grown, by one step of the keys; it stays within the photo."""
        dx, dy = (part * max(1, round(8 / self.factor)) for part in step)
        if grows:
            return self._cut(box.x, box.y, max(8, box.w + dx), max(8, box.h + dy)) or box
        return self.shifted(box, box.x + dx, box.y + dy)

    def shifted(self, box: Box, left: int, top: int) -> Box:
        """Return a box with its corner there, or as near as the photo's edges let it."""
        width, height = round(self.image.width()), round(self.image.height())
        return Box(max(0, min(width - box.w, left)), max(0, min(height - box.h, top)), box.w, box.h)

    def _cut(self, x: int, y: int, w: int, h: int) -> Box | None:
        try:
            return Box(x, y, w, h).within(round(self.image.width()), round(self.image.height()))
        except RuleError:
            return None
