"""Another cancer, operations and radiotherapy: exceptions, places, windows, and what must stay unread."""

from __future__ import annotations

import pytest
from tests.unit.reading.cancer_lines import CANCER_LINES, CNS_LINES
from tests.unit.reading.local_lines import ASIDE, LOCAL_LINES
from tests.unit.reading.operation_lines import OPERATION_LINES
from tests.unit.reading.test_health_lines import _without_words  # pyright: ignore[reportPrivateUsage]

from onward.criteria import to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of


@pytest.mark.parametrize(("section", "text", "plain"), CANCER_LINES, ids=[one[1][:60] for one in CANCER_LINES])
def test_another_cancer_is_read_with_its_exceptions(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else _without_words(to_plain(reading))
    assert told == _without_words(plain)


@pytest.mark.parametrize(("section", "text", "plain"), CNS_LINES, ids=[one[1][:60] for one in CNS_LINES])
def test_spread_to_the_brain_decides_only_where_there_is_none(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else _without_words(to_plain(reading))
    assert told == _without_words(plain)


@pytest.mark.parametrize(
    ("section", "text", "plain"),
    LOCAL_LINES + OPERATION_LINES,
    ids=[one[1][:60] for one in LOCAL_LINES + OPERATION_LINES],
)
def test_operations_and_radiotherapy_are_read_with_what_narrows_them(
    section: Section, text: str, plain: object
) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    told = None if reading is None else _without_words(to_plain(reading))
    assert told == _without_words(plain)


@pytest.mark.parametrize(("section", "text", "why"), ASIDE, ids=[one[1][:60] for one in ASIDE])
def test_what_is_planned_or_examined_is_set_aside_and_no_more(section: Section, text: str, why: str) -> None:
    line = reader_of(reading_lexicon()).read(text, section)
    assert line.why == why or (why == "not understood" and line.reading is not None)


def test_a_contra_indication_beside_an_allergy_sets_the_line_aside_no_more_than_it_did() -> None:
    read = reader_of(reading_lexicon()).read
    assert read("Contra-indication to surgery", "exclusion").why == "judgement"
    kept = read("Severe hypersensitivity to vinca alkaloids or any contra-indication to the study drug", "exclusion")
    assert kept.reading is not None or kept.why == "not understood"
