"""Is it known whether anybody could see a window?"""

import pytest

from inspector_app.qt.display import draw_off_screen_without, has_display


@pytest.mark.parametrize(
    ("environment", "system", "is_seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_window_is_seen_only_where_there_is_a_screen(
    environment: dict[str, str], system: str, *, is_seen: bool
) -> None:
    assert has_display(environment, system) is is_seen
    assert draw_off_screen_without(environment, system) is is_seen


def test_without_a_screen_the_drawing_goes_to_memory() -> None:
    environment = {"QT_QPA_PLATFORM": "xcb"}
    draw_off_screen_without(environment, "linux")
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    seen = {"DISPLAY": ":1", "QT_QPA_PLATFORM": "xcb"}
    draw_off_screen_without(seen, "linux")
    assert seen["QT_QPA_PLATFORM"] == "xcb"
