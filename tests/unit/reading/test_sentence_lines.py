"""Lines of several sentences, and lines that hold nothing of a record: what the sentences make of each other."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of


def told(text: str, section: Section) -> str:
    """What a line says in words; why it is not read in brackets."""
    found = reader_of(reading_lexicon()).read(text, section)
    return f"({found.why})" if found.reading is None else describe_criterion(found.reading)


HUMAN = "(the words leave it to a human)"


@pytest.mark.parametrize(
    ("section", "text", "says"),
    [
        # what is tested, watched, advised or avoided in the study keeps nobody out
        ("exclusion", "Known HIV infection. Testing is to be done where local rules require it.", "HIV, ever"),
        ("exclusion", "Live vaccine within 3 weeks. Close contact with people who had a live vaccine should be avoided.", "live vaccine, within 21 days"),
        ("exclusion", "Treatment with warfarin. The INR should be monitored closely.", "takes warfarin now"),
        ("exclusion", "History of stroke. The study centre will decide. If you do not qualify, the staff will tell you why.", "stroke, ever"),
        # a result that a test must have is more than that
        ("inclusion", "No history of hepatitis B. The viral load must be below 100 IU/mL.", "not hepatitis B, ever and for a human: Is it so: viral load must be below 100 iu / ml? " + HUMAN),
        # a demand among what keeps out, where both ways of reading it agree
        ("exclusion", "Neuropathy of grade 3 or 4. Any neuropathy must recover to grade 2 before entry.", "peripheral neuropathy of grade 3 or more now"),
        ("exclusion", "Radiotherapy within 10 days. Acute effects of radiotherapy must be resolved before entry.", "radiotherapy, within 10 days or not recovered from earlier treatment"),
        # of whom a later sentence speaks says no exception
        ("exclusion", "Allergy to camizestrant. In premenopausal women, a zorblax intolerance of goserelin.", "allergy to camizestrant or for a human: Is it so: in premenopausal woman , zorblax intolerance of goserelin? " + HUMAN),
        # who must be eligible is let in by nothing
        ("inclusion", "Histologically confirmed ovarian cancer. Participants must have a zorblax and must be eligible by what was found in it.", "ovarian cancer and for a human: Is it so: participant must have zorblax and must be eligible by what was found in it? " + HUMAN),
        # behind what asks for nothing of a record
        ("inclusion", "Prior hormones are allowed. All hormone therapy must be discontinued at least 4 weeks before entry.", "last dose of endocrine therapy at least 28 days ago"),
        ("inclusion", "Participants must have adequate cardiac function. LVEF must be at least 48 %.", "LVEF at least 48 %"),
        ("exclusion", "A serious zorblax that would impair the treatment in the opinion of the investigator. Stroke within 3 months.", f"for a human: Is it so: serious zorblax that would impair treatment in opinion of investigator? {HUMAN} or stroke, within 90 days"),
        # which kinds are meant is no other way in
        ("inclusion", "Metastatic disease. The following tumour types are eligible: zorblax, frobnication.", f"metastatic disease and for a human: Is it so: following tumor type are eligible : zorblax , frobnication? {HUMAN}"),
        # a herb of a saint and a title end no sentence
        ("exclusion", "Use of St. John's Wort", "takes St John's wort now"),
        # parts between dashes that begin alike
        ("exclusion", "Use of warfarin - use of heparin", "takes warfarin now or takes heparin now"),
        ("exclusion", "History of stroke - history of angina", "stroke, ever or angina, ever"),
        # the device beside the drug
        ("exclusion", "Investigational drug or device within 28 days", f"not last dose of investigational drug at least 28 days ago or for a human: Was a device that is being tried used in that time? {HUMAN}"),
    ],
)  # fmt: skip
def test_what_the_sentences_and_parts_of_a_line_say(section: Section, text: str, says: str) -> None:
    assert told(text, section) == says


@pytest.mark.parametrize(
    ("section", "text", "why"),
    [
        ("inclusion", "Able to undergo an MRI", "judgement"),
        ("exclusion", "Unable to lie flat for 40 minutes", "judgement"),
        ("exclusion", "Cannot tolerate having blood drawn for blood tests", "judgement"),
        ("inclusion", "Any sex", "permission"),
        ("inclusion", "Already enrolled in an observational registry", "logistics"),
        ("exclusion", "Expects to be moving out of the area", "logistics"),
        ("exclusion", "Takes part in another exercise study", "logistics"),
        ("inclusion", "Confirmed by self-report", "logistics"),
        ("exclusion", "Please note: There may be other inclusion criteria. The study centre will tell you.", "note"),
        ("exclusion", "Lacking compliance", "consent"),
        ("exclusion", "Persons directly involved in the conduct of the study", "logistics"),
        ("inclusion", "Laboratory values within the normal range", "judgement"),
        ("exclusion", "Clinically significant abnormalities in laboratory findings", "judgement"),
        ("exclusion", "Zorblaximab-Specific Exclusions", "heading"),
        ("exclusion", "Poor peripheral venous access", "not understood"),
        # to bear a drug is no such thing; an illness beside it is asked
        ("exclusion", "Unable to tolerate the zorblax drug", "not understood"),
        ("exclusion", "Unable to lie flat because of dyspnea of a zorblax kind", "not understood"),
        # whoever had none need not have recovered; what is asked of one part only is not asked of all
        ("inclusion", "Prior radiation is allowed. Patients must have recovered from it.", "not understood"),
        (
            "inclusion",
            "For the expansion cohort: willing to give tissue. Patients must have measurable disease.",
            "not understood",
        ),
        # what the body must show is never set aside
        (
            "inclusion",
            "The mean of the blood pressure assessments must be below 150/95 mmHg to be eligible",
            "not understood",
        ),
    ],
)
def test_what_holds_nothing_of_a_record_is_said_to_be_so(section: Section, text: str, why: str) -> None:
    assert told(text, section) == f"({why})"
