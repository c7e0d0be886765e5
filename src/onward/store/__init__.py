"""Records as they came, byte for byte: SQLite by default, PostgreSQL by URL.

with Store.open() as store:
    for resource in store.resources_of(person): ...
"""

from __future__ import annotations

from onward.store.location import onward_home
from onward.store.receiving import Receiving
from onward.store.schema import TRIAL_KIND
from onward.store.store import Store
from onward.store.trial_index import SEPARATOR, HeldTrial, IndexedTrial, TrialIndex
from onward.store.values import (
    Appearance,
    Arrival,
    ImageFile,
    KindCount,
    NewResource,
    StoredDocument,
    StoredResource,
    StoredStudy,
    TrialSync,
)

__all__ = [
    "SEPARATOR",
    "TRIAL_KIND",
    "Appearance",
    "Arrival",
    "HeldTrial",
    "ImageFile",
    "IndexedTrial",
    "KindCount",
    "NewResource",
    "Receiving",
    "Store",
    "StoredDocument",
    "StoredResource",
    "StoredStudy",
    "TrialIndex",
    "TrialSync",
    "onward_home",
]
