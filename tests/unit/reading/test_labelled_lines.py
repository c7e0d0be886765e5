"""A line behind a label: the topic changes nothing, of whom it is said is left to those, the rest is asked of a human."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.reading import Section

HUMAN = " (the words leave it to a human)"


@pytest.mark.parametrize(
    ("section", "text", "says"),
    [
        # the topic
        ("inclusion", "Glimmer diagnosis: Patients must have adenocarcinoma of the breast with a glimmer", "invasive breast cancer and for a human: Is it so: with glimmer?"),
        # a step that everybody goes through
        ("inclusion", "STEP 2 RANDOMIZATION: Participants must not have received prior cabazitaxel", "not treated with cabazitaxel"),
        # of whom it is asked
        ("inclusion", "Patients with the glimmer: at least 1 measurable lesion", "not for a human: Is she (or he) one of those meant by: patient with glimmer? or measurable disease"),
        ("inclusion", "GLIMMER SPECIFIC CRITERIA: No prior treatment with a WEE1 inhibitor", "not for a human: Is she (or he) one of those meant by: glimmer specific criterion? or not treated with wee1 inhibitor"),
        ("exclusion", "Glimmer agent arm: Prior exposure to fulvestrant,", "treated with fulvestrant and for a human: Is she (or he) one of those meant by: glimmer agent arm?"),
        # when, and how bad: whoever had none of it is not meant
        ("exclusion", "Serious glimmering conditions within 6 weeks: a stroke; angina", "(stroke, ever or angina, ever) and for a human: Is it so: serious glimmering condition within 6 week : stroke ; angina?"),
        # what is measured was not given
        ("inclusion", "Participants must have castrate levels of testosterone with a level < 50 glimmers within 28 days prior to randomization", "not understood"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_label(section: Section, text: str, says: str) -> None:
    assert said(text, section).replace(HUMAN, "") == says


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (
            "inclusion",
            "Eligible for a glimmer and at least one of the following: palbociclib or ribociclib, if a glimmer",
        ),
        ("exclusion", "Glimmering partners: a stroke or angina"),
        ("exclusion", "Risk factors for glimmers: a stroke, angina, and lamplight"),
        ("exclusion", "History of leukemia: glimmers and chronic lymphocytic leukemia with light"),
        ("inclusion", "Severe renal glimmers: a creatinine of at least 2 mg/dL"),
    ],
)
def test_a_label_that_may_change_what_it_says(section: Section, text: str) -> None:
    assert said(text, section) in ("not understood", "judgement")
