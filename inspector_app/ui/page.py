"""What the window asks of every page."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_app.core.changes import Changes
from inspector_app.core.ids import AppraisalId

APPRAISALS: Final = "appraisals"
CAPTURE: Final = "capture"
REVIEW: Final = "review"
AUCTION: Final = "auction"
QUEUE: Final = "queue"
SETTINGS: Final = "settings"


class Page(QWidget):
    """One screen of the window; it looks again when the hub names what it shows."""

    wanted = Signal(str, str)
    """Another page is wanted, for an appraisal (or an empty id): the window goes there."""

    picked = Signal(str)
    """Another appraisal is at hand now, without leaving this page."""

    @property
    def hint(self) -> str:
        """What the header says below the title of a page that is about no single vehicle."""
        return ""

    def shown(self, appraisal_id: AppraisalId | None) -> None:
        """Come to the front for an appraisal, or without one."""

    def left(self) -> None:
        """Go behind another page: save what is typed, let the camera go."""

    def changed(self, changes: Changes) -> None:
        """Hear what an operation touched; look again if it is shown here."""

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return this page's keys with what they do, for the help."""
        return ()
