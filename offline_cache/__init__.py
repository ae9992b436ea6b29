"""The till's store on its own disk: encrypted, and whole after any power cut. Imports `retail` only."""

import offline_cache.drivers  # noqa: F401 - before anything imports peewee
from offline_cache.errors import StoreError
from offline_cache.keys import SecretStore
from offline_cache.store import Enrolment, LocalStore, open_store

__all__ = ["Enrolment", "LocalStore", "SecretStore", "StoreError", "open_store"]
