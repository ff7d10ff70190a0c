"""The queue: of which car, on which rung, why it stuck and what to do; tried again by key."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt

from inspector_app.core.ids import AppraisalId, Micros
from inspector_app.core.outbox import Intent, OutboxState, Outcome, QueueRow, Verdict
from inspector_app.qt.row_model import ROW_ROLE
from inspector_app.services.queue import QueueService
from inspector_app.ui.ladder import Ladder
from inspector_app.ui.page import AUCTION, REVIEW
from inspector_app.ui.queue_page import QueuePage
from inspector_app.ui.queue_words import again_in, detail, explained, size_of, subject
from tests.ui.acting import Watched, press, staged
from tests.ui.conftest import OTHER_VIN, Desk

EVERYTHING = frozenset(Intent)


class Queued(Watched):
    """A queue page on the stage, over two cars with three photos."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.kicks = desk, list[int]()
        self.car, self.other = desk.car(shots=("front", "rear")), desk.car(OTHER_VIN, shots=("left",))
        self.page = QueuePage(
            desk.look, desk.executor, desk.hub, QueueService(desk.store), kick=lambda: self.kicks.append(1)
        )
        super().__init__(desk, self.page)
        staged(desk, self.page, (1000, 640))

    def shown(self) -> tuple[QueueRow, ...]:
        """Show the page and return its items."""
        self.page.shown(None)
        self.desk.settled()
        return self.page.list.rows

    def meets(self, verdict: Verdict, code: str = "", proof: str | None = None) -> str:
        """Let the oldest due item meet an answer; return its key."""
        (envelope,) = self.desk.on_store(partial(self.desk.store.outbox.claim, EVERYTHING, 1))
        proof = envelope.proof if proof is None else proof
        self.desk.on_store(partial(self.desk.store.outbox.settle, Outcome(envelope, verdict, code, proof)))
        return envelope.key

    def choose(self, key: str) -> None:
        """Choose an item."""
        self.page.list.choose(key)


@pytest.fixture
def queue(desk: Desk) -> Queued:
    return Queued(desk)


def test_each_item_says_what_it_is_and_of_which_car(queue: Queued) -> None:
    rows = queue.shown()
    assert [subject(row) for row in rows] == ["Photo · Front", "Photo · Rear", "Photo · Left side"]
    assert all("Honda Accord" in detail(row, Micros(0)) for row in rows[:2])
    assert "Honda" not in detail(rows[2], Micros(0))
    assert queue.page.waiting.number.text() == "3"
    assert queue.page.what.text() == f"Photo · Front · {rows[0].car}"


def test_what_needs_a_person_stands_first_and_what_is_safe_last(queue: Queued) -> None:
    safe, stuck = queue.meets(Verdict.DELIVERED), queue.meets(Verdict.REFUSED, "refused")
    rows = queue.shown()
    assert (rows[0].key, rows[-1].key) == (stuck, safe)
    assert queue.page.stuck.number.text() == "1"
    assert queue.page.safe.number.text() == "1"


def test_a_refused_item_says_what_to_do_and_is_tried_again_by_key(queue: Queued) -> None:
    key = queue.meets(Verdict.REFUSED, "refused")
    queue.shown()
    assert queue.page.why.text() == "The server refused it."
    assert "take the photo anew" in queue.page.what_next.text()
    assert queue.page.ladder.words() == ("Saved", "Queued", "Refused", "Received", "Verified")
    press(queue.page, "Ctrl+R")
    queue.desk.settled()
    assert next(row for row in queue.page.list.rows if row.key == key).state is OutboxState.QUEUED
    assert queue.kicks == [1]
    assert queue.page.why.text() == "Safe on this laptop, and queued."


def test_everything_is_tried_again_at_once(queue: Queued) -> None:
    queue.meets(Verdict.REFUSED, "refused")
    queue.meets(Verdict.CONFLICT, "stale_revision")
    queue.meets(Verdict.PAUSED, "signed_out")
    rows = queue.shown()
    assert [row.state for row in rows] == [OutboxState.REFUSED, OutboxState.CONFLICT, OutboxState.PAUSED]
    queue.page.retry_all.click()
    queue.desk.settled()
    assert {row.state for row in queue.page.list.rows} == {OutboxState.QUEUED}
    assert queue.kicks == [1]


def test_what_is_tried_later_counts_down_while_it_is_looked_at(queue: Queued) -> None:
    key = queue.meets(Verdict.LATER, "unreachable")
    queue.shown()
    queue.choose(key)
    assert queue.page.why.text() == "The server cannot be reached."
    assert queue.page._beat.isActive()
    queue.page.left()
    assert not queue.page._beat.isActive()


def test_a_safe_item_needs_nothing_and_cannot_be_sent_again(queue: Queued) -> None:
    key = queue.meets(Verdict.DELIVERED)
    queue.shown()
    queue.choose(key)
    assert not queue.page.retry.isEnabled()
    assert queue.page.why.text() == "The server holds exactly what was sent."


def test_the_chosen_item_stays_chosen_while_others_move(queue: Queued) -> None:
    queue.shown()
    last = queue.page.list.rows[-1].key
    queue.choose(last)
    queue.meets(Verdict.DELIVERED)
    queue.desk.announce(queue.car)
    queue.desk.settled()
    assert queue.page.list.current is not None
    assert queue.page.list.current.key == last


def test_an_item_opens_its_appraisal_a_launch_its_auction(queue: Queued) -> None:
    rows = queue.shown()
    press(queue.page, "Ctrl+O")
    assert queue.wanted == [(REVIEW, rows[0].appraisal_id)]
    launch = QueueRow(
        "l", 9, Intent.LAUNCH_AUCTION, AppraisalId("a"), "2003 Honda", OutboxState.REFUSED, 1, 300, "forbidden",
        Micros(0), Micros(0),
    )  # fmt: skip
    queue.page.list.show_rows([launch])
    queue.page._explain()
    assert queue.page.open.text() == "Open the auction"
    press(queue.page, "Ctrl+O")
    assert queue.wanted[-1] == (AUCTION, "a")


def test_an_empty_queue_says_what_will_be_here(desk: Desk) -> None:
    page = QueuePage(desk.look, desk.executor, desk.hub, QueueService(desk.store), kick=lambda: None)
    staged(desk, page)
    page.shown(None)
    desk.settled()
    assert page.empty.isVisible() and not page.work.isVisible()


def test_a_low_window_leaves_its_room_to_the_list(queue: Queued) -> None:
    queue.shown()
    queue.page.setMinimumSize(100, 100)
    queue.page.resize(900, 400)
    assert not queue.page.figures.isVisible()
    queue.page.resize(900, 640)
    assert queue.page.figures.isVisible()


def test_every_state_has_its_words_and_its_picture(queue: Queued) -> None:
    row = queue.shown()[0]
    ladder = Ladder(queue.desk.look)
    ladder.resize(600, 60)
    told = {}
    for state in OutboxState:
        ladder.show_state(state)
        told[state] = (bytes(ladder.grab().toImage().constBits()), ladder.accessibleName())
        there = replace(row, state=state, code="unreachable" if state in LATER else "")
        assert all((explained(there).title, explained(there).hint))
    assert len(set(told.values())) == len(OutboxState)
    sending = replace(row, state=OutboxState.SENDING, code="interrupted")
    assert explained(sending).title == "On its way to the server."


def test_rows_are_painted_for_the_eye_and_spoken_for_the_ear(queue: Queued) -> None:
    queue.meets(Verdict.REFUSED, "refused")
    queue.shown()
    model = queue.page.list.model()
    assert model.index(0, 0).data(ROW_ROLE).state is OutboxState.REFUSED
    assert "Refused" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    before = queue.page.list.grab().toImage()
    queue.choose(queue.page.list.rows[1].key)
    assert queue.page.list.grab().toImage() != before


def test_sizes_and_waits_are_said_as_people_say_them() -> None:
    assert [size_of(n) for n in (10, 4_200, 2_340_000)] == ["1 kB", "4 kB", "2.3 MB"]
    second = 1_000_000
    assert again_in(Micros(12 * second), Micros(0)) == "tries again in 12 s"
    assert again_in(Micros(1), Micros(0)) == "tries again in 1 s"
    assert again_in(Micros(0), Micros(5)) == "tries again soon"


LATER = {OutboxState.RETRY_WAIT, OutboxState.PAUSED, OutboxState.CONFLICT}
