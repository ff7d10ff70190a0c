"""The first start: connect to a server, or try everything on this laptop."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from inspector_app.ui.gate import Gate, Hero, secret
from inspector_app.ui.look import Look
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.field import Field
from inspector_app.ui.widgets.label import label


class WelcomePage(Gate):
    """Asks for a server once; the app does the rest."""

    connect_wanted = Signal(str, str, str)
    """Server's address, e-mail, password."""
    try_wanted = Signal()
    """A server of its own on this laptop, with a demo dealership."""

    def __init__(self, look: Look, server_url: str = "") -> None:
        super().__init__(look, self._hero(look))
        self.url, self.email, self.password = QLineEdit(server_url), QLineEdit(), secret()
        self.url.setPlaceholderText("https://auctions.example.com")
        self.email.setPlaceholderText(self.tr("you@dealership.com"))
        self.go = PrimaryButton(look, self.tr("Connect"), "arrow_right")
        self.try_out = Button(look, self.tr("Try everything on this laptop"), "secondary", "play")
        self.column.addWidget(self._connect_card())
        self.column.addWidget(self._try_card())
        for field in (self.url, self.email, self.password):
            field.returnPressed.connect(self._ask)
            field.textChanged.connect(self._check)
        self.go.clicked.connect(self._ask)
        self.try_out.clicked.connect(self.try_wanted)
        self._check()
        self.setFocusProxy(self.email if server_url else self.url)

    def propose(self, server_url: str, email: str = "") -> None:
        """Propose an address and a user."""
        self.url.setText(server_url)
        self.email.setText(email)

    def _check(self) -> None:
        self.go.setEnabled(all(field.text().strip() for field in (self.url, self.email, self.password)))

    def _ask(self) -> None:
        if self.go.isEnabled():
            self.busy(self.tr("Signing in…"))
            self.connect_wanted.emit(self.url.text().strip(), self.email.text().strip(), self.password.text())

    def _connect_card(self) -> Card:
        card = Card(self._look, self.tr("Connect to your dealership"))
        card.body.addWidget(
            label(self.tr("Needed once. Afterwards you can work without a network."), "soft", wrap=True)
        )
        card.body.addWidget(Field(self._look, self.tr("Server"), self.url))
        card.body.addWidget(Field(self._look, self.tr("E-mail"), self.email))
        card.body.addWidget(Field(self._look, self.tr("Password"), self.password))
        card.body.addSpacing(self._look.tokens.space.xs)
        card.body.addWidget(self.go)
        return card

    def _try_card(self) -> Card:
        card = Card(self._look, self.tr("No server at hand?"))
        words = self.tr("Start a real auction backend on this laptop with a demo dealership. Nothing leaves it.")
        card.body.addWidget(label(words, "soft", wrap=True))
        card.body.addWidget(self.try_out)
        return card

    def _hero(self, look: Look) -> Hero:
        points = (
            (
                "camera",
                self.tr("Walk round the car"),
                self.tr("Thirteen guided photos, saved before you take the next."),
            ),
            ("eye", self.tr("See the damage"), self.tr("The model suggests on this laptop; you decide.")),
            ("gavel", self.tr("Sell it live"), self.tr("Dealers bid against each other while you watch.")),
        )
        return Hero(look, self.tr("From a walk round the car to a live dealer auction."), points)
