"""How, when and for what a drug was given; examples beyond their class; names beside their own letters; recovery in other words."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.read_alone import assert_it_says
from tests.unit.reading.treatment_lines import (
    ASKED,
    CHEMO,
    HORMONES,
    RECOVERED,
    STUDY_DRUG,
    Plain,
    either,
    every,
    given,
    had,
    no,
    takes,
    within,
)

from onward.reading import Section

STEROIDS: Plain = {"classes": ["corticosteroid"]}
BISPHOSPHONATE: Plain = {"classes": ["bisphosphonate"]}
ANY_DRUG: Plain = {"roles": ["anticancer"]}
LEFT: Plain = {"condition": {"groups": ["toxicity of earlier treatment"], "status": "now", "at_least_grade": 2}}
HAIRLESS: Plain = {"condition": {**LEFT["condition"], "except_groups": ["alopecia"]}}

_LINES: list[tuple[Section, str, Any]] = [
    # by which way it was given stays for a human
    ("inclusion", "At least 3 weeks since prior oral, parenteral, or inhaled corticosteroids", no(every(within(STEROIDS, 21), ASKED))),
    ("exclusion", "Treatment with oral or injectable corticosteroids within 6 weeks of enrollment", every(within(STEROIDS, 42), ASKED)),
    # when it was begun, too: its last dose says nothing of that
    ("exclusion", "Initiation of bisphosphonate therapy within 3 weeks prior to enrollment", every(given(BISPHOSPHONATE), ASKED)),
    ("exclusion", "Has started a bisphosphonate less than 10 days prior to randomization", every(given(BISPHOSPHONATE), ASKED)),
    ("exclusion", "Bisphosphonate within 3 weeks prior to enrollment", within(BISPHOSPHONATE, 21)),
    # for what it was given
    ("exclusion", "Current therapy with raloxifene, either for osteoporosis or for prevention of breast cancer", every(takes({"drugs": ["raloxifene"]}), ASKED)),
    ("exclusion", "Current therapy with raloxifene", takes({"drugs": ["raloxifene"]})),
    # treatment without its kind may be local as well
    ("inclusion", "No prior treatment for breast cancer", no(either(given(ANY_DRUG), had("radiotherapy"), ASKED))),
    ("inclusion", "No prior systemic treatment for breast cancer", no(given(ANY_DRUG))),
    ("exclusion", "Treatment including radiotherapy, chemotherapy, or hormonal therapy, administered for this breast cancer", either(had("radiotherapy"), given(CHEMO), given(HORMONES), ASKED)),
    # what the words count among a class, the lists may not
    ("exclusion", "Prior treatment with an mTOR inhibitor (sirolimus, everolimus)", given({"classes": ["mTOR inhibitor"], "drugs": ["sirolimus"]})),
    ("inclusion", "Must have received an anti-estrogen such as tamoxifen or an aromatase inhibitor", given({"classes": ["SERM", "SERD", "aromatase inhibitor"]})),
    ("inclusion", "Prior chemotherapy including trastuzumab", every(given(CHEMO), given({"drugs": ["trastuzumab"]}))),
    # a name and its letters are one
    ("exclusion", "Prior treatment with an EGFR (epidermal growth factor receptor) inhibitor", given({"classes": ["EGFR inhibitor"]})),
    # another study, a device, a visit
    ("exclusion", "Has received an investigational agent or has used an investigational device within 4 weeks before randomization", either(within(STUDY_DRUG, 28), ASKED)),
    ("exclusion", "Use of an investigational drug or participation in another interventional trial within 3 weeks of enrollment", within(STUDY_DRUG, 21)),
    ("exclusion", "Use of an investigational product within 30 days prior to visit 1", within(STUDY_DRUG, 30)),
    # vaccines
    ("exclusion", "Has received a live-virus vaccination within 30 days of enrollment", had("live vaccine", within_days=30)),
    ("exclusion", "Receipt of a live attenuated vaccine within 3 weeks of enrollment, during treatment, or within 4 months following the last dose of zorblaximab", had("live vaccine", within_days=21)),
    # recovery
    ("inclusion", "Has recovered (ie, ≤ grade 1) from the effects of prior therapy", no(LEFT)),
    ("inclusion", "Must have recovered from treatment related toxicities (defined as ≤ grade 1, excluding alopecia) before enrollment", no(HAIRLESS)),
    ("exclusion", "Ongoing toxicity from prior therapy that is > grade 1 and/or that is progressing in severity, except alopecia", either(HAIRLESS, ASKED)),
    ("inclusion", "Recovered from all toxicities to baseline or ≤ grade 1, unless AEs are clinically nonsignificant and/or stable on supportive therapy", either(no(LEFT), ASKED)),
    ("inclusion", "Fully recovered from surgery with completely healed wounds", every(RECOVERED, ASKED)),
    ("inclusion", "If a subject had major surgery, they must have recovered adequately from the toxicity and complications of the intervention", either(no(had("major surgery")), RECOVERED)),
    ("exclusion", "Major surgery within 3 weeks. Note: If a subject had major surgery, they must have recovered adequately from the complications of the surgery", either(had("major surgery", within_days=21), every(had("major surgery"), no(RECOVERED)))),
    # what was grade 3 and is grade 2 now has not come down far enough
    ("exclusion", "Grade 3 or higher toxicity from previous therapy that has not resolved to grade 1", every({"condition": {**LEFT["condition"], "status": "ever", "at_least_grade": 3}}, ASKED)),
    ("inclusion", "Stable insulin regimen for patients receiving anticoagulants", None),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:70]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: Any) -> None:
    assert_it_says(section, text, plain)
