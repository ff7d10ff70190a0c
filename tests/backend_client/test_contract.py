"""The words on the wire: closed in what is asked, open in what is answered, and hashed alike everywhere."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from backend_client import contract
from backend_client.contract import (
    AuctionStatus,
    BidRequest,
    BuyerAuction,
    DamageView,
    Health,
    Request,
    SellerAuction,
    UploadMetadata,
    canonical_json,
    content_hash,
    read_auction,
    sha256_of,
)

ID = "01a20978-63d7-73d6-a372-d2a90c276292"
HEALTH = {"service": "s", "version": "1", "protocol": "1", "server_time": "2026-11-23T10:00:00+01:00"}
PUBLIC = {
    "id": ID, "appraisal_id": ID, "revision": 1, "seller_name": "S", "title": "T", "status": "ACTIVE",
    "currency": "USD", "start_minor": 1, "increment_minor": 1, "current_minor": None, "next_required_minor": 1,
    "bid_count": 0, "leader_alias": None, "has_reserve": True, "reserve_met": False, "closed_at": None,
    "started_at": "2026-11-23T10:00:00Z", "ends_at": "2026-11-23T10:45:00Z", "final_minor": None, "seq": 1,
}  # fmt: skip
BUYER = {**PUBLIC, "view": "buyer", "your_alias": None, "you_lead": False, "you_bought": False, "your_max_minor": None}
SELLER = {**PUBLIC, "view": "seller", "reserve_minor": 5, "leader_name": None, "buyer_name": None}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", [name for name in contract.__all__ if name[0].isupper()])
def test_every_request_is_closed_and_frozen(name: str) -> None:
    model = getattr(contract, name)
    if isinstance(model, type) and issubclass(model, Request) and not name.endswith("View"):
        assert (model.model_config["extra"], model.model_config["frozen"]) == ("forbid", True)


def test_an_answer_of_a_newer_server_is_read() -> None:
    assert Health.model_validate({**HEALTH, "weather": "fine"}).service == "s"
    damage = {"id": ID, "label": "dent", "source": "ORACLE", "regions": [], "note": "", "depth": 3}
    assert DamageView.model_validate(damage).source == "UNKNOWN"
    assert read_auction({**BUYER, "status": "PAUSED", "mood": "tense"}).status is AuctionStatus.UNKNOWN


def test_the_view_tells_the_type_apart() -> None:
    assert isinstance(read_auction(SELLER), SellerAuction)
    assert isinstance(read_auction(BUYER), BuyerAuction)
    assert "reserve_minor" not in BuyerAuction.model_fields
    with pytest.raises(ValidationError):
        read_auction({**SELLER, "view": "spectator"})


@pytest.mark.parametrize(
    "spoiled",
    [{"max_minor": 1.5}, {"max_minor": "100"}, {"max_minor": 0}, {"max_minor": 10**13}, {"currency": "usd"}, {"x": 1}],
)
def test_a_bid_of_the_wrong_form_is_not_made(spoiled: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        BidRequest.model_validate({"client_bid_id": ID, "max_minor": 100, "currency": "USD", **spoiled})


@pytest.mark.parametrize("text", ["", ID.upper(), ID[:-1], ID + "0", ID.replace("-73d6-", "-43d6-"), "../etc"])
def test_only_uuid7_is_an_id(text: str) -> None:
    with pytest.raises(ValidationError):
        BidRequest(client_bid_id=text, max_minor=100, currency="USD")


def test_a_time_without_an_offset_is_no_time() -> None:
    with pytest.raises(ValidationError):
        Health.model_validate({**HEALTH, "server_time": "2026-11-23T10:00:00"})


def test_metadata_of_an_upload_survives_its_header() -> None:
    words = UploadMetadata(photo_id=ID, appraisal_id=ID, revision=3, sha256="a" * 64, mime="image/jpeg")
    assert UploadMetadata.decoded(words.encoded()) == words


@pytest.mark.parametrize("header", ["", "photo_id", "photo_id %%%", "photo_id /w==", "a b,c d"])
def test_metadata_that_is_none_is_refused(header: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        UploadMetadata.decoded(header)


@given(value=st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), JSON, max_size=5))
def test_the_hash_does_not_depend_on_the_order_of_words(value: dict[str, Any]) -> None:
    assert sha256_of(dict(reversed(value.items()))) == sha256_of(value)
    assert content_hash({**value, "content_hash": "x"}) == content_hash({**value, "content_hash": "y"})


def test_canonical_json_is_as_documented() -> None:
    assert canonical_json({"b": [1, None, True], "a": "ü"}) == '{"a":"ü","b":[1,null,true]}'.encode()
