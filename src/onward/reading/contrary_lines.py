"""Lines of one trial that nobody can meet together: two kinds of cancer, or two answers of one test, each demanded of all.

Then each is one way in, or belongs to one part of the trial, and nothing in the text has tied it there. Who is meant is
not known, so such lines are not understood: none of them keeps out whom another of them lets in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onward.reading.contradiction import Demand, demands_of
from onward.reading.eligibility import EligibilityLine

# Kinds that hold others: an ovarian cancer is a gynaecological one.
_HOLD_OTHERS = frozenset(
    {
        "gynaecological", "gastrointestinal", "haematological", "genitourinary", "lung", "head and neck", "sarcoma",
        "neuroendocrine", "unknown primary", "myeloid", "brain tumour", "lymphoma", "skin cancer other than melanoma",
    }
)  # fmt: skip


def without_contrary_lines(lines: Sequence[EligibilityLine]) -> list[EligibilityLine]:
    """The lines, of which those that cannot be demanded together are not understood."""
    asked = {n: demands_of(line.reading) for n, line in enumerate(lines) if _is_of_everybody(line) and line.reading}
    contrary = {
        at
        for at, own in asked.items()
        for other, others in asked.items()
        if at != other and any(_are_contrary(one, another) for one in own for another in others)
    }
    return [
        replace(line, reading=None, why_unreadable="not understood", assumed=()) if n in contrary else line
        for n, line in enumerate(lines)
    ]


def _is_of_everybody(line: EligibilityLine) -> bool:
    return line.section == "inclusion" and line.reading is not None and line.part_of is None and not line.cohort


def _are_contrary(one: Demand, other: Demand) -> bool:
    about, answers = one
    if about != other[0] or about == "sex" or not answers.isdisjoint(other[1]):
        return False
    return about != "kind of cancer" or _HOLD_OTHERS.isdisjoint(answers | other[1])
