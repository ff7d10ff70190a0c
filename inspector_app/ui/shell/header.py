"""The header: which car this is, how far it is, and the way to the next one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_app.core.appraisal import Appraisal
from inspector_app.core.vehicle import Odometer
from inspector_app.qt.terms import unit_name
from inspector_app.ui.look import Look
from inspector_app.ui.widgets.badge import StageBadge
from inspector_app.ui.widgets.button import IconButton, PrimaryButton
from inspector_app.ui.widgets.label import ElidedLabel


def reading_of(odometer: Odometer | None) -> str:
    """Return an odometer reading as a person writes it."""
    return f"{odometer.value:,} {unit_name(odometer.unit)}" if odometer else ""


class Header(QWidget):
    """The vehicle's title with VIN and odometer; on pages about no vehicle, the page's title."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", "title")
        self.stage = StageBadge()
        self.facts = ElidedLabel("", "soft")
        self.edit = IconButton(look, self.tr("Vehicle's details"), "edit", key="Ctrl+D")
        self.help = IconButton(look, self.tr("Keys and help"), "help", key="F1")
        self.new = PrimaryButton(look, self.tr("New appraisal"), "plus", key="Ctrl+N")
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out(look)
        self.setMinimumHeight(self.sizeHint().height())
        self.show_title("", "")

    def show_title(self, title: str, hint: str) -> None:
        """Show a page that is about no single vehicle."""
        self.title.setText(title)
        self.facts.setText(hint)
        self.facts.setVisible(bool(hint))
        self.stage.show_stage(None)
        self.edit.hide()

    def show_appraisal(self, appraisal: Appraisal) -> None:
        """Show which car this is."""
        vehicle = appraisal.vehicle
        known = (vehicle.vin, reading_of(vehicle.odometer), vehicle.plate)
        self.title.setText(vehicle.title or self.tr("New vehicle"))
        self.facts.setText("   ·   ".join(part for part in known if part))
        self.facts.show()
        self.stage.show_stage(appraisal.stage)
        self.edit.setVisible(appraisal.is_open)

    def _lay_out(self, look: Look) -> None:
        space = look.tokens.space
        names, row = QVBoxLayout(), QHBoxLayout()
        row.setSpacing(space.m)
        row.addWidget(self.title)
        row.addWidget(self.stage)
        row.addWidget(self.edit)
        row.addStretch(1)
        names.setSpacing(0)
        names.addLayout(row)
        names.addWidget(self.facts)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space.s)
        outer.addLayout(names, 1)
        outer.addWidget(self.help, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addWidget(self.new, 0, Qt.AlignmentFlag.AlignVCenter)
