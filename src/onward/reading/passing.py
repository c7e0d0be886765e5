"""Illnesses that pass: named without "history of" or a time, they are meant to be there now.

"Neuropathy of grade 2 or more", "pleural effusion", "infection requiring antibiotics" among what keeps out speak of the
day on which somebody would enter; who had an infection ten years ago is not meant. A lasting illness, or one that leaves
something behind (a stroke, hepatitis), is asked for at any time.
"""

from __future__ import annotations

from collections.abc import Iterable

from onward.knowledge import reading_words
from onward.reading.sought import sought

# "Infection requiring antibiotics within 7 days": the words tell a time of their own, and "now" would not hold it.
TELLS_TIME = sought(r"\b(?:within|last|past|previous|preceding|prior|before|ago|since)\b")


def is_passing(groups: Iterable[str]) -> bool:
    """Whether all of these illnesses pass."""
    return reading_words().passing.issuperset(groups)
