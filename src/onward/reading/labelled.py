"""A line behind a label: "Prior therapy: ...", "For glimmer participants: ...", "Uncontrolled conditions, within 6 weeks: ...".

A label that only names the topic changes nothing. One that says of whom the rest is asked leaves it to those; one that
says when, or how bad, is asked of a human beside what the rest names. A label that denies, excepts, offers a choice or
speaks of somebody else is left alone with its line.
"""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria import AskHuman, Criterion, HasSex, LabValue, Not, parts_of
from onward.reading.cancer_names import names_cancer
from onward.reading.decides import can_decide
from onward.reading.partial_part import asked
from onward.reading.partial_presence import at_any_time
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of

_LABELLED = sought(r"^(?P<label>(?:[^ .;]+ ){1,14}?): (?P<rest>[^ ].*)$")
# It turns what follows, lets in, tells what a word means, or speaks of somebody else.
_LEFT_ALONE = sought(
    r"\b(?:no|not|without|never|none|free|absence|except\w*|exceptions?|excluding|unless|other than|allowed|permitted|eligible|ineligible|acceptable|excluded|may|can|cannot|note|nb|if|when|either|one of|at least|all of|two of|each of|partners?|family|relatives?|donors?|caregivers?|providers?|volunteers?|healthy|controls?|risks?|contraindicat\w*|allerg\w*|hypersens\w*|intoleran\w*|consent|willing|unable|defined|definition|means?|planned|future|menopausal|childbearing|child bearing|contracept\w*)\b"
)
_OF_PART = sought(
    r"\b(?:cohorts?|arms?|phases?|parts?|groups?|strat(?:um|a)|modules?|aims?|sub ?stud(?:y|ies)|expansion|escalation|specific criteri(?:on|a)|run in|monotherapy|combination)\b"
)
_OF_PEOPLE = sought(
    r"^(?:for|in|among) (?!this\b|these\b|the study\b|study\b|inclusion\b|example\b)|^(?:all )?(?:patients?|participants?|subjects?|wom[ae]n|m[ae]n|individuals?) (?:with|in|who|enrolled|assigned|randomi[sz]ed)\b|\bonly\b"
)
_EVERYBODY = sought(r"^(?:for|in) (?:all|any|both|each|every)\b|\ball (?:cohorts?|arms?|parts?|phases?|groups?)\b")
# When, how bad, what it is for: said of all that follows.
_SAYS_MORE = sought(
    r"\b(?:within|past|last|prior|previous\w*|since|before|after|during|current\w*|concurrent|concomitant|active|recent|ongoing|history|uncontrolled|unstable|serious|severe|moderate|mild|significant\w*|symptomatic|advanced|relapsed|refractory|acute|chronic|requir\w+|receiv\w+|treat\w*|therap\w+|use|using|taking|any of|must|should|have|has|that|what|which|low|high|poor|poorly|inadequate|abnormal\w*|impair\w+)\b|\d"
)


def labelled_question(line: str, *, denied: bool, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of a canonical line behind its label; None where the label may change what it says.

    read   the rest of the line -> its question, of which parts may be for a human
    """
    found = _LABELLED.match(line)
    if found is None or "(" in found["label"] or _LEFT_ALONE.search(found["label"]) is not None:
        return None
    label = found["label"].strip(" ,-")
    rest = read(f"{found['rest'].strip()} ")
    if rest is None or all(isinstance(leaf, AskHuman | HasSex) for leaf in _leaves(rest)):
        return None
    made = _beside(label, rest, line, denied=denied)
    return made if made is not None and can_decide(made) else None


def _beside(label: str, rest: Criterion, line: str, *, denied: bool) -> Criterion | None:
    if _EVERYBODY.search(label) is not None:
        return rest
    if denied and _names_a_cancer(label):
        return None  # "History of leukaemia: ALL and CLL" keeps out by the label as well
    if _OF_PART.search(label) is not None or _OF_PEOPLE.search(label) is not None or _names_a_cancer(label):
        meant = AskHuman(question=f"Is she (or he) one of those meant by: {label}?", because=JUDGED)
        return all_of((rest, meant)) if denied else any_of((Not(of=meant), rest))
    if _SAYS_MORE.search(label) is None:
        return rest
    if not denied:
        return None
    if any(isinstance(leaf, LabValue) for leaf in _leaves(rest)):
        return None
    there = at_any_time(rest)
    return None if there is None else all_of((there, asked(line)))


def _names_a_cancer(label: str) -> bool:
    return "diagnosis" not in label and names_cancer(_HISTORY.sub("", label))


_HISTORY = sought(r"^(?:prior |previous |known |history of |any )+")


def _leaves(criterion: Criterion) -> list[Criterion]:
    parts = parts_of(criterion)
    return [leaf for part in parts for leaf in _leaves(part)] if parts else [criterion]
