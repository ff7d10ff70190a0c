"""Launch from an appraisal, and keep what the server says: only its answers change a standing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector_app.core.appraisal import Appraisal, Stage
from inspector_app.core.auction import (
    Arrival,
    Auction,
    AuctionEvent,
    AuctionStatus,
    AuctionTerms,
    PricePoint,
    Standing,
    arrival,
)
from inspector_app.core.canonical import Json
from inspector_app.core.changes import Changes
from inspector_app.core.errors import RuleError
from inspector_app.core.history import Stream
from inspector_app.core.ids import AppraisalId, AuctionId
from inspector_app.core.outbox import STUCK, Envelope, Intent, OutboxState, QueueRow
from inspector_app.core.payloads import launch_payload
from inspector_app.core.ports import Gateway
from inspector_app.core.session import Account
from inspector_app.services.records import Records


@dataclass(frozen=True)
class Applied:
    """What an event did: what changed, and whether the auction must be fetched whole because some were lost."""

    changes: Changes
    gap: bool = False


@dataclass(frozen=True)
class AuctionView:
    """An auction with its price points, as the page shows it."""

    auction: Auction
    points: tuple[PricePoint, ...]
    ahead: tuple[QueueRow, ...] = ()
    """While the launch is queued: what of this appraisal the server has not yet proven to hold, in its order."""

    @property
    def refused(self) -> QueueRow | None:
        """The launch itself, where the server refused it and other terms are wanted."""
        return next((row for row in self.ahead if row.key == self.auction.id and row.state in STUCK), None)


class AuctionService:
    """`fetch` on CONTROL, the rest on STORE."""

    def __init__(self, records: Records, gateway: Gateway, account: Account) -> None:
        self._records = records
        self._store = records.store
        self._gateway = gateway
        self.account = account

    def launch(self, auction_id: AuctionId, appraisal_id: AppraisalId, terms: AuctionTerms) -> Changes:
        """Approve a finalised appraisal and queue its launch, behind its photos and its submission.

        A launch that the server refused is queued again with the new terms. Raises RuleError `role_launch`,
        `not_finalised` or `launched_already`, AccessError `unlock_expired`.
        """
        self._records.check_decision()
        appraisal = self._store.appraisals.get(appraisal_id)
        before = self._store.auctions.of(appraisal_id)
        if before and self.account.may_launch and self._store.outbox.revise(_launch(replace(before, terms=terms))):
            return self._revised(replace(before, terms=terms))
        self._check_launch(appraisal)
        auction = Auction(auction_id, appraisal_id, appraisal.revision, terms, Standing(AuctionStatus.LAUNCH_QUEUED))
        with self._store.atomic():
            approval = (Stage.APPROVED,) if appraisal.stage is Stage.FINALIZED else ()
            self._records.move(appraisal, *approval, Stage.LISTED)
            self._store.auctions.save(auction)
            self._store.outbox.put(_launch(auction))
            self._tell(auction_id, "launch_queued", **_told(terms))
        return self._touched(auction, queue=True)

    def _revised(self, auction: Auction) -> Changes:
        with self._store.atomic():
            self._store.auctions.save(auction)
            self._tell(auction.id, "terms_revised", **_told(auction.terms))
        return self._touched(auction, queue=True)

    def view(self, auction_id: AuctionId) -> AuctionView:
        """Return an auction with its price points, and while its launch is queued what that waits for."""
        auction = self._store.auctions.get(auction_id)
        is_queued = auction.standing.status is AuctionStatus.LAUNCH_QUEUED
        ahead = self._ahead(auction.appraisal_id) if is_queued else ()
        return AuctionView(auction, self._store.auctions.points(auction_id), ahead)

    def _ahead(self, appraisal_id: AppraisalId) -> tuple[QueueRow, ...]:
        rows = (row for row in self._store.outbox.rows() if row.appraisal_id == appraisal_id)
        return tuple(sorted((row for row in rows if row.state is not OutboxState.VERIFIED), key=lambda row: row.seq))

    def cursors(self) -> dict[AuctionId, int]:
        """Return the last seq known of each auction that the server has and that is not over."""
        live = self._store.auctions.live()
        return {a.id: a.standing.seq for a in live if a.standing.status is not AuctionStatus.LAUNCH_QUEUED}

    def awaiting_server(self) -> tuple[AuctionId, ...]:
        """Return the auctions whose launch is queued: fetch them once their launch is delivered."""
        live = self._store.auctions.live()
        return tuple(a.id for a in live if a.standing.status is AuctionStatus.LAUNCH_QUEUED)

    def apply(self, event: AuctionEvent) -> Applied:
        """Take an event in if it is the next one; an old one changes nothing, a gap asks for the whole."""
        known = self._store.auctions.get(event.auction_id)
        meaning = arrival(known.standing.seq, event.seq)
        if meaning is not Arrival.NEXT:
            return Applied(Changes(), gap=meaning is Arrival.GAP)
        points = (event.point,) if event.point else ()
        return Applied(self._keep(replace(known, standing=event.standing), points))

    def fetch(self, auction_id: AuctionId) -> AuctionView:
        """Ask the server for an auction as it is now; raises GatewayError."""
        return AuctionView(*self._gateway.auction(auction_id))

    def record(self, view: AuctionView) -> Changes:
        """Keep a fetched auction, unless something newer is known already."""
        known = self._store.auctions.get(view.auction.id)
        if view.auction.standing.seq < known.standing.seq:
            return Changes()
        return self._keep(replace(known, standing=view.auction.standing), view.points)

    def _keep(self, auction: Auction, points: Sequence[PricePoint]) -> Changes:
        old = self._store.auctions.get(auction.id).standing
        with self._store.atomic():
            self._store.auctions.save(auction)
            self._store.auctions.save_points(points)
            if old.status is not auction.standing.status:
                self._tell(auction.id, "status", old=old.status, new=auction.standing.status)
            if auction.standing.status.is_over:
                self._close(auction)
        return self._touched(auction)

    def _close(self, auction: Auction) -> None:
        appraisal = self._store.appraisals.get(auction.appraisal_id)
        if appraisal.stage is Stage.LISTED:
            self._records.move(appraisal, Stage.CLOSED, reason=auction.standing.status)

    def _check_launch(self, appraisal: Appraisal) -> None:
        if not self.account.may_launch:
            raise RuleError("role_launch")
        if self._store.auctions.of(appraisal.id):
            raise RuleError("launched_already")
        if appraisal.stage not in {Stage.FINALIZED, Stage.APPROVED}:
            raise RuleError("not_finalised")

    def _tell(self, auction_id: AuctionId, what: str, **payload: Json) -> None:
        self._store.history.append(Stream.AUCTION, auction_id, what, payload)

    @staticmethod
    def _touched(auction: Auction, *, queue: bool = False) -> Changes:
        return Changes(frozenset({auction.appraisal_id}), frozenset({auction.id}), queue=queue)


def _launch(auction: Auction) -> Envelope:
    payload = launch_payload(auction)
    return Envelope(
        auction.id, Intent.LAUNCH_AUCTION, auction.appraisal_id, payload, proof=auction.id, bytes=len(payload)
    )


def _told(terms: AuctionTerms) -> dict[str, Json]:
    """Return the terms as history keeps them."""
    return {
        "start": terms.start.minor, "currency": terms.start.currency, "increment": terms.increment.minor,
        "reserve": terms.reserve.minor if terms.reserve else None, "duration_s": terms.duration_s,
    }  # fmt: skip
