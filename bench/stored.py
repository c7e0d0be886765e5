"""One person's board from the store, as the command makes it, but inside a running process."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from onward.app.boards import board_of
from onward.app.importing import import_records
from onward.app.records import load_people
from onward.store import Store

_DAY = date(2026, 11, 23)


def store_with(records: Path, where: Path) -> Path:
    """A store that holds the records."""
    with Store.open(where) as store:
        import_records([records], store, now=datetime.now(UTC))
    return where


def board_from_store(store: Path, person: str) -> str:
    """Read the person from the store, derive everything, and make the page."""
    loaded = load_people([person], store=str(store), today=_DAY)
    return board_of(loaded.people[0], loaded, as_of=_DAY).html()
