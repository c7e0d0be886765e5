"""What somebody is allergic to is a name: no clause, and nothing that is born with one. Refused rather than garbled."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading.line import reader_of


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Known hereditary fructose intolerance", "fructose intolerance, ever"),
        ("Known congenital galactose intolerance", None),
        ("Known to be allergic to egg protein", "allergy to egg protein"),
        ("History of serious hypersensitivity or known to be allergic to fish protein", None),
        ("Known allergy to egg protein", "allergy to egg protein"),
    ],
)
def test_a_clause_or_what_one_is_born_with_is_no_name(line: str, said: str | None) -> None:
    reading = reader_of(reading_lexicon()).read(line, "exclusion").reading
    words = "" if reading is None else describe_criterion(reading)
    assert "allergy to be" not in words
    assert "allergy to hereditary" not in words
    assert "allergy to congenital" not in words
    assert said is None or words == said
