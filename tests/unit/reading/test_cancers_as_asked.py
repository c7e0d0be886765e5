"""Cancers that are asked for with a definition, an exception or examples, their size and stage, and what can be measured."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of
from onward.reading.headings import cohort_before

ASKED = "(the words leave it to a human)"

LINES: list[tuple[Section, str, str]] = [
    # what a word means is what is asked
    ("inclusion", "Stage IIIB, stage IV, or recurrent breast cancer", "(stage IIIB or IV or recurrent disease) and invasive breast cancer"),
    ("inclusion", "Advanced breast cancer (locally recurrent or metastatic)", "(local recurrence or metastatic disease) and invasive breast cancer"),
    ("inclusion", "High-risk disease, defined as node-positive disease", "node-positive disease"),
    # kinds of cancer with an exception, or with others that are named
    ("inclusion", "Solid tumors other than prostate cancer", f"solid tumour and not for a human: Is it so: prostate cancer? {ASKED}"),
    ("inclusion", "Melanoma (any subtype excluding uveal melanoma)", f"melanoma cancer and not for a human: Is it so: uveal melanoma? {ASKED}"),
    ("inclusion", "Solid tumors except for patients with prostate cancer who may have bone disease", ""),
    ("inclusion", "Stage IV melanoma, including uveal or mucosal disease", ""),
    ("inclusion", "Breast cancer, including patients who must have progressed", ""),
    # lists of them, of which nobody has all
    ("inclusion", "Ovarian cancer, TNBC, or colorectal cancer", "ovarian cancer or (ER negative and PR negative and HER2 negative) or colorectal cancer"),
    ("inclusion", "NSCLC, TNBC, or colorectal cancer with measurable disease", ""),
    ("inclusion", "Metastatic ovarian cancer, triple negative breast cancer or melanoma", ""),
    ("inclusion", "Patients with SCLC, TNBC, or melanoma must have measurable disease", ""),
    # size and signs of the stage
    ("inclusion", "Stage II, T2 N0 M0", "stage II and T2 and N0 and not metastatic disease"),
    ("inclusion", "Stage IIB, T3 N0; stage IIIA, T3 N1", ""),
    ("inclusion", "Infiltrating primary breast cancer of 2.0 cm or more in largest clinical diameter", "invasive breast cancer and tumour size at least 2.0 cm"),
    ("inclusion", "Primary tumor > 3 cm in diameter, or > 1 cm in diameter and node-positive", "tumour size above 3 cm or (tumour size above 1 cm and node-positive disease)"),
    ("inclusion", "No pathological tumor size > 5 cm or pT4", "not (tumour size above 5 cm or pathologic T4)"),
    # receptors
    ("inclusion", "ER-low positive (1% to 10%) breast cancer", "ER at least 1 and at most 10 % of nuclei and invasive breast cancer"),
    ("inclusion", "HR-low positive breast cancer", "(ER low positive or PR at least 1 and at most 10 % of nuclei) and not ER positive and not PR above 10 % of nuclei and invasive breast cancer"),
    ("inclusion", "HER2 overexpression by IHC (3+) or FISH (  2.0)", "HER2 positive"),
    ("inclusion", "HER2 negative by IHC or FISH (  2.0)", ""),
    # genes that are examples
    ("exclusion", "Known gene mutation associated with an increased risk of cancer, such as BRCA1, PTEN or p53", f"BRCA1, PTEN or TP53 variant or for a human: Is it so: known gene mutation associated with increased risk of cancer, such as brca1, pten or tp53? {ASKED}"),
    # what can be measured
    ("inclusion", "Measurable disease is required (effective 01/02/2015)", "measurable disease"),
    ("inclusion", "Evaluable tumor, but measurable disease per RECIST is not required for participation in this trial", "evaluable disease"),
    ("inclusion", "Measurable lesions or, in the absence of measurable disease, lytic or mixed bone lesions that can be assessed by CT", "measurable disease or lytic bone lesion, ever"),
    ("inclusion", "At least one lesion (measurable and/or non-measurable) that can be accurately assessed by CT and is suitable for repeated assessment at follow up visits", "measurable disease or non-measurable disease"),
    ("inclusion", "To be enrolled in the dose expansion part of the study, patients must have measurable disease", f"not for a human: Is it this part of the trial: dose expansion part? {ASKED} or measurable disease"),
    # glued and lost
    ("inclusion", "ECOG performance status 0-1 5) Patients must have a life expectancy of at least 12 weeks", "ECOG at most 1 and life expectancy at least 12 wk"),
    ("inclusion", "ECOG performance status  1 (Karnofsky  70%)", "ECOG at most 1 or Karnofsky at least 70"),
    # menopause and pregnancy
    ("inclusion", "Patients of both sexes must be willing to practice birth control", "effective contraception"),
    ("inclusion", "Is not postmenopausal (menopause means 12 months without menstruation)", "not postmenopausal"),
    ("inclusion", "Amenorrhea for > 12 months", f"postmenopausal and for a human: Is it so: amenorrhea for > 12 month? {ASKED}"),
    ("inclusion", "Women may participate if they are of non-childbearing potential (tubal ligation, hysterectomy)", "not childbearing potential"),
    ("inclusion", "Women of childbearing potential (i.e. menses within the past year or younger than 50) must have a negative pregnancy test", "if childbearing potential, then pregnancy test: negative"),
    ("exclusion", "Visceral crisis characterized by rapidly progressive hepatic metastases", "visceral crisis"),
    ("exclusion", "Breast cancer patients who are male", "sex male"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), LINES, ids=[one[1] for one in LINES])
def test_what_a_line_says_of_the_cancer_and_of_her(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading

    assert ("" if reading is None else describe_criterion(reading)) == says


ASIDE: list[tuple[Section, str, str]] = [
    ("inclusion", "PD-L1 positivity is not required", "permission"),
    ("inclusion", "Patients may have measurable or non-measurable disease (Phase 1)", "permission"),
    ("inclusion", "If HER2 IHC is equivocal (2+), FISH must be performed", "logistics"),
    ("inclusion", "Tumor block or 10 unstained slides for central HER2 testing", "logistics"),
    ("inclusion", "Minimum total dose: whole breast: 40 Gy; boost: 10 Gy", "logistics"),
    ("exclusion", "Not a registered member of the programme", "logistics"),
    ("exclusion", "Because there is a potential risk to nursing infants from treatment of the mother, breastfeeding should be discontinued", "consent"),
    ("inclusion", "For more information on this trial, please contact the call centre", "note"),
    ("inclusion", "Must be a patient of the Glimmer University oncologist", "logistics"),
    # what the test has to show is asked for
    ("inclusion", "If HER2 IHC is equivocal (2+), FISH must be performed and must be negative", "not understood"),
    ("inclusion", "HER2 status must be determined by central testing and must be positive", "not understood"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "why"), ASIDE, ids=[one[1] for one in ASIDE])
def test_lines_that_only_tell_of_the_trial(section: Section, text: str, why: str) -> None:
    found = reader_of(reading_lexicon()).read(text, section)

    assert found.reading is None
    assert found.why == why


@pytest.mark.parametrize(
    ("line", "parts", "rest"),
    [
        ("Cohort B2 (ovarian cancer)", "Cohort B2", "ovarian cancer"),
        ("Phase 1 patients (breast or ovarian cancer)", "Phase 1", "breast or ovarian cancer"),
        ("Cohort B2 (closed)", "", "Cohort B2 (closed)"),
        ("Dose escalation: colorectal cancer", "Dose escalation", "colorectal cancer"),
    ],
)
def test_which_cancer_a_part_of_the_trial_is_for(line: str, parts: str, rest: str) -> None:
    assert cohort_before(line) == (parts, rest)


OF_SOME: list[tuple[Section, str, str]] = [
    ("inclusion", "Patients must have breast cancer, stage I to IV, or other solid tumors", "(invasive breast cancer and stage I, II, III or IV) or solid tumour"),
    ("inclusion", "No more than 3 metastatic sites involving one or more organs (liver or bone)", "not metastases in at least 4 sites"),
    ("exclusion", "Currently being treated for breast cancer", f"takes anticancer drug now or for a human: Is it so: currently being treated for breast cancer? {ASKED}"),
    ("exclusion", "Pregnant women are excluded. Breastfeeding should be discontinued if the mother is treated with glimmerin", "pregnant"),
    ("inclusion", "Premenopausal women and men must be receiving an LHRH agonist that glimmers", f"not (sex male or premenopausal) or (takes GnRH agonist now and for a human: Is it so: premenopausal woman and man must be receiving lhrh agonist that glimmer? {ASKED})"),
    ("inclusion", "ECOG performance status of 0-2 (Phase Ib) or 0-1 (Phase II)", f"ECOG at most 2 and (ECOG at most 1 or for a human: Is it this part of the trial: phase ib? {ASKED})"),
    ("inclusion", "Patients with an IHC 2+ will need to be validated as HER2-negative by FISH", "if HER2 IHC 2+, then HER2 ISH not amplified"),
    ("inclusion", "7 An ECOG performance status of ≤ 2", "ECOG at most 2"),
    ("exclusion", "pT4 (pathological stage) tumors, including inflammatory breast cancer", "pathologic T4 or inflammatory breast cancer"),
    ("exclusion", "Malignant spinal cord compression (ESCC2 or above)", f"spinal cord compression, ever and for a human: Is it so: escc2 or above? {ASKED}"),
    ("exclusion", "History of autoimmune disease, with exceptions such as vitiligo", f"autoimmune disease, ever and not for a human: Is it so: vitiligo? {ASKED}"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), OF_SOME, ids=[one[1] for one in OF_SOME])
def test_what_is_asked_of_some_alone(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading

    assert ("" if reading is None else describe_criterion(reading)) == says


PARTS: list[tuple[Section, str, str]] = [
    ("inclusion", "Phase 1: solid tumors. Phase 2: triple negative breast cancer.", f"(not for a human: Is it this part of the trial: phase 1? {ASKED} or solid tumour) and (not for a human: Is it this part of the trial: phase 2? {ASKED} or (ER negative and PR negative and HER2 negative and invasive breast cancer))"),
    ("exclusion", "Part A: brain metastases; Part B: pregnancy", f"(metastasis in brain and for a human: Is it this part of the trial: part a? {ASKED}) or (pregnant and for a human: Is it this part of the trial: part b? {ASKED})"),
    ("inclusion", "Part 1: ECOG 0-2; Part 2: as in part 1", ""),
    ("inclusion", "Cohort A: solid tumors; Cohort B: glimmering", ""),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "says"), PARTS, ids=[one[1] for one in PARTS])
def test_what_each_part_of_a_trial_asks_is_asked_of_those_in_it(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading

    assert ("" if reading is None else describe_criterion(reading)) == says
    assert cohort_before(text) == ("", text)
