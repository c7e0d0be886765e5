"""What is allowed only within bounds: "no prior chemotherapy is allowed", "no more than two lines are allowed"."""

from __future__ import annotations

from typing import cast

from onward.criteria import (
    AllOf,
    AnyOf,
    AskHuman,
    Condition,
    Criterion,
    Exposed,
    Had,
    Lines,
    Not,
    OtherCancer,
    Takes,
)
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.rules.therapy_lines import is_at_most
from onward.reading.rules.washouts import is_washed_out
from onward.reading.sought import sought
from onward.reading.things import Thing, Window, with_window
from onward.reading.things_asked import question_of

PERMITTED = Stage("allowed within bounds")
rule = PERMITTED.rule


@rule(
    "[<P> may have had|<P> may have received] <DO> [,] {and|or|and/or} <X> {is|are} {allowed|permitted|acceptable}",
    gives="X",
)
def also_let_in(found: Found) -> object:
    """ "prior adjuvant therapy, and up to two lines of chemotherapy are allowed": the first asks for nothing."""
    value = found.any("X")
    behind = found.match.string[found.match.end() :]
    return value if not found.draft.denied and is_at_most(value) and not behind.startswith(_ON_CONDITION) else None


_ON_CONDITION = ("if ", "provided ", ", if", ", provided", "unless ", "as ", "but ", ", but ", "with ", "only ")
_LISTED = sought(r"[CDFO][\ue000-\uf8ff] (?:, )?(?:and|or|and/or) $")


@rule(
    "<X> [is|are|will be|were|shall be|be] {allowed|permitted|acceptable} [on study|in study|for enrollment|in this study|on this study|while on study|during study]",
    gives="X",
)
def no_more_is_allowed(found: Found) -> object:
    """ "no prior chemotherapy is allowed" denies it."""
    value = found.any("X")
    if found.match.string[found.match.end() :].startswith(_ON_CONDITION):
        return None
    if _LISTED.search(found.match.string[: found.match.start()]) is not None:
        # What stands before it is let in as well.
        return None
    return value if _bounds(value) else None


def _bounds(value: object) -> bool:
    """Whether it only denies something, or asks that it lie far enough back."""
    match value:
        case Not():
            return True
        case AllOf():
            return all(_bounds(part) for part in value.of)
        case _:
            return is_washed_out(value)


@rule(
    "<CDFO:thing> {will not be included|were excluded|are not included|cannot be included|is not included|will not be enrolled|will not be entered|were not eligible}",
    gives="",
)
def not_included(found: Found) -> object:
    """ "patients who have received chemotherapy will not be included"."""
    if not found.draft.denied:
        return None
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


@rule("[prior|previous] <DO:topic> : <X>", gives="X", whole=True)
def topic_before(found: Found) -> object:
    """ "Radiotherapy: no prior radiotherapy to the breast": what stands before the colon only names the topic."""
    return found.any("X") if _bounds(found.any("X")) else None


@rule(
    "<DO:what> {is|are|was|were} {allowed|permitted|acceptable} [(|,|;] [with|if|after|but|provided] [a] <B> <T> {washout period|wash out period|washout|wash out} [is] [required|needed|necessary|mandatory] [)]",
    "<DO:what> {is|are|was|were} {allowed|permitted|acceptable} [(|,|;] [with|if|after|but|provided] [a] <T> {washout period|wash out period|washout|wash out} [is] [required|needed|necessary|mandatory] [)]",
    "<DO:what> {is|are|was|were} {allowed|permitted|acceptable} [(|,|;] [with|if|after|but] {washout period of|washout of} <T> [is] [required|needed|necessary|mandatory] [)]",
    "<DO:what> {is|are|was|were} {allowed|permitted|acceptable} [(|,|;] [with|if|after|but] {washout period of|washout of} <B> <T> [is] [required|needed|necessary|mandatory] [)]",
    gives="X",
)
def allowed_when_washed_out(found: Found) -> object:
    """ "doxorubicin is allowed (a washout of 2 weeks is required)": it lies at least so far back."""
    if found.words.count("(") != found.words.count(")") or found.maybe("B", str) in ("at_most", "below"):
        return None
    denied = found.draft.denied
    made = with_window(
        cast("Thing", found.any("what")), Window(days=found.take("T", Stretch).days, at_least=not denied)
    )
    return None if made is None else question_of(made, denied=denied)


@rule(
    "<X> {are not eligible|is not eligible|are ineligible|is ineligible|are excluded|is excluded|will be excluded|are not permitted|are not allowed} [for this study|from this study|from this trial|from study|for study|in this study]",
    gives="X",
)
def those_kept_out(found: Found) -> object:
    """ "patients treated with two or more doses of it are not eligible", among what is asked for."""
    before = found.match.string[: found.match.start()]
    value = found.any("X")
    if found.draft.denied or (before and not before.endswith((". ", "; ", ": "))) or not _is_there(value):
        return None
    return Not(of=cast("Criterion", value))


def _is_there(value: object) -> bool:
    """Whether a question only asks for treatment that was given, or for an illness or a gene that is there."""
    match value:
        case AllOf() | AnyOf():
            return all(map(_is_there, value.of))
        case _:
            return isinstance(value, (AskHuman, Condition, Exposed, Takes, Lines, Had, OtherCancer))
