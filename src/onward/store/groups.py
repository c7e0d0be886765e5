"""Long lists in groups: a database takes only so many values in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

# Far below the limits: 32,766 values in SQLite 3.40, 65,535 in PostgreSQL.
MOST_VALUES = 1_000

_Item = TypeVar("_Item")


def in_groups(items: Iterable[_Item], size: int = MOST_VALUES) -> Iterator[list[_Item]]:
    """The items in lists of at most `size`, in order."""
    rest = iter(items)
    while group := list(islice(rest, size)):
        yield group
