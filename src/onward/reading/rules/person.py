"""Who: age, sex, performance status."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from typing import cast

from onward.criteria import Age, AnyOf, AskHuman, HasSex, Performance
from onward.reading.amounts import Amount, Bound, Side, between, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.things import JUDGED, all_of

AGES = Stage("age")
rule = AGES.rule

_AGE = "{age|aged|ages|age range|patient age|age limit|age group|age at enrollment|age criterion|chronological age}"
# "Under 50 at diagnosis", "aged 65 at the time of surgery": the age of another day says nothing of today's.
_OTHER_DAY = re.compile(
    r"(?:years? |yrs? |of age |old |,? ?\(? ?)*(?:at|when|by|upon|on)(?: (?:time|date|age|moment|first|initial|original|their|her|breast|primary|cancer|of|in))* "
    r"(?:diagnosis|diagnosed|surgery|menarche|menopause|birth|presentation|onset|operation|mastectomy|recurrence)\b|(?:at|when) (?:first|initially|originally) "
)


_NOT_IN_YEARS = re.compile(r"(?:week|month|day|hour)\b")


def is_of_another_day(found: Found) -> bool:
    """Whether the age is that of another day (her diagnosis), of another person (her mother), or in weeks or months."""
    string = found.match.string
    return (
        _NOT_IN_YEARS.match(string, found.match.end()) is not None
        or _OTHER_DAY.match(string, found.match.end()) is not None
        or re.search(
            r"(?:physiologic|physiological|biological|biologic|gestational|mental|bone|diagnosed|diagnosis|menarche|menopause|relative|mother|sister|child|partner|spouse|parent)\W*(?:was |is |at |of |: |with |whose )*$",
            string[: found.match.start()],
        )
        is not None
    )


_IS = "[:|of|must be|should be|is|are|has to be|,|=|for|ranging|range|being|between|from]"
_YEAR = "{year|yr|yrs|y|yo|y/o}"
_OF_AGE = "{of age|old|in age|age|aged|of age or age}"
_OLDER = "{or|and|&} {older|over|above|greater|more|up|upward|higher|elder|beyond|upwards}"


@rule(
    f"{_AGE} {_IS} <B> <N> [{_YEAR}] [{_OF_AGE}] {{and|to|but|,|-|or}} <B:second> <N:last> [{_YEAR}] [{_OF_AGE}]",
    f"<B> <N> [{_YEAR}] [{_OF_AGE}] {{and|to|but|,|-}} <B:second> <N:last> {_YEAR} {_OF_AGE}",
    f"<B> <N> {{and|to|but|,|-}} <B:second> <N:last> {_YEAR} {_OF_AGE}",
    gives="X",
)
def two_limits(found: Found) -> object:
    """ "age ≥ 18 and ≤ 75 years"."""
    if is_of_another_day(found):
        return None
    low = bound_of(cast("Side", found.take("B", str)), Amount(value=found.take("N", Decimal)))
    high = bound_of(cast("Side", found.take("second", str)), Amount(value=found.take("last", Decimal)))
    both = between(low, high)
    return None if both is None else age_within(both)


@rule(
    f"{_AGE} {_IS} <N> [{_YEAR}] [{_OF_AGE}] {{-|to|and|through|until}} <N:last> [{_YEAR}] [{_OF_AGE}] [inclusive|( inclusive )|, inclusive]",
    f"[{_AGE}] [between] <N> [{_YEAR}] {{-|to|and|through}} <N:last> {_YEAR} {_OF_AGE} [inclusive|( inclusive )|, inclusive]",
    f"between [ages of|age of] <N> [{_YEAR}] {{and|to|-}} <N:last> {_YEAR} [{_OF_AGE}] [inclusive|( inclusive )|, inclusive]",
    "between age of <N> {and|to|-} <N:last> [year] [inclusive]",
    gives="X",
)
def span(found: Found) -> object:
    """ "18 to 70 years of age"."""
    if is_of_another_day(found):
        return None
    low, high = found.take("N", Decimal), found.take("last", Decimal)
    return age_within(between(Bound(low=Amount(value=low)), Bound(high=Amount(value=high))))


@rule(
    f"{_AGE} {_IS} <B> <N> [{_YEAR}] [{_OF_AGE}] [{_OLDER}]",
    f"<B> <N> {_YEAR} {_OF_AGE} [{_OLDER}]",
    f"<B> age [of] <N> [{_YEAR}]",
    f"<B> <N> {_YEAR} {_OLDER}",
    gives="X",
)
def one_limit(found: Found) -> object:
    """ "at least 18 years of age"."""
    if is_of_another_day(found):
        return None
    return age_within(bound_of(cast("Side", found.take("B", str)), Amount(value=found.take("N", Decimal))))


@rule(
    f"{_AGE} {_IS} <N> [{_YEAR}] [{_OF_AGE}] {_OLDER} [{_OF_AGE}]",
    f"<N> {_YEAR} {_OF_AGE} {_OLDER}",
    f"<N> {_YEAR} {{or|and}} {{older|over|above}} [{_OF_AGE}]",
    f"<N> [{_YEAR}] {{or|and}} {{older|over}}",
    f"over age of <N> [{_YEAR}]",
    gives="X",
)
def or_older(found: Found) -> object:
    """ "18 years or older"."""
    if is_of_another_day(found):
        return None
    number = Amount(value=found.take("N", Decimal))
    return age_within(Bound(low=number, low_open=found.words.startswith("over age")))


@rule(
    f"{_AGE} {_IS} <N> [{_YEAR}] [{_OF_AGE}] {{or|and}} {{younger|under|below|less}}",
    f"<N> {_YEAR} [{_OF_AGE}] {{or|and}} {{younger|under}}",
    gives="X",
)
def or_younger(found: Found) -> object:
    """ "70 years or younger"."""
    if is_of_another_day(found):
        return None
    return age_within(Bound(high=Amount(value=found.take("N", Decimal))))


# Nobody is asked to be older than this: a larger number is no age.
OLDEST_YEARS = 120


def age_within(bound: Bound | None) -> Age | None:
    """An age in completed years; None for a bound that no trial can mean."""
    if bound is None:
        return None
    low, high = bound.low, bound.high
    numbers = [one.value for one in (low, high) if one is not None]
    if any(number != int(number) or number > OLDEST_YEARS for number in numbers):
        return None
    # "Older than 18": by the exact age that is so from the day after the birthday, as good as 18 completed years.
    least = None if low is None else int(low.value)
    most = None if high is None else int(high.value) - (1 if bound.high_open else 0)
    if (least is not None and most is not None and least > most) or (most is not None and most < 0):
        return None
    return Age(at_least_years=least, at_most_years=most)


SEXES = Stage("sex")
sex_rule = SEXES.rule

_WHO = "[<P>|sex|gender]"


@sex_rule(
    f"{{male|man}} {_WHO} {{or|and|/|and/or|, or}} [non pregnant] {{female|woman}} {_WHO}",
    f"[non pregnant] {{female|woman}} {_WHO} {{or|and|/|and/or|, or}} {{male|man}} {_WHO}",
    "{both|either} {gender|sex}",
    gives="X",
)
def either_sex(_found: Found) -> object:
    """ "men or women"."""
    return AnyOf(of=(HasSex(sex="female"), HasSex(sex="male")))


@sex_rule("[adult] {female|woman} [<P>|sex|gender] [only]", gives="X")
def female(found: Found) -> object:
    """ "women"."""
    return None if _shares(found) else HasSex(sex="female")


def _shares(found: Found) -> bool:
    """ "Men or women who ...", among what keeps out: what follows is said of both, and neither is kept out as such."""
    if not found.draft.denied:
        return False
    before = found.match.string[: found.match.start()].split()
    behind = found.match.string[found.match.end() :].split()
    return before[-1:] in (["or"], ["and"], ["/"]) or behind[:1] in (["or"], ["and"], ["/"])


@sex_rule("[adult] {male|man} [<P>|sex|gender] [only]", gives="X")
def male(found: Found) -> object:
    """ "men"."""
    return None if _shares(found) else HasSex(sex="male")


PERFORMANCE = Stage("performance status")
performance_rule = PERFORMANCE.rule

_SCALE = "<E> [performance status|ps|score|status|scale|performance|grade|level|performance scale|functional status|performance score|performance status score|( ps )|performance status ( ps )|performance index|index|classification] [score|level|grade]"
_PS_IS = "[of|:|must be|should be|is|are|=|-|,|has to be|at|equal to|score|grade|between|either|in range of|range|from|status of|( ps )|level of]"


@performance_rule(
    f"{_SCALE} {_PS_IS} <R> [%]",
    f"[performance status|ps|performance status ( ps )] {_PS_IS} <R> [%] [by|on|according to|using|as measured by|per|( |as assessed by|as defined by|as determined by|based on|of|in|measured by|with] <E> [performance status|scale|score|criterion|performance scale|ps|performance status scale|index|performance] [)]",
    f"{_SCALE} ( {_PS_IS} <R> )",
    gives="X",
)
def within_bounds(found: Found) -> object:
    """ "ECOG performance status ≤ 1"."""
    return performance_within(found.take("E", str), found.take("R", Bound))


@performance_rule(
    f"{_SCALE} {_PS_IS} <N> [%] {{or|and|,|, or|/|to|-}} <N:second> [{{or|and|,|, or|/|, and|-|to}} <N:third>] [{{or|, or|,}} <N:fourth>]",
    f"[performance status|ps] {_PS_IS} <N> {{or|and|,|, or|/|to|-}} <N:second> [{{or|and|,|, or|/|, and|-|to}} <N:third>] [by|on|according to|using|as measured by|per|(|of|as assessed by|in|as defined by] <E> [performance status|scale|score|criterion|performance scale] [)]",
    gives="X",
)
def listed(found: Found) -> object:
    """ "ECOG 0 or 1"."""
    names = [name for name in ("N", "second", "third", "fourth") if found.has(name)]
    numbers = [found.take(name, Decimal) for name in names]
    if any(later - earlier != 1 for earlier, later in itertools.pairwise(numbers)):
        return None
    return performance_within(found.take("E", str), Bound(low=Amount(value=numbers[0]), high=Amount(value=numbers[-1])))


@performance_rule(
    f"{_SCALE} {_PS_IS} <N> [%] {{or|and}} {{better|less|lower|below|more|greater|higher|above|worse}}",
    f"<N> [%] {{or|and}} {{better|less|lower|more|greater|higher}} [on|in|by] {_SCALE}",
    gives="X",
)
def or_better(found: Found) -> object:
    """ "ECOG 1 or better", "Karnofsky 70 or better"."""
    scale = found.take("E", str)
    number = Amount(value=found.take("N", Decimal))
    word = (
        found.words.split()[-1]
        if found.words.split()[-1] in _BETTER
        else next(w for w in found.words.split() if w in _BETTER)
    )
    up = {"better": scale == "Karnofsky", "worse": scale == "ECOG"}.get(
        word, word in ("more", "greater", "higher", "above")
    )
    return performance_within(scale, Bound(low=number) if up else Bound(high=number))


_BETTER = ("better", "less", "lower", "below", "more", "greater", "higher", "above", "worse")


@performance_rule(
    f"[<P> {{has|with|have}}] {_SCALE} {{of|:|=|must be|is|(}} <N> [)]",
    f"[<P> {{has|with|have}}] {_SCALE} <N>",
    gives="X",
    whole=True,
)
def exactly(found: Found) -> object:
    """ "ECOG 0"."""
    scale, number = found.take("E", str), Amount(value=found.take("N", Decimal))
    if found.draft.denied and scale == "ECOG" and number.value == _LAST_ALIVE:
        return Performance(scale="ECOG", at_least=_LAST_ALIVE)
    # "ECOG 2", "Karnofsky 70": itself, or a limit whose sign was lost? Whoever is beyond it does not fit either way.
    if scale == "Karnofsky" or number.value > 1 or (number.value == 1 and "=" not in found.words.split()):
        upwards = (scale == "Karnofsky") != found.draft.denied
        limit = performance_within(scale, Bound(low=number) if upwards else Bound(high=number))
        if limit is None:
            return None
        words = found.draft.spoken(found.words).strip(" .;,")
        return all_of((limit, AskHuman(question=f"Is it so: {words}?", because=JUDGED)))
    return performance_within(scale, Bound(low=number, high=number))


# Nobody worse than this is asked anything.
_LAST_ALIVE = 4


@performance_rule(
    "{performance status|ps} [of|:|must be|is] <N> {,|or|-|to|/} <N:second> [{,|or|, or|-|to|/} <N:third>] [{or|, or|,} <N:fourth>]",
    gives="X",
    whole=True,
)
def on_no_scale(found: Found) -> object:
    """ "performance status 0, 1 or 2": only one scale counts so."""
    names = [name for name in ("N", "second", "third", "fourth") if found.has(name)]
    numbers = [found.take(name, Decimal) for name in names]
    if numbers[0] != 0 or any(later - earlier != 1 for earlier, later in itertools.pairwise(numbers)):
        return None
    return performance_within("ECOG", Bound(low=Amount(value=numbers[0]), high=Amount(value=numbers[-1])))


def performance_within(scale: str, bound: Bound) -> Performance | None:
    """A performance status between bounds; None for numbers that the scale does not have."""
    if bound.unit not in ("", "%") or bound.times:
        return None
    step = 1 if scale == "ECOG" else 10
    highest = 5 if scale == "ECOG" else 100
    low, high = bound.low, bound.high
    numbers = [one.value for one in (low, high) if one is not None]
    if any(number != int(number) or not 0 <= number <= highest or int(number) % step for number in numbers):
        return None
    least = None if low is None else int(low.value) + (step if bound.low_open else 0)
    most = None if high is None else int(high.value) - (step if bound.high_open else 0)
    least = None if least == 0 and most is not None else least
    most = None if most == highest and least is not None else most
    if (least is not None and (least > highest or (most is not None and least > most))) or (
        most is not None and most < 0
    ):
        return None
    return Performance(scale="ECOG" if scale == "ECOG" else "Karnofsky", at_least=least, at_most=most)
