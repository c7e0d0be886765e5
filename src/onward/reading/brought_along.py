"""What a question says along with what it names: words and kinds of things that come back with another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onward.knowledge.unsaid_words import unsaid_words
from onward.reading.comes_back import Said, stems_of

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """Word stems and kinds of things ("drug") that come back with something else."""

    stems: frozenset[str] = _NONE
    kinds: frozenset[str] = _NONE


def brought_by(said: Said) -> Brought:
    """All that comes back with what a question says."""
    names, stems = _index()
    found = [one for name in said.names if name in names for one in names[name]]
    found += [one for stem in said.stems if stem in stems for told, one in stems[stem] if told <= said.stems]
    if not found:
        return Brought()
    return Brought(stems=_NONE.union(*(one.stems for one in found)), kinds=_NONE.union(*(one.kinds for one in found)))


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, list[Brought]], dict[str, list[tuple[frozenset[str], Brought]]]]:
    """What is brought by a name, and by words: under the first of their stems, with all of them."""
    names: dict[str, list[Brought]] = {}
    stems: dict[str, list[tuple[frozenset[str], Brought]]] = {}
    for one in unsaid_words().comes_with:
        brought = Brought(stems=_NONE.union(*map(stems_of, one.words)), kinds=frozenset(one.kinds))
        for said in one.said:
            names.setdefault(said, []).append(brought)
            told = _NONE if said.startswith("question ") else stems_of(said)
            if told:
                stems.setdefault(min(told), []).append((told, brought))
    return names, stems
