"""The disease: what cancer, how far it has spread, where, at which stage."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import (
    NODES,
    AllOf,
    AnyOf,
    BreastCancer,
    CancerType,
    Criterion,
    Finding,
    Her2Ish,
    Her2Score,
    Metastatic,
    MetastaticSites,
    Not,
    Receptor,
    ReceptorPercent,
    Spread,
    TnmCategory,
)
from onward.criteria import (
    Stage as StageGroup,
)
from onward.reading.amounts import Bound
from onward.reading.cancer_names import OF_ONE_SORT
from onward.reading.grammar import Found, Stage
from onward.reading.things import CnsSpread, Fixed, all_of, any_of

DISEASE = Stage("disease")
rule = DISEASE.rule

# --- places


@rule("<Y> {and|or|,|/|and/or|, and|, or} <Y:other>", gives="Y", again=True)
def places(found: Found) -> object:
    """ "liver and/or lung"."""
    one, other = cast("tuple[str, ...]", found.any("Y")), cast("tuple[str, ...]", found.any("other"))
    return tuple(dict.fromkeys((*one, *other)))


def _is_metastatic(value: object) -> bool:
    return isinstance(value, Fixed) and value.criterion == Metastatic() and not value.qualities


@rule(
    "<Y> {only|limited|exclusive|confined} <F:spread>", "{only|exclusively|isolated|solely} <Y> <F:spread>", gives="F"
)
def in_one_place_only(found: Found) -> object:
    """ "skin only metastatic disease": whether there is no other a human sees, but for bone."""
    if not _is_metastatic(found.any("spread")):
        return None
    sites = cast("tuple[str, ...]", found.any("Y"))
    if sites == ("bone",):
        return Fixed(criterion=Spread(pattern="bone only"))
    words = found.draft.spoken(found.words).strip()
    return Fixed(criterion=MetastaticSites(sites=sites), qualities=(words,))


@rule(
    "<Y> <F:spread>",
    "<F:spread> {to|in|of|involving|within|at|from} [{parenchyma of}] <Y> [parenchyma|site|only]",
    "<Y> {involvement|lesion|tumor involvement|tumor|spread|mets|met|secondary} ",
    "parenchymal <Y> <F:spread>",
    gives="C",
)
def spread_to(found: Found) -> object:
    """ "brain metastases", "metastases to the liver"."""
    if found.words.rstrip().endswith("only"):
        return None
    if found.has("spread") and not _is_metastatic(found.any("spread")):
        return None
    sites = cast("tuple[str, ...]", found.any("Y"))
    if not found.has("spread") and not set(sites) <= _CNS:
        return None
    if set(sites) <= _CNS:
        return CnsSpread(sites=sites)
    return Fixed(criterion=MetastaticSites(sites=sites))


_CNS = {"brain", "leptomeninges"}


@rule("non <F:spread>", "{not|is not|are not} [yet|known to be] <F:spread>", gives="F")
def not_spread(found: Found) -> object:
    """ "non-metastatic breast cancer"."""
    return Fixed(criterion=Not(of=Metastatic())) if _is_metastatic(found.any("spread")) else None


@rule(
    "<R> [different|distinct|separate|known] <F:spread> {site|organ site|disease site|organ|organ system}",
    "<R> {site|organ|organ system} {of|with|involved by|involved with} <F:spread>",
    gives="F",
)
def so_many_sites(found: Found) -> object:
    """ "more than 3 metastatic sites", "no more than 5 metastatic sites"."""
    bound = found.take("R", Bound)
    if not _is_metastatic(found.any("spread")) or bound.unit or bound.times:
        return None
    parts: list[Criterion] = []
    if bound.low is not None:
        parts.append(MetastaticSites(at_least=int(bound.low.value) + (1 if bound.low_open else 0)))
    if bound.high is not None:
        parts.append(Not(of=MetastaticSites(at_least=int(bound.high.value) + (0 if bound.high_open else 1))))
    return Fixed(criterion=all_of(tuple(parts))) if parts else None


@rule(
    "<R> [of] <Y> [parenchyma|parenchymal|volume] {involvement|involved|replacement|replaced} [by|with] [<F:spread>|tumor|<J>]",
    "<F:spread> {to|involving|in|occupying|replacing} <R> [of] <Y> [parenchyma|volume]",
    "<R> {involvement|replacement} of <Y> [parenchyma] [by|with] [<F:spread>|tumor|<J>]",
    gives="F",
)
def so_much_of_an_organ(found: Found) -> object:
    """ "more than 50 % liver involvement": metastases there, and how much a human sees."""
    bound = found.take("R", Bound)
    sites = cast("tuple[str, ...]", found.any("Y"))
    if bound.unit != "%" or (found.has("spread") and not _is_metastatic(found.any("spread"))):
        return None
    words = found.draft.spoken(found.words).strip()
    return Fixed(criterion=MetastaticSites(sites=sites), qualities=(words,))


@rule("<Y> {disease|lesion|malignancy} [progression]", gives="C")
def of_the_brain(found: Found) -> object:
    """ "CNS disease" of a person with cancer is spread to it."""
    sites = cast("tuple[str, ...]", found.any("Y"))
    if not set(sites) <= _CNS or "progression" in found.words:
        return None
    return CnsSpread(sites=sites)


# --- extents

_EXTENTS = {
    "locally advanced disease",
    "locally advanced unresectable disease",
    "local recurrence",
    "chest wall recurrence",
    "locally recurrent unresectable disease",
    "recurrent disease",
    "refractory disease",
    "early disease",
    "operable disease",
    "inflammatory breast cancer",
}


UNRESECTABLE = Finding(name="locally advanced unresectable disease")
NOT_CURABLE = Not(of=Finding(name="candidate for curative treatment"))


def begins_a_clause(before: str) -> bool:
    """Whether what follows these words stands by itself: at the head of a line, or behind the end of a clause."""
    return before.strip(" ,.;:(") in ("", "note :", "note") or before.endswith((";", "."))


def is_extent(value: object) -> bool:
    """Whether a fixed question says how far the disease has come."""
    if not isinstance(value, Fixed) or value.qualities:
        return False
    criterion = value.criterion
    parts = criterion.of if isinstance(criterion, (AnyOf, AllOf)) else (criterion,)
    return all(
        isinstance(part, (Metastatic, StageGroup, TnmCategory, Spread))
        or (isinstance(part, Finding) and part.name in _EXTENTS)
        or (isinstance(part, AllOf) and is_extent(Fixed(criterion=part)))
        or part == NOT_CURABLE
        for part in parts
    )


@rule("{advanced or late stage|advanced stage|advanced|late stage}", gives="F")
def advanced(found: Found) -> object:
    """ "advanced" cancer is locally advanced or metastatic; alone, before an illness, it is a quality of that."""
    behind = found.match.string[found.match.end() :]
    before = found.match.string[: found.match.start()].split()
    if before and before[-1] in ("locally", "more"):
        return None
    if not behind.startswith(
        (
            "J",
            "breast",
            "or F",
            "/ F",
            "and F",
            "disease",
            "tumor",
            "malignan",
            "and/or F",
            ", F",
            "( F",
            "stage",
            "F",
            "X",
            "cancer",
            "solid",
        )
    ):
        return None
    return Fixed(criterion=AnyOf(of=(Finding(name="locally advanced disease"), Metastatic())))


_OPERABILITY = frozenset({"locally advanced unresectable disease", "operable disease"})
_COME_BACK = (Finding(name="recurrent disease"), Finding(name="refractory disease"))
_STAGE_NEXT = re.compile(r"F[\ue000-\uf8ff] ")


@rule(
    "<F> {or|/|and/or|, or|, and/or|( or|or (|,|; or} [have|has|with|be|is|radiological evidence of|radiographic evidence of|clinical evidence of|evidence of|documented|known] <F:other> [)]",
    gives="F",
    again=True,
)
def one_extent_or_another(found: Found) -> object:
    """ "locally advanced or metastatic"."""
    one, other = found.any("F"), found.any("other")
    if not is_extent(one) or not is_extent(other):
        return None
    if ("(" in found.words) != (")" in found.words):
        return None
    first, last = cast("Fixed", one).criterion, cast("Fixed", other).criterion
    if "," in found.words and "or" not in found.words.split() and isinstance(last, StageGroup | TnmCategory):
        # "Early disease, stage I to III": one and the same.
        return None
    if last in _COME_BACK and _STAGE_NEXT.match(found.match.string, found.match.end()):
        # "Metastatic or relapsed locally advanced": what has come back is what stands behind it.
        behind = found.draft.at(found.match.string[found.match.end() + 1])
        if is_extent(behind):
            return None
    if (
        isinstance(last, Finding)
        and last.name in _OPERABILITY
        and _STAGE_NEXT.match(found.match.string, found.match.end())
    ):
        # "Stage IV or inoperable stage III": what stands before the second stage belongs to it.
        return None
    return Fixed(criterion=_simplified(any_of((first, last))))


def _simplified(criterion: Criterion) -> Criterion:
    """ "unresectable locally advanced or metastatic": what is said twice is said once."""
    if not isinstance(criterion, AnyOf):
        return criterion
    parts = list(criterion.of)
    advanced = Finding(name="locally advanced disease")
    unresectable = Finding(name="locally advanced unresectable disease")
    if advanced in parts and unresectable in parts:
        parts.remove(advanced)
    return any_of(tuple(parts))


@rule("<F> ( <F:other> )", gives="F")
def extent_said_twice(found: Found) -> object:
    """ "metastatic (stage IV)"."""
    one, other = found.any("F"), found.any("other")
    if not is_extent(one) or not is_extent(other):
        return None
    same = {Metastatic(), StageGroup(groups=("IV",))}
    first, last = cast("Fixed", one).criterion, cast("Fixed", other).criterion
    return one if first == last or {first, last} <= same else None


# --- cancers


@rule("<J> {,|and|or|/|and/or|, or|, and|;} <J:other>", gives="J", again=True)
def kinds(found: Found) -> object:
    """ "ovarian, prostate or pancreatic cancer"."""
    one, other = kinds_of(found.any("J")), kinds_of(found.any("other"))
    return tuple(dict.fromkeys((*one, *other)))


def kinds_of(value: object) -> tuple[str, ...]:
    return cast("tuple[str, ...]", value) if isinstance(value, tuple) else (cast("str", value),)


_INVASIVE = "[invasive|infiltrating|primary|malignant|female|carcinoma of|cancer of|adult|any|type of]"


@rule(f"{_INVASIVE} <J>", gives="F")
def kind(found: Found) -> object:
    """ "breast cancer", "solid tumour"."""
    names = kinds_of(found.any("J"))
    before = found.match.string[: found.match.start()].split()
    if (
        before
        and before[-1]
        in (
            "other",
            "second",
            "another",
            "prior",
            "previous",
            "secondary",
            "concurrent",
            "concomitant",
            "non",
            "additional",
        )
        and names != ("breast",)
    ):
        return None
    if set(names) & GENERIC or any("in situ" in name or name.startswith("skin") for name in names):
        return None
    if names == ("breast",):
        return Fixed(criterion=BreastCancer())
    said = found.draft.spoken(found.words).strip()
    # "Diffuse large B cell lymphoma" is not any lymphoma: which it is, a human sees.
    return Fixed(criterion=CancerType(kinds=names), qualities=(said,) if OF_ONE_SORT.search(said) is not None else ())


GENERIC = frozenset({"cancer"})

_DESCRIBING = (
    Receptor,
    ReceptorPercent,
    Her2Score,
    Her2Ish,
    Metastatic,
    StageGroup,
    TnmCategory,
    BreastCancer,
    CancerType,
    Spread,
)


def describes(value: object) -> Criterion | None:
    """The question of what describes a disease (receptors, extent, kind); None for anything else."""
    criterion = value.criterion if isinstance(value, Fixed) and not value.qualities else value
    if isinstance(criterion, NODES) and is_disease(criterion):
        return criterion
    return None


def is_disease(criterion: Criterion) -> bool:
    """Whether a question is about the disease itself."""
    match criterion:
        case AllOf() | AnyOf():
            return all(is_disease(part) for part in criterion.of)
        case Not():
            return is_disease(criterion.of)
        case Finding():
            return criterion.name in _EXTENTS or criterion.name in (
                "node-positive disease", "node-negative disease", "bilateral breast cancer", "multicentric or multifocal disease", "measurable disease", "evaluable disease", "no standard therapy left", "candidate for curative treatment",
            )  # fmt: skip
        case _:
            return isinstance(criterion, _DESCRIBING)
