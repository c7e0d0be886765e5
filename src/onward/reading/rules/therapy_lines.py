"""How many lines of treatment: "no more than two prior lines of chemotherapy for metastatic disease"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import cast

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, DrugSet, Lines, Not
from onward.reading.amounts import Amount, Bound, between
from onward.reading.drug_sets import joined_drugs
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.sought import sought
from onward.reading.things import JUDGED, Several, Thing, Treated, Where, all_of, any_of
from onward.reading.things_asked import included_in, question_of

COUNTS = Stage("lines of treatment")
count_rule = COUNTS.rule

_LINE = "{line|regimen|course|treatment|therapy|line of therapy|line of treatment|treatment line|treatment regimen|therapy line|cycle|line of systemic therapy|systemic regimen|systemic therapy|separate regimen|prior line|prior regimen|regime}"
# Longest first: the first that fits is taken.
_ANY_LINE = "{standard therapeutic regimen|therapeutic regimen|standard regimen|standard line of therapy|standard systemic therapy|line of prior systemic treatment|line of prior systemic therapy|line of anti cancer therapy|prior systemic therapy line|line of anticancer therapy|line of systemic treatment|line of systemic therapy|systemic line of therapy|line of prior treatment|prior line of treatment|line of prior therapy|prior line of therapy|prior therapy line|line of treatment|treatment regimen|systemic regimen|therapeutic line|line of therapy|treatment line|prior regimen|prior line|regimen|regime|line}"
_KIND = "[prior standard|prior|previous|different|additional|separate|distinct|systemic|total|earlier|cytotoxic|full|complete|prior systemic|previous systemic|line of prior|prior line of]"


@count_rule(
    f"<R> {_KIND} [{_LINE}] [,] {{but|and|and/or}} <R:other>",
    "<B:least> <R:range>",
    "<B> {minimum of|at least} <N:low> {and|but|to|or} [no more than|maximum of|at most|up to] <N:high>",
    gives="R",
)
def at_least_and_at_most(found: Found) -> object:
    """ "at least one, but no more than three"."""
    if found.has("low"):
        if found.take("B", str) not in ("at_least", "above"):
            return None
        return between(
            Bound(low=Amount(value=found.take("low", Decimal))), Bound(high=Amount(value=found.take("high", Decimal)))
        )
    if found.has("range"):
        both = found.take("range", Bound)
        return (
            both if found.take("least", str) == "at_least" and both.low is not None and both.high is not None else None
        )
    one, other = found.take("R", Bound), found.take("other", Bound)
    if one.unit or other.unit or one.times or other.times:
        return None
    return between(one, other)


@count_rule(
    "[either] <N> , <N:mid> [,] or <N:most>",
    "[either] <N> [,] or <N:most>",
    gives="",
)
def one_two_or_three(found: Found) -> object:
    """ "0, 1 or 2": a range, where a count of lines follows."""
    numbers = [found.take(name, Decimal) for name in ("N", "mid", "most") if found.has(name)]
    steps = {after - before for before, after in pairwise(numbers)}
    behind = found.match.string[found.match.end() :]
    if steps != {Decimal(1)} or not _COUNTED.match(behind):
        return None
    return found.draft.put("R", Bound(low=Amount(value=numbers[0]), high=Amount(value=numbers[-1])))


_COUNTED = re.compile(
    r"(?:(?:prior|previous|different|line|regimen|of|systemic|course|therapy|treatment|with|earlier|cytotoxic) )*(?:D[\ue000-\uf8ff]|line|regimen)"
)


@count_rule(
    f"<R> [,] {_KIND} [{_LINE} [of|with]] [prior|previous|systemic|cytotoxic] <D> [{_LINE}] [<S>]",
    f"<N> {{or|and}} {{more|fewer|less}} [prior|previous] [{_LINE} [of|with]] <D> [{_LINE}] [<S>]",
    f"<R> [prior|previous] {_LINE} [<S>] [,] {{with|of|containing}} [prior|previous] <D> [<S:later>]",
    gives="X",
)
def lines(found: Found) -> object:
    """ "no more than two prior lines of chemotherapy for metastatic disease"."""
    thing = cast("Thing", found.any("D"))
    words = found.words
    if isinstance(thing, Treated) and thing.supportive:
        return None  # "two or more platelet inhibitors": at once, and no lines of treatment
    if _COUNTS_DRUGS.search(found.draft.said[ord(found.match["D"]) - FIRST_THING]) and not _is_of_one(found):
        # "More than two chemotherapy agents": two may make one line.
        return None
    if "dose" in found.draft.said[ord(found.match["D"]) - FIRST_THING].split():
        return None  # "two or more doses of fulvestrant": of one line
    if "cycle" in words.split() or _MORE_DRUGS.match(found.match.string, found.match.end()):
        return None
    if isinstance(thing, Treated) and thing.including is not None:
        return _lines_including(found, thing)
    drugs, where = drugs_and_where(thing)
    if found.has("S") and not where.settings:
        where = found.take("S", Where)
    if found.has("later") and not where.settings:
        where = found.take("later", Where)
    if drugs is None:
        return None
    bound = found.maybe("R", Bound)
    if bound is None:
        number = found.maybe("N", Decimal)
        if number is None:
            return None
        bound = Bound(low=Amount(value=number)) if "more" in words.split() else Bound(high=Amount(value=number))
    if isinstance(thing, Several) and thing.joint == "and" and not found.draft.denied:
        return _lines_of_each(bound, thing, where)
    return counted(bound, drugs, where)


# A line, however it is called beside them, is counted as one.
_COUNTS_DRUGS = sought(r"\b(?:agent|drug|medicine|medication|compound)(?= (?:for|in|as|given)\b|$)")


def _is_of_one(found: Found) -> bool:
    """Whether one is the number that matters: at least one drug is at least one line."""
    bound = found.maybe("R", Bound)
    if bound is None:
        return False
    low, high = bound.low, bound.high
    if high is None:
        return low is not None and (low.value, bound.low_open) in ((1, False), (0, True))
    return low is None and high.value == 0


def _lines_including(found: Found, thing: Treated) -> Criterion | None:
    """ "At least two endocrine therapies, including a CDK4/6 inhibitor": so many lines, and that drug among them."""
    bound = found.maybe("R", Bound)
    where = Where(thing.settings, thing.also_for)
    if found.has("S") and not where.settings:
        where = found.take("S", Where)
    if bound is None or bound.low is None or thing.window is not None or thing.ended_by or thing.qualities:
        return None
    so_many = counted(bound, thing.drugs, where)
    among = included_in(replace(thing, settings=where.settings, also_for=where.also_for, when="ever"))
    return None if so_many is None else all_of((so_many, question_of(among, denied=False)))


def _lines_of_each(bound: Bound, thing: Several, where: Where) -> Criterion | None:
    """ "At least one line of endocrine therapy and a CDK4/6 inhibitor": both were given."""
    if bound.low is None or bound.low_open or bound.high is not None or bound.low.value != 1:
        return None
    each = tuple(counted(bound, part.drugs, where) for part in thing.parts if isinstance(part, Treated))
    made = tuple(one for one in each if one is not None)
    return all_of(made) if len(made) == len(thing.parts) else None


# The list of drugs goes on behind.
_MORE_DRUGS = re.compile(r"(?:, (?:or|and)|,|or|and|/|and/or) (?:(?:other|any|another|prior) )*[DG][\ue000-\uf8ff]")


def drugs_and_where(thing: Thing) -> tuple[DrugSet | None, Where]:
    """One set of drugs, and the settings that all of them share; None where they differ, or more is said."""
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    sets: list[DrugSet] = []
    where: set[Where] = set()
    for part in parts:
        if (
            not isinstance(part, Treated)
            or part.window is not None
            or part.ended_by
            or part.qualities
            or part.including
        ):
            return None, Where()
        sets.append(part.drugs)
        where.add(Where(part.settings, part.also_for))
    return (joined_drugs(sets), where.pop()) if len(where) == 1 else (None, Where())


_MOST_LINES = 15


def counted(bound: Bound, drugs: DrugSet | None, where: Where) -> Criterion | None:
    """So many lines that contain such drugs. Lines for a local recurrence, which records do not tell apart, are asked."""
    if bound.unit or bound.times:
        return None
    if drugs is not None and drugs.roles == ("anticancer",) and not (drugs.classes or drugs.drugs or drugs.excluding):
        drugs = None
    parts: list[Criterion] = []
    if bound.low is not None:
        least = int(bound.low.value) + (1 if bound.low_open else 0)
        if bound.low.value != int(bound.low.value) or least > _MOST_LINES:
            return None
        if least > 0:
            parts.append(_so_many(least, drugs, where))
    if bound.high is not None:
        most = int(bound.high.value) - (1 if bound.high_open else 0)
        if bound.high.value != int(bound.high.value) or most > _MOST_LINES or most < 0:
            return None
        parts.append(Not(of=_so_many(most + 1, drugs, where)))
    return all_of(tuple(parts)) if parts else None


def _so_many(least: int, drugs: DrugSet | None, where: Where) -> Criterion:
    lines = Lines(
        at_least=least, settings=where.settings or ("neoadjuvant", "adjuvant", "metastatic"), containing=drugs
    )
    if not where.also_for:
        return lines
    asked = f"Are there at least {least} such lines, with those for {where.also_for} counted?"
    return any_of((lines, AskHuman(question=asked, because=JUDGED)))


@count_rule(
    f"<N> [prior|previous|different|additional] {_LINE} [of|with] [prior|previous] <D> [{_LINE}] [<S>]",
    f"<N> [prior|previous|different|additional] <D> {_LINE} [<S>]",
    f"<N> {{or|to|-}} <N:most> [prior|previous|different|additional] [{_LINE} [of|with]] [prior|previous] <D> [{_LINE}] [<S>]",
    gives="X",
)
def so_many_lines(found: Found) -> object:
    """ "one prior line of chemotherapy", "one or two prior hormonal therapies"."""
    number = found.take("N", Decimal)
    most = found.maybe("most", Decimal) or number
    if found.match.start() == 0 and not found.has("most") and number > 1:
        # "3 lines of chemotherapy": most likely the sign before it was lost.
        return None
    if "cycle" in found.words.split() or (
        not found.match.string[: found.match.start()]
        .rstrip()
        .endswith(("have received", "have had", "received", "have", "had", "exactly", "only"))
        and found.match.start() != 0
    ):
        return None
    if _MORE_DRUGS.match(found.match.string, found.match.end()):
        return None
    drugs, where = drugs_and_where(cast("Thing", found.any("D")))
    if found.has("S") and not where.settings:
        where = found.take("S", Where)
    if drugs is None:
        return None
    return counted(Bound(low=Amount(value=number), high=Amount(value=most)), drugs, where)


@count_rule(f"<R> {_KIND} {_ANY_LINE} [<S>]", gives="X")
def lines_of_anything(found: Found) -> object:
    """ "at most one prior line of therapy for metastatic disease"."""
    behind = found.match.string[found.match.end() :].removeprefix(", ")
    if not behind.startswith("of which ") and behind.startswith(
        ("of ", "with ", "containing ", "including ", "consisting ", "but ", "in ", "for ")
    ):
        return None
    return counted(found.take("R", Bound), None, found.maybe("S", Where) or Where())


@count_rule(
    "{prior|previous|received} {first line|1 st line|first-line} [systemic|palliative] {therapy|treatment} <S>",
    "{prior|previous|received} {first line|1 st line} <D>",
    gives="X",
)
def first_line(found: Found) -> object:
    """ "prior first line therapy for metastatic disease"."""
    if found.has("D"):
        drugs, where = drugs_and_where(cast("Thing", found.any("D")))
        return None if drugs is None or not where.settings else _so_many(1, drugs, where)
    return _so_many(1, None, found.take("S", Where))


@count_rule(
    "{prior treatment with|previous treatment with|treatment with|treated with|therapy with|prior therapy with|receipt of|prior use of|prior exposure to|exposure to} [prior] <X>",
    gives="X",
)
def treated_with_lines(found: Found) -> object:
    """ "prior treatment with more than one line of chemotherapy"."""
    value = found.any("X")
    return value if _counts(value) else None


def _counts(value: object) -> bool:
    match value:
        case Lines():
            return True
        case Not():
            return _counts(value.of)
        case AllOf():
            return all(_counts(part) for part in value.of)
        case _:
            return False


def is_at_most(value: object) -> bool:
    """Whether it only says that there are not more lines than so many."""
    match value:
        case Not(of=Lines()):
            return True
        case Not(of=AnyOf(of=parts)):
            return any(isinstance(part, Lines) for part in parts)
        case _:
            return False


@count_rule(
    "<X> [( <S> )] {must have included|must include|must have contained|should have included|which included|that included} [both|either|at least] <D>",
    "<X> [,] including [both|prior] <D>",
    gives="X",
)
def lines_that_included(found: Found) -> object:
    """ "at least one prior regimen must have included a taxane"."""
    value = found.any("X")
    if " including " in found.words:
        return _and_among_them(value, cast("Thing", found.any("D")), denied=found.draft.denied)
    drugs, where = drugs_and_where(cast("Thing", found.any("D")))
    if not isinstance(value, Lines) or value.containing is not None or drugs is None or where.settings:
        return None
    if found.has("S") and found.take("S", Where).settings:
        value = replace(value, settings=found.take("S", Where).settings)
    several = found.any("D")
    if isinstance(several, Several) and several.joint == "and":
        # "An anthracycline and a taxane": perhaps in regimens of their own.
        return None
    return replace(value, containing=drugs)


def _and_among_them(value: object, thing: Thing, *, denied: bool) -> Criterion | None:
    """ "At least two lines of chemotherapy, including an anthracycline and a taxane": so many, and these among them."""
    parts = value.of if isinstance(value, AllOf) else (value,)
    least = [part for part in parts if isinstance(part, Lines)]
    if denied or len(least) != 1 or not all(part in least or is_at_most(part) for part in parts):
        return None
    several = isinstance(thing, Several) and thing.joint == "or"
    drugs, where = drugs_and_where(thing)
    if drugs is None or several or where.settings:
        return None
    everywhere = len(least[0].settings) == _ALL_SETTINGS
    general = Treated(drugs=drugs, settings=() if everywhere else least[0].settings, including=thing)
    return all_of((cast("Criterion", value), question_of(included_in(replace(general, when="ever")), denied=False)))


@count_rule("<X> {and/or|or|and} <X:other>", gives="")
def sharing_a_setting(found: Found) -> object:
    """ "more than one chemotherapy and/or more than one endocrine therapy for advanced disease": both for that."""
    one, other = found.any("X"), found.any("other")
    if not isinstance(one, Lines) or not isinstance(other, Lines) or one.settings == other.settings:
        return None
    if len(one.settings) != _ALL_SETTINGS:
        return None
    made = found.draft.put("X", replace(one, settings=other.settings))
    joint = found.words.split()[1]
    return f"{made}{joint} X{found.match['other']} "


_ALL_SETTINGS = 3
_TREATMENT = "{treatment|therapy|exposure|use|administration|receipt|treated|exposed|regimen|course|line|systemic treatment|received|receiving|therapies|usage}"


@count_rule(f"{_TREATMENT} {{with|of|to|using}} [any|other|a|any other|systemic] <D>", gives="D")
def treatment_with(found: Found) -> object:
    """ "treatment with trastuzumab"."""
    return found.any("D")
