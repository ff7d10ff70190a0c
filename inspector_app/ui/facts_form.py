"""The appraisal's facts as a form that saves itself while it is typed in."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from inspector_app.core.appraisal import MOST_NAME, MOST_NOTES, Appraisal
from inspector_app.core.errors import InputError
from inspector_app.core.vehicle import DistanceUnit, Odometer, Vehicle, parse_vin
from inspector_app.qt.terms import unit_name
from inspector_app.qt.translate import in_words
from inspector_app.ui.look import Look
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.choice import Choice
from inspector_app.ui.widgets.field import Field, FieldAutosave


class FactsForm(QWidget):
    """VIN, plate, odometer, names and notes; `edited` carries what is typed, at most 300 ms old."""

    edited = Signal(object, str)
    """Vehicle and notes, as typed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._vehicle = Vehicle()
        self._autosave = FieldAutosave(self._tell, self)
        self.vin, self.plate, self.odometer = QLineEdit(), QLineEdit(), QLineEdit()
        self.make, self.model, self.year = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self.make, self.model):
            line.setMaxLength(MOST_NAME)
        self.plate.setMaxLength(16)
        self.odometer.setValidator(QIntValidator(0, 9_999_999, self))
        self.year.setValidator(QIntValidator(1900, 2100, self))
        self.unit = Choice(look, [(unit.value, unit_name(unit)) for unit in DistanceUnit])
        self.notes = QPlainTextEdit(tabChangesFocus=True)
        self.notes.setMaximumHeight(look.tokens.target * 2)
        self._saved_notes = ""
        self._notes_field = Field(look, self.tr("Notes"), self.notes)
        self._vin_field = Field(look, self.tr("VIN"), self.vin)
        self._lay_out()
        for line in self._lines:
            line.textEdited.connect(self._autosave.touch)
        self.unit.activated.connect(self._autosave.touch)
        self.notes.textChanged.connect(self._notes_changed)
        self.vin.textChanged.connect(self._check_vin)

    @property
    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.vin, self.plate, self.odometer, self.make, self.model, self.year)

    def show_facts(self, appraisal: Appraisal) -> None:
        """Show an appraisal; a field that the user is typing in is left alone."""
        vehicle = self._vehicle = appraisal.vehicle
        reading = vehicle.odometer
        told = {
            self.vin: vehicle.vin, self.plate: vehicle.plate, self.make: vehicle.make, self.model: vehicle.model,
            self.year: str(vehicle.year or ""), self.odometer: str(reading.value) if reading else "",
        }  # fmt: skip
        for line, text in told.items():
            if line.text() != text and not (line.hasFocus() or self._autosave.is_due):
                line.setText(text)
        if not self._autosave.is_due:
            self.unit.choose((reading.unit if reading else DistanceUnit.MILES).value)
            self._saved_notes = appraisal.notes
            self._show_notes(appraisal.notes)
        self.setEnabled(appraisal.is_open)

    def flush(self) -> None:
        """Save at once what is typed."""
        self._autosave.flush()

    def not_saved(self) -> None:
        """Keep what is typed, because it could not be saved; it is tried again with the next key, or by `flush`."""
        self._autosave.failed()

    def forget(self) -> None:
        """Owe nothing more: another appraisal is shown now."""
        self._autosave.drop()

    def _show_notes(self, notes: str) -> None:
        if self.notes.toPlainText() != notes and not self.notes.hasFocus():
            self.notes.blockSignals(True)
            self.notes.setPlainText(notes)
            self.notes.blockSignals(False)

    def _notes_changed(self) -> None:
        if self.notes.hasFocus():
            self._autosave.touch()

    def _tell(self) -> None:
        digits, year = self.odometer.text().strip(), self.year.text().strip()
        reading = Odometer(int(digits), DistanceUnit(self.unit.value())) if digits.isdigit() else None
        vehicle = replace(
            self._vehicle, vin=self.vin.text().strip().upper(), plate=self.plate.text().strip().upper(),
            make=self.make.text().strip(), model=self.model.text().strip(),
            year=int(year) if year.isdigit() else None, odometer=reading,
        )  # fmt: skip
        self.edited.emit(vehicle, self._sendable_notes())

    def _sendable_notes(self) -> str:
        """Return the notes, or those saved last where they are too long, so that the other fields are saved."""
        notes = self.notes.toPlainText()
        if len(notes) > MOST_NOTES:
            told = in_words("notes_long", {"length": len(notes), "limit": MOST_NOTES})
            self._notes_field.say(str(told), Tone.WARN)
            return self._saved_notes
        self._notes_field.say("")
        self._saved_notes = notes
        return notes

    def _check_vin(self, text: str) -> None:
        if not text.strip():
            self._vin_field.say("")
            return
        try:
            vin = parse_vin(text)
        except InputError as error:
            self._vin_field.say(in_words(error.code, error.params).title, Tone.WARN)
        else:
            words = in_words("vin_doubtful").title if vin.is_doubtful else self.tr("Check digit holds")
            self._vin_field.say(words, Tone.WARN if vin.is_doubtful else Tone.GOOD)

    def _lay_out(self) -> None:
        look, grid = self._look, QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.tokens.space.s)
        grid.setVerticalSpacing(look.tokens.space.s)
        grid.addWidget(self._vin_field, 0, 0, 1, 6)
        grid.addWidget(Field(look, self.tr("Odometer"), self.odometer), 1, 0, 1, 3)
        grid.addWidget(Field(look, self.tr("Unit"), self.unit), 1, 3, 1, 3)
        grid.addWidget(Field(look, self.tr("Year"), self.year), 2, 0, 1, 2)
        grid.addWidget(Field(look, self.tr("Make"), self.make), 2, 2, 1, 2)
        grid.addWidget(Field(look, self.tr("Model"), self.model), 2, 4, 1, 2)
        grid.addWidget(Field(look, self.tr("Plate"), self.plate), 3, 0, 1, 6)
        grid.addWidget(self._notes_field, 4, 0, 1, 6)
