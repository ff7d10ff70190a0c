"""What the page is drawn with: photos with boxes, the code of the seal, small meters; all as vectors."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import qrcode
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from inspector_app.core.finding import Band, Box
from inspector_app.report.facts import Mark
from inspector_app.report.kit import theme
from inspector_app.report.kit.words import printable

_DOTS: Final = {Band.SURE: 3, Band.CHECK: 2, Band.HINT: 1}
_TAG: Final = 9.0


class PhotoBox(Flowable):
    """A photo in a rounded frame with numbered boxes; a sentence where there is none."""

    def __init__(self, jpeg: bytes | None, width: float, height: float, *, view: Box, marks: Sequence[Mark] = (),
                 filled: bool = False, instead: str = "") -> None:  # fmt: skip
        super().__init__()
        self._jpeg, self._view, self._marks, self._instead = jpeg, view, marks, instead
        self._filled = filled
        self.width, self.height = width, height

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size of the frame."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the photo, whole or filling the frame, then its boxes."""
        if self._jpeg is None:
            self._draw_empty()
            return
        fit = max if self._filled else min
        scale = fit(self.width / self._view.w, self.height / self._view.h)
        left = (self.width - self._view.w * scale) / 2
        bottom = (self.height - self._view.h * scale) / 2
        self.canv.saveState()
        clip_round(self.canv, self.width, self.height)
        self.canv.setFillColor(theme.PANEL)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        image = ImageReader(BytesIO(self._jpeg))
        self.canv.drawImage(image, left, bottom, self._view.w * scale, self._view.h * scale)
        self.canv.restoreState()
        for mark in self._marks:
            self._draw_mark(mark, scale, left, bottom)

    def _draw_mark(self, mark: Mark, scale: float, left: float, bottom: float) -> None:
        x = max(1.0, left + (mark.box.x - self._view.x) * scale)
        y = max(1.0, bottom + (self._view.y + self._view.h - mark.box.y - mark.box.h) * scale)
        width = min(self.width - 1.0, x + mark.box.w * scale) - x
        height = min(self.height - 1.0, y + mark.box.h * scale) - y
        for line, colour in ((2.6, theme.WHITE), (1.3, theme.RED)):
            self.canv.setLineWidth(line)
            self.canv.setStrokeColor(colour)
            self.canv.roundRect(x, y, width, height, 1.5, stroke=1, fill=0)
        self._draw_tag(str(mark.number), x, y + height)

    def _draw_tag(self, text: str, x: float, top: float) -> None:
        """Draw the number above the box, or inside it where the photo ends."""
        wide = _TAG + 4.0 * (len(text) - 1)
        bottom = min(top + 1.2, self.height - _TAG - 0.5)
        at = min(max(0.5, x - 0.65), self.width - wide - 0.5)
        self.canv.setFillColor(theme.RED)
        self.canv.setStrokeColor(theme.WHITE)
        self.canv.setLineWidth(0.7)
        self.canv.roundRect(at, bottom, wide, _TAG, 2, stroke=1, fill=1)
        write(self.canv, text, (at + wide / 2, bottom + 2.5), size=6.5, colour=theme.WHITE, strong=True, middle=True)

    def _draw_empty(self) -> None:
        self.canv.setFillColor(theme.PANEL)
        self.canv.setStrokeColor(theme.LINE)
        self.canv.setDash(2, 2)
        self.canv.roundRect(0.4, 0.4, self.width - 0.8, self.height - 0.8, theme.RADIUS, stroke=1, fill=1)
        self.canv.setDash()
        size = 7.0 if self.width < 60 * mm else 10.0
        write(self.canv, self._instead, (self.width / 2, self.height / 2 - size / 3), size=size, middle=True)


class Code(Flowable):
    """A QR code, drawn as rectangles."""

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
        code.add_data(text)
        self._rows = [[bool(dot) for dot in row] for row in code.get_matrix()]
        self.width = self.height = side

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size of the code."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw each run of dots as one rectangle, so that no hair line shows between them."""
        dot = self.width / len(self._rows)
        self.canv.setFillColor(theme.INK)
        for index, row in enumerate(self._rows):
            for start, length in _runs(row):
                self.canv.rect(start * dot, self.height - (index + 1) * dot, length * dot, dot * 1.01, stroke=0, fill=1)


class Meter(Flowable):
    """One to three filled dots: how sure the model was."""

    def __init__(self, band: Band) -> None:
        super().__init__()
        self._filled = _DOTS[band]
        self.width, self.height = 24.0, 9.0

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size of the meter."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the dots."""
        for index in range(3):
            self.canv.setFillColor(theme.BLUE if index < self._filled else theme.LINE)
            self.canv.circle(3.2 + index * 8.0, 4.0, 2.7, stroke=0, fill=1)


class Badge(Flowable):
    """The number of a damage, as on the photos."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.width, self.height = 16.0 + 5.0 * (len(text) - 1), 16.0

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """Return the size of the badge."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the number on its ground."""
        self.canv.setFillColor(theme.RED)
        self.canv.roundRect(0, 0, self.width, self.height, 3.5, stroke=0, fill=1)
        write(self.canv, self._text, (self.width / 2, 4.7), size=9.5, colour=theme.WHITE, strong=True, middle=True)


def clip_round(canvas: Canvas, width: float, height: float, radius: float = theme.RADIUS) -> None:
    """Draw only inside a rounded frame from now on."""
    path = canvas.beginPath()
    path.roundRect(0, 0, width, height, radius)
    canvas.clipPath(path, stroke=0, fill=0)


def write(canvas: Canvas, text: str, at: tuple[float, float], *, size: float, colour: Color = theme.SOFT,
          strong: bool = False, middle: bool = False) -> None:  # fmt: skip
    """Write one line."""
    canvas.setFont(theme.STRONG if strong else theme.TEXT, size)
    canvas.setFillColor(colour)
    (canvas.drawCentredString if middle else canvas.drawString)(*at, printable(text))


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Return start and length of each run of dots."""
    padded = [False, *row, False]
    edges = [index for index in range(len(row) + 1) if padded[index] != padded[index + 1]]
    return [(start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
