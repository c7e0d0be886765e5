"""Limits of lists with a slip in them, sides that are turned round, medicines that cannot be stopped, and allergies.

"" stands for a line that is left alone.
"""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

_HUMAN = "for a human: Is it so: {}? (the words leave it to a human)"

LIMITS: list[tuple[Section, str, str]] = [
    # a unit that cannot be: of a list that member alone is asked of a human
    ("inclusion", "ANC ≥ 1200/mL, platelets ≥ 90,000/µL", f"{_HUMAN.format('anc ≥ 1200 / ml')} and platelets at least 90000 /uL"),
    ("inclusion", "Hemoglobin ≥ 9 mg/dL, platelets ≥ 90 x 10^9/L", f"{_HUMAN.format('hemoglobin ≥ 9 mg / dl')} and platelets at least 90 10*9/L"),
    ("inclusion", "Serum creatinine ≤ 1.4, bilirubin ≤ 2 x ULN", f"{_HUMAN.format('serum creatinine ≤ 1.4')} and bilirubin at most 2 times the upper limit of normal"),
    ("exclusion", "Platelets < 90,000/mL or hemoglobin < 9 g/dL", f"{_HUMAN.format('platelet < 90000 / ml')} or hemoglobin below 9 g/dL"),
    ("inclusion", "Neutrophils ≥ 1200/mL", ""),
    ("inclusion", "Serum creatinine ≤ 1.4", ""),
    ("inclusion", "Hemoglobin, white blood cells ≥ 3 or neutrophils ≥ 1.5 x 10^9/L, platelets ≥ 90 x 10^9/L", ""),
    # sides that are turned round
    ("inclusion", "ALT and AST ≥ 4 x ULN and bilirubin ≥ 2.5 mg/dL", ""),
    ("inclusion", "Creatinine ≥ 2 x ULN or creatinine clearance ≤ 40 mL/min", ""),
    ("inclusion", "Creatinine ≤ 1.4 mg/dL or creatinine clearance ≤ 40 mL/min", ""),
    # one test that is demanded to be bad is what the trial is about
    ("inclusion", "ALT ≥ 1.2 x ULN", "ALT at least 1.2 times the upper limit of normal"),
    ("exclusion", "ALT ≥ 4 x ULN or bilirubin ≥ 2.5 mg/dL", "ALT at least 4 times the upper limit of normal or bilirubin at least 2.5 mg/dL"),
    # the least and the most, said twice or once
    ("inclusion", "Minimum body weight ≥ 35 kg", "body weight at least 35 kg"),
    ("inclusion", "Minimum body weight of 35 kg", "body weight at least 35 kg"),
    ("exclusion", "Weighing < 35 kg", "body weight below 35 kg"),
    ("exclusion", "Weighing < 2 g", ""),
    # outside of normal, and a limit that says what is meant
    ("exclusion", "Potassium outside the reference range", "potassium below 1 times the lower limit of normal or potassium above 1 times the upper limit of normal"),
    ("exclusion", "Elevated fasting glucose", "glucose fasting above 1 times the upper limit of normal"),
    ("exclusion", "Elevated creatinine (> 2.2 x ULN)", "creatinine above 2.2 times the upper limit of normal"),
    ("exclusion", "Abnormal TSH level (TSH > ULN or < LLN)", "TSH above 1 times the upper limit of normal or TSH below 1 times the lower limit of normal"),
    ("inclusion", "Potassium outside the reference range", ""),
    ("exclusion", "Creatinine clearance outside the reference range", ""),
    # groups of tests: what belongs to them anyway, and a human for the rest
    ("exclusion", "LFTs > 4 x ULN", f"AST above 4 times the upper limit of normal or ALT above 4 times the upper limit of normal or {_HUMAN.format('lft > 4 x uln')}"),
    ("inclusion", "Liver enzymes (ALT or AST) < 4 x ULN", "ALT below 4 times the upper limit of normal and AST below 4 times the upper limit of normal"),
    ("inclusion", "Liver enzymes ≥ 4 x ULN", ""),
    ("inclusion", "Kidney and liver function tests all within 2 x ULN", "creatinine at most 2 times the upper limit of normal and AST at most 2 times the upper limit of normal and ALT at most 2 times the upper limit of normal and "
     + _HUMAN.format("kidney and liver function test all within 2 x uln")),
    # told twice, dated before
    ("inclusion", "ALT must not exceed 2 x ULN (i.e., must be ≤ 2 x ULN)", "ALT at most 2 times the upper limit of normal"),
    ("inclusion", "ALT must not exceed 2 x ULN (i.e., must be ≤ 3 x ULN)", ""),
    ("inclusion", "Within 3 weeks prior to registration, the patient's ANC must be ≥ 1,200/mm3", "neutrophils at least 1200 /uL, within 21 days"),
    ("inclusion", "Platelets over 60,000/uL", "platelets above 60000 /uL"),
]  # fmt: skip

BESIDE: list[tuple[Section, str, str]] = [
    # what stands for one test stands for no other of the list
    ("inclusion", "Albumin > 2.8 g/dL, creatinine ≤ 1.4 x ULN or creatinine clearance ≥ 45 mL/min", "albumin above 2.8 g/dL and (creatinine at most 1.4 times the upper limit of normal or creatinine clearance at least 45 mL/min)"),
    ("inclusion", "Albumin > 2.8 g/dL, AST ≤ 4 x ULN, or creatinine clearance ≥ 45 mL/min", ""),
    ("inclusion", "Creatinine ≤ 1.4 x ULN or 24-hour clearance ≥ 45 mL/min", "creatinine at most 1.4 times the upper limit of normal or creatinine clearance at least 45 mL/min"),
    # the time behind a list is that of all of them
    ("inclusion", "ANC ≥ 1.2 x 10^9/L, hemoglobin ≥ 8 g/dL within 10 days", "neutrophils at least 1.2 10*9/L, within 10 days and hemoglobin at least 8 g/dL, within 10 days"),
    ("inclusion", "ANC ≥ 1.2 x 10^9/L within 14 days, hemoglobin ≥ 8 g/dL within 10 days", "neutrophils at least 1.2 10*9/L, within 14 days and hemoglobin at least 8 g/dL, within 10 days"),
    ("inclusion", "ANC ≥ 1.2 x 10^9/L; hemoglobin ≥ 8 g/dL within 10 days", "neutrophils at least 1.2 10*9/L and hemoglobin at least 8 g/dL, within 10 days"),
    # of those who do not take it
    ("inclusion", "INR ≤ 1.4 provided the patient is not on warfarin", "takes warfarin now or INR at most 1.4"),
    ("inclusion", "Hemoglobin ≥ 8 g/dL, INR ≤ 1.4 if not receiving anticoagulants", "hemoglobin at least 8 g/dL and (takes anticoagulant now or INR at most 1.4)"),
    ("inclusion", "Hemoglobin ≥ 8 g/dL (a hemoglobin < 8 g/dL is acceptable if it is corrected by transfusion)", f"hemoglobin at least 8 g/dL or {_HUMAN.format('hemoglobin < 8 g / dl is acceptable if it is corrected by transfusion')}"),
    ("inclusion", "ALT ≤ 2 x ULN and alkaline phosphatase ≤ 3 x ULN, unless there are bone metastases, in which case liver specific alkaline phosphatase must be separated from the total and used to assess the liver function instead of the total alkaline phosphatase",
     "ALT at most 2 times the upper limit of normal and (alkaline phosphatase at most 3 times the upper limit of normal or (metastasis in bone and for a human: Is the liver-specific alkaline phosphatase within the limit? (the words leave it to a human)))"),
    ("inclusion", "ALT ≤ 2 x ULN if alkaline phosphatase is ≤ ULN, or alkaline phosphatase may be up to 4 x ULN if ALT is ≤ ULN",
     "(ALT at most 2 times the upper limit of normal and alkaline phosphatase at most 1 times the upper limit of normal) or (alkaline phosphatase at most 4 times the upper limit of normal and ALT at most 1 times the upper limit of normal)"),
    ("inclusion", "LDL-C ≤ 120 mg/dL", "LDL cholesterol at most 120 mg/dL"),
    ("exclusion", "C-reactive protein > 12 mg/L", "CRP above 12 mg/L"),
]  # fmt: skip

MEDICINES: list[tuple[Section, str, str]] = [
    ("exclusion", "QT-prolonging drugs that cannot be discontinued or switched to another", f"takes QT-prolonging now and {_HUMAN.format('that cannot be discontinued or switched to another')}"),
    ("exclusion", "Taking strong CYP3A4 inhibitors which cannot be stopped", f"takes strong CYP3A inhibitor now and {_HUMAN.format('which cannot be stopped')}"),
    ("exclusion", "On warfarin and are unable to switch to another medicine", f"takes warfarin now and {_HUMAN.format('and are unable to switch to another medicine')}"),
    ("inclusion", "No grapefruit juice consumption", "not takes grapefruit now"),
    ("exclusion", "Current, recent (within 3 weeks of the first infusion), or planned use of an experimental drug", "not last dose of investigational drug at least 21 days ago or " + _HUMAN.format("planned use of experimental drug")),
]  # fmt: skip

URINE: list[tuple[Section, str, str]] = [
    ("inclusion", "Proteinuria < 1.5 g/day", "urine protein, 24 hours below 1500.0 mg/d"),
    ("inclusion", "Urine dipstick < 2+ or protein ≤ 2 g by 24-hour urine collection", f"{_HUMAN.format('urine dipstick < 2 + or protein ≤ 2 g by 24 hour urine collection')} or urine protein, 24 hours at most 2000 mg/d"),
    ("exclusion", "Proteinuria > 2 g/24 hours or 3+ with urine dipstick", f"urine protein, 24 hours above 2000 mg/d or {_HUMAN.format('proteinuria > 2 g / 24 hour or 3 + with urine dipstick')}"),
    ("inclusion", "Proteinuria > 2 g/day", ""),
    ("inclusion", "Urine dipstick < 2+", ""),
]  # fmt: skip

FOLLOWING: list[tuple[Section, str, str]] = [
    ("exclusion", "Use of any of the following medications: cimetidine, allopurinol", "takes cimetidine now or takes allopurinol now"),
    ("inclusion", "No use of the following drugs: warfarin for full anticoagulation, cimetidine", ""),
    ("inclusion", "Negative pregnancy test within 5 days for pre- or perimenopausal subjects with an intact uterus", "if childbearing potential, then pregnancy test: negative, within 5 days"),
    ("exclusion", "Female subjects, unless postmenopausal or surgically sterile, unwilling to practice effective contraception", "childbearing potential and not effective contraception"),
    ("exclusion", "Pregnant women are excluded. Breastfeeding should be discontinued prior to enrollment", "pregnant or breastfeeding"),
    ("exclusion", "Hypersensitivity to any component of the tablet, including mannitol", "allergy to mannitol or allergy to a trial drug"),
    ("exclusion", "History of alcohol abuse or drug abuse", "substance abuse, ever"),
    ("inclusion", "Women aged 21 years or older who are postmenopausal", "sex female and age at least 21 years and postmenopausal"),
    ("inclusion", "Female participants who are pregnant or breastfeeding", ""),
]  # fmt: skip

LATELY: list[tuple[Section, str, str]] = [
    # who took it before may have taken it lately
    ("exclusion", "Current or recent use of anticoagulants", f"treated with anticoagulant and {_HUMAN.format('current or recent')}"),
    ("exclusion", "Current use of anticoagulants", "takes anticoagulant now"),
    ("exclusion", "Use of filgrastim or any other drug that may raise the neutrophils within 3 weeks of screening", f"not last dose of filgrastim at least 21 days ago or {_HUMAN.format('any other drug that may raise neutrophil within 3 week of screening')}"),
    ("exclusion", "Severely impaired lung function (spirometry and DLCO 45% or less of normal)", "impaired lung function, spirometry and dlco 45% or less of normal, ever"),
    ("exclusion", "Subjects with elevation of ALT > 4 x ULN are not eligible", "ALT above 4 times the upper limit of normal"),
]  # fmt: skip

ALLERGIES: list[tuple[Section, str, str]] = [
    ("exclusion", "Hypersensitivity to active or inactive excipients of letrozole", "allergy to letrozole"),
    ("exclusion", "Intolerance (including grade 3 or 4 infusion reaction) or hypersensitivity to trastuzumab", "allergy to trastuzumab"),
    ("exclusion", "Prior unanticipated severe reaction to fluoropyrimidines or known DPD deficiency", "allergy to fluoropyrimidine or DPD deficiency, ever"),
    ("exclusion", "Severe hypersensitivity to taxanes", "allergy to taxane"),
    # not every adverse event is an allergy; a part of the trial is no drug
    ("exclusion", "Intolerance and/or adverse events related to trastuzumab", ""),
    ("exclusion", "Hypersensitivity to Cremophor EL, or previous taxane treatment related SAE", ""),
    ("exclusion", "Hypersensitivity to letrozole (run-in phase) or fulvestrant", ""),
]  # fmt: skip

CONTRACEPTION: list[tuple[Section, str, str]] = [
    # not of a woman who can bear no children
    ("inclusion", "Women of childbearing potential and men must agree to use contraception", "if (childbearing potential or sex male), then effective contraception"),
    ("inclusion", "Individuals of childbearing potential with a male partner must agree to use contraception", "if childbearing potential, then effective contraception"),
    ("inclusion", "Men and women must use contraception", "effective contraception"),
    # what else is asked for is not lost
    ("inclusion", "Female 21 years. Women of childbearing potential must have a negative pregnancy test and must use contraception", f"{_HUMAN.format('female 21 year')} and (if childbearing potential, then pregnancy test: negative) and (if childbearing potential, then effective contraception)"),
    ("exclusion", "Women of childbearing potential and men who are unwilling to use contraception", "(childbearing potential or sex male) and not effective contraception"),
]  # fmt: skip


# What a list of the trial names, and taking part in other trials: nobody can ask a record for them.
SET_ASIDE = [
    ("exclusion", "Use of any prohibited medication within the time listed in Section 7.2", "judgement"),
    ("exclusion", "Taking drugs that are not permitted by the protocol", "judgement"),
    ("exclusion", "Use of prohibited medications such as ketoconazole", "not understood"),
    ("exclusion", "Currently enrolled in a different study in which investigational therapies are administered", "logistics"),
    ("exclusion", "Enrolled in another drug study or received an investigational product within 30 days", "not understood"),
    ("inclusion", "Note: women of childbearing potential are defined as those who are not postmenopausal or sterile", "note"),
    ("exclusion", "Examples of live vaccines include measles, mumps and rubella", "note"),
    ("inclusion", "Premenopausal or postmenopausal women or men", "permission"),
    ("inclusion", "Postmenopausal women or men", ""),
]  # fmt: skip

SUBSTANCES: list[tuple[Section, str, str]] = [
    ("exclusion", "Active drug/alcohol dependence or abuse history", "substance abuse, ever"),
    ("exclusion", "Abuse of or dependence on street drugs or alcohol within the last 3 years", "substance abuse, within 1095 days"),
    ("exclusion", "History of alcohol dependence or misuse (DSM-5)", "alcohol abuse, ever"),
    ("exclusion", "Current drug abuse (including alcohol and nicotine)", "substance abuse now"),
    ("exclusion", "Ventilator dependence", "ventilator dependence, ever"),
    ("exclusion", "Excessive use of laxatives", ""),
]  # fmt: skip

# Women after the menopause and men are two groups of people: no man is postmenopausal.
WOMEN_AND_MEN: list[tuple[Section, str, str]] = [
    ("inclusion", "Postmenopausal women and men", "sex male or postmenopausal"),
    ("inclusion", "Men or postmenopausal women", "sex male or postmenopausal"),
    ("inclusion", "Premenopausal women must be receiving an LHRH agonist", "if premenopausal, then takes GnRH agonist now"),
    ("inclusion", "Premenopausal women and men must be receiving an LHRH agonist", "if (sex male or premenopausal), then takes GnRH agonist now"),
    ("inclusion", "Female postmenopausal patients 21 years or older", "sex female and postmenopausal and age at least 21 years"),
    ("inclusion", "Evidence of postmenopausal status or negative urinary pregnancy test for premenopausal patients", "if childbearing potential, then pregnancy test: negative"),
]  # fmt: skip

MENOPAUSE: list[tuple[Section, str, str]] = [
    ("inclusion", "At least 12 months without spontaneous menstrual bleeding", "postmenopausal and " + _HUMAN.format("at least 12 month without spontaneous menstrual bleeding")),
    ("inclusion", "Surgical menopause with bilateral oophorectomy", "postmenopausal and " + _HUMAN.format("surgical menopause with bilateral oophorectomy")),
    ("inclusion", "At least 3 months without spontaneous menstrual bleeding", ""),
    ("inclusion", "Two weeks prior to randomization pregnancy test negative for women of childbearing potential", "if childbearing potential, then pregnancy test: negative, within 14 days"),
    ("inclusion", "If of childbearing potential, the patient has a negative pregnancy test, has been surgically sterilized, or has been postmenopausal for at least 1 year", "if childbearing potential, then pregnancy test: negative"),
]  # fmt: skip

LINES = [
    *URINE,
    *LATELY,
    *SUBSTANCES,
    *WOMEN_AND_MEN,
    *MENOPAUSE,
    *BESIDE,
    *LIMITS,
    *MEDICINES,
    *ALLERGIES,
    *CONTRACEPTION,
]


@pytest.mark.parametrize(("section", "text", "says"), LINES, ids=[f"{one[0][:2]}: {one[1]}" for one in LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says


@pytest.mark.parametrize(("section", "text", "why"), SET_ASIDE, ids=[one[1] for one in SET_ASIDE])
def test_what_no_record_holds_is_set_aside_and_nothing_else(section: Section, text: str, why: str) -> None:
    assert reader_of(reading_lexicon()).read(text, section).why == why
