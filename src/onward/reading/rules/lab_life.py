"""Life expectancy."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from onward.criteria import LabValue
from onward.reading.amounts import Amount, Side, Stretch, bound_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.limits import (
    Analytes,
    names_of,
)

LIFE = Stage("life expectancy")
rule = LIFE.rule


@rule(
    "<L> [,] [in opinion of investigator|in investigator opinion|as judged by investigator|in opinion of treating physician] [,] [must be|should be|is|of|:|=|exceed] [estimated|expected] [of|to be|at] <B> [of|at|than] <T> [in investigators opinion|as judged by investigator|by investigator|per investigator]",
    "<L> [of] [<B>] <T> {or|and} {more|longer|greater}",
    "<B> <T> <L>",
    "<L> {exceeding|exceed} <T>",
    "[patient] [must be|is|are] {expected|anticipated} to {live|survive} [for] <B> <T>",
    gives="X",
)
def life_expectancy(found: Found) -> object:
    """ "life expectancy of at least 12 weeks"."""
    analytes = names_of(found.any("L")) if found.has("L") else Analytes(("life expectancy",), "and")
    if analytes is None or analytes.names != ("life expectancy",):
        return None
    number, _, unit = found.take("T", Stretch).text.partition(" ")
    side = (found.maybe("B", str)) or "at_least"
    if "exceed" in found.words:
        side = "above"
    ucum = {"month": "mo", "week": "wk", "year": "a", "day": "d"}.get(unit)
    if ucum is None or side in ("at_most", "below"):
        return None
    amount = Amount(value=Decimal(number), unit=ucum)
    return LabValue(analyte="life expectancy", limits=bound_of(cast("Side", side), amount).limits, unit=ucum)
