"""How many lines are let in: "may have had up to two lines of chemotherapy"."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from onward.criteria import Criterion
from onward.reading.amounts import Amount, Bound
from onward.reading.grammar import Found, Stage
from onward.reading.rules.therapy_lines import counted, is_at_most
from onward.reading.things import Fixed, Thing, Treated, Where, any_of, negated

LET_IN = Stage("lines that are let in")
rule = LET_IN.rule


@rule(
    "[<P>] {with|who have} <F:whose> {may have|may have had|may have received|may have up to|are allowed to have|may have received up to|are allowed to have had|must not have received|must not have had|should not have received} <X>",
    gives="X",
)
def at_most_lines_of_those(found: Found) -> object:
    """ "patients with metastatic disease may have had at most one regimen": of them, and of nobody else."""
    value, whose = found.any("X"), found.any("whose")
    if found.draft.denied or not is_at_most(value) or not isinstance(whose, Fixed) or whose.qualities:
        return None
    return any_of((negated(whose.criterion), cast("Criterion", value)))


@rule(
    "[<P>] {may have|may have had|may have received|may have up to|are allowed|is allowed|are allowed to have|are allowed ( but not required ) to have|may have received up to|are allowed to have had|are permitted to have|may have had up to} <X>",
    gives="X",
)
def at_most_lines(found: Found) -> object:
    """ "may have up to 4 lines of chemotherapy": an upper bound."""
    value = found.any("X")
    return None if found.draft.denied or not is_at_most(value) else value


@rule(
    "[<P>] {may have|may have had|may have received|are allowed to have|are allowed ( but not required ) to have|are allowed to have had|are permitted to have} [up to|only|no more than] <N> [prior|previous] [line of|regimen of|course of] <D> [regimen|line] [<S>]",
    gives="X",
)
def so_many_allowed(found: Found) -> object:
    """ "are allowed to have one prior chemotherapy regimen": at most one."""
    thing = cast("Thing", found.any("D"))
    if (
        found.draft.denied
        or not isinstance(thing, Treated)
        or thing.window
        or thing.ended_by
        or thing.qualities
        or thing.including
    ):
        return None
    where = found.maybe("S", Where) or Where(thing.settings, thing.also_for)
    number = found.take("N", Decimal)
    return counted(Bound(high=Amount(value=number)), thing.drugs, where)
