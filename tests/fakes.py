"""Fakes of the ports, in this one file: they keep to the ports' promises and say what was done with them."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inspector_app.core.auction import Auction, AuctionEvent, PricePoint
from inspector_app.core.errors import GatewayError
from inspector_app.core.ids import AuctionId
from inspector_app.core.outbox import Envelope, Intent, Verdict
from inspector_app.core.payloads import read_submission
from inspector_app.core.session import Account, Role

ACCOUNT = Account(
    server_url="http://127.0.0.1:1", user_id="user-1", user_name="Ines", email="ines@north.example", role=Role.MANAGER,
    dealership_id="dealer-1", dealership_name="North", currency="USD",
)  # fmt: skip


def trouble(code: str, verdict: Verdict, retry_after_s: float | None = None, **params: str | int) -> GatewayError:
    """Return a failure for a script."""
    return GatewayError(code, verdict, retry_after_s=retry_after_s, **params)


UNREACHABLE = trouble("unreachable", Verdict.LATER)
SIGNED_OUT = trouble("signed_out", Verdict.PAUSED)
REFUSED = trouble("refused", Verdict.REFUSED, reason="no")


@dataclass(frozen=True)
class LostAnswer:
    """The server hears and stores; its answer does not arrive."""


@dataclass(frozen=True)
class OtherProof:
    """The server says that it stored something else."""


Step = GatewayError | LostAnswer | OtherProof | None
"""What happens to one delivery; None is the good case."""


@dataclass
class FakeGateway:
    """A server in memory: it takes each key once, a submission after its photos, a launch after its submission."""

    script: deque[Step] = field(default_factory=deque)
    stored: dict[str, Envelope] = field(default_factory=dict)
    heard: list[Envelope] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    """Keys in the order in which they were first stored."""
    auctions: dict[AuctionId, tuple[Auction, tuple[PricePoint, ...]]] = field(default_factory=dict)
    events: list[AuctionEvent | None] = field(default_factory=list)
    speaking: tuple[Account, str | None] | None = None
    during: Callable[[Envelope], object] = lambda _: None
    """Called while a delivery is under way."""
    hung_up: int = 0

    def will(self, *steps: Step) -> None:
        """Add to the script; after it everything succeeds."""
        self.script.extend(steps)

    def sign_in(self, server_url: str, email: str, password: str) -> tuple[Account, str]:
        """Let anybody in whose password is `right`."""
        self._step()
        if password != "right":
            raise trouble("wrong_password", Verdict.PAUSED)
        return ACCOUNT, "token"

    def use(self, account: Account, token: str | None) -> None:
        """Remember as whom to speak."""
        self.speaking = (account, token)

    def deliver(self, envelope: Envelope) -> str:
        """Take an envelope as the script says."""
        self.heard.append(envelope)
        self.during(envelope)
        step = self._step()
        self._refuse_what_lacks_something(envelope)
        if envelope.key not in self.stored:
            self.stored[envelope.key] = envelope
            self.order.append(envelope.key)
        if isinstance(step, LostAnswer):
            raise UNREACHABLE
        return "something else" if isinstance(step, OtherProof) else envelope.proof

    def auction(self, auction_id: AuctionId) -> tuple[Auction, tuple[PricePoint, ...]]:
        """Return an auction that the test put here."""
        self._step()
        return self.auctions[auction_id]

    def stream(self, cursors: Mapping[AuctionId, int], stop: Callable[[], bool]) -> Iterator[AuctionEvent | None]:
        """Yield what the test put here."""
        yield None
        for event in self.events:
            if stop():
                return
            yield event

    def hang_up(self) -> None:
        """Count the call."""
        self.hung_up += 1

    def server_offset_us(self) -> int:
        """Return no difference."""
        return 0

    def forget(self, *keys: str) -> None:
        """Lose what was stored, as a server restored from an older copy has."""
        for key in keys:
            self.stored.pop(key, None)

    def _step(self) -> Step:
        step = self.script.popleft() if self.script else None
        if isinstance(step, GatewayError):
            raise step
        return step

    def _refuse_what_lacks_something(self, envelope: Envelope) -> None:
        if envelope.intent is Intent.SUBMIT_APPRAISAL:
            told = read_submission(envelope.payload).body["photos"]
            missing = [photo["photo_id"] for photo in told if photo["photo_id"] not in self.stored]
            if missing:
                raise trouble("photos_missing", Verdict.LATER, photos=" ".join(missing))
        if envelope.intent is Intent.LAUNCH_AUCTION and not self._has_submission(envelope):
            raise trouble("refused", Verdict.REFUSED, reason="no such appraisal")

    def _has_submission(self, envelope: Envelope) -> bool:
        known: Iterable[Envelope] = self.stored.values()
        return any(one.intent is Intent.SUBMIT_APPRAISAL and one.appraisal_id == envelope.appraisal_id for one in known)
