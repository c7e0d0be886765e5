"""A line that asks something of those alone whom its label names is, among ways, one of them: to be meant, and to meet it."""

from __future__ import annotations

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import read_text, reader_of

MEANT = "for a human: Is she (or he) one of those meant by: {}? (the words leave it to a human)"


def test_who_is_not_meant_does_not_meet_a_way() -> None:
    lines = read_text(
        "Inclusion Criteria:\n"
        "* Meets criteria for lung, breast, and/or prostate cancer screening, as outlined below:\n"
        "  * Lung cancer: Adults aged 50 to 80 years who smoke\n"
        "  * Breast cancer: Women aged 40 to 74 years\n"
        "  * Prostate cancer: Men aged 55 to 69 years\n",
        reader_of(reading_lexicon()),
    )

    assert lines[1].reading is not None
    assert describe_criterion(lines[1].reading).endswith(
        f"or ({MEANT.format('breast cancer')} and sex female and age 40 to 74 years)"
        f" or ({MEANT.format('prostate cancer')} and sex male and age 55 to 69 years)"
    )
