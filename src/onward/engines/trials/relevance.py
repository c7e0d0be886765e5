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

    points    0 to 5
    because   the steps in words
    """

    points: int
    because: tuple[str, ...]


MOST_POINTS = 5


def relevance(match: TrialMatch, subject: Subject) -> Relevance:
    """What the trial's own words, and those of its lines that let her in, say of her disease."""
    trial = match.prepared.trial
    words = " · ".join((*trial.conditions, trial.title, trial.official_title, *trial.keywords))
    steps: list[tuple[int, str]] = []
    of_breast = _BREAST.search(words) is not None
    if of_breast:
        alone = _is_alone(trial)
        steps.append((2, "for breast cancer") if alone else (1, "for several cancers, breast cancer among them"))
    if subject.picture.metastatic is Truth.YES:
        advanced = _ADVANCED.search(words) is not None
        if advanced or (of_breast and _EARLY.search(words) is None and _held(match, _STAGE)):
            steps.append((1, "for metastatic disease"))
    if of_breast and (named := _subtype(words, subject)):
        steps.append((1, f"for {named}"))
    if _held(match, _TUMOUR):
        steps.append((1, "asks for receptors or genes that she has"))
    return Relevance(sum(points for points, _ in steps), tuple(because for _, because in steps))


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


def _subtype(words: str, subject: Subject) -> str:
    """The subtype that the trial names, when it is hers; "" when it names none, or another."""
    hormone, _, her2 = subject.picture.subtype.code.partition("/")
    her2_negative = her2 in ("HER2-low", "HER2-ultralow", "HER2-zero", "HER2-")
    if _TRIPLE_NEGATIVE.search(words):
        return "triple negative disease" if hormone == "HR-" and her2_negative else ""
    if _HER2_LOW.search(words) and her2 in ("HER2-low", "HER2-ultralow"):
        return f"{her2} disease"
    if _HER2_POSITIVE.search(words):
        return "HER2-positive disease" if her2 == "HER2+" else ""
    if _HORMONE.search(words):
        fits = hormone == "HR+" and (her2_negative or not _HER2_NEGATIVE.search(words))
        return "hormone receptor positive disease" if fits else ""
    if _HER2_NEGATIVE.search(words):
        return "HER2-negative disease" if her2_negative else ""
    return ""


_TUMOUR = frozenset({"Receptor", "ReceptorPercent", "Her2Score", "Her2Ish", "HasVariant", "Score", "EndocrineStatus"})
_STAGE = frozenset({"Metastatic", "Stage", "MetastaticSites"})


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
