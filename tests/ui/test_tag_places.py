"""Tags of boxes: inside what is seen, and never over one another while there is room."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from inspector_app.ui.tag_places import placed

ROOM = QRectF(0, 0, 900, 600)
boxes = st.builds(QRectF, st.floats(-200, 1000), st.floats(-200, 700), st.floats(4, 700), st.floats(4, 500))
sizes = st.builds(QSizeF, st.floats(40, 150), st.floats(16, 30))


@given(st.lists(st.tuples(boxes, sizes), max_size=12))
def test_no_tag_lies_on_another_or_outside(wanted: list[tuple[QRectF, QSizeF]]) -> None:
    spots = placed(wanted, ROOM)
    assert all(ROOM.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(spot) for spot in spots)
    assert not [1 for one, other in combinations(spots, 2) if one.intersects(other)]


def test_boxes_one_upon_another_get_their_tags_side_by_side() -> None:
    box, size = QRectF(300, 200, 120, 80), QSizeF(110, 22)
    spots = placed([(box, size)] * 8, ROOM)
    assert len({(spot.x(), spot.y()) for spot in spots}) == 8


def test_the_first_asked_stands_over_its_box() -> None:
    box = QRectF(300, 200, 120, 80)
    first, *_ = placed([(box, QSizeF(100, 20)), (box, QSizeF(100, 20))], ROOM)
    assert first.left() == box.left() and first.bottom() < box.top()


def test_where_there_is_no_room_at_all_a_tag_is_still_somewhere() -> None:
    tight = QRectF(QPointF(), QSizeF(100, 24))
    spots = placed([(tight, QSizeF(98, 20))] * 3, tight)
    assert len(spots) == 3
