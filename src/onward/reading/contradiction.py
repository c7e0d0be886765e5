"""A reading that nobody can meet: two kinds of cancer, or two answers of one test, demanded together. Then two groups of
people, or two ways in, were taken for one.
"""

from __future__ import annotations

import re

from onward.criteria import (
    Age,
    AllOf,
    AnyOf,
    AskHuman,
    BreastCancer,
    CancerType,
    Criterion,
    Finding,
    HasSex,
    Her2Score,
    Menopause,
    Metastatic,
    Not,
    Receptor,
    Stage,
    TnmCategory,
    parts_of,
)

# What is asked about, and the answers that are let in.
Demand = tuple[str, frozenset[str]]

# Names that hold other kinds of cancer.
_WIDE_KINDS = frozenset({"solid tumour", "cancer", "malignancy", "any cancer"})
_BREAST: Demand = ("kind of cancer", frozenset({"breast"}))
_HER2_NEGATIVE = ("low", "ultralow", "zero")
_NODES = {
    "node-positive disease": ("nodes", "positive"),
    "node-negative disease": ("nodes", "negative"),
    "clinically node-positive": ("nodes by examination", "positive"),
    "clinically node-negative": ("nodes by examination", "negative"),
}


def contradicts_itself(criterion: Criterion) -> bool:
    """Whether it demands together what excludes each other, or an age of everybody that is that of some."""
    return (
        _excludes_itself(criterion)
        or is_age_of_some(criterion)
        or _is_torn(criterion)
        or _is_one_stage_of_two(criterion)
    )


_CURABLE = Not(of=Finding(name="candidate for curative treatment"))


def _is_torn(criterion: Criterion) -> bool:
    """Whether "not curable" has come off its extent: "locally advanced and not curable, or metastatic"."""
    if isinstance(criterion, AllOf) and len(criterion.of) > 1:
        for part in criterion.of:
            if isinstance(part, AnyOf) and _CURABLE in part.of and Metastatic() in part.of:
                return True
    return any(map(_is_torn, parts_of(criterion)))


def _excludes_itself(criterion: Criterion) -> bool:
    match criterion:
        case AllOf():
            asked = demands_of(criterion)
            apart = any(
                one[0] == other[0] and one[1].isdisjoint(other[1])
                for at, one in enumerate(asked)
                for other in asked[at + 1 :]
            )
            return apart or _denies_what_it_asks(criterion) or any(map(_excludes_itself, criterion.of))
        case _:
            return any(map(_excludes_itself, parts_of(criterion)))


def _denies_what_it_asks(criterion: AllOf) -> bool:
    """Whether a part is denied as well: "sarcoma, and no stromal tumour" where both have one name."""
    denied = {
        one
        for part in criterion.of
        if isinstance(part, Not)
        for one in (part.of.of if isinstance(part.of, AnyOf) else (part.of,))
    }
    return not denied.isdisjoint(criterion.of)


_YEARS = re.compile(
    r"\b(?:age|aged|ages)\b[^0-9]{0,25}(\d{1,3})\b(?! (?:month|week|day|hour))|\b(\d{1,3}) year(?: of age| old| or older| and older| or over)"
)


def is_age_of_some(criterion: Criterion) -> bool:
    """Whether an age is demanded beside words that name another one: "at least 22 years in one country, 18 elsewhere"."""
    match criterion:
        case AllOf():
            told = {
                year
                for part in criterion.of
                if isinstance(part, Age)
                for bound in (part.at_least_years, part.at_most_years)
                if bound is not None
                for year in (bound, bound + 1)
            }
            named = {
                int(one or other)
                for part in criterion.of
                if isinstance(part, AskHuman)
                for one, other in _YEARS.findall(part.question)
            }
            return (bool(told) and bool(named - told)) or any(map(is_age_of_some, criterion.of))
        case _:
            return any(map(is_age_of_some, parts_of(criterion)))


_STAGE_NAMED = re.compile(r"\bor (?:[a-z]+ ){0,3}?stage (iv|iii|ii|i)[abc]?\b")


def _is_one_stage_of_two(criterion: Criterion) -> bool:
    """Whether a stage is demanded beside words that let in another: "stage IIIB with an effusion or stage IV"."""
    if isinstance(criterion, AllOf):
        told = {group.rstrip("ABC") for part in criterion.of if isinstance(part, Stage) for group in part.groups}
        named = {
            found.upper()
            for part in criterion.of
            if isinstance(part, AskHuman)
            for found in _STAGE_NAMED.findall(part.question)
        }
        if told and named - told:
            return True
    return any(map(_is_one_stage_of_two, parts_of(criterion)))


def demands_of(criterion: Criterion) -> tuple[Demand, ...]:
    """What has to be so for it to be YES, of the things that have several answers: what is asked about, and the answers."""
    match criterion:
        case BreastCancer():
            return (_BREAST,)
        case CancerType(kinds=kinds):
            return () if _WIDE_KINDS.intersection(kinds) else (("kind of cancer", frozenset(kinds)),)
        case Receptor(marker=marker, calls=calls, sample=sample) if sample != "any":
            wide = _HER2_NEGATIVE if marker == "HER2" and "negative" in calls else ()
            narrow = ("negative",) if marker == "HER2" and set(calls) & set(_HER2_NEGATIVE) else ()
            return ((f"{marker} in {sample}", frozenset[str]((*calls, *wide, *narrow))),)
        case Her2Score(scores=scores, sample=sample) if sample != "any":
            return ((f"HER2 score in {sample}", frozenset[str](scores)),)
        case Finding(name=name) if name in _NODES:
            about, told = _NODES[name]
            return ((about, frozenset({told})),)
        case TnmCategory(axis=axis, categories=categories, staged=staged):
            return ((f"{axis} {staged}", frozenset(one[:2] for one in categories)),)
        case HasSex(sex=sex):
            return (("sex", frozenset({sex})),)
        case Menopause(status=status):
            return (("menopause", frozenset(status)),)
        case Metastatic():
            return (("metastatic", frozenset({"yes"})),)
        case Not(of=Metastatic()):
            return (("metastatic", frozenset({"no"})),)
        case AllOf():
            told = tuple(one for part in criterion.of for one in demands_of(part))
            # All three receptors are those of breast cancer.
            markers = {part.marker for part in criterion.of if isinstance(part, Receptor)}
            return (*told, _BREAST) if markers == {"ER", "PR", "HER2"} else told
        case AnyOf():
            return _of_every_way(criterion)
        case _:
            return ()


def _of_every_way(criterion: AnyOf) -> tuple[Demand, ...]:
    """What each of several ways asks for, with the answers of all of them."""
    ways = [demands_of(part) for part in criterion.of]
    first = {about for about, _ in ways[0]}
    shared = [about for about in first if all(any(about == other for other, _ in way) for way in ways)]
    return tuple(
        (about, frozenset[str]().union(*(answers for way in ways for other, answers in way if other == about)))
        for about in shared
    )
