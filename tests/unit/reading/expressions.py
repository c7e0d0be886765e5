"""Every expression of the reader that is tried only where it can match."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import onward.reading
from onward.reading.sought import AnyOf, Changes, Sought


def _inside(value: object) -> Iterator[Sought]:
    match value:
        case Sought():
            yield value
        case Changes():
            yield from (one for one, _ in value.changes)
        case AnyOf():
            yield from value.expressions
        case tuple() | list():
            for one in value:
                yield from _inside(one)
        case dict():
            yield from _inside(list(value.values()))
        case _:
            return


def expressions_of_the_reader() -> list[Sought]:
    """Those of all modules, each once."""
    found: dict[int, Sought] = {}
    for module in walk_packages(onward.reading.__path__, "onward.reading."):
        for value in vars(import_module(module.name)).values():
            found.update((id(one), one) for one in _inside(value))
    return list(found.values())
