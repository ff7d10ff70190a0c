"""The navigation at the left: the sign, the pages with their keys, and who works here."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector_app.core.session import Account
from inspector_app.qt.terms import role_name
from inspector_app.ui.icons import Ink
from inspector_app.ui.look import Look
from inspector_app.ui.style import sized
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.badge import paint_badge
from inspector_app.ui.widgets.button import Button
from inspector_app.ui.widgets.label import ElidedLabel, label

PRODUCT: Final = "Walkaround"


def sign(look: Look, side: int, ratio: float = 1.0) -> QPixmap:
    """Return the product's sign in a size."""
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(str(look.assets / "icons" / "app.svg")).render(painter, QRectF(0, 0, side * ratio, side * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class NavButton(Button):
    """One page's button; a number at its right says how much waits there."""

    def __init__(self, look: Look, words: str, icon: str) -> None:
        super().__init__(look, words, "nav", icon)
        self._name = icon
        self._words = words
        self._count, self._tone = 0, Tone.NEUTRAL
        self.setCheckable(True)
        self.toggled.connect(self._toggled)

    def count(self, number: int, tone: Tone) -> None:
        """Show a number; nothing for zero."""
        self._count, self._tone = number, tone
        self.setAccessibleDescription(str(number) if number else "")
        self.update()

    def narrow(self, *, is_narrow: bool) -> None:
        """Show the drawing alone, or with its words."""
        self.setText("" if is_narrow else self._words)
        self.setAccessibleName(self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count and self.text():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            told = str(self._count) if self._count < 1000 else "999+"
            paint_badge(painter, self._look.tokens, self.width() - 10, self.height() // 2, told, self._tone)
            painter.end()

    def _toggled(self, is_on: bool) -> None:
        self.setIcon(self._look.icon(self._name, Ink.ACCENT if is_on else Ink.SOFT))


class Avatar(QWidget):
    """A user's initials in a disc."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._initials = ""
        self.setFixedSize(34, 34)

    def show_name(self, name: str) -> None:
        """Show the initials of a name."""
        parts = name.split()
        self._initials = "".join(part[0] for part in (parts[0], *parts[1:][-1:])).upper() if parts else ""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.colours.accent_wash))
        painter.drawEllipse(self.rect())
        painter.setPen(QColor(tokens.colours.accent))
        painter.setFont(sized(self.font(), 12, tokens.type.strong))
        painter.drawText(QRect(0, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()


class Rail(QFrame):
    """The pages' buttons; `chosen` names the page that the user wants."""

    chosen = Signal(str)
    """Name of a page."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("kind", "rail")
        self.setAccessibleName(self.tr("Pages"))
        self._buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        self._sign = QLabel()
        self._brand = label(PRODUCT, "heading")
        self._avatar = Avatar(look)
        self._user = ElidedLabel("", "strong")
        self._house = ElidedLabel("", "faint")
        self._who = QWidget()
        self._pages = QVBoxLayout()
        self._lay_out()
        self._fit()
        look.changed.connect(self._fit)

    def add(self, name: str, icon: str, words: str, key: str) -> None:
        """Add a page's button with its key."""
        button = NavButton(self._look, words, icon)
        button.take_key(key)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._buttons[name] = button
        self._group.addButton(button)
        self._pages.addWidget(button)

    def show_page(self, name: str) -> None:
        """Mark the page that is open."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def enable(self, name: str, *, is_on: bool) -> None:
        """Let a page be chosen, or not while nothing could be shown on it."""
        self._buttons[name].setEnabled(is_on)

    def count(self, name: str, number: int, tone: Tone = Tone.NEUTRAL) -> None:
        """Show how much waits on a page."""
        if name in self._buttons:
            self._buttons[name].count(number, tone)

    def show_account(self, account: Account) -> None:
        """Show who works here."""
        self._avatar.show_name(account.user_name or account.email)
        self._user.setText(account.user_name or account.email)
        self._house.setText(account.dealership_name)
        self._who.setToolTip(f"{account.email} · {role_name(account.role)}")
        self._who.show()

    def narrow(self, *, is_narrow: bool) -> None:
        """Show drawings alone where the window is small."""
        for widget in (self._brand, self._user, self._house):
            widget.setVisible(not is_narrow)
        for button in self._buttons.values():
            button.narrow(is_narrow=is_narrow)
        tokens = self._look.tokens
        self.setFixedWidth(tokens.target + 2 * tokens.space.m + 8 if is_narrow else tokens.rail_width)

    def _fit(self) -> None:
        self._sign.setPixmap(sign(self._look, 30, self.devicePixelRatioF()))
        self.setFixedWidth(self._look.tokens.rail_width)

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space.m, space.l, space.m, space.m)
        column.setSpacing(space.xs)
        brand = QHBoxLayout()
        brand.setContentsMargins(space.xs, 0, 0, space.l)
        brand.setSpacing(space.m)
        brand.addWidget(self._sign)
        brand.addWidget(self._brand, 1)
        column.addLayout(brand)
        self._pages.setSpacing(space.xs)
        column.addLayout(self._pages)
        column.addStretch(1)
        self._lay_out_user()
        column.addWidget(self._who)

    def _lay_out_user(self) -> None:
        space = self._look.tokens.space
        row = QHBoxLayout(self._who)
        row.setContentsMargins(space.xs, 0, 0, 0)
        row.setSpacing(space.s)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._user)
        names.addWidget(self._house)
        row.addWidget(self._avatar)
        row.addLayout(names, 1)
        self._who.hide()
