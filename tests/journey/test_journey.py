"""One journey as a person: from an empty laptop to a synced appraisal, and a battery that dies on the way."""

import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.journey.person import STILL, Person, changed, person, shades, until

pytestmark = [pytest.mark.xvfb, pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(420)]
ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "assets" / "demo"
VIN, OTHER_VIN = "1HGCM82633A004352", "WBA3A5C51CF256651"
WANTED = ("01_front_left.jpg", "14_closeup_dent.jpg", "15_closeup_scratch.jpg")


@pytest.fixture
def someone(tmp_path: Path) -> Iterator[Person]:
    """Give a person with a fresh laptop."""
    with person(tmp_path) as made:
        yield made


def test_a_person_takes_a_car_from_its_vin_to_the_server_and_survives_a_dead_battery(
    someone: Person, tmp_path: Path
) -> None:
    pictures = photos(tmp_path)
    try_everything(someone)
    begin(someone, VIN, "48210")
    bring_in(someone, pictures)
    go_to_review(someone)
    decide(someone)
    finalise(someone, 1)
    see_it_synced(someone, len(pictures) + 1)

    begin(someone, OTHER_VIN, "61500")
    bring_in(someone, pictures[:1])
    until(lambda: someone.queue("waiting") == 0, "the photo to be sent")
    before = someone.status()
    someone.kills_the_app()
    someone.opens_the_app()
    until(lambda: someone.status().get("page"), "the work to be open again", 90)
    after = someone.status()
    assert after == before
    someone.photographs("6-after-the-battery-died")

    go_to_review(someone)
    decide(someone)
    finalise(someone, 2)
    see_it_synced(someone, len(pictures) + 3)
    assert someone.closes_the_app() == 0
    look_at_the_album(someone)


def photos(folder: Path) -> list[Path]:
    """Return a few photos of a car: the shipped ones, or such as anybody can draw."""
    shipped = [SHIPPED / name for name in WANTED]
    if all(path.is_file() for path in shipped):
        return shipped
    return [_drawn(folder / f"{number}_{shot}.jpg", number) for number, shot in enumerate(("front", "left", "rear"))]


def _drawn(path: Path, number: int) -> Path:
    picture = Image.new("RGB", (1600, 1200), (150, 170, 190 + 10 * number))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((200, 500, 1400, 800), fill=(120, 20 + 30 * number, 30))
    for x in (450, 1150):
        pen.ellipse((x - 120, 700, x + 120, 940), fill=(20, 20, 20))
    picture.save(path, quality=90)
    return path


def try_everything(someone: Person) -> None:
    """Choose, by the keyboard, to try everything on this laptop."""
    someone.opens_the_app()
    someone.photographs("1-welcome")
    someone.keys("Tab", "Tab", "Tab", "space")
    until(lambda: someone.status().get("page") == "appraisals", "the work to be open", 90)
    assert someone.status()["dealership"] == "Lakeside Motors"
    someone.photographs("2-appraisals")


def begin(someone: Person, vin: str, odometer: str) -> None:
    """Begin an appraisal from its VIN, and type the odometer."""
    stages = sum(someone.status()["appraisals"].values())
    someone.causes(lambda: someone.keys("ctrl+n"))
    someone.types(vin)
    someone.causes(lambda: someone.keys("Return"))
    until(lambda: sum(someone.status()["appraisals"].values()) == stages + 1, "the new appraisal")
    until(lambda: someone.is_on("capture"), "the capture page")
    someone.waits_until_still()
    someone.types(odometer)
    someone.causes(lambda: someone.keys("Return"))


def bring_in(someone: Person, pictures: list[Path]) -> None:
    """Import photos by the file dialog, their names typed."""
    status = someone.status()["queue"]
    known = status["waiting"] + status["verified"]
    someone.keys("ctrl+i")
    until(lambda: someone.screen.windows("^Import photos$"), "the file dialog")
    someone.waits_until_still()
    someone.types(" ".join(f'"{path}"' for path in pictures))
    someone.keys("Return")
    until(lambda: not someone.screen.windows("^Import photos$"), "the file dialog to close")
    until(lambda: someone.queue("waiting") + someone.queue("verified") == known + len(pictures), "the photos")
    someone.photographs(f"3-capture-{known}")


def go_to_review(someone: Person) -> None:
    """Leave shots out with a reason, and let the model look."""
    someone.causes(lambda: someone.keys("ctrl+Return"))
    assert someone.is_on("capture")
    someone.types("the car stands against a wall")
    someone.keys("Return")
    until(lambda: someone.is_on("review"), "the review page")
    until(lambda: someone.counts("ready_for_review") == 1, "the model to have looked", 90)
    someone.waits_until_still()


def decide(someone: Person) -> None:
    """Accept what the model shows; where it shows nothing, mark a place by hand."""
    left = int(someone.status()["to_decide"])
    if not left:
        mark_by_hand(someone)
        return
    someone.photographs(f"4-review-{len(someone.seen)}")
    for still in reversed(range(left)):
        someone.keys("a")
        until(lambda still=still: someone.status()["to_decide"] == still, "the next decision")  # type: ignore[misc]
        someone.waits_until_still()


def mark_by_hand(someone: Person) -> None:
    """Mark a place with the keys alone."""
    before = someone.waits_until_still()
    someone.causes(lambda: someone.keys("n"))
    someone.keys("Left", "Left", "Up", "shift+Right", "shift+Down")
    someone.photographs(f"4-marked-by-hand-{len(someone.seen)}")
    someone.causes(lambda: someone.keys("Return", "ctrl+s"))
    assert changed(before, someone.screen.look()) > STILL, "the mark is not shown"


def finalise(someone: Person, number: int) -> None:
    """Finalise and submit."""
    someone.keys("ctrl+Return")
    until(lambda: someone.counts("finalized") == number, "the appraisal to be finalised")


def see_it_synced(someone: Person, items: int) -> None:
    """See in the window, and on the command line, that the server has proven everything."""
    until(lambda: someone.queue("verified") == items, f"{items} verified items")
    someone.causes(lambda: someone.keys("ctrl+5"))
    someone.photographs(f"5-queue-{items}")
    told = someone.told("status", "--json")
    assert told.returncode == 0, told.stderr
    status = json.loads(told.stdout)
    assert status["window"] is True
    assert status["queue"] == {"waiting": 0, "paused": 0, "stuck": 0, "verified": items}


def look_at_the_album(someone: Person) -> None:
    """Hold that no picture is blank, and that each page looks like itself alone."""
    assert all(shades(picture) > 60 for picture in someone.seen.values())
    pages = {name[0]: picture for name, picture in someone.seen.items() if name[0] in "12345"}
    assert len(pages) == 5
    assert all(changed(one, other) > 0.01 for one, other in combinations(pages.values(), 2))
