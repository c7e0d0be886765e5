"""Clinical language to questions (eligibility lines) and to facts (a description of a person).

When in doubt, a line is left to a human.
"""

from __future__ import annotations

from onward.reading.cohort_names import holds_in, is_lettered, kind_of
from onward.reading.description import Description, read_description
from onward.reading.description_book import Claim, Left
from onward.reading.eligibility import (
    FOR_A_HUMAN,
    EligibilityLine,
    EligibilityReading,
    Section,
    StructuredField,
    WhyUnreadable,
)
from onward.reading.line import LineReading, Reader, reader_of
from onward.reading.split import split_lines
from onward.reading.trial import read_eligibility, read_text, structured_fields

__all__ = [
    "FOR_A_HUMAN",
    "Claim",
    "Description",
    "EligibilityLine",
    "EligibilityReading",
    "Left",
    "LineReading",
    "Reader",
    "Section",
    "StructuredField",
    "WhyUnreadable",
    "holds_in",
    "is_lettered",
    "kind_of",
    "read_description",
    "read_eligibility",
    "read_text",
    "reader_of",
    "split_lines",
    "structured_fields",
]
