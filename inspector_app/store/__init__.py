"""The local database and the photo vault."""

from inspector_app.store.database import sqlite_version
from inspector_app.store.durable import durable_replace, write_durably
from inspector_app.store.store import ProfileStore, open_store
from inspector_app.store.vault import Vault

__all__ = ["ProfileStore", "Vault", "durable_replace", "open_store", "sqlite_version", "write_durably"]
