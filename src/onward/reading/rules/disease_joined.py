"""Two things of one disease that stand together: its metastases, its change, its extent, what a bracket says again."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import (
    AllOf,
    AnyOf,
    BreastCancer,
    CancerType,
    Criterion,
    Finding,
    HasVariant,
    LabValue,
    Metastatic,
    MetastaticSites,
    Not,
    Receptor,
    Score,
    TnmCategory,
    parts_of,
)
from onward.criteria.receptor_nodes import AskedCall
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.disease import is_disease, is_extent
from onward.reading.rules.tnm import is_tnm
from onward.reading.things import Fixed, Ill, Thing, all_of, any_of, with_quality
from onward.reading.things_asked import question_of

JOINED = Stage("what belongs to one disease")
rule = JOINED.rule


def _disease(value: object) -> Fixed | None:
    """A disease without anything that is left to a human."""
    return value if isinstance(value, Fixed) and not value.qualities and is_disease(value.criterion) else None


def _begins(found: Found) -> bool:
    return found.match.string[: found.match.start()].strip(" ,;:") in ("", "and", "with", "P", "have", "has")


def _ends(found: Found) -> bool:
    return found.match.string[found.match.end() :].strip(" .,;") == ""


@rule(
    "[all|any|each|the] [primary|invasive|index] <J> {must be|must|is|has to be|should be|must have been} <F:histology>",
    gives="F",
)
def the_tumour_must_be(found: Found) -> object:
    """ "the tumour must be an invasive carcinoma of the breast"."""
    histology = _disease(found.any("histology"))
    if found.any("J") not in ("cancer", "breast") or histology is None or not _begins(found) or found.draft.denied:
        return None
    return histology


@rule("<F:one> <P> [with|who have] <F:two>", gives="F", whole=True)
def those_with_it(found: Found) -> object:
    """ "breast cancer patients with stage II disease"."""
    one, two = _disease(found.any("one")), _disease(found.any("two"))
    if one is None or two is None or found.draft.denied:
        return None
    return Fixed(criterion=all_of((one.criterion, two.criterion)))


@rule("<F:disease> with <C:spread>", "<F:disease> and <C:spread>", gives="F")
def with_metastases(found: Found) -> object:
    """ "stage IV breast cancer with bone metastases": both are asked."""
    disease, spread = _disease(found.any("disease")), found.any("spread")
    if disease is None or not _begins(found) or not _ends(found):
        return None
    if found.draft.denied and "and" in found.words.split():
        return None
    if not isinstance(spread, Fixed) or spread.qualities or not isinstance(spread.criterion, MetastaticSites):
        return None
    return Fixed(criterion=all_of((disease.criterion, spread.criterion)))


@rule("<F:disease> <X:free>", gives="F")
def without_metastases(found: Found) -> object:
    """ "breast cancer without distant metastases"."""
    disease, free = _disease(found.any("disease")), found.any("free")
    if disease is None or not isinstance(free, Not) or not isinstance(free.of, Metastatic | MetastaticSites):
        return None
    return Fixed(criterion=all_of((disease.criterion, free))) if _begins(found) and _ends(found) else None


_CARRYING = frozenset({"with", "harboring", "carrying", "bearing"})
_CARRIED = "{harboring|that harbor|which harbor|carrying|that carry|bearing|that contain|containing|with|with documented|with known|harboring known|with confirmed}"


@rule(
    f"<F:disease> {_CARRIED} [documented|known|confirmed|at least one|evidence of|activating] <F:change>",
    "<F:disease> <F:change>",
    gives="F",
)
def with_a_change(found: Found) -> object:
    """ "advanced lung cancer harbouring an EGFR mutation"."""
    disease, change = _disease(found.any("disease")), found.any("change")
    if disease is None or not isinstance(change, Fixed) or change.qualities or not _begins(found) or not _ends(found):
        return None
    if not any(
        isinstance(part, BreastCancer | CancerType) for part in (disease.criterion, *parts_of(disease.criterion))
    ):
        return None
    if not all(isinstance(one, HasVariant | Score) for one in parts_of(change.criterion) or (change.criterion,)):
        return None
    if len(found.words.split()) == 2 and found.draft.spoken(found.words.split()[1] + " ").split()[0] not in _CARRYING:
        return None
    return Fixed(criterion=all_of((disease.criterion, change.criterion)))


_LEUKAEMIA = ("leukaemia", "leukemia", "lymphoma", "myeloma", "macroglobulin")


@rule("<F:extent> <C:illness>", gives="F")
def come_back(found: Found) -> object:
    """ "relapsed or refractory acute myeloid leukaemia"."""
    extent, illness = found.any("extent"), found.any("illness")
    if not is_extent(extent) or not isinstance(illness, Ill) or illness.window is not None or illness.qualities:
        return None
    if not all(any(word in group for word in _LEUKAEMIA) for group in illness.groups) or illness.except_groups:
        return None
    if not _begins(found) or not _ends(found):
        return None
    return Fixed(criterion=all_of((question_of(illness, denied=False), cast("Fixed", extent).criterion)))


@rule("<Q> , <F>", gives="F")
def two_adjectives(found: Found) -> object:
    """ "life-threatening, visceral metastases"."""
    disease = _disease(found.any("F"))
    if disease is None or not _begins(found) or not _ends(found):
        return None
    return with_quality(cast("Thing", disease), cast("str", found.any("Q")))


@rule("<F:one> ( <F:again> )", gives="F")
def told_again(found: Found) -> object:
    """ "advanced breast cancer (locally advanced or metastatic)": the bracket names the extents over again."""
    one, again = found.any("one"), found.any("again")
    if not isinstance(one, Fixed) or not is_extent(again) or not _ends(found):
        return None
    said = cast("Fixed", again).criterion
    return one if isinstance(said, AnyOf) and any(_same(part, said) for part in parts_of(one.criterion)) else None


@rule("<F:one> ( [ie] [,|.] <F:again> )", gives="F")
def told_in_signs(found: Found) -> object:
    """ "clinically node-negative (T1-2, N0, M0)": the bracket asks for more than the words, and both are asked."""
    one, again = _disease(found.any("one")), found.any("again")
    if one is None or found.draft.denied or not _begins(found) or not _ends(found):
        return None
    if (
        not isinstance(one.criterion, Finding | TnmCategory)
        or not is_tnm(again)
        or isinstance(cast("Fixed", again).criterion, AnyOf)
    ):
        return None
    return Fixed(criterion=all_of((one.criterion, cast("Fixed", again).criterion)))


def _same(one: Criterion, other: Criterion) -> bool:
    return isinstance(one, AnyOf) and frozenset(one.of) == frozenset(parts_of(other))


@rule("<R> [documented|known|confirmed] <F:spread> [lesion]", gives="F")
def one_metastasis(found: Found) -> object:
    """ "at least one metastatic lesion"."""
    bound, spread = found.take("R", Bound), _disease(found.any("spread"))
    if spread is None or spread.criterion != Metastatic() or bound.high is not None or bound.low is None:
        return None
    if "lesion" not in found.draft.spoken(found.words):
        return None
    return spread if bound.low.value == 1 and not bound.low.unit and not bound.low_open else None


@rule("<X> [,|(] [both] {inclusive|extreme included|both included} [)]", gives="X")
def both_ends(found: Found) -> object:
    """ "BMI 19 to 40 kg/m2, inclusive": both ends are let in, as they are without the word."""
    value = found.any("X")
    if not isinstance(value, LabValue) or found.words.count("(") != found.words.count(")"):
        return None
    limits = value.limits
    closed = limits.at_least is not None and limits.at_most is not None
    return value if closed and limits.above is None and limits.below is None else None


@rule("<X:receptor> {or|and/or|, or} {positive|negative} [disease|tumor|<J>|<F:disease>]", gives="F")
def other_call(found: Found) -> object:
    """ "HER2-positive or negative tumours": both calls of one receptor."""
    receptor, disease = found.any("receptor"), found.any("disease")
    word = "positive" if "positive" in found.words.split() else "negative"
    named = receptor.of if isinstance(receptor, AnyOf) else (receptor,)
    told = [one for one in named if isinstance(one, Receptor)]
    if len(told) != len(named) or found.draft.denied or any(word in one.calls for one in told):
        return None
    calls: tuple[AskedCall, ...] = ("negative",) if word == "negative" else ("positive",)
    either = all_of(
        tuple(
            any_of(
                (
                    one,
                    replace(
                        one, calls=("positive", "low positive") if one.marker == "ER" and word == "positive" else calls
                    ),
                )
            )
            for one in told
        )
    )
    if disease is None:
        return Fixed(criterion=either)
    rest = _disease(disease)
    return None if rest is None else Fixed(criterion=all_of((either, rest.criterion)))


@rule("<X:call> {or|and/or|, or} <F:disease>", gives="F")
def one_kind_or_another(found: Found) -> object:
    """ "triple-negative or HER2-positive breast cancer": either kind of it."""
    call, disease = found.any("call"), _disease(found.any("disease"))
    if disease is None or not isinstance(disease.criterion, AllOf) or BreastCancer() not in disease.criterion.of:
        return None
    kinds = tuple(part for part in disease.criterion.of if part != BreastCancer())
    if not (_of_receptors(call) and kinds and all(map(_of_receptors, kinds)) and _begins(found)):
        return None
    return Fixed(criterion=all_of((any_of((cast("Criterion", call), all_of(kinds))), BreastCancer())))


def _of_receptors(value: object) -> bool:
    """Whether a question asks for calls of receptors and no more."""
    if isinstance(value, AllOf | AnyOf):
        return all(map(_of_receptors, value.of))
    return isinstance(value, Receptor)
