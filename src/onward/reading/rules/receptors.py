"""ER, PR, hormone receptors and HER2: calls, percentages, scores, in-situ hybridisation, and a trial's own definition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from onward.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    Her2Ish,
    Her2Score,
    Receptor,
    ReceptorPercent,
    her2_negative,
    hormone_receptor_positive,
    triple_negative,
)
from onward.reading.amounts import Bound
from onward.reading.grammar import Found, Stage
from onward.reading.things import all_of, any_of

RECEPTORS = Stage("receptors")
rule = RECEPTORS.rule


@dataclass(frozen=True, slots=True)
class Markers:
    """Receptors named together; `joint` "and", "or", or "/" where a slash leaves it open."""

    names: tuple[str, ...]
    joint: str


def markers_of(value: object) -> Markers:
    if isinstance(value, Markers):
        return value
    return Markers((cast("str", value),), "")


_STATUS = "[receptor] [status|expression|protein expression|tumor status|disease status|protein]"


@rule(
    "<K> [status] {and|, and|,} [/] <K:other>",
    "<K> {or|, or|and/or|and or|/ or} <K:other>",
    "<K> / <K:other>",
    gives="K",
    again=True,
)
def together(found: Found) -> object:
    """ "ER and/or PR"."""
    one, other = markers_of(found.any("K")), markers_of(found.any("other"))
    words = found.words
    joint = "or" if " or " in words or "and/or" in words or " and / or " in words else "/" if " / " in words else "and"
    joints = {joint, one.joint, other.joint} - {""}
    if len(joints) > 1 and joints != {"and", "/"}:
        return None
    return Markers((*one.names, *other.names), "and" if "and" in joints else joint)


@rule("<K> ( <K:other> )", gives="K")
def said_twice(found: Found) -> object:
    """ "hormone receptor (ER and/or PR)"."""
    one, other = markers_of(found.any("K")), markers_of(found.any("other"))
    if one.names == other.names:
        return one
    if one.names == ("HR",) and set(other.names) == {"ER", "PR"}:
        return Markers(("HR",), "")
    return None


_POSITIVE = "{positive|overexpressing|over expressing|overexpression|amplified|positivity|overexpressed|expressing|overexpressor|+|amplification|positive ( + )|over expression|overexpress|over expressed}"
_NEGATIVE = "{negative|non overexpressing|negativity|not overexpressed|non amplified|normal|negative ( - )|non overexpressed|nonamplified|not amplified}"


@rule(
    f"<K> {_STATUS} [(|is|must be|are|was|should be|:|as|tumor that is|gene] {_POSITIVE} [)]",
    "{positive|overexpression|amplification|overexpress|overexpressing|over express|over expressing|positivity} [for|of] <K> [status|gene|protein]",
    "express <K>",
    gives="X",
)
def positive(found: Found) -> object:
    """ "HER2-positive", "ER and/or PR positive"."""
    markers = markers_of(found.any("K"))
    amplified = "amplif" in found.words or "express" in found.words
    if amplified and markers.names != ("HER2",) and not {"expressing", "express"} & set(found.words.split()):
        return None
    if found.words.startswith("express ") and not found.match.string[: found.match.start()].endswith("must "):
        return None
    names = markers.names
    if set(names) == {"ER", "PR"} and markers.joint in ("or", "/"):
        return hormone_receptor_positive()
    if len(names) > 1 and markers.joint != "and":
        return None
    return all_of(tuple(_positive(name) for name in names))


@rule(
    f"<K> {_STATUS} [(|is|must be|are|was|should be|:|as|gene] {_NEGATIVE} [)]",
    "negative [for] <K> [status]",
    "absence of <K> [overexpression|expression]",
    gives="X",
)
def negative(found: Found) -> object:
    """ "ER and PR negative"."""
    markers = markers_of(found.any("K"))
    if markers.joint == "or":
        return None
    return all_of(tuple(_negative(name) for name in markers.names))


def _positive(name: str) -> Criterion:
    match name:
        case "ER":
            return Receptor(marker="ER", calls=("positive", "low positive"))
        case "PR":
            return Receptor(marker="PR", calls=("positive",))
        case "HER2":
            return Receptor(marker="HER2", calls=("positive",))
        case _:
            return hormone_receptor_positive()


def _negative(name: str) -> Criterion:
    match name:
        case "ER":
            return Receptor(marker="ER", calls=("negative",))
        case "PR":
            return Receptor(marker="PR", calls=("negative",))
        case "HER2":
            return her2_negative()
        case _:
            return AllOf(of=(Receptor(marker="ER", calls=("negative",)), Receptor(marker="PR", calls=("negative",))))


@rule(
    "<K> suspended {and|,|or|, and|/} [<K:b> suspended {and|,|or|, and|/}] <X:last>",
    gives="X",
)
def sign_behind_the_last(found: Found) -> object:
    """ "ER-, PgR- and HER2-negative": the sign stands behind the last and is meant for each."""
    last = found.any("last")
    receptors = last.of if isinstance(last, (AllOf, AnyOf)) else (last,)
    if not all(isinstance(one, Receptor) for one in receptors) or "or" in found.words.split():
        return None
    calls = {call for one in receptors if isinstance(one, Receptor) for call in one.calls}
    if not calls <= {"negative", "low", "ultralow", "zero"}:
        # "ER- and HER2-positive" may well be ER-negative.
        return None
    names = [name for key in ("K", "b") if found.has(key) for name in markers_of(found.any(key)).names]
    return all_of((*map(_negative, names), cast("Criterion", last)))


@rule("<K> {low|low expressing|low expression|low positive}", gives="X")
def low(found: Found) -> object:
    """ "HER2-low", "ER low"."""
    markers = markers_of(found.any("K"))
    if markers.names == ("HER2",):
        return Receptor(marker="HER2", calls=("low",))
    if markers.names == ("ER",):
        return Receptor(marker="ER", calls=("low positive",))
    return None


@rule("<K> {ultralow|ultra low}", "<K> {zero|null}", gives="X")
def lowest(found: Found) -> object:
    """ "HER2-ultralow"."""
    if markers_of(found.any("K")).names != ("HER2",):
        return None
    return Receptor(marker="HER2", calls=("zero",) if "zero" in found.words or "null" in found.words else ("ultralow",))


@rule(
    "triple negative [(|:|,] [tnbc|tn] [)]",
    "{triple negative breast cancer|tnbc|triple negative disease|triple negative} [( {tnbc|<K> {negative|-} [,|/|and] <K:b> {negative|-} [,|/|and|, and] <K:c> {negative|-}} )]",
    "{triple receptor negative|triple negative [phenotype|status|subtype]}",
    gives="X",
)
def three_negative(_found: Found) -> object:
    """ "triple-negative"."""
    return triple_negative()


@rule(
    "{estrogen|progesterone|hormone|estrogen and progesterone|estrogen and/or progesterone} {receptor positive}",
    "hormone [receptor] sensitive",
    "hormone sensitive",
    "{estrogen sensitive|hormone responsive|hormone dependent|endocrine responsive|hormonally responsive|hormone receptor sensitive}",
    gives="X",
)
def by_name(found: Found) -> object:
    """ "hormone-sensitive"."""
    words = found.words
    if words.startswith("estrogen receptor"):
        return _positive("ER")
    if words.startswith("progesterone receptor"):
        return _positive("PR")
    return hormone_receptor_positive()


@rule("estrogen {and|and/or|or|/} <K>", gives="K")
def estrogen_and(found: Found) -> object:
    """ "estrogen and/or progesterone receptor"."""
    other = markers_of(found.any("K"))
    if other.names != ("PR",):
        return None
    words = found.words
    return Markers(("ER", "PR"), "or" if "or" in words.split() or "and/or" in words else "/" if "/" in words else "and")


# --- percentages

_STAINED = "[[of] {tumor|invasive|stained|positive|nuclear|malignant|cancer|invasive tumor|tumor cell|cell|nuclei} [cell] [nuclei] [staining|stained|positive|positivity|nuclear staining|with nuclear staining|stain positive|are immunoreactive]] [staining|positive|positivity|expression|nuclear staining|positive staining|positive cell|stained cell|cell stain positive]"


@rule(
    f"<K> {_STATUS} [staining|expression|is|:|by ihc|of|staining present in|in|positive cell|nuclear staining|defined as|present in|( |immunohistochemistry|nuclei positive|level|defined by|staining by ihc|must be|expression of] <R> {_STAINED} [by {{ihc|immunohistochemistry|immunohistochemical staining}}] [)]",
    "<R> <K> [expression|staining|positive|positivity|positive cell]",
    gives="X",
)
def percent(found: Found) -> object:
    """ "ER ≥ 10 %"."""
    bound = found.take("R", Bound)
    markers = markers_of(found.any("K"))
    if bound.unit != "%" or "HER2" in markers.names:
        return None
    names = ("ER", "PR") if markers.names == ("HR",) else markers.names
    numbers = [one.value for one in (bound.low, bound.high) if one is not None]
    if any(number > 100 for number in numbers):
        return None
    parts = tuple(ReceptorPercent(marker="ER" if name == "ER" else "PR", limits=bound.limits) for name in names)
    if len(parts) == 1:
        return parts[0]
    below = bound.low is None
    if markers.joint == "and" or below:
        return all_of(parts)
    return any_of(parts)


@rule(
    f"<X> [status|tumor] {{(|defined as|, defined as|as defined by|( defined as|( ie|( with|( confirmed as}} [<K:again>] [positive|negative|expression|staining|expression of] <R> [of] [<K:third>] {_STAINED} [for <K:fourth>] [in nuclei|of cell|of positive cancer cell|of tumor cell|positive nuclei|of nuclei|nuclei|cell|assessed|by ihc|by immunohistochemistry] [)]",
    gives="X",
)
def own_percent(found: Found) -> object:
    """ "ER-positive (≥ 10 % of cells)": the trial's own cut-off."""
    call, bound = found.any("X"), found.take("R", Bound)
    if bound.unit != "%" or bound.times or found.words.count("(") != found.words.count(")"):
        return None
    parts = call.of if isinstance(call, (AllOf, AnyOf)) else (call,)
    if not all(isinstance(part, Receptor) and part.marker in ("ER", "PR") for part in parts):
        return None
    calls = {one for part in parts if isinstance(part, Receptor) for one in part.calls}
    positive_ = calls <= {"positive", "low positive"}
    if not positive_ and calls != {"negative"}:
        return None
    if re.search(r"X[\ue000-\uf8ff] (?:, )?(?:and|or|and/or|,|/) $", found.match.string[: found.match.start()]):
        # Of two receptors told apart the cut-off may be meant for both: it waits until they are one.
        return None
    if positive_ == (bound.low is None) or (bound.low is not None and bound.high is not None):
        return None
    for name in ("again", "third", "fourth"):
        if found.has(name) and not set(markers_of(found.any(name)).names) <= {"ER", "PR", "HR"}:
            return None
    made = tuple(
        ReceptorPercent(marker=part.marker, limits=bound.limits)
        for part in parts
        if isinstance(part, Receptor) and part.marker in ("ER", "PR")
    )
    if len(made) == 1:
        return made[0]
    return any_of(made) if isinstance(call, AnyOf) else all_of(made)


@rule("<X> {status|receptor|receptor status|tumor status|receptor disease|expression status}", gives="X")
def status(found: Found) -> object:
    """ "HER2-negative status"."""
    value = found.any("X")
    parts = value.of if isinstance(value, (AllOf, AnyOf)) else (value,)
    behind = found.match.string[found.match.end() :].split()
    if behind and behind[0] in ("unknown", "known", "must", "is", "or", "not"):
        return None
    return value if all(isinstance(part, (Receptor, ReceptorPercent, Her2Score, Her2Ish)) for part in parts) else None
