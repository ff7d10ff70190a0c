"""The words of the trade's own rules: VIN, appraisal, findings, terms."""

from typing import Final

from inspector_app.core.words.mark import QT_TRANSLATE_NOOP

TRADE: Final[dict[str, tuple[str, str]]] = {
    # the VIN
    "vin_length": (
        QT_TRANSLATE_NOOP("words", "A VIN has 17 characters; this has {length}."),
        QT_TRANSLATE_NOOP("words", "Check it against the plate at the windscreen or the door frame."),
    ),
    "vin_letters": (
        QT_TRANSLATE_NOOP("words", "A VIN has only digits and letters, without I, O and Q."),
        QT_TRANSLATE_NOOP("words", "I is mostly a 1, O and Q are mostly a 0."),
    ),
    "vin_check_digit": (
        QT_TRANSLATE_NOOP("words", "The VIN's check digit is {found}, but it should be {expected}."),
        QT_TRANSLATE_NOOP("words", "One character is wrong. Compare it with the plate, character by character."),
    ),
    "vin_doubtful": (
        QT_TRANSLATE_NOOP("words", "The VIN's check digit does not hold."),
        QT_TRANSLATE_NOOP(
            "words", "Makers outside North America need not use one. Compare it with the plate once more."
        ),
    ),
    "vin_open": (
        QT_TRANSLATE_NOOP("words", "An appraisal of this VIN is already open."),
        QT_TRANSLATE_NOOP("words", "Go on with it, or begin another on purpose."),
    ),
    # rules
    "stage_move": (
        QT_TRANSLATE_NOOP("words", "This appraisal is {old} and cannot become {new}."),
        QT_TRANSLATE_NOOP("words", "Look at it again: it may have changed meanwhile."),
    ),
    "appraisal_locked": (
        QT_TRANSLATE_NOOP("words", "This appraisal is {stage} and can no longer be changed."),
        QT_TRANSLATE_NOOP("words", "A change needs a new revision."),
    ),
    "notes_long": (
        QT_TRANSLATE_NOOP("words", "The notes have {length} characters; {limit} can be sent."),
        QT_TRANSLATE_NOOP("words", "Shorten them; what was saved before is kept."),
    ),
    "unknown_appraisal": (
        QT_TRANSLATE_NOOP("words", "This appraisal is not on this laptop."),
        QT_TRANSLATE_NOOP("words", "Open the list and choose another."),
    ),
    "unknown_photo": (
        QT_TRANSLATE_NOOP("words", "This photo is not on this laptop."),
        QT_TRANSLATE_NOOP("words", "Open the appraisal again."),
    ),
    "unknown_finding": (
        QT_TRANSLATE_NOOP("words", "This finding is not in the appraisal."),
        QT_TRANSLATE_NOOP("words", "Open the appraisal again."),
    ),
    "unknown_auction": (
        QT_TRANSLATE_NOOP("words", "This auction is not on this laptop."),
        QT_TRANSLATE_NOOP("words", "Open the appraisal again."),
    ),
    "box_empty": (
        QT_TRANSLATE_NOOP("words", "The box lies outside the photo."),
        QT_TRANSLATE_NOOP("words", "Draw it over the damage."),
    ),
    "review_move": (
        QT_TRANSLATE_NOOP("words", "This finding cannot go from {old} to {new}."),
        QT_TRANSLATE_NOOP("words", "Accept, correct or reject it."),
    ),
    "reject_reason": (
        QT_TRANSLATE_NOOP("words", "A rejection needs its reason."),
        QT_TRANSLATE_NOOP("words", "Choose one: the model learns from it."),
    ),
    "shots_missing": (
        QT_TRANSLATE_NOOP("words", "{count} photos of the walk are still missing: {shots}."),
        QT_TRANSLATE_NOOP("words", "Take them, or go back to the capture page."),
    ),
    "undecided": (
        QT_TRANSLATE_NOOP("words", "{count} findings still wait for your decision."),
        QT_TRANSLATE_NOOP("words", "Accept, correct or reject each on the review page."),
    ),
    "unsendable": (
        QT_TRANSLATE_NOOP("words", "The {what} cannot be sent like this: there is none, or too much."),
        QT_TRANSLATE_NOOP("words", "Correct it before you finalise; afterwards it is locked."),
    ),
    "vin_missing": (
        QT_TRANSLATE_NOOP("words", "The appraisal has no VIN yet."),
        QT_TRANSLATE_NOOP("words", "Type the VIN before you finalise."),
    ),
    "odometer_missing": (
        QT_TRANSLATE_NOOP("words", "The appraisal has no odometer reading yet."),
        QT_TRANSLATE_NOOP("words", "Type the reading before you finalise."),
    ),
    "terms_positive": (
        QT_TRANSLATE_NOOP("words", "Start, increment and duration must be more than nothing."),
        QT_TRANSLATE_NOOP("words", "Correct the terms."),
    ),
    "reserve_below_start": (
        QT_TRANSLATE_NOOP("words", "The reserve is below the start price."),
        QT_TRANSLATE_NOOP("words", "Raise the reserve or lower the start."),
    ),
    "role_launch": (
        QT_TRANSLATE_NOOP("words", "Only a manager may launch an auction."),
        QT_TRANSLATE_NOOP("words", "Ask a manager of your dealership to sign in."),
    ),
    "launched_already": (
        QT_TRANSLATE_NOOP("words", "This appraisal already has an auction."),
        QT_TRANSLATE_NOOP("words", "Watch it on the auction page."),
    ),
    "not_finalised": (
        QT_TRANSLATE_NOOP("words", "Only a finalised appraisal can be launched."),
        QT_TRANSLATE_NOOP("words", "Finish the review first."),
    ),
}
