"""An auction as it stands: price, the server's countdown, the chart, the bids; stale figures say so."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from PySide6.QtWidgets import QTableWidgetItem as Cell

from inspector_app.core.auction import AuctionStatus, PricePoint, StreamState
from inspector_app.qt.clock import ServerClock, countdown
from inspector_app.qt.terms import stream_name
from inspector_app.services.auctions import AuctionView
from inspector_app.ui.look import Look
from inspector_app.ui.moments import clock_time
from inspector_app.ui.price_chart import Plot, PriceChart
from inspector_app.ui.standing_words import DOUBTFUL, doubt, outcome, reserve_words
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.badge import AuctionBadge, Badge
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.label import label, set_tone
from inspector_app.ui.widgets.notice import Notice

STREAM_TONES = {
    StreamState.LIVE: Tone.GOOD, StreamState.CLOSED: Tone.NEUTRAL, StreamState.CONNECTING: Tone.ACCENT,
    StreamState.GAP: Tone.WARN, StreamState.RESYNCING: Tone.WARN, StreamState.STALE: Tone.BAD,
}  # fmt: skip
BEAT_MS = 250
LAST_SECONDS = 60


class StandingView(QWidget):
    """Shows only what the server said; counts down by the server's clock."""

    def __init__(self, look: Look, clock: ServerClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self._view: AuctionView | None = None
        self._stream = StreamState.CLOSED
        self.price, self.time_left = label("–", "hero"), label("–", "hero")
        self.price_word, self.time_word = label(self.tr("Current bid"), "small"), label(self.tr("Ends in"), "small")
        self.status, self.stream, self.reserve = AuctionBadge(), Badge(), Badge()
        self.notice = Notice(look)
        self.facts = {name: label("–", "strong") for name in ("bids", "leader", "reserve", "next")}
        self.names = {name: label("", "soft") for name in self.facts}
        self.chart = PriceChart(look)
        self.bids = self._table()
        self.no_bids = label(self.tr("No bid yet. The first must be at least the start price."), "soft", wrap=True)
        self._lay_out()
        look.changed.connect(self._fit_side)
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._tick)

    def show_auction(self, view: AuctionView) -> None:
        """Show an auction as it stands."""
        self._view = view
        auction, standing = view.auction, view.auction.standing
        self.status.show_status(standing.status)
        self.price.setText(str(standing.current or auction.terms.start))
        set_tone(self.price, Tone.GOOD if standing.status is AuctionStatus.SOLD else Tone.NEUTRAL)
        self.reserve.tell(*reserve_words(view))
        self._show_facts(view)
        self._show_bids(view.points)
        self.chart.show_plot(
            Plot(
                view.points, auction.terms.start, auction.terms.reserve, standing.starts_at, standing.ends_at,
                standing.ends_at if standing.status.is_over else self._clock.now(),
            )
        )  # fmt: skip
        self.show_stream(self._stream)
        self._tick()
        self._run()

    def show_stream(self, state: StreamState) -> None:
        """Say how fresh the figures are; stale ones step back."""
        self._stream = state
        if self._view is None:
            return
        is_over = self._view.auction.standing.status.is_over
        self.stream.tell("" if is_over else stream_name(state), STREAM_TONES[state])
        is_doubtful = state in DOUBTFUL and not is_over
        self.price.setEnabled(not is_doubtful)
        self.price_word.setText(self._price_words(self._view, is_doubtful=is_doubtful))
        set_tone(self.price_word, Tone.BAD if is_doubtful else Tone.NEUTRAL)
        said = doubt(self._view, state)
        self.notice.tell(*(said if said[0] else outcome(self._view)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def showEvent(self, event: object) -> None:  # noqa: ARG002
        self._run()

    def hideEvent(self, event: object) -> None:  # noqa: ARG002
        self._beat.stop()

    def _run(self) -> None:
        """Count down while the auction runs and somebody looks."""
        is_over = self._view is None or self._view.auction.standing.status.is_over
        if is_over or not self.isVisible():
            self._beat.stop()
        else:
            self._beat.start()

    def _tick(self) -> None:
        if self._view is None:
            return
        standing = self._view.auction.standing
        if standing.status.is_over:
            self.time_left.setText(clock_time(standing.ends_at) if standing.ends_at else "–")
            self.time_word.setText(self.tr("Ended at"))
            set_tone(self.time_left, Tone.NEUTRAL)
            return
        left = self._clock.seconds_left(standing.ends_at)
        if self.time_left.text() != countdown(left):
            self.time_left.setText(countdown(left))
            self.chart.reach(self._clock.now())
        is_last = left is not None and left < LAST_SECONDS
        words = self.tr("Ends in less than a minute") if is_last else self.tr("Ends in (server's clock)")
        self.time_word.setText(words)
        set_tone(self.time_left, Tone.BAD if is_last else Tone.NEUTRAL)

    def _price_words(self, view: AuctionView, *, is_doubtful: bool) -> str:
        standing = view.auction.standing
        if standing.status is AuctionStatus.SOLD:
            return self.tr("Sold for")
        if standing.current is None:
            return self.tr("Start price")
        if standing.status.is_over:
            return self.tr("Highest bid")
        return self.tr("Last known bid") if is_doubtful else self.tr("Current bid")

    def _show_facts(self, view: AuctionView) -> None:
        standing, reserve = view.auction.standing, view.auction.terms.reserve
        is_over = standing.status.is_over
        self.facts["bids"].setText(str(standing.bid_count))
        self.facts["leader"].setText(standing.leader or "–")
        self.facts["reserve"].setText(str(reserve) if reserve else self.tr("none"))
        self.facts["next"].setText(str(standing.next_required) if standing.next_required else "–")
        is_sold = standing.status is AuctionStatus.SOLD
        self.names["leader"].setText(self.tr("Buyer") if is_sold else self.tr("Leading buyer"))
        for widget in (self.names["next"], self.facts["next"]):
            widget.setVisible(not is_over)

    def _show_bids(self, points: tuple[PricePoint, ...]) -> None:
        self.no_bids.setVisible(not points)
        self.bids.setVisible(bool(points))
        self.bids.setRowCount(len(points))
        for row, point in enumerate(reversed(points)):
            for column, text in enumerate((clock_time(point.at, seconds=True), point.bidder, str(point.price))):
                cell = Cell(text)
                if column == 2:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.bids.setItem(row, column, cell)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        head, sides = table.horizontalHeader(), (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        for column, word in enumerate((self.tr("Time"), self.tr("Buyer"), self.tr("Price"))):
            cell = Cell(word)
            cell.setTextAlignment(sides[column == 2] | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(column, cell)
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(self.tr("Bids"))
        return table

    def _lay_out(self) -> None:
        space = self._look.tokens.space
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.l)
        left = Card(self._look, self.tr("Auction"))
        left.head.addWidget(self.reserve)
        left.head.addWidget(self.stream)
        left.head.addWidget(self.status)
        left.body.addLayout(self._heroes())
        left.body.addWidget(self.notice)
        left.body.addWidget(self.chart, 1)
        self._side = Card(self._look, self.tr("Bids"))
        self._fit_side()
        self._side.body.addLayout(self._figures())
        self._side.body.addWidget(self.bids, 1)
        self._side.body.addWidget(self.no_bids, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(left, 1)
        row.addWidget(self._side)

    def _fit_side(self) -> None:
        self._side.setFixedWidth(max(260, min(round(3.3 * self._look.tokens.scale), round(self.width() * 0.4))))
        self.bids.verticalHeader().setDefaultSectionSize(self._look.tokens.type.body + 18)

    def _heroes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.tokens.space.xxl)
        for word, number in ((self.price_word, self.price), (self.time_word, self.time_left)):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(word)
            column.addWidget(number)
            row.addLayout(column)
        row.addStretch(1)
        return row

    def _figures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(self._look.tokens.space.s)
        words = {
            "bids": self.tr("Bids"), "leader": self.tr("Leading buyer"), "reserve": self.tr("Reserve"),
            "next": self.tr("Next bid at least"),
        }  # fmt: skip
        for place, (name, word) in enumerate(words.items()):
            self.names[name].setText(word)
            grid.addWidget(self.names[name], place, 0)
            grid.addWidget(self.facts[name], place, 1, Qt.AlignmentFlag.AlignRight)
        return grid
