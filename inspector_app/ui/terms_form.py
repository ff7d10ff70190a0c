"""The terms of an auction as a form: start, reserve, increment, duration, each checked as it is typed."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from inspector_app.core.auction import DEFAULT_DURATION_S, AuctionTerms
from inspector_app.core.errors import RuleError
from inspector_app.core.money import Money
from inspector_app.qt.translate import told
from inspector_app.ui.look import Look
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.button import PrimaryButton
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.choice import Choice
from inspector_app.ui.widgets.field import Field
from inspector_app.ui.widgets.label import label, set_tone

DURATIONS_MIN = (45, 20, 30, 60, 90)
MOST = 9_999_999


class TermsForm(Card):
    """Whole units of the dealership's currency; `launched` carries terms that can be."""

    launched = Signal(object)
    """AuctionTerms."""

    def __init__(self, look: Look, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(look, self.tr("Launch the auction"), parent)
        self._look = look
        self._currency = currency
        self.start, self.reserve, self.increment = (self._amount() for _ in range(3))
        self.increment.setText("100")
        minutes = [(str(60 * m), self.tr("{n} minutes").format(n=m)) for m in DURATIONS_MIN]
        self.duration = Choice(look, minutes)
        self.duration.choose(str(DEFAULT_DURATION_S))
        self.launch = PrimaryButton(look, self.tr("Launch"), "gavel", key="Ctrl+Return")
        self.word = label("", "small", wrap=True)
        self._lay_out()
        for line in (self.start, self.reserve, self.increment):
            line.textChanged.connect(self._check)
        self.launch.clicked.connect(self._launch)
        self._check()

    def may_launch(self, words: str) -> None:
        """Allow the launch, or say why it is not to be; empty words allow it."""
        self._hindrance = words
        self._check()

    def offer_duration(self, seconds: int, words: str) -> None:
        """Offer another duration and choose it: a demo has no 45 minutes."""
        if self.duration.findData(str(seconds)) < 0:
            self.duration.addItem(words, str(seconds))
        self.duration.choose(str(seconds))

    _hindrance = ""

    def _amount(self) -> QLineEdit:
        line = QLineEdit()
        line.setValidator(QIntValidator(0, MOST, line))
        return line

    def _terms(self) -> AuctionTerms:
        def money(line: QLineEdit) -> Money:
            number, is_whole = QLocale().toInt(line.text())
            return Money.of(number if is_whole else 0, self._currency)

        reserve = money(self.reserve) if self.reserve.text().strip() else None
        return AuctionTerms(money(self.start), money(self.increment), reserve, int(self.duration.value()))

    def _check(self) -> None:
        try:
            self._terms()
        except RuleError as error:
            trouble = told(error).title if self.start.text() else self.tr("Type the start price.")
        else:
            trouble = ""
        self.launch.setEnabled(not trouble and not self._hindrance)
        default = self.tr("The reserve stays secret; buyers see only whether it is met.")
        self.word.setText(self._hindrance or trouble or default)
        set_tone(self.word, Tone.WARN if self._hindrance or (trouble and self.start.text()) else Tone.NEUTRAL)

    def _launch(self) -> None:
        self.launched.emit(self._terms())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(self._look.tokens.space.m)
        unit = Money(0, self._currency).currency
        grid.addWidget(Field(self._look, self.tr("Start price ({unit})").format(unit=unit), self.start), 0, 0)
        grid.addWidget(Field(self._look, self.tr("Reserve (optional)"), self.reserve), 0, 1)
        grid.addWidget(Field(self._look, self.tr("Least increment"), self.increment), 1, 0)
        grid.addWidget(Field(self._look, self.tr("Duration"), self.duration), 1, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.word)
        self.body.addWidget(self.launch)
        self.body.addStretch(1)
