"""The report's look: colours, fonts, styles, measures."""

from typing import Final

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from inspector_app.settings import resource_root

PAPERS: Final = {"A4": A4, "Letter": LETTER}
MARGIN: Final = 16 * mm
HEAD: Final = 20 * mm
FOOT: Final = 17 * mm
GAP: Final = 4 * mm
RADIUS: Final = 2 * mm

INK: Final = HexColor(0x141C26)
SOFT: Final = HexColor(0x5B6B7E)
LINE: Final = HexColor(0xDDE3EA)
PANEL: Final = HexColor(0xF4F6F9)
BLUE: Final = HexColor(0x0B62D6)
RED: Final = HexColor(0xC9252D)
GREEN: Final = HexColor(0x0E8A5F)
AMBER: Final = HexColor(0xB26A00)
WHITE: Final = HexColor(0xFFFFFF)
STAMP: Final = Color(0.79, 0.15, 0.18, alpha=0.11)

TEXT: Final = "Inter"
STRONG: Final = "Inter-SemiBold"
MONO: Final = "JetBrainsMono-Medium"
_FILES: Final = {TEXT: "Inter-Regular.ttf", STRONG: "Inter-SemiBold.ttf", MONO: "JetBrainsMono-Medium.ttf"}


_BASE: Final = ParagraphStyle("base", fontName=TEXT, textColor=INK, fontSize=9, leading=12.2)
BODY: Final = _BASE
SMALL: Final = ParagraphStyle("small", _BASE, fontSize=7.5, leading=10.2, textColor=SOFT)
CAPTION: Final = ParagraphStyle("caption", _BASE, fontName=STRONG, fontSize=7.5, leading=10.2)
LABEL: Final = ParagraphStyle("label", _BASE, fontSize=7, leading=9.5, textColor=SOFT)
VALUE: Final = ParagraphStyle("value", _BASE, fontName=STRONG, fontSize=9.5, leading=12.8)
CODE: Final = ParagraphStyle("code", _BASE, fontName=MONO, fontSize=8, leading=12.8, splitLongWords=1)
CELL: Final = ParagraphStyle("cell", _BASE, fontSize=8.5, leading=11.5)
CELL_STRONG: Final = ParagraphStyle("cell_strong", _BASE, fontName=STRONG, fontSize=9.5, leading=12.8)
HEADING: Final = ParagraphStyle("heading", _BASE, fontName=STRONG, fontSize=14, leading=17, spaceBefore=6, spaceAfter=5)
TITLE: Final = ParagraphStyle("title", _BASE, fontName=STRONG, fontSize=25, leading=29)
EYEBROW: Final = ParagraphStyle("eyebrow", _BASE, fontName=STRONG, fontSize=9, leading=12, textColor=BLUE)
BIG: Final = ParagraphStyle("big", _BASE, fontName=STRONG, fontSize=21, leading=23.5)
RIGHT: Final = ParagraphStyle("right", _BASE, fontSize=8.5, leading=11.5, textColor=SOFT, alignment=TA_RIGHT)


def load_fonts() -> None:
    """Make the report's fonts known; they are part of every report, so it looks the same everywhere."""
    rl_config.useA85 = 0  # photos as they are, not a quarter larger as text
    folder = resource_root() / "assets" / "fonts"
    for name, file in _FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, folder / file))
