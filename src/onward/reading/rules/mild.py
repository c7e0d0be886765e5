"""How bad an illness may be at most, asked for: "peripheral neuropathy of grade 0 or 1"."""

from __future__ import annotations

import re
from dataclasses import replace

from onward.criteria import Not
from onward.reading.grammar import Found, Stage
from onward.reading.things import Ill
from onward.reading.things_asked import question_of
from onward.reading.word_set import word_set

MILD = Stage("a grade at most")

_WHO = word_set("patient subject participant must should have has be is of with all any and only may")
_AT_MOST = re.compile(
    r"(?:(?P<below><|less than|below)|(?:≤|at most|no more than|no greater than|no worse than|not more than|maximum)) (?:ctcae )?(?:grade )?(?P<grade>[1-4])\b|grade (?:0 (?:-|or|to) )(?P<up_to>[12])\b|grade (?P<or_less>[1-3]) or (?:less|lower|below|better)"
)


@MILD.rule(
    "<C:what> [:] [must be|of|is|at most] [grade] <B> [grade] <N>",
    "<C:what> [:] [must be|of|is|at most] [grade] <R>",
    "<C:what> [:] [must be|of|is|at most] grade <N> or {less|lower|below|better}",
    "<C:what> [:] [must be|of|is] <H>",
    gives="X",
)
def at_most_of_grade(found: Found) -> object:
    """ "neuropathy ≤ grade 1": whoever has it worse does not meet it, whoever has none does."""
    what = found.any("what")
    before = found.match.string[: found.match.start()].split()
    behind = found.match.string[found.match.end() :].strip(" .")
    if found.draft.denied or behind or not all(word[0] == "P" or word in _WHO for word in before):
        return None
    told = _AT_MOST.search(found.draft.spoken(found.match[0]))
    if told is None or not isinstance(what, Ill) or what.qualities or what.window or what.grade is not None:
        return None
    below = told["below"] is not None
    most = int(told["grade"] or told["up_to"] or told["or_less"]) - (1 if below else 0)
    return Not(of=question_of(replace(what, grade=most + 1), denied=True))
