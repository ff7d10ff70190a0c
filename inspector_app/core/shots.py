"""The guided walk round the car: which photos, in which order, and what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Shot:
    """One photo of the guide; `name` is a key of the words table `shot_<id>`."""

    id: str
    required: bool = True

    @property
    def silhouette(self) -> str:
        """The asset that shows the car's outline for this shot."""
        return f"shots/{self.id}.svg"


QUICK_WALK: Final = tuple(
    Shot(name)
    for name in (
        "front_left", "front", "front_right", "right", "rear_right", "rear", "rear_left", "left",
        "windscreen", "wheel_front_left", "interior", "vin", "odometer",
    )
)  # fmt: skip
"""Thirteen shots, one walk round the car without back-tracking."""
CLOSE_UP: Final = Shot("closeup", required=False)
"""Any further photo: damage from near, extras."""


def missing(taken: Iterable[str], walk: tuple[Shot, ...] = QUICK_WALK) -> tuple[Shot, ...]:
    """Return the required shots without a photo, in walking order."""
    have = set(taken)
    return tuple(shot for shot in walk if shot.required and shot.id not in have)


def next_shot(taken: Iterable[str], walk: tuple[Shot, ...] = QUICK_WALK) -> Shot:
    """Return the next shot to take; a close-up once the walk is complete."""
    return next(iter(missing(taken, walk)), CLOSE_UP)


def named_shot(stem: str) -> str | None:
    """Return the shot that a file's name ends in: `01_front_left` is front_left, `closeup_dent` a close-up; or None."""
    name = stem.lower().replace("-", "_").replace(" ", "_")
    if CLOSE_UP.id in name:
        return CLOSE_UP.id
    fits = [shot.id for shot in QUICK_WALK if name == shot.id or name.endswith(f"_{shot.id}")]
    return max(fits, key=len, default=None)
