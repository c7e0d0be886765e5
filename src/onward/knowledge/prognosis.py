"""Breast-GPA, a published prognostic index for brain metastases (data: prognosis/breast_gpa.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from onward.knowledge.files import DATA, KnowledgeFile, entries, entry, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class AgePoints:
    """Points by age in completed years."""

    below_60: Decimal
    from_60: Decimal
    years: int
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KarnofskyPoints:
    """Points by Karnofsky performance status, which has steps of ten."""

    to_60: Decimal
    from_70_to_80: Decimal
    from_90: Decimal
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtypePoints:
    """Points by hormone receptors and HER2."""

    triple_negative: Decimal
    hr_positive_her2_negative: Decimal
    hr_negative_her2_positive: Decimal
    hr_positive_her2_positive: Decimal
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPoints:
    """Points by the number of brain metastases."""

    one: Decimal
    more: Decimal
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtracranialPoints:
    """Points by metastases outside the central nervous system."""

    absent: Decimal
    present: Decimal
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GpaGroup:
    """Survival observed from the diagnosis of brain metastases: median and interquartile range in months."""

    from_score: Decimal
    to_score: Decimal
    median_months: Decimal
    from_months: Decimal
    to_months: Decimal
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreastGpaRules:
    """The index as published, and how its inputs are looked for in a record."""

    file: KnowledgeFile
    age: AgePoints
    karnofsky: KarnofskyPoints
    subtype: SubtypePoints
    number: NumberPoints
    extracranial: ExtracranialPoints
    survival: tuple[GpaGroup, ...]
    window_days: int
    extracranial_not: frozenset[str]
    one_words: tuple[str, ...]
    more_words: tuple[str, ...]
    metastasis_words: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> BreastGpaRules:
        """Read prognosis/breast_gpa.yaml. Raises KnowledgeError."""
        file = read_file(path)
        words = ("extracranial_not", "one_words", "more_words", "metastasis_words")
        only_keys(file, "how_to_read", "points", "survival", "window_days", *words)
        rules = cls(
            file=file,
            age=entry(file, AgePoints, "points", "age"),
            karnofsky=entry(file, KarnofskyPoints, "points", "karnofsky"),
            subtype=entry(file, SubtypePoints, "points", "subtype"),
            number=entry(file, NumberPoints, "points", "number"),
            extracranial=entry(file, ExtracranialPoints, "points", "extracranial"),
            survival=entries(file, GpaGroup, "survival"),
            window_days=int(str(file.body["window_days"])),
            extracranial_not=frozenset(_words(file, "extracranial_not")),
            one_words=_words(file, "one_words"),
            more_words=_words(file, "more_words"),
            metastasis_words=_words(file, "metastasis_words"),
        )
        for before, after in zip(rules.survival, rules.survival[1:], strict=False):
            if not before.from_score <= before.to_score < after.from_score:
                raise file.broken("groups of scores have to stand in order, without touching", "survival")
        return rules

    def group_of(self, score: Decimal) -> GpaGroup | None:
        """The group in which a score lies; None for a score that the index does not have."""
        return next((group for group in self.survival if group.from_score <= score <= group.to_score), None)


@lru_cache(maxsize=1)
def breast_gpa_rules() -> BreastGpaRules:
    """The index. Raises KnowledgeError."""
    return BreastGpaRules.load(DATA / "prognosis" / "breast_gpa.yaml")


def _words(file: KnowledgeFile, key: str) -> tuple[str, ...]:
    found = file.body.get(key)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise file.broken("expected a list of words", key)
    return tuple(str(word) for word in found)
