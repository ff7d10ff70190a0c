"""VINs, boxes, money, time, hashes, shots: the small values that everything rests on."""

import re
from contextlib import suppress
from dataclasses import replace

import pytest
import ultravin
from hypothesis import given
from hypothesis import strategies as st

from inspector_app.core import history, words
from inspector_app.core.auction import Arrival, AuctionStatus, AuctionTerms, arrival
from inspector_app.core.canonical import canonical, digest
from inspector_app.core.changes import Changes
from inspector_app.core.errors import GatewayError, InputError, InspectorError, RuleError
from inspector_app.core.finding import Box, overlap
from inspector_app.core.ids import ID_PATTERN, AppraisalId, AuctionId, Micros, from_rfc3339, new_id, to_rfc3339
from inspector_app.core.money import Money
from inspector_app.core.outbox import Verdict
from inspector_app.core.session import Access, Account, Role, access_at
from inspector_app.core.shots import CLOSE_UP, QUICK_WALK, missing, next_shot
from inspector_app.core.vehicle import Odometer, Vehicle, Vin, parse_vin

GOOD_VIN = "1HGCM82633A004352"
BOXES = st.builds(Box, st.integers(-50, 50), st.integers(-50, 50), st.integers(1, 80), st.integers(1, 80))
DAY = 24 * 3600 * 1_000_000


def test_a_typed_vin_is_read_with_blanks_and_small_letters() -> None:
    assert parse_vin(" 1hgcm-82633 a004352 ") == GOOD_VIN


def test_the_check_digit_agrees_with_an_independent_decoder() -> None:
    for text in ultravin.generate(200, vehicle_type=2):
        assert Vin(text).check_digit_holds == ultravin.decode(text)["check_digit_valid"], text


@given(st.integers(0, 16), st.sampled_from("ABCDEFGHJKLMNPRSTUVWXYZ0123456789"))
def test_one_wrong_character_in_a_north_american_vin_is_never_taken_silently(place: int, char: str) -> None:
    typed = GOOD_VIN[:place] + char + GOOD_VIN[place + 1 :]
    if typed == GOOD_VIN or typed[0] not in "12345":
        return
    with suppress(InputError):
        assert parse_vin(typed).check_digit_holds


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1HGCM", "vin_length"), ("1HGCM82633A00435I", "vin_letters"), ("1HGCM82633A004353", "vin_check_digit")],
)
def test_a_wrong_vin_says_what_is_wrong(typed: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        parse_vin(typed)


def test_outside_north_america_a_failing_check_digit_is_doubtful_not_refused() -> None:
    assert parse_vin("WVWZZZ1JZ3W386753").is_doubtful


def test_a_vehicle_is_called_by_what_is_known() -> None:
    assert Vehicle(vin=GOOD_VIN).title == GOOD_VIN
    assert Vehicle(GOOD_VIN, 2003, "Honda", "Accord", odometer=Odometer(1)).title == "2003 Honda Accord"


@given(BOXES, BOXES)
def test_overlap_is_symmetric_and_one_only_for_equal_boxes(a: Box, b: Box) -> None:
    assert overlap(a, b) == overlap(b, a)
    assert 0 <= overlap(a, b) <= 1
    assert (overlap(a, b) == 1) == (a == b)


@given(BOXES)
def test_a_box_is_cut_to_its_photo_or_refused(box: Box) -> None:
    try:
        inside = box.within(40, 30)
    except RuleError:
        assert overlap(box, Box(0, 0, 40, 30)) == 0
    else:
        assert inside.x >= 0
        assert inside.y >= 0
        assert inside.x + inside.w <= 40
        assert inside.y + inside.h <= 30


@given(st.integers(0, 4_102_444_800_000_000))
def test_time_travels_over_the_wire_to_the_microsecond(at: int) -> None:
    assert from_rfc3339(to_rfc3339(Micros(at))) == at


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="no offset"):
        from_rfc3339("2026-01-01T00:00:00")


def test_ids_are_version_seven_uuids() -> None:
    assert ID_PATTERN.fullmatch(new_id())


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money.of(17_100), "$17,100"), (Money(1_710_050), "$17,100.50"), (Money(-5, "EUR"), "-€0.05"),
        (Money.of(900, "JPY"), "900 JPY"), (Money(150, "CHF"), "1.50 CHF"),
    ],
)  # fmt: skip
def test_money_is_written_as_a_person_writes_it(money: Money, text: str) -> None:
    assert str(money) == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON))
def test_the_order_of_keys_changes_no_hash(value: dict[str, object]) -> None:
    turned = dict(reversed(list(value.items())))
    assert digest(turned) == digest(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1.5, {"a": [2.0]}, {1: "x"}, b"x"])
def test_floats_and_foreign_types_are_never_hashed(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)  # type: ignore[arg-type]


def chain(count: int) -> list[history.Event]:
    events: list[history.Event] = []
    for number in range(count):
        draft = history.Event(
            history.Stream.APPRAISAL, "a", 0, "edited", "u", "d", Micros(number), f'{{"n":{number}}}',
            history.GENESIS, history.GENESIS,
        )  # fmt: skip
        events.append(history.linked(events[-1] if events else None, draft))
    return events


@given(st.integers(1, 6), st.data())
def test_a_changed_event_betrays_itself(count: int, data: st.DataObject) -> None:
    events = chain(count)
    assert history.first_broken(events) is None
    place = data.draw(st.integers(0, count - 1))
    events[place] = replace(events[place], payload="{}")
    assert history.first_broken(events) == place + 1


def test_a_missing_event_betrays_itself() -> None:
    events = chain(4)
    assert history.first_broken(events[:1] + events[2:]) == 3


def test_the_walk_has_thirteen_shots_and_leads_to_close_ups() -> None:
    assert len(QUICK_WALK) == 13
    taken: list[str] = []
    while (shot := next_shot(taken)) is not CLOSE_UP:
        taken.append(shot.id)
    assert taken == [shot.id for shot in QUICK_WALK]
    assert missing(taken) == ()
    assert QUICK_WALK[0].silhouette == "shots/front_left.svg"


def test_terms_that_no_auction_can_run_on_are_refused() -> None:
    with pytest.raises(RuleError, match="terms_positive"):
        AuctionTerms(Money(0), Money(100))
    with pytest.raises(RuleError, match="reserve_below_start"):
        AuctionTerms(Money(500), Money(100), reserve=Money(400))


@given(st.integers(0, 100), st.integers(1, 100))
def test_an_event_is_next_known_or_shows_a_gap(known: int, seq: int) -> None:
    meaning = arrival(known, seq)
    assert (meaning is Arrival.NEXT) == (seq == known + 1)
    assert (meaning is Arrival.KNOWN) == (seq <= known)


def test_an_unknown_status_does_not_end_an_auction() -> None:
    over = {status for status in AuctionStatus if status.is_over}
    assert AuctionStatus.UNKNOWN not in over
    assert {AuctionStatus.SOLD, AuctionStatus.NO_SALE, AuctionStatus.PENDING} <= over


def test_changes_add_up() -> None:
    one = Changes(appraisals=frozenset({AppraisalId("a")}))
    both = one | Changes(auctions=frozenset({AuctionId("x")}), queue=True)
    assert both.queue
    assert both.appraisals == {"a"}
    assert not Changes()


@given(st.integers(0, 40 * DAY), st.integers(0, 40 * DAY))
def test_an_offline_unlock_lasts_its_days_and_no_set_back_clock_prolongs_it(now: int, seen: int) -> None:
    access = access_at(Micros(now), Micros(0), Micros(seen), days=14)
    if access is Access.OFFLINE:
        assert now < 14 * DAY
        assert now >= seen - 3600 * 1_000_000
    else:
        assert now >= 14 * DAY or now < seen


@pytest.mark.parametrize("role", Role)
def test_only_managers_and_administrators_may_launch(role: Role) -> None:
    account = Account("https://x", "u", "U", "u@x", role, "d", "D", "USD")
    assert account.may_launch == (role in {Role.MANAGER, Role.ADMIN})


def test_every_sentence_can_be_filled_and_says_what_to_do() -> None:
    for code, (title, hint) in words.SENTENCES.items():
        params = {name: "x" for text in (title, hint) for name in re.findall(r"\{(\w+)\}", text)}
        assert title.endswith((".", "?")), code
        assert hint.endswith((".", "?")), code
        assert "{" not in words.told(InspectorError(code, **params))


def test_an_unknown_code_still_becomes_a_sentence() -> None:
    told = words.told(GatewayError("brand_new", Verdict.LATER, retry_after_s=3))
    assert "brand_new" in told
    assert "–" in words.told(InspectorError("vin_length"))
