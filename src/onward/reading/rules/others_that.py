"""A medicine, and others told by what they do: "G-CSF or any other drug that may raise the neutrophils within 6 weeks"."""

from __future__ import annotations

from onward.criteria import AskHuman
from onward.reading.grammar import Found, Stage
from onward.reading.rules.values import thing_of
from onward.reading.things import JUDGED, Fixed, Ill, Several, Treated, Window, with_quality, with_window

OTHERS_THAT = Stage("others told by what they do")


@OTHERS_THAT.rule(
    "<D> {or|and/or|, or} [any] other {drug|agent|medication|medicine|treatment|therapy|substance} {that|which|known to|with} ... [( ... )] <W>",
    gives="C",
)
def or_others_that(found: Found) -> object:
    """The one that is named is asked of the record, which others a human."""
    thing, window = thing_of(found.any("D")), found.take("W", Window)
    if not isinstance(thing, Treated) or not found.draft.denied or thing.window is not None or window.at_least:
        return None
    if found.words.count("(") != found.words.count(")"):
        return None
    named = with_window(thing, window)
    if named is None:
        return None
    words = found.match[0].split(" or ", 1)[-1].removeprefix("or ")
    said = found.draft.spoken(words).strip(" ,;")
    return Several(joint="or", parts=(named, Fixed(criterion=AskHuman(question=f"Is it so: {said}?", because=JUDGED))))


@OTHERS_THAT.rule("<C> [,|(] {as defined as|defined as|( |as|} spirometry and $rest", gives="C")
def by_spirometry(found: Found) -> object:
    """ "severely impaired lung function, defined as spirometry and DLCO of 50 % or less": a human says whether."""
    ill = found.any("C")
    if not isinstance(ill, Ill) or not found.draft.denied:
        return None
    words = found.match[0].split(" ", 1)[1]
    return with_quality(ill, found.draft.spoken(words).strip(" ,;()"))


FOLLOWING = Stage("medicines that follow")


@FOLLOWING.rule(
    "[any of|any|one of|either of] following {drug|medication|agent|medicine|substance} [:|,] <D>",
    "[any of|any] {drug|medication|agent|medicine|substance} listed [:|,] <D>",
    gives="D",
)
def that_follow(found: Found) -> object:
    """ "no use of the following drugs: cimetidine, allopurinol": those that follow."""
    drugs = thing_of(found.any("D"))
    # "Warfarin for full anticoagulation, cimetidine": a purpose that has swallowed its neighbours.
    told = drugs.parts if isinstance(drugs, Several) else (drugs,)
    swallowed = any("," in words for one in told if isinstance(one, Treated) for words in one.qualities)
    return None if swallowed else drugs
