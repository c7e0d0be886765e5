"""Medicines of now, of late and to come: "current, recent (within 4 weeks) or planned use of an experimental drug"."""

from __future__ import annotations

from onward.criteria import AskHuman
from onward.reading.grammar import Found, Stage
from onward.reading.rules.values import thing_of
from onward.reading.things import JUDGED, Fixed, Several, Treated, Window, with_window

RECENT_OR_PLANNED = Stage("medicines of late and to come")


@RECENT_OR_PLANNED.rule(
    "[current|current or|current ,|current and/or|ongoing ,] <Q> ( <W> [of this study|of study] ) [,] {or planned|or expected|or anticipated|and/or planned} [use of|treatment with|participation in] <D>",
    gives="C",
)
def late_or_planned(found: Found) -> object:
    """Of what was given the record tells, of what is planned a human."""
    thing, window = thing_of(found.any("D")), found.take("W", Window)
    words = found.draft.spoken(found.match[0])
    if not isinstance(thing, Treated) or not found.draft.denied or "recent" not in words.split("(")[0]:
        return None
    given = with_window(thing, window)
    if given is None or window.at_least:
        return None
    said = found.draft.spoken(f"D{found.sign('D')} ").strip(" ,")
    planned = Fixed(criterion=AskHuman(question=f"Is it so: planned {said}?", because=JUDGED))
    return Several(joint="or", parts=(given, planned))
