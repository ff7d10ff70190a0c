"""Auctions as the server told them: terms, the latest standing, and each accepted bid's price."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from inspector_app.core.auction import Auction, AuctionStatus, AuctionTerms, PricePoint, Standing
from inspector_app.core.errors import RuleError
from inspector_app.core.ids import AppraisalId, AuctionId, Micros
from inspector_app.core.money import Money
from inspector_app.core.ports import Sealer
from inspector_app.store.database import LocalDatabase
from inspector_app.store.sealed import SealedColumn

KEEP: Final = """
insert into auctions (id, appraisal_id, revision, currency, start, increment, duration_s, status, event_seq,
    current, bid_count, reserve_met, next_required, starts_at, ends_at, server_time, sealed)
values (:id, :appraisal_id, :revision, :currency, :start, :increment, :duration_s, :status, :event_seq,
    :current, :bid_count, :reserve_met, :next_required, :starts_at, :ends_at, :server_time, :sealed)
on conflict (id) do update set revision = excluded.revision, currency = excluded.currency,
    start = excluded.start, increment = excluded.increment, duration_s = excluded.duration_s,
    status = excluded.status, event_seq = excluded.event_seq, current = excluded.current,
    bid_count = excluded.bid_count, reserve_met = excluded.reserve_met, next_required = excluded.next_required,
    starts_at = excluded.starts_at, ends_at = excluded.ends_at, server_time = excluded.server_time,
    sealed = excluded.sealed"""
ONE: Final = "select * from auctions where id = ?"
NEWEST_OF: Final = "select * from auctions where appraisal_id = ? order by seq desc limit 1"
ALL: Final = "select * from auctions order by seq"
ADD_POINT: Final = """
insert into price_points (auction_id, seq, at, price, currency, sealed) values (?, ?, ?, ?, ?, ?)
on conflict (auction_id, seq) do nothing"""
POINTS: Final = "select * from price_points where auction_id = ? order by seq"


class AuctionTable:
    """Implements `core.ports.Auctions`; only server answers write here, but for the launch itself."""

    def __init__(self, database: LocalDatabase, sealer: Sealer) -> None:
        self._database = database
        self._sealed = SealedColumn(sealer, "auctions")
        self._bidders = SealedColumn(sealer, "price_points")

    def save(self, auction: Auction) -> None:
        """Keep an auction's terms and standing."""
        reserve = auction.terms.reserve
        sealed = self._sealed.seal(
            auction.id, leader=auction.standing.leader, reserve=reserve.minor if reserve else None
        )
        self._database.run(KEEP, {**_terms(auction), **_standing(auction.standing), "sealed": sealed})

    def get(self, auction_id: AuctionId) -> Auction:
        """Return one; raises RuleError `unknown_auction`."""
        row = self._database.row(ONE, (auction_id,))
        if row is None:
            raise RuleError("unknown_auction")
        return self._auction(row)

    def of(self, appraisal_id: AppraisalId) -> Auction | None:
        """Return the newest auction of an appraisal, or None."""
        row = self._database.row(NEWEST_OF, (appraisal_id,))
        return None if row is None else self._auction(row)

    def live(self) -> tuple[Auction, ...]:
        """Return those that are not over."""
        rows = self._database.rows(ALL)
        return tuple(self._auction(row) for row in rows if not AuctionStatus(row["status"]).is_over)

    def save_points(self, points: Sequence[PricePoint]) -> None:
        """Keep price points; one that is there already changes nothing."""
        with self._database.atomic():
            for point in points:
                price = point.price
                sealed = self._bidders.seal(_point_key(point.auction_id, point.seq), bidder=point.bidder)
                values = (point.auction_id, point.seq, point.at, price.minor, price.currency, sealed)
                self._database.run(ADD_POINT, values)

    def points(self, auction_id: AuctionId) -> tuple[PricePoint, ...]:
        """Return an auction's price points by seq."""
        return tuple(self._point(row) for row in self._database.rows(POINTS, (auction_id,)))

    def _auction(self, row: sqlite3.Row) -> Auction:
        secret = self._sealed.open(row["id"], row["sealed"])
        money = _Purse(row["currency"])
        terms = AuctionTerms(
            Money(row["start"], row["currency"]), Money(row["increment"], row["currency"]),
            money.of(secret["reserve"]), row["duration_s"],
        )  # fmt: skip
        standing = Standing(
            AuctionStatus(row["status"]), row["event_seq"], money.of(row["current"]), row["bid_count"],
            secret["leader"], bool(row["reserve_met"]), money.of(row["next_required"]), row["starts_at"],
            row["ends_at"], row["server_time"],
        )  # fmt: skip
        return Auction(AuctionId(row["id"]), AppraisalId(row["appraisal_id"]), row["revision"], terms, standing)

    def _point(self, row: sqlite3.Row) -> PricePoint:
        bidder = self._bidders.open(_point_key(row["auction_id"], row["seq"]), row["sealed"])["bidder"]
        price = Money(row["price"], row["currency"])
        return PricePoint(AuctionId(row["auction_id"]), row["seq"], Micros(row["at"]), price, bidder)


class _Purse:
    """Amounts of one auction's currency; None stays None."""

    def __init__(self, currency: str) -> None:
        self._currency = currency

    def of(self, minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, self._currency)


def _terms(auction: Auction) -> dict[str, Any]:
    terms = auction.terms
    return {
        "id": auction.id, "appraisal_id": auction.appraisal_id, "revision": auction.revision,
        "currency": terms.start.currency, "start": terms.start.minor, "increment": terms.increment.minor,
        "duration_s": terms.duration_s,
    }  # fmt: skip


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "status": standing.status.value, "event_seq": standing.seq, "bid_count": standing.bid_count,
        "current": standing.current.minor if standing.current else None, "reserve_met": standing.reserve_met,
        "next_required": standing.next_required.minor if standing.next_required else None,
        "starts_at": standing.starts_at, "ends_at": standing.ends_at, "server_time": standing.server_time,
    }  # fmt: skip


def _point_key(auction_id: str, seq: int) -> str:
    return f"{auction_id}/{seq}"
