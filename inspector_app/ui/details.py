"""The car's details over any page: what is typed is saved while it is typed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector_app.core.appraisal import Appraisal
from inspector_app.core.errors import StorageError
from inspector_app.core.ids import AppraisalId
from inspector_app.core.vehicle import Vehicle
from inspector_app.qt.executor import Executor, Lane
from inspector_app.qt.hub import Hub
from inspector_app.services.appraise import AppraiseService, Dossier
from inspector_app.ui.facts_form import FactsForm
from inspector_app.ui.look import Look
from inspector_app.ui.shell.overlay import Overlay
from inspector_app.ui.widgets.button import PrimaryButton
from inspector_app.ui.widgets.label import label


class Details(Overlay):
    """VIN, odometer, plate, names and notes of one appraisal."""

    done = Signal(str)
    """AppraisalId whose details are complete for now."""

    def __init__(self, look: Look, executor: Executor, hub: Hub, appraise: AppraiseService, window: QWidget) -> None:
        super().__init__(look, self.tr("Vehicle"), window, width=620)
        self._executor, self._hub, self._appraise = executor, hub, appraise
        self._appraisal_id: AppraisalId | None = None
        self.form = FactsForm(look)
        self.finish = PrimaryButton(look, self.tr("Done"), "check")
        self._hint = label(self.tr("Saved while you type."), "faint")
        self.body.addWidget(self.form)
        row = QHBoxLayout()
        row.addWidget(self._hint)
        row.addStretch(1)
        row.addWidget(self.finish)
        self.body.addLayout(row)
        self.form.edited.connect(self._save)
        self.finish.clicked.connect(self._finish)
        for line in (self.form.odometer, self.form.plate):
            line.returnPressed.connect(self._finish)

    def show_for(self, appraisal_id: AppraisalId) -> None:
        """Show an appraisal's details; the odometer comes first, as the VIN is known."""
        if appraisal_id != self._appraisal_id:
            self.form.forget()
        self._appraisal_id = appraisal_id
        read = partial(self._appraise.dossier, appraisal_id)
        self._executor.run(Lane.STORE, read, self._show, self._hub.fail)

    def dismiss(self) -> None:
        """Save what is typed and take it away."""
        self.form.flush()
        super().dismiss()

    def _show(self, dossier: Dossier) -> None:
        if dossier.appraisal.id == self._appraisal_id:
            self._fill(dossier.appraisal)
            self.present()
            self.form.odometer.setFocus()

    def _fill(self, appraisal: Appraisal) -> None:
        self.title.setText(appraisal.vehicle.title or self.tr("Vehicle"))
        self.form.show_facts(appraisal)

    def _save(self, vehicle: Vehicle, notes: str) -> None:
        if self._appraisal_id is not None:
            work = partial(self._appraise.edit, self._appraisal_id, vehicle, notes)
            self._executor.run(Lane.STORE, work, self._hub.tell, partial(self._not_saved, self._appraisal_id))

    def _not_saved(self, appraisal_id: AppraisalId, error: Exception) -> None:
        if appraisal_id == self._appraisal_id and isinstance(error, StorageError):
            self.form.not_saved()
        self._hub.fail(error)

    def _finish(self) -> None:
        self.dismiss()
        if self._appraisal_id is not None:
            self.done.emit(self._appraisal_id)
