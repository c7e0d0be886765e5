"""How treatment ended: progression on it, intolerance of it, relapse after it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, DrugSet, Exposed, Finding, Lines, Relapse
from onward.reading.amounts import Amount, Bound, Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.settings import early
from onward.reading.rules.therapy_lines import counted, drugs_and_where, is_at_most
from onward.reading.things import JUDGED, Fixed, Several, Thing, Treated, Where, Window, all_of, any_of
from onward.reading.things_asked import included_in, question_of

ENDS = Stage("how treatment ended")
time_rule = ENDS.rule

_LINE = "{line|regimen|course|line of therapy|line of treatment|treatment line|treatment regimen|therapy line|systemic regimen|prior line|prior regimen}"
_PROGRESSED = (
    "{progressed|progression|disease progression|progressive disease|failed|failure|treatment failure|progression of disease|relapsed|has progressed|have progressed|had progression|had disease progression|disease has progressed|"
    "disease that has progressed|have had disease progression|had progressive disease|refractory|experienced disease progression|failed treatment|failed therapy|disease relapse|resistant|resistance|must have progressed|progressing|have failed|has failed|experienced progression|documented progression|documented disease progression|radiographic progression|refractory disease}"
)


@time_rule(
    f"{_PROGRESSED} [{{on|after|during|following|while on|while receiving|to|with|despite|under|of|on or after|during or after|after or on|during or following|on/after|while taking|upon|from|after receiving|following treatment with|on prior|through|at time of|after treatment with|on treatment with|after prior}}] [at least one|<R>|any|both|either] [prior|previous|line of|prior line of|treatment with|therapy with|prior treatment with|prior therapy with|one line of|most recent|previous treatment with|last] <D> [regimen|line]",
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


_STOPPED = "{discontinued|stopped|ended|terminated|was discontinued|was stopped|had to be stopped}"
_GETTING_WORSE = "{progression|disease progression|progressive disease|pd}"
_NOT_BORNE = "{intolerance|toxicity|unacceptable toxicity|side effect|adverse event|intolerability}"


@time_rule(
    f"<D> [(|, which|that|which] {_STOPPED} {{for|due to|because of|owing to}} {_GETTING_WORSE} {{and/or|or}} {_NOT_BORNE} [)]",
    f"<D> [(|, which|that|which] {_STOPPED} {{for|due to|because of|owing to}} {_NOT_BORNE} {{and/or|or}} {_GETTING_WORSE} [)]",
    f"<D> [(|, which|that|which] {_STOPPED} {{for|due to|because of|owing to}} {{{_GETTING_WORSE[1:-1]}|{_NOT_BORNE[1:-1]}}} [)]",
    gives="X",
)
def stopped_because(found: Found) -> object:
    """ "trastuzumab deruxtecan (stopped for progression or intolerance)"."""
    words = set(found.words.split())
    if found.words.count("(") != found.words.count(")"):
        return None
    worse = not words.isdisjoint({"progression", "progressive", "pd"})
    not_borne = not words.isdisjoint({"intolerance", "toxicity", "side", "adverse", "intolerability"})
    why = (("progression",) if worse else ()) + (("toxicity",) if not_borne else ())
    return ended(cast("Thing", found.any("D")), why)


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
    made = Exposed(to=thing.drugs, settings=thing.settings, ended_by=cast("tuple[str, ...]", why))  # pyright: ignore
    if thing.including is None:
        return made
    # Which of them it was that it progressed on the words do not say.
    return all_of((made, question_of(included_in(replace(thing, when="ever")), denied=False)))


@time_rule(
    "{progressed on or after|progressed on or following|progressed during or after|progressed during or following|progressed while on or after|progressing on or after|progressing on|progression on|progressed on|progressed during|progressed after|progressed following|progressed while on|progressed while receiving|failed|have failed|has failed|failure of|refractory to|resistant to} [prior|previous] <X>",
    gives="X",
)
def progressed_on_lines(found: Found) -> object:
    """ "progressed on at least one line of chemotherapy"."""
    return _lines_ended(found.any("X"))


def _lines_ended(value: object) -> Criterion | None:
    match value:
        case Lines(ended_by=()):
            return replace(value, ended_by=("progression",))
        case AllOf():
            # "At least one and at most three": the upper bound counts lines, however they ended.
            parts = tuple(part if is_at_most(part) else _lines_ended(part) for part in value.of)
            known = tuple(part for part in parts if part is not None)
            return all_of(known) if len(known) == len(parts) else None
        case AnyOf():
            parts = tuple(part if isinstance(part, AskHuman) else _lines_ended(part) for part in value.of)
            known = tuple(part for part in parts if part is not None)
            return any_of(known) if len(known) == len(parts) else None
        case _:
            return None


@time_rule(
    f"{{failed|have failed|has failed|progressed on|progression on|failure of}} [lostsign] <N> [prior|previous] [{_LINE} [of]] <D> [{_LINE}] [<S>]",
    f"{{failed|have failed|has failed|progressed on|progression on|failure of}} <N> [prior|previous] {_LINE} ( <D> ) [<S>]",
    gives="X",
)
def failed_so_many(found: Found) -> object:
    """ "failed two lines of chemotherapy": at least so many."""
    thing, number = cast("Thing", found.any("D")), found.take("N", Decimal)
    if number != int(number) or not 1 <= number <= _MOST:
        return None
    if isinstance(thing, Several) and (thing.joint != "or" or "(" not in found.words):
        return None
    drugs, where = drugs_and_where(thing)
    if drugs is None or drugs.excluding:
        return None
    if found.has("S") and not where.settings:
        where = found.take("S", Where)
    made = counted(Bound(low=Amount(value=number)), drugs, where)
    return None if made is None else _lines_ended(made)


@time_rule(
    "progression on [their|her|the] {last|latest|most recent|preceding|immediately preceding|most <Q:how>} [prior|line of|systemic|anti cancer|anticancer|prior systemic|prior line of|previous] {therapy|treatment|regimen|systemic therapy|line|systemic treatment|anticancer therapy|<D>} [for|regimen|received] [<S>]",
    "progression on {most <Q:how>|most recent|last} <D>",
    gives="X",
)
def progressed_on_the_last(found: Found) -> object:
    """ "progression after the most recent therapy"."""
    if found.has("how") and found.any("how") != "recent":
        return None
    if found.words.endswith("for "):
        return None
    drugs = DrugSet(roles=("anticancer",))
    if found.has("D"):
        thing = found.any("D")
        if (
            not isinstance(thing, Treated)
            or thing.window
            or thing.settings
            or thing.ended_by
            or thing.qualities
            or thing.including
        ):
            return None
        drugs = thing.drugs
    return Exposed(to=drugs, ended_by=("progression",), latest_line=True)


@time_rule("<F:again> {or|and/or|/} [has] [had] <X>", gives="X")
def relapsed_or_progressed_on(found: Found) -> object:
    """ "relapsed or progressed on an aromatase inhibitor": it ended so."""
    again, value = found.any("again"), found.any("X")
    if not isinstance(again, Fixed) or again.criterion != Finding(name="recurrent disease"):
        return None
    if len(found.draft.said[ord(found.match["again"]) - FIRST_THING].split()) > 2:
        return None
    ended_so = isinstance(value, Exposed) and value.ended_by == ("progression",)
    return value if ended_so else None


_MOST = 10
_COMPLETION = "[completion of|completing|end of|ending|last dose of|discontinuation of|receiving|starting|last administration of|last infusion of|last injection of|last cycle of|start of|receipt of|treatment with|prior|previous|their|therapy with|most|last]"


@time_rule(
    f"progression on or within [last] <T> {{of|after|since|from|following}} {_COMPLETION} {_COMPLETION} <D>",
    f"progression on or <W> {{of|after|since|from|following}} {_COMPLETION} {_COMPLETION} <D>",
    f"{{progression|progressed|disease progression}} <W> {{of|after|since|from|following}} {_COMPLETION} {_COMPLETION} <D>",
    gives="X",
)
def progressed_within(found: Found) -> object:
    """ "progression on or within 6 months of a CDK4/6 inhibitor": on it, or so soon after it that a human has to see."""
    thing = found.any("D")
    if isinstance(thing, Treated) and thing.qualities == ("recent",) and " most " in found.words:
        thing = replace(thing, qualities=())
    if isinstance(thing, Several) and thing.joint == "or":
        drugs, where = drugs_and_where(thing)
        thing = None if drugs is None else Treated(drugs=drugs, settings=where.settings, also_for=where.also_for)
    if not isinstance(thing, Treated) or thing.window is not None or thing.ended_by or thing.qualities:
        return None
    if found.has("W") and found.take("W", Window).at_least:
        return None
    given = Exposed(to=thing.drugs, settings=thing.settings, latest_line=" most " in found.words)
    words = found.draft.spoken(found.match[0])
    soon = all_of((given, AskHuman(question=f"Is it so: {words}?", because=JUDGED)))
    if " on or " not in found.words:
        return soon
    return any_of((replace(given, ended_by=("progression",)), soon))


RELAPSE = Stage("relapse")
relapse_rule = RELAPSE.rule


_EARLY = "[neo] {adjuvant|neoadjuvant} [{or|/|and/or|and} [neo] {adjuvant|neoadjuvant}]"


@relapse_rule(
    f"dfi <B> <T> after [{_EARLY}] <D>",
    f"dfi <W> after [{_EARLY}] <D>",
    gives="X",
)
def free_interval(found: Found) -> object:
    """ "disease-free interval from the end of adjuvant chemotherapy to recurrence of at least 6 months"."""
    thing = found.any("D")
    before = found.words.split("after ")[1]
    if isinstance(thing, Treated) and not thing.settings and before.startswith(("neo", "adjuvant")):
        thing = replace(thing, settings=early(before))
    if not isinstance(thing, Treated) or not thing.settings or "metastatic" in thing.settings:
        return None
    if thing.window is not None or thing.ended_by or thing.qualities or thing.including:
        return None
    if found.has("W"):
        window = found.take("W", Window)
        if window.days is None or window.half_lives is not None:
            return None
        months, least = round(window.days / 30.4), window.at_least
    else:
        told = found.take("T", Stretch).months
        if told is None:
            return None
        side = found.take("B", str)
        months, least = told - (1 if side == "below" else 0), side in ("at_least", "above")
    settings = thing.settings
    if least:
        return Relapse(after=thing.drugs, measured_from="end", at_least_months=months, settings=settings)  # pyright: ignore
    return Relapse(after=thing.drugs, measured_from="end", at_most_months=months, settings=settings)  # pyright: ignore


@relapse_rule(
    "{relapse|recurrence|relapsed|disease recurrence|recurred|progression|disease progression|recurrent disease|disease relapse|progressed|disease free interval} [must have occurred|occurring|has occurred|of] {on|during|while on|while receiving} {or|or within|and/or within} [<T>|within <T:b>] {of|after|from|following} [completion of|completing|end of|ending|last dose of|discontinuation of] <D>",
    "{relapse|recurrence|relapsed|recurred|disease recurrence|disease relapse} [occurring|occurred] {within|in} <T:c> {of|after|from|following} [completion of|completing|end of|last dose of] <D>",
    f"<F:again> [occurring|occurred|must have occurred|on or] {{<W>|within <T:d>}} {{of|after|from|following}} {_COMPLETION} {_COMPLETION} <D>",
    gives="X",
)
def relapse(found: Found) -> object:
    """ "relapse within 12 months of completing adjuvant endocrine therapy"."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or not thing.settings or "metastatic" in thing.settings:
        return None
    if thing.window is not None or thing.ended_by or thing.qualities or thing.including:
        return None
    if found.has("again"):
        again = found.any("again")
        if not isinstance(again, Fixed) or again.criterion != Finding(name="recurrent disease"):
            return None
    if found.has("W"):
        window = found.take("W", Window)
        if window.at_least or window.days is None or window.half_lives is not None:
            return None
        told = round(window.days / 30.4)
        if window.days not in (told * 30, told * 365 // 12, told * 30 + told // 2):
            return None
        return Relapse(after=thing.drugs, at_most_months=told, settings=thing.settings)  # pyright: ignore
    name = next((name for name in ("T", "b", "c", "d") if found.has(name)), None)
    if name is None:
        return None
    months = found.take(name, Stretch).months
    if months is None:
        return None
    return Relapse(after=thing.drugs, at_most_months=months, settings=thing.settings)  # pyright: ignore
