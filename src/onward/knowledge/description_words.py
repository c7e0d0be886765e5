"""Words of a description of a person in plain clinical English (data: reading/description.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from onward.knowledge.codes import Codes, codes
from onward.knowledge.drugs import Drug
from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.words import NameIndex

_CUES = ("toxicities", "planned", "declined", "denied_before", "denied_after", "suspected", "past", "relatives", "empty")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Regimen:
    words: tuple[str, ...]
    drugs: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Short:
    drug: str
    words: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionWords:
    """What a description says beyond the names of the code tables.

    regimens   regimens in letters as written, the longest first, with their drugs
    drugs      names of drugs, short forms and classes ("... not named") in one index
    cues       kind of cue ("planned", "denied_before", ...) to its words
    """

    file: KnowledgeFile
    regimens: tuple[tuple[str, tuple[Drug, ...]], ...]
    drugs: NameIndex[tuple[Drug, ...]]
    cues: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, file: KnowledgeFile, tables: Codes) -> DescriptionWords:
        """Raises KnowledgeError for an unknown key or a drug that codes/drugs does not have."""
        only_keys(file, "regimens", "drugs", "classes", *_CUES)
        by_name = tables.drugs.by_name

        def drug(name: str, *place: str | int) -> Drug:
            if name not in by_name:
                raise file.broken(f'unknown drug "{name}"', *place)
            return by_name[name]

        regimens = [
            (word, tuple(drug(name, "regimens", index, "drugs") for name in one.drugs))
            for index, one in enumerate(entries(file, _Regimen, "regimens"))
            for word in one.words
        ]
        short = [
            (word, (drug(one.drug, key, index, "drug"),))
            for key in ("drugs", "classes")
            for index, one in enumerate(entries(file, _Short, key))
            for word in one.words
        ]
        return cls(
            file=file,
            regimens=tuple(sorted(regimens, key=lambda one: (-len(one[0]), one[0]))),
            drugs=_joined(tables, short),
            cues={key: frozenset(_words(file, key)) for key in _CUES},
        )


def _joined(tables: Codes, short: list[tuple[str, tuple[Drug, ...]]]) -> NameIndex[tuple[Drug, ...]]:
    """One index of the table's own names and the short ones; of equal names the table's stays."""
    own = [
        (" ".join(words), meaning)
        for group in tables.drugs.names.by_first_word.values()
        for words, meaning in group
    ]
    return NameIndex.of((*own, *short))


def _words(file: KnowledgeFile, key: str) -> tuple[str, ...]:
    found = file.body.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise file.broken("expected a list of words", key)
    return tuple(found)


@lru_cache(maxsize=1)
def description_words() -> DescriptionWords:
    """The words that come with Onward. Raises KnowledgeError."""
    return DescriptionWords.of(read_file(DATA / "reading" / "description.yaml"), codes())
