"""Where the tags of a photo's boxes stand: near their box, inside what is seen, not over one another."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

GAP = 4.0


def placed(wanted: Sequence[tuple[QRectF, QSizeF]], room: QRectF) -> tuple[QRectF, ...]:
    """Return a place for each (box, size of its tag); the first is served first, and each finds a free place."""
    taken: list[QRectF] = []
    for box, size in wanted:
        spots = [_moved_into(QRectF(spot, size), room) for spot in _beside(box, size)]
        free = next((spot for spot in spots if _is_free(spot, taken)), None)
        taken.append(free or _nearest(box, size, room, taken) or spots[0])
    return tuple(taken)


def _beside(box: QRectF, size: QSizeF) -> Iterator[QPointF]:
    """Return the corners of a tag that touches its box: above, below, at its sides, then inside."""
    above, below = box.top() - size.height() - GAP, box.bottom() + GAP
    left, right = box.left(), box.right() - size.width()
    yield from (QPointF(left, above), QPointF(right, above), QPointF(left, below), QPointF(right, below))
    yield from (QPointF(box.right() + GAP, box.top()), QPointF(box.left() - size.width() - GAP, box.top()))
    yield from (QPointF(left + GAP, box.top() + GAP), QPointF(left + GAP, box.bottom() - size.height() - GAP))


def _nearest(box: QRectF, size: QSizeF, room: QRectF, taken: Sequence[QRectF]) -> QRectF | None:
    """Return the free place nearest to a box on a grid of tags, or None in a room that is full."""
    across, down = size.width() / 2, size.height() + 1
    columns = max(1, int((room.width() - size.width()) / across) + 1)
    rows = max(1, int((room.height() - size.height()) / down) + 1)
    spots = (
        QRectF(QPointF(room.left() + x * across, room.top() + y * down), size)
        for x in range(columns)
        for y in range(rows)
    )
    free = (spot for spot in spots if _is_free(spot, taken))
    return min(free, key=lambda spot: (spot.center() - box.center()).manhattanLength(), default=None)


def _is_free(spot: QRectF, taken: Sequence[QRectF]) -> bool:
    return not any(spot.intersects(other) for other in taken)


def _moved_into(spot: QRectF, room: QRectF) -> QRectF:
    """Return a tag moved by as little as brings it into the room."""
    left = max(room.left(), min(spot.left(), room.right() - spot.width()))
    top = max(room.top(), min(spot.top(), room.bottom() - spot.height()))
    return QRectF(QPointF(left, top), spot.size())
