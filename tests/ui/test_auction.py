"""The auction's page: launch with sane terms, wait, live figures that say how fresh they are, and how it ended."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from inspector_app.core.auction import (
    Auction,
    AuctionEvent,
    AuctionStatus,
    AuctionTerms,
    PricePoint,
    Standing,
    StreamState,
)
from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId, AuctionId, Micros, now
from inspector_app.core.money import Money
from inspector_app.core.outbox import Intent, Outcome, Verdict
from inspector_app.core.session import Role
from inspector_app.qt.clock import ServerClock
from inspector_app.services.auctions import AuctionService, AuctionView
from inspector_app.ui.auction_page import AuctionPage
from inspector_app.ui.page import APPRAISALS, QUEUE, REVIEW
from inspector_app.ui.terms_form import usual_increment
from tests.fakes import ACCOUNT
from tests.ui.acting import Watched, dossier, found_in, press, read_odometer, staged, walk_done
from tests.ui.conftest import Desk

MINUTE = 60_000_000
BIDS = (9_000, 9_400, 10_200, 10_900)


class Sold(Watched):
    """An auction page on the stage, with a finalised car."""

    def __init__(self, desk: Desk, car: AppraisalId | None, auctions: AuctionService | None = None) -> None:
        self.desk, self.car = desk, car or AppraisalId("")
        self.clock = ServerClock()
        self.page = AuctionPage(
            desk.look, desk.executor, desk.hub, desk.pictures, self.clock,
            appraise=desk.appraise, auctions=auctions or desk.auctions,
        )  # fmt: skip
        super().__init__(desk, self.page)
        self.terms, self.standing, self.wait = self.page.terms, self.page.standing, self.page.wait
        staged(desk, self.page)
        self.page.shown(car)
        self.rests()

    def rests(self) -> None:
        """Wait until all is kept, shown and painted."""
        self.desk.settled()
        self.desk.qtbot.waitUntil(lambda: not self.desk.pictures.is_loading)

    def types(self, start: str, reserve: str = "") -> None:
        """Type terms as a person does: the start has the focus, Tab leads on."""
        QTest.keyClicks(self.terms.start, start)
        QTest.keyClicks(self.terms.reserve, reserve)

    @property
    def auction(self) -> Auction:
        """The auction as it is stored."""
        found = dossier(self.desk, self.car).auction
        assert found is not None
        return found

    def launched(self, reserve: str = "10500") -> AuctionId:
        """Launch by keys."""
        self.types("9000", reserve)
        press(self.page, "Ctrl+Return")
        self.rests()
        return self.auction.id

    def hears(self, standing: Standing, points: tuple[PricePoint, ...] = ()) -> None:
        """Take in what the server says."""
        view = AuctionView(replace(self.auction, standing=standing), points)
        changes = self.desk.on_store(partial(self.desk.auctions.record, view))
        self.desk.hub.tell(changes)
        self.rests()

    def bids(self) -> tuple[PricePoint, ...]:
        """Bids of three buyers, a minute apart."""
        begun = now() - 20 * MINUTE
        return tuple(
            PricePoint(self.auction.id, n + 2, Micros(begun + n * MINUTE), Money.of(price), f"Bidder {n % 3 + 1}")
            for n, price in enumerate(BIDS)
        )

    def live(self, **known: object) -> Standing:
        """A standing of a running auction."""
        base = Standing(
            AuctionStatus.ACTIVE, 5, Money.of(10_900), 4, "Bidder 1", True, Money.of(11_000),
            Micros(now() - 20 * MINUTE), Micros(now() + 25 * MINUTE), now(),
        )  # fmt: skip
        return replace(base, **known)  # type: ignore[arg-type]


def finalised(desk: Desk) -> AppraisalId:
    car = desk.car(shots=("front", "front_left"))
    found_in(desk, car, "front")
    found_in(desk, car, "front_left")
    read_odometer(desk, car)
    walk_done(desk, car)
    desk.on_store(partial(desk.appraise.finalise, car))
    return car


@pytest.fixture
def sale(desk: Desk) -> Sold:
    return Sold(desk, finalised(desk))


def test_an_auction_is_launched_by_keys_with_the_usual_terms(sale: Sold) -> None:
    assert sale.page.stack.currentWidget() is sale.page.before
    assert sale.terms.start.hasFocus()
    assert not sale.terms.launch.isEnabled()
    sale.types("9000", "10500")
    assert "Bids begin at $9,000 and rise by $100 or more" in sale.terms.sum.text()
    assert "It sells at $10,500 or more" in sale.terms.sum.text()
    press(sale.page, "Ctrl+Return")
    sale.rests()
    assert sale.auction.terms == AuctionTerms(Money.of(9_000), Money.of(100), Money.of(10_500), 2_700)
    assert sale.auction.standing.status is AuctionStatus.LAUNCH_QUEUED


def test_the_increment_follows_the_start_until_it_is_chosen(sale: Sold) -> None:
    QTest.keyClicks(sale.terms.start, "30000")
    assert sale.terms.increment.text() == "250"
    sale.terms.increment.selectAll()
    QTest.keyClicks(sale.terms.increment, "75")
    QTest.keyClicks(sale.terms.start, "0")
    assert sale.terms.increment.text() == "75"
    assert [usual_increment(n) for n in (500, 1_000, 9_000, 30_000, 90_000)] == [25, 50, 100, 250, 500]


def test_a_reserve_below_the_start_is_told_where_it_stands(sale: Sold) -> None:
    sale.types("9000", "8500")
    field = sale.terms._reserve_field
    assert field.word.text() == "The reserve is below the start price."
    assert not sale.terms.launch.isEnabled()
    assert not sale.terms.word.isVisible()
    sale.terms.reserve.clear()
    assert sale.terms.launch.isEnabled()
    assert "highest bid, whatever it is" in sale.terms.sum.text()


def test_terms_that_cannot_be_are_not_launched(sale: Sold) -> None:
    sale.types("0")
    assert "must be more than nothing" in sale.terms.word.text()
    press(sale.page, "Ctrl+Return")
    sale.rests()
    assert dossier(sale.desk, sale.car).auction is None


def test_another_duration_is_offered_once(sale: Sold) -> None:
    sale.terms.offer_duration(22, "22 s")
    sale.terms.offer_duration(22, "22 s")
    assert sale.terms.duration.value() == "22"
    assert [sale.terms.duration.itemText(n) for n in range(sale.terms.duration.count())].count("22 s") == 1


def test_what_is_not_finalised_cannot_be_launched_and_it_says_why(desk: Desk) -> None:
    sale = Sold(desk, desk.car(shots=("front",)))
    assert "Finish the review first" in sale.terms.word.text()
    assert not sale.terms.start.isEnabled()
    assert "no damage disclosed" in sale.page.summary.text()


def test_an_inspector_is_told_that_a_manager_launches(desk: Desk) -> None:
    records = desk.auctions._records
    service = AuctionService(records, desk.gateway, replace(ACCOUNT, role=Role.INSPECTOR))
    sale = Sold(desk, finalised(desk), service)
    assert "manager" in sale.terms.word.text()


def test_a_queued_launch_says_what_it_waits_for_and_leads_to_the_queue(sale: Sold) -> None:
    sale.launched()
    assert sale.page.stack.currentWidget() is sale.page.waiting
    assert sale.wait.steps[Intent.UPLOAD_PHOTO].words.text() == "2 of 2 are still to be sent."
    assert sale.wait.steps[Intent.SUBMIT_APPRAISAL].badge.text() == "Queued"
    settle(sale.desk, Verdict.DELIVERED)
    settle(sale.desk, Verdict.LATER, "unreachable")
    sale.desk.hub.tell(Changes(queue=True))
    sale.rests()
    assert sale.wait.steps[Intent.UPLOAD_PHOTO].words.text() == "1 of 2 are still to be sent."
    assert sale.wait.notice.title.text() == "The server cannot be reached."
    sale.wait.to_queue.click()
    assert sale.wanted == [(QUEUE, sale.car)]


def test_a_refused_photo_is_said_where_the_launch_waits_for_it(sale: Sold) -> None:
    sale.launched("")
    settle(sale.desk, Verdict.DELIVERED)
    settle(sale.desk, Verdict.REFUSED, "refused")
    sale.desk.hub.tell(Changes(queue=True))
    sale.rests()
    assert sale.wait.notice.title.text() == "The server refused it."
    assert sale.wait.steps[Intent.UPLOAD_PHOTO].badge.text() == "Refused"
    assert "reserve none" in sale.wait.terms.text()


def test_a_launch_that_the_server_holds_is_ticked(sale: Sold) -> None:
    sale.launched()
    for _ in range(3):
        settle(sale.desk, Verdict.DELIVERED)
    sale.desk.hub.tell(Changes(queue=True))
    sale.rests()
    assert sale.wait.steps[Intent.UPLOAD_PHOTO].words.text() == "The server holds all 2."
    assert sale.wait.steps[Intent.SUBMIT_APPRAISAL].badge.text() == "Verified"
    assert not sale.wait.notice.isVisible()


def test_refused_terms_are_corrected_and_launched_again(sale: Sold) -> None:
    auction = sale.launched()
    for _ in range(3):
        settle(sale.desk, Verdict.DELIVERED)
    settle(sale.desk, Verdict.REFUSED, "refused")
    sale.desk.hub.tell(Changes(queue=True))
    sale.rests()
    assert sale.page.stack.currentWidget() is sale.page.before
    assert sale.terms.refusal.title.text() == "The server refused it."
    assert (sale.terms.start.text(), sale.terms.reserve.text()) == ("9000", "10500")
    sale.terms.reserve.clear()
    press(sale.page, "Ctrl+Return")
    sale.rests()
    assert sale.auction.id == auction and sale.auction.terms.reserve is None
    assert sale.page.stack.currentWidget() is sale.page.waiting


def test_live_figures_are_shown_as_each_bid_comes(sale: Sold) -> None:
    auction = sale.launched()
    sale.hears(sale.live(current=None, bid_count=0, leader="", reserve_met=False, seq=1, next_required=Money.of(9_000)))
    sale.page.stream_changed(auction, StreamState.LIVE)
    assert (sale.standing.price_word.text(), sale.standing.price.text()) == ("Start price", "$9,000")
    assert sale.standing.no_bids.isVisible()
    point = PricePoint(auction, 2, now(), Money.of(10_900), "Bidder 2")
    event = AuctionEvent(auction, 2, "bid", sale.live(seq=2, bid_count=1, leader="Bidder 2"), point)
    applied = sale.desk.on_store(partial(sale.desk.auctions.apply, event))
    sale.desk.hub.tell(applied.changes)
    sale.rests()
    assert (sale.standing.price_word.text(), sale.standing.price.text()) == ("Current bid", "$10,900")
    assert sale.standing.reserve.text() == "✓ Reserve met"
    assert sale.standing.bids.rowCount() == 1
    assert cell(sale, 0, 1) == "Bidder 2" and cell(sale, 0, 2) == "$10,900"
    assert sale.standing.time_left.text() in {"25:00", "24:59", "24:58"}
    assert sale.standing.stream.text() == "Up to date"


def test_stale_figures_say_so_in_words_and_come_back(sale: Sold) -> None:
    auction = sale.launched()
    sale.hears(sale.live(), sale.bids())
    sale.page.stream_changed(auction, StreamState.STALE)
    assert sale.standing.stream.text() == "Not up to date"
    assert sale.standing.price_word.text() == "Last known bid"
    assert sale.standing.notice.title.text() == "These figures may be old"
    assert "Last heard at" in sale.standing.notice.words.text()
    assert not sale.standing.price.isEnabled()
    sale.page.stream_changed(auction, StreamState.GAP)
    assert sale.standing.notice.title.text() == "Catching up"
    sale.page.stream_changed(auction, StreamState.LIVE)
    assert not sale.standing.notice.isVisible() and sale.standing.price.isEnabled()
    sale.page.stream_changed("another", StreamState.STALE)
    assert sale.standing.stream.text() == "Up to date"


def test_a_gap_is_told_even_where_nothing_was_heard_before(sale: Sold) -> None:
    auction = sale.launched()
    sale.hears(sale.live(server_time=None), sale.bids())
    sale.page.stream_changed(auction, StreamState.STALE)
    assert sale.standing.notice.words.text().startswith("The line to the server is down")


def test_the_last_minute_is_said(sale: Sold) -> None:
    sale.launched()
    sale.hears(sale.live(ends_at=Micros(now() + 30 * 1_000_000)), sale.bids())
    assert sale.standing.time_word.text() == "Ends in less than a minute"


def test_a_sale_is_told_with_what_it_brought(sale: Sold) -> None:
    auction = sale.launched()
    sale.hears(sale.live(), sale.bids())
    sale.hears(sale.live(status=AuctionStatus.SOLD, seq=9, ends_at=Micros(now() - 1)), sale.bids())
    assert sale.standing.notice.title.text() == "Sold to Bidder 1 for $10,900"
    assert sale.standing.notice.words.text() == "$400 over the reserve · 4 bids by 3 buyers"
    assert sale.standing.price_word.text() == "Sold for"
    assert sale.standing.time_word.text() == "Ended at"
    assert sale.standing.names["leader"].text() == "Buyer"
    assert not sale.standing.facts["next"].isVisible()
    assert not sale.standing._beat.isActive()
    sale.page.stream_changed(auction, StreamState.CLOSED)
    assert sale.standing.stream.text() == ""


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (AuctionStatus.PENDING, "The reserve was not met"), (AuctionStatus.NO_SALE, "Nobody bid"),
        (AuctionStatus.WITHDRAWN, "Withdrawn"), (AuctionStatus.CANCELLED, "Cancelled"),
        (AuctionStatus.UNKNOWN, "The server says something that this app does not know"),
    ],
)  # fmt: skip
def test_every_other_end_is_told_too(sale: Sold, status: AuctionStatus, title: str) -> None:
    sale.launched()
    sale.hears(sale.live(status=status, current=Money.of(9_700), reserve_met=False), sale.bids()[:2])
    assert sale.standing.notice.title.text() == title
    if status is AuctionStatus.PENDING:
        assert "$800 below the reserve" in sale.standing.notice.words.text()
        assert sale.standing.reserve.text() == "Reserve not met"
        assert sale.standing.price_word.text() == "Highest bid"


def test_an_auction_without_a_reserve_says_so(sale: Sold) -> None:
    sale.launched("")
    sale.hears(sale.live(), sale.bids())
    assert sale.standing.reserve.text() == "No reserve"
    assert sale.standing.facts["reserve"].text() == "none"


def test_the_countdown_runs_only_while_somebody_looks(sale: Sold) -> None:
    sale.launched()
    sale.hears(sale.live(), sale.bids())
    assert sale.standing._beat.isActive()
    sale.page.hide()
    assert not sale.standing._beat.isActive()
    sale.page.show()
    assert sale.standing._beat.isActive()


def test_a_narrow_window_keeps_the_terms_and_leaves_the_photo(sale: Sold) -> None:
    sale.page.setMinimumSize(100, 100)
    sale.page.resize(600, 420)
    assert not sale.page.hero.isVisible() and sale.terms.isVisible()
    sale.page.resize(1100, 640)
    assert sale.page.hero.isVisible()


def test_the_report_is_asked_for_by_key(sale: Sold) -> None:
    with sale.desk.qtbot.waitSignal(sale.page.report_wanted) as asked:
        press(sale.page, "Ctrl+P")
    assert asked.args == [sale.car]


def test_without_an_appraisal_the_page_leads_to_the_list(desk: Desk) -> None:
    sale = Sold(desk, None)
    sale.page.empty.action.click()
    assert sale.wanted == [(APPRAISALS, "")]
    assert REVIEW not in dict(sale.wanted)
    assert dict(sale.page.keys())["Ctrl+Return"] == "Launch the auction"


def settle(desk: Desk, verdict: Verdict, code: str = "") -> None:
    """Let the oldest due item meet an answer."""
    outbox = desk.store.outbox
    (envelope,) = desk.on_store(partial(outbox.claim, frozenset(Intent), 1))
    desk.on_store(partial(outbox.settle, Outcome(envelope, verdict, code, envelope.proof)))


def cell(sale: Sold, row: int, column: int) -> str:
    return str(sale.standing.bids.model().index(row, column).data(Qt.ItemDataRole.DisplayRole))
