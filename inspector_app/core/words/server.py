"""The words for what a server, or what stands in its place, answered."""

from typing import Final

from inspector_app.core.words.mark import QT_TRANSLATE_NOOP

SERVER: Final[dict[str, tuple[str, str]]] = {
    # the server
    "unreachable": (
        QT_TRANSLATE_NOOP("words", "The server cannot be reached."),
        QT_TRANSLATE_NOOP("words", "Go on working: everything is safe here and is sent when the network is back."),
    ),
    "wrong_server": (
        QT_TRANSLATE_NOOP("words", "Something else than our server answered: perhaps a network sign-in page."),
        QT_TRANSLATE_NOOP("words", "Open a browser and sign in to the network, or check the server's address."),
    ),
    "redirected": (
        QT_TRANSLATE_NOOP("words", "The network redirects us to another address."),
        QT_TRANSLATE_NOOP("words", "Open a browser and sign in to the network, or check the server's address."),
    ),
    "insecure_server": (
        QT_TRANSLATE_NOOP("words", "{url} would carry your password unencrypted."),
        QT_TRANSLATE_NOOP("words", "Write the address with https, or ask your IT for one that has it."),
    ),
    "bad_server_url": (
        QT_TRANSLATE_NOOP("words", "{url} is not a server's address."),
        QT_TRANSLATE_NOOP("words", "Write it as https://name or https://name:port."),
    ),
    "signed_out": (
        QT_TRANSLATE_NOOP("words", "The sign-in is no longer valid."),
        QT_TRANSLATE_NOOP("words", "Sign in again; what waits is sent then."),
    ),
    "protocol": (
        QT_TRANSLATE_NOOP("words", "This app and the server do not speak the same version."),
        QT_TRANSLATE_NOOP("words", "Update the app, or ask for an update of the server. What waits is kept."),
    ),
    "forbidden": (
        QT_TRANSLATE_NOOP("words", "The server does not allow this."),
        QT_TRANSLATE_NOOP("words", "Ask your manager about your role."),
    ),
    "server_busy": (
        QT_TRANSLATE_NOOP("words", "The server is busy."),
        QT_TRANSLATE_NOOP("words", "It is tried again by itself."),
    ),
    "server_trouble": (
        QT_TRANSLATE_NOOP("words", "The server has a problem."),
        QT_TRANSLATE_NOOP("words", "It is tried again by itself."),
    ),
    "proof_differs": (
        QT_TRANSLATE_NOOP("words", "The server holds something else than was sent."),
        QT_TRANSLATE_NOOP("words", "It is sent again."),
    ),
    "photos_missing": (
        QT_TRANSLATE_NOOP("words", "The server still lacks photos of this appraisal."),
        QT_TRANSLATE_NOOP("words", "They are sent again, then the appraisal."),
    ),
    "stale_revision": (
        QT_TRANSLATE_NOOP("words", "The server has a newer revision of this appraisal."),
        QT_TRANSLATE_NOOP("words", "Compare the two; nothing here was overwritten."),
    ),
    "in_flight": (
        QT_TRANSLATE_NOOP("words", "The first attempt is still under way."),
        QT_TRANSLATE_NOOP("words", "It is asked again by itself."),
    ),
    "wrong_offset": (
        QT_TRANSLATE_NOOP("words", "An upload was interrupted."),
        QT_TRANSLATE_NOOP("words", "It goes on where it stopped."),
    ),
    "upload_gone": (
        QT_TRANSLATE_NOOP("words", "The server no longer knows this upload."),
        QT_TRANSLATE_NOOP("words", "It is started again."),
    ),
    "malformed": (
        QT_TRANSLATE_NOOP("words", "The server did not understand us: this is our mistake."),
        QT_TRANSLATE_NOOP("words", "Report it; the item is kept here."),
    ),
    "refused": (
        QT_TRANSLATE_NOOP("words", "The server refuses this item: {reason}."),
        QT_TRANSLATE_NOOP("words", "Correct it or ask for help; the item is kept here and blocks nothing else."),
    ),
    "interrupted": (
        QT_TRANSLATE_NOOP("words", "The last attempt was interrupted."),
        QT_TRANSLATE_NOOP("words", "It is tried again by itself."),
    ),
}
