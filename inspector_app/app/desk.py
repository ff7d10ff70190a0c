"""The desk: one unlocked profile with its store, vault, gateway and services, made once."""

from dataclasses import dataclass

from inspector_app.app.opening import Opened
from inspector_app.core.errors import AccessError
from inspector_app.core.ids import Clock, now
from inspector_app.core.session import Access, Account
from inspector_app.gateway import HttpGateway
from inspector_app.imaging import imaging
from inspector_app.reading import decode_vin
from inspector_app.services.appraise import AppraiseService
from inspector_app.services.auctions import AuctionService
from inspector_app.services.capture import CaptureService
from inspector_app.services.detect import DetectService
from inspector_app.services.queue import QueueService
from inspector_app.services.records import Records
from inspector_app.services.review import ReviewService
from inspector_app.services.session import SessionService
from inspector_app.services.sync import SyncService
from inspector_app.settings import Settings
from inspector_app.store import ProfileStore, Vault, open_store


@dataclass(frozen=True)
class Desk:
    """What an unlocked profile works with. The store and what writes to it belong to the STORE lane."""

    account: Account
    store: ProfileStore
    vault: Vault
    gateway: HttpGateway
    session: SessionService
    appraise: AppraiseService
    capture: CaptureService
    detect: DetectService
    review: ReviewService
    auctions: AuctionService
    sync: SyncService
    queue: QueueService

    def close(self) -> None:
        """Close the database; what waits is safe in it."""
        self.store.close()


def open_desk(opened: Opened, settings: Settings, device_id: str, clock: Clock = now) -> Desk:
    """Open a profile's database on this thread and make its services.

    Raises StorageError where the database cannot be used, AccessError `never_signed_in` for an empty profile.
    """
    actor = opened.account.user_id if opened.account else ""
    store = open_store(opened.profile.folder, opened.sealer, actor=actor, device=device_id, clock=clock)
    session = SessionService(Records(store, clock), offline_days=settings.offline_days)
    records = Records(store, clock, lambda: session.access() is not Access.CAPTURE_ONLY)
    if opened.account and opened.token:
        session.signed_in(opened.account, opened.token)
    account = session.account()
    if account is None:
        store.close()
        raise AccessError("never_signed_in")
    store.set_actor(account.user_id)
    vault = Vault(opened.profile.folder, opened.sealer)
    gateway = HttpGateway(read_photo=vault.get, device_id=device_id, ca_bundle=settings.ca_bundle or None)
    gateway.use(account, session.token())
    return Desk(
        account, store, vault, gateway, session,
        AppraiseService(records, decode_vin, account),
        CaptureService(records, vault, imaging),
        DetectService(records, vault, imaging),
        ReviewService(records),
        AuctionService(records, gateway, account),
        SyncService(store, gateway),
        QueueService(store),
    )  # fmt: skip
