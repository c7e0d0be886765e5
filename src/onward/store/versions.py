"""Which version a content is: the first content of a resource is version 1, each new content counts on."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from onward.store.groups import in_groups
from onward.store.schema import resources
from onward.store.values import Arrival


class Versions:
    """The contents that the store knows of some resources, and those that join them in the same transaction."""

    def __init__(self, connection: Connection, identities: Iterable[bytes]) -> None:
        self._known: dict[bytes, dict[bytes, int]] = {}
        for group in in_groups(dict.fromkeys(identities)):
            rows = connection.execute(
                select(resources.c.identity, resources.c.content, resources.c.version)
                .where(resources.c.identity.in_(group))
                .distinct()
            )
            for identity, content, version in rows:
                self._known.setdefault(bytes(identity), {})[bytes(content)] = version

    def arrive(self, identity: bytes, content: bytes) -> tuple[int, Arrival]:
        """The version that this content is, and whether it was there before."""
        contents = self._known.setdefault(identity, {})
        if content in contents:
            return contents[content], Arrival.DUPLICATE
        version = max(contents.values(), default=0) + 1
        contents[content] = version
        return version, Arrival.NEW if version == 1 else Arrival.NEW_VERSION
