"""Windows of treatment and events: at least so long since, stopped so long ago, within so many weeks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from onward.criteria import AllOf, AskHuman, Criterion, DrugSet, Had, Not, Washout
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.things import (
    JUDGED,
    Happened,
    Several,
    Thing,
    Treated,
    Where,
    Window,
    all_of,
    any_of,
    with_quality,
    with_status,
    with_window,
)
from onward.reading.things_asked import question_of

WASHOUTS = Stage("washouts")
time_rule = WASHOUTS.rule

_SINCE = "{since|after|from|following|beyond|off|after completion of|since completion of|since last dose of|after last dose of|from last dose of|since end of|from completion of|after end of|since last|since prior|since most recent|after last|from last|from end of|have elapsed since|must have elapsed since|has elapsed since|since discontinuation of|after discontinuation of|since stopping|between last dose of|after stopping|have passed since|must have passed since|should have elapsed since|should have elapsed from|must have elapsed from|have elapsed from|elapsed since|post|washout from|out from|washout period from|washout for|washout period after|from discontinuation of|from last dose|from prior|from receiving|since receiving|without|free of|free from|after prior|past}"


_SLOT = "[any|prior|previous|last|most recent|completion of|end of|last dose of|receipt of|administration of|treatment with|therapy with|use of|completing|discontinuation of|discontinuing|stopping|receiving|their|all|other|other prior|of|date of|final dose of|final|conventional|conventional dose|high dose|standard dose|low dose|immediate prior|start of|termination of|cessation of|conclusion of]"


@time_rule(
    f"<B> <T> [must have elapsed|have elapsed|has elapsed|should have elapsed|have passed|washout|washout period|must have passed|interval|elapsed] {_SINCE} [any|prior|previous|last|completion of|last dose of|their last|treatment with|receiving|most recent|administration of|end of|completing|last treatment with|any prior|all|last prior|therapy with|their prior] <DO:what>",
    f"<B> <T> {_SINCE} [prior] and [no|is not receiving] [other] [concurrent] <DO:what>",
    f"<B> <T> {_SINCE} and no [other] <DO:what>",
    f"<B> <T> [must have elapsed|have elapsed|has elapsed|should have elapsed|have passed|must have passed|interval|elapsed|out|washout] {_SINCE} {_SLOT} {_SLOT} <DO:what> [elapsed|have elapsed|must have elapsed]",
    f"<B> <T> {{from|since|after}} [time of] {_SLOT} <DO:what>",
    gives="X",
)
def since(found: Found) -> object:
    """ "at least 4 weeks since prior chemotherapy"."""
    side = found.take("B", str)
    stretch = found.take("T", Stretch)
    window = Window(days=stretch.days, at_least=side in ("at_least", "above"))
    thing = cast("Thing", found.any("what"))
    if isinstance(thing, Treated) and thing.when == "ever":
        thing = with_status(thing, "ever")
    made = with_window(thing, window)
    if made is None:
        return None
    return question_of(made, denied=not window.at_least)


@time_rule(
    "<DO:what> [that|which|must have|must|should have|should|should be|has|have|was|were|is|are|be|been|having|will be|must be] {discontinued|used|completed|stopped|finished|ended|terminated|complete|have been discontinued|have been completed|have been stopped|been discontinued|been completed|been stopped|last received|concluded|administered|given|received|performed|taken|occurred|undergone} <W>",
    "{must have ended|have ended|must have ceased|discontinued|completed|stopped|finished|ended|been off|off|must be off|discontinue|have completed|must have completed|must have discontinued|last dose of|completion of|have discontinued|have stopped} [all|any|previous|prior|treatment with|therapy with|receiving|all prior|taking] <DO:what> <W>",
    "<W> {since|after|from} [last|prior|previous|completion of|last dose of] <DO:what>",
    gives="",
)
def stopped(found: Found) -> object:
    """ "chemotherapy must be completed at least 3 weeks before randomisation"."""
    made = with_window(cast("Thing", found.any("what")), found.take("W", Window))
    if made is None:
        return None
    return found.draft.put("C", made)


@time_rule(
    "<DOC:what> [,] [given|used|conducted|delivered|administered|received|performed|occurring|received within|that occurred|which occurred|taken|either] <W>",
    gives="",
)
def in_window(found: Found) -> object:
    """ "chemotherapy within 3 weeks"."""
    made = with_window(cast("Thing", found.any("what")), found.take("W", Window))
    return None if made is None else found.draft.put("C", made)


@time_rule(
    "<C:thing> or [within] <T> [prior to $anchor|before $anchor|prior to first dose|before first dose]", gives="C"
)
def or_so_many_days(found: Found) -> object:
    """ "within 4 half-lives or 28 days": within the longer of both."""
    thing = found.any("thing")
    if not isinstance(thing, Treated) or thing.window is None or thing.window.at_least or thing.window.days is not None:
        return None
    days = found.take("T", Stretch).days
    return replace(thing, window=Window(days=days, half_lives=thing.window.half_lives, longer=True))


@time_rule(
    "<D> or [has|have] [been] {received|used|taken|treated with|given|administered} {such|this|that|these|it|them} [therapy|treatment|drug|agent|medication] <W>",
    gives="C",
)
def or_had_it_lately(found: Found) -> object:
    """ "is receiving an investigational drug, or has received it within 30 days": within these days, or still."""
    window = found.take("W", Window)
    return None if window.at_least else with_window(cast("Thing", found.any("D")), window)


@time_rule(
    "{administration|receipt|use|treatment|therapy|consumption|ingestion|intake|exposure} <W> [,] {of|with|to} <DO:what>",
    "{received|had|undergone|any|use of|treatment with} <W> [,] <DO:what>",
    "<W> [of] <DO:what>",
    gives="",
)
def window_first(found: Found) -> object:
    """ "within 3 weeks: chemotherapy"."""
    return in_window(found)


@time_rule(
    "<T> {since|from} {last|prior|previous|most recent|completion of|end of|last dose of|completion of prior|completion of last} [dose of|course of] <DO:what>",
    gives="X",
    again=True,
)
def so_long_since(found: Found) -> object:
    """ "Four weeks from the last chemotherapy" among what is asked for: at least so long."""
    before = found.match.string[: found.match.start()]
    if (
        found.draft.denied
        or (before and not before.endswith(("X", "or ", "and ")))
        or (before and before[0] not in "X")
    ):
        return None
    made = with_window(cast("Thing", found.any("what")), Window(days=found.take("T", Stretch).days, at_least=True))
    return None if made is None else question_of(made, denied=False)


@time_rule("<X> {or|, or|and/or|; or} <X:other>", gives="X", again=True)
def each_washed_out(found: Found) -> object:
    """ "at least 4 weeks since chemotherapy or at least 2 weeks since radiotherapy": since each of them."""
    one, other = found.any("X"), found.any("other")
    if found.draft.denied or not is_washed_out(one) or not is_washed_out(other):
        return None
    return all_of((cast("Criterion", one), cast("Criterion", other)))


@time_rule(
    "<T> {must|should|have|has|must have|should have} [have] [elapsed|passed] {since|from|after|between} [time of] [any|prior|last|previous|completion of|last dose of|their|end of] <DO:what>",
    gives="X",
)
def must_have_passed(found: Found) -> object:
    """ "three weeks should have elapsed since the last antibody"."""
    if not {"elapsed", "passed"}.intersection(found.words.split()):
        return None
    made = with_window(cast("Thing", found.any("what")), Window(days=found.take("T", Stretch).days, at_least=True))
    return None if made is None else question_of(made, denied=False)


def is_washed_out(value: object) -> bool:
    """Whether a question asks for nothing but that treatment or an event lies far enough back."""
    match value:
        case Washout():
            return True
        case Not(of=Had(within_days=int()) | Not(of=Washout())):
            return True
        case Not(of=AllOf(of=parts)):
            # "... since minor surgery": what narrows it stands beside it.
            return any(is_washed_out(Not(of=part)) for part in parts if not isinstance(part, AskHuman))
        case AllOf():
            return all(is_washed_out(part) for part in value.of)
        case _:
            return False


_A_YEAR = 366


@time_rule(
    "<DO:what> lostsign <T> [{prior to|before|of|from|preceding} [planned|scheduled|date of] $anchor|ago]",
    "<DO:what> lostsign <W>",
    gives="",
)
def sign_lost(found: Found) -> object:
    """ "Trastuzumab  21 days before randomisation" among what keeps out can only mean within these days."""
    if not found.draft.denied:
        return None
    window = found.maybe("W", Window)
    if window is None:
        window = Window(days=found.take("T", Stretch).days)
    if window.at_least or window.days is None or window.days > _A_YEAR:
        # Years ago: both sides can be meant.
        return None
    made = with_window(cast("Thing", found.any("what")), window)
    return None if made is None else found.draft.put("C", made)


@time_rule("[last|most recent|prior] <DO:what> <B> <T> {prior|ago|earlier|previously} [to $anchor]", gives="")
def so_long_ago(found: Found) -> object:
    """ "last chemotherapy at least 90 days prior"."""
    side = found.take("B", str)
    at_least = side in ("at_least", "above")
    if at_least and found.draft.denied:
        return None
    made = with_window(cast("Thing", found.any("what")), Window(days=found.take("T", Stretch).days, at_least=at_least))
    return None if made is None else found.draft.put("C", made)


@time_rule(
    "<DO:what> [that|which] [must have been|must be|has been|was|were|been|have been] {completed|finished|stopped|discontinued|ended} <B> <T> {prior|ago|earlier|before}",
    gives="",
)
def completed_before(found: Found) -> object:
    """ "adjuvant chemotherapy completed at least 1 month prior"."""
    side = found.take("B", str)
    window = Window(days=found.take("T", Stretch).days, at_least=side in ("at_least", "above"))
    made = with_window(cast("Thing", found.any("what")), window)
    return None if made is None else found.draft.put("C", made)


@time_rule(
    "[time|interval|time window|time interval|window] {between|from} [completion of|last dose of|last|end of|date of] <DO:what> {and|to} [study|start of] $anchor [must be|should be|is|of|will be] <B> <T>",
    "[time|interval|time window|time interval|window] {between|from} [completion of|last dose of|last|end of|date of] <DO:what> {and|to} [study|start of] $anchor [must be|should be|is|of|will be] <W>",
    gives="X",
)
def time_between(found: Found) -> object:
    """ "time between surgery and randomisation must be less than 60 days"."""
    if found.draft.denied:
        return None
    if found.has("W"):
        window = found.take("W", Window)
    else:
        window = Window(days=found.take("T", Stretch).days, at_least=found.take("B", str) in ("at_least", "above"))
    made = with_window(cast("Thing", found.any("what")), window)
    return None if made is None else question_of(made, denied=not window.at_least)


@time_rule(
    "{completed|have completed|has completed|finished|discontinued|have discontinued|stopped} [all|any|prior|previous|taking|use of] <DO:what> {before|prior to} [start of|date of|time of] $anchor",
    gives="X",
)
def over_before(found: Found) -> object:
    """ "must have discontinued hormone replacement before enrolment": it is not taken now."""
    thing = cast("Thing", found.any("what"))
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    stopped = "discontinued" in found.words or "stopped" in found.words
    going_on: list[Criterion] = []
    for part in parts:
        if isinstance(part, Happened):
            asked = f"Is it still going on: {found.draft.spoken(found.match[0])}?"
            going_on.append(AskHuman(question=asked, because=JUDGED))
        elif isinstance(part, Treated) and part.window is None and not part.settings and not part.ended_by:
            if not part.supportive and not stopped and len(parts) == 1:
                return None
            going_on.append(question_of(with_status(part, "now"), denied=True))
        else:
            return None
    question = any_of(tuple(going_on))
    return question if found.draft.denied else Not(of=question)


@time_rule(
    "<DO:what> [,] {must stop|must be stopped|must be discontinued|should be stopped|should be discontinued|must have been stopped|must have been discontinued|must have stopped} [at least] <T> {prior to|before} [start of|date of] $anchor",
    gives="X",
)
def must_stop_before(found: Found) -> object:
    """ "endocrine therapy must be stopped 3 weeks before the first dose"."""
    made = with_window(cast("Thing", found.any("what")), Window(days=found.take("T", Stretch).days, at_least=True))
    return None if made is None else question_of(made, denied=False)


@time_rule(
    "{must have stopped|must have discontinued|must stop|must discontinue|should stop|should have stopped|should have discontinued|must be taken off|must have ceased} [taking|use of] [all|any|other|all other|any other] [concomitant|concurrent] <D>",
    gives="X",
)
def must_be_over(found: Found) -> object:
    """ "must have stopped all hormones": whoever still takes them does not fit."""
    thing = cast("Thing", found.any("D"))
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    if not all(isinstance(part, Treated) and part.window is None and not part.settings for part in parts):
        return None
    behind = found.match.string[found.match.end() :]
    if behind.startswith(("W", "B", "T", "at ", "for ", "prior ", "before ", "within ", "during ")):
        return None
    days = {part.at_least_days for part in parts if isinstance(part, Treated)}
    if days != {None}:
        # "Must discontinue them for at least 7 days": so long ago.
        since = None if len(parts) > 1 else next(iter(days))
        if since is None:
            return None
        made = with_window(replace(cast("Treated", thing), at_least_days=None), Window(days=since, at_least=True))
        return None if made is None else question_of(made, denied=False)
    going_on = any_of(tuple(question_of(with_status(part, "now"), denied=True) for part in parts))
    return going_on if found.draft.denied else Not(of=going_on)


@time_rule(
    "<X> {and|, and|;|,} [at least] <T> {from|since|after|of} [time of] [any|prior|last|completion of|end of|last dose of|their] <DO:what>",
    gives="X",
)
def and_since(found: Found) -> object:
    """ "at least 7 days from the last chemotherapy and 30 days from radiotherapy"."""
    value = found.any("X")
    if found.draft.denied or not is_washed_out(value):
        return None
    made = with_window(cast("Thing", found.any("what")), Window(days=found.take("T", Stretch).days, at_least=True))
    return None if made is None else all_of((cast("Criterion", value), question_of(made, denied=False)))


@time_rule(
    "<B> <T> {since|after|from} [completion of|end of|last dose of|last|any|all] [prior|previous|last|any prior|all prior] {treatment|therapy} <S>",
    gives="X",
)
def since_unnamed(found: Found) -> object:
    """ "at least 60 days since prior treatment for breast cancer": since drugs, radiotherapy and what else there was."""
    if found.draft.denied or found.take("B", str) not in ("at_least", "above") or found.take("S", Where).settings:
        return None
    days = found.take("T", Stretch).days
    asked = f"Was there other treatment in these {days} days, such as surgery: {found.draft.spoken(found.match[0])}?"
    return AllOf(
        of=(
            Washout(drugs=DrugSet(roles=("anticancer",)), days=days),
            Not(of=Had(event="radiotherapy", within_days=days)),
            Not(of=AskHuman(question=asked, because=JUDGED)),
        )
    )


@time_rule(
    "<D> within <N> or <T> {of|prior to|before} [date of|start of|first dose of] [$anchor|study drug|study treatment] {for|of} [a|an] {nonmyelosuppressive|non myelosuppressive} [agent] or <D:harder> [, respectively|respectively]",
    "<D> within <N> or <T> {for|of} [a|an] {nonmyelosuppressive|non myelosuppressive} [agent] or <D:harder> [, respectively|respectively]",
    gives="C",
)
def sooner_for_the_milder(found: Found) -> object:
    """ "within 14 or 21 days for a nonmyelosuppressive or myelosuppressive agent": within 14 in any case."""
    thing, first = found.any("D"), found.take("N", Decimal)
    if not isinstance(thing, Treated) or thing.window is not None or first != int(first):
        return None
    near = replace(thing, window=Window(days=int(first)))
    far = with_quality(replace(thing, window=Window(days=found.take("T", Stretch).days)), "myelosuppressive")
    return Several(joint="or", parts=(near, far))
