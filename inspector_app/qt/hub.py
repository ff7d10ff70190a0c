"""The hub: the one place from which screens hear what an operation touched, and what went wrong."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from inspector_app.core.changes import Changes

log = logging.getLogger(__name__)


class Hub(QObject):
    """Announces facts; keeps none."""

    changed = Signal(object)
    """Changes: what an operation touched."""
    failed = Signal(object)
    """InspectorError: what the user should hear of."""

    @Slot(object)
    def tell(self, changes: "Changes") -> None:
        """Announce what was touched; nothing touched is not announced."""
        if changes:
            self.changed.emit(changes)

    @Slot(object)
    def fail(self, error: Exception) -> None:
        """Announce an error in its own words; a bug is logged with its trace and told by its name."""
        from inspector_app.core.errors import InspectorError

        if isinstance(error, InspectorError):
            log.info("told the user: %s", error.code)
            self.failed.emit(error)
            return
        log.error("unexpected", exc_info=error)
        self.failed.emit(InspectorError("unexpected", kind=type(error).__name__))
