"""Do the house's own checks find what they are for?"""

from pathlib import Path
from typing import Any

import pytest

from tools import check_budget, check_coverage, check_text

LONG = "def long() -> None:\n" + '    """Do it."""\n' + "    a = 1\n" * 61
LOOSE = "X = 1  # " + "TO" + "DO later\n"


def over(source: str, name: str = "inspector_app/core/thing.py") -> list[str]:
    """Return what the budget says of a source."""
    tally = check_budget.Tally()
    check_budget.count_file(tally, name, source)
    return check_budget.judge(tally)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (LONG, "long has 62 lines"),
        ('def f(a) -> None:\n    """Do."""\n', "f is not fully typed"),
        ("def f() -> None:\n    pass\n", "f has no docstring"),
        ("class C:\n    a = 1\n", "C has no docstring"),
        ("A = 1\n" * 301, "301 lines in one file"),
        (LOOSE, "an unfinished place"),
        ("print(1)\n", "a print"),
        ("try:\n    a = 1\nexcept Exception:\n    a = 2\n" * 4, "4 broad handlers"),
    ],
)
def test_what_is_over_the_budget_is_named(source: str, said: str) -> None:
    assert any(said in line for line in over(source))


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("print(1)\n", "tools/thing.py"),
        ("print(1)\n", "auction_backend/cli.py"),
        (
            'class C:\n    """Is."""\n    def paintEvent(self, e: int) -> None:\n        pass\n',
            "inspector_app/ui/thing.py",
        ),
        ('def f() -> None:\n    """Do."""\n    def inner() -> None: pass\n', "bench/thing.py"),
        ('class _C:\n    def f(self) -> None:\n        """Do."""\n', "bench/thing.py"),
    ],
)
def test_what_is_allowed_is_let_through(source: str, name: str) -> None:
    assert over(source, name) == []


def test_a_circle_is_found_though_its_imports_hide_in_functions() -> None:
    tally = check_budget.Tally()
    check_budget.count_file(tally, "tools/a.py", "import tools.b\n")
    check_budget.count_file(tally, "tools/b.py", 'def f() -> None:\n    """Do."""\n    from tools import a\n')
    assert any("tools.a > tools.b" in line or "tools.b > tools.a" in line for line in check_budget.judge(tally))


def test_mocks_are_weighed_against_tests() -> None:
    tally = check_budget.Tally()
    check_budget.count_test(tally, "def test_a(" + "monkey" + "patch: object) -> None: ...\n")
    assert any("1 mocks in 1 tests" in line for line in check_budget.judge(tally))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("get it from https://files." + "python" + "hosted.org/x", "registry host"),
        ("see /" + "home/ann/photos", "a path of one machine"),
        ("[plan](no/such/page.md)", "leads nowhere"),
    ],
)
def test_a_text_that_names_what_it_should_not_is_found(tmp_path: Path, text: str, said: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    assert any(said in line for line in check_text.findings("page.md", page))


def test_a_clean_page_and_a_picture_are_let_through(tmp_path: Path) -> None:
    page, picture = tmp_path / "page.md", tmp_path / "car.png"
    picture.write_bytes(b"\x89PNG\0/" + b"home/a/" * 9)
    page.write_text("![a car](car.png) and [a site](https://example.com)", encoding="utf-8")
    assert [*check_text.findings("page.md", page), *check_text.findings("car.png", picture)] == []


def report(covered: int) -> dict[str, Any]:
    """Return a coverage report in which this many of ten branches of each group are taken."""
    summary = {"num_branches": 10, "covered_branches": covered}
    files = ("inspector_app/core/vehicle.py", "auction_backend/rules/bids.py", "inspector_app/services/sync.py")
    return {"totals": {"percent_covered": covered * 10.0}, "files": {name: {"summary": summary} for name in files}}


def test_tests_that_reach_far_enough_pass() -> None:
    assert check_coverage.shortfalls(report(9)) == []


def test_each_floor_that_is_not_reached_is_named() -> None:
    said = check_coverage.shortfalls(report(8))
    assert [line.split(":")[0] for line in said] == ["all", "core", "rules", "sync"]


def test_a_group_that_was_not_measured_does_not_pass() -> None:
    empty = {"totals": {"percent_covered": 99.0}, "files": {}}
    assert check_coverage.shortfalls(empty) == [
        f"{group}: no file of it was measured" for group in ("core", "rules", "sync")
    ]
