"""What an envelope carries is what the contract asks for, to the last byte of its hash."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from backend_client.contract import AuctionRequest, RevisionContent, RevisionRequest, content_hash
from backend_client.contract.appraisals import MAX_DAMAGES, MAX_FINDINGS, MAX_PHOTOS
from inspector_app.core.appraisal import Appraisal
from inspector_app.core.auction import Auction, AuctionStatus, AuctionTerms, Standing
from inspector_app.core.canonical import canonical
from inspector_app.core.finding import (
    Band,
    Box,
    Damage,
    Finding,
    Label,
    ModelRef,
    Region,
    RejectReason,
    Review,
    Source,
)
from inspector_app.core.ids import AppraisalId, AuctionId, DamageId, FindingId, Micros, PhotoId, Sha256, new_id
from inspector_app.core.money import Money
from inspector_app.core.payloads import (
    MOST_DAMAGES,
    MOST_FINDINGS,
    MOST_PHOTOS,
    launch_payload,
    photo_payload,
    read_launch_payload,
    read_photo_payload,
    read_submission,
    submission,
    told_of,
    unsendable,
)
from inspector_app.core.photo import Photo
from inspector_app.core.vehicle import DistanceUnit, Odometer, Vehicle

ids = st.builds(new_id)
hashes = st.builds(Sha256, st.text("0123456789abcdef", min_size=64, max_size=64))
words = st.text(st.characters(codec="utf-8"), max_size=80)
moments = st.builds(Micros, st.integers(0, 4_000_000_000_000_000))
boxes = st.builds(Box, st.integers(0, 9_000), st.integers(0, 9_000), st.integers(1, 9_000), st.integers(1, 9_000))
vehicles = st.builds(
    Vehicle,
    vin=st.text("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", min_size=17, max_size=17),
    year=st.none() | st.integers(1900, 2100),
    make=words,
    model=words,
    trim=words,
    plate=words,
    odometer=st.none() | st.builds(Odometer, st.integers(0, 10_000_000), st.sampled_from(DistanceUnit)),
)
appraisals = st.builds(
    Appraisal,
    id=st.builds(AppraisalId, ids),
    dealership_id=ids,
    created_by=ids,
    created_at=moments,
    updated_at=moments,
    revision=st.integers(1, 99),
    vehicle=vehicles,
    notes=st.text(st.characters(codec="utf-8"), max_size=4000),
)
photos = st.builds(
    Photo,
    id=st.builds(PhotoId, ids),
    appraisal_id=st.builds(AppraisalId, ids),
    revision=st.integers(1, 99),
    shot=st.sampled_from(["front", "closeup", "wheel_front_left"]),
    sha256=hashes,
    bytes=st.integers(1, 10**8),
    width=st.integers(1, 9000),
    height=st.integers(1, 9000),
    mime=st.sampled_from(["image/jpeg", "image/png"]),
    captured_at=moments,
)
damages = st.builds(
    Damage,
    id=st.builds(DamageId, ids),
    appraisal_id=st.builds(AppraisalId, ids),
    label=st.sampled_from(Label),
    source=st.sampled_from(Source),
    regions=st.lists(st.builds(Region, st.builds(PhotoId, ids), boxes), max_size=3).map(tuple),
    note=words,
    voided=st.booleans(),
)
findings = st.builds(
    Finding,
    id=st.builds(FindingId, ids),
    appraisal_id=st.builds(AppraisalId, ids),
    photo_id=st.builds(PhotoId, ids),
    label=st.sampled_from(Label),
    confidence_ppm=st.integers(0, 1_000_000),
    band=st.sampled_from(Band),
    shown=st.booleans(),
    box=boxes,
    model=st.builds(ModelRef, st.just("damage-v1"), hashes),
    review=st.sampled_from(Review),
    reason=st.none() | st.sampled_from(RejectReason),
)
money = st.integers(1, 10**9).map(Money)
terms = st.builds(AuctionTerms, start=money, increment=money, reserve=st.none(), duration_s=st.integers(1, 10**6))


@given(
    appraisals,
    st.lists(photos, min_size=1, max_size=3),
    st.lists(findings, max_size=3),
    st.lists(damages, max_size=3),
)
def test_a_submission_is_what_the_contract_would_have_sealed(
    appraisal: Appraisal, taken: list[Photo], found: list[Finding], damaged: list[Damage]
) -> None:
    payload, proof = submission(appraisal, taken, found, damaged)
    told = read_submission(payload)
    assert (told.appraisal_id, told.revision) == (appraisal.id, appraisal.revision)
    request = RevisionRequest.model_validate_json(canonical(told.body))
    assert request.content_hash == proof == content_hash(told.body)
    content = RevisionContent.model_validate(request.model_dump(exclude={"content_hash"}))
    assert content.sealed().content_hash == proof
    assert content.sealed().model_dump(mode="json") == told.body
    assert {one.id for one in content.damages} == {one.id for one in damaged if not one.voided}


@given(appraisals, st.lists(photos, min_size=1, max_size=2))
def test_the_same_appraisal_has_the_same_text_every_time(appraisal: Appraisal, taken: list[Photo]) -> None:
    assert submission(appraisal, taken, [], []) == submission(appraisal, tuple(taken), (), ())


@given(ids, ids, terms, st.none() | st.integers(0, 10**9))
def test_a_launch_is_what_the_contract_asks_for(
    auction_id: str, appraisal_id: str, asked: AuctionTerms, more: int | None
) -> None:
    reserve = None if more is None else Money(asked.start.minor + more)
    whole = AuctionTerms(asked.start, asked.increment, reserve, asked.duration_s)
    auction = Auction(
        AuctionId(auction_id), AppraisalId(appraisal_id), 2, whole, Standing(AuctionStatus.LAUNCH_QUEUED)
    )  # fmt: skip
    payload = launch_payload(auction)
    request = AuctionRequest.model_validate_json(payload)
    assert request.model_dump(mode="json") == read_launch_payload(payload) == json.loads(payload)
    assert request.terms.start_minor == asked.start.minor
    assert request.terms.reserve_minor == (reserve.minor if reserve else None)


@given(photos)
def test_a_photos_payload_reads_back(photo: Photo) -> None:
    facts = read_photo_payload(photo_payload(photo))
    assert (facts.photo_id, facts.sha256, facts.bytes, facts.mime) == (photo.id, photo.sha256, photo.bytes, photo.mime)


def test_the_limits_of_a_submission_are_the_contracts() -> None:
    assert (MOST_PHOTOS, MOST_DAMAGES, MOST_FINDINGS) == (MAX_PHOTOS, MAX_DAMAGES, MAX_FINDINGS)


@given(appraisals, photos, damages)
def test_what_the_wire_cannot_carry_is_named(appraisal: Appraisal, photo: Photo, damage: Damage) -> None:
    assert unsendable(appraisal, [photo], [damage]) == ""
    long = replace(damage, note="x" * 4_001, voided=False)
    assert unsendable(appraisal, [], [damage]) == unsendable(appraisal, [photo] * 401, [damage]) == "photos"
    assert unsendable(appraisal, [photo], [long]) == "notes"
    assert unsendable(appraisal, [photo], [replace(damage, voided=False)] * 501) == "damages"
    car = appraisal.vehicle
    wrong = {"year": replace(car, year=1899), "odometer": replace(car, odometer=Odometer(10_000_001))}
    wrong |= {"make, model or trim": replace(car, make="m" * 81)}
    for name, vehicle in wrong.items():
        assert unsendable(replace(appraisal, vehicle=vehicle), [photo], [damage]) == name


def faint(number: int) -> Finding:
    """Return a suggestion that is not shown, the surer the higher its number."""
    model = ModelRef("m", Sha256("0" * 64))
    photo, box = PhotoId("p"), Box(0, 0, 1, 1)
    return Finding(FindingId(str(number)), AppraisalId("a"), photo, Label.DENT, number, Band.HINT, False, box, model)


def test_of_too_many_findings_the_faintest_undecided_ones_stay_here() -> None:
    decided, shown = replace(faint(0), review=Review.REJECTED), replace(faint(1), shown=True)
    others = [faint(number) for number in range(2, MOST_FINDINGS + 2)]
    assert told_of([decided, *others, shown]) == [decided, *others[2:], shown]
