"""Lines that name a kind of cancer, and headings that name those who have it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onward.reading.sought import sought

# A line that begins with the name of a cancer.
_CANCER = sought(
    r"^\W*(?:(?:advanced|metastatic|recurrent|invasive|locally|unresectable|refractory|relapsed|or|and|/)[\s,/]+)*(?:[\w-]+[\s-]+){0,4}?"
    r"(?:cancers?|carcinomas?|neoplasms?|lymphomas?|melanomas?|sarcomas?|leuka?emias?|myelomas?|gliomas?|glioblastomas?|mesotheliomas?|tumou?rs?|NSCLC|SCLC|TNBC|HNSCC)\b(?!\s+(?:must|should|has|have|is|are|that|progress\w*|size|tissue|sample\w*|biops\w*|lesion\w*))",
    re.IGNORECASE,
)


def names_cancer(text: str) -> bool:
    """Whether a line begins with the name of a cancer, and is no sentence about it."""
    return _CANCER.match(text) is not None


# "Melanoma Patients", "Participants with Multiple Myeloma" above lines of their own.
_GROUP = sought(
    r"^\W*(?:(?P<kind>(?:[A-Z][\w-]*\s+){1,4})(?:Patients?|Subjects?|Participants?)(?:\s+only)?"
    r"|(?:Patients?|Subjects?|Participants?)\s+with\s+(?P<having>(?:[\w-]+\s+){0,4}[\w-]+))\s*:?\W*$"
)


def names_a_group(text: str) -> bool:
    """Whether a line only names those with one kind of cancer: "Melanoma Patients"."""
    found = _GROUP.match(text)
    return found is not None and found["kind"] is not None and names_cancer(text)


def _names_those_with(text: str) -> bool:
    """Whether a line names people by their cancer, as a criterion would too: "Participants with Multiple Myeloma"."""
    found = _GROUP.match(text)
    return found is not None and found["having"] is not None and names_cancer(found["having"])


def groups_of(lines: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The lines that name those with one kind of cancer, where a text has such lines for two kinds: each is a part of
    the trial by itself.

    lines   texts, and whether lines stand deeper below each
    """
    found = {
        text
        for text, has_lines in lines
        if len(text) <= 90 and (names_a_group(text) or (has_lines and _names_those_with(text)))
    }
    return frozenset(found) if len({text.strip(" :*-").casefold() for text in found}) >= 2 else frozenset()
