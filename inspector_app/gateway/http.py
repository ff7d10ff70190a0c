"""The gateway over HTTP: one client for each lane, the newest account for all of them."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Final
from urllib.parse import urlsplit

from backend_client.client import AuctionClient
from backend_client.clock import ServerClock, micros
from backend_client.contract import AuctionEvent as WireEvent
from backend_client.events import EventStream
from backend_client.transport import Patience, Server
from backend_client.uploads import PhotoUpload
from inspector_app.core.auction import Auction, AuctionEvent, PricePoint
from inspector_app.core.errors import GatewayError, InputError, StorageError
from inspector_app.core.ids import AuctionId, Micros, Sha256
from inspector_app.core.outbox import Envelope, Intent, Verdict
from inspector_app.core.payloads import read_launch_payload, read_photo_payload, read_submission
from inspector_app.core.session import Account
from inspector_app.gateway.mapping import account_of, auction_of, event_of, point_of
from inspector_app.gateway.verdicts import BUSY, SIGNED_OUT, at_sign_in, on_upload, told_in_our_words

DEFAULT_PATIENCE: Final = Patience()
GONE: Final = frozenset({"photo_lost", "photo_corrupt"})
"""What no further try mends; a disk that does not answer now may answer later."""
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class HttpGateway:
    """Speaks to the central backend; every method is safe from any lane, each lane has its own connection."""

    def __init__(
        self,
        read_photo: Callable[[Sha256], bytes],
        device_id: str,
        *,
        ca_bundle: str | None = None,
        patience: Patience = DEFAULT_PATIENCE,
    ) -> None:
        self._read_photo = read_photo
        self._device_id = device_id
        self._ca_bundle = ca_bundle
        self._patience = patience
        self._clock = ServerClock()
        self._speaking: tuple[Account, str | None] | None = None
        self._lane = threading.local()
        self._clients: dict[int, AuctionClient] = {}
        self._stream: EventStream | None = None

    def sign_in(self, server_url: str, email: str, password: str) -> tuple[Account, str]:
        """Return the account and its token; raises InputError or GatewayError `wrong_password`."""
        with told_in_our_words(at_sign_in):
            server = self._server(server_url, None)
            refuse_open_letter(server.base_url)
            with closing(AuctionClient(server, self._clock)) as client:
                self._clients[threading.get_ident()] = client
                view = client.sign_in(email, password, self._device_id)
        return account_of(server.base_url, view), view.token

    def use(self, account: Account, token: str | None) -> None:
        """Speak as this account from now on; without a token every call is `signed_out`."""
        self._speaking = (account, token)
        self._clock = ServerClock()

    def sign_out(self) -> None:
        """End the session on the server and speak as nobody; a server out of reach lets it expire."""
        if self._speaking is None:
            return
        account, token = self._speaking
        self.use(account, None)
        if token:
            with told_in_our_words(), closing(AuctionClient(self._server(account.server_url, token))) as client:
                client.sign_out()

    def deliver(self, envelope: Envelope) -> str:
        """Deliver once, resumably; return the server's own proof (hash or id)."""
        deliver = {
            Intent.UPLOAD_PHOTO: self._upload,
            Intent.SUBMIT_APPRAISAL: self._submit,
            Intent.LAUNCH_AUCTION: self._launch,
        }[envelope.intent]
        speaking = self._speaking
        try:
            return deliver(envelope)
        except GatewayError as error:
            if error.code == "signed_out" and speaking is not self._speaking:  # signed in anew meanwhile
                raise GatewayError(*BUSY) from error
            raise

    def auction(self, auction_id: AuctionId) -> tuple[Auction, tuple[PricePoint, ...]]:
        """Return an auction and its price points as the server has them."""
        with told_in_our_words():
            client = self._client()
            view = client.auction(auction_id)  # before the bids: what comes between is in both, and in the stream
            bids = client.bids(auction_id)
            points = tuple(point_of(auction_id, bid, view.currency) for bid in bids.bids)
            return auction_of(view, Micros(micros(bids.server_time))), points

    def stream(self, cursors: Mapping[AuctionId, int], stop: Callable[[], bool]) -> Iterator[AuctionEvent | None]:
        """Yield events after each cursor as they come; None once connected and at each heartbeat.

        Ends when `stop()` holds, or by `hang_up`; raises GatewayError after several failures in a row.
        """
        account, token = self._signed_in()
        with told_in_our_words():
            server = self._server(stream_address(account), token)
            told = {str(auction): seq for auction, seq in cursors.items()}
            self._stream = stream = EventStream(server, told, clock=self._clock)
            for event in stream.follow(stop):
                yield from _in_our_words(event, cursors)

    def hang_up(self) -> None:
        """End the running stream at once, whatever it waits for."""
        if self._stream is not None:
            self._stream.hang_up()

    def give_up(self) -> None:
        """End every call that is under way, and the stream, for good: the app is closing, and the outbox is safe."""
        self.hang_up()
        for client in tuple(self._clients.values()):
            client.transport.hang_up()

    def server_offset_us(self) -> int:
        """Return server clock minus this laptop's, from the sharpest recent answer."""
        return self._clock.offset_us()

    def _upload(self, envelope: Envelope) -> str:
        facts = read_photo_payload(envelope.payload)
        try:
            data = self._read_photo(facts.sha256)
        except StorageError as error:
            verdict = Verdict.REFUSED if error.code in GONE else Verdict.LATER
            raise GatewayError(error.code, verdict, retry_after_s=None, **error.params) from error
        photo = PhotoUpload(facts.photo_id, facts.appraisal_id, facts.revision, facts.sha256, facts.mime, data)
        with told_in_our_words(on_upload):
            return self._client().upload(photo, again=envelope.attempts > 1)

    def _submit(self, envelope: Envelope) -> str:
        told = read_submission(envelope.payload)
        with told_in_our_words():
            return self._client().put_revision(told.appraisal_id, told.revision, told.body).content_hash

    def _launch(self, envelope: Envelope) -> str:
        with told_in_our_words():
            return self._client().launch(read_launch_payload(envelope.payload)).id

    def _signed_in(self) -> tuple[Account, str]:
        account, token = self._speaking or (None, None)
        if account is None or token is None:
            raise GatewayError(*SIGNED_OUT)
        return account, token

    def _client(self) -> AuctionClient:
        """Return this lane's client, made anew after each change of account."""
        account, token = self._signed_in()
        known: tuple[object, AuctionClient] | None = getattr(self._lane, "client", None)
        if known and known[0] is self._speaking:
            return known[1]
        if known:
            known[1].close()
        client = AuctionClient(self._server(account.server_url, token), self._clock)
        self._lane.client = (self._speaking, client)
        self._clients[threading.get_ident()] = client
        return client

    def _server(self, url: str, token: str | None) -> Server:
        return Server(url, token, self._ca_bundle, self._patience)


def refuse_open_letter(base_url: str) -> None:
    """Raise InputError `insecure_server` where a password would travel unencrypted beyond this machine."""
    parts = urlsplit(base_url)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise InputError("insecure_server", url=base_url)


def stream_address(account: Account) -> str:
    """Return where events stream; the server itself where its word would carry the token astray or unencrypted."""
    server, stream = urlsplit(account.server_url), urlsplit(account.stream_url)
    goes_astray = stream.hostname in LOOPBACK and server.hostname not in LOOPBACK
    is_open = stream.scheme != "https" and (server.scheme == "https" or stream.hostname not in LOOPBACK)
    return account.server_url if goes_astray or is_open else account.stream_url


def _in_our_words(event: WireEvent | None, cursors: Mapping[AuctionId, int]) -> Iterator[AuctionEvent | None]:
    """Yield a heartbeat as it is, and an event only of an auction that is followed."""
    if event is None:
        yield None
    elif event.auction_id in cursors:
        yield event_of(event)
