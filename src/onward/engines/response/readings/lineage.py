"""Versions of one reader's read: which amends which, and which hold now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onward.engines.response.readings.records import Read, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """All versions of what one reader read of one case in one role.

    versions      ids, in order of when they were signed
    heads         those that no other version amends, sorted; more than one is a conflict
    is_one_root   all go back to one read; False: the reader signed twice
    """

    reader: str
    role: Role
    versions: tuple[str, ...]
    heads: tuple[str, ...]
    is_one_root: bool

    @property
    def is_clear(self) -> bool:
        """Exactly one version holds."""
        return len(self.heads) == 1


def lineages_of(reads: Mapping[str, Read]) -> tuple[Lineage, ...]:
    """The lineages of one case's reads, by reader and role."""
    parts: dict[tuple[str, Role], dict[str, Read]] = {}
    for key, read in reads.items():
        parts.setdefault((read.reader, read.role), {})[key] = read
    found: list[Lineage] = []
    for (reader, role), held in sorted(parts.items(), key=lambda item: (item[0][0], item[0][1].value)):
        amended = {old for read in held.values() for old in read.replaces}
        roots = {key for key, read in held.items() if not any(old in held for old in read.replaces)}
        # An amendment whose former version has not come yet goes back to that one.
        origins = {held[key].replaces or (key,) for key in roots}
        found.append(
            Lineage(
                reader=reader,
                role=role,
                versions=tuple(sorted(held, key=lambda key: (held[key].at, key))),
                heads=tuple(sorted(held.keys() - amended)),
                is_one_root=len(origins) == 1,
            )
        )
    return tuple(found)
