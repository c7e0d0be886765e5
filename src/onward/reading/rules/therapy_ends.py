"""How treatment ended: progression on it, intolerance of it, relapse after it."""

from __future__ import annotations

from typing import cast

from onward.criteria import Criterion, Exposed, Relapse
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.things import Several, Thing, Treated, all_of, any_of

ENDS = Stage("how treatment ended")
time_rule = ENDS.rule

_PROGRESSED = (
    "{progressed|progression|disease progression|progressive disease|failed|failure|treatment failure|progression of disease|relapsed|has progressed|have progressed|had progression|had disease progression|disease has progressed|"
    "disease that has progressed|have had disease progression|had progressive disease|refractory|experienced disease progression|failed treatment|failed therapy|disease relapse|resistant|resistance|must have progressed|progressing|have failed|has failed|experienced progression|documented progression|documented disease progression|radiographic progression|refractory disease}"
)


@time_rule(
    f"{_PROGRESSED} [{{on|after|during|following|while on|while receiving|to|with|despite|under|of|on or after|during or after|after or on|during or following|on/after|while taking|upon|from|after receiving|following treatment with|on prior|through|at time of|after treatment with|on treatment with|after prior}}] [at least one|<R>|any] [prior|previous|line of|prior line of|treatment with|therapy with|prior treatment with|prior therapy with|one line of|most recent|previous treatment with|last] <D> [regimen|line]",
    gives="X",
)
def progressed_on(found: Found) -> object:
    """ "progressed on a CDK4/6 inhibitor"."""
    words = found.words
    if found.has("R"):
        return None
    thing = cast("Thing", found.any("D"))
    if words.startswith(("refractory disease ", "resistant D", "resistance D")):
        return None
    return ended(thing, ("progression",))


@time_rule(
    "{intolerant|intolerance|unable to tolerate|not tolerated|unacceptable toxicity} [to|of|with|on] [prior|previous] <D>",
    gives="X",
)
def intolerant_of(found: Found) -> object:
    """ "intolerant to everolimus"."""
    return ended(cast("Thing", found.any("D")), ("toxicity",))


@time_rule(
    "{progressed on|failed|refractory to|progression on|progressed after|disease progression on|resistant to|progressed following|progressive disease on|refractory} [,]] {or|and/or|, or|/} [been|be|is|are|were] {intolerant|intolerance|unable to tolerate} [to|of] [at least one] [prior|standard] <D>".replace(
        "[,]]", "[,]"
    ),
    gives="X",
)
def progressed_or_intolerant(found: Found) -> object:
    """ "refractory to or intolerant of trastuzumab"."""
    return ended(cast("Thing", found.any("D")), ("progression", "toxicity"))


def ended(thing: Thing, why: tuple[str, ...]) -> Criterion | None:
    """Treatment that ended so."""
    if isinstance(thing, Several):
        parts = tuple(ended(part, why) for part in thing.parts)
        known = tuple(part for part in parts if part is not None)
        if len(known) != len(parts):
            return None
        return any_of(known) if thing.joint == "or" else all_of(known)
    if not isinstance(thing, Treated) or thing.window is not None or thing.qualities or thing.ended_by:
        return None
    return Exposed(to=thing.drugs, settings=thing.settings, ended_by=cast("tuple[str, ...]", why))  # pyright: ignore


RELAPSE = Stage("relapse")
relapse_rule = RELAPSE.rule


@relapse_rule(
    "{relapse|recurrence|relapsed|disease recurrence|recurred|progression|disease progression|recurrent disease|disease relapse|progressed|disease free interval} [must have occurred|occurring|has occurred|of] {on|during|while on|while receiving} {or|or within|and/or within} [<T>|within <T:b>] {of|after|from|following} [completion of|completing|end of|ending|last dose of|discontinuation of] <D>",
    "{relapse|recurrence|relapsed|recurred|disease recurrence|disease relapse} [occurring|occurred] {within|in} <T:c> {of|after|from|following} [completion of|completing|end of|last dose of] <D>",
    gives="X",
)
def relapse(found: Found) -> object:
    """ "relapse within 12 months of completing adjuvant endocrine therapy"."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or not thing.settings or "metastatic" in thing.settings:
        return None
    name = next((name for name in ("T", "b", "c") if found.has(name)), None)
    if name is None:
        return None
    months = found.take(name, Stretch).months
    if months is None:
        return None
    return Relapse(after=thing.drugs, at_most_months=months, settings=thing.settings)  # pyright: ignore
