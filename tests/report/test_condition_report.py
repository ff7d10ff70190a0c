"""The condition report says what was found, by whom, and what nobody looked at."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtPdf import QPdfDocument

from inspector_app import __version__
from inspector_app.core.appraisal import Stage
from inspector_app.core.errors import StorageError
from inspector_app.core.finding import Band, Box, Label, Source
from inspector_app.core.ids import Sha256
from inspector_app.core.vehicle import Vehicle
from inspector_app.core.words import told
from inspector_app.report import ReportFacts, condition_report
from tests.report.made import HASH, MODEL, VIN, a_report, damage, finding

pytestmark = pytest.mark.gui


class Paper:
    """A report as its reader has it."""

    def __init__(self, path: Path) -> None:
        self.document = QPdfDocument()
        assert self.document.load(str(path)) is QPdfDocument.Error.None_
        self.pages = [self.document.getAllText(page).text() for page in range(self.document.pageCount())]
        self.text = " ".join(" ".join(self.pages).split())

    def drawn(self, page: int) -> QImage:
        """Return a page as it looks."""
        return self.document.render(page, QSize(595, 842)).convertToFormat(QImage.Format.Format_RGB32)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """A finalised report."""
    return _printed(a_report(), tmp_path_factory.mktemp("printed"))


def _printed(facts: ReportFacts, folder: Path, *, paper: str = "A4") -> Paper:
    condition_report(facts, folder / "report.pdf", paper=paper)
    return Paper(folder / "report.pdf")


def test_the_front_page_names_the_car_the_people_and_the_record(printed: Paper) -> None:
    front = printed.pages[0]
    for said in ("2003 Honda Accord EX-V6", VIN, "check digit holds", "141,208 mi", "Ada Quick", "Example Motors",
                 "TEST 123", "Revision 2", HASH, "FINALISED", "13/13"):  # fmt: skip
        assert said in front


def test_damages_are_numbered_with_kind_place_source_and_note(printed: Paper) -> None:
    said = (
        *(
            "Scratch",
            "Front left, Left side",
            "AI, confirmed by the inspector",
            "Strong sign",
            "Through the clear coat",
        ),
        *("AI, corrected by the inspector", "Worth a check", "Lamp damage", "Cracked <lens> & wet"),
    )
    assert [words for words in said if words not in printed.text] == []
    assert "3 damages recorded" in printed.text


def test_a_damage_that_was_taken_back_is_not_in_the_report(printed: Paper) -> None:
    assert "Other damage" not in printed.text


def test_what_the_inspector_turned_down_is_told_with_its_reason(printed: Paper) -> None:
    assert "turned down by the inspector" in printed.text
    assert "Rejected: reflection" in printed.text
    assert "Not applicable" in printed.text


def test_the_model_and_the_version_stand_in_the_report(printed: Paper) -> None:
    assert MODEL.id in printed.text
    assert MODEL.sha256 in printed.text
    assert printed.text.count(f"Made by Walkaround {__version__}") == len(printed.pages)


def test_every_page_knows_its_number(printed: Paper) -> None:
    count = len(printed.pages)
    assert count == 4
    assert all(f"Page {number} of {count}" in page for number, page in enumerate(printed.pages, 1))


def test_boxes_are_drawn_in_red_over_the_photos(printed: Paper) -> None:
    page = printed.drawn(1)
    wanted = QColor(0xC9, 0x25, 0x2D)
    reds = sum(
        abs(c.red() - wanted.red()) + abs(c.green() - wanted.green()) + abs(c.blue() - wanted.blue()) < 30
        for c in (page.pixelColor(x, y) for x in range(0, page.width(), 2) for y in range(0, page.height(), 2))
    )
    assert reds > 200


def test_views_that_were_not_photographed_are_said_to_be_missing(tmp_path: Path) -> None:
    facts = replace(
        a_report(shots=("front_left", "front", "rear")), findings=(), damages=(), left_out="Blocked by a van"
    )
    paper = _printed(facts, tmp_path)
    assert "3/13" in paper.text
    assert "Views that were not photographed: Front right, Right side" in paper.text
    assert "Blocked by a van" in paper.text
    assert paper.text.count("Not photographed") == 10
    assert "no damage in the views that were photographed" in paper.text


@pytest.mark.parametrize(
    ("stage", "stamp"),
    [
        (Stage.READY_FOR_REVIEW, "DRAFT"),
        (Stage.RETURNED, "DRAFT"),
        (Stage.VOIDED, "VOID"),
        (Stage.SUPERSEDED, "SUPERSEDED"),
    ],
)
def test_what_is_no_final_record_says_so_across_every_page(stage: Stage, stamp: str, tmp_path: Path) -> None:
    paper = _printed(a_report(stage), tmp_path)
    assert all(stamp in page for page in paper.pages)
    assert "FINALISED" not in paper.text


def test_a_final_record_carries_no_stamp(printed: Paper) -> None:
    assert "DRAFT" not in printed.text
    assert "VOID" not in printed.text


def test_a_draft_has_no_seal_and_counts_what_is_undecided(tmp_path: Path) -> None:
    draft = a_report(Stage.READY_FOR_REVIEW)
    waiting = finding(9, "photo-2", Label.DENT, Band.CHECK)
    paper = _printed(replace(draft, findings=(*draft.findings, waiting)), tmp_path)
    assert "This is a draft" in paper.text
    assert HASH not in paper.text
    assert "still wait for a decision: 1" in paper.text


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        condition_report(a_report(), tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_another_hash_gives_another_code(tmp_path: Path) -> None:
    one, two = (_printed(replace(a_report(), content_hash=c * 64), tmp_path).drawn(0) for c in "ab")
    assert one != two


def test_letter_paper_is_letter_paper(tmp_path: Path) -> None:
    size = _printed(a_report(), tmp_path, paper="Letter").document.pagePointSize(0)
    assert (size.width(), size.height()) == (612.0, 792.0)


def test_every_word_can_be_translated(tmp_path: Path) -> None:
    condition_report(a_report(), tmp_path / "report.pdf", tr=lambda words: "¿" + words)
    text = Paper(tmp_path / "report.pdf").text
    for words in ("Damages", "Scratch", "Front left", "Rejected: ", "reflection", "Not assessed", "Page 1 of"):
        assert f"¿{words}" in text


def test_a_photo_that_cannot_be_read_leaves_a_word_in_its_place(tmp_path: Path) -> None:
    facts = a_report()
    broken = {facts.photos[0].sha256: b"\xff\xd8\xff no photo"}

    def read(sha256: Sha256) -> bytes:
        if sha256 == facts.photos[1].sha256:
            raise StorageError("photo_lost")
        return broken.get(sha256) or facts.read(sha256)

    paper = _printed(replace(facts, read=read), tmp_path)
    assert "This photo could not be read" in paper.text
    assert "13/13" in paper.text


def test_an_empty_appraisal_still_makes_a_report(tmp_path: Path) -> None:
    facts = a_report(Stage.DRAFT)
    bare = replace(facts.appraisal, vehicle=Vehicle(), notes="")
    paper = _printed(replace(facts, appraisal=bare, photos=(), findings=(), damages=(), model=None), tmp_path)
    assert "Vehicle without a VIN yet" in paper.text
    assert "No photo yet" in paper.text
    assert "No model looked at the photos" in paper.text


def test_many_damages_and_long_notes_run_over_pages(tmp_path: Path) -> None:
    note = "A long story about this dent. " * 60
    many = tuple(
        damage(n, Label.DENT, Source.HUMAN, (f"photo-{n % 13}", Box(100, 100, 50, 40)), note=note) for n in range(1, 31)
    )
    paper = _printed(replace(a_report(), damages=many), tmp_path)
    assert "30 damages recorded" in paper.text
    assert "and 24 more" in paper.text
    assert paper.text.count("A long story about this dent.") > 30 * 60
    assert (tmp_path / "report.pdf").stat().st_size < 5_000_000


@settings(max_examples=12)
@given(st.text(max_size=400), st.text(max_size=90))
def test_whatever_is_typed_can_be_printed(tmp_path_factory: pytest.TempPathFactory, note: str, name: str) -> None:
    facts = a_report(shots=("front_left",))
    vehicle = replace(facts.appraisal.vehicle, make=name, plate=name)
    damages = (replace(facts.damages[0], note=note, regions=facts.damages[0].regions[:1]),)
    typed = replace(facts.appraisal, vehicle=vehicle, notes=note)
    _printed(replace(facts, appraisal=typed, damages=damages, inspector=name), tmp_path_factory.mktemp("typed"))


def test_a_report_that_cannot_be_written_is_told_and_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, where a folder should be")
    with pytest.raises(StorageError) as caught:
        condition_report(a_report(), tmp_path / "taken" / "report.pdf")
    assert told(caught.value).startswith("report.pdf cannot be written.")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_nothing_is_left_beside_a_report(tmp_path: Path) -> None:
    for _ in range(2):
        condition_report(a_report(), tmp_path / "reports" / "report.pdf")
    assert [path.name for path in (tmp_path / "reports").iterdir()] == ["report.pdf"]


def test_no_photo_keeps_its_place_or_camera_in_the_report(tmp_path: Path) -> None:
    condition_report(a_report(), tmp_path / "report.pdf")
    assert b"Exif\0\0" not in (tmp_path / "report.pdf").read_bytes()


def test_the_printer_is_loaded_with_the_first_report_only() -> None:
    code = "import sys, inspector_app.report; print(sorted({'reportlab', 'PIL', 'qrcode', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
