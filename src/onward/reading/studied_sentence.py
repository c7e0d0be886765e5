"""What a line asks for of an illness that the trial studies: all of it, or that illness and the line for a human."""

from __future__ import annotations

from onward.criteria import Condition, Criterion, Not, parts_of
from onward.reading.grammar import Draft
from onward.reading.line_in_parts import ONE_THING
from onward.reading.partial_illness import necessary_illness
from onward.reading.rules.values import criterion_of
from onward.reading.sought import sought
from onward.reading.things import Ill, Several

# Here the line speaks of some only, of another person, or of what is not there.
_REFUSED = sought(
    r"\b(?:no|not|without|never|neither|free|absence|excluded?|exclusion|if|only|unless|except|cohort|arm|part|phase|group|stratum|note|risk|suspected|history|previous|prior|may|or both|and/or|phase|"
    r"control|score|index|scale|hospitali[sz]\w+|episodes?|parents?|mother|family|survey|questionnaire|treatment for|treated for|therapy for|naive|experienced|anti|vaccin\w*)\b"
)


def studied_whole(left: str, draft: Draft, studied: frozenset[str]) -> Criterion | None:
    """The question of a line that is understood as a whole, and names an illness that is studied."""
    found = ONE_THING.fullmatch(left)
    value = None if found is None else draft.at(found["sign"])
    if isinstance(value, Several) and (value.joint != "or" or not all(isinstance(part, Ill) for part in value.parts)):
        return None
    if not isinstance(value, (Ill, Several)):
        return None
    question = criterion_of(value, denied=False)
    named = illnesses_of(question)
    return question if named and named <= studied and not _denies(question) else None


def studied_head(left: str, draft: Draft, studied: frozenset[str]) -> Criterion | None:
    """An illness that is studied, without which nobody meets a sentence, beside the sentence for a human.

    draft   the sentence as it is reduced among what keeps out: then nothing in it counts as asked for
    """
    said = draft.spoken(left + " ")
    if ":" in left or _REFUSED.search(said) is not None:
        return None
    question = necessary_illness(left.split(), draft)
    if question is None or _denies(question):
        return None
    named = illnesses_of(question)
    return question if named and named <= studied else None


def _denies(criterion: Criterion) -> bool:
    return isinstance(criterion, Not) or any(map(_denies, parts_of(criterion)))


def illnesses_of(criterion: Criterion) -> frozenset[str]:
    """The illnesses that a question names."""
    if isinstance(criterion, Condition):
        return frozenset(criterion.groups)
    return frozenset(group for part in parts_of(criterion) for group in illnesses_of(part))
