"""From the VIN to the launch, without a window and without a server."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from inspector_app.core.appraisal import Stage
from inspector_app.core.auction import AuctionEvent, AuctionStatus, AuctionTerms, PricePoint, Standing
from inspector_app.core.errors import AccessError, InputError, RuleError
from inspector_app.core.finding import Box, Label, RejectReason, Review, Source
from inspector_app.core.history import Stream, first_broken
from inspector_app.core.ids import AppraisalId, AuctionId, Micros, PhotoId, new_id
from inspector_app.core.money import Money
from inspector_app.core.outbox import Intent, OutboxState, Outcome, Verdict
from inspector_app.core.photo import MAX_BYTES
from inspector_app.core.session import Access, Role
from inspector_app.core.vehicle import Odometer
from inspector_app.reading import decode_vin
from inspector_app.services.appraise import AppraiseService
from inspector_app.services.auctions import AuctionService, AuctionView
from tests.services.workshop import DENT, VIN, ToldDetector, Workshop, account, jpeg

TERMS = AuctionTerms(Money.of(9_000), Money.of(100), Money.of(10_000), 2700)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path)
    yield made
    made.store.close()


def ready(shop: Workshop) -> AppraisalId:
    """Return an appraisal with every photo taken, looked at and decided on."""
    appraisal_id = shop.walked()
    shop.appraise.complete_capture(appraisal_id)
    shop.looked_at(ToldDetector(()))
    car = shop.store.appraisals.get(appraisal_id)
    shop.appraise.edit(appraisal_id, replace(car.vehicle, odometer=Odometer(81_000)), "clean")
    return appraisal_id


def test_a_car_begins_with_its_vin_and_what_the_vin_says(shop: Workshop) -> None:
    car = shop.store.appraisals.get(shop.begun())
    assert (car.vehicle.make.upper(), car.vehicle.year, car.stage) == ("HONDA", 2003, Stage.DRAFT)


def test_a_wrong_vin_begins_nothing(shop: Workshop) -> None:
    with pytest.raises(InputError, match="vin_check_digit"):
        shop.appraise.begin(AppraisalId(new_id()), VIN[:-1] + "3")
    assert shop.appraise.rows() == ()


def test_the_same_car_twice_is_asked_about(shop: Workshop) -> None:
    shop.begun()
    with pytest.raises(RuleError, match="vin_open"):
        shop.appraise.begin(AppraisalId(new_id()), VIN)


def test_a_photo_is_safe_and_queued_the_moment_it_is_taken(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    photo_id = shop.shot(appraisal_id, "front")
    photo = shop.store.photos.get(photo_id)
    assert shop.vault.get(photo.sha256) == jpeg()
    assert (photo.width, photo.height) == (64, 48)
    (row,) = shop.queue.view().rows
    assert (row.key, row.intent, row.state) == (photo_id, Intent.UPLOAD_PHOTO, OutboxState.QUEUED)
    assert shop.store.appraisals.get(appraisal_id).stage is Stage.IN_PROGRESS


def test_the_same_photo_twice_is_one_photo(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    shop.shot(appraisal_id, "front")
    assert not shop.capture.record(appraisal_id, "rear", shop.capture.keep(jpeg()))
    assert len(shop.store.photos.of(appraisal_id)) == 1


def test_an_imported_photo_was_taken_when_its_camera_says_but_never_in_the_future(shop: Workshop) -> None:
    told: list[Micros] = []
    for year in ("2024", "2099"):
        exif = Image.Exif()
        exif[0x0132] = f"{year}:03:01 09:30:00"
        out = io.BytesIO()
        Image.new("RGB", (64, 48)).save(out, "JPEG", exif=exif)
        told.append(shop.capture.keep(out.getvalue()).captured_at)
    at_half_past_nine = datetime(2024, 3, 1, 9, 30).astimezone()
    assert told == [round(at_half_past_nine.timestamp()) * 1_000_000, shop.clock()]
    assert shop.capture.keep(jpeg()).captured_at == shop.clock()


def test_a_file_that_is_no_photo_changes_nothing(shop: Workshop, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"image_unreadable.*letter\.txt"):
        shop.capture.keep(b"dear buyer", "letter.txt")
    with pytest.raises(InputError, match="file_unreadable"):
        shop.capture.read(tmp_path / "gone.jpg")


def test_a_file_that_no_server_would_take_is_refused_when_it_is_taken_in(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "scan.bmp").write_bytes(b"BM" + bytes(MAX_BYTES + 10))
    with pytest.raises(InputError, match=r"image_heavy.*scan\.bmp"):
        shop.capture.keep(shop.capture.read(tmp_path / "scan.bmp"), "scan.bmp")


def test_an_appraisal_that_the_server_would_refuse_is_not_locked(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    car = shop.store.appraisals.get(appraisal_id)
    shop.appraise.edit(appraisal_id, replace(car.vehicle, odometer=Odometer(81_000)), "no photo at all")
    shop.appraise.complete_capture(appraisal_id, left_out="in a hurry")
    with pytest.raises(RuleError, match=r"unsendable.*photos"):
        shop.appraise.finalise(appraisal_id)
    assert shop.store.appraisals.get(appraisal_id).is_open


def test_a_thumbnail_is_made_once_and_sealed_like_the_photo(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    shop.shot(appraisal_id, "front")
    (photo,) = shop.capture.without_thumbnail(appraisal_id)
    shop.capture.record_thumbnail(shop.capture.thumbnail(photo))
    assert shop.capture.without_thumbnail(appraisal_id) == ()
    thumb = shop.store.photos.get(photo.id).thumb_sha256
    assert thumb is not None
    assert shop.capture.bytes_of(thumb).startswith(b"\xff\xd8")


def test_capture_without_every_shot_needs_a_reason_that_is_kept(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    shop.shot(appraisal_id, "front")
    with pytest.raises(RuleError, match="shots_missing"):
        shop.appraise.complete_capture(appraisal_id)
    shop.appraise.complete_capture(appraisal_id, left_out="parked at a wall")
    told = [event for event in shop.store.history.of(Stream.APPRAISAL, appraisal_id) if event.type == "shots_left_out"]
    assert "parked at a wall" in told[0].payload


def test_the_last_look_of_the_model_opens_the_review(shop: Workshop) -> None:
    appraisal_id = shop.walked()
    shop.appraise.complete_capture(appraisal_id)
    assert shop.appraise.waiting_for_model() == (appraisal_id,)
    shop.looked_at()
    assert shop.store.appraisals.get(appraisal_id).stage is Stage.READY_FOR_REVIEW
    findings = shop.store.findings.of(appraisal_id)
    assert len(findings) == 26
    assert {f.model.id for f in findings} == {"damage-test"}


def test_without_a_model_the_review_opens_by_hand(shop: Workshop) -> None:
    appraisal_id = shop.walked()
    shop.appraise.complete_capture(appraisal_id)
    shop.appraise.go_on_without_ai(appraisal_id)
    assert shop.store.appraisals.get(appraisal_id).stage is Stage.READY_FOR_REVIEW
    assert not shop.appraise.go_on_without_ai(appraisal_id)


def test_a_photo_that_cannot_be_looked_at_holds_nothing_up(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    shop.shot(appraisal_id, "front")
    shop.appraise.complete_capture(appraisal_id, left_out="x")
    (photo,) = shop.detect.waiting()
    shop.detect.give_up(photo, "m", "photo_corrupt")
    assert shop.detect.waiting() == ()
    assert shop.store.appraisals.get(appraisal_id).stage is Stage.READY_FOR_REVIEW


def test_the_model_looks_once(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    shop.shot(appraisal_id, "front")
    (photo,) = shop.detect.waiting()
    looked = shop.detect.look(photo, ToldDetector())
    assert shop.detect.record(looked)
    assert not shop.detect.record(looked)
    assert len(shop.store.findings.of(appraisal_id)) == 2


def test_accept_correct_reject_and_add_become_damages_and_events(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    photo_id = shop.shot(appraisal_id, "left")
    twice = replace(DENT, box=Box(30, 30, 9, 9))
    thrice = replace(DENT, box=Box(40, 4, 9, 9))
    shop.looked_at(ToldDetector((DENT, twice, thrice)))
    one, two, three = shop.store.findings.of(appraisal_id)
    shop.review.accept(appraisal_id, one.id)
    shop.review.correct(appraisal_id, two.id, Label.SCRATCH, Box(28, 28, 12, 12))
    shop.review.reject(appraisal_id, three.id, RejectReason.REFLECTION)
    shop.review.add(appraisal_id, photo_id, Label.PAINT_DAMAGE, Box(60, 40, 50, 50), "by the handle")
    reviews = [f.review for f in shop.store.findings.of(appraisal_id)]
    assert sorted(reviews) == [Review.CONFIRMED, Review.EDITED, Review.REJECTED]
    damages = shop.store.damages.of(appraisal_id)
    assert {(d.label, d.source) for d in damages} == {
        (Label.DENT, Source.AI), (Label.SCRATCH, Source.AI), (Label.PAINT_DAMAGE, Source.HUMAN),
    }  # fmt: skip
    by_hand = next(d for d in damages if d.source is Source.HUMAN)
    assert by_hand.regions[0].box == Box(60, 40, 4, 8)
    assert first_broken(shop.store.history.of(Stream.APPRAISAL, appraisal_id)) is None


def test_a_decision_can_be_changed_and_takes_its_damage_along(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    shop.shot(appraisal_id, "left")
    shop.looked_at(ToldDetector((DENT,)))
    (finding,) = shop.store.findings.of(appraisal_id)
    shop.review.accept(appraisal_id, finding.id)
    shop.review.correct(appraisal_id, finding.id, Label.SCRATCH, DENT.box)
    assert [d.label for d in shop.store.damages.of(appraisal_id)] == [Label.SCRATCH]
    shop.review.reject(appraisal_id, finding.id, RejectReason.DIRT)
    assert [d.voided for d in shop.store.damages.of(appraisal_id)] == [True]


def test_a_damage_by_hand_can_be_noted_and_taken_back(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    photo_id = shop.shot(appraisal_id, "left")
    shop.review.add(appraisal_id, photo_id, Label.DENT, Box(1, 1, 5, 5))
    (damage,) = shop.store.damages.of(appraisal_id)
    shop.review.note(appraisal_id, damage.id, "two fingers wide")
    shop.review.void(appraisal_id, damage.id)
    (damage,) = shop.store.damages.of(appraisal_id)
    assert (damage.note, damage.voided) == ("two fingers wide", True)


def test_finalising_names_what_is_missing_and_changes_nothing(shop: Workshop) -> None:
    appraisal_id = shop.walked()
    with pytest.raises(RuleError, match="stage_move"):
        shop.appraise.finalise(appraisal_id)
    shop.appraise.complete_capture(appraisal_id)
    shop.looked_at()
    with pytest.raises(RuleError, match="odometer_missing"):
        shop.appraise.finalise(appraisal_id)
    car = shop.store.appraisals.get(appraisal_id)
    shop.appraise.edit(appraisal_id, replace(car.vehicle, odometer=Odometer(1)), "")
    with pytest.raises(RuleError, match="undecided"):
        shop.appraise.finalise(appraisal_id)
    shop.appraise.edit(appraisal_id, replace(car.vehicle, vin="", odometer=Odometer(1)), "")
    with pytest.raises(RuleError, match="vin_missing"):
        shop.appraise.finalise(appraisal_id)
    assert shop.store.appraisals.get(appraisal_id).stage is Stage.READY_FOR_REVIEW
    assert len(shop.queue.view().rows) == 13


def test_a_finalised_appraisal_is_locked_and_its_submission_waits_behind_its_photos(shop: Workshop) -> None:
    appraisal_id = ready(shop)
    changes = shop.appraise.finalise(appraisal_id)
    assert changes.queue
    claimed = shop.store.outbox.claim(frozenset({Intent.SUBMIT_APPRAISAL}), 5)
    assert claimed == ()
    with pytest.raises(RuleError, match="appraisal_locked"):
        shop.review.add(appraisal_id, PhotoId("x"), Label.DENT, Box(1, 1, 2, 2))
    with pytest.raises(RuleError, match="appraisal_locked"):
        shop.capture.record(appraisal_id, "front", shop.capture.keep(jpeg(250)))


def test_what_is_typed_is_kept_and_a_whole_vin_is_decoded(shop: Workshop) -> None:
    appraisal_id = shop.begun("2T1BURHE5JC034461")
    car = shop.store.appraisals.get(appraisal_id)
    shop.appraise.edit(appraisal_id, replace(car.vehicle, vin="1HGCM8263"), "half a VIN")
    assert shop.store.appraisals.get(appraisal_id).vehicle.vin == "1HGCM8263"
    shop.appraise.edit(appraisal_id, replace(car.vehicle, vin=VIN), "half a VIN")
    assert shop.store.appraisals.get(appraisal_id).vehicle.make.upper() == "HONDA"
    car = shop.store.appraisals.get(appraisal_id)
    assert not shop.appraise.edit(appraisal_id, car.vehicle, car.notes)


def test_more_photos_after_the_review_began(shop: Workshop) -> None:
    appraisal_id = ready(shop)
    with pytest.raises(RuleError, match="appraisal_locked"):
        shop.capture.record(appraisal_id, "closeup", shop.capture.keep(jpeg(250)))
    shop.appraise.back_to_capture(appraisal_id)
    shop.shot(appraisal_id, "closeup", 250)
    assert not shop.appraise.back_to_capture(appraisal_id)


def test_a_voided_appraisal_stays_on_the_laptop(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    shop.appraise.void(appraisal_id, "customer left")
    assert shop.appraise.rows()[0].stage is Stage.VOIDED


def launched(shop: Workshop) -> tuple[AppraisalId, AuctionId]:
    appraisal_id, auction_id = ready(shop), AuctionId(new_id())
    shop.appraise.finalise(appraisal_id)
    shop.auctions.launch(auction_id, appraisal_id, TERMS)
    return appraisal_id, auction_id


def test_a_launch_is_queued_behind_the_submission(shop: Workshop) -> None:
    appraisal_id, auction_id = launched(shop)
    assert shop.store.appraisals.get(appraisal_id).stage is Stage.LISTED
    assert shop.auctions.awaiting_server() == (auction_id,)
    assert shop.auctions.cursors() == {}
    assert shop.store.outbox.claim(frozenset({Intent.LAUNCH_AUCTION}), 5) == ()
    with pytest.raises(RuleError, match="launched_already"):
        shop.auctions.launch(AuctionId(new_id()), appraisal_id, TERMS)


def test_history_tells_what_was_decided_in_full(shop: Workshop) -> None:
    _, auction_id = launched(shop)
    (first, *_) = shop.store.history.of(Stream.AUCTION, auction_id)
    asked = {"start": 900_000, "currency": "USD", "increment": 10_000, "reserve": 1_000_000, "duration_s": 2700}
    assert (first.type, json.loads(first.payload)) == ("launch_queued", asked)
    other = shop.walked()
    shop.looked_at()
    shop.review.correct(other, shop.store.findings.of(other)[0].id, Label.SCRATCH, Box(5, 6, 7, 8))
    damage = shop.store.damages.of(other)[0].id
    shop.review.note(other, damage, "two fingers wide")
    told = [json.loads(event.payload) for event in shop.store.history.of(Stream.APPRAISAL, other)][-2:]
    assert (told[0]["label"], told[0]["box"]) == ("scratch", [5, 6, 7, 8])
    assert (told[1]["old"], told[1]["new"]) == ({"note": ""}, {"note": "two fingers wide"})


def test_refused_terms_can_be_corrected_under_the_same_key(shop: Workshop) -> None:
    appraisal_id, auction_id = launched(shop)
    while claimed := shop.store.outbox.claim(frozenset(Intent), 1):
        refused = claimed[0].intent is Intent.LAUNCH_AUCTION
        verdict, code = (Verdict.REFUSED, "rule") if refused else (Verdict.DELIVERED, "")
        shop.store.outbox.settle(Outcome(claimed[0], verdict, code, proof=claimed[0].proof))
    refused_row = shop.auctions.view(auction_id).refused
    assert refused_row is not None
    assert refused_row.code == "rule"
    shop.auctions.launch(AuctionId(new_id()), appraisal_id, replace(TERMS, duration_s=3600))
    (again,) = shop.store.outbox.claim(frozenset(Intent), 5)
    assert again.key == auction_id
    assert '"duration_s":3600' in again.payload
    assert shop.auctions.view(auction_id).auction.terms.duration_s == 3600
    assert shop.auctions.view(auction_id).refused is None


def test_decisions_wait_for_a_sign_in_once_the_offline_time_is_over(shop: Workshop) -> None:
    appraisal_id = ready(shop)
    old = replace(shop.records, may_decide=lambda: False)
    with pytest.raises(AccessError, match="unlock_expired"):
        AppraiseService(old, decode_vin, account()).finalise(appraisal_id)
    shop.appraise.finalise(appraisal_id)
    with pytest.raises(AccessError, match="unlock_expired"):
        AuctionService(old, shop.gateway, account()).launch(AuctionId(new_id()), appraisal_id, TERMS)
    shop.shot(shop.begun(), "front", 250)


def test_an_unfinished_appraisal_is_not_launched_and_an_inspector_launches_none(shop: Workshop, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="not_finalised"):
        shop.auctions.launch(AuctionId(new_id()), shop.begun(), TERMS)
    other = Workshop(tmp_path / "inspector", Role.INSPECTOR)
    with pytest.raises(RuleError, match="role_launch"):
        other.auctions.launch(AuctionId(new_id()), ready(other), TERMS)
    other.store.close()


def event(auction_id: AuctionId, seq: int, status: AuctionStatus = AuctionStatus.ACTIVE) -> AuctionEvent:
    price = Money.of(9_000 + 100 * seq)
    standing = Standing(status, seq, price, seq, "Buyer Blue", ends_at=Micros(5))
    return AuctionEvent(auction_id, seq, "BID", standing, PricePoint(auction_id, seq, Micros(seq), price, "Buyer Blue"))


def test_events_are_applied_in_order_and_a_gap_asks_for_the_whole(shop: Workshop) -> None:
    _, auction_id = launched(shop)
    assert shop.auctions.apply(event(auction_id, 1)).changes.auctions == {auction_id}
    assert not shop.auctions.apply(event(auction_id, 1)).changes
    assert shop.auctions.apply(event(auction_id, 3)).gap
    assert shop.auctions.cursors() == {auction_id: 1}
    view = shop.auctions.view(auction_id)
    assert (view.auction.standing.current, len(view.points)) == (Money.of(9_100), 1)


def test_the_hammer_closes_the_appraisal_and_an_older_answer_changes_nothing(shop: Workshop) -> None:
    appraisal_id, auction_id = launched(shop)
    shop.auctions.apply(event(auction_id, 1))
    shop.auctions.apply(event(auction_id, 2, AuctionStatus.SOLD))
    assert shop.store.appraisals.get(appraisal_id).stage is Stage.CLOSED
    old = shop.auctions.view(auction_id).auction
    stale = replace(old, standing=replace(old.standing, seq=1, status=AuctionStatus.ACTIVE))
    assert not shop.auctions.record(AuctionView(stale, ()))
    assert shop.auctions.view(auction_id).auction.standing.status is AuctionStatus.SOLD
    assert first_broken(shop.store.history.of(Stream.AUCTION, auction_id)) is None


def test_a_sign_in_is_remembered_and_an_unlock_expires(shop: Workshop) -> None:
    assert shop.session.account() is None
    shop.session.signed_in(account(), "secret-token")
    assert shop.session.account() == account()
    assert shop.session.token() == "secret-token"
    assert shop.session.access() is Access.OFFLINE
    shop.clock.advance(15 * 24 * 3600 * 1_000_000)
    assert shop.session.access() is Access.CAPTURE_ONLY
    shop.session.signed_out()
    assert shop.session.token() is None


def test_the_place_is_remembered(shop: Workshop) -> None:
    assert shop.session.place() == ("", "")
    shop.session.remember_place("review", "a-1")
    assert shop.session.place() == ("review", "a-1")


def test_everything_stuck_or_waiting_can_be_tried_again(shop: Workshop) -> None:
    appraisal_id = shop.begun()
    shop.shot(appraisal_id, "front")
    (envelope,) = shop.store.outbox.claim(frozenset(Intent), 1)
    assert shop.queue.view().counts.waiting == 1
    assert shop.queue.retry(envelope.key).queue
    assert shop.queue.next_due() is not None
    assert shop.queue.counts().waiting == 1
