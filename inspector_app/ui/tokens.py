"""The look in one table: colours, type, space, radii and target sizes; widgets read these, never literals."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Theme(StrEnum):
    """What the light around the laptop asks for."""

    LIGHT = "light"
    DARK = "dark"
    SUNLIGHT = "sunlight"


class Tone(StrEnum):
    """What a coloured thing means."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Ink(StrEnum):
    """Which of the theme's colours an icon takes."""

    INK = "ink"
    SOFT = "soft"
    FAINT = "faint"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ON_BRAND = "on_brand"


@dataclass(frozen=True)
class Colours:
    """One theme's colours as #rrggbb; every ink on its ground has a contrast of at least 4.5 to 1."""

    canvas: str
    """Behind everything."""
    rail: str
    """Behind the navigation."""
    surface: str
    """Cards, fields, lists."""
    raised: str
    """What lies on a card: hover, chips, quiet buttons."""
    sunken: str
    """Photo wells, tracks."""
    line: str
    strong_line: str
    ink: str
    soft: str
    faint: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_wash: str
    good: str
    good_wash: str
    warn: str
    warn_wash: str
    bad: str
    bad_wash: str
    neutral: str
    neutral_wash: str
    focus: str
    brand: str
    """The ground of the gates, from here…"""
    brand_deep: str
    """…to here."""
    on_brand: str
    on_brand_soft: str

    def ink_of(self, tone: Tone) -> str:
        """Return the colour of text and icons that mean this."""
        return str(getattr(self, tone.value))

    def wash_of(self, tone: Tone) -> str:
        """Return the quiet ground under such text."""
        return str(getattr(self, f"{tone.value}_wash"))


LIGHT: Final = Colours(
    canvas="#f3f5f8", rail="#fbfcfd", surface="#ffffff", raised="#f1f4f8", sunken="#e6ebf1",
    line="#e1e6ed", strong_line="#c3ccd8", ink="#101828", soft="#4a5769", faint="#616d83",
    accent="#0b5fd7", accent_hover="#0a55c2", accent_press="#0848a6", on_accent="#ffffff", accent_wash="#e5effd",
    good="#0b7348", good_wash="#dcf3e7", warn="#8f5200", warn_wash="#fdefd6", bad="#b3261e", bad_wash="#fde5e3",
    neutral="#4a5769", neutral_wash="#e9edf3", focus="#0b5fd7",
    brand="#1668e3", brand_deep="#082a5e", on_brand="#ffffff", on_brand_soft="#d5e4fb",
)  # fmt: skip
DARK: Final = Colours(
    canvas="#0d1117", rail="#10151c", surface="#161c25", raised="#1f2732", sunken="#0a0e13",
    line="#262f3b", strong_line="#3c4858", ink="#eef2f7", soft="#a9b5c4", faint="#8492a4",
    accent="#5aa2ff", accent_hover="#76b2ff", accent_press="#3d8ef5", on_accent="#06152b", accent_wash="#14294a",
    good="#4fd296", good_wash="#0f3325", warn="#f2b44f", warn_wash="#3a2a0d", bad="#ff8a80", bad_wash="#451a1a",
    neutral="#a9b5c4", neutral_wash="#232c38", focus="#76b2ff",
    brand="#123f85", brand_deep="#0a1526", on_brand="#f5f8fc", on_brand_soft="#b9cbe4",
)  # fmt: skip
SUNLIGHT: Final = Colours(
    canvas="#ffffff", rail="#ffffff", surface="#ffffff", raised="#e8e8e8", sunken="#d9d9d9",
    line="#595959", strong_line="#000000", ink="#000000", soft="#1c1c1c", faint="#333333",
    accent="#0038a8", accent_hover="#002f8c", accent_press="#002267", on_accent="#ffffff", accent_wash="#d6e2ff",
    good="#00502f", good_wash="#c4f2da", warn="#6b3a00", warn_wash="#ffe2ae", bad="#8c0000", bad_wash="#ffd3d0",
    neutral="#1c1c1c", neutral_wash="#e0e0e0", focus="#d4007a",
    brand="#0038a8", brand_deep="#001c55", on_brand="#ffffff", on_brand_soft="#ffffff",
)  # fmt: skip
COLOURS: Final = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.SUNLIGHT: SUNLIGHT}
LABEL_HUES: Final = {
    "scratch": "#e5484d", "dent": "#f08c00", "broken_part": "#d6409f", "glass_damage": "#00a2c7",
    "lamp_damage": "#c2a500", "paint_damage": "#8e4ec6", "other": "#5b7083",
}  # fmt: skip
"""One hue for each kind of damage, told apart over photos and beside their words."""


def ink_on(ground: str) -> str:
    """Return white or near-black for words on a ground, whichever stands out more."""
    return "#ffffff" if 1.05 / (_luminance(ground) + 0.05) >= (_luminance(ground) + 0.05) / 0.06 else "#101828"


def _luminance(colour: str) -> float:
    """Return how bright a colour is to the eye, 0 to 1, as the contrast rules have it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True)
class Type:
    """Letter sizes in pixels and weights."""

    tiny: int
    small: int
    body: int
    lead: int
    title: int
    display: int
    hero: int
    regular: int = 400
    medium: int = 400
    strong: int = 600
    heavy: int = 600
    """The letters come in two weights; the four names keep their places for a richer family."""


@dataclass(frozen=True)
class Space:
    """Distances in pixels: between letters and their edge, between things, between groups."""

    hair: int
    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - the sizes of a shirt
    xl: int
    xxl: int


@dataclass(frozen=True)
class Tokens:
    """Everything that a widget may know of the look."""

    theme: Theme
    colours: Colours
    type: Type
    space: Space
    radius: int
    small_radius: int
    target: int
    """The least height of what can be pressed."""
    icon: int
    rail_width: int
    thumb: int
    glove: bool
    scale: int

    @property
    def is_dark(self) -> bool:
        """Whether bright letters stand on a dark ground."""
        return self.theme is Theme.DARK


def tokens_for(theme: Theme = Theme.LIGHT, *, glove: bool = False, scale: int = 100) -> Tokens:
    """Return the tokens for a theme; `glove` widens what is pressed, `scale` is the text's size in per cent."""
    percent = max(100, min(200, scale))

    def sized(pixels: int) -> int:
        return round(pixels * percent / 100)

    return Tokens(
        theme=theme,
        colours=COLOURS[theme],
        type=Type(*(sized(p) for p in (11, 12, 13, 15, 20, 28, 36))),
        space=Space(2, 4, 8, 12, 16, 24, 36) if not glove else Space(2, 6, 12, 16, 22, 30, 44),
        radius=12,
        small_radius=8,
        target=max(sized(36), 56 if glove else 0),
        icon=max(sized(18), 26 if glove else 0),
        rail_width=max(sized(212), 240 if glove else 0),
        thumb=sized(84),
        glove=glove,
        scale=percent,
    )
