"""What is told behind a treatment: its window after a colon, how many of the lines counted were of one kind."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from onward.criteria import AllOf, Criterion, Lines, Not
from onward.reading.amounts import Amount, Bound, Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.rules.therapy_lines import counted
from onward.reading.sought import sought
from onward.reading.things import AskedSetting, Thing, Treated, Where, Window, all_of, with_window
from onward.reading.things_asked import question_of

TOLD = Stage("what is told behind a treatment")
rule = TOLD.rule


# Words in a bracket that leave out some of what stands before it.
_NARROWS = sought(r"\( (?:non|not|no|without|other|only|except|excluding|excludes|but)\b")


@rule(
    "<D:what> [( ... )] : [at least|minimum of] <B> <T>",
    "<D:what> : <T:only>",
    gives="",
    whole=True,
)
def told_behind(found: Found) -> object:
    """ "hormone therapy: at least 2 weeks" in a list of how long ago each has to be."""
    if _NARROWS.search(found.words) is not None:
        return None  # "Immunotherapy (not antibodies)": of another kind the list may tell another time
    thing = cast("Thing", found.any("what"))
    if found.has("only"):
        made = with_window(thing, Window(days=found.take("only", Stretch).days)) if found.draft.denied else None
        return None if made is None else found.draft.put("C", made)
    if found.take("B", str) not in ("at_least", "above") or found.draft.denied:
        return None
    made = with_window(thing, Window(days=found.take("T", Stretch).days, at_least=True))
    return None if made is None else found.draft.put("X", question_of(made, denied=False))


@rule(
    "<X> [,] {of which|of whom} [no more than|only]  <R> [be|was|were|can be|may be|is|are|have been|may have been] [with] <D>",
    "<X> , {with no more than|no more than} <N:most> of which [be|was|were|can be|may be|is|are|have been|may have been] <D>",
    gives="X",
)
def of_which(found: Found) -> object:
    """ "at most two prior lines, of which at most one was chemotherapy"."""
    value, thing = cast("Criterion", found.any("X")), found.any("D")
    if (
        found.draft.denied
        or not isinstance(thing, Treated)
        or thing.window
        or thing.ended_by
        or thing.qualities
        or thing.including
    ):
        return None
    settings = _settings_of(value)
    if settings is None:
        return None
    bound = found.take("R", Bound) if found.has("R") else Bound(high=Amount(value=found.take("most", Decimal)))
    more = counted(bound, thing.drugs, Where(settings))
    return None if more is None else all_of((value, more))


def _settings_of(value: Criterion) -> tuple[AskedSetting, ...] | None:
    """The settings in which a question counts lines; None where it counts none."""
    match value:
        case Lines():
            return value.settings
        case Not():
            return _settings_of(value.of)
        case AllOf():
            return _settings_of(value.of[0])
        case _:
            return None
