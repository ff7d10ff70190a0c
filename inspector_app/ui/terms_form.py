"""The terms of an auction as a form: start, reserve, increment, duration, each checked as it is typed."""

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from inspector_app.core.auction import DEFAULT_DURATION_S, AuctionTerms
from inspector_app.core.errors import RuleError
from inspector_app.core.money import Money
from inspector_app.qt.translate import told
from inspector_app.ui.look import Look
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.button import PrimaryButton
from inspector_app.ui.widgets.card import Card, rule
from inspector_app.ui.widgets.choice import Choice
from inspector_app.ui.widgets.field import Field
from inspector_app.ui.widgets.label import label, set_tone
from inspector_app.ui.widgets.notice import Notice

DURATIONS_MIN = (45, 20, 30, 60, 90)
MOST = 9_999_999
INCREMENTS = ((1_000, 25), (5_000, 50), (25_000, 100), (50_000, 250))
"""Up to which start price which step is usual; above them all 500."""


def usual_increment(start: int) -> int:
    """Return the step that is offered for a start price, both in whole units."""
    return next((step for below, step in INCREMENTS if start < below), 500)


class TermsForm(Card):
    """Whole units of the dealership's currency; `launched` carries terms that can be."""

    launched = Signal(object)
    """AuctionTerms."""

    def __init__(self, look: Look, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(look, self.tr("Launch the auction"), parent)
        self._look = look
        self._currency = currency
        self._hindrance = ""
        self._is_increment_chosen = False
        self._offered: AuctionTerms | None = None
        self.refusal = Notice(look)
        self.start, self.reserve, self.increment = (self._amount() for _ in range(3))
        self.increment.setText(str(usual_increment(9_000)))
        minutes = [(str(60 * m), self.tr("{n} minutes").format(n=m)) for m in DURATIONS_MIN]
        self.duration = Choice(look, minutes)
        self.duration.choose(str(DEFAULT_DURATION_S))
        self.launch = PrimaryButton(look, self.tr("Launch"), "gavel", key="Ctrl+Return")
        self.word, self.sum = label("", "small", wrap=True), label("", "body", wrap=True)
        self._make_fields()
        self._lay_out()
        self.start.textChanged.connect(self._offer_increment)
        self.increment.textEdited.connect(self._choose_increment)
        for line in (self.start, self.reserve, self.increment):
            line.textChanged.connect(self._check)
        self.duration.currentIndexChanged.connect(self._check)
        self.launch.clicked.connect(self._launch)
        self._check()

    def may_launch(self, words: str) -> None:
        """Allow the launch, or say why it is not to be; empty words allow it."""
        self._hindrance = words
        self.refusal.tell("")
        for widget in (self.start, self.reserve, self.increment, self.duration):
            widget.setEnabled(not words)
        self._check()

    def offer_again(self, terms: AuctionTerms, why: str) -> None:
        """Show terms that the server refused, to be corrected and launched once more; say why."""
        self.refusal.tell(why, self.tr("Correct the terms, then launch again."), Tone.BAD)
        if terms == self._offered:
            return
        self._offered = terms
        unit = Money.of(1, self._currency).minor
        self.start.setText(str(terms.start.minor // unit))
        self.reserve.setText(str(terms.reserve.minor // unit) if terms.reserve else "")
        self.increment.setText(str(terms.increment.minor // unit))
        self.duration.choose(str(terms.duration_s))

    def offer_duration(self, seconds: int, words: str) -> None:
        """Offer another duration and choose it: a demo has no 45 minutes."""
        if self.duration.findData(str(seconds)) < 0:
            self.duration.addItem(words, str(seconds))
        self.duration.choose(str(seconds))

    def _amount(self) -> QLineEdit:
        line = QLineEdit()
        line.setValidator(QIntValidator(0, MOST, line))
        return line

    def _number(self, line: QLineEdit) -> int:
        number, is_whole = QLocale().toInt(line.text())
        return number if is_whole else 0

    def _terms(self) -> AuctionTerms:
        start, increment = (Money.of(self._number(line), self._currency) for line in (self.start, self.increment))
        reserve = Money.of(self._number(self.reserve), self._currency) if self.reserve.text().strip() else None
        return AuctionTerms(start, increment, reserve, int(self.duration.value()))

    def _offer_increment(self) -> None:
        if not self._is_increment_chosen and self.start.text():
            self.increment.setText(str(usual_increment(self._number(self.start))))

    def _choose_increment(self) -> None:
        self._is_increment_chosen = True

    def _check(self) -> None:
        trouble, terms = "", None
        try:
            terms = self._terms()
        except RuleError as error:
            trouble = told(error).title
            is_low = error.code == "reserve_below_start"
            self._reserve_field.say(trouble if is_low else self._reserve_hint, Tone.BAD if is_low else Tone.NEUTRAL)
        else:
            self._reserve_field.say(self._reserve_hint)
        is_begun = bool(self.start.text())
        self.launch.setEnabled(not trouble and not self._hindrance)
        general = "" if self._reserve_field.word.text() == trouble else trouble
        self.word.setText(self._hindrance or (general if is_begun else self.tr("Type the start price to launch.")))
        self.word.setVisible(bool(self.word.text()))
        set_tone(self.word, Tone.WARN if self._hindrance or (trouble and is_begun) else Tone.NEUTRAL)
        self.sum.setText(self._sum(terms) if terms and not self._hindrance else "")
        self.sum.setVisible(bool(self.sum.text()))

    def _sum(self, terms: AuctionTerms) -> str:
        """Return the terms as one sentence, to be read once more before the launch."""
        end = QLocale().toString(
            QDateTime.currentDateTime().addSecs(terms.duration_s).time(), QLocale.FormatType.ShortFormat
        )
        first = self.tr("Bids begin at {start} and rise by {step} or more. Launched now, it ends about {end}.")
        last = self.tr("It sells at {reserve} or more.").format(reserve=terms.reserve) if terms.reserve else ""
        opening = first.format(start=terms.start, step=terms.increment, end=end)
        return f"{opening} {last or self.tr('It sells to the highest bid, whatever it is.')}"

    def _launch(self) -> None:
        self.launched.emit(self._terms())

    def _make_fields(self) -> None:
        self._reserve_hint = self.tr("Secret: buyers see only whether it is met.")
        named = self.tr("Start price ({unit})").format(unit=self._currency)
        self._start_field = Field(self._look, named, self.start)
        self._start_field.say(self.tr("A low start draws bidders."))
        self._reserve_field = Field(self._look, self.tr("Reserve (optional)"), self.reserve)
        self._step_field = Field(self._look, self.tr("Least increment"), self.increment)
        self._step_field.say(self.tr("Usual for this price."))
        self._time_field = Field(self._look, self.tr("Duration"), self.duration)
        self._time_field.say(self.tr("45 minutes is usual."))

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        grid = QGridLayout()
        grid.setSpacing(space.m)
        fields = (self._start_field, self._reserve_field, self._step_field, self._time_field)
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 2, place % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self.body.addWidget(self.refusal)
        self.body.addLayout(grid)
        self.body.addWidget(self.sum)
        self.body.addWidget(self.word)
        self.body.addWidget(self.launch)
        self.body.addWidget(rule())
        self.body.addLayout(self._what_follows())
        self.body.addStretch(1)

    def _what_follows(self) -> QVBoxLayout:
        """Return what happens after the launch, so that nobody has to guess."""
        column = QVBoxLayout()
        column.setSpacing(self._look.tokens.space.xs)
        column.addWidget(label(self.tr("What happens next"), "strong"))
        for words in (
            self.tr("1.  The launch is kept on this laptop, and sent behind the photos and the appraisal."),
            self.tr("2.  The auction opens the moment the server has them all; its clock decides the end."),
            self.tr("3.  Buyers bid up to a secret maximum; of equal ones the earliest leads."),
        ):
            column.addWidget(label(words, "small", wrap=True))
        return column
