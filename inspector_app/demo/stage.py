"""The stage of the demo: the real window, driven and waited for; each step timed, told and checked."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inspector_app.app.desktop import Desktop
from inspector_app.app.workplace import Workplace
from inspector_app.core.errors import InspectorError
from inspector_app.core.ids import AppraisalId, AuctionId
from inspector_app.core.words import told
from inspector_app.demo.car import DemoCar
from inspector_app.qt.executor import Lane
from inspector_app.services.appraise import Dossier

T = TypeVar("T")
NO_APPRAISAL = AppraisalId("")
NO_AUCTION = AuctionId("")
SETTLE_S = 0.25
"""Let a page paint before it is photographed."""


class DemoFailed(Exception):
    """A step's result was not what it must be."""


@dataclass
class Step:
    """One step as it went."""

    title: str
    seconds: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Stage:
    """What the steps share."""

    app: QApplication
    desktop: Desktop
    car: DemoCar
    output: Path
    appraisal_id: AppraisalId = NO_APPRAISAL
    auction_id: AuctionId = NO_AUCTION
    steps: list[Step] = field(default_factory=list)
    told: list[InspectorError] = field(default_factory=list)
    """Errors that the window told the user, in order."""

    @property
    def place(self) -> Workplace:
        """The open work."""
        if self.desktop.place is None:
            raise DemoFailed("the work is not open")
        return self.desktop.place

    @contextmanager
    def step(self, title: str) -> Iterator[dict[str, Any]]:
        """Play one step: print it with its time; facts put into the dictionary go into the summary."""
        step = Step(title)
        self.steps.append(step)
        started = time.monotonic()
        yield step.facts
        step.seconds = round(time.monotonic() - started, 2)
        words = ", ".join(f"{name} {value}" for name, value in step.facts.items() if isinstance(value, int | str))
        sys.stdout.write(f"  {len(self.steps):2d}  {title:<58}{step.seconds:6.2f} s  ok  {words}\n")
        sys.stdout.flush()

    def check(self, holds: object, words: str) -> None:
        """Go on only if something holds."""
        if not holds:
            raise DemoFailed(words)

    def until(self, holds: Callable[[], object], words: str, seconds: float = 45.0) -> None:
        """Let the window live until something holds; a failure says what was waited for."""
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                last = f"; the window said: {told(self.told[-1])}" if self.told else ""
                raise DemoFailed(f"waited {seconds:.0f} s for {words}{last}")
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 30)
            time.sleep(0.005)

    def live(self, seconds: float) -> None:
        """Let the window live for a moment."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end, "a moment")

    def ask(self, work: Callable[[], T], lane: Lane = Lane.STORE) -> T:
        """Run work on its lane while the window lives, and return its result; its error becomes ours."""
        answers: list[T] = []
        errors: list[Exception] = []
        self.desktop.executor.run(lane, work, answers.append, errors.append)
        self.until(lambda: answers or errors, "an answer")
        if errors:
            raise errors[0]
        return answers[0]

    def dossier(self) -> Dossier:
        """Return the appraisal as it is stored."""
        return self.ask(lambda: self.place.desk.appraise.dossier(self.appraisal_id))

    def type_into(self, widget: QWidget, text: str) -> None:
        """Type with real key events."""
        widget.setFocus()
        QTest.keyClicks(widget, text)
        self.live(0.05)

    def photograph(self, name: str) -> None:
        """Keep a picture of the window as it is now."""
        self.live(SETTLE_S)
        self.desktop.window.grab().save(str(self.output / f"{name}.png"))

    def write_summary(self, *, is_passed: bool, more: dict[str, Any]) -> None:
        """Write `summary.json`: the verdict, every step with its time, and what was found."""
        total = round(sum(step.seconds for step in self.steps), 2)
        summary = {"passed": is_passed, "seconds": total, "steps": [asdict(step) for step in self.steps], **more}
        (self.output / "summary.json").write_text(json.dumps(summary, indent=1), encoding="utf-8")
