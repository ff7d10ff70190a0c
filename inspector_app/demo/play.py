"""Plays the demo: sets the stage, goes through the steps, leaves report, pictures and summary behind."""

import logging
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from inspector_app.app.desktop import make_desktop
from inspector_app.core.errors import InspectorError
from inspector_app.core.words import told
from inspector_app.demo import inspection, trade
from inspector_app.demo.car import read_car
from inspector_app.demo.stage import DemoFailed, Stage
from inspector_app.qt.display import draw_off_screen_without
from inspector_app.settings import Settings

log = logging.getLogger(__name__)
SIZE = (1366, 820)


def play(settings: Settings, output: Path, *, stay: bool) -> int:
    """Play the main job; 0 only if every step's result was right. With a display the windows stay open afterwards."""
    has_display = draw_off_screen_without()
    output.mkdir(parents=True, exist_ok=True)
    for old in (*output.glob("*.png"), output / "summary.json", output / "condition-report.pdf"):
        old.unlink(missing_ok=True)
    app = QApplication.instance() or QApplication(["inspector"])
    with tempfile.TemporaryDirectory(prefix="walkaround-demo-") as folder:
        own = replace(settings, data_dir=Path(folder), theme=_theme(settings))
        desktop = make_desktop(own, app)  # type: ignore[arg-type]
        stage = Stage(app, desktop, read_car(settings.assets_dir / "demo"), output)  # type: ignore[arg-type]
        desktop.hub.failed.connect(stage.told.append)
        desktop.window.resize(*SIZE)
        desktop.window.show()
        is_passed = _played(stage)
        if is_passed and stay and has_display:
            sys.stdout.write("The windows stay open; close them to end the demo.\n")
            app.exec()
        desktop.window.close()
        desktop.stop()
    return 0 if is_passed else 1


def _played(stage: Stage) -> bool:
    more: dict[str, object] = {}
    try:
        inspection.open_work(stage)
        inspection.fill_yard(stage)
        inspection.begin(stage)
        inspection.cut(stage)
        inspection.walk(stage)
        more["findings_by_band"] = inspection.look(stage)
        inspection.decide(stage)
        inspection.finalise(stage)
        for scene in (trade.reconnect, trade.launch, trade.bid, trade.hammer, trade.report):
            scene(stage)
    except DemoFailed as failure:
        return _failed(stage, str(failure))
    except InspectorError as error:
        return _failed(stage, told(error))
    stage.write_summary(is_passed=True, more=more)
    total = sum(step.seconds for step in stage.steps)
    sys.stdout.write(f"From photo to hammer in {total:.0f} s. See {stage.output}/\n")
    return True


def _failed(stage: Stage, words: str) -> bool:
    during = stage.steps[-1].title if stage.steps else "setting the stage"
    sys.stdout.write(f"\nFAILED in «{during}»: {words}\n")
    stage.photograph("failed")
    stage.write_summary(is_passed=False, more={"failure": words})
    return False


def _theme(settings: Settings) -> str:
    return "light" if settings.theme == "system" else settings.theme
