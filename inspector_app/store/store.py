"""The profile's store: one table object for each part of the trade, over one connection."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from inspector_app.core.errors import AccessError, StorageError
from inspector_app.core.ids import Clock, now
from inspector_app.core.ports import Sealer
from inspector_app.store.appraisals import AppraisalTable
from inspector_app.store.auctions import AuctionTable
from inspector_app.store.damages import DamageTable
from inspector_app.store.database import LocalDatabase, open_database
from inspector_app.store.durable import make_private
from inspector_app.store.facts import FactTable
from inspector_app.store.findings import FindingTable
from inspector_app.store.history import HistoryTable
from inspector_app.store.outbox import OutboxTable
from inspector_app.store.photos import PhotoTable

FILE_NAME: Final = "profile.sqlite"
KEY_CHECK: Final = "store.key_check"


class ProfileStore:
    """Implements `core.ports.Store`. Opened, used and closed on the STORE lane's one thread."""

    def __init__(self, database: LocalDatabase, sealer: Sealer, clock: Clock, actor: str, device: str) -> None:
        self._database = database
        self.appraisals = AppraisalTable(database, sealer)
        self.photos = PhotoTable(database)
        self.findings = FindingTable(database)
        self.damages = DamageTable(database, sealer)
        self.outbox = OutboxTable(database, sealer, clock, self.appraisals.title_of)
        self.auctions = AuctionTable(database, sealer)
        self.history = HistoryTable(database, sealer, clock, actor, device)
        self.facts = FactTable(database, sealer)

    def atomic(self) -> AbstractContextManager[None]:
        """Open a transaction: all that is written inside, or nothing; may be nested."""
        return self._database.atomic()

    def set_actor(self, actor: str) -> None:
        """Say who works from now on: the history names them."""
        self.history.actor = actor

    def close(self) -> None:
        """Close the database."""
        self._database.close()


def open_store(folder: Path, sealer: Sealer, *, actor: str = "", device: str = "", clock: Clock = now) -> ProfileStore:
    """Open or make the profile's store, and make due again what an earlier process left unsettled.

    Raises StorageError `database_newer`, `disk_full`, `disk_trouble`; AccessError `key_unusable` for a wrong key.
    """
    make_private(folder)
    database = open_database(folder / FILE_NAME)
    try:
        store = ProfileStore(database, sealer, clock, actor, device)
        _check_key(store)
        store.outbox.recover()
    except BaseException:
        database.close()
        raise
    return store


def _check_key(store: ProfileStore) -> None:
    """Refuse another profile's key before anything is sealed with it."""
    try:
        known = store.facts.get(KEY_CHECK)
    except StorageError as error:
        if error.code != "sealed_corrupt":
            raise
        raise AccessError("key_unusable") from None
    if known is None:
        store.facts.set(KEY_CHECK, "holds")
