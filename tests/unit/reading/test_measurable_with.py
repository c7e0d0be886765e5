"""What stands beside "non-measurable disease" and is no definition of it is asked as well."""

from __future__ import annotations

from tests.unit.reading.read_alone import said

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading.line import reader_of
from onward.reading.trial import read_text


def test_a_rising_marker_is_asked_however_it_is_told() -> None:
    says = said("Non-measurable disease with a rising CA 15-3, CA 27-29 or CEA in 2 tests 10 days apart")
    assert says.startswith("non-measurable disease and for a human: Is it so: with rising")


def test_a_definition_adds_nothing() -> None:
    says = said("Measurable disease with at least one lesion of 10 mm or more by CT")
    assert says == "measurable disease"


def test_eligible_people_are_let_in_by_no_word_of_their_own() -> None:
    says = said("Eligible participants had taken no oestrogens or herbal contraceptives in the month before enrollment")
    assert says != "permission"


def test_what_a_heading_asks_before_its_criteria_is_asked() -> None:
    text = (
        "Inclusion Criteria:\n\n* Clinical stage IV invasive breast cancer meeting the following criteria:\n\n"
        "  * HER2 negative\n  * Measurable disease\n* Age 18 years or older"
    )
    lines = read_text(text, reader_of(reading_lexicon()))
    assert describe_criterion(lines[1].reading) == "stage IV and invasive breast cancer"
    assert [line.part_of for line in lines] == [None] * 5
