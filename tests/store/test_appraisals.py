"""The appraisal list says what is stored, what waits and what was refused."""

from dataclasses import replace

import pytest

from inspector_app.core.appraisal import OPEN, Appraisal, Stage
from inspector_app.core.auction import AuctionStatus
from inspector_app.core.errors import RuleError, StorageError
from inspector_app.core.finding import Review
from inspector_app.core.ids import AppraisalId, Micros
from inspector_app.core.outbox import Outcome, Verdict
from inspector_app.core.rows import SyncBadge
from inspector_app.core.vehicle import DistanceUnit, Odometer, Vehicle
from inspector_app.store import ProfileStore
from tests.store.kit import EVERYTHING, auction, car, damage, finding, photo, submit


def test_an_appraisal_comes_back_as_it_was_saved(store: ProfileStore) -> None:
    full = car()
    bare = Appraisal(AppraisalId("bare"), "dealer-1", "someone", Micros(1), Micros(2))
    metric = replace(car(), vehicle=Vehicle(odometer=Odometer(0, DistanceUnit.KILOMETRES)), revision=4)
    for appraisal in (full, bare, metric):
        store.appraisals.save(appraisal)
        assert store.appraisals.get(appraisal.id) == appraisal


def test_an_edit_replaces_what_was_there(store: ProfileStore) -> None:
    first = car()
    store.appraisals.save(first)
    changed = first.edited(at=Micros(9), notes="new", vehicle=replace(first.vehicle, plate="BE 1"))
    store.appraisals.save(changed)
    assert store.appraisals.get(first.id) == changed
    assert len(store.appraisals.rows()) == 1


def test_an_unknown_appraisal_is_named_as_such(store: ProfileStore) -> None:
    with pytest.raises(RuleError, match="unknown_appraisal"):
        store.appraisals.get(AppraisalId("nowhere"))


def test_the_list_shows_the_newest_first_and_no_more_than_asked(store: ProfileStore) -> None:
    cars = [car(at=at) for at in (3, 1, 2)]
    for each in cars:
        store.appraisals.save(each)
    assert [row.updated_at for row in store.appraisals.rows()] == [3, 2, 1]
    assert [row.updated_at for row in store.appraisals.rows(limit=2)] == [3, 2]
    assert [row.updated_at for row in store.appraisals.rows("honda", limit=2)] == [3, 2]


@pytest.mark.parametrize(
    "search", ["82633", "1hgcm", "HONDA", "ccor", "765 4", "zh", "2003", "  ", "accord honda", "ex 4352"]
)
def test_a_car_is_found_by_any_part_of_vin_make_model_and_plate(store: ProfileStore, search: str) -> None:
    wanted = car()
    store.appraisals.save(wanted)
    store.appraisals.save(car("WVWZZZ1JZXW000001", make="Skoda", model="Octavia", plate="BE 1"))
    assert wanted.id in [row.id for row in store.appraisals.rows(search)]


@pytest.mark.parametrize("search", ["toyota", "honda octavia", "hail", "%", "_", '"', "'; drop table appraisals"])
def test_what_is_nowhere_is_not_found(store: ProfileStore, search: str) -> None:
    store.appraisals.save(car())
    assert store.appraisals.rows(search) == ()


def test_search_sees_an_edit_and_forgets_one_that_was_rolled_back(store: ProfileStore) -> None:
    old = car(plate="AAA")
    store.appraisals.save(old)
    assert store.appraisals.rows("aaa")

    def try_an_edit() -> None:
        with store.atomic():
            store.appraisals.save(old.edited(at=Micros(2), vehicle=replace(old.vehicle, plate="BBB")))
            assert store.appraisals.rows("bbb")
            assert not store.appraisals.rows("aaa")
            raise RuleError("vin_open")

    with pytest.raises(RuleError):
        try_an_edit()
    assert store.appraisals.rows("aaa")
    assert not store.appraisals.rows("bbb")


def test_only_open_appraisals_of_the_same_car_are_told(store: ProfileStore) -> None:
    by_stage = {stage: car(stage=stage) for stage in Stage}
    for appraisal in by_stage.values():
        store.appraisals.save(appraisal)
    store.appraisals.save(car("WVWZZZ1JZXW000001"))
    store.appraisals.save(car(""))
    expected = {by_stage[stage].id for stage in OPEN}
    assert set(store.appraisals.open_with_vin("1hgcm82633a004352 ")) == expected
    assert store.appraisals.open_with_vin("") == ()


def test_a_row_counts_what_belongs_to_the_car(store: ProfileStore) -> None:
    appraisal = car()
    store.appraisals.save(appraisal)
    first, second = photo(appraisal), photo(appraisal, "rear", thumb_sha256="b" * 64)
    store.photos.save(first)
    store.photos.save(second)
    seen = finding(first)
    store.findings.save(seen, finding(first, shown=False), finding(second))
    store.findings.save(seen.decided(Review.CONFIRMED))
    store.damages.save(damage(first))
    store.damages.save(replace(damage(first), voided=True))
    store.auctions.save(auction(appraisal, AuctionStatus.CANCELLED))
    store.auctions.save(auction(appraisal))
    (row,) = store.appraisals.rows()
    assert (row.photos, row.damages, row.undecided) == (2, 1, 1)
    assert row.thumb_sha256 == "b" * 64
    assert row.auction is AuctionStatus.ACTIVE
    assert row.title == "2003 Honda Accord EX"


@pytest.mark.parametrize(
    ("verdict", "badge"),
    [
        (Verdict.DELIVERED, SyncBadge.SYNCED),
        (Verdict.LATER, SyncBadge.WAITING),
        (Verdict.PAUSED, SyncBadge.WAITING),
        (Verdict.CONFLICT, SyncBadge.STUCK),
        (Verdict.REFUSED, SyncBadge.STUCK),
    ],
)
def test_the_badge_says_where_the_data_is(store: ProfileStore, verdict: Verdict, badge: SyncBadge) -> None:
    appraisal = car()
    store.appraisals.save(appraisal)
    assert store.appraisals.rows()[0].badge is SyncBadge.LOCAL
    store.outbox.put(submit(appraisal.id))
    assert store.appraisals.rows()[0].badge is SyncBadge.WAITING
    (envelope,) = store.outbox.claim(EVERYTHING)
    assert store.appraisals.rows()[0].badge is SyncBadge.WAITING
    store.outbox.settle(Outcome(envelope, verdict, proof="content"))
    assert store.appraisals.rows()[0].badge is badge


def test_a_sealed_value_moved_to_another_car_is_not_shown(store: ProfileStore) -> None:
    first, second = car(plate="AAA"), car(plate="BBB")
    store.appraisals.save(first)
    store.appraisals.save(second)
    assert len(store.appraisals.rows("honda")) == 2
    store._database.run("update appraisals set sealed = (select sealed from appraisals where id = ?)", (first.id,))
    with pytest.raises(StorageError, match="sealed_corrupt"):
        store.appraisals.rows()
