"""Treatment that is asked of some only or let in on a condition, doses that may not be passed, and what no record answers."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.read_alone import assert_it_says, said
from tests.unit.reading.treatment_lines import ASKED, CHEMO, HORMONES, Plain, either, every, given, lines, no, since

from onward.reading import Section

TRASTUZUMAB: Plain = {"drugs": ["trastuzumab"]}
DOXORUBICIN: Plain = {"drugs": ["doxorubicin"]}
EPIRUBICIN: Plain = {"drugs": ["epirubicin"]}
TAMOXIFEN: Plain = {"drugs": ["tamoxifen"]}
TAXANE: Plain = {"classes": ["taxane"]}
DOCETAXEL: Plain = {"drugs": ["docetaxel"]}
AI: Plain = {"classes": ["aromatase inhibitor"]}
HER2: Plain = {"receptor": {"marker": "HER2", "calls": ["positive"]}}
ER: Plain = {"receptor": {"marker": "ER", "calls": ["positive", "low positive"]}}
LATE = ["metastatic"]


def of_those(who: Plain, then: Plain) -> Plain:
    return {"when": {"condition": who, "then": then}}


_LINES: list[tuple[Section, str, Any]] = [
    # of whom it is asked, said behind it
    ("inclusion", "Prior trastuzumab is required for patients whose tumors are HER2-positive", of_those(HER2, given(TRASTUZUMAB))),
    ("inclusion", "Previous trastuzumab is mandatory for HER2-positive patients", of_those(HER2, given(TRASTUZUMAB))),
    ("inclusion", "Prior trastuzumab (HER2-positive patients only)", of_those(HER2, given(TRASTUZUMAB))),
    ("inclusion", "Prior trastuzumab, if HER2-positive", of_those(HER2, given(TRASTUZUMAB))),
    ("inclusion", "At least 1 prior endocrine therapy for metastatic disease (ER-positive patients only)", of_those(ER, lines(1, settings=LATE, containing=HORMONES))),
    ("inclusion", "Patients with ER-positive tumors should have had at least 1 line of endocrine therapy for metastatic disease", of_those(ER, lines(1, settings=LATE, containing=HORMONES))),
    # all of the trial have the cancer: nobody is let off by it
    ("inclusion", "Prior trastuzumab for HER2-positive disease", every(given(TRASTUZUMAB), ASKED)),
    # a part of the trial in front
    ("inclusion", "For phase II, at least one prior chemotherapy regimen for metastatic disease", either(no(ASKED), lines(1, settings=LATE, containing=CHEMO))),
    # a dose that may not be passed: whoever had none of the drug has not passed it
    ("inclusion", "Cumulative dose of doxorubicin must not exceed 300 mg/m2", no(every(given(DOXORUBICIN), ASKED))),
    ("inclusion", "Prior cumulative doxorubicin dose no more than 240 mg/m2", no(every(given(DOXORUBICIN), ASKED))),
    ("inclusion", "Maximum cumulative dose of prior epirubicin must be < 700 mg/m2", no(every(given(EPIRUBICIN), ASKED))),
    ("inclusion", "Cumulative dose of doxorubicin ≤ 240 mg/m2 or epirubicin ≤ 450 mg/m2", every(no(every(given(DOXORUBICIN), ASKED)), no(every(given(EPIRUBICIN), ASKED)))),
    ("inclusion", "Patients must not have received more than 300 mg/m2 of doxorubicin or 500 mg/m2 of epirubicin", no(either(every(given(DOXORUBICIN), ASKED), every(given(EPIRUBICIN), ASKED)))),
    ("exclusion", "Prior doxorubicin > 300 mg/m2 or epirubicin > 600 mg/m2, or equivalent", every(given({"classes": ["anthracycline", "anthracenedione"]}), ASKED)),
    # a relapse that may not have been so soon
    ("inclusion", "Recurrence must not be within 6 months of completing adjuvant docetaxel", no({"relapse": {"after": DOCETAXEL, "measured_from": "end", "at_most_months": 6, "settings": ["adjuvant"]}})),
    # let in on a condition, whatever it is: of nobody else is anything asked
    ("inclusion", "Bisphosphonates for bone metastases are allowed; however, they must be started before the first dose. Prophylactic bisphosphonates are permitted only for osteoporosis", either(no(given({"classes": ["bisphosphonate"]})), ASKED)),
    ("inclusion", "Trastuzumab for HER2-positive patients is allowed provided patients have been on it for  12 weeks", either(no(given(TRASTUZUMAB)), ASKED)),
    ("inclusion", "Aromatase inhibitors are permitted before study entry, however concurrent therapy with these agents is not acceptable", either(no(given(AI)), ASKED)),
    ("inclusion", "Prior taxanes are allowed; however, patients with diabetes must be stable", either(no({"condition": {"groups": ["diabetes"]}}), ASKED)),
    # who is let in beside it asks for nothing
    ("inclusion", "At least 14 days since the last chemotherapy; patients on bisphosphonates are eligible", since(CHEMO, 14)),
    # both, and what a human sees beside them
    ("inclusion", "Prior treatment including both an anthracycline and a taxane and patient no longer candidate for these drugs", every(given({"classes": ["anthracycline"]}), given({"classes": ["taxane"]}), ASKED)),
    ("inclusion", "Progression on at least one hormonal regimen", lines(1, settings=["neoadjuvant", "adjuvant", "metastatic"], containing=HORMONES, ended_by=["progression"])),
    ("exclusion", "Prior use of either eribulin or ixabepilone", either(given({"drugs": ["eribulin"]}), given({"drugs": ["ixabepilone"]}))),
    # whoever progressed on it received it; another way stands behind both
    ("inclusion", "Must have received and progressed on trastuzumab", given(TRASTUZUMAB, ended_by=["progression"])),
    ("inclusion", "If HER2-positive, must have progressed on trastuzumab or be ineligible for it", either(of_those(HER2, given(TRASTUZUMAB, ended_by=["progression"])), ASKED)),
    ("inclusion", "Must have progressed on endocrine therapy (if the tumor is ER-positive) and at least one line of chemotherapy", every(of_those(ER, given(HORMONES, ended_by=["progression"])), lines(1, settings=["neoadjuvant", "adjuvant", "metastatic"], containing=CHEMO))),
    ("inclusion", "Have received trastuzumab; or are not a candidate for it", either(given(TRASTUZUMAB), ASKED)),
    ("inclusion", "If a patient has received a subsequent trastuzumab course, she must have tolerated it", either(no(given(TRASTUZUMAB)), ASKED)),
    ("inclusion", "Prior treatment in the metastatic setting must have included a taxane", given(TAXANE, settings=LATE)),
    # relapse soon after it is no progression on it
    ("inclusion", "Progression on a taxane or within 6 months of completing an adjuvant taxane", every(given(TAXANE), ASKED)),
    # a demand that falls away where it cannot be met
    ("inclusion", "Must have received a taxane, provided it was not contraindicated", either(given(TAXANE), ASKED)),
    ("inclusion", "Completed adjuvant chemotherapy, if given", either(given(CHEMO, settings=["adjuvant"]), ASKED)),
    # of some ages only, and no age at all
    ("inclusion", "Patients aged ≤ 50 years must not be receiving GnRH agonists or antagonists", of_those({"age": {"at_most_years": 50}}, no({"takes": {"drugs": {"classes": ["GnRH agonist", "GnRH antagonist"]}}}))),
    ("inclusion", "Completed adjuvant chemotherapy between 1 and 4 years before registration", every(given(CHEMO, settings=["adjuvant"]), ASKED)),
    ("inclusion", "Patients between 1 and 4 years after surgery", None),
    # what binds those who have it
    ("inclusion", "Ascites must be drained before treatment", either(no({"condition": {"groups": ["ascites"], "status": "ever"}}), ASKED)),
    ("inclusion", "No chemotherapy for metastatic disease. Prior hormonal therapy is permitted provided it was well tolerated", every(no(given(CHEMO, settings=LATE)), of_those(given(HORMONES), ASKED))),
    ("inclusion", "Progressed on trastuzumab. Patients with liver metastases should not enter if they had no chemotherapy", every(given(TRASTUZUMAB, ended_by=["progression"]), no(ASKED))),
    # each way names a drug, and what is let in between is none
    ("inclusion", "Progression during a hormonal zorblax course. Denosumab is allowed. OR recurrence during adjuvant tamoxifen of a zorblax kind", None),
    # hormone-sensitive is receptor-positive
    ("inclusion", "Hormone-sensitive tumor", {"any_of": [ER, {"receptor": {"marker": "PR", "calls": ["positive"]}}]}),
    ("inclusion", "Patients have not been previously subjected to chemotherapy", no(given(CHEMO))),
    ("inclusion", "Measurable disease must be present - radiologic evaluation must have been performed within 3 weeks", {"finding": {"name": "measurable disease"}}),
    # which line it was, a human says
    ("inclusion", "Prior capecitabine as first-line treatment of metastatic breast cancer", every(given({"drugs": ["capecitabine"]}, settings=LATE), ASKED)),
    ("inclusion", "Trastuzumab in the first-line treatment of metastatic breast cancer is required for patients who have HER2-positive tumors", of_those(HER2, every(given(TRASTUZUMAB, settings=LATE), ASKED))),
    ("inclusion", "Hormone-refractory metastatic breast cancer, defined as progression within 4 months of the last hormonal therapy", every(given(HORMONES), ASKED)),
    ("inclusion", "Currently taking tamoxifen or letrozole and should not be planning to stop", every(either({"takes": {"drugs": TAMOXIFEN}}, {"takes": {"drugs": {"drugs": ["letrozole"]}}}), ASKED)),
    # among what keeps out: whoever had none of it is not meant; and both are of one person
    ("exclusion", "Patients who relapsed more than 9 months after completion of a taxane", every(given(TAXANE), ASKED)),
    ("exclusion", "At least 4 weeks since prior chemotherapy", None),
    ("exclusion", "HER2-positive disease previously treated with trastuzumab", every(HER2, given(TRASTUZUMAB))),
    ("exclusion", "Currently taking tamoxifen for adjuvant therapy or chemoprevention", every(given(TAMOXIFEN), ASKED)),
    # within the longer of both
    ("inclusion", "No investigational drug within 30 days or 5 half lives prior to randomization", {"washout": {"drugs": {"classes": ["investigational drug"]}, "days": 30, "half_lives": 5}}),
    # what binds those who take it, and how the study goes about it
    ("inclusion", "Patients on warfarin must be switched to another drug before the first dose", either(no(given({"drugs": ["warfarin"]})), ASKED)),
    ("exclusion", "Receiving treatment for epilepsy", every({"condition": {"groups": ["epilepsy"], "status": "ever"}}, ASKED)),
    # who did not bear the drug is let in in spite of all that was asked: nothing is left that decides
    ("inclusion", "Progressed on trastuzumab or lapatinib. Patients with liver metastases should not enter if they had no chemotherapy. Patients who are intolerant to trastuzumab and had hormone therapy are eligible upon progression", None),
    # denied with all that stands behind it, and of people that another line tells of
    ("inclusion", "No zorblax illness with visceral involvement", None),
    ("inclusion", "They have visceral disease that requires chemotherapy", None),
    # an operation that is to come was not had
    ("inclusion", "Patient must be undergoing surgical resection of a lung nodule", None),
]  # fmt: skip

_ASIDE: list[tuple[Section, str, str]] = [
    ("inclusion", "Patients may enter before or after adjuvant chemotherapy", "permission"),
    ("inclusion", "Any number of prior endocrine regimens is allowed, and they do not count when determining eligibility", "permission"),
    ("inclusion", "Adjuvant hormones are allowed after completion of chemotherapy", "permission"),
    ("inclusion", "Relapse within 6 months of adjuvant chemotherapy will be considered to have failed one line of chemotherapy", "note"),
    ("inclusion", "Blood results must be adequate for treatment", "judgement"),
    ("inclusion", "Normal results from routine blood tests within 2 weeks", "judgement"),
    ("inclusion", "Deemed able to tolerate 6 cycles of chemotherapy", "judgement"),
    ("inclusion", "Has been judged by the treating oncologist to be a suitable candidate for capecitabine", "judgement"),
    ("exclusion", "The patient has to start chemotherapy because of rapid progression", "judgement"),
    ("exclusion", "Standard therapy for the disease that is potentially curative", "judgement"),
    ("inclusion", "Complete radiologic tumor assessment within 21 days before enrollment", "logistics"),
    ("inclusion", "ER analysis must be performed", "logistics"),
    ("exclusion", "No tumor material to assess PD-L1 expression", "logistics"),
    ("exclusion", "Currently enrolled in, or less than 28 days since ending, another clinical trial which includes a placebo arm", "logistics"),
    ("inclusion", "Willingness to not take tamoxifen during the study, but denosumab for bone loss is allowed", "consent"),
    ("inclusion", "If taking tamoxifen, able and willing to remain on it for 3 months", "consent"),
]  # fmt: skip

# What keeps somebody out or binds him is never set aside by such a shape.
_LEFT_ALONE: list[tuple[Section, str]] = [
    ("inclusion", "Any number of prior regimens is allowed but at least 4 weeks must have passed since the last"),
    ("inclusion", "Patients may enroll after chemotherapy only if counts have recovered"),
    ("inclusion", "Normal results of blood tests: platelets ≥ 100,000/mm3"),
]


@pytest.mark.parametrize(("section", "text", "plain"), _LINES, ids=[f"{one[0][:2]}: {one[1][:70]}" for one in _LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: Any) -> None:
    assert_it_says(section, text, plain)


@pytest.mark.parametrize(("section", "text", "why"), _ASIDE, ids=[one[1][:70] for one in _ASIDE])
def test_no_record_answers_it(section: Section, text: str, why: str) -> None:
    assert said(text, section) == why


@pytest.mark.parametrize(("section", "text"), _LEFT_ALONE, ids=[one[1][:70] for one in _LEFT_ALONE])
def test_what_binds_is_not_set_aside(section: Section, text: str) -> None:
    assert said(text, section) not in ("permission", "note", "judgement", "logistics", "consent", "heading")


def test_a_lost_sign_is_not_told_in_the_middle_of_a_question() -> None:
    assert "lostsign" not in said("Patients may have received prior tamoxifen  2 weeks prior to randomization")
