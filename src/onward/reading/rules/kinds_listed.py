"""Kinds of cancer in a list of which some are told with their receptors: "NSCLC, triple-negative breast cancer or melanoma"."""

from __future__ import annotations

import re

from onward.criteria import (
    NODES,
    BreastCancer,
    CancerType,
    Criterion,
    HasVariant,
    Her2Ish,
    Her2Score,
    Not,
    Receptor,
    ReceptorPercent,
    Score,
    parts_of,
    triple_negative,
)
from onward.reading.grammar import Found
from onward.reading.rules.disease_joined import JOINED
from onward.reading.things import Fixed, any_of
from onward.reading.things_asked import question_of

rule = JOINED.rule
__all__ = ["JOINED"]

_RECEPTORS = (Receptor, ReceptorPercent, Her2Score, Her2Ish)
_PURE = (BreastCancer, CancerType, HasVariant, Score, *_RECEPTORS)


@rule("<F:one> {,|or|, or|and/or|and|, and|;|; or} <FX:other>", gives="F", again=True)
def kinds_in_a_list(found: Found) -> object:
    """ "NSCLC, TNBC, or colorectal cancer": nobody has to have them all."""
    one, other = _member(found.any("one")), _member(found.any("other"))
    if one is None or other is None or found.draft.denied or _begins_described(found, one):
        return None
    if _MUST.search(found.draft.spoken(found.match.string[found.match.end() :])) is not None or _goes_on_otherwise(
        found
    ):
        return None
    first, last = kinds_in(one), kinds_in(other)
    return Fixed(criterion=any_of((one, other))) if first and last and first.isdisjoint(last) else None


@rule("<F:one> [,] or other <J:tumours>", gives="F")
def or_other_tumours(found: Found) -> object:
    """ "Breast cancer, stage I to IV, or other solid tumours"."""
    one = found.any("one")
    if not isinstance(one, Fixed) or one.qualities or found.draft.denied or not kinds_in(one.criterion):
        return None
    if found.any("tumours") != "solid tumour" or _MUST.search(found.draft.spoken(found.match.string)) is None:
        return None
    return Fixed(criterion=any_of((one.criterion, CancerType(kinds=("solid tumour",)))))


def _member(value: object) -> Criterion | None:
    """A kind of cancer with its receptors and changes, and nothing else of the disease; a quality is asked beside it."""
    plain = Fixed(criterion=value.criterion) if isinstance(value, Fixed) else value
    criterion = plain.criterion if isinstance(plain, Fixed) else value
    if criterion == triple_negative():
        return triple_negative()
    if (
        not isinstance(value, Fixed)
        or not isinstance(criterion, NODES)
        or not all(isinstance(leaf, _PURE) for leaf in leaves(criterion))
    ):
        return None
    return question_of(value, denied=False)


def leaves(criterion: Criterion) -> tuple[Criterion, ...]:
    """The single questions of which a question is made, those that it denies too."""
    parts = (criterion.of,) if isinstance(criterion, Not) else parts_of(criterion)
    return tuple(leaf for part in parts for leaf in leaves(part)) if parts else (criterion,)


def kinds_in(criterion: Criterion) -> frozenset[str]:
    """The kinds of cancer that a question names; hormone receptors are those of the breast."""
    if criterion == triple_negative():
        return frozenset({"breast"})
    named: set[str] = set()
    for leaf in leaves(criterion):
        if isinstance(leaf, BreastCancer):
            named.add("breast")
        elif isinstance(leaf, CancerType):
            named.update(leaf.kinds)
    return frozenset(named)


# "Patients with melanoma or TNBC must have measurable disease": asked of those alone.
_MUST = re.compile(r"\b(?:must|should|shall|need|needs|required|has to|have to|are to)\b")
_NEXT = re.compile(r"(?:[,;] (?:or |and )?|or |and/or |and |/ )(?P<letter>[A-Z])(?P<sign>[\ue000-\uf8ff]) ")


def _goes_on_otherwise(found: Found) -> bool:
    """ "... or colorectal cancer with measurable disease": what is said of the last may be said of all."""
    following = _NEXT.match(found.match.string, found.match.end())
    return following is not None and (
        following["letter"] not in "FX" or _member(found.draft.at(following["sign"])) is None
    )


_BEFORE = re.compile(r"F[\ue000-\uf8ff] (?:,|;|or|and|and/or) (?:or |and )?$")


def _begins_described(found: Found, one: Criterion) -> bool:
    """ "HER2-positive breast cancer, gastric cancer or ...": what stands before the first may be said of all."""
    if _BEFORE.search(found.match.string[: found.match.start()]) is not None:
        return False
    told = [leaf for leaf in leaves(one) if isinstance(leaf, (HasVariant, Score, Her2Score, Her2Ish))]
    her2 = [leaf for leaf in leaves(one) if isinstance(leaf, Receptor) and leaf.marker == "HER2"]
    hormones = [leaf for leaf in leaves(one) if isinstance(leaf, Receptor) and leaf.marker != "HER2"]
    return bool(told) or (bool(her2) and not hormones)
