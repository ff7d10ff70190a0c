"""The demo's first half: sign in, walk round the car, let the model look, decide, finalise without a network."""

import json
from functools import partial

from inspector_app.core.appraisal import Stage as Progress
from inspector_app.core.canonical import sha256_of
from inspector_app.core.finding import RejectReason, Review, Source
from inspector_app.core.history import Stream
from inspector_app.core.ids import AppraisalId, new_id
from inspector_app.core.outbox import Intent, OutboxState
from inspector_app.demo.car import DemoPhoto, TrueDamage
from inspector_app.demo.stage import Stage
from inspector_app.qt.executor import Lane
from inspector_app.qt.frame_source import FolderSource
from inspector_app.qt.sync_loop import Connection
from inspector_app.ui.finding_list import MarkRow
from inspector_app.ui.page import CAPTURE, QUEUE, REVIEW

YARD = ("4T1F61AK2NU123549", "3FA6P0V74JR156061", "5KBCT2A89FX375033", "4S3BWGN65N1008903")
"""Made-up VINs of real models, with right check digits."""
FEW = 3
"""With fewer shown findings than this the demo marks the rest by hand, and says so."""


def open_work(stage: Stage) -> None:
    """Start the backend as its own process, sign in, and see the empty list."""
    desktop = stage.desktop
    with stage.step("Start the backend as its own process, on loopback") as facts:
        stage.ask(desktop.backend.start, Lane.CONTROL)
        facts["at"] = desktop.backend.url
    with stage.step("Sign in as the demo dealership's manager") as facts:
        user = desktop.backend.user("manager")
        desktop.sign_in(desktop.backend.url, user.email, user.password)
        stage.until(lambda: desktop.place is not None, "the sign-in")
        facts["user"] = stage.place.desk.account.user_name
        stage.until(lambda: stage.place.sync.connection in {Connection.UNKNOWN, Connection.ONLINE}, "the connection")
    stage.until(lambda: stage.place.darkroom.model_id or stage.place.darkroom.trouble, "the model")
    stage.photograph("1-appraisals-empty")


def fill_yard(stage: Stage) -> None:
    """Begin the other cars of the morning, so that the list is one that an inspector would have."""
    with stage.step("Other cars are begun and left for later") as facts:
        for vin in YARD:
            work = partial(stage.place.desk.appraise.begin, AppraisalId(new_id()), vin)
            stage.desktop.hub.tell(stage.ask(work))
        facts["cars"] = len(YARD)


def begin(stage: Stage) -> None:
    """Type a VIN with a slip, see it told, correct it, begin; then the odometer."""
    place = stage.place
    with stage.step("Begin an appraisal from its VIN; a slip is noticed") as facts:
        stage.desktop.window.new_wanted.emit()
        stage.type_into(place.new.vin, stage.car.vin[:-1] + ("1" if stage.car.vin[-1] != "1" else "2"))
        stage.until(lambda: place.new.field.word.text() and not place.new.begin.isEnabled(), "the slip to be told")
        stage.photograph("2-vin-slip")
        place.new.vin.clear()
        stage.type_into(place.new.vin, stage.car.vin)
        stage.until(place.new.begin.isEnabled, "the check digit")
        place.new.begin.click()
        stage.until(lambda: stage.desktop.window.place[0] == CAPTURE, "the new appraisal")
        stage.appraisal_id = AppraisalId(stage.desktop.window.place[1] or "")
        facts["car"] = stage.dossier().appraisal.vehicle.title
    with stage.step("Type the odometer; it saves itself") as facts:
        form = place.details.form
        stage.until(place.details.isVisible, "the details")
        form.unit.choose(stage.car.odometer.unit)
        stage.type_into(form.odometer, str(stage.car.odometer.value))
        stage.until(lambda: stage.dossier().appraisal.vehicle.odometer == stage.car.odometer, "the autosave")
        place.details.finish.click()
        facts["odometer"] = f"{stage.car.odometer.value} {stage.car.odometer.unit}"


def cut(stage: Stage) -> None:
    """End the backend: from here on the laptop is alone."""
    with stage.step("Cut the line: the backend is stopped"):
        stage.ask(stage.desktop.backend.stop, Lane.CONTROL)
        stage.check(not stage.desktop.backend.is_running, "the backend still runs")


def walk(stage: Stage) -> None:
    """Take every photo through the camera's path."""
    page, count = stage.place.capture_page, len(stage.car.photos)
    with stage.step(f"Walk round the car: {count} photos by the shutter") as facts:
        stage.desktop.window.go(CAPTURE)
        page.use_source(FolderSource(stage.desktop.executor, [p.path for p in stage.car.photos], page))
        for number, photo in enumerate(stage.car.photos, start=1):
            page.view.shutter.click()
            stage.until(partial(_has_photos, stage, number), f"photo {number}")
            taken = stage.dossier().photos[-1]
            stage.check(taken.shot == photo.shot, f"photo {number} went to {taken.shot}, not to {photo.shot}")
            if number == 6:
                stage.photograph("3-capture")
        stage.until(lambda: all(p.thumb_sha256 for p in stage.dossier().photos), "the thumbnails")
        facts["photos"] = count
    stage.photograph("4-capture-complete")


def look(stage: Stage) -> dict[str, int]:
    """Let the model look at each photo; return the shown findings by band."""
    with stage.step("The model looks at every photo, on this laptop") as facts:
        stage.place.capture_page.view.done.click()
        stage.until(lambda: stage.desktop.window.place[0] == REVIEW, "the review page")
        ready = {Progress.READY_FOR_REVIEW, Progress.AI_FAILED}
        stage.until(lambda: stage.dossier().appraisal.stage in ready, "the model", 80)
        shown = [f for f in stage.dossier().findings if f.shown]
        bands = {band: sum(f.band == band for f in shown) for band in ("sure", "check", "hint")}
        facts |= {"model": stage.place.darkroom.model_id, "shown": len(shown), "bands": bands}
        if len(shown) < FEW:
            facts["note"] = f"only {len(shown)} shown: the rest is marked by hand"
    return bands


def decide(stage: Stage) -> None:
    """Confirm one finding, correct one, reject one with a reason, and decide the others; then mark by hand."""
    with stage.step("Confirm, correct, reject with a reason") as facts:
        while (row := _next_undecided(stage)) is not None:
            if _true_under(stage, row):
                stage.until(lambda: not stage.place.pictures.is_loading, "the photo")
                stage.photograph("5-review")
            _decide_one(stage, row)
        if not (stage.output / "5-review.png").exists():
            stage.photograph("5-review")
        _correct_one(stage)
        decisions = _decisions(stage)
        for review in (Review.CONFIRMED, Review.EDITED, Review.REJECTED):
            facts[review.value] = decisions.count(review.value)
    with stage.step("Mark damage by hand that the model did not show") as facts:
        facts["by_hand"] = sum(_mark_by_hand(stage, photo) for photo in stage.car.photos if photo.damages)
        by_hand = [d for d in stage.dossier().damages if d.source is Source.HUMAN]
        stage.check(len(by_hand) == facts["by_hand"] >= 1, "nothing was marked by hand")


def finalise(stage: Stage) -> None:
    """Finalise while the backend is down; the outbox holds everything and the window says so."""
    place, window = stage.place, stage.desktop.window
    with stage.step("Finalise and submit while the backend is down") as facts:
        window.go(REVIEW)
        stage.until(place.review_page.view.finalise.isEnabled, "the finalise button")
        place.review_page.view.finalise.click()
        stage.until(lambda: stage.dossier().appraisal.stage is Progress.FINALIZED, "the finalised stage")
        stage.until(lambda: place.sync.connection is Connection.OFFLINE, "the window to notice")
        stage.until(window.strip.waiting.isVisible, "the status strip")
        window.go(QUEUE)
        stage.live(0.5)
        rows = stage.ask(place.desk.queue.view).rows
        waiting = [row for row in rows if row.state is not OutboxState.VERIFIED]
        stage.check(len(waiting) == len(stage.car.photos) + 1, f"{len(waiting)} items wait")
        stage.check(any(row.intent is Intent.SUBMIT_APPRAISAL for row in waiting), "no submission waits")
        stage.check("Offline" in window.strip.connection.text(), "the window does not say that it is offline")
        facts |= {"waiting": len(waiting), "strip": window.strip.waiting.text()}
    stage.photograph("6-queue-offline")


def _next_undecided(stage: Stage) -> MarkRow | None:
    """Bring the next photo with an open decision to the front and return its selected finding."""
    view = stage.place.review_page.view
    open_ids = {f.id for f in stage.dossier().findings if f.shown and f.review is Review.SUGGESTED}
    stage.until(lambda: sum(tile.number for tile in view.strip.tiles) == len(open_ids), "the strip")
    tile = next((tile for tile in view.strip.tiles if tile.number), None)
    if tile is None:
        return None
    view.strip.select(tile.id)
    stage.until(lambda: any(row.id in open_ids for row in view.findings.rows), "the findings")
    view.findings.select_next_undecided()
    stage.until(lambda: view.findings.current and view.findings.current.is_undecided, "the selection")
    return view.findings.current


def _true_under(stage: Stage, row: MarkRow) -> TrueDamage | None:
    return _photo_with(stage, row.finding.photo_id if row.finding else "").shows(row.box)


def _correct_one(stage: Stage) -> None:
    """Where every true finding was in its place, pull one tighter all the same: a decision may be changed."""
    view, found = stage.place.review_page.view, stage.dossier().findings
    kept = next((f for f in found if f.review is Review.CONFIRMED), None)
    if kept is None or any(f.review is Review.EDITED for f in found):
        return
    true = _photo_with(stage, kept.photo_id).shows(kept.box)
    view.strip.select(kept.photo_id)
    stage.until(lambda: any(row.id == kept.id for row in view.findings.rows), "the accepted finding")
    view.findings.select(kept.id)
    if true:
        _correct(stage, true)
        stage.until(lambda: any(f.review is Review.EDITED for f in stage.dossier().findings), "the correction")


def _correct(stage: Stage, true: TrueDamage) -> None:
    view = stage.place.review_page.view
    view.panel.correct.click()
    view.panel.choose(true.label)
    view.canvas.place(true.box)
    view.panel.save()


def _decisions(stage: Stage) -> list[str]:
    """Return every decision that was made, as the history tells them."""
    events = stage.ask(partial(stage.place.desk.store.history.of, Stream.APPRAISAL, stage.appraisal_id))
    return [json.loads(event.payload)["new"] for event in events if event.type == "finding_reviewed"]


def _decide_one(stage: Stage, row: MarkRow) -> None:
    """Decide as an inspector with the car before them: true damage is taken, everything else turned down."""
    view, reviews = stage.place.review_page.view, [f.review for f in stage.dossier().findings]
    true = _true_under(stage, row)
    if true and (true.label is not row.label or (Review.EDITED not in reviews and Review.CONFIRMED in reviews)):
        _correct(stage, true)
    elif true:
        view.panel.accept.click()
    else:
        view.panel.reject.click()
        view.panel.give_reason(RejectReason.REFLECTION)
    stage.until(
        lambda: next(f.review for f in stage.dossier().findings if f.id == row.id) is not Review.SUGGESTED,
        "the decision",
    )


def _mark_by_hand(stage: Stage, photo: DemoPhoto) -> int:
    """Mark the modelled damages of a close-up that nothing stands for yet; return how many were marked."""
    view, dossier = stage.place.review_page.view, stage.dossier()
    kept = next(p for p in dossier.photos if p.sha256 == sha256_of(photo.path.read_bytes()))
    standing = [r.box for d in dossier.damages if not d.voided for r in d.regions if r.photo_id == kept.id]
    missed = [t for t in photo.damages if not any(photo.shows(box) is t for box in standing)]
    if not photo.shot.startswith("closeup"):
        return 0
    view.strip.select(kept.id)
    for true in missed:
        before = len(stage.dossier().damages)
        view.panel.add.click()
        view.panel.choose(true.label)
        view.canvas.place(true.box)
        view.panel.save()
        stage.until(partial(_has_damages, stage, before + 1), "the mark")
    return len(missed)


def _has_photos(stage: Stage, number: int) -> bool:
    return len(stage.dossier().photos) == number


def _has_damages(stage: Stage, number: int) -> bool:
    return len(stage.dossier().damages) == number


def _photo_with(stage: Stage, photo_id: str) -> DemoPhoto:
    sha256 = next(p.sha256 for p in stage.dossier().photos if p.id == photo_id)
    return next(photo for photo in stage.car.photos if sha256_of(photo.path.read_bytes()) == sha256)
