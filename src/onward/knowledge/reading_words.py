"""The words of eligibility criteria: illnesses, findings, groups of drugs, tests, places, moments (data: reading/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from onward.knowledge.codes import codes
from onward.knowledge.drugs import Drug
from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class IllnessWords:
    """An illness; `holds` are narrower ones that count as this one."""

    condition: str
    source: tuple[str, ...]
    words: tuple[str, ...]
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """What a clinician judges: its question, and criteria in plain form that settle it (None where nothing does)."""

    finding: str
    question: str
    words: tuple[str, ...]
    yes_if: object = None
    no_if: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseWords:
    """Words that stand for one criterion, given in plain form."""

    criterion: object
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugWords:
    """What a group of drugs is called, and which one it is.

    supportive   taken beside treatment (anticoagulants, steroids): a bare mention means that they are taken now
    """

    words: tuple[str, ...]
    source: tuple[str, ...]
    supportive: bool = False
    drugs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    payloads: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """A unit as written, with its UCUM code."""

    unit: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyteWords:
    """What is measured; several analytes where one word means them together (transaminases)."""

    analytes: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """A place of metastases, as sites of codes/sites."""

    sites: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CancerWords:
    """A kind of cancer."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """Something done on a day.

    quality   what the words say beyond the event, for a human ("surgical excision": of what?)
    """

    event: str
    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    quality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWords:
    """One name of a closed list (a receptor, a scale, a score) and its words."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """All words of the folder, typed.

    passing     illnesses that are meant to be there now where the words name no time
    by_the_way  words that tell of something else: what they name may not stand for a line
    """

    illnesses: tuple[IllnessWords, ...]
    findings: tuple[FindingWords, ...]
    phrases: tuple[PhraseWords, ...]
    drugs: tuple[DrugWords, ...]
    units: tuple[UnitWords, ...]
    analytes: tuple[AnalyteWords, ...]
    places: tuple[PlaceWords, ...]
    cancers: tuple[CancerWords, ...]
    events: tuple[EventWords, ...]
    receptors: tuple[NamedWords, ...]
    scales: tuple[NamedWords, ...]
    scores: tuple[NamedWords, ...]
    persons: tuple[str, ...]
    anchors: tuple[str, ...]
    qualities: tuple[str, ...]
    now: tuple[str, ...]
    ever: tuple[str, ...]
    presence: tuple[str, ...]
    comparisons: Mapping[str, tuple[str, ...]]
    passing: frozenset[str]
    by_the_way: frozenset[str]

    @property
    def held_groups(self) -> dict[str, tuple[str, ...]]:
        """Illness -> the narrower ones that it holds."""
        return {one.condition: one.holds for one in self.illnesses if one.holds}

    @property
    def illness_words(self) -> tuple[tuple[str, str], ...]:
        """Each word for an illness, with that illness."""
        return tuple((word, one.condition) for one in self.illnesses for word in (one.condition, *one.words))


_LISTS = ("persons", "anchors", "qualities", "now", "ever", "presence")


@lru_cache(maxsize=1)
def reading_words(folder: Path = DATA / "reading") -> ReadingWords:
    """Read the folder. Raises KnowledgeError."""
    conditions = read_file(folder / "conditions.yaml")
    only_keys(conditions, "conditions", "passing", "by_the_way")
    findings = read_file(folder / "findings.yaml")
    only_keys(findings, "findings")
    phrases = read_file(folder / "phrases.yaml")
    only_keys(phrases, "phrases")
    drugs = read_file(folder / "drug_words.yaml")
    only_keys(drugs, "drug_words")
    words = read_file(folder / "words.yaml")
    only_keys(
        words,
        "comparisons",
        "units",
        "analytes",
        "sites",
        "cancers",
        "events",
        "receptors",
        "scales",
        "scores",
        *_LISTS,
    )
    return ReadingWords(
        illnesses=entries(conditions, IllnessWords, "conditions"),
        findings=tuple(_finding(findings, index, one) for index, one in enumerate(_rows(findings, "findings"))),
        phrases=tuple(_phrase(phrases, index, one) for index, one in enumerate(_rows(phrases, "phrases"))),
        drugs=entries(drugs, DrugWords, "drug_words"),
        units=entries(words, UnitWords, "units"),
        analytes=entries(words, AnalyteWords, "analytes"),
        places=entries(words, PlaceWords, "sites"),
        cancers=entries(words, CancerWords, "cancers"),
        events=entries(words, EventWords, "events"),
        receptors=entries(words, NamedWords, "receptors", renamed={"marker": "name"}),
        scales=entries(words, NamedWords, "scales", renamed={"scale": "name"}),
        scores=entries(words, NamedWords, "scores", renamed={"score": "name"}),
        comparisons=_comparisons(words),
        persons=_texts(words, "persons"),
        anchors=_texts(words, "anchors"),
        qualities=_texts(words, "qualities"),
        now=_texts(words, "now"),
        ever=_texts(words, "ever"),
        presence=_texts(words, "presence"),
        passing=frozenset(_texts(conditions, "passing")),
        by_the_way=frozenset(_texts(conditions, "by_the_way")),
    )


def _rows(file: KnowledgeFile, key: str) -> list[dict[str, object]]:
    rows = file.body.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise file.broken("expected a list of mappings", key)
    return rows


def _finding(file: KnowledgeFile, index: int, row: dict[str, object]) -> FindingWords:
    allowed = {"finding", "question", "words", "source", "yes_if", "no_if"}
    name, question = row.get("finding"), row.get("question")
    if not set(row) <= allowed or not isinstance(name, str) or not isinstance(question, str):
        raise file.broken("a finding has finding, question, words, source, and yes_if or no_if", "findings", index)
    _cited(file, row, "findings", index)
    return FindingWords(
        finding=name,
        question=question,
        words=_words(file, row, "findings", index),
        yes_if=row.get("yes_if"),
        no_if=row.get("no_if"),
    )


def _phrase(file: KnowledgeFile, index: int, row: dict[str, object]) -> PhraseWords:
    if set(row) != {"criterion", "words", "source"}:
        raise file.broken("a phrase has criterion, words and source", "phrases", index)
    _cited(file, row, "phrases", index)
    return PhraseWords(criterion=row["criterion"], words=_words(file, row, "phrases", index))


def _cited(file: KnowledgeFile, row: dict[str, object], key: str, index: int) -> None:
    source = row.get("source")
    if not isinstance(source, str) or source not in file.sources:
        raise file.broken(f'unknown source "{source}"', key, index)


def _words(file: KnowledgeFile, row: dict[str, object], key: str, index: int) -> tuple[str, ...]:
    words = row.get("words")
    if words == "":
        return ()
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise file.broken("expected a list of words", key, index, "words")
    return tuple(words)


def _texts(file: KnowledgeFile, key: str) -> tuple[str, ...]:
    words = file.body.get(key)
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise file.broken("expected a list of words", key)
    return tuple(words)


def _comparisons(file: KnowledgeFile) -> dict[str, tuple[str, ...]]:
    found = file.body.get("comparisons")
    if not isinstance(found, dict) or set(found) != {"at_least", "above", "at_most", "below"}:
        raise file.broken("expected at_least, above, at_most and below", "comparisons")
    return {name: tuple(words) for name, words in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadingLexicon:
    """All that the reader of eligibility text needs to know: its words, the drugs and the genes of the code tables.

    genes   name or alias, upper case -> HGNC symbol
    """

    words: ReadingWords
    drugs: tuple[Drug, ...]
    genes: Mapping[str, str]


@lru_cache(maxsize=1)
def reading_lexicon() -> ReadingLexicon:
    """The words of the knowledge files. Raises KnowledgeError."""
    return ReadingLexicon(words=reading_words(), drugs=codes().drugs.drugs, genes=codes().procedures.genes.by_name)
