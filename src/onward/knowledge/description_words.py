"""Words of a description of a person in plain clinical English (data: reading/description.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from onward.knowledge.analytes import Analyte
from onward.knowledge.codes import Codes, codes
from onward.knowledge.drugs import Drug
from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.reading_words import IllnessWords, reading_words
from onward.knowledge.words import NameIndex

_Meaning = TypeVar("_Meaning")

_CUES = (
    "toxicities",
    "planned",
    "declined",
    "denied_before",
    "denied_after",
    "suspected",
    "past",
    "relatives",
    "others",
    "empty",
)


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
class _Condition:
    condition: str
    words: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Analyte:
    analyte: str
    words: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescriptionWords:
    """What a description says beyond the names of the code tables.

    regimens   regimens in letters as written, the longest first, with their drugs
    drugs      names of drugs, short forms and classes ("... not named") in one index
    conditions names of codes/status and short forms, to the group
    illnesses  names of illnesses as trials call them, to the illness and all that hold it
    analytes   names of codes/analytes and short forms
    stained    genes whose proteins are stained
    cues       kind of cue ("planned", "denied_before", ...) to its words
    """

    file: KnowledgeFile
    regimens: tuple[tuple[str, tuple[Drug, ...]], ...]
    drugs: NameIndex[tuple[Drug, ...]]
    conditions: NameIndex[str]
    illnesses: NameIndex[frozenset[str]]
    analytes: NameIndex[Analyte]
    stained: frozenset[str]
    cues: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, file: KnowledgeFile, tables: Codes, illnesses: Iterable[IllnessWords]) -> DescriptionWords:
        """Raises KnowledgeError for an unknown key or a drug that codes/drugs does not have."""
        only_keys(file, "regimens", "drugs", "classes", "conditions", "analytes", "stained", *_CUES)
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
            drugs=_joined(tables.drugs.names, short),
            conditions=_joined(tables.status.conditions.names, _short_conditions(file)),
            illnesses=_plain_illnesses(illnesses),
            analytes=_joined(tables.analytes.names, _short_analytes(file, tables)),
            stained=frozenset(_words(file, "stained")),
            cues={key: frozenset(_words(file, key)) for key in _CUES},
        )


def _joined(index: NameIndex[_Meaning], short: Sequence[tuple[str, _Meaning]]) -> NameIndex[_Meaning]:
    """One index of a table's own names and the short ones; of equal names the table's stays."""
    own = [(" ".join(words), meaning) for group in index.by_first_word.values() for words, meaning in group]
    return NameIndex.of((*own, *short))


# In a trial's list these words make a name of several illnesses, of a cancer, of a treatment or of a degree.
_NO_PLAIN_NAME = re.compile(
    r"[()/,;<>]|\b(?:or|and|and/or|with|without|risk|surgery|resection|history|positive|negative|other|related|toxicit\w+"
    r"|complications?|serology|tests?|status|requiring|significant\w*|therapy|treatment|uncontrolled|severe|active|event"
    r"|abnormal\w*|problem|intoleran\w+|allerg\w+|hypersensitiv\w+|reactions?|malignan\w+|cancer\w*|tumou?r\w*"
    r"|neoplas\w+|carcinom\w+|leuk(?:a)?emi\w+|lymphom\w+|myelom\w+|sarcom\w+|melanom\w+|metasta\w+|transplant\w*"
    r"|pregnan\w+|menopaus\w+|smok\w+|disability|mental condition|illness(?:es)?)\b"
)
_SHORTEST = 3


def _plain_illnesses(illnesses: Iterable[IllnessWords]) -> NameIndex[frozenset[str]]:
    """The names that are one illness wherever they stand."""
    known = tuple(illnesses)
    above: dict[str, set[str]] = {}
    for one in known:
        for held in one.holds:
            above.setdefault(held, set()).add(one.condition)
    return NameIndex.of(
        (word, _held_by(one.condition, above))
        for one in known
        for word in one.words
        if len(word) >= _SHORTEST and _NO_PLAIN_NAME.search(word) is None
    )


def _held_by(condition: str, above: Mapping[str, set[str]]) -> frozenset[str]:
    """The illness and all that hold it, however far up."""
    found: set[str] = set()
    left = [condition]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left.extend(above.get(one, ()))
    return frozenset(found)


def _short_conditions(file: KnowledgeFile) -> list[tuple[str, str]]:
    return [(word, one.condition) for one in entries(file, _Condition, "conditions") for word in one.words]


def _short_analytes(file: KnowledgeFile, tables: Codes) -> list[tuple[str, Analyte]]:
    known = {analyte.name: analyte for analyte in tables.analytes.analytes}
    short: list[tuple[str, Analyte]] = []
    for index, one in enumerate(entries(file, _Analyte, "analytes")):
        if one.analyte not in known:
            raise file.broken(f'unknown analyte "{one.analyte}"', "analytes", index, "analyte")
        short.extend((word, known[one.analyte]) for word in one.words)
    return short


def _words(file: KnowledgeFile, key: str) -> tuple[str, ...]:
    found = file.body.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise file.broken("expected a list of words", key)
    return tuple(found)


@lru_cache(maxsize=1)
def description_words() -> DescriptionWords:
    """The words that come with Onward. Raises KnowledgeError."""
    return DescriptionWords.of(read_file(DATA / "reading" / "description.yaml"), codes(), reading_words().illnesses)
