"""The unlock: the same user opens the profile again, with a network or without."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from inspector_app.ui.gate import Gate, Hero, secret
from inspector_app.ui.look import Look
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.choice import Choice
from inspector_app.ui.widgets.field import Field
from inspector_app.ui.widgets.label import label


@dataclass(frozen=True)
class Known:
    """Somebody who signed in on this laptop before."""

    email: str
    dealership: str
    server_url: str


class UnlockPage(Gate):
    """Asks for the password; no network is needed within the time that the server's manager allows."""

    unlock_wanted = Signal(str, str)
    """E-mail and password, for an unlock on this laptop."""
    sign_in_wanted = Signal(str, str, str)
    """Server's address, e-mail and password, for a sign-in online."""
    other_wanted = Signal()
    """Another user or server."""

    def __init__(self, look: Look, known: Sequence[Known], offline_days: int) -> None:
        super().__init__(look, self._hero(look, offline_days))
        self._known = {person.email: person for person in known}
        self.who = Choice(look, [(person.email, f"{person.email}  ·  {person.dealership}") for person in known])
        self.password = secret()
        self.unlock = PrimaryButton(look, self.tr("Unlock"), "unlock")
        self.sign_in = Button(look, self.tr("Sign in online instead"), "secondary", "online")
        self.other = Button(look, self.tr("Another user or server"), "ghost")
        self.column.addWidget(self._card())
        self.password.returnPressed.connect(self._unlock)
        self.password.textChanged.connect(self._check)
        self.unlock.clicked.connect(self._unlock)
        self.sign_in.clicked.connect(self._sign_in)
        self.other.clicked.connect(self.other_wanted)
        self._check()
        self.setFocusProxy(self.password)

    def _check(self) -> None:
        has_password = bool(self.password.text())
        self.unlock.setEnabled(has_password)
        self.sign_in.setEnabled(has_password)

    def _unlock(self) -> None:
        if self.unlock.isEnabled():
            self.busy(self.tr("Unlocking…"))
            self.unlock_wanted.emit(self.who.value(), self.password.text())

    def _sign_in(self) -> None:
        person = self._known[self.who.value()]
        self.busy(self.tr("Signing in…"))
        self.sign_in_wanted.emit(person.server_url, person.email, self.password.text())

    def _card(self) -> Card:
        card = Card(self._look, self.tr("Welcome back"))
        card.body.addWidget(
            label(self.tr("Your work is sealed on this laptop. Unlock it to go on."), "soft", wrap=True)
        )
        card.body.addWidget(Field(self._look, self.tr("User"), self.who))
        card.body.addWidget(Field(self._look, self.tr("Password"), self.password))
        card.body.addSpacing(self._look.tokens.space.xs)
        for button in (self.unlock, self.sign_in, self.other):
            card.body.addWidget(button)
        return card

    def _hero(self, look: Look, offline_days: int) -> Hero:
        days = self.tr("After {days} days without a sign-in you can still take photos; sending waits for a sign-in.")
        points = (
            ("lock", self.tr("Sealed"), self.tr("Photos, VINs and notes can be read by nobody else.")),
            ("offline", self.tr("No network needed"), days.format(days=offline_days)),
        )
        return Hero(look, self.tr("Go on where you stopped."), points)
