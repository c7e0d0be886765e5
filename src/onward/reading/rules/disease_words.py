"""Words around what is measured and where: "at least one baseline measurable lesion", "histological proof of", survivors."""

from __future__ import annotations

from typing import cast

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Finding, Metastatic, MetastaticSites, Not, Spread
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.disease import is_disease, is_extent
from onward.reading.things import JUDGED, Fixed, Ill, Thing, all_of, any_of, with_quality

WORDS = Stage("words around the disease")
rule = WORDS.rule
_MEASURED = frozenset({"measurable disease", "evaluable disease", "non-measurable disease"})


def _is_measured(value: object) -> bool:
    if not isinstance(value, Fixed) or value.qualities:
        return False
    parts = value.criterion.of if isinstance(value.criterion, AnyOf) else (value.criterion,)
    return all((isinstance(part, Finding) and part.name in _MEASURED) or isinstance(part, Spread) for part in parts)


@rule(
    "[have|has|had|with] <BR:least> [of] [baseline|unidimensionally|bidimensionally|tumor|target|or more|unidimensional|clearly|additional|documented|site of|area of|lesion that is|of] [baseline|tumor] <F> [site|lesion|disease|tumor]",
    "[have|has|had|with] one or more [baseline|unidimensionally|tumor] <F> [site|lesion|disease]",
    gives="F",
)
def at_least_one(found: Found) -> object:
    """ "at least one measurable lesion"."""
    value, least = found.any("F"), found.any("least")
    if not _is_measured(value):
        return None
    if isinstance(least, Bound):
        low = least.low
        return value if low is not None and low.value == 1 and not low.unit and least.high is None else None
    return value if least in ("at_least", None) else None


@rule(
    "<BR:least> [site of|area of|lesion of|documented|radiographically confirmed] <C:spread> [site|lesion]",
    gives="C",
)
def at_least_one_spread(found: Found) -> object:
    """ "at least one bone metastasis"."""
    value, least = found.any("spread"), found.any("least")
    if isinstance(value, Ill) and value.groups == ("lytic bone lesion",) and isinstance(least, Bound):
        return value if least.low is not None and least.low.value == 1 and least.high is None else None
    if not isinstance(value, Fixed) or not isinstance(value.criterion, MetastaticSites) or not isinstance(least, Bound):
        return None
    return (
        value if least.low is not None and least.low.value == 1 and least.high is None and not least.low.unit else None
    )


@rule(
    "{disease|tumor|<J>|lesion|cancer|patient|<P>} {must be|must have|is|should be|has to be} {measurable|evaluable|measurable and/or evaluable|measurable or evaluable} [disease|lesion]",
    "[have|has] [site|lesion|tumor] {measurable|evaluable} [per|by|according to] recist",
    "[have|has|had] <R:one> <J> [lesion] {measurable|evaluable}",
    gives="F",
    whole=True,
)
def must_be_measurable(found: Found) -> object:
    """ "disease must be measurable"."""
    words = found.words.split()
    names = [f"{name} disease" for name in ("measurable", "evaluable") if name in words]
    return Fixed(criterion=any_of(tuple(Finding(name=name) for name in names))) if names else None


@rule("<F> {is required|required|must be present|is present|are required|must be documented}", gives="F")
def needed(found: Found) -> object:
    """ "measurable disease is required"."""
    value = found.any("F")
    before = found.match.string[: found.match.start()].split()
    if found.draft.denied or not isinstance(value, Fixed) or not (_is_measured(value) or is_disease(value.criterion)):
        return None
    return None if before and before[-1] in ("no", "not", "without", "if", "of") else value


@rule(
    "{non measurable|nonmeasurable|measurable|evaluable} {or|and/or|/|or/and|, or} [only] <F>",
    "either <F> or {non measurable|nonmeasurable|evaluable|measurable} [disease]",
    gives="F",
)
def measured_either_way(found: Found) -> object:
    """ "measurable or non-measurable disease"."""
    value = found.any("F")
    if not _is_measured(value):
        return None
    words = found.words.split()
    names = {
        "non-measurable disease" if one in ("nonmeasurable",) or words[max(at - 1, 0)] == "non" else f"{one} disease"
        for at, one in enumerate(words)
        if one in ("nonmeasurable", "measurable", "evaluable")
    }
    parts = tuple(Finding(name=name) for name in sorted(names))
    return Fixed(criterion=any_of((*parts, cast("Fixed", value).criterion)))


@rule(
    "[either] {measurable|evaluable|measurable or evaluable|measurable and/or evaluable|evaluable or measurable} [,] <F>",
    gives="F",
)
def measured_extent(found: Found) -> object:
    """ "measurable or evaluable locally advanced or metastatic disease": both are asked."""
    value = found.any("F")
    if not isinstance(value, Fixed) or value.qualities or found.draft.denied or _is_measured(value):
        return None
    if not is_disease(value.criterion):
        return None
    before = found.match.string[: found.match.start()].split()
    if before and before[-1] in ("or", "and", "and/or", "non", "no", "not", "without", "/", "of"):
        return None
    if found.match.string[found.match.end() :].startswith(("or ", ", or ", "and/or ")):
        # "Measurable stage IV or inoperable stage III": what is measurable the words do not tell.
        return None
    words = set(found.words.split())
    names = [f"{name} disease" for name in ("measurable", "evaluable") if name in words]
    return Fixed(criterion=all_of((any_of(tuple(Finding(name=name) for name in names)), value.criterion)))


@rule(
    "<F:disease> {with|and|, and|and have|having|that has|, with} [either|evidence of|also] <F:measured>",
    "<F:disease> <F:measured>",
    gives="F",
)
def disease_measured(found: Found) -> object:
    """ "metastatic cancer with measurable or evaluable disease"."""
    disease, measured = found.any("disease"), found.any("measured")
    if not _is_measured(measured) or not isinstance(disease, Fixed) or _is_measured(disease) or found.draft.denied:
        return None
    if not is_disease(disease.criterion) or found.match.string[found.match.end() :].startswith(
        ("or ", ", or ", "and/or ")
    ):
        return None
    return Fixed(criterion=all_of((disease.criterion, cast("Fixed", measured).criterion)), qualities=disease.qualities)


@rule("[have|has|had|with|presence of] <R:least> [baseline|target|documented] <F>", gives="F")
def at_least_one_measured(found: Found) -> object:
    """ "at least one measurable metastatic lesion"."""
    value, least = found.any("F"), found.take("least", Bound)
    if not isinstance(value, Fixed) or value.qualities or not isinstance(value.criterion, AllOf):
        return None
    measured, others = _told_apart(value.criterion)
    one = least.low is not None and least.low.value == 1 and not least.unit and least.high is None
    return value if one and measured and all(isinstance(part, Metastatic) for part in others) else None


def _told_apart(criterion: AllOf) -> tuple[list[Criterion], list[Criterion]]:
    """The parts that say what can be measured, and the others."""
    measured = [part for part in criterion.of if _is_measured(Fixed(criterion=part))]
    return measured, [part for part in criterion.of if part not in measured]


@rule("<F:first> {or|and/or|/} <Q:other> <F:thing>", gives="F")
def recurrent_or_so(found: Found) -> object:
    """ "recurrent or progressive advanced breast cancer": one of the two, and the disease."""
    first, other, thing = found.any("first"), cast("str", found.any("other")), found.any("thing")
    if not is_extent(first) or not isinstance(thing, Fixed) or thing.qualities or not is_disease(thing.criterion):
        return None
    if found.draft.denied or other not in _OF_A_COURSE:
        return None
    either = any_of((cast("Fixed", first).criterion, AskHuman(question=f"Is it so: {other}?", because=JUDGED)))
    return Fixed(criterion=all_of((either, thing.criterion)))


_OF_A_COURSE = frozenset(
    {"progressive", "progressing", "persistent", "residual", "untreated", "refractory", "unresectable"}
)


@rule("[with] [invasive|infiltrating] [primary] unilateral [primary] [,|, and|and] <FJ:rest>", gives="F")
def one_breast(found: Found) -> object:
    """ "unilateral breast cancer": not in both."""
    value = found.any("rest")
    if isinstance(value, str):
        return Fixed(criterion=Not(of=Finding(name="bilateral breast cancer"))) if not found.draft.denied else None
    if found.draft.denied or not isinstance(value, Fixed) or value.qualities or not is_disease(value.criterion):
        return None
    return Fixed(criterion=all_of((Not(of=Finding(name="bilateral breast cancer")), value.criterion)))


_HOW = "histological|histologic|cytological|cytologic|pathological|pathologic|histopathological|histopathologic|histology|cytology|clinical|radiological|radiologic|radiographic|biopsy|tissue|microscopic"


@rule(
    f"{{{_HOW}}} [{{or|and|and/or|/|, or}} {{{_HOW}}}] [documentation|proof|confirmation|diagnosis|evidence|documented|verification|confirmed] [of|by histology of|for] <FC:what>",
    gives="",
)
def however_known(found: Found) -> object:
    """ "histological or cytological adenocarcinoma of the breast": how it is known adds nothing."""
    value = found.any("what")
    if not isinstance(value, Fixed) or not (
        is_disease(value.criterion) or isinstance(value.criterion, MetastaticSites)
    ):
        return None
    words = found.words.split()
    behind = found.match.string[found.match.end() :].split()
    if (
        behind
        and behind[0] in ("or", "and/or", "/")
        and not (len(behind) > 1 and behind[1][0] in "FX" and len(behind[1]) == 2)
    ):
        return None
    # "Clinical stage II" is another stage than the pathological one; "clinical" with nothing behind it stays.
    if words[0] == "clinical" and len(words) <= 2:
        return None
    return found.match[0][-3:]


@rule("<F> {survivor|diagnosis|history of cancer|cancer survivor}", gives="F")
def survivor(found: Found) -> object:
    """ "breast cancer survivor": somebody who has, or had, it."""
    value = found.any("F")
    if not isinstance(value, Fixed) or not is_disease(value.criterion):
        return None
    return with_quality(value, "survivor") if "survivor" in found.words else value


@rule("{left sided|right sided|left|right} <F:breast>", gives="F")
def side(found: Found) -> object:
    """ "left-sided breast cancer"."""
    value = found.any("breast")
    if not isinstance(value, Fixed) or not is_disease(value.criterion):
        return None
    return with_quality(value, found.words.split()[0])


@rule("<C> <C:needs>", gives="C")
def needing_treatment(found: Found) -> object:
    """ "conduction abnormality requiring a pacemaker"."""
    said = found.draft.spoken(found.match[0].split(" ", 1)[1])
    if not said.startswith(("requiring ", "needing ", "that require", "which require")):
        return None
    return with_quality(cast("Thing", found.any("C")), said)
