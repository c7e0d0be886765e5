"""Looking up a code in tables: exactly for most systems, by the nearest ancestor for ICD-10."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from onward.knowledge.files import KnowledgeFile
from onward.knowledge.words import NameIndex
from onward.terms import Code, CodeSystem

_Meaning = TypeVar("_Meaning")


def table_of(
    file: KnowledgeFile, coded: Iterable[tuple[CodeSystem, Iterable[str], _Meaning]], *steps: str
) -> dict[Code, _Meaning]:
    """Code -> meaning. Raises KnowledgeError when one code has two meanings."""
    table: dict[Code, _Meaning] = {}
    for system, values, meaning in coded:
        for value in values:
            code = Code(system, icd10_with_point(value) if system is CodeSystem.ICD10 else value)
            if table.setdefault(code, meaning) != meaning:
                raise file.broken(f"{system.value} {value} stands at two entries", *steps)
    return table


def look_up(table: dict[Code, _Meaning], codes: Iterable[Code]) -> _Meaning | None:
    """The meaning of the first code that the table knows; of ICD-10 codes also by their category (C79.51 by C79.5 or
    C79).
    """
    for code in codes:
        found = table.get(code)
        if found is not None:
            return found
        # Topography of ICD-O-3 is built like ICD-10; its morphology (8500/3) is not.
        if code.system is CodeSystem.ICD10 or (code.system is CodeSystem.ICDO3 and code.value[:1] == "C"):
            for value in icd10_ancestors(code.value):
                found = table.get(Code(code.system, value))
                if found is not None:
                    return found
    return None


@dataclass(frozen=True, slots=True)
class Vocabulary(Generic[_Meaning]):
    """Meanings with the codes and the words that stand for them."""

    table: dict[Code, _Meaning]
    names: NameIndex[_Meaning]

    def of_codes(self, codes: Iterable[Code]) -> _Meaning | None:
        """What the first known code means."""
        return look_up(self.table, codes)

    def find(self, codes: Iterable[Code], text: str = "") -> _Meaning | None:
        """What the codes mean, else what the longest known name in the text means."""
        found = look_up(self.table, codes)
        return found if found is not None or not text else self.names.find(text)


def icd10_with_point(value: str) -> str:
    """ICD-10 with its point: "C7951" is C79.51; upper case, without the modifiers that national versions put behind."""
    text = value.strip().upper().rstrip("+*!")
    return f"{text[:3]}.{text[3:]}" if len(text) > 3 and "." not in text else text


def icd10_ancestors(value: str) -> Iterator[str]:
    """A code and its categories from the narrowest to the three-character one: C79.51, C79.5, C79."""
    text = icd10_with_point(value)
    while len(text) > 3:
        yield text
        text = text[:-1].rstrip(".")
    yield text
