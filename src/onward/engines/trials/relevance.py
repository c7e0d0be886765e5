"""How much a trial is about this person's disease: any cancer, breast cancer, her stage, her subtype, her genes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onward.criteria import (
    Criterion,
    EndocrineStatus,
    HasVariant,
    Her2Score,
    Receptor,
    ReceptorPercent,
    Score,
    Subject,
    parts_of,
)
from onward.engines.trials.matching import TrialMatch
from onward.registry import Trial
from onward.terms import Truth

_BREAST = re.compile(r"\b(?:breast|mammary|tnbc|mbc|abc)\b", re.IGNORECASE)
_ADVANCED = re.compile(
    r"\b(?:metasta\w*|advanced|stage\s*(?:iv|4)|unresectable|inoperable|mbc|abc|locally\s+recurrent)\b", re.IGNORECASE
)
_EARLY = re.compile(
    r"\b(?:(?:neo-?)?adjuvant|early(?:-stage)?\s+breast|in\s+situ|dcis|prevention|screening|stage\s*(?:0|I{1,3})\b(?!V)"
    r"|post-?operative|pre-?operative|lumpectomy|survivors?)\b",
    re.IGNORECASE,
)
_TRIPLE_NEGATIVE = re.compile(r"\b(?:triple[- ]negative|tnbc)\b", re.IGNORECASE)
_HER2 = r"\b(?:her-?2|erbb2)(?:/neu)?(?:\s+receptor)?[\s-]*"
_HER2_POSITIVE = re.compile(_HER2 + r"(?:\+|pos|over-?express|amplif)", re.IGNORECASE)
_HER2_NEGATIVE = re.compile(_HER2 + r"(?:-(?!\w)|−|–|neg)", re.IGNORECASE)
_HER2_LOW = re.compile(_HER2 + r"(?:ultra-?)?low", re.IGNORECASE)
_HORMONE = re.compile(
    r"\b(?:hormone[- ]receptor|h(?:o)?r|er|o?estrogen[- ]receptor)s?[\s-]*(?:\+|pos)|\bendocrine|\bESR1\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relevance:
    """How specific a trial is, in steps that add up.

    points      0 to 5
    because     the steps in words
    elsewhere   whether its own words name only another disease, subtype or stage than hers
    """

    points: int
    because: tuple[str, ...]
    elsewhere: bool = False


MOST_POINTS = 5


def relevance(match: TrialMatch, subject: Subject) -> Relevance:
    """What the trial's own words, and those of its lines that let her in, say of her disease.

    A trial whose title, conditions or keywords name only another disease, subtype or stage than hers has no points at
    all, whatever else fits: its lines decide whether she may enter, but others are more likely to be for her.
    """
    trial = match.prepared.trial
    words = " · ".join((*trial.conditions, trial.title, trial.official_title, *trial.keywords))
    of_breast = _BREAST.search(words) is not None
    subtype = _subtype(words, subject) if of_breast else _Subtype("", fits=True)
    advanced = _ADVANCED.search(words) is not None
    early = of_breast and not advanced and _EARLY.search(words) is not None
    is_metastatic = subject.picture.metastatic is Truth.YES
    if not subtype.fits:
        return _elsewhere(f"for {subtype.name}, and another is on record")
    if early and is_metastatic:
        return _elsewhere("for early disease, and this one has spread")
    if not of_breast and (other := _other_disease(trial, words)):
        return _elsewhere(other)
    steps: list[tuple[int, str]] = []
    if of_breast:
        alone = _is_alone(trial)
        steps.append((2, "for breast cancer") if alone else (1, "for several cancers, breast cancer among them"))
    if is_metastatic and (advanced or (of_breast and _held(match, _STAGE))):
        steps.append((1, "for metastatic disease"))
    if subtype.name:
        steps.append((1, f"for {subtype.name}"))
    if _held(match, _TUMOUR):
        steps.append((1, "asks for receptors or genes that are on record"))
    return Relevance(sum(points for points, _ in steps), tuple(because for _, because in steps))


def _elsewhere(because: str) -> Relevance:
    return Relevance(0, (because,), elsewhere=True)


def _other_disease(trial: Trial, words: str) -> str:
    """Another disease, where the trial names nothing else; "" where its words leave it open."""
    if not trial.conditions and trial.title == trial.id:
        return ""
    if _ANY_CANCER.search(words):
        return ""
    if _OTHER_ORGAN.search(words):
        return "for another cancer"
    return "" if _CANCER.search(words) else "for another disease than cancer"


# Words that may hold breast cancer without naming it.
_ANY_CANCER = re.compile(
    r"\bsolid\s+(?:tumou?rs?|malignan\w*|cancers?)|\b(?:any|all|various|multiple|unspecified|advanced|metastatic"
    r"|refractory)\s+(?:cancers?|malignan\w*|neoplasms?|tumou?rs?)\b|\bneoplasms?,\s+by\s+site"
    r"|(?:^|·)\s*(?:cancers?|neoplasms?|malignan\w*|tumou?rs?|oncology|carcinoma)\s*(?:·|$)",
    re.IGNORECASE,
)
_CANCER = re.compile(
    r"\b(?:cancers?|carcinom\w*|neoplas\w*|tumou?rs?|malignan\w*|oncolog\w*|metasta\w*|chemotherap\w*|radiotherap\w*)\b",
    re.IGNORECASE,
)


def _is_alone(trial: Trial) -> bool:
    """Whether breast cancer is the one disease of the trial; without conditions the title speaks."""
    others = [name for name in trial.conditions if not _BREAST.search(name) and _OTHER_ORGAN.search(name)]
    return not others


_OTHER_ORGAN = re.compile(
    r"\b(?:lung|ovar\w*|prostat\w*|colo\w*|rect\w*|gastr\w*|stomach|pancrea\w*|hepat\w*|liver\s+cancer|renal|kidney|bladder"
    r"|urothel\w*|cervi\w*|endometri\w*|melanoma|lymphoma|leuk\w*|myeloma|sarcoma|glio\w*|head\s+and\s+neck|thyroid"
    r"|oesophag\w*|esophag\w*|solid\s+tumou?rs?|neoplasms?,\s+by\s+site)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Subtype:
    """The subtype that a trial names, "" for none that tells anything, and whether it may be hers."""

    name: str
    fits: bool


_NONE = _Subtype("", fits=True)


def _subtype(words: str, subject: Subject) -> _Subtype:
    """What the trial names; of several the first that is hers. Where hers is not known nothing is held against it."""
    hormone, negative = _is(_hormone(subject), "HR+"), _is(_her2(subject), *_HER2_IS_NEGATIVE)
    named: list[tuple[re.Pattern[str], str, Truth]] = [
        (_TRIPLE_NEGATIVE, "triple negative disease", _is(_hormone(subject), "HR-") & negative),
        (_HER2_LOW, "HER2-low disease", _is_her2_low(subject)),
        (_HER2_POSITIVE, "HER2-positive disease", _is(_her2(subject), "HER2+")),
    ]
    if _HORMONE.search(words) and _HER2_NEGATIVE.search(words):  # one subtype, of two parts
        named.append((_HORMONE, "hormone receptor positive, HER2-negative disease", hormone & negative))
    else:
        named.append((_HORMONE, "hormone receptor positive disease", hormone))
        named.append((_HER2_NEGATIVE, "HER2-negative disease", negative))
    found = [(name, fits) for pattern, name, fits in named if pattern.search(words)]
    hers = [name for name, fits in found if fits is Truth.YES]
    if hers:
        return _Subtype(hers[0], fits=True)
    others = [name for name, fits in found if fits is Truth.NO]
    if others and len(others) == len(found):
        return _Subtype(others[0], fits=False)
    return _NONE


_HER2_IS_NEGATIVE = ("HER2-low", "HER2-ultralow", "HER2-zero", "HER2-")


def _hormone(subject: Subject) -> str:
    return subject.picture.subtype.code.partition("/")[0]


def _her2(subject: Subject) -> str:
    return subject.picture.subtype.code.partition("/")[2]


def _is(hers: str, *wanted: str) -> Truth:
    if hers in wanted:
        return Truth.YES
    return Truth.NO if hers in ("HR+", "HR-", "HER2+", *_HER2_IS_NEGATIVE) else Truth.UNKNOWN


def _is_her2_low(subject: Subject) -> Truth:
    # Called negative without a score: it may be low.
    return Truth.UNKNOWN if _her2(subject) == "HER2-" else _is(_her2(subject), "HER2-low", "HER2-ultralow")


_TUMOUR = frozenset({"Receptor", "ReceptorPercent", "Her2Score", "Her2Ish", "HasVariant", "Score", "EndocrineStatus"})
_STAGE = frozenset({"Metastatic", "Stage", "TnmCategory", "MetastaticSites"})


def _held(match: TrialMatch, kinds: frozenset[str]) -> bool:
    """Whether a line of the best way in that lets her in asks for one of these things."""
    return any(
        line.truth is Truth.YES and line.answer is not None and bool(kinds & set(_kinds(line.answer.criterion)))
        for line in match.deciding
    )


def _kinds(criterion: Criterion) -> Iterator[str]:
    yield type(criterion).__name__
    for part in parts_of(criterion):
        yield from _kinds(part)


# The names above are those of nodes; a node that is renamed has to be renamed here.
assert {kind.__name__ for kind in (Receptor, ReceptorPercent, Her2Score, HasVariant, Score, EndocrineStatus)} <= _TUMOUR
