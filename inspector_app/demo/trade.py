"""The demo's second half: the line is back, sync, launch, three buyers bid, the hammer, the report."""

from contextlib import closing
from functools import partial

from backend_client.client import AuctionClient
from backend_client.contract import BidOutcome
from backend_client.transport import Server
from inspector_app.core.appraisal import Stage as Progress
from inspector_app.core.auction import AuctionStatus, StreamState
from inspector_app.core.history import Stream, first_broken
from inspector_app.core.money import Money
from inspector_app.core.outbox import OutboxState
from inspector_app.demo.buyers import Buyers
from inspector_app.demo.stage import Stage
from inspector_app.qt.executor import Lane
from inspector_app.qt.sync_loop import Connection
from inspector_app.ui.page import APPRAISALS, AUCTION, QUEUE

DURATION_S = 22
PAUSE_S = 1.1
"""Between two bids, so that a person can follow."""
START, RESERVE, STEP = 9_000, 10_500, 100
BIDS = ((0, 9_000), (1, 9_600), (2, 9_400), (0, 10_200), (2, 10_800), (1, 10_700), (0, 11_500))
"""Who bids up to how much, in whole units: proxies meet, one is outbid at once, the reserve is reached."""
HAMMER = 10_900
"""One increment over the second highest maximum, by the rules in docs/auction-rules.md."""


def reconnect(stage: Stage) -> None:
    """Bring the backend up again and see everything arrive, proven by the server's own hashes."""
    with stage.step("The line is back: the outbox empties by itself") as facts:
        stage.ask(stage.desktop.backend.start, Lane.CONTROL)
        stage.place.sync.kick()
        stage.until(lambda: _all_verified(stage), "the outbox to be verified", 60)
        stage.check(stage.place.sync.connection is Connection.ONLINE, "the window is not online")
        facts["verified"] = stage.ask(stage.place.desk.queue.counts).verified
    stage.desktop.window.go(QUEUE)
    stage.photograph("7-queue-synced")
    with stage.step("The server holds the same photos and the same record") as facts:
        facts["photos"] = stage.ask(lambda: _compare(stage), Lane.DISK)


def launch(stage: Stage) -> None:
    """Type the terms and launch."""
    page, window = stage.place.auction_page, stage.desktop.window
    with stage.step("Launch the auction from the appraisal") as facts:
        window.go(AUCTION, stage.appraisal_id)
        stage.until(page.terms.isVisible, "the terms")
        stage.type_into(page.terms.start, str(START))
        stage.type_into(page.terms.reserve, str(RESERVE))
        page.terms.offer_duration(DURATION_S, f"{DURATION_S} s")
        stage.photograph("8-terms")
        stage.until(page.terms.launch.isEnabled, "the launch button")
        page.terms.launch.click()
        stage.until(lambda: stage.dossier().auction is not None, "the launch")
        auction = stage.dossier().auction
        stage.auction_id = auction.id if auction else stage.auction_id
        stage.until(lambda: _status(stage) is AuctionStatus.ACTIVE, "the server to open the auction", 20)
        facts["auction"] = stage.auction_id
    with stage.step("The monitor is live, by the server's clock"):
        stage.until(lambda: stage.place.stream.state_of(stage.auction_id) is StreamState.LIVE, "the live stream", 15)


def bid(stage: Stage) -> None:
    """Let three buyers bid; the monitor shows each bid."""
    page, backend = stage.place.auction_page, stage.desktop.backend
    currency = stage.place.desk.account.currency
    buyers = stage.ask(lambda: Buyers(backend.url, tuple(u for u in backend.users if u.role == "buyer")), Lane.DISK)
    with buyers, stage.step("Three buyers bid against each other over the API") as facts:
        outcomes: list[BidOutcome] = []
        for who, most in BIDS:
            amount = Money.of(most, currency).minor
            stage.live(PAUSE_S)
            answer = stage.ask(partial(buyers[who].bid, stage.auction_id, amount, currency), Lane.DISK)
            outcomes.append(answer.outcome)
            price = Money(answer.auction.current_minor or 0, currency)
            stage.until(partial(_shows, stage, price), f"the monitor to show {price}", 10)
        stage.photograph("9-auction-live")
        shown = page.standing.bids.rowCount()
        points = stage.ask(lambda: stage.place.desk.auctions.view(stage.auction_id)).points
        stage.check(shown == len(points) > 0, f"{shown} bids shown, {len(points)} known")
        stage.check(BidOutcome.ACCEPTED_OUTBID in outcomes, "no bid was outbid at once")
        facts |= {"bids": len(outcomes), "shown": shown, "price": page.standing.price.text()}


def hammer(stage: Stage) -> None:
    """Wait for the end by the server's clock and see the sale on the laptop."""
    page = stage.place.auction_page
    with stage.step("The hammer falls by the server's clock") as facts:
        stage.until(lambda: _status(stage) is AuctionStatus.SOLD, "the sale", DURATION_S + 30)
        stage.until(lambda: stage.dossier().appraisal.stage is Progress.CLOSED, "the appraisal to close")
        stage.until(lambda: page.standing.price_word.text().startswith("Sold"), "the page")
        facts |= {"sold_for": page.standing.price.text(), "buyer": page.standing.facts["leader"].text()}
        right = str(Money.of(HAMMER, stage.place.desk.account.currency))
        stage.check(page.standing.price.text() == right, f"sold for {page.standing.price.text()}, not {right}")
    stage.photograph("10-auction-sold")


def report(stage: Stage) -> None:
    """Write the condition report and check the history's chain."""
    path = stage.output / "condition-report.pdf"
    with stage.step("The condition report, with every decision in it") as facts:
        stage.desktop.save_report(stage.appraisal_id, path)
        stage.until(path.exists, "the report", 60)
        data = path.read_bytes()
        stage.check(data.startswith(b"%PDF") and len(data) > 50_000, "the report is no PDF")
        facts["kilobytes"] = len(data) // 1000
    with stage.step("Nothing in the history was changed") as facts:
        for stream, subject in ((Stream.APPRAISAL, stage.appraisal_id), (Stream.AUCTION, stage.auction_id)):
            events = stage.ask(partial(stage.place.desk.store.history.of, stream, subject))
            stage.check(events and first_broken(events) is None, f"the {stream} chain is broken")
            facts[f"{stream}_events"] = len(events)
    stage.desktop.window.go(APPRAISALS)
    stage.photograph("11-appraisals")


def _shows(stage: Stage, price: Money) -> bool:
    return stage.place.auction_page.standing.price.text() == str(price)


def _status(stage: Stage) -> AuctionStatus | None:
    auction = stage.dossier().auction
    return auction.standing.status if auction else None


def _all_verified(stage: Stage) -> bool:
    rows = stage.ask(stage.place.desk.queue.view).rows
    return bool(rows) and all(row.state is OutboxState.VERIFIED for row in rows)


def _compare(stage: Stage) -> int:
    """Read the appraisal back over the public API and hold every photo's bytes against the vault's."""
    backend = stage.desktop.backend
    manager = backend.user("manager")
    with closing(AuctionClient(Server(backend.url))) as door:
        token = door.sign_in(manager.email, manager.password, "01890000-0000-7000-8000-000000000000").token
    with closing(AuctionClient(Server(backend.url, token))) as client:
        view = client.appraisal(stage.appraisal_id)
        for photo in view.photos:
            sent = stage.place.desk.vault.get(photo.sha256)  # type: ignore[arg-type]
            stage.check(client.photo(photo.photo_id) == sent, f"photo {photo.shot} differs")
    stage.check(len(view.photos) == len(stage.car.photos), f"the server has {len(view.photos)} photos")
    return len(view.photos)
