"""What both gates share: the sign at the left, one card at the right, a word about what is going on."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from inspector_app.qt.translate import Told
from inspector_app.ui.icons import Ink, drawn
from inspector_app.ui.look import Look
from inspector_app.ui.shell.rail import PRODUCT, sign
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.banner import Banner
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.label import label

HERO_FROM: Final = 940
"""Narrower windows, at the text size of 100 %, show the form alone."""
OUTLINE: Final = "shots/front_left.svg"
Points = Sequence[tuple[str, str, str]]


class Hero(QFrame):
    """The product in a few words, on a ground of its own with a car's outline in it."""

    def __init__(self, look: Look, promise: str, points: Points) -> None:
        super().__init__()
        self._look = look
        self._icons: list[tuple[QLabel, str]] = []
        space = look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.xxl, space.xxl, space.xxl, space.xxl)
        column.setSpacing(space.l)
        self._sign = QLabel()
        brand = QHBoxLayout()
        brand.setSpacing(space.m)
        brand.addWidget(self._sign)
        brand.addWidget(label(PRODUCT, "hero_name"), 1)
        column.addLayout(brand)
        column.addStretch(1)
        column.addWidget(label(promise, "hero_promise", wrap=True))
        column.addSpacing(space.m)
        for icon, title, words in points:
            column.addLayout(self._point(icon, title, words))
        column.addStretch(2)
        self._redraw()
        look.changed.connect(self._redraw)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        colours = self._look.tokens.colours
        painter = QPainter(self)
        ground = QLinearGradient(0, 0, self.width() * 0.4, self.height())
        ground.setColorAt(0, QColor(colours.brand))
        ground.setColorAt(1, QColor(colours.brand_deep))
        painter.fillRect(self.rect(), ground)
        self._paint_outline(painter, colours.on_brand)
        painter.end()

    def _paint_outline(self, painter: QPainter, colour: str) -> None:
        """Paint the outline of the guide's first photo, large and faint, where its drawing is installed."""
        path = self._look.assets / OUTLINE
        if path.is_file():
            width = round(self.width() * 1.25)
            size = QSize(width, round(width * 0.66))
            painter.setOpacity(0.13)
            painter.drawPixmap(
                round(self.width() * 0.1), self.height() - round(size.height() * 0.78), drawn(path, colour, size)
            )

    def _point(self, icon: str, title: str, words: str) -> QHBoxLayout:
        row, texts, drawing = QHBoxLayout(), QVBoxLayout(), QLabel()
        row.setSpacing(self._look.tokens.space.m)
        texts.setSpacing(0)
        texts.addWidget(label(title, "hero_strong"))
        texts.addWidget(label(words, "hero_soft", wrap=True))
        self._icons.append((drawing, icon))
        row.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return row

    def _redraw(self) -> None:
        self._sign.setPixmap(sign(self._look, 40, self.devicePixelRatioF()))
        side = self._look.tokens.icon + 4
        for drawing, name in self._icons:
            drawing.setPixmap(self._look.icon(name, Ink.ON_BRAND).pixmap(side, side))


class Gate(QWidget):
    """A page before the work: `body` takes its card's content; `busy` and `trouble` say how it goes."""

    left_busy = Signal()
    """It is no longer busy: the answer is there."""

    def __init__(self, look: Look, hero: Hero) -> None:
        super().__init__()
        self._look = look
        self.banner = Banner(look)
        self.word = label("", "small", wrap=True)
        self.word.hide()
        self.column = QVBoxLayout()
        self.column.setSpacing(look.tokens.space.l)
        right = QVBoxLayout()
        right.setContentsMargins(*(look.tokens.space.xxl,) * 4)
        right.setSpacing(look.tokens.space.l)
        right.addStretch(1)
        right.addWidget(self.banner)
        right.addLayout(self.column)
        right.addWidget(self.word)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        narrow = QWidget()
        narrow.setMaximumWidth(round(560 * look.tokens.scale / 100))
        narrow.setLayout(right)
        row.addWidget(hero, 5)
        row.addWidget(self._scrolling(narrow), 8)
        self._words = hero

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words of welcome out where the form needs the room."""
        super().resizeEvent(event)
        self._words.setVisible(self.width() >= HERO_FROM * self._look.tokens.scale / 100)

    @staticmethod
    def _scrolling(form: QWidget) -> QScrollArea:
        """Return the form in the middle of an area that scrolls where the window is too small for it."""
        middle, area = QWidget(), QScrollArea()
        middle.setProperty("ground", "none")
        across = QHBoxLayout(middle)
        across.addStretch(1)
        across.addWidget(form, 100)
        across.addStretch(1)
        area.setWidget(middle)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def busy(self, words: str) -> None:
        """Say what is going on, and let nothing be pressed twice."""
        self.banner.dismiss()
        self.word.setText(words)
        self.word.show()
        self._enable(is_on=False)

    def trouble(self, told: Told, tone: Tone = Tone.BAD) -> None:
        """Say what went wrong and let the user try again."""
        self.ready()
        self.banner.tell(told, tone)

    def ready(self) -> None:
        """Wait for the user again."""
        self.word.hide()
        self._enable(is_on=True)
        self.left_busy.emit()

    def _enable(self, *, is_on: bool) -> None:
        for card in self.findChildren(Card):
            card.setEnabled(is_on)


def secret() -> QLineEdit:
    """Return a field whose letters are not shown."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
