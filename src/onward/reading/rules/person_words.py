"""Who, in the remaining shapes: "sex: female", "18 years of age", "60 and under", "female patients must be ...", healthy."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from onward.criteria import NODES, Age, AllOf, AnyOf, AskHuman, Finding, HasSex, Performance, When
from onward.reading.amounts import Amount, Bound, Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.rules.person import age_within, is_of_another_day, performance_within
from onward.reading.things import JUDGED, Fixed, all_of, any_of, negated

MORE_AGES = Stage("ages in other words")
rule = MORE_AGES.rule
_YEAR = "{year|yr|yrs|y}"
_OF_AGE = "{of age|old|in age}"
# A trial of adults that names this age alone asks for adults: the words "or older" were left out.
_ADULT = 18


@rule(
    f"[age|aged|ages] [:|of] <N> [{_YEAR}] [{_OF_AGE}] [,] {{or|and}} <B:side>",
    f"[age|aged|be|must be] over <N> {_YEAR} {_OF_AGE}",
    f"{{age|aged|ages}} [is|:|must be] over <N> [{_YEAR}]",
    f"{{age|aged|ages}} [is|:|must be] over or equal [to] <N> [{_YEAR}]",
    f"[age|aged] [:|of] <N> + [{_YEAR}] {_OF_AGE}",
    f"{{age|aged|ages}} [:|of] <N> + [{_YEAR}]",
    gives="X",
)
def or_beyond(found: Found) -> object:
    """ "18 years or above", "60 and under", "over 18 years of age"."""
    if is_of_another_day(found):
        return None
    number = Amount(value=found.take("N", Decimal))
    side = found.maybe("side", str)
    words = found.words.split()
    if side is not None and _NEXT_NUMBER.match(found.match.string, found.match.end()) is not None:
        return None  # "at least 2 years and at most 21": the side is that of the number behind it
    if side is None:
        if "over" in words:
            return age_within(Bound(low=number, low_open="equal" not in words))
        return age_within(Bound(low=number))
    if (
        "age" not in words
        and "aged" not in words
        and "ages" not in words
        and "year" not in words
        and "yrs" not in words
    ) and (found.words.strip() != found.match.string.strip(" .;,") or not 18 <= number.value <= 90):
        return None
    if side in ("above", "at_least"):
        return age_within(Bound(low=number))
    return age_within(Bound(high=number)) if side in ("below", "at_most") else None


@rule(
    f"[age|aged|ages] [:|of|is|=|must be] <N> {_YEAR} [{_OF_AGE}]",
    gives="X",
)
def adults(found: Found) -> object:
    """ "age 18 years" among what is asked for: at least 18, the sign was lost."""
    words = found.words.split()
    behind = found.match.string[found.match.end() :].split()
    if found.draft.denied or found.take("N", Decimal) != _ADULT or is_of_another_day(found):
        return None
    if not {"age", "aged", "ages", "old"}.intersection(words):
        return None
    if behind and (
        behind[0] not in (".", ",", ";", ")", "with", "and", "at")
        or (behind[1:2] and len(behind[1]) == 2 and behind[1][0] in "BNT")
    ):
        return None
    before = found.match.string[: found.match.start()].split()
    return (
        None
        if before and before[-1] in ("to", "-", "than", "for", "least", "until", "under", "lostsign")
        else Age(at_least_years=_ADULT)
    )


@rule("between <X:age>", gives="X")
def between(found: Found) -> object:
    """ "between the ages of 18 and 80"."""
    value = found.any("age")
    return (
        value
        if isinstance(value, Age) and value.at_least_years is not None and value.at_most_years is not None
        else None
    )


_NEXT_NUMBER = re.compile(r"[NTA][\ue000-\uf8ff] ")
MORE_SCALES = Stage("performance in other words")
scale_rule = MORE_SCALES.rule


@scale_rule(
    "<E> ( <E:again> [ps|scale|performance status|,] )",
    "<E> / <E:again>",
    "<E> performance score ( <E:again> ) [performance status]",
    "<E> [,] or <E:again>",
    gives="E",
    again=True,
)
def one_scale(found: Found) -> object:
    """ "ECOG (Eastern Cooperative Oncology Group)"."""
    one, again = found.take("E", str), found.take("again", str)
    if one == again:
        return one
    # "ECOG or Karnofsky 0-2": such numbers are ECOG's.
    behind = found.match.string[found.match.end() :]
    number = re.match(r"(?:performance status |ps |score |of |: |, )*[NR](.) ", behind)
    if " or " not in found.words or number is None:
        return None
    value = found.draft.at(number[1])
    high = (
        value if isinstance(value, Decimal) else value.high.value if isinstance(value, Bound) and value.high else None
    )
    return "ECOG" if high is not None and high <= 5 else None


@scale_rule(
    "[patient] {performance status|ps|performance status score|functional state|functional status|performance index|performance} [must be|of|:|,|is] [( <E> [scale] )|( who [scale] )|<E:early> [scale] ,|according to <E:middle>] {<R>|of <R:of>} [( <E:behind> [scale|criterion] )|according to <E:last>|according to who|( who [scale] )|. ( <E:dotted> )|<E:side> scale|on <E:on> [scale]]",
    "{performance status|ps} [of|:] <R> [,] [(|by|on|according to] {who|common toxicity criterion|who criterion} [)]",
    "<E> [performance status|ps|performance] {value|index|classification|rating|status score|level|grade} [of|:|is] <R>",
    "<E> [performance status|ps] [in|status|of grade|grade] <R>",
    "who <R>",
    gives="X",
)
def told_apart(found: Found) -> object:
    """ "performance status (WHO scale) < 2"."""
    names = ("E", "early", "middle", "behind", "last", "dotted", "side", "on")
    scales = {found.take(name, str) for name in names if found.has(name)}
    bound = found.maybe("R", Bound) or found.maybe("of", Bound)
    if len(scales) > 1 or bound is None or found.words.count("(") != found.words.count(")"):
        return None
    words = found.words.split()
    if not scales and "who" not in words:
        return None
    if words[0] == "who" and found.words.strip() != found.match.string.strip(" .;,"):
        return None
    return performance_within(scales.pop() if scales else "ECOG", bound)


WHOSE = Stage("who is meant")
whose = WHOSE.rule


@whose("{sex|gender|biological sex} [:|,|=|is|must be] <X:sex>", gives="X")
def named_sex(found: Found) -> object:
    """ "sex: female"."""
    value = found.any("sex")
    either = isinstance(value, AnyOf) and all(isinstance(part, HasSex) for part in value.of)
    return value if isinstance(value, HasSex) or either else None


@whose(
    "<X:sex> {of|from|(|,|;|at|who are|must be|with|that are} <X:age> [)]",
    "<X:sex> <X:age>",
    "<P> ( <X:age> )",
    gives="X",
)
def of_sex_and_age(found: Found) -> object:
    """ "women of 18 years or older", "female patients (age 18 to 70)"."""
    sex, age = found.any("sex"), found.any("age")
    if not isinstance(age, Age) or ("(" in found.words) != (")" in found.words):
        return None
    if sex is None:
        return age
    either = isinstance(sex, AnyOf) and all(isinstance(part, HasSex) for part in sex.of)
    if (not isinstance(sex, HasSex) and not either) or (len(found.words.split()) == 2 and not found.draft.denied):
        return None
    if found.draft.denied and not either and "(" not in found.words and found.words.split()[1] == ",":
        return None
    return age if either else all_of((cast("HasSex", sex), age))


@whose(
    "<X:age> [,] {or|(|( or} {legal age|legal adult|of legal age|age of majority|higher if required|older if required|otherwise legal lower age|legal age of adulthood|as required by local|as applicable per local|acceptable age|legal adult age|minimum legal age|of age of majority|adult according to} $rest",
    gives="X",
)
def or_of_legal_age(found: Found) -> object:
    """ "at least 18 years, or of legal age in the country": elsewhere that may be another age, which a human knows."""
    age = found.any("age")
    if not _is_age(age) or found.draft.denied or found.match.end() != len(found.match.string):
        return None
    words = found.draft.spoken(found.words.split(" ", 1)[1]).strip(" ,;.()")
    return any_of((cast("Age", age), AskHuman(question=f"Is it so: {words}?", because=JUDGED)))


def _is_age(value: object) -> bool:
    return isinstance(value, Age) or (
        isinstance(value, AllOf) and all(isinstance(part, (Age, HasSex)) for part in value.of)
    )


@whose(
    "<X:age> {are|is|will be|can be|may} {eligible|included|enrolled|enroll|participate} [to enroll|to participate|for enrollment|for this study|for study|in study|to participate in this study]",
    gives="X",
    whole=True,
)
def of_age_may_enter(found: Found) -> object:
    """ "women and men of 18 years or older are eligible"."""
    return found.any("age") if _is_age(found.any("age")) and not found.draft.denied else None


@whose(
    "[age|aged|child|child aged|be|age :|age of|who are|that are] [between|from] [<B:low>] <T:first> {to|and|up to|-|, and|,|and up to} [<B:high>] <T:last> [of age|old]",
    "[age|aged|child|child aged|be|age :|who are|that are] [between|from] [<B:low>] <T:first> {to|and|up to|-|, and|,} <X:age>",
    gives="X",
)
def from_months_to_years(found: Found) -> object:
    """ "aged 6 months to 18 years": the months stay for a human, the years are asked."""
    first = found.take("first", Stretch)
    if first.days > _TWO_YEARS or first.text.endswith("year") or found.draft.denied:
        return None
    low = found.maybe("low", str)
    if low not in (None, "at_least", "above"):
        return None
    words = found.draft.spoken(found.words).strip()
    if found.has("age"):
        age = found.any("age")
        if not isinstance(age, Age) or age.at_least_years is not None:
            return None
    else:
        last, high = found.take("last", Stretch), found.maybe("high", str) or "at_most"
        years = re.match(r"(\d+) year", last.text)
        if years is None or high not in ("at_most", "below"):
            return None
        if not re.search(r"\b(?:age|aged|child|old|be|who|that)\b", words):
            return None
        age = Age(at_most_years=int(years[1]) - (1 if high == "below" else 0))
    return all_of((age, AskHuman(question=f"Is it so: {words}?", because=JUDGED)))


_TWO_YEARS = 730


@whose("<X:scale> ( <X:other> )", "<X:scale> , <X:other>", "<X:scale> or <X:other>", gives="X")
def on_either_scale(found: Found) -> object:
    """ "ECOG 0-1 (Karnofsky at least 70 %)": one and the same, on whichever scale it was told."""
    one, other = found.any("scale"), found.any("other")
    if not isinstance(one, Performance) or not isinstance(other, Performance) or one.scale == other.scale:
        return None
    if " , " in found.words and found.words.count(",") and "or" not in found.words:
        return None
    return AnyOf(of=(one, other))


_LEFT_OUT = "{not eligible|excluded|ineligible|not allowed|not be eligible|not be included|not be enrolled|be excluded}"


@whose(f"<X:age> {{is|are|will|should|must}} {_LEFT_OUT}", gives="X", whole=True)
def kept_out_by_age(found: Found) -> object:
    """ "women below 18 will not be eligible": it keeps out, under whichever heading it stands."""
    age = found.any("age")
    if not _is_age(age):
        return None
    return age if found.draft.denied else negated(cast("Age", age))


@whose("outside [of] <X:age>", gives="X", whole=True)
def outside_of(found: Found) -> object:
    """ "outside the age range of 18 to 60" among what keeps out."""
    age = found.any("age")
    return negated(age) if isinstance(age, Age) and found.draft.denied else None


@whose("<P> [,|:|;] <X:age>", gives="X", whole=True)
def patients_of_age(found: Found) -> object:
    """ "patients, 18 years or older"."""
    value = found.any("age")
    return value if isinstance(value, Age) else None


@whose(
    "<X:sex> {must be|must|should be|have to be|has to be|need to be} <FX:what>",
    gives="X",
    whole=True,
)
def of_one_sex(found: Found) -> object:
    """ "female patients must be postmenopausal": asked of women."""
    sex, what = found.any("sex"), found.any("what")
    if isinstance(sex, AnyOf) and all(isinstance(part, HasSex) for part in sex.of) and not found.draft.denied:
        return what if isinstance(what, NODES) else None
    if not isinstance(sex, HasSex) or found.draft.denied:
        return None
    asked = what.criterion if isinstance(what, Fixed) and not what.qualities else what
    return When(condition=sex, then=asked) if isinstance(asked, NODES) else None


@whose(
    "healthy [volunteer|adult] [,] <XF:who> [volunteer]",
    "<X:sex> healthy [volunteer|subject|<P>|adult] [,] <X:who>",
    "<XF:who> {who are healthy|in good health|who is healthy|who are in good health|healthy volunteer|in good general health}",
    gives="X",
)
def healthy(found: Found) -> object:
    """ "healthy women aged 18 to 45": healthy is for a human."""
    value = found.any("who")
    who = value.criterion if isinstance(value, Fixed) and not value.qualities else value
    if not isinstance(who, NODES) or found.draft.denied:
        return None
    sex = found.any("sex") if "sex" in found.match.groupdict() else None
    if isinstance(sex, HasSex):
        who = all_of((sex, who))
    elif sex is not None and not (isinstance(sex, AnyOf) and all(isinstance(part, HasSex) for part in sex.of)):
        return None
    return all_of((who, AskHuman(question="Is she (or he) healthy, as the trial means it?", because=JUDGED)))


@whose("<F:smoker> {status|history}", "non <F:smoker>", "{never|no} <F:smoker>", gives="X")
def smoking(found: Found) -> object:
    """ "current smoking status", "non-smokers"."""
    value = found.any("smoker")
    smoker = Finding(name="smoker")
    if not isinstance(value, Fixed) or value.criterion != smoker or value.qualities:
        return None
    if found.words.split()[0] in ("non", "no"):
        return None if found.draft.denied else negated(smoker)
    return smoker if found.draft.denied and "status" in found.words.split() else None
