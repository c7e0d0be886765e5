"""Numbers, units, multiples of a limit of normal, bounds, stretches of time, windows."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from onward.reading.amounts import (
    Amount,
    Bound,
    Side,
    Stretch,
    between,
    bound_of,
    is_same,
    is_same_amount,
    stretch_of,
)
from onward.reading.grammar import Found, Stage
from onward.reading.things import Window

QUANTITIES = Stage("quantities")
rule = QUANTITIES.rule

_NORMAL = "[institutional|institution|laboratory|local|institutions|lab|hospital|respective|center|site|reference|testing laboratory|own|site specific|age appropriate|local laboratory|centre|participating institution|institutional laboratory|local institutional]"


@rule("<U> ( <U:again> )", gives="U")
def unit_said_twice(found: Found) -> object:
    """ "grams per decilitre (g/dL)"."""
    unit = found.take("U", str)
    return unit if found.take("again", str) == unit else None


@rule("<N> ( <N:again> )", gives="N")
def said_twice(found: Found) -> object:
    """ "four (4) weeks"."""
    number, again = found.take("N", Decimal), found.take("again", Decimal)
    return number if number == again else None


@rule(
    f"{_NORMAL} {{lower limit of normal [range|value]|lower institutional limit|lower limit of institution|lower normal limit|lln|lower limit of institutional normal|lower limit of laboratory normal|normal lower limit|lower limit of reference range|lower limit normal|lower institutional limit of normal|lower level of normal}} [( {{lln}} )] [for institution|for laboratory]",
    gives="I",
)
def lower_limit(_found: Found) -> object:
    """ "lower limit of normal (LLN)"."""
    return "LLN"


@rule(
    f"{_NORMAL} {{upper limit of normal [range|value|limit|reference range]|upper normal limit|upper limit of institutional normal|upper limit of laboratory normal|uln|unl|upper limit of normality|normal upper limit|upper limit of reference range|upper limit of local laboratory|upper limit normal|upper level of normal|upper limit of normal for institution|upper normal value|upper limit of normal laboratory|upper bound of normal|upper range of normal|limit of normal|upper institutional limit of normal|ulrr|ulnr|institutional upper limit|upper limits|upper normal range|upper limit of norm|upper normal|upper limit of institution|iuln|n}} [( {{uln|unl|iuln}} )] [for institution|for laboratory|for age|of institution|at institution|range]",
    gives="I",
)
def upper_limit(found: Found) -> object:
    """ "upper limit of normal (ULN)"."""
    if found.words.strip().endswith("limit of normal") and "upper" not in found.words:
        return "NL"
    if found.words.strip() in ("n", "upper limit", "upper normal"):
        return "ULN" if found.match.string[: found.match.start()].endswith(("x ", "time ")) else None
    return "ULN"


@rule("<I> ( [x|time] <I:again> )", gives="I")
def limit_said_twice(found: Found) -> object:
    """ "UNL (upper limit of normal)"."""
    limit = found.take("I", str)
    return limit if found.take("again", str) == limit else None


@rule("<N> {fold x|x|time|fold|xs|* |time of|x of|fold of|time above|multiple of|of|xuln} <I>", "<N> <I>", gives="A")
def multiple(found: Found) -> object:
    """ "2.5 x ULN"."""
    return Amount(value=found.take("N", Decimal), times="LLN" if found.take("I", str) == "LLN" else "ULN")


@rule("{twice|double|two fold} <I>", gives="A")
def twice(found: Found) -> object:
    """ "twice the upper limit of normal"."""
    return Amount(value=Decimal(2), times="LLN" if found.take("I", str) == "LLN" else "ULN")


@rule("<I> x <N>", "<I> time <N>", gives="A")
def multiple_behind(found: Found) -> object:
    """ "ULN x 2.5"."""
    return Amount(value=found.take("N", Decimal), times="LLN" if found.take("I", str) == "LLN" else "ULN")


@rule(
    "<N> {x|time|fold} [within] [institutional|institution|local|laboratory] normal [limit|value|range|institutional limit|institutional value] [<I>]",
    "<N> {x|time} within <I>",
    gives="A",
)
def times_normal(found: Found) -> object:
    """ "1.5 times normal"."""
    return Amount(value=found.take("N", Decimal), times="ULN")


@rule("<N> <U>", gives="A")
def with_unit(found: Found) -> object:
    """ "1500/mm3"."""
    return Amount(value=found.take("N", Decimal), unit=found.take("U", str))


@rule(
    "<N> [calendar|consecutive|full|complete|to] {day|week|wk|wks|month|mo|mos|year|yr|yrs|hour|hr|hrs} [of age|old|period|duration]",
    gives="T",
)
def stretch(found: Found) -> object:
    """ "28 days", "6 months"."""
    words = found.words.split()
    if "age" in words or "old" in words:
        return None
    unit = next(unit for word in words for unit, spellings in _TIME_UNITS.items() if word in spellings)
    return stretch_of(found.take("N", Decimal), unit)


_TIME_UNITS = {
    "day": ("day",),
    "week": ("week", "wk", "wks"),
    "month": ("month", "mo", "mos"),
    "year": ("year", "yr", "yrs"),
    "hour": ("hour", "hr", "hrs"),
}


@rule("<T> ( <T:again> )", "<T> ( ie <T:again> )", gives="T")
def stretch_said_twice(found: Found) -> object:
    """ "4 weeks (28 days)"; the days count, where they are near."""
    one, other = found.take("T", Stretch), found.take("again", Stretch)
    if abs(one.days - other.days) > max(2, one.days // 20):
        return None
    return other if other.text.endswith("day") else one


@rule("<B> ( <B:again> )", gives="B")
def bound_said_again(found: Found) -> object:
    """ "greater than or equal to (≥)"."""
    side = found.take("B", str)
    return side if found.take("again", str) == side else None


@rule("<B> <A>", "<B> of <A>", "<B> or <A>", gives="R")
def bound(found: Found) -> object:
    """ "≥ 9 g/dL"."""
    return bound_of(cast("Side", found.take("B", str)), found.take("A", Amount))


@rule("<B> <N>", "<B> of <N>", gives="R")
def bare_bound(found: Found) -> object:
    """ "≥ 18"."""
    return bound_of(cast("Side", found.take("B", str)), Amount(value=found.take("N", Decimal)))


@rule("<B> <I>", gives="R")
def limit_itself(found: Found) -> object:
    """ "≤ ULN"."""
    side = cast("Side", found.take("B", str))
    limit = found.take("I", str)
    if limit == "NL":
        # "≥ institutional limit of normal" can only be the lower one.
        limit = "LLN" if side in ("at_least", "above") else "ULN"
    return bound_of(side, Amount(value=Decimal(1), times="ULN" if limit == "ULN" else "LLN"))


@rule(
    "<AN:amount> {or|and} {more|greater|higher|above|over|older|longer|better}",
    "<AN:amount> {or|and} {more|greater|higher|above|over|older|longer}",
    gives="R",
)
def or_more(found: Found) -> object:
    """ "18 or older"."""
    if found.words.endswith("better "):
        return None
    return Bound(low=_amount(found.any("amount")))


@rule("<AN:amount> {or|and} <B>", gives="R")
def or_above(found: Found) -> object:
    """ "2.8 g/dL or above", where no number of its own follows."""
    behind = found.match.string[found.match.end() :].split()
    if behind and (behind[0][0] in "NAIRTL" or behind[0] in ("-", "upper", "lower", "normal")):
        return None
    amount = _amount(found.any("amount"))
    return None if amount is None else bound_of(cast("Side", _OPEN_SIDE[found.take("B", str)]), amount)


_OPEN_SIDE = {"above": "at_least", "at_least": "at_least", "below": "at_most", "at_most": "at_most"}


@rule("<AN:amount> {or|and} {less|lower|fewer|below|under|younger}", gives="R")
def or_less(found: Found) -> object:
    """ "2 or less"."""
    return Bound(high=_amount(found.any("amount")))


@rule("<AN:low> {-|to} <AN:high>", "between <AN:low> {and|-|to} <AN:high>", "from <AN:low> to <AN:high>", gives="R")
def span(found: Found) -> object:
    """ "0-1", "between 18 and 70"."""
    return between(Bound(low=_amount(found.any("low"))), Bound(high=_amount(found.any("high"))))


@rule("<R> {and|but|,|to|- |/} <R:other>", "<R> <R:other>", gives="R")
def two_bounds(found: Found) -> object:
    """ "≥ 18 and ≤ 75"."""
    one, other = found.take("R", Bound), found.take("other", Bound)
    if one.unit and other.unit and one.unit != other.unit:
        return None
    return between(one, other)


@rule(
    "<R> ( <R:other> )",
    "<R> ( ie <R:other> )",
    "<R> or <R:other>",
    "<R> [,] or <R:other>",
    "<R> , <R:other>",
    "<R> / <R:other>",
    "<R> ( or <R:other> )",
    gives="R",
)
def bound_said_twice(found: Found) -> object:
    """ "≥ 1500/mm3 (≥ 1.5 x 10^9/L)"."""
    one, other = found.take("R", Bound), found.take("other", Bound)
    return one if is_same(one, other) else None


@rule("<R> ( <AN:other> )", "<R> ( or <AN:other> )", "<R> or <AN:other>", "<R> ( ie <AN:other> )", gives="R")
def amount_said_twice(found: Found) -> object:
    """ "≥ 9 g/dL (90 g/L)"."""
    one, other = found.take("R", Bound), _amount(found.any("other"))
    amount = one.low if one.low is not None else one.high
    if amount is None or (one.low is not None and one.high is not None) or other is None:
        return None
    return one if is_same_amount(amount, other) else None


def _amount(value: object) -> Amount | None:
    if isinstance(value, Amount):
        return value
    return Amount(value=value) if isinstance(value, Decimal) else None


# --- windows

WINDOWS = Stage("windows")
window_rule = WINDOWS.rule

_BEFORE = "{prior to|before|of|preceding|from|to|prior|pre|previous to|leading up to|until|in advance of|after signing}"
_LAST = "[last|past|previous|prior|preceding|immediately preceding|recent|most recent]"


def _with_anchor(stretch: Stretch, *, at_least: bool = False) -> Window:
    return Window(days=stretch.days, at_least=at_least)


_HALF_LIFE = "{half life|elimination half life|half life of drug|half life of agent|terminal half life|half life of that drug|drug half life|half-life|half life (t1/2)|plasma half life}"


@window_rule(
    f"{{within|in|during|<B>}} {_LAST} <T> [,] {{or|and}} {{within|<B:again>|}} <N> [x|time] {_HALF_LIFE} [of [prior|previous|investigational|study|respective|that|drug|agent|product|its|their] [drug|agent|product|medication|compound|treatment|therapy]] [( )] [[,|(] whichever [is|was|come|occur] [shorter|longer|longest|greater|less|later|first|shortest] [)]] [[,] {_BEFORE} [planned|scheduled|date of] $anchor]",
    f"{{within|in|during|<B>}} {_LAST} <N> [x|time] {_HALF_LIFE} [of drug|of agent] [,] {{or|and}} <T> [[,|(] whichever [is|was|come|occur] [shorter|longer|longest|greater|less|later|first|shortest] [)]] [[,] {_BEFORE} [planned|scheduled|date of] $anchor]",
    gives="W",
)
def half_lives(found: Found) -> object:
    """ "within 28 days or 5 half-lives, whichever is longer"."""
    words = found.words
    if "whichever" not in words and " or " not in words:
        return None
    side = found.maybe("B", str)
    at_least = side in ("at_least", "above")
    # Behind "whichever" three words tell; "first dose" further on does not.
    which = words.partition("whichever ")[2].split()[:3]
    shorter = not {"shorter", "shortest", "less", "first"}.isdisjoint(which)
    told = "whichever" in words
    if not told:
        # Without "whichever" the words do not say which of the two counts.
        return None
    return Window(
        days=found.take("T", Stretch).days,
        half_lives=int(found.take("N", Decimal)),
        longer=not shorter,
        at_least=at_least,
    )


@window_rule(
    f"{{within|in|<B>}} {_LAST} <N> {_HALF_LIFE} [{_BEFORE} $anchor]",
    gives="W",
)
def only_half_lives(found: Found) -> object:
    """ "within 5 half-lives"."""
    side = found.maybe("B", str)
    return Window(half_lives=int(found.take("N", Decimal)), at_least=side in ("at_least", "above"))


@window_rule(
    f"[occurring|given|received|administered|performed] [in|within|during|over|for] {_LAST} <T> [period|interval] [immediately] {_BEFORE} [planned|scheduled|anticipated|expected|date of|time of] $anchor",
    f"{{within|in|during|over}} {_LAST} <T> [period]",
    "{last|past|previous|preceding|prior} <T>",
    "{within|in} <T>",
    "within period of <T>",
    f"{{within|in|during|over}} {{approximately|about}} <T> [[immediately] {_BEFORE} $anchor]",
    gives="W",
)
def within(found: Found) -> object:
    """ "within 28 days before randomisation"."""
    first = found.words.split()[0]
    if first not in (
        "within",
        "in",
        "during",
        "over",
        "last",
        "past",
        "previous",
        "preceding",
        "prior",
        "occurring",
        "given",
        "received",
        "administered",
        "performed",
        "for",
    ) and not first.startswith("T"):
        return None
    if first.startswith("T"):
        # "28 days before randomisation" alone: whether within or at least so long ago the word before it says.
        return None
    return _with_anchor(found.take("T", Stretch))


@window_rule("<W> {/|and/or} [<P>] $anchor", gives="W")
def two_moments(found: Found) -> object:
    """ "within 14 days before randomisation/enrolment"."""
    return found.take("W", Window)


@window_rule(
    f"<B> <T> [period] [elapsed] [since|{_BEFORE[1:-1]}] [planned|scheduled|date of|time of] $anchor",
    "<B> <T> {ago|earlier|previously}",
    gives="W",
)
def bounded(found: Found) -> object:
    """ "at least 14 days before the first dose", "< 4 weeks prior to randomisation"."""
    side = found.take("B", str)
    return _with_anchor(found.take("T", Stretch), at_least=side in ("at_least", "above"))
