"""An auction as it stands: price, the server's countdown, the chart, the bids; stale figures say so."""

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer
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
from inspector_app.core.ids import Micros
from inspector_app.qt.clock import ServerClock, countdown
from inspector_app.qt.terms import stream_name
from inspector_app.services.auctions import AuctionView
from inspector_app.ui.look import Look
from inspector_app.ui.price_chart import Plot, PriceChart
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.badge import AuctionBadge, Badge
from inspector_app.ui.widgets.card import Card
from inspector_app.ui.widgets.label import label, set_tone

STREAM_TONES = {
    StreamState.LIVE: Tone.GOOD, StreamState.CLOSED: Tone.NEUTRAL, StreamState.CONNECTING: Tone.ACCENT,
    StreamState.GAP: Tone.WARN, StreamState.RESYNCING: Tone.WARN, StreamState.STALE: Tone.BAD,
}  # fmt: skip
BEAT_MS = 250


class StandingView(QWidget):
    """Shows only what the server said; counts down by the server's clock."""

    def __init__(self, look: Look, clock: ServerClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._clock = look, clock
        self._view: AuctionView | None = None
        self._stream = StreamState.CLOSED
        self.price, self.time_left = label("–", "hero"), label("–", "hero")
        self.price_word, self.time_word = label(self.tr("Current bid"), "small"), label(self.tr("Ends in"), "small")
        self.status, self.stream = AuctionBadge(), Badge()
        self.facts = {name: label("–", "strong") for name in ("bids", "leader", "reserve", "next")}
        self.chart = PriceChart(look)
        self.bids = self._table()
        self._lay_out()
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._tick)

    def show_auction(self, view: AuctionView) -> None:
        """Show an auction as it stands."""
        self._view = view
        auction, standing = view.auction, view.auction.standing
        self.status.show_status(standing.status)
        shown = standing.current or auction.terms.start
        self.price.setText(str(shown))
        is_sold = standing.status is AuctionStatus.SOLD
        words = (
            self.tr("Sold for") if is_sold else self.tr("Current bid") if standing.current else self.tr("Start price")
        )
        self.price_word.setText(words)
        set_tone(self.price, Tone.GOOD if is_sold else Tone.NEUTRAL)
        self.facts["bids"].setText(str(standing.bid_count))
        self.facts["leader"].setText(standing.leader or "–")
        self.facts["reserve"].setText(self._reserve_words(view))
        self.facts["next"].setText(str(standing.next_required) if standing.next_required else "–")
        self.chart.show_plot(
            Plot(view.points, auction.terms.start, auction.terms.reserve, standing.starts_at, standing.ends_at)
        )
        self._show_bids(view.points)
        self._tick()
        self._beat.start() if not standing.status.is_over else self._beat.stop()

    def show_stream(self, state: StreamState) -> None:
        """Say how fresh the figures are; stale ones step back."""
        self._stream = state
        is_over = self._view is not None and self._view.auction.standing.status.is_over
        self.stream.tell("" if is_over else f"● {stream_name(state)}", STREAM_TONES[state])
        is_doubtful = state in {StreamState.STALE, StreamState.GAP, StreamState.RESYNCING} and not is_over
        self.price.setEnabled(not is_doubtful)
        set_tone(self.price_word, Tone.BAD if is_doubtful else Tone.NEUTRAL)

    def _tick(self) -> None:
        if self._view is None:
            return
        standing = self._view.auction.standing
        if standing.status is AuctionStatus.LAUNCH_QUEUED:
            self.time_left.setText("–")
            self.time_word.setText(self.tr("Launch waits for the server"))
        elif standing.status.is_over:
            self.time_left.setText("00:00")
            self.time_word.setText(self.tr("Ended"))
        else:
            left = self._clock.seconds_left(standing.ends_at)
            self.time_left.setText(countdown(left))
            self.time_word.setText(self.tr("Ends in, by the server's clock"))
            set_tone(self.time_left, Tone.BAD if left is not None and left < 60 else Tone.NEUTRAL)

    def _reserve_words(self, view: AuctionView) -> str:
        reserve = view.auction.terms.reserve
        if reserve is None:
            return self.tr("none")
        met = self.tr("met") if view.auction.standing.reserve_met else self.tr("not met")
        return f"{reserve} · {met}"

    def _show_bids(self, points: tuple[PricePoint, ...]) -> None:
        self.bids.setRowCount(len(points))
        for row, point in enumerate(reversed(points)):
            for column, text in enumerate((_clock_time(point.at), point.bidder, str(point.price))):
                cell = Cell(text)
                if column == 2:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.bids.setItem(row, column, cell)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels([self.tr("Time"), self.tr("Buyer"), self.tr("Price")])
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
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
        left.head.addWidget(self.stream)
        left.head.addWidget(self.status)
        left.body.addLayout(self._heroes())
        left.body.addWidget(self.chart, 1)
        right = Card(self._look, self.tr("Bids"))
        right.setFixedWidth(max(340, round(3.4 * self._look.tokens.scale)))
        right.body.addLayout(self._figures())
        right.body.addWidget(self.bids, 1)
        row.addWidget(left, 1)
        row.addWidget(right)

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
        names = {
            "bids": self.tr("Bids"), "leader": self.tr("Leading buyer"), "reserve": self.tr("Reserve"),
            "next": self.tr("Next bid at least"),
        }  # fmt: skip
        for place, (name, word) in enumerate(names.items()):
            grid.addWidget(label(word, "soft"), place, 0)
            grid.addWidget(self.facts[name], place, 1, Qt.AlignmentFlag.AlignRight)
        return grid


def _clock_time(at: Micros) -> str:
    moment = QDateTime.fromMSecsSinceEpoch(at // 1000)
    return QLocale().toString(moment.time(), "HH:mm:ss")
