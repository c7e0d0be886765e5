"""What does not count: "at least 4 weeks since chemotherapy, excluding trastuzumab", "no radiotherapy except to bone"."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, DrugSet, Exposed, Had, Lines, Not, Takes, Washout
from onward.reading.drug_sets import drugs_of
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.things import JUDGED, Happened, Thing, any_of

BUT_FOR = Stage("what does not count")


@BUT_FOR.rule(
    "<X> [,|(] {excluding|except [for]|other than|not including|with exception of|apart from} [prior|any] <DO:apart> [)]",
    gives="X",
)
def but_for(found: Found) -> object:
    """ "no prior cancer treatment, other than palliative radiotherapy"."""
    value, apart = found.any("X"), found.any("apart")
    if found.words.count("(") != found.words.count(")") or not (_denies(value) or _counts_lines(value)):
        return None
    behind = found.match.string[found.match.end() :]
    if behind.startswith(("or ", "and ", ", ", "/ ", "within ", "for ", "to ", "in ", "W", "S")):
        # The exception goes on.
        return None
    if isinstance(apart, Happened):
        if not _denies(value):
            return None
        words = found.draft.said[ord(found.match["apart"]) - FIRST_THING]
        value = _with_the_event(cast("Criterion", value), apart)
        return _without_event(value, apart, words)
    drugs = drugs_of(cast("Thing", apart))
    if drugs is None or drugs.roles or drugs.payloads or drugs.targets or drugs.excluding:
        return None
    return _without_drugs(cast("Criterion", value), (*drugs.classes, *drugs.drugs))


@BUT_FOR.raw(
    r"X(?P<X>[\ue000-\uf8ff]) \( (?P<rest>(?:unless|except|with exception) [^()]*(?:\( [^()]* \) )?[^()]*)\) ?$",
    gives="X",
    hint="unless|except",
)
def but_for_a_bracket(found: Found) -> object:
    """ "no surgery within 4 weeks (except for minor procedures)": whether it was only that a human knows."""
    value = found.draft.at(found.match["X"])
    one = isinstance(value, Washout) or (isinstance(value, Not) and isinstance(value.of, (Had, Exposed)))
    if found.draft.denied or not one:
        # Of several things it may except only the last.
        return None
    words = found.draft.spoken(found.match["rest"]).strip()
    return any_of((cast("Criterion", value), AskHuman(question=f"Is it so: {words}?", because=JUDGED)))


@BUT_FOR.raw(
    r"X(?P<X>[\ue000-\uf8ff]) , whichever (?:occurred|occur|is|was|come|came|happened) (?:the )?(?:last|later|latest|most recent|more recent|most recently|longer) ?$",
    gives="X",
    hint="whichever",
)
def whichever_was_last(found: Found) -> object:
    """ "at least 2 months since surgery or radiotherapy, whichever was last": each of them lies so far back."""
    value = found.draft.at(found.match["X"])
    return None if found.draft.denied or not _lies_back(value) else value


def _lies_back(value: object) -> bool:
    match value:
        case Washout() | Not() | Had() | AskHuman():
            return True
        case AllOf():
            return all(_lies_back(part) for part in value.of)
        case _:
            return False


def _denies(value: object) -> bool:
    """Whether it asks that treatment or an event be absent, or far enough back."""
    match value:
        case Washout():
            return True
        case Not(of=inner):
            return _is_treatment(inner)
        case AllOf():
            return all(_denies(part) for part in value.of)
        case _:
            return False


def _counts_lines(value: object) -> bool:
    """Whether it counts lines: "at most two regimens, excluding hormones"."""
    match value:
        case Lines():
            return True
        case Not(of=inner):
            return _counts_lines(inner)
        case AllOf():
            return all(_counts_lines(part) for part in value.of)
        case _:
            return False


def _is_treatment(value: object) -> bool:
    match value:
        case Exposed() | Takes() | Had() | Washout():
            return True
        case AnyOf():
            return all(_is_treatment(part) for part in value.of)
        case Not(of=Washout()):
            return True
        case _:
            return False


def _without_drugs(value: Criterion, names: tuple[str, ...]) -> Criterion:
    match value:
        case Washout() | Takes():
            return replace(value, drugs=replace(value.drugs, excluding=(*value.drugs.excluding, *names)))
        case Lines():
            kept = value.containing or DrugSet(roles=("anticancer",))
            return replace(value, containing=replace(kept, excluding=(*kept.excluding, *names)))
        case Exposed():
            return replace(value, to=replace(value.to, excluding=(*value.to.excluding, *names)))
        case Not():
            return Not(of=_without_drugs(value.of, names))
        case AllOf():
            return AllOf(of=tuple(_without_drugs(part, names) for part in value.of))
        case AnyOf():
            return AnyOf(of=tuple(_without_drugs(part, names) for part in value.of))
        case _:
            return value


def _with_the_event(value: Criterion, apart: Happened) -> Criterion:
    """ "No anticancer treatment in 4 weeks, other than palliative radiotherapy": other radiotherapy is such treatment."""
    days = value.days if isinstance(value, Washout) and value.drugs == DrugSet(roles=("anticancer",)) else None
    if days is None or not isinstance(value, Washout) or value.half_lives is not None or apart.window is not None:
        return value
    return AllOf(of=(value, Not(of=replace(apart.event, within_days=days))))


def _without_event(value: Criterion, apart: Happened, words: str) -> Criterion:
    match value:
        case Had():
            if value.event != apart.event.event:
                return value
            asked = AskHuman(question=f"Was it only {words}?", because=JUDGED)
            return AllOf(of=(value, Not(of=asked)))
        case Not():
            return Not(of=_without_event(value.of, apart, words))
        case AllOf():
            return AllOf(of=tuple(_without_event(part, apart, words) for part in value.of))
        case AnyOf():
            return AnyOf(of=tuple(_without_event(part, apart, words) for part in value.of))
        case _:
            return value
