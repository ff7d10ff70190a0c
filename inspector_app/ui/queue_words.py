"""What an item of the queue is, why it stands where it stands, and what a person can do about it."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from inspector_app.core.ids import Micros
from inspector_app.core.outbox import STUCK, Intent, OutboxState, QueueRow
from inspector_app.core.words.mark import QT_TRANSLATE_NOOP
from inspector_app.qt.terms import intent_name, shot_name
from inspector_app.qt.translate import Told, in_words

CONTEXT: Final = "queue"
BY_STATE: Final[dict[OutboxState, tuple[str, str]]] = {
    OutboxState.QUEUED: (
        QT_TRANSLATE_NOOP("queue", "Safe on this laptop, and queued."),
        QT_TRANSLATE_NOOP("queue", "It is sent by itself when its turn comes."),
    ),
    OutboxState.SENDING: (
        QT_TRANSLATE_NOOP("queue", "On its way to the server."),
        QT_TRANSLATE_NOOP("queue", "It stays on this laptop too."),
    ),
    OutboxState.ACKED: (
        QT_TRANSLATE_NOOP("queue", "The server has received it."),
        QT_TRANSLATE_NOOP("queue", "Its hash is compared with ours."),
    ),
    OutboxState.VERIFIED: (
        QT_TRANSLATE_NOOP("queue", "The server holds exactly what was sent."),
        QT_TRANSLATE_NOOP("queue", "Its hash is the same as ours; nothing is left to do."),
    ),
    OutboxState.REFUSED: (
        QT_TRANSLATE_NOOP("queue", "The server refused it."),
        QT_TRANSLATE_NOOP("queue", "It is kept here and holds up nothing of other cars."),
    ),
}
CURES: Final[dict[Intent, str]] = {
    Intent.UPLOAD_PHOTO: QT_TRANSLATE_NOOP("queue", "Try it again; if it is refused again, take the photo anew."),
    Intent.SUBMIT_APPRAISAL: QT_TRANSLATE_NOOP("queue", "Open the appraisal, check its details, then try again."),
    Intent.LAUNCH_AUCTION: QT_TRANSLATE_NOOP("queue", "Open the auction, check its terms, then try again."),
}
TOLD_BY_CODE: Final = frozenset({OutboxState.RETRY_WAIT, OutboxState.PAUSED, OutboxState.CONFLICT, OutboxState.REFUSED})


def subject(row: QueueRow) -> str:
    """Return what the item is: the photo's shot, the appraisal, the launch."""
    name = intent_name(row.intent)
    return f"{name} · {shot_name(row.title)}" if row.intent is Intent.UPLOAD_PHOTO else name


def explained(row: QueueRow) -> Told:
    """Return why the item stands where it stands, and what happens or what to do next."""
    title, hint = _by_state(row)
    if row.state in STUCK:
        hint = f"{_translated(CURES[row.intent])} {hint}"
    return Told(title, hint)


def detail(row: QueueRow, now: Micros) -> str:
    """Return an item's second line: of which car, how large, how often tried, when again or why not."""
    parts = [row.car or row.title, size_of(row.bytes)]
    if row.attempts > 1:
        parts.append(_translated(QT_TRANSLATE_NOOP("queue", "tried {n} times")).format(n=row.attempts))
    if row.state is OutboxState.RETRY_WAIT:
        parts.append(again_in(row.due_at, now))
    if row.state in STUCK:
        parts.append(explained(row).title)
    return " · ".join(part for part in parts if part)


def size_of(count: int) -> str:
    """Return a size as a person says it."""
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{max(1, count // 1000)} kB"


def again_in(due_at: Micros, now: Micros) -> str:
    """Return when the next try is."""
    seconds = -((now - due_at) // 1_000_000)
    if seconds <= 0:
        return _translated(QT_TRANSLATE_NOOP("queue", "tries again soon"))
    return _translated(QT_TRANSLATE_NOOP("queue", "tries again in {n} s")).format(n=seconds)


def _by_state(row: QueueRow) -> tuple[str, str]:
    if row.code and row.code != "refused" and row.state in TOLD_BY_CODE:
        told = in_words(row.code)
        return told.title, told.hint
    title, hint = BY_STATE.get(row.state, BY_STATE[OutboxState.QUEUED])
    return _translated(title), _translated(hint)


def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
