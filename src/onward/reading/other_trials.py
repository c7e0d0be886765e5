"""Lines about taking part in other trials and nothing else: arranged, and not recorded.

"Currently enrolled in another study in which investigational therapies are administered" names no drug that was taken;
"use of an investigational drug within 30 days" does, and is no such line.
"""

from __future__ import annotations

from onward.reading.sought import sought
from onward.reading.word_set import word_set

_TAKES_PART = sought(
    r"\b(?:participat\w+|enrol\w+|involve\w+|inclusion|included|entered|registered|receiving treatment)\b(?: [^ ;]+){0,14}? (?:in|on|into|at|to|of)\b(?: [^ ;]+){0,16}? (?:study|trial|protocol|research)\b"
)
_DRUG_TAKEN = sought(
    r"\b(?:receiv\w+|treated with|treatment with|taken|taking|takes|used?|using|administration of|exposure to|therapy with)\b(?: (?!in |on )[^ ;]+){0,6} (?:drug|agent|product|device|medication|therapy|compound|substance)\b"
    r"|\btreatment within (?:[^ ;]+ ){1,9}?with (?:an |any |another |other )?investigational (?:drug|agent|product)\b"
)
# Nothing but these words, or the line says something else as well.
_WORDS = word_set(
    "patient subject participant woman volunteer individual person who which that is are be been being has have having had will would must not no should may cannot currently concurrent concurrently simultaneous simultaneously",
    "previous prior previously current recent recently planned anticipated plan planning to active actively ongoing likely any another other one a same this these different additional competing similar in on into at of for with by from or and and/or / , . ( ) - : ; eg ie",
    "participate participation participating participated enroll enrolled enrollment enrolling involvement involved involving involve inclusion included include including entered registered receive receiving received treatment clinical interventional therapeutic investigational investigation experimental research medical oncology cancer drug device product agent procedure therapy",
    "intervention medication substance compound study trial protocol program last past day week month year within ≤ < > ≥ less than more since ending end completion completed complete least before after during while whether until first dose start registration randomization screening entry date initiation baseline c1d1 performed administered being studied studying",
    "conducted judged scientifically medically compatible new non marketed unapproved approved regulatory blinded arm supportive care quality life follow up overall survival only exception except observational registry unless present phase nature type concomitant informed consent infusion intended intend intention therefore already known",
)


def is_of_other_trials(line: str) -> bool:
    """Whether a canonical line tells of taking part in trials, and of no drug that was taken."""
    return (
        _TAKES_PART.search(line) is not None
        and _DRUG_TAKEN.search(line) is None
        and all(word in _WORDS or word.isdigit() for word in line.split())
    )
