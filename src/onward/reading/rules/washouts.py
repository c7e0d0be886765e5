"""Windows of treatment and events: at least so long since, stopped so long ago, within so many weeks."""

from __future__ import annotations

from typing import cast

from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.things import Thing, Treated, Window, question_of, with_status, with_window

WASHOUTS = Stage("washouts")
time_rule = WASHOUTS.rule

_SINCE = "{since|after|from|following|beyond|off|after completion of|since completion of|since last dose of|after last dose of|from last dose of|since end of|from completion of|after end of|since last|since prior|since most recent|after last|from last|from end of|have elapsed since|must have elapsed since|has elapsed since|since discontinuation of|after discontinuation of|since stopping|between last dose of|after stopping|have passed since|must have passed since|should have elapsed since|should have elapsed from|must have elapsed from|have elapsed from|elapsed since|post|washout from|out from|washout period from|washout for|washout period after|from discontinuation of|from last dose|from prior|from receiving|since receiving|without|free of|free from|after prior|past}"


@time_rule(
    f"<B> <T> [must have elapsed|have elapsed|has elapsed|should have elapsed|have passed|washout|washout period|must have passed|interval|elapsed] {_SINCE} [any|prior|previous|last|completion of|last dose of|their last|treatment with|receiving|most recent|administration of|end of|completing|last treatment with|any prior|all|last prior|therapy with|their prior] <DO:what>",
    f"<B> <T> {_SINCE} [prior] and [no|is not receiving] [other] [concurrent] <DO:what>",
    f"<B> <T> {_SINCE} and no [other] <DO:what>",
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
    "<DO:what> [that|which|must have|must|should have|should|has|have|was|were|is|are|be|been|having|will be|must be] {discontinued|completed|stopped|finished|ended|terminated|complete|have been discontinued|have been completed|have been stopped|been discontinued|been completed|been stopped|last received|concluded|administered|given|received|performed|taken|occurred|undergone} <W>",
    "{discontinued|completed|stopped|finished|ended|been off|off|must be off|discontinue|have completed|must have completed|must have discontinued|last dose of|completion of|have discontinued|have stopped} [all|any|previous|prior|treatment with|therapy with|receiving|all prior|taking] <DO:what> <W>",
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
    "<DOC:what> [,] [given|administered|received|performed|occurring|received within|that occurred|which occurred|taken|either] <W>",
    gives="",
)
def in_window(found: Found) -> object:
    """ "chemotherapy within 3 weeks"."""
    made = with_window(cast("Thing", found.any("what")), found.take("W", Window))
    return None if made is None else found.draft.put("C", made)


@time_rule("{received|had|undergone|any|use of|treatment with} <W> [,] <DO:what>", "<W> [of] <DO:what>", gives="")
def window_first(found: Found) -> object:
    """ "within 3 weeks: chemotherapy"."""
    return in_window(found)
