"""Courses of treatment: how long ago they must be over, for some drugs longer, and on which the disease went on."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, Criterion, DrugSet, Exposed, Finding, Not, Washout
from onward.reading.amounts import Bound, Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.rules.therapy_ends import ended
from onward.reading.rules.therapy_lines import counted
from onward.reading.sought import sought
from onward.reading.things import (
    Fixed,
    Happened,
    Several,
    Thing,
    Treated,
    Where,
    Window,
    all_of,
    negated,
    with_settings,
    with_window,
)
from onward.reading.things_asked import question_of

COURSES = Stage("courses")
rule = COURSES.rule


_FOR = "{for|if|since|in case of|in|after|from|when|with|washout for|if last treatment was|if last therapy was|if last dose was|if prior treatment was|if treated with|since last dose of|since last}"


@rule(
    f"<CX:thing> [,|;] ( [at least|or|and|within|but|minimum of|≥|<] <T:first> {_FOR} [prior|last|previous|treatment with|any prior|<W>] <DO:one> [<W>] )",
    f"<CX:thing> [,|;] ( [at least|or|and|within|but|minimum of|≥|<] <T:first> {_FOR} [prior|last|previous|treatment with] <DO:one> {{;|,|and|or|, and|; and|, or}} [within] <T:second> {_FOR} [prior|last|previous|treatment with] <DO:two> )",
    f"<CX:thing> , [or] [within] <T:first> {_FOR} [prior|last|previous|treatment with] <D:one>",
    gives="",
)
def longer_for_some(found: Found) -> object:
    """ "chemotherapy within 4 weeks (6 weeks for nitrosoureas or mitomycin C)"."""
    value = found.any("thing")
    side = _side(value)
    if side is None:
        return None
    more: list[Thing] = []
    for days, what in (("first", "one"), ("second", "two")):
        if not found.has(days):
            continue
        window = Window(days=found.take(days, Stretch).days, at_least=side)
        made = with_window(cast("Thing", found.any(what)), window)
        if made is None:
            return None
        more.append(made)
    if side:
        questions = tuple(question_of(thing, denied=False) for thing in more)
        return found.draft.put("X", all_of((cast("Criterion", value), *questions)))
    thing = cast("Thing", value)
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    return found.draft.put("C", Several(joint="or", parts=(*parts, *more)))


def _side(value: object) -> bool | None:
    """Whether a window asks for at least so long ago; None for what has no window."""
    match value:
        case Treated() | Happened():
            return None if value.window is None or value.window.at_least else False
        case Several():
            sides = {_side(part) for part in value.parts}
            return sides.pop() if len(sides) == 1 else None
        case Washout():
            return True
        case AllOf():
            return True if value.of and all(_side(part) is True for part in value.of) else None
        case Not(of=inner) if type(inner).__name__ == "Had":
            return True if getattr(inner, "within_days", None) is not None else None
        case _:
            return None


@rule(
    "<D> [,|(] unless [it|they|patient] [was|were|have been|has been|can be|is|are|has|have] {discontinued|stopped|off|last taken|withdrawn|ceased|completed} [for] {<B> <T>|<W>} [of|before|prior to|ago|prior|earlier] [starting|start of|beginning|initiation of|beginning of] [<D:study>|$anchor|study|trial] [)]",
    gives="C",
)
def unless_stopped(found: Found) -> object:
    """ "drugs that prolong QT, unless discontinued at least 7 days before"."""
    window = found.maybe("W", Window)
    if window is not None and not window.at_least:
        return None
    if window is None and found.take("B", str) not in ("at_least", "above"):
        return None
    days = window.days if window is not None else found.take("T", Stretch).days
    return None if days is None else with_window(cast("Thing", found.any("D")), Window(days=days))


@rule(
    "<D> {will require|require|requires|must have|need|needs} [minimum] [of] [at least] <T> {washout period|washout|wash out period|wash out}",
    "[at least|minimum] [of] <T> {washout period|washout|wash out period|wash out} [period] {from|for|of|after|since|following} [prior|previous|last|any previous|any prior|any] <DO> [is required|required|are required|will be required] [prior to $anchor|before $anchor|prior to enrollment|prior to randomization|prior to registration|before enrollment|prior to study entry|prior to treatment]",
    "<DO> [with] [must have] [at least] <T> {washout period|washout|wash out period|wash out} [is required|required|prior to $anchor|before $anchor]",
    gives="X",
)
def washed_out(found: Found) -> object:
    """ "a 14 day washout from endocrine therapy is required"."""
    thing = cast("Thing", found.any("DO") if found.has("DO") else found.any("D"))
    made = with_window(thing, Window(days=found.take("T", Stretch).days, at_least=True))
    if made is None:
        return None
    question = question_of(made, denied=False)
    return Not(of=question) if found.draft.denied and not isinstance(question, Not) else question


@rule(
    "<D> {is|are|was|were} {allowed|permitted|acceptable|eligible} ... [,] {but|provided|if|as long as|and} [that] [they|it|treatment] {must|should|have|has|was|were|is} [have] [been] {discontinued|stopped|completed|finished|last given|ended|given|delivered|received|administered|taken} <W>",
    "<D> {is|are|was|were|be} {allowed|permitted|acceptable|eligible} ... [,] {provided|if|as long as|so long as|only if} [that] [they|it|treatment] [was|were|is|have been|has been] [last] {discontinued|stopped|completed|finished|last given|ended|given|delivered|received|administered|taken} <W>",
    "<D> {is|are|was|were|be} {allowed|permitted|acceptable|eligible} ... [,] {provided|if|as long as|so long as|only if} [that] [they|it|treatment] [was|were|is] <B> <T:ago> {prior|ago|earlier|before} [to $anchor]",
    "<D> [is|are|was|were|be] {allowed|permitted|acceptable|eligible} ... [,] {provided|if|as long as|so long as|only if} [that] [they|it|treatment] [was|were|is] <W>",
    "<D> [,] {provided|if|as long as|so long as|only if} [that] [they|it|treatment] [was|were|is|have been|has been] [last] {discontinued|stopped|completed|finished|last given|ended|given|delivered|received|administered|taken} <W> [,] {is|are} {allowed|permitted|acceptable}",
    gives="X",
)
def allowed_if_over(found: Found) -> object:
    """ "earlier hormones are allowed, but must have been stopped at least 3 weeks before"."""
    if found.has("ago"):
        if found.take("B", str) not in ("at_least", "above"):
            return None
        window = Window(days=found.take("ago", Stretch).days, at_least=True)
    else:
        window = found.take("W", Window)
    if not window.at_least or _OTHERS_BETWEEN.search(found.words) is not None:
        return None
    made = with_window(cast("Thing", found.any("D")), window)
    if made is None:
        return None
    question = question_of(made, denied=False)
    return Not(of=question) if found.draft.denied and not isinstance(question, Not) else question


# Between what is allowed and the time nothing else is named, or excepted.
_OTHERS_BETWEEN = sought(r"^.+ [CDOX][\ue000-\uf8ff] |\b(?:unless|except|not|no|other than)\b")


@rule(
    "[<P>] {may have received|may have had|may receive|are allowed to have received} [up to|<B>] <T> [of] [prior] <D>",
    gives="X",
)
def at_most_so_long(found: Found) -> object:
    """ "may have received up to 12 weeks of endocrine therapy": not longer."""
    thing, stretch = found.any("D"), found.take("T", Stretch)
    if (
        found.draft.denied
        or not isinstance(thing, Treated)
        or thing.at_least_days is not None
        or thing.window is not None
        or found.maybe("B", str) not in ("at_most", None)
        or ("up to" not in found.words and not found.has("B"))
    ):
        return None
    return Not(of=question_of(replace(thing, when="", at_least_days=stretch.days + 1), denied=True))


@rule(
    "{only} <S> [,] will [<P>] <D> be {excluded|ineligible} [from this trial|from this study|from trial|from study]",
    gives="X",
)
def only_in_a_setting(found: Found) -> object:
    """ "only in the metastatic setting will those treated with it be excluded"."""
    thing = cast("Thing", found.any("D"))
    where = found.take("S", Where)
    made = with_settings(thing, where.settings, where.also_for) if where.settings else None
    if made is None:
        return None
    question = question_of(made, denied=True)
    return question if found.draft.denied else Not(of=question)


@rule(
    "<B> interval of <T> {after|since|from} [end of|completion of|last dose of|last] <DO>",
    "{minimum|at least} interval of <T> {after|since|from} [end of|completion of|last dose of|last] <DO>",
    "interval of <B> <T> {after|since|from} [end of|completion of|last dose of|last] <DO>",
    gives="X",
)
def interval(found: Found) -> object:
    """ "minimum interval of 6 months after the end of any taxane"."""
    if found.has("B") and found.take("B", str) not in ("at_least", "above"):
        return None
    made = with_window(cast("Thing", found.any("DO")), Window(days=found.take("T", Stretch).days, at_least=True))
    return None if made is None else question_of(made, denied=False)


@rule(
    "<R> [prior|previous] {therapeutic|treatment|anti cancer|anticancer|palliative|systemic anticancer|systemic anti cancer|chemotherapeutic} {regimen|line|therapy|treatment} [<S>]",
    gives="X",
)
def regimens(found: Found) -> object:
    """ "at most 4 prior therapeutic regimens in the metastatic setting"."""
    drugs = DrugSet(classes=("chemotherapy",)) if "chemotherapeutic" in found.words else None
    return counted(found.take("R", Bound), drugs, found.maybe("S", Where) or Where())


@rule(
    "{disease progression|progression|disease|progression of disease} {has|have|had|that has|that} [occurred|progressed|progression] {while receiving|while on|while|during|on|after|while taking|following} [prior|previous|at least one|last] <D>",
    "{disease progression|progression|progressed|progression of disease} {while|on or within|either on or after|during or immediately after|either during or after|upon|while on or after} [prior|previous] <D>",
    "{refractory|resistant} to [either] [,] <D>",
    "<F:refractory> to [either] [,] [prior|previous|at least one] <D>",
    "{failed|failure of|progressed on|progression on|progressed after|progression after|progressed during} <N:number> [prior|previous|line of|prior line of] <D>",
    gives="X",
)
def progressed(found: Found) -> object:
    """ "disease progression has occurred while receiving a taxane"."""
    if found.has("number") and found.any("number") != 1:
        return None
    if found.has("refractory") and found.any("refractory") != Fixed(criterion=Finding(name="refractory disease")):
        return None
    words = found.words
    if words.startswith("disease ") and not words.startswith("disease progress") and "progress" not in words:
        return None
    return ended(cast("Thing", found.any("D")), ("progression",))


@rule(
    "{current or recent|current or prior|recent|current|concurrent or recent} [treatment|use|therapy|exposure] ( <W> ) [of|with|to] [any|other|any other|another] <D>",
    "<Q:when> [treatment|use|therapy|exposure] ( <W> ) [of|with|to] [any|other|any other|another] <D>",
    "[treatment|use|therapy] ( <W> ) {of|with} [any|other|any other|another] <D>",
    "<D> ( <W> )",
    gives="C",
)
def recent(found: Found) -> object:
    """ "current or recent (within 28 days) treatment with another investigational drug"."""
    if found.has("when") and not {"recent", "prior", "past"}.intersection(cast("str", found.any("when")).split()):
        return None
    return with_window(cast("Thing", found.any("D")), found.take("W", Window))


@rule("no <D> {will be|is|are|are to be|be|may be} {allowed|permitted|given|administered} <W>", gives="X")
def none_allowed(found: Found) -> object:
    """ "no chemotherapy will be allowed within four weeks"."""
    made = with_window(cast("Thing", found.any("D")), found.take("W", Window))
    if made is None:
        return None
    question = question_of(made, denied=True)
    return question if found.draft.denied else negated(question)


@rule(
    "{disease progression|progression|progressed|progression of disease|documented progression|progressive disease} {on|after|during|following|on or after|during or after|while on} [their|the] {last|most recent|latest|previous|prior|immediate prior|preceding} [line of|prior|anticancer|anti cancer|systemic] {regimen|treatment|therapy|systemic therapy|D} [regimen] [received]",
    gives="X",
)
def progressed_on_last(found: Found) -> object:
    """ "disease progression on the last regimen"."""
    last = {"last", "recent", "latest", "immediate", "preceding"}.intersection(found.words.split())
    return Exposed(to=DrugSet(roles=("anticancer",)), ended_by=("progression",), latest_line=bool(last))


_OF_THE_PAST = sought(r"\bhistory of (?:(?:any|a|other|an) )*$")


@rule("{condition|disease|illness|disorder|medical condition} <D>", gives="D")
def for_an_illness(found: Found) -> object:
    """ "conditions requiring chronic immunosuppressive therapy": whoever takes it."""
    said = found.draft.said[ord(found.match["D"]) - 0xE000]
    thing = found.any("D")
    if _OF_THE_PAST.search(found.match.string[: found.match.start()]) is not None:
        # "A history of any condition requiring it": it may have been given then.
        return None
    if isinstance(thing, Treated) and thing.drugs.roles == ("anticancer",):
        # "A condition requiring systemic treatment": not treatment of the cancer.
        return None
    return found.any("D") if said.startswith(("requiring", "require", "that require", "treated with")) else None
