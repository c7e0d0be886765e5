"""What has to be measurable in one part of a trial, and in another need not be: "evaluable disease for dose escalation,
measurable disease for dose expansion".

Measurable disease is enough in every part. What is enough in one of them only is a way in whose part a human sees.
"""

from __future__ import annotations

import re

from onward.criteria import AskHuman, Criterion, Finding, Spread
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of
from onward.reading.word_set import word_set

_EARLY = sought(
    r"\b(?:dose )?escalation\b|\bphase (?:i|1)[ab]?\b|\bpart (?:1|a)\b|\bdose finding\b|\brun ?in\b|\blead ?in\b"
)
_LATE = sought(r"\b(?:dose )?(?:expansion|extension|optimization)\b|\bphase (?:ii|2)[ab]?\b|\bpart (?:2|b)\b")
# A line of these words asks for nothing beside what can be measured.
_WORDS = word_set(
    "for the a an dose escalation expansion extension optimization phase part parts phases portion component cohort cohorts safety lead run in i ii 1a 1b 2a 2b 1 2 3 4 b ia ib iia iib patient subject participant all any must have has may can could "
    "either or and and/or measurable non nonmeasurable evaluable disease lesion target nontarget tumor at least one ≥ to recist rano per by according as defined criterion is are will be included including include allowed eligible required requirement enrolled enrolling enrolment "
    "enrollment entry only both however but with bone of study trial this these who not a response evaluation solid version v1.1 1.1 v site metastasis metastatic permission principal investigator pi there should shall that - , . ; : ( ) / whose into on extraosseous enter participate"
)
_NOT_ASKED = sought(
    r"\bmeasurable disease (?:is|will be) not (?:a )?(?:criterion|required|requirement|necessary|mandatory)\b"
)
_MEASURABLE = sought(r"(?<!non )(?<!nor )\bmeasurable (?:disease|lesion|target lesion|tumor)\b")
_FINDINGS = {
    "evaluable disease": sought(r"(?<!non )\bevaluable (?:disease|lesion|tumor|or measurable|and/or measurable)\b"),
    "non-measurable disease": sought(r"\b(?:non ?measurable|nonmeasurable)\b"),
}
_BONE_ONLY = sought(r"\bbone (?:lesion |metastasis )?only\b")


def read_measured_by_part(line: str, *, denied: bool) -> Criterion | None:
    """The question of such a line among what is asked for; None for any other line."""
    if denied or "measurable" not in line or _EARLY.search(line) is None or _LATE.search(line) is None:
        return None
    if not set(re.findall(r"[^ ]+", line)) <= _WORDS or _MEASURABLE.search(line) is None:
        return None
    nothing = _NOT_ASKED.search(line) is not None
    if " not " in _NOT_ASKED.sub(" ", line):
        return None
    less: list[Criterion] = [Finding(name=name) for name, told in _FINDINGS.items() if told.search(line) is not None]
    if _BONE_ONLY.search(line) is not None:
        less.append(Spread(pattern="bone only"))
    asked = AskHuman(question=f"Is it enough in this part of the trial: {line.strip(' .;,')}?", because=JUDGED)
    measurable = Finding(name="measurable disease")
    if nothing:
        return any_of((measurable, asked))
    return any_of((measurable, all_of((any_of(tuple(less)), asked)))) if less else None
