"""What stands beside "non-measurable disease" and is no definition of it is asked as well."""

from __future__ import annotations

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading.line import reader_of


def said(text: str) -> str:
    found = reader_of(reading_lexicon()).read(text, "inclusion")
    return found.why if found.reading is None else describe_criterion(found.reading)


def test_a_rising_marker_is_asked_however_it_is_told() -> None:
    says = said("Non-measurable disease with a rising CA 15-3, CA 27-29 or CEA in 2 tests 10 days apart")
    assert says.startswith("non-measurable disease and for a human: Is it so: with rising")


def test_a_definition_adds_nothing() -> None:
    says = said("Measurable disease with at least one lesion of 10 mm or more by CT")
    assert says == "measurable disease"
