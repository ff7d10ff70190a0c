"""The beat of sync: claim, send, settle; see docs/sync.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from inspector_app.core.canonical import Json
from inspector_app.core.changes import Changes
from inspector_app.core.errors import GatewayError
from inspector_app.core.history import Stream
from inspector_app.core.ids import AuctionId
from inspector_app.core.outbox import Envelope, Intent, Outcome, Verdict
from inspector_app.core.payloads import read_submission
from inspector_app.core.ports import Gateway, Store

PHOTOS: Final = frozenset({Intent.UPLOAD_PHOTO})
"""What lane BULK carries."""
DECISIONS: Final = frozenset({Intent.SUBMIT_APPRAISAL, Intent.LAUNCH_AUCTION})
"""What lane CONTROL carries: never behind a photo of another car."""
EVERYTHING: Final = frozenset(Intent)

TOLD: Final[Mapping[Intent, tuple[Stream, str]]] = {
    Intent.SUBMIT_APPRAISAL: (Stream.APPRAISAL, "submission_verified"),
    Intent.LAUNCH_AUCTION: (Stream.AUCTION, "launch_verified"),
}
"""What the history says of a proven delivery; a photo's is told by its submission."""
PERSON_NEEDED: Final = frozenset({Verdict.CONFLICT, Verdict.REFUSED})


def nothing_more(_envelope: Envelope) -> Changes:
    """Do nothing more after a proven delivery."""
    return Changes()


@dataclass(frozen=True)
class Tally:
    """What a run of `run_once` did: how many attempts, and how many ended in a proof."""

    attempts: int = 0
    verified: int = 0
    changes: Changes = field(default_factory=Changes)

    def after(self, outcome: Outcome, changes: Changes) -> "Tally":
        """Return the tally with one more attempt."""
        return Tally(self.attempts + 1, self.verified + outcome.is_verified, self.changes | changes)


class SyncService:
    """Carries envelopes to the server; `on_delivered` runs on STORE, in the transaction of a proven delivery."""

    def __init__(
        self, store: Store, gateway: Gateway, on_delivered: Callable[[Envelope], Changes] = nothing_more
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._on_delivered = on_delivered

    def claim(self, intents: frozenset[Intent] = EVERYTHING, limit: int = 1) -> tuple[Envelope, ...]:
        """Take due envelopes, marked as tried before they are. Lane STORE."""
        return self._store.outbox.claim(intents, limit)

    def send(self, envelope: Envelope) -> Outcome:
        """Try one delivery, without the store; an expected failure becomes a verdict. Lane CONTROL or BULK."""
        try:
            told = self._gateway.deliver(envelope)
        except GatewayError as error:
            missing = tuple(str(error.params.get("photos", "")).split())
            return Outcome(envelope, error.verdict, error.code, retry_after_s=error.retry_after_s, missing=missing)
        if envelope.proof and told != envelope.proof:
            return Outcome(envelope, Verdict.LATER, "proof_differs", proof=told)
        return Outcome(envelope, Verdict.DELIVERED, proof=told)

    def settle(self, outcome: Outcome) -> Changes:
        """Record what became of an attempt, and what hangs on it: all, or nothing, and once. Lane STORE."""
        envelope = outcome.envelope
        auctions = {AuctionId(envelope.key)} if envelope.intent is Intent.LAUNCH_AUCTION else set()
        changes = Changes(
            frozenset({envelope.appraisal_id}), frozenset(auctions), queue=True, session=outcome.code == "signed_out"
        )
        with self._store.atomic():
            if not self._store.outbox.settle(outcome):
                return changes
            if outcome.code == "photos_missing" and envelope.intent is Intent.SUBMIT_APPRAISAL:
                self._store.outbox.requeue_photo(outcome.missing or _photos_of(envelope))
            self._tell(outcome)
            return changes | (self._on_delivered(envelope) if outcome.is_verified else Changes())

    def run_once(self, intents: frozenset[Intent] = EVERYTHING) -> Tally:
        """Claim, send and settle until nothing is due; for the command line, where one thread does all."""
        tally = Tally()
        while claimed := self.claim(intents):
            for envelope in claimed:
                outcome = self.send(envelope)
                tally = tally.after(outcome, self.settle(outcome))
        return tally

    def _tell(self, outcome: Outcome) -> None:
        envelope = outcome.envelope
        stream, what = TOLD.get(envelope.intent, (Stream.APPRAISAL, ""))
        subject = envelope.key if stream is Stream.AUCTION else envelope.appraisal_id
        payload: dict[str, Json] = {"key": envelope.key, "attempts": envelope.attempts}
        if outcome.verdict in PERSON_NEEDED:
            payload |= {"intent": envelope.intent.value, "code": outcome.code}
            self._store.history.append(stream, subject, "delivery_stuck", payload)
        elif outcome.is_verified and what:
            self._store.history.append(stream, subject, what, payload | {"proof": outcome.proof})


def _photos_of(envelope: Envelope) -> tuple[str, ...]:
    """Return every photo of a submission, for a server that does not say which it lacks."""
    return tuple(photo["photo_id"] for photo in read_submission(envelope.payload).body["photos"])
