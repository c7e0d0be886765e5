"""Rules of receptors, onset and sites, as far as code needs them: numbers, words and ids (data: disease/receptors.yaml,
disease/onset.yaml, disease/sites.yaml, disease/status.yaml, disease/words.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from onward.knowledge.files import KnowledgeFile, entries, entry, only_keys, read_file
from onward.knowledge.sites import SiteTable
from onward.knowledge.words import NameIndex, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A limit of a rule with its unit and how it is compared; `value` is a number, or a score as "3+"."""

    value: str
    unit: str
    comparison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseRule:
    """One rule as a clinician would sign it; `verified` False where its source was not opened or is a convention."""

    id: str
    name: str
    statement: str
    thresholds: Mapping[str, Threshold]
    source: tuple[str, ...]
    verified: bool
    marker: str = ""
    when: str = ""
    call: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Her2Words:
    """How one HER2 call is said in the subtype: its code and its plain words."""

    code: str
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptorRules:
    """Limits of receptor calls: percentages of stained nuclei, scores, ISH ratio and mean copies per nucleus."""

    file: KnowledgeFile
    rules: tuple[DiseaseRule, ...]
    positive_from_percent: Decimal
    low_to_percent: Decimal
    percent_min: Decimal
    percent_max: Decimal
    allred_negative_to: Decimal
    allred_one_percent_from: Decimal
    allred_ten_percent_from: Decimal
    h_score_max: Decimal
    amplified_ratio_from: Decimal
    copies_from: Decimal
    high_copies_from: Decimal
    ratio_tolerance: Decimal
    hormone_words: Mapping[str, str]
    her2_words: Mapping[str, Her2Words]

    @classmethod
    def load(cls, path: Path) -> ReceptorRules:
        """Read disease/receptors.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "how_to_read", "subtype_words", "rules")
        rules = _Rules.of(file)
        words = entry(file, _SubtypeWords, "subtype_words")
        return cls(
            file=file,
            rules=rules.rules,
            positive_from_percent=rules.number("er-low-positive", "percent_from", "%"),
            low_to_percent=rules.number("er-low-positive", "percent_to", "%"),
            percent_min=rules.number("receptor-percent-impossible", "percent_min", "%"),
            percent_max=rules.number("receptor-percent-impossible", "percent_max", "%"),
            allred_negative_to=rules.number("receptor-allred", "negative_to", "score"),
            allred_one_percent_from=rules.number("receptor-allred", "one_percent_or_more_from", "score"),
            allred_ten_percent_from=rules.number("receptor-allred", "above_ten_percent_from", "score"),
            h_score_max=rules.number("receptor-h-score", "h_max", "score"),
            amplified_ratio_from=rules.number("her2-ish-group-1", "ratio", "1"),
            copies_from=rules.number("her2-ish-group-1", "copies", "signals per cell"),
            high_copies_from=rules.number("her2-ish-single-probe", "positive_from", "signals per cell"),
            ratio_tolerance=rules.number("her2-ratio-from-counts", "tolerance", "1"),
            hormone_words=words.hr,
            her2_words=words.her2,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _SubtypeWords:
    hr: Mapping[str, str]
    her2: Mapping[str, Her2Words]
    triple_negative: str
    er_low_positive: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnsetRules:
    """Windows of disease/onset in calendar months."""

    file: KnowledgeFile
    rules: tuple[DiseaseRule, ...]
    window_months: int
    old_after_months: int

    @classmethod
    def load(cls, path: Path) -> OnsetRules:
        """Read disease/onset.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "how_to_read", "rules")
        rules = _Rules.of(file)
        window = rules.months("onset-window", "window")
        for rule in ("onset-before-diagnosis", "onset-two-primaries", "onset-early-stage-at-diagnosis"):
            # One window with one meaning: were it changed in one place only, the answers would contradict each other.
            if rules.months(rule, "window") != window:
                raise file.broken(f'the window of "{rule}" is not that of "onset-window"', "rules")
        return cls(
            file=file,
            rules=rules.rules,
            window_months=window,
            old_after_months=rules.months("no-grows-old", "age"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """Which sites are visceral or of the central nervous system, and from when after local therapy brain disease may
    be called stable.
    """

    file: KnowledgeFile
    rules: tuple[DiseaseRule, ...]
    visceral_sites: frozenset[str]
    visceral_words: frozenset[str]
    assessed_after_days: int

    @classmethod
    def load(cls, path: Path) -> SiteRules:
        """Read disease/sites.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "how_to_read", "visceral_sites", "visceral_other_words", "cns_sites", "rules")
        rules = _Rules.of(file)
        return cls(
            file=file,
            rules=rules.rules,
            visceral_sites=frozenset(_words(file, "visceral_sites")),
            visceral_words=frozenset(_words(file, "visceral_other_words")),
            assessed_after_days=int(rules.number("cns-treated-stable", "after_local_therapy", "d")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRules:
    """When a disease status and a tumour marker contradict each other."""

    file: KnowledgeFile
    rules: tuple[DiseaseRule, ...]
    calm_statuses: frozenset[str]
    markers: frozenset[str]
    increase_percent: Decimal
    before_status_days: int

    @classmethod
    def load(cls, path: Path) -> StatusRules:
        """Read disease/status.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "how_to_read", "calm_statuses", "markers", "rules")
        rules = _Rules.of(file)
        return cls(
            file=file,
            rules=rules.rules,
            calm_statuses=frozenset(_words(file, "calm_statuses")),
            markers=frozenset(_words(file, "markers")),
            increase_percent=rules.number("status-rising-marker", "increase", "%"),
            before_status_days=int(rules.number("status-rising-marker", "before_status", "d")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _WordList:
    name: str
    words: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    source: tuple[str, ...]
    prefixes: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


# Lists that say something of the clause in which their words stand; the first in this order wins a word that two have.
_CUES = (
    "metastasis",
    "disease_name",
    "lesion",
    "denied",
    "denied_after",
    "excluded",
    "normal",
    "hedged",
    "affirmed",
    "earlier",
    "earlier_seen",
    "comparison",
    "asks",
    "to_exclude",
    "family",
    "other_cancer",
    "not_metastatic",
    "gone",
    "nothing_new",
    "no_growth",
    "calm",
    "not_calm",
    "growing",
)
_OTHER_LISTS = (
    "examination",
    "filler",
    "preposition",
    "linking",
    "list_opener",
    "breaks",
    "finding",
    "asking_heading",
    "at_diagnosis",
    "not_solid",
    "brain_treatment",
)
# A text without one of these says nothing of metastases or lesions.
_SUBJECTS = ("metastasis", "lesion")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseWords:
    """Words of reports and of other cancers.

    cues       every word or phrase that says something of its clause, with the name of its list ("hedged", "calm", ...)
    subject    finds the words without which a text, folded to lower case, says nothing of metastases or lesions
    linking, preposition   words that may stand between a metastasis and its place
    breaks     words that part what stands before and after them
    list_opener, finding   words that open a list of places or say that something is there; words that make of a place
               the name of another finding ("pleural fluid")
    asking_heading   finds the heading of a part of the report that asks, and does not answer ("Indication:")
    not_solid  cancers that leave no doubt whose a metastasis is: by words, by prefix of their ICD-10 code
    """

    file: KnowledgeFile
    cues: NameIndex[str]
    subject: re.Pattern[str]
    examination: frozenset[str]
    filler: frozenset[str]
    preposition: frozenset[str]
    linking: frozenset[str]
    list_opener: frozenset[str]
    breaks: frozenset[str]
    finding: frozenset[str]
    asking_heading: re.Pattern[str]
    at_diagnosis: NameIndex[bool]
    not_solid: NameIndex[bool]
    not_solid_icd10: tuple[str, ...]
    brain_treatment: NameIndex[bool]
    local_therapy: frozenset[str]
    places_that_do_not_tell: frozenset[str]

    @classmethod
    def load(cls, path: Path) -> DiseaseWords:
        """Read disease/words.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "how_to_read", "lists", "not_solid_icd10", "local_therapy", "places_that_do_not_tell")
        lists = {found.name: found.words for found in entries(file, _WordList, "lists")}
        for name in (*_CUES, *_OTHER_LISTS):
            if not lists.get(name):
                raise file.broken(f'the list "{name}" is missing', "lists")
        return cls(
            file=file,
            cues=NameIndex.of((word, name) for name in _CUES for word in lists[name]),
            subject=_one_of(word for name in _SUBJECTS for word in lists[name]),
            examination=frozenset(lists["examination"]),
            filler=frozenset(lists["filler"]),
            preposition=frozenset(lists["preposition"]),
            linking=frozenset(lists["linking"]),
            list_opener=frozenset(lists["list_opener"]),
            breaks=frozenset(lists["breaks"]),
            finding=frozenset(lists["finding"]),
            asking_heading=_one_of(
                lists["asking_heading"], before=r"^\W*", after=r"[^:.\n]{0,30}:", flags=re.IGNORECASE
            ),
            at_diagnosis=_index(lists["at_diagnosis"]),
            not_solid=_index(lists["not_solid"]),
            not_solid_icd10=entry(file, _Names, "not_solid_icd10").prefixes,
            brain_treatment=_index(lists["brain_treatment"]),
            local_therapy=frozenset(entry(file, _Names, "local_therapy").procedures),
            places_that_do_not_tell=frozenset(entry(file, _Names, "places_that_do_not_tell").names),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtentRules:
    """All that is needed to say whether, since when and where the disease is metastatic."""

    onset: OnsetRules
    sites: SiteRules
    status: StatusRules
    words: DiseaseWords
    places: SiteTable

    @classmethod
    def load(cls, folder: Path, places: SiteTable) -> ExtentRules:
        """Read onset, sites, status and words from the folder `disease`. Raises KnowledgeError."""
        return cls(
            onset=OnsetRules.load(folder / "onset.yaml"),
            sites=SiteRules.load(folder / "sites.yaml"),
            status=StatusRules.load(folder / "status.yaml"),
            words=DiseaseWords.load(folder / "words.yaml"),
            places=places,
        )


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one file by id."""

    file: KnowledgeFile
    rules: tuple[DiseaseRule, ...]
    by_id: Mapping[str, DiseaseRule]

    @classmethod
    def of(cls, file: KnowledgeFile) -> _Rules:
        rules = entries(file, DiseaseRule, "rules")
        by_id: dict[str, DiseaseRule] = {}
        for index, rule in enumerate(rules):
            if by_id.setdefault(rule.id, rule) is not rule:
                raise file.broken(f'the rule "{rule.id}" stands here twice', "rules", index)
        return cls(file, rules, by_id)

    def number(self, rule_id: str, name: str, unit: str) -> Decimal:
        rule = self.by_id.get(rule_id)
        found = rule.thresholds.get(name) if rule is not None else None
        if found is None or found.unit != unit:
            raise self.file.broken(f'the rule "{rule_id}" needs a threshold "{name}" in {unit}', "rules")
        try:
            return Decimal(found.value)
        except InvalidOperation:
            raise self.file.broken(f'the threshold "{name}" of "{rule_id}" is no number', "rules") from None

    def months(self, rule_id: str, name: str) -> int:
        return int(self.number(rule_id, name, "mo"))


def _words(file: KnowledgeFile, key: str) -> tuple[str, ...]:
    found = file.body.get(key)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise file.broken("expected a list of words", key)
    return tuple(str(word) for word in found)


def _one_of(words: Iterable[str], *, before: str = "", after: str = "", flags: int = 0) -> re.Pattern[str]:
    # Words and spaces only: runs of other characters between words do not matter, as in `words_of`.
    phrases = {r"[\W_]+".join(re.escape(word) for word in words_of(phrase)) for phrase in words}
    return re.compile(rf"{before}\b(?:{'|'.join(sorted(phrases))})\b{after}", flags)


def _index(words: tuple[str, ...]) -> NameIndex[bool]:
    return NameIndex.of((word, True) for word in words)
