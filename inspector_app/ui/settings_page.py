"""The settings: how it looks, who works here, which model looks for damage, where the data lies."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inspector_app.core.session import Account
from inspector_app.qt.terms import role_name
from inspector_app.ui.look import Look, Wish
from inspector_app.ui.page import Page
from inspector_app.ui.tokens import Theme
from inspector_app.ui.widgets.button import Button
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.choice import Segments, Switch
from inspector_app.ui.widgets.label import label

SCALES = (100, 125, 150, 200)
Facts = tuple[tuple[str, str], ...]


class SettingsPage(Page):
    """Changes hold at once; the app keeps them."""

    wished = Signal(object)
    """Wish: what the user asked of the look, already worn."""
    sign_out_wanted = Signal()
    """The user wants to sign out; what waits is kept."""

    def __init__(self, look: Look, account: Account, data_dir: str, version: str) -> None:
        super().__init__()
        self._look = look
        themes = (
            ("system", self.tr("System")), (Theme.LIGHT.value, self.tr("Light")), (Theme.DARK.value, self.tr("Dark")),
            (Theme.SUNLIGHT.value, self.tr("Sunlight")),
        )  # fmt: skip
        self.theme = Segments(look, themes)
        self.scale = Segments(look, [(str(scale), f"{scale} %") for scale in SCALES])
        self.glove = Switch(look, self.tr("Large targets for gloves"))
        self.sign_out = Button(look, self.tr("Sign out"), "danger", "logout")
        self._model = QFormLayout()
        self._lay_out(
            self._look_card(),
            self._facts_card(self.tr("Account"), self._account_facts(account), self.sign_out),
            self._model_card(),
            self._facts_card(
                self.tr("This laptop"), ((self.tr("Data folder"), data_dir), (self.tr("Version"), version)), None
            ),
        )
        self._show_wish()
        look.changed.connect(self._show_wish)
        self.theme.chosen.connect(self._wish)
        self.scale.chosen.connect(self._wish)
        self.glove.clicked.connect(self._wish)
        self.sign_out.clicked.connect(self.sign_out_wanted)

    @property
    def hint(self) -> str:
        """When a change holds."""
        return self.tr("Changes hold at once")

    def show_model(self, facts: Facts) -> None:
        """Show which model looks for damage: name, version, hash, measured figures."""
        while self._model.rowCount():
            self._model.removeRow(0)
        _fill(self._model, facts)

    def _wish(self, *_: object) -> None:
        wish = Wish(self.theme.value(), self.glove.isChecked(), int(self.scale.value()))
        if wish != self._look.wish:
            self._look.wear(replace(wish))
            self.wished.emit(wish)

    def _show_wish(self) -> None:
        wish = self._look.wish
        self.theme.choose(wish.theme)
        self.scale.choose(str(wish.scale))
        self.glove.setChecked(wish.glove)

    def _account_facts(self, account: Account) -> Facts:
        return (
            (self.tr("Name"), account.user_name),
            (self.tr("E-mail"), account.email),
            (self.tr("Role"), role_name(account.role)),
            (self.tr("Dealership"), account.dealership_name),
            (self.tr("Server"), account.server_url),
        )

    def _look_card(self) -> Card:
        card = Card(self._look, self.tr("Look"))
        for words, hint, control in (
            (self.tr("Theme"), self.tr("Sunlight has the strongest contrast, for work outdoors."), self.theme),
            (self.tr("Text size"), self.tr("Everything grows with it."), self.scale),
            (self.tr("Glove mode"), self.tr("Buttons at least 14 mm high, with more room between them."), self.glove),
        ):
            row, texts = QHBoxLayout(), QVBoxLayout()
            texts.setSpacing(0)
            texts.addStretch(1)
            texts.addWidget(label(words, "strong"))
            texts.addWidget(label(hint, "small", wrap=True))
            texts.addStretch(1)
            row.addLayout(texts, 1)
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            card.body.addLayout(row)
        return card

    def _model_card(self) -> Card:
        card = Card(self._look, self.tr("Damage model"))
        card.body.addLayout(self._model)
        self.show_model(((self.tr("Model"), self.tr("not loaded yet")),))
        return card

    def _facts_card(self, title: str, facts: Facts, button: Button | None) -> Card:
        card, form = Card(self._look, title), QFormLayout()
        _fill(form, facts)
        card.body.addLayout(form)
        if button is not None:
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _lay_out(self, *cards: Card) -> None:
        inner = QWidget()
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.tokens.space.l)
        for card in cards:
            card.setMaximumWidth(round(860 * self._look.tokens.scale / 100))
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.tr("Settings"))
        area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


def _fill(form: QFormLayout, facts: Facts) -> None:
    form.setHorizontalSpacing(24)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for name, value in facts:
        told = label(value, wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        titled = label(name, "soft")
        titled.setMinimumWidth(130)
        form.addRow(titled, told)
