"""What an auction's standing means in sentences: how it ended, and how far its figures can be trusted."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from inspector_app.core.auction import AuctionStatus, PricePoint, StreamState
from inspector_app.core.money import Money
from inspector_app.core.words.mark import QT_TRANSLATE_NOOP
from inspector_app.services.auctions import AuctionView
from inspector_app.ui.moments import clock_time
from inspector_app.ui.tokens import Tone

CONTEXT: Final = "standing"
Said = tuple[str, str, Tone]
"""Title, line below, tone."""
DOUBTFUL: Final = frozenset({StreamState.STALE, StreamState.GAP, StreamState.RESYNCING})
PLAIN: Final[dict[AuctionStatus, tuple[str, str]]] = {
    AuctionStatus.NO_SALE: (
        QT_TRANSLATE_NOOP("standing", "Nobody bid"),
        QT_TRANSLATE_NOOP("standing", "The car was not sold. A lower start draws bidders; the reserve protects you."),
    ),
    AuctionStatus.WITHDRAWN: (
        QT_TRANSLATE_NOOP("standing", "Withdrawn"),
        QT_TRANSLATE_NOOP("standing", "The seller took the car back before the end."),
    ),
    AuctionStatus.CANCELLED: (
        QT_TRANSLATE_NOOP("standing", "Cancelled"),
        QT_TRANSLATE_NOOP("standing", "The server's people ended this auction; no bid counts."),
    ),
    AuctionStatus.UNKNOWN: (
        QT_TRANSLATE_NOOP("standing", "The server says something that this app does not know"),
        QT_TRANSLATE_NOOP("standing", "Update the app to see how this auction stands."),
    ),
}


def outcome(view: AuctionView) -> Said:
    """Return how an auction ended; empty while it runs."""
    standing, terms = view.auction.standing, view.auction.terms
    price = standing.current or terms.start
    if standing.status is AuctionStatus.SOLD:
        title = _tr(QT_TRANSLATE_NOOP("standing", "Sold to {buyer} for {price}"))
        return title.format(buyer=standing.leader, price=price), _sold(view, price), Tone.GOOD
    if standing.status is AuctionStatus.PENDING and terms.reserve:
        title = _tr(QT_TRANSLATE_NOOP("standing", "The reserve was not met"))
        words = _tr(QT_TRANSLATE_NOOP("standing", "The highest bid is {price} by {buyer}, {gap} below the reserve."))
        gap = Money(terms.reserve.minor - price.minor, price.currency)
        return title, words.format(price=price, buyer=standing.leader, gap=gap), Tone.WARN
    if standing.status in PLAIN:
        title, words = PLAIN[standing.status]
        return _tr(title), _tr(words), Tone.WARN
    return "", "", Tone.NEUTRAL


def doubt(view: AuctionView, state: StreamState) -> Said:
    """Return what is to be said of figures that may not be the newest; empty where they are."""
    if view.auction.standing.status.is_over or state not in DOUBTFUL:
        return "", "", Tone.NEUTRAL
    heard = view.auction.standing.server_time
    if state is not StreamState.STALE:
        words = _tr(QT_TRANSLATE_NOOP("standing", "Something was missed; the auction is being fetched again."))
        return _tr(QT_TRANSLATE_NOOP("standing", "Catching up")), words, Tone.WARN
    words = _tr(QT_TRANSLATE_NOOP("standing", "The line to the server is down. Bids go on there; it is tried again."))
    if heard is not None:
        last = _tr(QT_TRANSLATE_NOOP("standing", "Last heard at {time}.")).format(time=clock_time(heard, seconds=True))
        words = f"{last} {words}"
    return _tr(QT_TRANSLATE_NOOP("standing", "These figures may be old")), words, Tone.BAD


def reserve_words(view: AuctionView) -> tuple[str, Tone]:
    """Return whether the reserve is met, for the badge beside the price."""
    if view.auction.terms.reserve is None:
        return _tr(QT_TRANSLATE_NOOP("standing", "No reserve")), Tone.NEUTRAL
    if view.auction.standing.reserve_met:
        return _tr(QT_TRANSLATE_NOOP("standing", "✓ Reserve met")), Tone.GOOD
    return _tr(QT_TRANSLATE_NOOP("standing", "Reserve not met")), Tone.WARN


def _sold(view: AuctionView, price: Money) -> str:
    parts, reserve = [], view.auction.terms.reserve
    if reserve and price.minor > reserve.minor:
        over = Money(price.minor - reserve.minor, price.currency)
        parts.append(_tr(QT_TRANSLATE_NOOP("standing", "{sum} over the reserve")).format(sum=over))
    bids = _tr(QT_TRANSLATE_NOOP("standing", "{n} bids by {m} buyers"))
    parts.append(bids.format(n=view.auction.standing.bid_count, m=_buyers(view.points)))
    return " · ".join(parts)


def _buyers(points: tuple[PricePoint, ...]) -> int:
    return len({point.bidder for point in points})


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
