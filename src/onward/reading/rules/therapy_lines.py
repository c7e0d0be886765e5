"""How many lines of treatment: "no more than two prior lines of chemotherapy for metastatic disease"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from onward.criteria import Criterion, DrugSet, Lines, Not
from onward.reading.amounts import Amount, Bound
from onward.reading.grammar import Found, Stage
from onward.reading.things import AskedSetting, Several, Thing, Treated, all_of, drugs_of, joined_drugs

COUNTS = Stage("lines of treatment")
time_rule = COUNTS.rule

_LINE = "{line|regimen|course|treatment|therapy|line of therapy|line of treatment|treatment line|treatment regimen|therapy line|cycle|line of systemic therapy|systemic regimen|systemic therapy|separate regimen|prior line|prior regimen}"


@time_rule(
    f"<R> [prior|previous|different|additional|separate|distinct|systemic|total|earlier|cytotoxic|full] [{_LINE} [of|with]] [prior|previous|systemic|cytotoxic] <D> [{_LINE}] [<S>]",
    f"<N> {{or|and}} {{more|fewer|less}} [prior|previous] [{_LINE} [of|with]] <D> [{_LINE}] [<S>]",
    f"<R> [prior|previous] {_LINE} [<S>] {{with|of|containing}} <D>",
    gives="X",
)
def lines(found: Found) -> object:
    """ "no more than two prior lines of chemotherapy for metastatic disease"."""
    thing = cast("Thing", found.any("D"))
    words = found.words
    if "cycle" in words.split() or _MORE_DRUGS.match(found.match.string, found.match.end()):
        return None
    drugs, settings = _drugs_and_settings(thing)
    if found.has("S"):
        settings = settings or cast("tuple[AskedSetting, ...]", found.any("S"))
    if drugs is None:
        return None
    bound = found.maybe("R", Bound)
    if bound is None:
        number = found.maybe("N", Decimal)
        if number is None:
            return None
        bound = Bound(low=Amount(value=number)) if "more" in words.split() else Bound(high=Amount(value=number))
    return counted(bound, drugs, settings)


# The list of drugs goes on behind.
_MORE_DRUGS = re.compile(r"(?:, (?:or|and)|,|or|and|/|and/or) (?:(?:other|any|another|prior) )*[DG][\ue000-\uf8ff]")


def _drugs_and_settings(thing: Thing) -> tuple[DrugSet | None, tuple[AskedSetting, ...]]:
    """One set of drugs, and the settings that all of them share; None where they differ, or more is said."""
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    sets: list[DrugSet] = []
    settings: set[tuple[AskedSetting, ...]] = set()
    for part in parts:
        if not isinstance(part, Treated) or part.window is not None or part.ended_by or part.qualities:
            return None, ()
        sets.append(part.drugs)
        settings.add(part.settings)
    return (joined_drugs(sets), settings.pop()) if len(settings) == 1 else (None, ())


def counted(bound: Bound, drugs: DrugSet | None, settings: tuple[AskedSetting, ...]) -> Criterion | None:
    """So many lines that contain such drugs."""
    if bound.unit or bound.times:
        return None
    where: tuple[AskedSetting, ...] = settings or ("neoadjuvant", "adjuvant", "metastatic")
    parts: list[Criterion] = []
    if drugs is not None and drugs.roles == ("anticancer",) and not (drugs.classes or drugs.drugs or drugs.excluding):
        drugs = None
    if bound.low is not None:
        least = int(bound.low.value) + (1 if bound.low_open else 0)
        if bound.low.value != int(bound.low.value) or least > 15:
            return None
        if least > 0:
            parts.append(Lines(at_least=least, settings=where, containing=drugs))
    if bound.high is not None:
        most = int(bound.high.value) - (1 if bound.high_open else 0)
        if bound.high.value != int(bound.high.value) or most > 15 or most < 0:
            return None
        parts.append(Not(of=Lines(at_least=most + 1, settings=where, containing=drugs)))
    return all_of(tuple(parts)) if parts else None


@time_rule(
    f"<N> [prior|previous|different|additional] {_LINE} [of|with] [prior|previous] <D> [{_LINE}] [<S>]",
    f"<N> [prior|previous|different|additional] <D> {_LINE} [<S>]",
    f"<N> {{or|to|-}} <N:most> [prior|previous|different|additional] [{_LINE} [of|with]] [prior|previous] <D> [{_LINE}] [<S>]",
    gives="X",
)
def so_many_lines(found: Found) -> object:
    """ "one prior line of chemotherapy", "one or two prior hormonal therapies"."""
    number = found.take("N", Decimal)
    most = found.maybe("most", Decimal) or number
    if "cycle" in found.words.split() or (
        not found.match.string[: found.match.start()]
        .rstrip()
        .endswith(("have received", "have had", "received", "have", "had", "failed"))
        and found.match.start() != 0
    ):
        return None
    bound = Bound(low=Amount(value=number), high=Amount(value=most))
    thing = cast("Thing", found.any("D"))
    settings = cast("tuple[AskedSetting, ...]", found.any("S")) if found.has("S") else ()
    if isinstance(thing, Treated):
        if thing.window is not None or thing.ended_by or thing.qualities:
            return None
        settings = settings or thing.settings
        return counted(bound, thing.drugs, settings)
    drugs = drugs_of(thing)
    return None if drugs is None else counted(bound, drugs, settings)


@time_rule(
    "<R> [prior|previous] {line of therapy|line|regimen|prior line|line of treatment|systemic regimen|line of systemic therapy|treatment line|prior regimen|treatment regimen|therapeutic line|line of prior therapy|line of prior treatment|line of systemic treatment|prior line of therapy} [<S>]",
    gives="X",
)
def lines_of_anything(found: Found) -> object:
    """ "at most one prior line of therapy for metastatic disease"."""
    if found.match.string[found.match.end() :].startswith(("of ", "with ", "containing ", "including ", "consisting ")):
        return None
    settings = cast("tuple[AskedSetting, ...]", found.any("S")) if found.has("S") else ()
    return counted(found.take("R", Bound), None, settings)


_TREATMENT = "{treatment|therapy|exposure|use|administration|receipt|treated|exposed|regimen|course|line|systemic treatment|received|receiving|therapies|usage}"


@time_rule(f"{_TREATMENT} {{with|of|to|using}} [any|other|a|any other|systemic] <D>", gives="D")
def treatment_with(found: Found) -> object:
    """ "treatment with trastuzumab"."""
    return found.any("D")
