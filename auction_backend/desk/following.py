"""What the event stream reads: the heads of auctions and the events after a cursor."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction_backend.desk.callers import Caller
from auction_backend.tables import Auction, Event
from backend_client.contract import AuctionEvent, AuctionStatus


@dataclass(frozen=True, slots=True)
class Told:
    """One public event, ready to be told to whoever may see its auction."""

    auction_id: str
    dealership_id: str
    seq: int
    type: str
    payload: str

    def envelope(self, now: datetime) -> str:
        """Return the event as the wire carries it, with the server's time at this moment."""
        payload = json.loads(self.payload)
        ends_at = payload["auction"]["ends_at"]
        head = {"auction_id": self.auction_id, "seq": self.seq, "type": self.type, "ends_at": ends_at}
        return AuctionEvent.model_validate({**head, "server_time": now, "payload": payload}).model_dump_json()


def running_heads(session: Session) -> dict[str, int]:
    """Return the newest event's seq of each running auction."""
    running = select(Auction.id, Auction.seq).where(Auction.status == AuctionStatus.ACTIVE.value)
    return {row.id: row.seq for row in session.execute(running)}


def heads_of(session: Session, auction_ids: Iterable[str]) -> dict[str, int]:
    """Return the newest event's seq of these auctions."""
    wanted = select(Auction.id, Auction.seq).where(Auction.id.in_(list(auction_ids)))
    return {row.id: row.seq for row in session.execute(wanted)}


def after(session: Session, auction_id: str, seq: int) -> list[Told]:
    """Return the public events of an auction after a cursor, in order."""
    later = select(Event).where(Event.stream == "auction", Event.stream_id == auction_id, Event.seq > seq)
    return [
        Told(auction_id, event.dealership_id, event.seq, event.type, event.payload)
        for event in session.scalars(later.order_by(Event.seq))
    ]


def visible_ids(session: Session, caller: Caller, auction_ids: Iterable[str]) -> set[str]:
    """Return those of these auctions that the caller may see."""
    wanted = select(Auction).where(Auction.id.in_(list(auction_ids)))
    return {auction.id for auction in session.scalars(wanted) if caller.sees(auction)}
