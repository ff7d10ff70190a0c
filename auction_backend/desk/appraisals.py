"""Finalised revisions: filed once, never changed, read by their dealership and by buyers of their auctions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auction_backend import history
from auction_backend.desk.callers import Caller, instant
from auction_backend.refusals import Refusal, broken, not_found
from auction_backend.rules.filing import title_of
from auction_backend.rules.roles import Action, may, sees_market
from auction_backend.tables import Appraisal, AppraisalPhoto, Auction, Photo
from backend_client.contract import (
    AppraisalSummary,
    AppraisalView,
    ProblemCode,
    RevisionContent,
    RevisionRequest,
    RevisionView,
    canonical_json,
)


@dataclass(frozen=True, slots=True)
class Filing:
    """A revision on its way into the file: whose it is, what it says, and its body exactly as it was sent."""

    appraisal_id: str
    revision: int
    content: RevisionRequest
    body: dict[str, Any]


def latest_revision(session: Session, dealership_id: str, appraisal_id: str) -> int:
    """Return the newest revision that is filed, or zero."""
    mine = (Appraisal.dealership_id == dealership_id, Appraisal.id == appraisal_id)
    return session.scalar(select(func.max(Appraisal.revision)).where(*mine)) or 0


def file_revision(session: Session, caller: Caller, filing: Filing, now_us: int) -> RevisionView:
    """File a revision with all its photos, or nothing of it; the same one a second time is the first one."""
    content = filing.content
    latest = latest_revision(session, caller.dealership_id, filing.appraisal_id)
    if filing.revision == latest:
        return same_as_filed(session.get_one(Appraisal, (caller.dealership_id, filing.appraisal_id, latest)), content)
    if filing.revision < latest:
        raise stale(latest)
    refuse_missing(session, caller, filing.appraisal_id, content)
    row = row_of(caller, filing, now_us)
    row.seq = note_filing(session, caller, row, content)
    session.add(row)
    session.flush()
    session.add_all(photo_rows(row, content))
    return view_of_filing(row)


def note_filing(session: Session, caller: Caller, row: Appraisal, content: RevisionRequest) -> int:
    """Write the filing into the appraisal's history and return its place there."""
    hashes = [photo.sha256 for photo in content.photos]
    event = history.append(
        session,
        history.Stream("appraisal", f"{caller.dealership_id}:{row.id}"),
        "FINALISED",
        {"revision": row.revision, "content_hash": row.content_hash, "photos": hashes},
        at_us=row.finalised_us,
        dealership_id=caller.dealership_id,
        actor=caller.actor,
    )
    return event.seq


def stale(latest: int) -> Refusal:
    """Return the refusal for a revision that another one has overtaken."""
    return Refusal(ProblemCode.STALE_REVISION, "The server has another revision already.", latest_revision=latest)


def same_as_filed(row: Appraisal, content: RevisionRequest) -> RevisionView:
    """Answer for a revision that is filed already; other content under the same number is refused."""
    if row.content_hash != content.content_hash:
        raise Refusal(ProblemCode.KEY_REUSED, "This revision was filed with other content before.")
    return view_of_filing(row)


def refuse_missing(session: Session, caller: Caller, appraisal_id: str, content: RevisionRequest) -> None:
    """Raise with the ids of the photos that are not here, not verified, or not the ones of the manifest."""
    wanted = {photo.photo_id: (photo.sha256, photo.bytes) for photo in content.photos}
    mine = select(Photo).where(Photo.dealership_id == caller.dealership_id, Photo.id.in_(wanted))
    here = {
        photo.id
        for photo in session.scalars(mine)
        if photo.stored_us is not None
        and photo.appraisal_id == appraisal_id
        and (photo.sha256, photo.bytes) == wanted[photo.id]
    }
    missing = [photo_id for photo_id in wanted if photo_id not in here]
    if missing:
        raise Refusal(ProblemCode.PHOTOS_MISSING, "Some photos are not on the server yet.", missing=missing)


def row_of(caller: Caller, filing: Filing, now_us: int) -> Appraisal:
    """Return the row of a revision, with the body exactly as it was sent and hashed."""
    content = filing.content
    return Appraisal(
        dealership_id=caller.dealership_id,
        id=filing.appraisal_id,
        revision=filing.revision,
        vin=content.vin,
        title=title_of(content),
        body=canonical_json({k: v for k, v in filing.body.items() if k != "content_hash"}).decode(),
        content_hash=content.content_hash,
        photo_count=len(content.photos),
        damage_count=len(content.damages),
        user_id=caller.user_id,
        user_name=caller.user_name,
        finalised_us=now_us,
    )


def photo_rows(row: Appraisal, content: RevisionRequest) -> list[AppraisalPhoto]:
    """Return which photos the revision shows."""
    return [
        AppraisalPhoto(
            dealership_id=row.dealership_id, appraisal_id=row.id, revision=row.revision, photo_id=photo.photo_id
        )
        for photo in content.photos
    ]


def view_of_filing(row: Appraisal) -> RevisionView:
    """Return the server's proof that it has the revision."""
    return RevisionView(
        id=row.id, revision=row.revision, content_hash=row.content_hash, photos=row.photo_count, seq=row.seq
    )


def list_latest(session: Session, caller: Caller, limit: int = 500) -> Sequence[AppraisalSummary]:
    """Return the newest revision of each appraisal of the dealership, newest first."""
    newest = (
        select(Appraisal.id, func.max(Appraisal.revision).label("revision"))
        .where(Appraisal.dealership_id == caller.dealership_id)
        .group_by(Appraisal.id)
        .subquery()
    )
    rows = session.scalars(
        select(Appraisal)
        .join(newest, (Appraisal.id == newest.c.id) & (Appraisal.revision == newest.c.revision))
        .where(Appraisal.dealership_id == caller.dealership_id)
        .order_by(Appraisal.finalised_us.desc())
        .limit(limit)
    )
    return [summary_of(row) for row in rows]


def summary_of(row: Appraisal) -> AppraisalSummary:
    """Return one line of the list."""
    return AppraisalSummary(
        id=row.id,
        revision=row.revision,
        vin=row.vin,
        vehicle=json.loads(row.body)["vehicle"],
        photos=row.photo_count,
        damages=row.damage_count,
        content_hash=row.content_hash,
        finalised_at=instant(row.finalised_us),
        finalised_by=row.user_name,
    )


def read_latest(session: Session, caller: Caller, appraisal_id: str) -> AppraisalView:
    """Return the newest revision to its dealership, or the auctioned one, without notes, to others."""
    if may(caller.role, Action.LIST_APPRAISALS):
        revision = latest_revision(session, caller.dealership_id, appraisal_id)
        own = session.get(Appraisal, (caller.dealership_id, appraisal_id, revision))
        if own is not None:
            return view_of(own, {})
    return view_of(auctioned(session, caller, appraisal_id), {"notes": ""})


def auctioned(session: Session, caller: Caller, appraisal_id: str) -> Appraisal:
    """Return the revision that an auction shows which the caller may see; the first auction of that id counts."""
    of_this = select(Auction).where(Auction.appraisal_id == appraisal_id).order_by(Auction.started_us)
    auctions = [auction for auction in session.scalars(of_this) if caller.sees(auction)]
    if not auctions:
        raise not_found()
    seller = auctions[0].dealership_id
    newest = max((auction for auction in auctions if auction.dealership_id == seller), key=lambda a: a.revision)
    return session.get_one(Appraisal, (seller, appraisal_id, newest.revision))


def view_of(row: Appraisal, instead: dict[str, Any]) -> AppraisalView:
    """Return a revision as it was sent, with some fields replaced."""
    sent = RevisionContent.model_validate_json(row.body).model_dump()
    known = {"id": row.id, "revision": row.revision, "content_hash": row.content_hash}
    return AppraisalView.model_validate({**sent, **known, "finalised_at": instant(row.finalised_us), **instead})


def readable_photo(session: Session, caller: Caller, photo_id: str) -> Photo:
    """Return a stored photo of the own dealership, or one of an auction that the caller may see."""
    own = session.get(Photo, (caller.dealership_id, photo_id))
    if own is not None and own.stored_us is not None and may(caller.role, Action.LIST_APPRAISALS):
        return own
    shown = first_shown(session, caller, photo_id)
    if shown is None:
        raise not_found()
    return shown


def first_shown(session: Session, caller: Caller, photo_id: str) -> Photo | None:
    """Return the photo of this id that the oldest visible auction shows, or None."""
    on_auction = (
        select(Photo, Auction)
        .join(
            AppraisalPhoto,
            (AppraisalPhoto.photo_id == Photo.id) & (AppraisalPhoto.dealership_id == Photo.dealership_id),
        )
        .join(
            Auction,
            (Auction.dealership_id == AppraisalPhoto.dealership_id)
            & (Auction.appraisal_id == AppraisalPhoto.appraisal_id)
            & (Auction.revision == AppraisalPhoto.revision),
        )
        .where(Photo.id == photo_id)
        .order_by(Auction.started_us)
    )
    if not sees_market(caller.role):
        on_auction = on_auction.where(Auction.dealership_id == caller.dealership_id)
    row = session.execute(on_auction.limit(1)).first()
    return row.Photo if row is not None else None


def require_rules(name: str | None) -> None:
    """Raise where a rule of filing is broken."""
    if name is not None:
        raise broken(name, "This revision breaks a rule of filing.")
