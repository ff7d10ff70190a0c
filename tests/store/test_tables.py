"""Photos, findings, damages, auctions and facts come back as they were kept."""

import sqlite3
from dataclasses import replace

import pytest

from inspector_app.core.appraisal import Stage
from inspector_app.core.auction import AuctionStatus, PricePoint, Standing
from inspector_app.core.errors import RuleError
from inspector_app.core.finding import RejectReason, Review
from inspector_app.core.ids import AppraisalId, AuctionId, DamageId, Micros, PhotoId, Sha256
from inspector_app.core.money import Money
from inspector_app.store import ProfileStore
from tests.store.kit import auction, car, damage, finding, photo


def test_photos_come_back_in_the_order_of_capture(store: ProfileStore) -> None:
    appraisal, other = car(), car()
    store.appraisals.save(appraisal)
    store.appraisals.save(other)
    taken = [photo(appraisal, shot) for shot in ("rear", "front", "left")]
    for each in (*taken, photo(other)):
        store.photos.save(each)
    seen = replace(taken[0], looked_at_by="damage-1", thumb_sha256=Sha256("c" * 64))
    store.photos.save(seen)
    assert store.photos.of(appraisal.id) == (seen, *taken[1:])
    assert store.photos.get(seen.id) == seen
    with pytest.raises(RuleError, match="unknown_photo"):
        store.photos.get(PhotoId("nowhere"))


def test_a_photo_belongs_to_an_appraisal_that_is_here(store: ProfileStore) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.photos.save(photo(car()))


def test_the_model_looks_once_and_at_open_appraisals_only(store: ProfileStore) -> None:
    opened, closed = car(), car(stage=Stage.FINALIZED)
    store.appraisals.save(opened)
    store.appraisals.save(closed)
    fresh, done = photo(opened), photo(opened, looked_at_by="damage-1")
    for each in (fresh, done, photo(closed)):
        store.photos.save(each)
    assert store.photos.unseen() == (fresh,)


def test_findings_come_by_photo_then_by_confidence(store: ProfileStore) -> None:
    appraisal = car()
    store.appraisals.save(appraisal)
    first, second = photo(appraisal), photo(appraisal, "rear")
    store.photos.save(first)
    store.photos.save(second)
    low, high, later = finding(first, 200_000), finding(first, 900_000), finding(second, 990_000, shown=False)
    store.findings.save(later, low, high)
    rejected = high.decided(Review.REJECTED, reason=RejectReason.REFLECTION)
    edited = low.decided(Review.EDITED, damage_id=DamageId("d-1"))
    store.findings.save(rejected, edited)
    assert store.findings.of(appraisal.id) == (rejected, edited, later)


def test_damages_keep_their_regions_and_notes_and_stay_when_voided(store: ProfileStore) -> None:
    appraisal = car()
    store.appraisals.save(appraisal)
    taken = photo(appraisal)
    store.photos.save(taken)
    first, second = damage(taken), damage(taken, note="größer als ein Fünfliber")
    store.damages.save(first)
    store.damages.save(second)
    voided = replace(first, voided=True)
    store.damages.save(voided)
    assert store.damages.of(appraisal.id) == (voided, second)


def test_an_auction_is_kept_as_the_server_told_it(store: ProfileStore) -> None:
    appraisal = car()
    run = auction(appraisal, AuctionStatus.LAUNCH_QUEUED)
    store.auctions.save(run)
    told = Standing(
        AuctionStatus.ACTIVE, 7, Money.of(17_100), 5, "Buyer Red", reserve_met=True, next_required=Money.of(17_200),
        starts_at=Micros(1), ends_at=Micros(2), server_time=Micros(3),
    )  # fmt: skip
    newer = replace(run, standing=told)
    store.auctions.save(newer)
    assert store.auctions.get(run.id) == newer == store.auctions.of(appraisal.id)
    unreserved = replace(run, id=AuctionId("second"), terms=replace(run.terms, reserve=None))
    store.auctions.save(unreserved)
    assert store.auctions.of(appraisal.id) == unreserved
    assert store.auctions.of(AppraisalId("nowhere")) is None
    with pytest.raises(RuleError, match="unknown_auction"):
        store.auctions.get(AuctionId("nowhere"))


def test_live_auctions_are_those_that_are_not_over(store: ProfileStore) -> None:
    for status in AuctionStatus:
        store.auctions.save(auction(car(), status))
    live = {run.standing.status for run in store.auctions.live()}
    assert live == {status for status in AuctionStatus if not status.is_over}


def test_price_points_come_by_number_and_the_first_word_counts(store: ProfileStore) -> None:
    run = auction(car())
    store.auctions.save(run)
    points = [PricePoint(run.id, seq, Micros(seq), Money.of(15_000 + seq), f"Buyer {seq}") for seq in (2, 1, 3)]
    store.auctions.save_points(points)
    store.auctions.save_points([replace(points[0], bidder="someone else")])
    assert store.auctions.points(run.id) == (points[1], points[0], points[2])


def test_a_fact_is_kept_replaced_and_taken_away(store: ProfileStore) -> None:
    assert store.facts.get("token") is None
    store.facts.set("token", "t-1")
    store.facts.set("token", "t-2 ü")
    assert store.facts.get("token") == "t-2 ü"
    store.facts.set("token", None)
    store.facts.set("token", None)
    assert store.facts.get("token") is None
