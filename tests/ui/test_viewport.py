"""The way between the screen's pixels and the photo's: there and back, zoomed and panned."""

from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from inspector_app.core.finding import Box
from inspector_app.ui.box_drag import BoxDrag
from inspector_app.ui.viewport import DEEPEST, Viewport

sides = st.integers(40, 6000)
rooms = st.integers(100, 2500)
parts = st.floats(0, 1)


@st.composite
def views(draw: st.DrawFn) -> Viewport:
    """Return a view after any zooming and panning."""
    view = Viewport(QSizeF(draw(sides), draw(sides)), QSizeF(draw(rooms), draw(rooms)))
    for _ in range(draw(st.integers(0, 4))):
        around = QPointF(draw(parts) * view.widget.width(), draw(parts) * view.widget.height())
        view = view.zoomed(draw(st.floats(0.3, 4)), around)
        view = view.panned(QPointF(draw(st.floats(-900, 900)), draw(st.floats(-900, 900))))
    return view


@st.composite
def boxes_in(draw: st.DrawFn, view: Viewport) -> Box:
    width, height = round(view.image.width()), round(view.image.height())
    x, y = draw(st.integers(0, width - 9)), draw(st.integers(0, height - 9))
    return Box(x, y, draw(st.integers(8, width - x)), draw(st.integers(8, height - y)))


@given(views(), parts, parts)
def test_a_point_comes_back_to_where_it_was(view: Viewport, across: float, down: float) -> None:
    at = QPointF(across * view.widget.width(), down * view.widget.height())
    back = view.to_widget(view.to_image(at))
    assert (back - at).manhattanLength() < 1e-6 * max(1.0, view.widget.width())


@given(st.data())
def test_a_box_drawn_where_a_box_is_shown_is_that_box(data: st.DataObject) -> None:
    view = data.draw(views())
    box = data.draw(boxes_in(view))
    rect = view.rect_of(box)
    assert view.box_between(rect.topLeft(), rect.bottomRight()) == box
    assert view.box_between(rect.bottomRight(), rect.topLeft()) == box


@given(views())
def test_a_fitted_photo_is_seen_whole(view: Viewport) -> None:
    assert QRectF(QPointF(), view.widget).contains(view.fitted().frame)


@given(st.integers(500, 6000), st.integers(500, 6000), parts, parts, st.floats(1.01, 2))
def test_what_is_under_the_mouse_stays_there_when_one_zooms_in(
    width: int, height: int, across: float, down: float, factor: float
) -> None:
    view = Viewport(QSizeF(width, height), QSizeF(400, 300))
    view = view.zoomed(max(400 / width, 300 / height) / view.fitting * 1.02, QPointF(200, 150))
    at = QPointF(across * 400, down * 300)
    assert view.factor * factor < DEEPEST
    assert (view.zoomed(factor, at).to_widget(view.to_image(at)) - at).manhattanLength() < 1e-3


@given(views())
def test_a_photo_is_never_smaller_than_fitted_nor_out_of_sight(view: Viewport) -> None:
    assert view.factor >= view.fitting * 0.999
    assert view.frame.intersects(QRectF(QPointF(), view.widget))


@given(views(), rooms, rooms)
def test_in_another_window_it_is_still_no_smaller_than_fitted(view: Viewport, width: int, height: int) -> None:
    other = view.resized(QSizeF(width, height))
    assert other.factor >= other.fitting * 0.999
    assert other.frame.intersects(QRectF(QPointF(), other.widget))


@given(st.data(), st.sampled_from([(-1, 0), (1, 0), (0, -1), (0, 1)]), st.booleans())
def test_keys_never_bring_a_box_out_of_the_photo(data: st.DataObject, step: tuple[int, int], grows: bool) -> None:
    view = data.draw(views())
    box = data.draw(boxes_in(view))
    for _ in range(3):
        box = view.stepped(box, step, grows=grows)
    assert box == box.within(round(view.image.width()), round(view.image.height()))


@given(st.data())
def test_a_moved_box_keeps_its_size_and_stays_in_the_photo(data: st.DataObject) -> None:
    view = data.draw(views())
    box = data.draw(boxes_in(view))
    middle = view.rect_of(box).center()
    moved = BoxDrag.begun(view, middle, box).to(view, middle + QPointF(*data.draw(st.tuples(rooms, rooms))))
    assume(view.rect_of(box).width() > 40 and view.rect_of(box).height() > 40)
    assert moved is not None
    assert (moved.w, moved.h) == (box.w, box.h)
    assert moved == moved.within(round(view.image.width()), round(view.image.height()))


def test_a_drag_beside_the_photo_draws_nothing() -> None:
    view = Viewport(QSizeF(400, 400), QSizeF(800, 400))
    assert view.box_between(QPointF(5, 5), QPointF(40, 300)) is None
