"""How the disease and the person do: disease status, intent, reasons to stop, menopause, performance, pregnancy, other
conditions (data: codes/status.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onward.knowledge.coded import Vocabulary, table_of
from onward.knowledge.files import KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.words import NameIndex
from onward.terms import Code, CodeSystem

_SYSTEMS = (CodeSystem.SNOMED, CodeSystem.LOINC, CodeSystem.ICD10, CodeSystem.NCIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedValue:
    """One value of a vocabulary with the codes and words that mean it; ICD-10 codes cover what lies below them."""

    value: str
    source: tuple[str, ...]
    snomed: tuple[str, ...] = ()
    loinc: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()
    ncit: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceAnswer:
    """One step of a performance scale."""

    scale: str
    value: int
    source: tuple[str, ...]
    loinc: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PerformanceTable:
    """ECOG and Karnofsky: the codes of the scales, and of their steps."""

    scales: Vocabulary[str]
    steps: dict[tuple[str, Code], int]
    values: dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class StatusTable:
    """The vocabularies of codes/status."""

    file: KnowledgeFile
    disease: Vocabulary[str]
    loinc_status: frozenset[str]
    evidence: Vocabulary[str]
    intent: Vocabulary[str]
    stop_reason: Vocabulary[str]
    menopause: Vocabulary[str]
    performance: PerformanceTable
    pregnancy: Vocabulary[str]
    loinc_pregnancy: frozenset[str]
    conditions: Vocabulary[str]

    @classmethod
    def load(cls, path: Path) -> StatusTable:
        """Read codes/status.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(
            file,
            "disease_status",
            "loinc_status",
            "evidence",
            "intent",
            "stop_reason",
            "menopause",
            "performance",
            "pregnancy",
            "loinc_pregnancy",
            "conditions",
        )
        return cls(
            file,
            vocabulary(file, entries(file, CodedValue, "disease_status")),
            _codes(file, "loinc_status"),
            vocabulary(file, entries(file, CodedValue, "evidence", renamed={"type": "value"})),
            vocabulary(file, entries(file, CodedValue, "intent")),
            vocabulary(file, entries(file, CodedValue, "stop_reason")),
            vocabulary(file, entries(file, CodedValue, "menopause")),
            _performance(file),
            vocabulary(file, entries(file, CodedValue, "pregnancy", renamed={"state": "value"})),
            _codes(file, "loinc_pregnancy"),
            vocabulary(file, entries(file, CodedValue, "conditions", renamed={"condition": "value"})),
        )


def vocabulary(file: KnowledgeFile, values: Sequence[CodedValue]) -> Vocabulary[str]:
    """Codes and words of a list of values. Raises KnowledgeError when a code stands at two of them."""
    table = table_of(
        file, ((system, getattr(value, system.value), value.value) for value in values for system in _SYSTEMS)
    )
    return Vocabulary(table, NameIndex.of((word, value.value) for value in values for word in value.words))


def _performance(file: KnowledgeFile) -> PerformanceTable:
    scales = entries(file, CodedValue, "performance", "scales", renamed={"scale": "value"})
    answers = entries(file, PerformanceAnswer, "performance", "answers")
    steps = {
        (answer.scale, Code(system, value)): answer.value
        for answer in answers
        for system in (CodeSystem.LOINC, CodeSystem.SNOMED)
        for value in getattr(answer, system.value)
    }
    names = {scale.value for scale in scales}
    return PerformanceTable(
        vocabulary(file, scales),
        steps,
        {name: frozenset(a.value for a in answers if a.scale == name) for name in names},
    )


def _codes(file: KnowledgeFile, key: str) -> frozenset[str]:
    """A plain list of codes."""
    found = file.body.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise file.broken("expected a list of codes", key)
    return frozenset(found)
