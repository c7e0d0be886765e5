"""What is said of the disease together: its receptors beside its extent, in front of it, behind it, said twice."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import (
    AllOf,
    AnyOf,
    BreastCancer,
    CancerType,
    Criterion,
    Finding,
    Her2Ish,
    Her2Score,
    Metastatic,
    Receptor,
    ReceptorPercent,
    Stage,
    parts_of,
)
from onward.reading.grammar import Found
from onward.reading.grammar import Stage as RuleStage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.disease import (
    GENERIC,
    NOT_CURABLE,
    UNRESECTABLE,
    begins_a_clause,
    describes,
    is_extent,
    kinds_of,
)
from onward.reading.things import Fixed, all_of, any_of

NOUNS = RuleStage("disease with its adjectives")
noun_rule = NOUNS.rule


@noun_rule("{not|no longer|not be|never} [considered|deemed|currently|considered to be] <F:curable>", gives="F")
def not_curable(found: Found) -> object:
    """ "not amenable to curative treatment", before an "or" can take another extent into the denial."""
    value = found.any("curable")
    if not isinstance(value, Fixed) or value.criterion != NOT_CURABLE.of or value.qualities or found.draft.denied:
        return None
    before = found.match.string[: found.match.start()].split()
    return None if before and before[-1] in ("must", "should", "may", "can", "will") else Fixed(criterion=NOT_CURABLE)


@noun_rule("<X> {or|and/or|, or|or/and|and / or|, and/or} [is|be|are] <X:other>", gives="X")
def either_hormone_receptor(found: Found) -> object:
    """ "ER-positive and/or PR-positive and HER2-negative": the two of them bind before the "and"."""
    one, other = describes(found.any("X")), describes(found.any("other"))
    markers: set[str] = set()
    for value in (one, other):
        if not isinstance(value, (Receptor, ReceptorPercent)) or value.marker not in ("ER", "PR"):
            return None
        if isinstance(value, Receptor) and not set(value.calls) <= {"positive", "low positive"}:
            return None
        markers.add(value.marker)
    return any_of((cast("Criterion", one), cast("Criterion", other))) if markers == {"ER", "PR"} else None


@noun_rule("<X> {,|and|/|;|, and|with|that is|which is|&|and also} [a|is|be|are] <X:other>", gives="X", again=True)
def receptors_together(found: Found) -> object:
    """ "HR-positive, HER2-negative"."""
    one, other = describes(found.any("X")), describes(found.any("other"))
    if one is None or other is None or not (_is_receptor(one) and _is_receptor(other)):
        return None
    slash = "/" in found.words.split()
    if not slash and re.search(r"X[\ue000-\uf8ff] (?:, )?(?:or|and/or) $", found.match.string[: found.match.start()]):
        # "A or B and C": which of them belong together the words do not tell.
        return None
    return all_of((one, other))


@noun_rule("<X> {or|, or|and/or} [is|be|are] <X:other>", gives="X", again=True)
def receptors_either(found: Found) -> object:
    """ "ER-positive or PR-positive"."""
    if found.match.string[found.match.end() :].startswith("/ X"):
        # "A/B or C/D": what a slash ties comes together first.
        return None
    one, other = describes(found.any("X")), describes(found.any("other"))
    if one is None or other is None or not (_is_receptor(one) and _is_receptor(other)):
        return None
    return any_of((one, other))


def _is_receptor(criterion: Criterion) -> bool:
    match criterion:
        case AllOf() | AnyOf():
            return all(_is_receptor(part) for part in criterion.of)
        case _:
            return isinstance(criterion, (Receptor, ReceptorPercent, Her2Score, Her2Ish))


@noun_rule("<X> <X:other>", gives="X", again=True)
def receptors_in_a_row(found: Found) -> object:
    """ "HR-positive HER2-negative"."""
    return receptors_together(found)


@noun_rule(
    "<XF:left> [,] <F:right>",
    "<XF:left> [primary|index|breast] <J>",
    "<XF:left> {disease|tumor|malignancy|cancer|carcinoma|lesion|breast tumor|phenotype|subtype}",
    gives="F",
    again=True,
)
def described(found: Found) -> object:
    """ "HER2-negative metastatic breast cancer"."""
    left = describes(found.any("left"))
    if left is None or _is_a_list(found):
        return None
    if found.has("right"):
        behind = found.any("right")
        qualities = behind.qualities if isinstance(behind, Fixed) else ()
        right = describes(replace(behind, qualities=()) if isinstance(behind, Fixed) else behind)
        if right is None:
            return None
        return Fixed(criterion=_of_breast_alone(left, right), qualities=qualities)
    if found.has("J") and not set(kinds_of(found.any("J"))) & GENERIC:
        return None
    return Fixed(criterion=left)


def _of_breast_alone(left: Criterion, right: Criterion) -> Criterion:
    """ "Triple-negative breast cancer, ovarian cancer": hormone receptors are said of the breast cancer alone."""
    if not isinstance(right, CancerType) or "breast" not in right.kinds or len(right.kinds) < 2:
        return all_of((left, right))
    parts = left.of if isinstance(left, AllOf) else (left,)
    receptors = tuple(part for part in parts if _is_receptor(part))
    markers = {
        one.marker
        for part in receptors
        for one in (part.of if isinstance(part, AnyOf) else (part,))
        if isinstance(one, Receptor)
    }
    if not markers & {"ER", "PR"}:
        return all_of((left, right))
    others = CancerType(kinds=tuple(kind for kind in right.kinds if kind != "breast"))
    rest = tuple(part for part in parts if part not in receptors)
    return all_of((*rest, any_of((all_of((*receptors, BreastCancer())), others))))


@noun_rule(
    "<F> [,] {that is|which is|that are|with|who have|and|which must be|which are|whose tumor is|that has|of|, and|must be|is|are|and must be|and is|classified as|presenting as|having} [documented|confirmed|either|a|tumor|evidence of|primary] <XF:more> [status|disease|breast cancer|tumor]",
    "<F> ( <XF:more> )",
    "<F> ( ie [,] <XF:more> )",
    "<F> , <X:more>",
    gives="F",
    again=True,
)
def described_behind(found: Found) -> object:
    """ "breast cancer that is HER2-negative"."""
    one, more = describes(found.any("F")), describes(found.any("more"))
    if one is None or more is None or _is_a_list(found):
        return None
    if (" must be " in found.words or " should be " in found.words) and _is_one_way(one, more, found):
        return None
    if STAGES_APART.search(found.draft.spoken(found.words)) is not None:
        # "Stage III, or stage I or II with recurrence": said of the last stages alone.
        return None
    if " either " in found.words and re.match(r"(?:[^ ]+ ){0,10}or ", found.match.string[found.match.end() :]):
        # "Cancer that is either A or B": both ways belong to it, so they come together first.
        return None
    if "(" in found.words and _repeats(one, more):
        return found.any("F")
    if "(" in found.words and isinstance(one, AnyOf) and _are_ways(found, one, more):
        return _of_the_last(one, more)
    if found.draft.denied and found.words.split()[1:2] in (["and"], [","]) and " and " in f" {found.words}":
        return _each_of_them(one, more)
    return Fixed(criterion=all_of((one, more)))


def _is_one_way(one: Criterion, more: Criterion, found: Found) -> bool:
    """Whether "...; locally advanced disease must be unresectable" stands there: of one way in, named before, alone."""
    alone = begins_a_clause(found.match.string[: found.match.start()].rstrip()) and not found.draft.denied
    return alone and one == Finding(name="locally advanced disease") and more == UNRESECTABLE


def _are_ways(found: Found, one: AnyOf, more: Criterion) -> bool:
    """Whether "A or B (C)" stands there, of extents: the bracket is said of B."""
    said = f" {found.draft.said[ord(found.match['F']) - FIRST_THING]} "
    return _EITHER.search(said) is not None and is_extent(Fixed(criterion=one)) and is_extent(Fixed(criterion=more))


_EITHER = re.compile(r" (?:or|and/or|/) ")
STAGES_APART = re.compile(r"\bstage [^;.]*(?:,|\bor) stage [^;.]* with ")


def _of_the_last(one: AnyOf, more: Criterion) -> object:
    """ "Locally advanced or metastatic (stage IV)": what the last is called again; else it narrows the last."""
    last = one.of[-1]
    if isinstance(more, Stage):
        far = {group.startswith("IV") for group in more.groups}
        if len(far) > 1:
            return Fixed(criterion=all_of((one, more)))  # the bracket goes through the stages of both
        if far == {True}:
            return Fixed(criterion=one) if last == Metastatic() else None
        if last == Metastatic():
            return None
    return Fixed(criterion=any_of((*one.of[:-1], all_of((last, more)))))


def _each_of_them(one: Criterion, more: Criterion) -> object:
    """ "Stage IIIC, and inflammatory breast cancer" among what keeps out: either of them does."""
    first, last = _apart(one), _apart(more)
    if first is None or last is None or not first[0] or not last[0]:
        return Fixed(criterion=all_of((one, more))) if not (_names_a_kind(one) and _names_a_kind(more)) else None
    return Fixed(criterion=any_of((one, more))) if not (first[2] or last[2]) else None


def _names_a_kind(criterion: Criterion) -> bool:
    return any(isinstance(part, BreastCancer | CancerType) for part in (criterion, *parts_of(criterion)))


@noun_rule(
    "<F> {or|and/or|, or|/|, and/or} [with|have|has] <F:other>",
    gives="F",
)
def one_disease_or_another(found: Found) -> object:
    """ "HER2-positive locally advanced or metastatic lung cancer": kind and receptors are said of both extents."""
    one, other = describes(found.any("F")), describes(found.any("other"))
    if one is None or other is None:
        return None
    first, last = _apart(one), _apart(other)
    if first is None or last is None or not first[0] or not last[0]:
        return None
    # The kind stands behind the last; what only the first says of receptors is meant for both.
    kinds = last[1] or first[1]
    bare = not first[1] and not first[2] and _extents_first(other)
    if (first[1] and last[1] and first[1] != last[1]) or (first[2] and last[2] and first[2] != last[2]) or not kinds:
        return None
    if not first[1] and first[2]:
        return None
    if last[2] and not first[2] and not bare:
        # "Metastatic or HER2-positive locally advanced cancer": the receptor belongs to the second.
        either = any_of((all_of(first[0]), all_of((*last[2], *last[0]))))
        return Fixed(criterion=all_of((either, *kinds)))
    extents = any_of((all_of(first[0]), all_of(last[0])))
    return Fixed(criterion=all_of((*(first[2] or last[2]), extents, *kinds)))


def _extents_first(criterion: Criterion) -> bool:
    """ "... or recurrent locally advanced HER2-low breast cancer": what stands behind all extents is said of each."""
    parts = criterion.of if isinstance(criterion, AllOf) else (criterion,)
    far = [is_extent(Fixed(criterion=part)) for part in parts]
    return far == sorted(far, reverse=True)


_Parts = tuple[Criterion, ...]


def _apart(criterion: Criterion) -> tuple[_Parts, _Parts, _Parts] | None:
    """The extents, the kinds of cancer and the receptors that a disease is described by; None for anything beside."""
    extents: list[Criterion] = []
    kinds: list[Criterion] = []
    receptors: list[Criterion] = []
    for part in criterion.of if isinstance(criterion, AllOf) else (criterion,):
        if isinstance(part, (BreastCancer, CancerType)):
            kinds.append(part)
        elif _is_receptor(part):
            receptors.append(part)
        elif is_extent(Fixed(criterion=part)):
            extents.append(part)
        else:
            return None
    return tuple(extents), tuple(kinds), tuple(receptors)


_LIST_GOES_ON = re.compile(r"(?:[^ .;()]+ ){0,12}(?:or|and/or) [^ ]*[CFX][\ue000-\uf8ff] |(?:or|, or) ")


def _is_a_list(found: Found) -> bool:
    """ "Bilateral cancer, bone metastases or ...", among what keeps out: each by itself, and not both together."""
    words = found.words.split()
    if not found.draft.denied or "," not in words:
        return False
    named = found.draft.spoken(words[0] + " ").strip().endswith(("cancer", "carcinoma", "tumor", "metastasis"))
    return named or _LIST_GOES_ON.match(found.match.string, found.match.end()) is not None


def _repeats(one: Criterion, more: Criterion) -> bool:
    """Whether what stands in brackets says again what stands before: "advanced (locally advanced or metastatic)"."""
    parts = set(one.of if isinstance(one, AllOf) else (one,))
    again = more.of if isinstance(more, AllOf) else (more,)
    told = {frozenset(part.of) for part in parts if isinstance(part, AnyOf)}
    return all(part in parts or (isinstance(part, AnyOf) and frozenset(part.of) in told) for part in again)


@noun_rule("<J> {with|that is|which is|that are|which are|that has} [either|evidence of] <F:more>", gives="F")
def cancer_with(found: Found) -> object:
    """ "cancer with metastatic disease": whichever cancer."""
    more = found.any("more")
    if not isinstance(more, Fixed) or more.qualities or not set(kinds_of(found.any("J"))) & GENERIC:
        return None
    return more if describes(more) is not None and not found.draft.denied else None


@noun_rule("<X> [,] or both", gives="X")
def or_both(found: Found) -> object:
    """ "positive for ER, PR or both"."""
    value = describes(found.any("X"))
    if not isinstance(value, (AllOf, AnyOf)) or len(value.of) != 2:
        return None
    if not all(
        isinstance(part, Receptor) and part.marker in ("ER", "PR") and "positive" in part.calls for part in value.of
    ):
        return None
    return any_of(value.of)


@noun_rule("<X> ( [ie] [,] <X:again> )", gives="X")
def receptors_said_twice(found: Found) -> object:
    """ "ER-, PR- and HER2-negative (TNBC)"."""
    one, again = found.any("X"), found.any("again")
    if one == again:
        return one
    if isinstance(one, AllOf) and isinstance(again, AllOf) and set(one.of) == set(again.of):
        return one
    return None
