"""A new appraisal: the VIN with its live check, then the car's facts, saved as they are typed."""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from inspector_app.core.appraisal import OPEN
from inspector_app.core.changes import Changes
from inspector_app.core.errors import InputError
from inspector_app.core.ids import AppraisalId, new_id
from inspector_app.core.ports import VinDecoder
from inspector_app.core.rows import AppraisalRow
from inspector_app.core.vehicle import VIN_LENGTH, Vehicle, Vin, parse_vin
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.qt.translate import in_words
from inspector_app.services.appraise import AppraiseService
from inspector_app.ui.look import Look
from inspector_app.ui.shell.overlay import Overlay
from inspector_app.ui.tokens import Tone
from inspector_app.ui.widgets.button import Button, PrimaryButton
from inspector_app.ui.widgets.field import Field
from inspector_app.ui.widgets.label import label

CHECK_MS: Final = 80


class NewAppraisal(Overlay):
    """Begins an appraisal from a typed VIN. Typing is never blocked; what is wrong is said below."""

    begun = Signal(str)
    """AppraisalId of the new appraisal."""
    open_wanted = Signal(str)
    """AppraisalId of the one that is open already."""

    def __init__(
        self, look: Look, executor: Executor, hub: Hub, appraise: AppraiseService, decode: VinDecoder, window: QWidget
    ) -> None:
        super().__init__(look, self.tr("New appraisal"), window)
        self._executor, self._hub, self._appraise, self._decode = executor, hub, appraise, decode
        self._twin: AppraisalId | None = None
        self.vin = QLineEdit(maxLength=40)
        self.vin.setProperty("role", "vin")
        self.vin.setPlaceholderText(self.tr("17 characters"))
        self.field = Field(look, self.tr("VIN"), self.vin)
        self.known = label("", "heading", wrap=True)
        self.warning = label("", "soft", wrap=True)
        self.warning.setProperty("tone", Tone.WARN.value)
        self.begin = PrimaryButton(look, self.tr("Begin"), "arrow_right")
        self.open_twin = Button(look, self.tr("Open that one"), "secondary")
        self._soon = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._fill()
        self._soon.timeout.connect(self._check)
        self.vin.textChanged.connect(self._typed)
        self.vin.returnPressed.connect(self._begin)
        self.begin.clicked.connect(self._begin)
        self.open_twin.clicked.connect(self._open_twin)

    def present(self) -> None:
        """Show it empty."""
        self.vin.clear()
        self._typed("")
        super().present()
        self.vin.setFocus()

    def dismiss(self) -> None:
        """Take it away; an unfinished VIN is no appraisal yet."""
        self._soon.stop()
        super().dismiss()

    def _typed(self, text: str) -> None:
        """Answer each key at once with what needs no lane."""
        self._twin = None
        self.known.clear()
        self.warning.hide()
        self.open_twin.hide()
        self.begin.setEnabled(False)
        length = len(text.replace(" ", "").replace("-", ""))
        told = self.tr("{length} of {all} characters").format(length=length, all=VIN_LENGTH)
        self.field.say(told if length else self.tr("Type it, or paste it from the scanner."))
        if length >= VIN_LENGTH:
            self._soon.start()

    def _check(self) -> None:
        vin = self._parsed()
        if vin is None:
            return
        if vin.is_doubtful:
            doubt = in_words("vin_doubtful")
            self.field.say(f"{doubt.title} {doubt.hint}", Tone.WARN)
        else:
            self.field.say(self.tr("The check digit holds."), Tone.GOOD)
        self.begin.setEnabled(True)
        self._executor.run(Lane.DISK, partial(self._decode, vin), partial(self._decoded, vin), self._hub.fail)
        self._executor.run(Lane.STORE, partial(self._appraise.rows, vin), partial(self._compared, vin))

    def _parsed(self) -> Vin | None:
        try:
            return parse_vin(self.vin.text())
        except InputError as error:
            told = in_words(error.code, error.params)
            self.field.say(f"{told.title} {told.hint}", Tone.BAD)
            return None

    def _is_current(self, vin: Vin) -> bool:
        try:
            return parse_vin(self.vin.text()) == vin
        except InputError:
            return False

    def _decoded(self, vin: Vin, vehicle: Vehicle) -> None:
        if self._is_current(vin):
            unknown = self.tr("This VIN says nothing about make and model; you can type them later.")
            self.known.setText(vehicle.title if vehicle.make else unknown)

    def _compared(self, vin: Vin, rows: tuple[AppraisalRow, ...]) -> None:
        """Warn of an open appraisal of the same car."""
        twin = next((row for row in rows if row.vin == vin and row.stage in OPEN), None)
        if twin is None or not self._is_current(vin):
            return
        told = in_words("vin_open")
        self._twin = twin.id
        self.warning.setText(f"{told.title} {told.hint}")
        self.warning.show()
        self.open_twin.show()
        self.begin.setText(self.tr("Begin another"))

    def _begin(self) -> None:
        self._soon.stop()
        vin = self._parsed()
        if vin is None:
            return
        appraisal_id = AppraisalId(new_id())
        work = partial(self._appraise.begin, appraisal_id, vin, again=self._twin is not None)
        self._executor.run(Lane.STORE, work, partial(self._was_begun, appraisal_id), self._refused)

    def _was_begun(self, appraisal_id: AppraisalId, changes: Changes) -> None:
        self._hub.tell(changes)
        self.dismiss()
        self.begun.emit(appraisal_id)

    def _refused(self, error: Exception) -> None:
        """Say why it was not begun; a twin that appeared meanwhile is shown like any other."""
        vin = self._parsed()
        if isinstance(error, InputError) or vin is None:
            return
        if getattr(error, "code", "") == "vin_open":
            self._executor.run(Lane.STORE, partial(self._appraise.rows, vin), partial(self._compared, vin))
            return
        self._hub.fail(error)

    def _open_twin(self) -> None:
        if self._twin is not None:
            twin = self._twin
            self.dismiss()
            self.open_wanted.emit(twin)

    def _fill(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.open_twin)
        row.addStretch(1)
        row.addWidget(self.begin)
        for widget in (self.field, self.known, self.warning):
            self.body.addWidget(widget)
        self.body.addSpacing(self._look.tokens.space.s)
        self.body.addLayout(row)
