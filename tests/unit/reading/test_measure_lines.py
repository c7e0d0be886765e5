"""Performance status, measurable disease, age and life expectancy in their spellings, and what must stay unread."""

from __future__ import annotations

import pytest

from onward.criteria import from_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

_MEASURABLE = {"finding": {"name": "measurable disease"}}
_NOT_MEASURABLE = {"finding": {"name": "non-measurable disease"}}


def ecog(at_most: int) -> dict[str, object]:
    return {"performance": {"scale": "ECOG", "at_most": at_most}}


def karnofsky(at_least: int) -> dict[str, object]:
    return {"performance": {"scale": "Karnofsky", "at_least": at_least}}


def expectancy(side: str, number: str, unit: str) -> dict[str, object]:
    return {"lab_value": {"analyte": "life expectancy", "limits": {side: number}, "unit": unit}}


LINES: list[tuple[Section, str, object]] = [
    ("inclusion", "ECOG performance status must be =< 2 (Karnofsky >= 60%)", {"any_of": [ecog(2), karnofsky(60)]}),
    ("inclusion", "Performance status of 0,1 or 2 by ECOG criteria (Eastern Cooperative Oncology Group)", ecog(2)),
    ("inclusion", "Good performance status defined by ECOG scale of 0 or 1", ecog(1)),
    ("inclusion", "Performance status 0 or 1", ecog(1)),
    ("inclusion", "Performance status >= 70", karnofsky(70)),
    # between the scales: neither can be meant
    ("inclusion", "Performance status >= 20", None),
    # two limits on one scale say nothing together
    ("inclusion", "ECOG =< 2 (ECOG =< 1)", None),
    ("exclusion", "Life expectancy of less than 3 months", expectancy("below", "3", "mo")),
    ("inclusion", "Considered by the investigator to have a life expectancy of ≥12 weeks", expectancy("at_least", "12", "wk")),
    ("inclusion", "Life expectancy of less than 3 months", None),
    ("inclusion", "At least 1 measurable lesion per Response Evaluation Criteria in Solid Tumors version 1.1 (RECIST v1.1)", _MEASURABLE),
    ("inclusion", "Measurable disease (by Response Evaluation Criteria in Solid Tumors [RECIST] criteria)", _MEASURABLE),
    ("inclusion", "Measurable or non-measurable disease per RECIST, version 1.1", {"any_of": [_MEASURABLE, _NOT_MEASURABLE]}),
    ("inclusion", "Metastatic disease must be measurable", {"all_of": [{"metastatic": {}}, _MEASURABLE]}),
    # the end of a sentence is no part of a version
    (
        "inclusion",
        "Measurable disease per RECIST 1.1. Bone-only disease is not permitted.",
        {"all_of": [_MEASURABLE, {"not": {"spread": {"pattern": "bone only"}}}]},
    ),
    # three lesions are more than measurable disease
    ("inclusion", "At least 3 measurable lesions", None),
    ("inclusion", "Current age 18 to 50 years", {"age": {"at_least_years": 18, "at_most_years": 50}}),
    ("inclusion", "Women and men ≥ 18 years", {"age": {"at_least_years": 18}}),
    ("inclusion", "Female and greater than or equal to 18 yrs of age", {"all_of": [{"has_sex": {"sex": "female"}}, {"age": {"at_least_years": 18}}]}),
    # years since something are no age
    ("inclusion", "Women ≥ 2 years after menopause", None),
    ("inclusion", "Patients ≥ 2 years from diagnosis", None),
    ("inclusion", "Overweight or obese (BMI ≥ 25 kg/m2)", {"lab_value": {"analyte": "BMI", "limits": {"at_least": "25"}, "unit": "kg/m2"}}),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "plain"), LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: object) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    if plain is None:
        assert reading is None
    else:
        assert reading == from_plain(plain)
