"""What a line asks for of an illness that the trial studies: all of it, or that illness and the line for a human."""

from __future__ import annotations

from onward.criteria import AskHuman, Condition, Criterion, Not, parts_of
from onward.reading.grammar import Draft
from onward.reading.line_in_parts import ONE_THING
from onward.reading.partial_illness import necessary_illness
from onward.reading.partial_part import asked
from onward.reading.rules.values import criterion_of
from onward.reading.sought import sought
from onward.reading.things import Ill, Several, all_of
from onward.reading.word_set import word_set

# Here a line speaks of some only, of another part of the trial, or of who has not been treated for it.
_OF_SOME = sought(
    r"\b(?:unless|except|excluding|if|only|exempt|cohort|arm|stratum|note|naive|experienced|or both|child has|whose child|parents?|mother|father|family|survey|"
    r"part [0-9a-z]|phase [0-9i]|group [0-9a-z]|may (?:be|have|enroll|enter|participate|receive|continue|also|still)|(?:is|are) not (?:eligible|required|excluded)|(?:who|that) .{1,60} (?:should|must))\b"
)
# Before the illness these make another thing of it: a risk, a suspicion, its absence, what is given against it.
_TURNS = sought(
    r"\b(?:no|not|non|without|never|neither|free|absence|excluded?|exclusion|lack\w*|risk|predispos\w+|susceptib\w+|suspect\w*|suspicion|possible|probable|presum\w+|suggest\w+|symptoms?|prior|previous\w*|former\w*|treat\w*|"
    r"therap\w+|anti|against|vaccin\w*|prevent\w*|prophyla\w*|resolved|recovered|other|than|secondary|due|related|caused|following|after|before|hospitali[sz]\w+|episodes?|donor|relative|sibling|partner|pre|received?|receiving|"
    r"underw\w+|undergo\w*|randomi[sz]ed|tested|testing|negative|unknown|for|specialist|clinic|care)\b"
)
_LABEL = sought(r"^(?:[a-z]+ ){1,3}: ")
# "History of", "eligible for": what stands before the illness is short, and joins nothing.
_LONGEST_LEAD = 9
_JOINT = word_set("or and/or , ; : . ( ) /")


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
    left = _LABEL.sub("", left)
    tokens = left.split()
    said = draft.spoken(left + " ").strip()
    at = next((n for n, token in enumerate(tokens) if _is_studied(token, draft, studied)), None)
    if at is None or at > _LONGEST_LEAD or ":" in tokens or _OF_SOME.search(said) is not None:
        return None
    lead = tokens[:at]
    if not _JOINT.isdisjoint(lead) or any(token[0] in "CDOJ" and token[1:] >= "\ue000" for token in lead):
        return None
    if _TURNS.search(draft.spoken(" ".join((*lead, tokens[at])) + " ")) is not None:
        return None
    found = necessary_illness(tokens[at:], draft)
    if found is None or _denies(found):
        return None
    named = illnesses_of(found)
    core = tuple(part for part in parts_of(found) if not isinstance(part, AskHuman))
    return all_of((*core, asked(said))) if named and named <= studied else None


def _is_studied(token: str, draft: Draft, studied: frozenset[str]) -> bool:
    value = draft.at(token[1]) if token[0] == "C" and token[1:] >= "\ue000" else None
    parts = value.parts if isinstance(value, Several) else (value,)
    return all(isinstance(part, Ill) and studied.issuperset(part.groups) for part in parts)


def _denies(criterion: Criterion) -> bool:
    return isinstance(criterion, Not) or any(map(_denies, parts_of(criterion)))


def illnesses_of(criterion: Criterion) -> frozenset[str]:
    """The illnesses that a question names."""
    if isinstance(criterion, Condition):
        return frozenset(criterion.groups)
    return frozenset(group for part in parts_of(criterion) for group in illnesses_of(part))
