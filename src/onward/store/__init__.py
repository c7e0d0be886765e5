"""Records as they came, byte for byte: SQLite by default, PostgreSQL by URL.

with Store.open() as store:
    for resource in store.resources_of(person): ...
"""

from __future__ import annotations

from onward.store.location import onward_home
from onward.store.receiving import Receiving
from onward.store.schema import TRIAL_KIND
from onward.store.store import Store
from onward.store.values import (
    Appearance,
    Arrival,
    KindCount,
    NewResource,
    StoredDocument,
    StoredResource,
    StoredStudy,
    TrialSync,
)

__all__ = [
    "TRIAL_KIND",
    "Appearance",
    "Arrival",
    "KindCount",
    "NewResource",
    "Receiving",
    "Store",
    "StoredDocument",
    "StoredResource",
    "StoredStudy",
    "TrialSync",
    "onward_home",
]
