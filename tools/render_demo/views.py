"""The photographs: where the camera stands, what it looks at, and with which lens."""

from __future__ import annotations

from dataclasses import dataclass

Spot = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """One photograph: its file, its shot of the walkaround, its camera (focal length as on 36 mm film)."""

    file: str
    shot: str
    title: str
    at: Spot
    to: Spot
    lens: float
    set: str = "yard"
    light: float = 1.0
    roll: float = 0.0


VIEWS = (
    View(
        "01_front_left.jpg",
        "front_left",
        "Front left three-quarter",
        (-2.35, -3.40, 1.56),
        (1.92, 0.20, 0.64),
        36,
        roll=0.4,
    ),
    View("02_front.jpg", "front", "Front", (-3.35, -0.14, 1.34), (2.0, 0.02, 0.70), 42, roll=-0.3),
    View(
        "03_front_right.jpg",
        "front_right",
        "Front right three-quarter",
        (-2.28, 3.50, 1.53),
        (1.95, -0.14, 0.64),
        36,
        roll=-0.5,
    ),
    View("04_right.jpg", "right", "Right side", (2.10, 5.85, 1.40), (2.27, 0.0, 0.66), 36, roll=0.3),
    View(
        "05_rear_right.jpg",
        "rear_right",
        "Rear right three-quarter",
        (6.85, 3.50, 1.58),
        (2.66, -0.12, 0.66),
        36,
        roll=0.4,
    ),
    View("06_rear.jpg", "rear", "Rear", (8.0, 0.17, 1.38), (2.6, -0.02, 0.72), 42, roll=-0.2),
    View(
        "07_rear_left.jpg",
        "rear_left",
        "Rear left three-quarter",
        (6.90, -3.50, 1.52),
        (2.62, 0.17, 0.65),
        36,
        roll=-0.4,
    ),
    View("08_left.jpg", "left", "Left side", (2.48, -5.85, 1.42), (2.31, 0.0, 0.66), 36, roll=-0.3),
    View("09_windscreen.jpg", "windscreen", "Windscreen", (-0.50, 0.62, 1.78), (1.75, 0.02, 1.12), 33, roll=0.8),
    View(
        "10_wheel_front_left.jpg",
        "wheel_front_left",
        "Front left wheel",
        (0.62, -2.10, 0.60),
        (0.92, -0.85, 0.37),
        44,
        light=0.55,
        roll=-1.0,
    ),
    View("11_interior.jpg", "interior", "Interior", (2.78, 0.10, 1.17), (1.55, -0.12, 0.80), 21, light=1.7, roll=0.5),
    View("12_vin.jpg", "vin", "VIN plate", (0.022, -0.125, 0.30), (0.003, 0.002, 0.0), 50, set="plate", roll=1.6),
    View(
        "13_odometer.jpg",
        "odometer",
        "Odometer",
        (2.10, -0.364, 0.962),
        (1.785, -0.37, 0.930),
        40,
        light=1.0,
        roll=-0.6,
    ),
    View(
        "14_closeup_dent.jpg",
        "closeup_dent",
        "Dent in the right front door",
        (1.42, 2.05, 1.12),
        (2.02, 0.88, 0.60),
        38,
        roll=0.7,
    ),
    View(
        "15_closeup_scratch.jpg",
        "closeup_scratch",
        "Scratches on the left rear door",
        (3.42, -2.15, 1.02),
        (2.96, -0.90, 0.66),
        40,
        roll=-0.8,
    ),
    View(
        "16_closeup_lamp.jpg",
        "closeup_lamp",
        "Broken left head lamp",
        (-0.82, -1.40, 0.98),
        (0.24, -0.66, 0.645),
        42,
        roll=0.6,
    ),
    View(
        "17_closeup_windscreen.jpg",
        "closeup_windscreen",
        "Cracked windscreen",
        (0.62, 0.86, 1.66),
        (1.70, 0.30, 1.185),
        42,
        roll=-1.1,
    ),
)


def chosen(names: str) -> tuple[View, ...]:
    """Return the views with the given shot ids (comma-separated), or all of them."""
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    unknown = wanted - {view.shot for view in VIEWS}
    if unknown:
        raise SystemExit(f"unknown views: {', '.join(sorted(unknown))}")
    return tuple(view for view in VIEWS if not wanted or view.shot in wanted)
