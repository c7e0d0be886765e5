"""Performance status by two scales, measurable disease, age and life expectancy in their further spellings."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import cast

from onward.criteria import Age, Finding, LabValue, Menopause, Metastatic, Performance
from onward.reading.amounts import Amount, Bound, Side, Stretch, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import Analytes, lab, names_of, numbers_of
from onward.reading.rules.person import age_within, performance_within
from onward.reading.things import Fixed, all_of, any_of

MEASURES = Stage("measures")
rule = MEASURES.rule

# --- performance status


@rule(
    "<X> [,] {( or|or|(|, or|/|( ie|( eg|and/or|( equivalent to|( corresponding to|( ie ,} [a] <X:other> [scale] [)]",
    gives="X",
)
def two_scales(found: Found) -> object:
    """ "ECOG ≤ 2 (Karnofsky ≥ 60 %)": one of them is recorded, and either will do."""
    one, other = found.any("X"), found.any("other")
    if not isinstance(one, Performance) or not isinstance(other, Performance) or one.scale == other.scale:
        return None
    return any_of((one, other)) if found.words.count("(") == found.words.count(")") else None


@rule(
    "{clinical|general|good|overall|adequate|baseline|current|acceptable|functional|patient} {performance status|status|performance} [of|with|:|as defined by|defined as|defined by|(|, defined as|as|is|must be] <X> [)]",
    "performance status {of|with|:|as defined by|defined as|defined by|(|, defined as|as} <X> [)]",
    gives="X",
)
def named_twice(found: Found) -> object:
    """ "good performance status (ECOG 0 or 1)"."""
    value = found.any("X")
    return value if isinstance(value, Performance) and found.words.count("(") == found.words.count(")") else None


@rule("<X> ( <E> ) [scale|criterion]", "<X> [criterion|scale|grade|score] ( <E> [scale|criterion] )", gives="X")
def scale_behind(found: Found) -> object:
    """ "0, 1 or 2 by ECOG criteria (Eastern Cooperative Oncology Group)"."""
    value = found.any("X")
    return value if isinstance(value, Performance) and value.scale == found.take("E", str) else None


@rule(
    "performance status [of|:|must be|is|=|score|grade|( ps ) of|( ps )] <R>",
    "ps [of|:|must be|is|=] <R>",
    "performance status [of|:|must be|is|=|score|grade|( ps ) of|( ps )] <N> {or|,|to|-|and} <N:second> [{or|, or|,|and} <N:third>]",
    gives="X",
    whole=True,
)
def scale_not_told(found: Found) -> object:
    """ "performance status 0 or 1": the numbers tell the scale; ECOG, WHO and Zubrod are one."""
    bound = found.maybe("R", Bound)
    if bound is None:
        names = [name for name in ("N", "second", "third") if found.has(name)]
        numbers = [found.take(name, Decimal) for name in names]
        if any(later - earlier != 1 for earlier, later in itertools.pairwise(numbers)):
            return None
        bound = Bound(low=Amount(value=numbers[0]), high=Amount(value=numbers[-1]))
    values = [one.value for one in (bound.low, bound.high) if one is not None]
    if all(value <= 4 for value in values) and bound.high is not None:
        return performance_within("ECOG", bound)
    if all(40 <= value <= 100 for value in values) and bound.low is not None:
        return performance_within("Karnofsky", bound)
    return None


# --- measurable disease

_MEASURABLE = frozenset({"measurable disease", "evaluable disease", "non-measurable disease"})


def _measurable(value: object) -> bool:
    return isinstance(value, Fixed) and isinstance(value.criterion, Finding) and value.criterion.name in _MEASURABLE


@rule(
    "[presence of|have|has|having|with] <R> [or more] [site of|area of|unidimensionally|bidimensionally|radiographically|radiologically|clinically|unidimensional|bidimensional|metastatic|target|index|lesion of|focus of] <F>",
    "[presence of] {one|<N>} or more [site of|area of|unidimensionally|bidimensionally] <F>",
    "<R> [metastatic|target|tumor] {lesion|site|region|tumor} {that is|which is|of|with|considered} <F>",
    gives="F",
)
def one_measurable(found: Found) -> object:
    """ "at least one measurable lesion": measurable disease."""
    value = found.any("F")
    if not _measurable(value):
        return None
    bound = found.maybe("R", Bound)
    if bound is not None and (bound.unit or bound.high is not None or bound.low is None or bound.low.value != 1):
        return None
    if found.has("N") and found.take("N", Decimal) != 1:
        return None
    return value


@rule(
    "<F> must be {measurable|evaluable} [disease]",
    "<F> {that is|which is|that must be} {measurable|evaluable}",
    gives="F",
)
def must_be_measurable(found: Found) -> object:
    """ "metastatic disease must be measurable"."""
    value = found.any("F")
    if not isinstance(value, Fixed) or not isinstance(value.criterion, Metastatic) or value.qualities:
        return None
    name = "measurable disease" if "measurable" in found.words.split() else "evaluable disease"
    return Fixed(criterion=all_of((value.criterion, Finding(name=name))))


# --- life expectancy


@rule(
    "<L> [of|:|is|must be|estimated to be|is estimated to be] [<B>] <T>",
    "<L> [of|is|:] <T> or less",
    gives="X",
)
def life_too_short(found: Found) -> object:
    """ "life expectancy of less than 3 months", among what keeps out."""
    analytes = names_of(found.any("L"))
    if analytes is None or analytes.names != ("life expectancy",) or not found.draft.denied:
        return None
    side = "at_most" if "or less" in found.words else found.maybe("B", str)
    if side not in ("at_most", "below"):
        return None
    number, _, unit = found.take("T", Stretch).text.partition(" ")
    ucum = {"month": "mo", "week": "wk", "year": "a", "day": "d"}.get(unit)
    if ucum is None:
        return None
    limits = bound_of(cast("Side", side), Amount(value=Decimal(number), unit=ucum)).limits
    return LabValue(analyte="life expectancy", limits=limits, unit=ucum)


@rule(
    "{considered by investigator to have|considered to have|judged to have|believed to have|deemed to have|judged by investigator to have} <X>",
    "<X> {as assessed by|in opinion of|as determined by|per|in judgement of|as judged by|according to|as estimated by} [<P>|the|<P> treating|<P> primary] [primary|treating|enrolling|local|study] {oncologist|physician|investigator|provider|clinician|doctor} [opinion|judgement]",
    gives="X",
)
def life_as_judged(found: Found) -> object:
    """ "in the opinion of the treating physician": whoever estimates it, it is an estimate."""
    value = found.any("X")
    return value if isinstance(value, LabValue) and value.analyte == "life expectancy" else None


# --- postmenopausal, in brackets what is meant by it


@rule("<F> ( <X:age> )", gives="F")
def menopause_with_age(found: Found) -> object:
    """ "postmenopausal (over 60 years of age)": both."""
    value, age = found.any("F"), found.any("age")
    if not isinstance(value, Fixed) or not isinstance(value.criterion, Menopause) or not isinstance(age, Age):
        return None
    return Fixed(criterion=all_of((value.criterion, age))) if not value.qualities else None


# --- body weight


@rule("<B> <X>", "<B> <L> [of|:|is|must be] <A>", gives="X")
def least_or_most(found: Found) -> object:
    """ "minimum body weight ≥ 30 kg", "minimum body weight of 30 kg": said twice, or once."""
    side = found.take("B", str)
    if found.has("L"):
        analytes = names_of(found.any("L"))
        fits = analytes is not None and side in ("at_least", "at_most") and not found.draft.denied
        return lab(analytes, bound_of(cast("Side", side), found.take("A", Amount))) if analytes and fits else None
    value = found.any("X")
    if not isinstance(value, LabValue):
        return None
    low, high = numbers_of(value.limits)
    return value if (low is None) != (high is None) and (side == "at_least") == (low is not None) else None


@rule("{weighing|weigh|weighs|weighed|with weight} [at screening] <R>", gives="X")
def weighing(found: Found) -> object:
    """ "weighing < 45 kg"."""
    bound = found.take("R", Bound)
    return lab(Analytes(("body weight",), ""), bound) if bound.unit in ("kg", "[lb_av]") else None


@rule(
    "{overweight or obese|overweight and/or obese|overweight|obese|overweight / obese|obesity|overweight or obesity|obese or overweight} {(|as defined by|defined as|defined by|, defined as|, defined by|with|( defined as|( as defined by|as determined by} [a] <X> [)]",
    gives="X",
)
def overweight(found: Found) -> object:
    """ "overweight or obese (BMI ≥ 25 kg/m2)": what is meant by it."""
    value = found.any("X")
    if not isinstance(value, LabValue) or value.analyte != "BMI":
        return None
    return value if found.words.count("(") == found.words.count(")") else None


# --- age without the words "of age"

PERSONS_AGE = Stage("age behind a person")


@PERSONS_AGE.rule("current <B> <N> {year|yr|yrs} of age", "current {age|aged}", gives="")
def current_age(found: Found) -> object:
    """ "current age 18 to 50": age."""
    return found.match[0].removeprefix("current ")


@PERSONS_AGE.rule(
    "{<P:who>|woman|female|man|male|adult|lady} [aged|who are|who is|:|,|;|must be|are|is] <B> <N> {year|yr|yrs}",
    gives="",
)
def person_and_age(found: Found) -> object:
    """ "women ≥ 18 years with breast cancer": only where nothing follows of which the years could be told."""
    behind = found.match.string[found.match.end() :].split()
    if behind and behind[0] not in ("with", "at", ",", ";", "and", "who", ".", "(", "diagnosed", "having", "whose"):
        return None
    if behind[:1] == ["("] and behind[1:2] not in (["no"], ["or"], ["inclusive"]):
        return None
    if behind[:1] in (["and"], [","]) and len(behind) > 1 and behind[1][0] == "B" and len(behind[1]) == 2:
        # "Aged at least 20 years and less than 75": both limits come together.
        return None
    age = age_within(bound_of(cast("Side", found.take("B", str)), Amount(value=found.take("N", Decimal))))
    if age is None:
        return None
    words = found.match[0]
    first = words[: found.match.start("B") - found.match.start() - 1]
    for filler in ("aged ", "who are ", "who is ", ": ", ", ", "; ", "must be ", "are ", "is "):
        first = first.removesuffix(filler)
    return first + found.draft.put("X", age, found.draft.spoken(words[len(first) :]))
