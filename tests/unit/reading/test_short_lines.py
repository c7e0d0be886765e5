"""Short lines: steps of the study and remarks, labels, what somebody can do in daily life, two clauses with one "or"."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, read_text, reader_of

ASKED = "(the words leave it to a human)"

CASES: list[tuple[Section, str, str]] = [
    # Steps, remarks and people of the study; what a scan must show is none.
    ("inclusion", "All volunteers must have photographs taken at each visit", "logistics"),
    ("inclusion", "Sites must keep a log of these calls", "logistics"),
    ("inclusion", "Participants must complete all screening assessments as described in the protocol.", "logistics"),
    ("inclusion", "Liver: CT scan or MRI", "logistics"),
    ("inclusion", "Bilateral breast ultrasound", "logistics"),
    ("inclusion", "Breast MRI without further lesions", "not understood"),
    ("inclusion", "Results of PIK3CA testing must be available", "logistics"),
    ("exclusion", "Pending litigation against the clinic", "logistics"),
    ("inclusion", "Key stakeholders: nurses and administrators", "logistics"),
    ("inclusion", "Based on our earlier experience we expect this not to limit accrual", "note"),
    ("exclusion", "https://www.example.org/list-of-drugs", "note"),
    ("inclusion", "PR negativity will be determined according to guidelines", "note"),
    ("exclusion", "Zorblaxin-specific exclusion criteria (Cohort B only)", "heading"),
    ("inclusion", "Allowed in arm B if medically necessary", "permission"),
    ("inclusion", "Chemotherapy allowed if given at least 4 weeks ago", f"not treated with chemotherapy or for a human: Is it so: chemotherapy allowed if given at least 4 week ago? {ASKED}"),
    ("exclusion", "Decisionally impaired persons", "consent"),
    ("exclusion", "Persons who cannot use the breathing device", "judgement"),
    ("exclusion", "Requires sedation for MRI", "judgement"),
    ("exclusion", "Use of substances listed in section 5.2", "judgement"),
    # What is weighed behind a permission may keep out by itself.
    ("exclusion", "Mild rash is allowed. In the opinion of the investigator, any severe systemic disease such as active bleeding, an infection or a transplant of the kidney", "not understood"),
    # Age as the whole line, with its sign or without.
    ("inclusion", "older than 21 years", "age at least 21 years"),
    ("inclusion", "older than 3 years", "not understood"),
    ("inclusion", "Women  25 years", "sex female and age at least 25 years"),
    ("inclusion", "Women  60 years", "not understood"),
    ("inclusion", "Age  21", "age at least 21 years"),
    ("exclusion", "Age  21", "not understood"),
    # What somebody can do, and where she lives.
    ("exclusion", "Confined to bed", "bedridden"),
    ("inclusion", "Ambulatory", "ambulatory"),
    ("inclusion", "Ambulatory patients with ECOG performance status 0-2", "ambulatory and ECOG at most 2"),
    ("inclusion", "Able to perform basic activities of daily living", "cares for herself"),
    ("exclusion", "Resident of a nursing home", "lives in a nursing home"),
    ("exclusion", "Current tobacco smoker", "smoker"),
    ("inclusion", "Self-identified as African-American", "Black or African American"),
    ("inclusion", "HLA-A*02:01 positive", "HLA-A*02:01 positive"),
    ("inclusion", "Normal 12-lead ECG", "not ECG abnormality now"),
    ("inclusion", "Unifocal tumor", "not multicentric or multifocal disease"),
    ("inclusion", "Predicted 5-year Gail risk >= 1.7%", "Gail 5-year risk of breast cancer at least 1.7 %"),
    ("inclusion", "Gail score of 1.7", "not understood"),
    # Two clauses joined by "or", of which one is for a human: each keeps out by itself.
    ("exclusion", "Gastric ulcer or other contraindications for the use of ibuprofen", f"peptic ulcer, ever or for a human: Is it so: other contraindication for use of ibuprofen? {ASKED}"),
    ("exclusion", "Allergy to docetaxel or contra-indication to any of the study drugs", f"allergy to docetaxel or for a human: Is there a contraindication to it: any of study drug? {ASKED}"),
    ("exclusion", "Diverse zorbling or has received docetaxel within 28 days", f"for a human: Is it so: diverse zorbling (within 28 day: said behind the list)? {ASKED} or not last dose of docetaxel at least 28 days ago"),
    ("exclusion", "Enrolled in another drug study or received an investigational product within 30 days", f"not last dose of investigational drug at least 30 days ago or for a human: Is it so: enrolled in another drug study? {ASKED}"),
    # Slips of writing, and what something is regardless of.
    ("inclusion", "No concurrent megestrol, even when given for appetite", "not takes megestrol now"),
    ("exclusion", "Glaucoma, even if treated", "glaucoma, ever"),
    ("inclusion", "ALT < 2 times UL", "ALT below 2 times the upper limit of normal"),
    ("inclusion", "ANC > 1200 cells", "neutrophils above 1200 /uL"),
    ("exclusion", "Severe failure of heart or kidney", "heart failure, severe, ever or chronic kidney disease, severe, ever"),
    ("exclusion", "Electrolyte abnormalities (K+, Ca++) ≥ Grade 2", "electrolyte disorder of grade 2 or more now"),
    ("exclusion", "Elevated levels of liver enzymes", "abnormal liver tests now"),
    ("inclusion", "Able to hear ordinary speech", "not understood"),
    ("exclusion", "Considering that everybody makes vitamin D, allergy to it is not expected. Subjects with pancreatitis will be excluded.", f"pancreatitis, ever and for a human: Is it so: with pancreatitis? {ASKED}"),
    ("exclusion", "Uncontrolled diabetes mellitus. Defined as HbA1c > 9%.", "diabetes, uncontrolled, defined as hba1c > 9%, ever"),
    ("inclusion", "BRCA1/2 negative", "not BRCA1 or BRCA2 variant (pathogenic or likely pathogenic)"),
    ("inclusion", "TP53 negative", "not understood"),
    ("inclusion", "Prosigna risk of recurrence < 30", "Prosigna below 30"),
    ("exclusion", "Chronic pancreatitis or any other condition likely to affect the absorption of oral drugs", f"chronic pancreatitis, ever or for a human: Is it so: any other condition likely to affect absorption of oral drug? {ASKED}"),
    ("inclusion", "At least 3 weeks since prior docetaxel (however, weekly doses are permitted if tolerated)", f"last dose of docetaxel at least 21 days ago or for a human: Is it so: however , weekly dose are permitted if tolerated? {ASKED}"),
    ("inclusion", "Weight of at least 40 kg (for participants enrolled in cohorts with zorblaxin only)", f"not for a human: Is it this part of the trial: for participant enrolled in cohort with zorblaxin only? {ASKED} or body weight at least 40 kg"),
    ("exclusion", "In partners: erectile dysfunction", "logistics"),
    ("exclusion", "Erectile dysfunction", "erectile dysfunction, ever"),
    ("exclusion", "Unable to tolerate phlebotomy", "judgement"),
    ("exclusion", "Enrolled in hospice", "in hospice care"),
    ("exclusion", "Men are not eligible for this study", "sex male"),
    ("inclusion", "Men are excluded", "not sex male"),
    ("exclusion", "Inability to take and/or absorb oral medication", "not able to swallow or malabsorption, ever"),
    ("exclusion", "Conditions that would prohibit the intermittent administration of corticosteroids", "judgement"),
    # ... but what is said at the end may be meant of both.
    ("exclusion", "Heart failure or is taking zorbled things within 28 days", "not understood"),
    ("exclusion", "Is now undergoing or has undergone within 14 days any zorbling therapy (docetaxel)", "not understood"),
    ("exclusion", "Asthma or has received zorbling treatment requiring steroids", "not understood"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), CASES)
def test_a_short_line_says_just_this(section: Section, text: str, says: str) -> None:
    assert said(text, section) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # A label of the older form, without a colon, and the time below it.
        ("Life expectancy\n* More than 6 months", "life expectancy above 6 mo"),
        ("Recovery\n* More than 6 months", "not understood"),
        # A contraindication that is listed is denied by its own name.
        ("* No contraindications to MRI, including any of the following:\n* Pacemaker", "not metal implant or pacemaker, ever"),
        # Products with a mark, and codes of drugs.
        ("* No concurrent or planned use of products that contain urea, including any of the following:\n* Zorblax^® 7 Very Soft Cream (2%)", "not takes zorblax 7 very soft cream now"),
        ("* No concurrent or planned leukotriene inhibitors, including the following:\n* Zafirlukast", f"not (takes zafirlukast now or for a human: Is it planned: zafirlukast? {ASKED})"),
        # What is taken now may be stopped by the day of which the upper line speaks.
        ("Exclusion Criteria:\n* Patient will be taking an antiemetic within 48 hours of cycle 2. Prohibited antiemetics include:\n* Scopolamine", "not understood"),
        ("Exclusion Criteria:\n* Patient is taking, or will be taking within 7 days of cycle 2 the following drugs:\n* Phenytoin", f"takes phenytoin now or for a human: Is it so: Patient is taking, or will be taking within 7 days of cycle 2 the following drugs: Phenytoin? {ASKED}"),
        # Who is said to be included is meant.
        ("Exclusion Criteria:\n* Participants at significant risk of a long QT, including those with:\n  * Hypokalemia", "hypokalaemia now"),
        ("Exclusion Criteria:\n* Prior treatment with any therapy targeting IGF-I, including any of the following (which may have been given in another trial):\n* ABC-Z12 (zorblimab)", "treated with abc-z12 or zorblimab"),
    ],
)  # fmt: skip
def test_a_line_below_another_takes_its_words(text: str, says: str) -> None:
    heading = "" if text.startswith("Exclusion") else "PATIENT CHARACTERISTICS:\n\n"
    line = read_text(heading + text, reader_of(reading_lexicon()))[-1]
    assert (line.why_unreadable if line.reading is None else describe_criterion(line.reading)) == says
