"""The style sheet, palette and letters made from the tokens; nothing here is a literal of the look."""

from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette

from inspector_app.ui.sheet import SHEET
from inspector_app.ui.tokens import Theme, Tokens


def stylesheet(tokens: Tokens, mono: str) -> str:
    """Return the application's style sheet; `mono` is the family in which a VIN's characters stand apart."""
    return Template(SHEET).substitute(_values(tokens) | {"mono": mono})


def font_of(tokens: Tokens, family: str) -> QFont:
    """Return the application's font: figures of one width, so that prices and clocks do not jump."""
    font = QFont(family)
    font.setPixelSize(tokens.type.body)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def sized(font: QFont, pixels: int, weight: int = 400) -> QFont:
    """Return a font in another size and weight, for painted words; large letters stand closer."""
    other = QFont(font)
    other.setPixelSize(pixels)
    other.setWeight(QFont.Weight(weight))
    if pixels >= 18:
        other.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    return other


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    c, role = tokens.colours, QPalette.ColorRole
    palette = QPalette()
    for which, colour in {
        role.Window: c.canvas, role.Base: c.surface, role.AlternateBase: c.raised, role.Button: c.surface,
        role.WindowText: c.ink, role.Text: c.ink, role.ButtonText: c.ink, role.BrightText: c.ink,
        role.Highlight: c.accent, role.HighlightedText: c.on_accent, role.Link: c.accent, role.LinkVisited: c.accent,
        role.PlaceholderText: c.faint, role.ToolTipBase: c.ink, role.ToolTipText: c.surface, role.Accent: c.accent,
        role.Mid: c.line, role.Dark: c.strong_line, role.Light: c.surface, role.Midlight: c.raised,
    }.items():  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.faint))
    return palette


def _values(tokens: Tokens) -> dict[str, object]:
    """Return every token by the name that the sheet uses."""
    values: dict[str, object] = dict(asdict(tokens.colours))
    values |= {f"type_{name}": size for name, size in asdict(tokens.type).items()}
    values |= {f"space_{name}": size for name, size in asdict(tokens.space).items()}
    values |= {
        "radius": tokens.radius,
        "small_radius": tokens.small_radius,
        "target": tokens.target,
        "inner": tokens.target - 4,
        "pill": (round(tokens.type.tiny * 1.18) + 6) // 2,  # half a badge's height, or Qt draws it square
        "edge": 2 if tokens.theme is Theme.SUNLIGHT else 1,
        "bar": 18 if tokens.glove else 10,
    }
    return values
