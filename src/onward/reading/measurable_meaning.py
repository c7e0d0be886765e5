"""Flat lists of what counts as non-measurable disease: they tell what the word means, and ask nobody for any of it.

"Lesions that are considered non-measurable include the following:" with "leptomeningeal disease", "ascites" and
"inflammatory breast disease" below it, mostly without indentation (RECIST 1.0 and the older criteria of cooperative
groups): whoever is asked for them one by one would never enter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onward.reading.eligibility import EligibilityLine
from onward.reading.sought import sought

_ANNOUNCES = sought(
    r"\b(?:non-?\s?measurable|unmeasurable|not (?:be )?(?:considered )?measurable)\b[^:]*:\s*$", re.IGNORECASE
)
_MEANS = sought(r"\b(?:considered|regarded|defined|classified|counted|includ\w+|following|such as)\b", re.IGNORECASE)
# What it demands stays: "No non-measurable disease, defined as:".
_DEMANDS = sought(r"^\W*(?:no|must|patients?|subjects?|participants?|absence|without)\b", re.IGNORECASE)
# "Participants must have these scans, showing measurable or non-measurable disease:" tells no meaning.
_EITHER = sought(r"\b(?:must|should|required)\b|\bmeasurable (?:or|and|and/or) non-?\s?measurable\b", re.IGNORECASE)
_LESION = sought(
    r"\b(?:lesions?|bones?|bony|blastic|lytic|marrow|leptomeningeal|meningeal|ascites|effusions?|inflammatory|lymphangitis|lymphangitic|mass(?:es)?|cyst\w*|irradiat\w+|skin|cutaneous|hepatomegaly|organomegaly|metastas[ei]s|tumou?r markers?|pulmonary infiltrat\w+|nodules?)\b",
    re.IGNORECASE,
)
# A criterion of its own, that only mentions such words.
_OF_ITS_OWN = sought(
    r"^\W*(?:no|not|must|at least|prior|previous|histolog\w*|measurable|evaluable|see|patients?|subjects?|participants?|women|men)\b|\b(?:must|should|required|eligible|allowed|within|months?|weeks?|days?|years?|treatment|therapy|chemotherapy|history)\b",
    re.IGNORECASE,
)
_LONGEST_LINE, _MOST_LINES = 160, 14


def with_meaning_of_measurable(lines: Sequence[EligibilityLine]) -> list[EligibilityLine]:
    """The lines; those of such a list, and what announces it, are notes."""
    found = list(lines)
    for at, head in enumerate(found):
        if head.section == "exclusion" or head.part_of is not None:
            continue
        if _ANNOUNCES.search(head.text) is None or _MEANS.search(head.text) is None or _EITHER.search(head.text):
            continue
        if _DEMANDS.match(head.text) is None:
            found[at] = replace(head, reading=None, why_unreadable="note", assumed=())
        for n in range(at + 1, min(at + 1 + _MOST_LINES, len(found))):
            line = found[n]
            if line.section != head.section or not _is_a_lesion(line.text):
                break
            found[n] = replace(line, reading=None, why_unreadable="note", assumed=(), part_of=head.index)
    return found


def _is_a_lesion(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and _LESION.search(text) is not None and _OF_ITS_OWN.search(text) is None
