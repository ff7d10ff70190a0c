"""What the report makes of an appraisal, before anything is drawn."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from inspector_app.core.appraisal import OPEN, Stage
from inspector_app.core.finding import Box
from inspector_app.core.ids import Micros, PhotoId
from inspector_app.report.facts import (
    damage_rows,
    hero,
    marks,
    not_photographed,
    other_photos,
    turned_down,
    undecided,
    walk_photos,
)
from inspector_app.report.pictures import Album, frame_around
from tests.report.made import a_report

SIDES = st.integers(1, 9000)


def test_damages_are_numbered_without_those_taken_back() -> None:
    rows = damage_rows(a_report())
    assert [(row.number, row.damage.id) for row in rows] == [(1, "damage-1"), (2, "damage-2"), (3, "damage-4")]
    assert [row.finding.id if row.finding else None for row in rows] == ["finding-1", "finding-2", None]


def test_a_damage_in_two_photos_has_one_number_in_both() -> None:
    found = marks(a_report())
    assert {photo: [mark.number for mark in boxes] for photo, boxes in found.items()} == {
        "photo-0": [1], "photo-1": [3], "photo-3": [2], "photo-7": [1],
    }  # fmt: skip


def test_decisions_are_told_apart() -> None:
    facts = a_report()
    assert [finding.id for finding in turned_down(facts)] == ["finding-3", "finding-4"]
    assert undecided(facts) == ()


def test_a_retaken_view_shows_its_newest_photo_and_keeps_the_old_one() -> None:
    facts = a_report()
    again = replace(facts.photos[0], id=PhotoId("again"), captured_at=Micros(facts.photos[0].captured_at + 10**9))
    both = replace(facts, photos=(*facts.photos, again))
    assert {shot.id: photo and photo.id for shot, photo in walk_photos(both)}["front_left"] == "again"
    assert [photo.id for photo in other_photos(both)] == ["photo-0", "photo-13"]
    assert hero(both) == again


def test_the_front_page_shows_the_best_view_there_is() -> None:
    assert (hero(a_report(shots=("vin", "rear", "front"))) or a_report().photos[0]).shot == "front"
    assert (hero(a_report(shots=("closeup",))) or a_report().photos[0]).shot == "closeup"
    assert hero(replace(a_report(), photos=())) is None
    assert len(not_photographed(replace(a_report(), photos=()))) == 13


def test_only_a_record_that_stands_is_without_a_stamp() -> None:
    stamps = {stage: a_report(stage).stamp for stage in Stage}
    assert {stage for stage, stamp in stamps.items() if stamp is Stage.DRAFT} == set(OPEN)
    assert stamps[Stage.VOIDED] is Stage.VOIDED
    assert [stage for stage, stamp in stamps.items() if stamp is None] == [
        Stage.FINALIZED, Stage.APPROVED, Stage.LISTED, Stage.CLOSED, Stage.ARCHIVED,
    ]  # fmt: skip


@given(SIDES, SIDES, st.data())
def test_a_detail_lies_inside_its_photo_and_shows_the_damage(width: int, height: int, data: st.DataObject) -> None:
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    box = Box(x, y, data.draw(st.integers(1, width - x)), data.draw(st.integers(1, height - y)))
    frame = frame_around(box, width, height)
    assert frame.x >= 0
    assert frame.y >= 0
    assert frame.x + frame.w <= width
    assert frame.y + frame.h <= height
    assert frame.x <= box.x
    assert box.x + box.w <= frame.x + frame.w
    assert frame.y <= box.y
    assert box.y + box.h <= frame.y + frame.h


def test_photos_are_embedded_small() -> None:
    facts = a_report()
    album = Album(facts.read)
    large = album.photo(facts.photos[0], 1200)
    assert large is not None
    assert len(large) < 100_000
    assert album.photo(facts.photos[0], 1200) is large
