"""What a drag does to the box that is being placed: pull a corner, move it, or draw another."""

from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QPointF

from inspector_app.core.finding import Box
from inspector_app.ui.viewport import Viewport

REACH = 12
"""How near to a corner the mouse takes hold of it, pixels of the screen."""


@dataclass(frozen=True)
class BoxDrag:
    """One drag, in the photo's own points, so that zooming meanwhile does no harm."""

    fixed: QPointF
    """The corner that stays where it is; of a box that is moved, where the mouse holds it."""
    moves: Box | None = None
    """The box that is moved as it is."""
    is_new: bool = True
    """Whether another box is drawn: then a slip of the hand is no box yet."""

    @classmethod
    def begun(cls, view: Viewport, at: QPointF, draft: Box | None) -> Self:
        """Say by where the mouse went down what this drag will do; without a draft it draws a new box."""
        if draft is None:
            return cls(view.to_image(at))
        rect = view.rect_of(draft)
        corners = (rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft())
        for place, corner in enumerate(corners):
            if (corner - at).manhattanLength() <= REACH:
                return cls(view.to_image(corners[(place + 2) % 4]), is_new=False)
        if rect.contains(at):
            return cls(view.to_image(at) - QPointF(draft.x, draft.y), draft, is_new=False)
        return cls(view.to_image(at))

    def to(self, view: Viewport, at: QPointF) -> Box | None:
        """Return the box with the mouse at a point; None where nothing of it lies in the photo."""
        if self.moves is None:
            return view.box_between(view.to_widget(self.fixed), at)
        corner = view.to_image(at) - self.fixed
        return view.shifted(self.moves, round(corner.x()), round(corner.y()))
