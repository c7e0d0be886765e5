"""Who is let off a treatment, what is not counted beside it, treatment to come, promises and headings."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.read_alone import assert_it_says
from tests.unit.reading.treatment_lines import (
    ASKED,
    CHEMO,
    HORMONES,
    STUDY_DRUG,
    Plain,
    either,
    every,
    given,
    had,
    lines,
    no,
    since,
    takes,
)

from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

STEROIDS: Plain = {"classes": ["corticosteroid"]}
ANY_DRUG: Plain = {"roles": ["anticancer"]}
TAXANE: Plain = {"classes": ["taxane"]}
CDK46: Plain = {"classes": ["CDK4/6 inhibitor"]}
TRASTUZUMAB: Plain = {"drugs": ["trastuzumab"]}
LATE = ["metastatic"]

_LINES: list[tuple[Section, str, Any]] = [
    ("inclusion", "Must have received a taxane unless medically contraindicated", either(given(TAXANE), ASKED)),
    ("inclusion", "Prior treatment with trastuzumab is required unless there is a contraindication", either(given(TRASTUZUMAB), ASKED)),
    ("exclusion", "Prior taxane unless medically contraindicated", every(given(TAXANE), no(ASKED))),
    ("inclusion", "No more than two prior chemotherapy regimens for metastatic disease (not including adjuvant chemotherapy)", no(lines(3, settings=LATE, containing=CHEMO))),
    (
        "inclusion",
        "One or up to two prior endocrine therapies in the metastatic setting, one of which was in combination with a CDK4/6 inhibitor",
        every(lines(1, settings=LATE, containing=HORMONES), no(lines(3, settings=LATE, containing=HORMONES)), given(CDK46), ASKED),
    ),
    ("exclusion", "Patients who are not on a stable or decreasing dose of steroids", every(takes(STEROIDS), ASKED)),
    ("exclusion", "An interval of less than 9 months from the completion of adjuvant chemotherapy until the diagnosis of metastatic disease", {"relapse": {"after": CHEMO, "measured_from": "end", "at_most_months": 8, "settings": ["adjuvant"]}}),
    # said again of what is taken now, and of what was given at any time
    ("exclusion", "Current use of hormonal therapy. These agents must be discontinued prior to enrollment", takes(HORMONES)),
    ("inclusion", "At least 2 weeks from radiotherapy and all effects of treatment should have resolved", every(no(had("radiotherapy", within_days=14)), {"finding": {"name": "recovered from earlier treatment"}})),
    ("exclusion", "Currently receiving treatment in another clinical trial in which investigational therapies are administered", takes(STUDY_DRUG)),
    # the bracket names which trial drugs are meant, and which of two drugs it tells of
    ("exclusion", "Treatment with experimental drugs (an mTOR inhibitor or a PARP inhibitor)", either(every(given({"classes": ["mTOR inhibitor"]}), ASKED), every(given({"classes": ["PARP inhibitor"]}), ASKED))),
    ("exclusion", "Prior treatment with a taxane or capecitabine (i.e., Xeloda)", either(given(TAXANE), given({"drugs": ["capecitabine"]}))),
    # other radiotherapy is treatment of the cancer
    ("inclusion", "No anti-cancer treatment in the previous 4 weeks, other than palliative radiotherapy", every(since(ANY_DRUG, 28), no(every(had("radiotherapy", within_days=28), no(ASKED))))),
    # what is required among what keeps out is asked for
    ("exclusion", "Prior trastuzumab in the first line is required for patients with HER2 positive tumors", None),
    ("inclusion", "Because no dosing or adverse event data are currently available on the use of zorblax in patients < 18 years of age, children are excluded from this study", no({"age": {"at_most_years": 17}})),
    ("exclusion", "Not recovered to grade 1 or less from toxicity of prior therapy, except grade 2 alopecia", {"condition": {"groups": ["toxicity of earlier treatment"], "status": "now", "except_groups": ["alopecia"], "at_least_grade": 2}}),
    # how long ago, without "at least"
    ("inclusion", "Four weeks from last chemotherapy or two weeks from last radiotherapy", {"all_of": [{"washout": {"drugs": {"classes": ["chemotherapy"]}, "days": 28}}, no({"had": {"event": "radiotherapy", "within_days": 14}})]}),
    ("inclusion", "Last chemotherapy ≥ 90 days prior to study entry", {"washout": {"drugs": {"classes": ["chemotherapy"]}, "days": 90}}),
    ("exclusion", "Chemotherapy (or EGFR TKI) within 4 weeks", {"any_of": [no({"washout": {"drugs": {"classes": ["chemotherapy"]}, "days": 28}}), no({"washout": {"drugs": {"classes": ["EGFR inhibitor"]}, "days": 28}})]}),
    # "naive" denies nothing that is taken now
    ("inclusion", "Chemotherapy naive or currently receiving zorblax therapy", None),
    ("exclusion", "Immunosuppressants within 2 weeks, such as methotrexate", no({"washout": {"drugs": {"drugs": ["methotrexate"], "classes": ["immunosuppressant"]}, "days": 14}})),
    ("exclusion", "Cancer treatment within 36 months (except for tamoxifen)", no({"washout": {"drugs": {"roles": ["anticancer"], "excluding": ["tamoxifen"]}, "days": 1080}})),
    ("exclusion", "Comedication with CYP3A4 inhibitors", {"takes": {"drugs": {"classes": ["CYP3A inhibitor"]}}}),
    ("exclusion", "Anti convulsion medications", {"takes": {"drugs": {"classes": ["antiepileptic"]}}}),
    ("inclusion", "Prior regimens must have included trastuzumab", {"exposed": {"to": {"drugs": ["trastuzumab"]}}}),
    ("exclusion", "Prior treatment with a selective inhibitor of PI3K, AKT, and/or mTOR", {"any_of": [{"exposed": {"to": {"classes": [one]}}} for one in ("PI3K inhibitor", "AKT inhibitor", "mTOR inhibitor")]}),
    # both of one person, and not either of them
    ("exclusion", "Have received a solid organ transplant and are currently taking immunosuppressive medications", None),
    ("exclusion", "Are diabetic and are currently taking insulin", None),
    # the generation of a drug is on no record
    ("exclusion", "Prior treatment with a third generation EGFR TKI", {"all_of": [{"exposed": {"to": {"classes": ["EGFR inhibitor"]}}}, {"ask_human": {"question": "Is it so: third generation?", "because": "the words leave it to a human"}}]}),
]  # fmt: skip

_ASIDE: list[tuple[Section, str, str]] = [
    ("exclusion", "Patients requiring neoadjuvant chemotherapy", "judgement"),
    ("inclusion", "Intention to initiate endocrine therapy", "judgement"),
    ("inclusion", "Chemotherapy is expected to continue for 8 weeks", "judgement"),
    ("inclusion", "Men must not freeze or donate sperm for 4 months after the last dose", "consent"),
    ("inclusion", "Women must not donate, or retrieve for their own use, ova for 7 months", "consent"),
    ("exclusion", "Prohibited treatments and/or therapies", "heading"),
    ("exclusion", "Previous participation in this study.", "logistics"),
    ("exclusion", "Previous participation in a zorblax clinical study", "logistics"),
    (
        "inclusion",
        "Patients on bisphosphonates may continue them. Patients wanting to start them may do so.",
        "permission",
    ),
]


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:70]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: Any) -> None:
    assert_it_says(section, text, plain)


@pytest.mark.parametrize(("section", "text", "why"), _ASIDE, ids=[one[1][:70] for one in _ASIDE])
def test_nothing_of_it_is_on_record(section: Section, text: str, why: str) -> None:
    read = reader_of(reading_lexicon()).read(text, section)
    assert (read.reading, read.why) == (None, why)


def test_what_is_required_by_an_illness_is_no_treatment_to_come() -> None:
    assert reader_of(reading_lexicon()).read("Infection requiring systemic treatment", "exclusion").reading is not None
