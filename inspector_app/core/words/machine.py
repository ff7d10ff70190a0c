"""The words for trouble with files, disk, model and access on this laptop."""

from typing import Final

from inspector_app.core.words.mark import QT_TRANSLATE_NOOP

MACHINE: Final[dict[str, tuple[str, str]]] = {
    # images
    "image_unreadable": (
        QT_TRANSLATE_NOOP("words", "{name} is not a photo that can be read."),
        QT_TRANSLATE_NOOP("words", "Take it again, or export it as JPEG or PNG."),
    ),
    "image_huge": (
        QT_TRANSLATE_NOOP("words", "{name} has {megapixels} megapixels; the limit is {limit}."),
        QT_TRANSLATE_NOOP("words", "Export it smaller, or set the camera to a lower resolution."),
    ),
    "image_heavy": (
        QT_TRANSLATE_NOOP("words", "{name} is larger than {limit} MB."),
        QT_TRANSLATE_NOOP("words", "Export it as JPEG, or set the camera to a lower quality."),
    ),
    "image_heic": (
        QT_TRANSLATE_NOOP("words", "{name} is a HEIC photo, which this copy of the app cannot read."),
        QT_TRANSLATE_NOOP("words", "Set the camera to its most compatible format, or export the photo as JPEG."),
    ),
    "file_unreadable": (
        QT_TRANSLATE_NOOP("words", "{name} cannot be read."),
        QT_TRANSLATE_NOOP("words", "Check that it is there and that you may read it."),
    ),
    # the camera
    "camera_missing": (
        QT_TRANSLATE_NOOP("words", "No camera gives a photo."),
        QT_TRANSLATE_NOOP("words", "Plug one in, or import photos from files or a folder."),
    ),
    "camera_trouble": (
        QT_TRANSLATE_NOOP("words", "The camera does not answer."),
        QT_TRANSLATE_NOOP("words", "Close other programs that use it, or plug it in again; importing still works."),
    ),
    "file_unwritable": (
        QT_TRANSLATE_NOOP("words", "{name} cannot be written."),
        QT_TRANSLATE_NOOP("words", "Close it if it is open elsewhere, or choose another folder."),
    ),
    "settings_unreadable": (
        QT_TRANSLATE_NOOP("words", "The settings cannot be read ({name}): {reason}."),
        QT_TRANSLATE_NOOP("words", "Correct them, or move the file away; nothing else was changed."),
    ),
    "window_locked": (
        QT_TRANSLATE_NOOP("words", "The window that is open is locked, so nothing was sent."),
        QT_TRANSLATE_NOOP("words", "Unlock it, or close it and try again."),
    ),
    # the disk
    "disk_full": (
        QT_TRANSLATE_NOOP("words", "The disk is full; nothing was changed."),
        QT_TRANSLATE_NOOP("words", "Free some space, then try again. Everything saved so far is safe."),
    ),
    "disk_trouble": (
        QT_TRANSLATE_NOOP("words", "The local database cannot be used: {reason}."),
        QT_TRANSLATE_NOOP("words", "Close other copies of the app and check the disk, then try again."),
    ),
    "database_newer": (
        QT_TRANSLATE_NOOP("words", "This profile was written by a newer version of the app."),
        QT_TRANSLATE_NOOP("words", "Install the newer version again; nothing was changed."),
    ),
    "photo_lost": (
        QT_TRANSLATE_NOOP("words", "A photo is missing from this laptop's vault."),
        QT_TRANSLATE_NOOP("words", "Take it again. If files were moved by hand, put them back."),
    ),
    "photo_corrupt": (
        QT_TRANSLATE_NOOP("words", "A photo on this laptop is damaged and will not be used."),
        QT_TRANSLATE_NOOP("words", "Take it again; the disk may be failing."),
    ),
    "sealed_corrupt": (
        QT_TRANSLATE_NOOP("words", "A protected value on this laptop is damaged and will not be used."),
        QT_TRANSLATE_NOOP("words", "Nothing was changed. Restart the app; if it stays, the disk may be failing."),
    ),
    # the model
    "model_missing": (
        QT_TRANSLATE_NOOP("words", "No damage model is installed."),
        QT_TRANSLATE_NOOP("words", "You can go on: mark damage by hand."),
    ),
    "model_unreadable": (
        QT_TRANSLATE_NOOP("words", "The damage model cannot be read: {reason}."),
        QT_TRANSLATE_NOOP("words", "You can go on: mark damage by hand. Install the model pack again."),
    ),
    "model_hash": (
        QT_TRANSLATE_NOOP("words", "The damage model's file {file} is not the one that was signed."),
        QT_TRANSLATE_NOOP("words", "You can go on: mark damage by hand. Install the model pack again."),
    ),
    "model_labels": (
        QT_TRANSLATE_NOOP("words", "The damage model's labels do not match its outputs."),
        QT_TRANSLATE_NOOP("words", "You can go on: mark damage by hand. Install the model pack again."),
    ),
    "model_signature": (
        QT_TRANSLATE_NOOP("words", "The damage model's signature is not one of ours."),
        QT_TRANSLATE_NOOP("words", "You can go on: mark damage by hand. Install the model pack again."),
    ),
    "model_too_new": (
        QT_TRANSLATE_NOOP("words", "The damage model needs version {needed} of the app."),
        QT_TRANSLATE_NOOP("words", "You can go on: mark damage by hand. Update the app."),
    ),
    # access
    "wrong_password": (
        QT_TRANSLATE_NOOP("words", "The e-mail address or the password is wrong."),
        QT_TRANSLATE_NOOP("words", "Try again; your manager can set a new password."),
    ),
    "too_many_attempts": (
        QT_TRANSLATE_NOOP("words", "Too many attempts to sign in."),
        QT_TRANSLATE_NOOP("words", "Wait {seconds} seconds, then try again."),
    ),
    "second_instance": (
        QT_TRANSLATE_NOOP("words", "Walkaround is already open on this laptop."),
        QT_TRANSLATE_NOOP("words", "Use the window that is open."),
    ),
    "never_signed_in": (
        QT_TRANSLATE_NOOP("words", "Nobody has signed in on this laptop yet."),
        QT_TRANSLATE_NOOP("words", "The first sign-in needs the network, once."),
    ),
    "other_user": (
        QT_TRANSLATE_NOOP("words", "Another user's work is open in this window."),
        QT_TRANSLATE_NOOP("words", "Close the window and start again to change the user."),
    ),
    "unlock_expired": (
        QT_TRANSLATE_NOOP("words", "The time for working without a sign-in is over."),
        QT_TRANSLATE_NOOP("words", "You can go on taking photos; sync and decisions wait until you sign in."),
    ),
    "key_unusable": (
        QT_TRANSLATE_NOOP("words", "This profile's key cannot be opened."),
        QT_TRANSLATE_NOOP("words", "Sign in with the password that you used last on this laptop."),
    ),
    # the embedded backend
    "embedded_failed": (
        QT_TRANSLATE_NOOP("words", "The server on this laptop did not start: {reason}."),
        QT_TRANSLATE_NOOP("words", "Try once more, or connect to your dealership's server."),
    ),
    # the doctor and the command line
    "no_display": (
        QT_TRANSLATE_NOOP("words", "There is no screen here to open a window on."),
        QT_TRANSLATE_NOOP("words", "Start it in a desktop session; `inspector --help` lists what works without one."),
    ),
    "pyside_broken": (
        QT_TRANSLATE_NOOP("words", "PySide6 {version} loses references and would end the app by an abort."),
        QT_TRANSLATE_NOOP("words", "Install the version that the lock file names."),
    ),
    "disk_low": (
        QT_TRANSLATE_NOOP("words", "Only {free} MB are free on the disk; {needed} are needed."),
        QT_TRANSLATE_NOOP("words", "Free some space before you take photos."),
    ),
    "no_painting": (
        QT_TRANSLATE_NOOP("words", "The window system does not paint."),
        QT_TRANSLATE_NOOP("words", "Check the display and the graphics driver."),
    ),
    "password_needed": (
        QT_TRANSLATE_NOOP("words", "The profile is locked and nobody can be asked for the password."),
        QT_TRANSLATE_NOOP("words", "Give it in the variable {variable}, or open the window and unlock it there."),
    ),
}
