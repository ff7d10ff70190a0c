"""A finalised appraisal is filed whole, once, and read by those who may."""

import json

import pytest

from backend_client.contract import Damage, Finding, Region, content_hash, revision_path
from tests.auction_backend.market import Market, content, entry, new_id


def test_a_revision_is_filed_with_its_manifest_and_the_servers_own_hash(market: Market) -> None:
    appraisal = new_id()
    words = content([market.upload("inspector", appraisal)], notes="Runs well.")
    reply = market.finalise("inspector", appraisal, words)
    body = reply.get_json()
    assert reply.status_code == 201
    assert body == {"id": appraisal, "revision": 1, "photos": 1, "seq": 1, "content_hash": words.sealed().content_hash}
    read = market.get("manager", f"/v1/appraisals/{appraisal}").get_json()
    assert (read["notes"], read["vin"], read["photos"][0]["shot"]) == ("Runs well.", "1HGCM82633A004352", "front")


def test_a_revision_sent_twice_is_filed_once(market: Market) -> None:
    appraisal = new_id()
    words = content([market.upload("inspector", appraisal)])
    replies = [market.finalise("inspector", appraisal, words) for _ in range(2)]
    assert replies[0].data == replies[1].data
    assert len(market.get("inspector", "/v1/appraisals").get_json()["appraisals"]) == 1


def test_other_content_under_the_same_revision_is_refused(market: Market) -> None:
    appraisal = new_id()
    photo = market.upload("inspector", appraisal)
    market.finalise("inspector", appraisal, content([photo]))
    reply = market.finalise("inspector", appraisal, content([photo], notes="Another story."))
    assert (reply.status_code, reply.get_json()["code"]) == (422, "key_reused")


def test_photos_that_are_not_there_are_named_and_the_next_try_succeeds(market: Market) -> None:
    appraisal = new_id()
    here, missing = market.upload("inspector", appraisal), entry(new_id())
    reply = market.finalise("inspector", appraisal, content([here, missing]))
    assert (reply.status_code, reply.get_json()["code"]) == (409, "photos_missing")
    assert reply.get_json()["missing"] == [missing.photo_id]
    market.announce("inspector", missing.photo_id, appraisal, b"x" * 9, body=b"x" * 9)
    assert market.finalise("inspector", appraisal, content([here, missing])).status_code == 409
    assert (
        market.finalise("inspector", appraisal, content([here, entry(missing.photo_id, b"x" * 9)])).status_code == 201
    )


def test_a_photo_of_another_appraisal_is_missing_here(market: Market) -> None:
    photo = market.upload("inspector", new_id())
    assert market.finalise("inspector", new_id(), content([photo])).get_json()["code"] == "photos_missing"


def test_content_that_is_not_what_its_hash_says_is_refused(market: Market) -> None:
    appraisal = new_id()
    body = json.loads(content([market.upload("inspector", appraisal)]).sealed().model_dump_json())
    body["notes"] = "changed on the way"
    headers = {**market.people["inspector"].headers, "Idempotency-Key": f"{appraisal}:1"}
    reply = market.client.put(revision_path(appraisal, 1), json=body, headers=headers)
    assert (reply.status_code, reply.get_json()["code"]) == (422, "content_hash")


def test_a_new_revision_overtakes_the_old_one_for_good(market: Market) -> None:
    appraisal = new_id()
    photo = market.upload("inspector", appraisal)
    assert market.finalise("inspector", appraisal, content([photo]), revision=1).status_code == 201
    assert (
        market.finalise("inspector", appraisal, content([photo], notes="Amended."), revision=3).get_json()["seq"] == 2
    )
    late = market.finalise("inspector", appraisal, content([photo]), revision=2)
    assert (late.status_code, late.get_json()["code"], late.get_json()["latest_revision"]) == (412, "stale_revision", 3)
    listed = market.get("inspector", "/v1/appraisals").get_json()["appraisals"]
    assert [(line["id"], line["revision"]) for line in listed] == [(appraisal, 3)]


def test_a_region_in_a_photo_outside_the_manifest_breaks_a_rule(market: Market) -> None:
    appraisal = new_id()
    photo = market.upload("inspector", appraisal)
    region = Region(photo_id=new_id(), box=(1, 2, 3, 4))
    words = content([photo], damages=(Damage(id=new_id(), label="dent", source="HUMAN", regions=(region,)),))
    assert market.finalise("inspector", appraisal, words).get_json()["rule"] == "region_without_photo"


def test_the_same_photo_twice_breaks_a_rule(market: Market) -> None:
    appraisal = new_id()
    photo = market.upload("inspector", appraisal)
    assert market.finalise("inspector", appraisal, content([photo, photo])).get_json()["rule"] == "photo_twice"


def test_findings_and_damages_come_back_as_they_were_sent(market: Market) -> None:
    appraisal = new_id()
    photo = market.upload("inspector", appraisal)
    region = Region(photo_id=photo.photo_id, box=(10, 20, 30, 40))
    damage = Damage(id=new_id(), label="scratch", source="BOTH", regions=(region,), note="left door")
    finding = Finding(
        id=new_id(), photo_id=photo.photo_id, label="scratch", confidence_ppm=812_345, box=(10, 20, 30, 40),
        review="EDITED", reason=None, model_id="damage", model_sha256="a" * 64,
    )  # fmt: skip
    words = content([photo], damages=(damage,), findings=(finding,))
    assert market.finalise("inspector", appraisal, words).status_code == 201
    read = market.get("inspector", f"/v1/appraisals/{appraisal}").get_json()
    assert read["damages"] == [damage.model_dump(mode="json")]
    assert read["findings"] == [finding.model_dump(mode="json")]


def test_buyers_read_the_report_of_an_auctioned_car_without_the_dealers_notes(market: Market) -> None:
    appraisal = new_id()
    photo = market.upload("inspector", appraisal)
    market.finalise("inspector", appraisal, content([photo], notes="Bought too dear."))
    assert market.get("alder", f"/v1/appraisals/{appraisal}").status_code == 404
    assert market.get("alder", f"/v1/photos/{photo.photo_id}").status_code == 404
    auction = new_id()
    body = {"id": auction, "appraisal_id": appraisal, "revision": 1}
    body["terms"] = {"start_minor": 100, "increment_minor": 10, "currency": "USD"}
    assert market.post("manager", "/v1/auctions", body, key=auction).status_code == 201
    read = market.get("alder", f"/v1/appraisals/{appraisal}")
    assert (read.status_code, read.get_json()["notes"]) == (200, "")
    assert b"too dear" not in read.data
    assert market.get("alder", f"/v1/photos/{photo.photo_id}").status_code == 200


@pytest.mark.parametrize(
    "spoiled",
    [
        {"vin": "INVALID IOQ"},
        {"unknown": 1},
        {"photos": []},
        {"odometer": {"value": 12.5, "unit": "km"}},
        {"odometer": {"value": 12, "unit": "leagues"}},
        {"vehicle": {"year": "2019"}},
        {"content_hash": "short"},
    ],
)
def test_a_body_of_the_wrong_form_is_refused_with_the_field(market: Market, spoiled: dict[str, object]) -> None:
    appraisal = new_id()
    body = {**json.loads(content([entry(new_id())]).sealed().model_dump_json()), **spoiled}
    headers = {**market.people["inspector"].headers, "Idempotency-Key": f"{appraisal}:1"}
    reply = market.client.put(revision_path(appraisal, 1), json=body, headers=headers)
    assert (reply.status_code, reply.get_json()["code"]) == (422, "validation")
    assert reply.get_json()["errors"][0]["field"].startswith(next(iter(spoiled)))


def test_the_hash_covers_every_word_and_is_the_same_in_any_order() -> None:
    body = json.loads(content([entry("01a20978-63d7-73d6-a372-d2a90c276292")]).sealed().model_dump_json())
    assert content_hash(dict(reversed(body.items()))) == body["content_hash"]
    assert content_hash({**body, "notes": "x"}) != body["content_hash"]
    with pytest.raises(ValueError, match="float"):
        content_hash({"a": [1, {"b": 1.5}]})


@pytest.mark.parametrize("revision", [0, 10_001, 10**20])
def test_a_revision_that_no_answer_could_name_is_refused(market: Market, revision: int) -> None:
    appraisal_id = new_id()
    photo = market.upload("inspector", appraisal_id)
    reply = market.finalise("inspector", appraisal_id, content([photo]), revision)
    assert (reply.status_code, reply.get_json()["code"]) == (422, "validation")
