"""Readings of inclusion lines found wrong in random lines, class by class, each with a neighbour that must stay."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import read_text, reader_of

ASKED = "(the words leave it to a human)"

CASES: list[tuple[str, str]] = [
    # Stage 0 is not invasive: the name of the cancer may not deny it.
    ("Diagnosis of breast cancer, stage 0-II", "stage 0, I or II"),
    ("Diagnosis of breast cancer, stage I-II", "invasive breast cancer and stage I or II"),
    ("Invasive breast cancer, stage 0 to II", "invasive breast cancer and stage 0, I or II"),
    ("Breast cancer patients with hormone receptor positive breast cancer, stage 0-III", "(ER positive or low positive or PR positive) and stage 0, I, II or III"),
    # A cancer of the blood has no such extent.
    ("Advanced solid tumor or lymphoma", "((locally advanced disease or metastatic disease) and solid tumour) or lymphoma cancer"),
    ("Metastatic breast or colon cancer", "metastatic disease and breast or colorectal cancer"),
    # "Is currently not" is now, and not ever.
    ("The patient is currently not participating in another investigational drug trial", "not takes investigational drug now"),
    ("Patient is currently not receiving chemotherapy", "not takes chemotherapy now"),
    # A limit of the trial's own is what it means by negative.
    ("Triple negative breast cancer defined as ER < 5%, PR < 5% and HER2 negative", "ER below 5 % of nuclei and PR below 5 % of nuclei and HER2 negative and invasive breast cancer"),
    ("Triple negative breast cancer", "ER negative and PR negative and HER2 negative and invasive breast cancer"),
    # "Similar to" is no name.
    ("No allergy to human antibodies or agents chemically or biologically similar to aflibercept", f"not (allergy to human antibody or aflibercept or for a human: Is there an allergy to something like it: human antibody or agent chemically or biologically similar to aflibercept? {ASKED})"),
    # Another time of the same test asks for its limit as well.
    ("LVEF at least 50% within 12 weeks before the first dose, or within 4 weeks before surgery", f"LVEF at least 50 %, within 84 days or (LVEF at least 50 % and for a human: Is it so: within 4 week before surgery? {ASKED})"),
    ("LVEF at least 50% within 12 weeks, or clearance by a cardiologist", f"LVEF at least 50 %, within 84 days or for a human: Is it so: clearance by cardiologist? {ASKED}"),
    ("Ejection fraction at least 50% by MUGA or 2-dimensional echocardiogram with no relevant abnormalities for patients on trastuzumab", ""),
    # What is asked for beside contraception stays.
    ("Stable body weight and agrees to abstain from sexual activity", f"for a human: Is it so: stable body weight? {ASKED} and effective contraception"),
    ("Female subject was using, and agreed to continue the use of, a double-barrier method of birth control", "if childbearing potential, then effective contraception"),
    ("Men and women agree to use effective contraception", "effective contraception"),
    ("Female partners of male participants should use a highly effective method of contraception", "if sex male, then effective contraception"),
    # Another way behind an "or" is not gone on with.
    ("Prior surgical castration or concurrent use of an agent that lowers testosterone", ""),
    # A formula says nothing; the limit before it does.
    ("Body weight ≥50 kg and body mass index (BMI) within the range 19-32 kg/m2, where BMI = (weight in kg)/(height in meters)^2", f"body weight at least 50 kg and for a human: Is it so: body mass index within range 19 - 32 kg / m2? {ASKED}"),
    # What is asked in one step of the trial, or of some, is asked of nobody else.
    ("At least one measurable lesion for dose expansion", f"not for a human: Is it this part of the trial: dose expansion? {ASKED} or measurable disease"),
    ("Measurable disease per RECIST 1.1 (participants with bone disease only)", f"not for a human: Is it so: participant with bone disease only? {ASKED} or measurable disease"),
    # An example beyond its class counts under a denial of the line's own.
    ("No hormonal treatment (including hormonal contraceptives) within the past 6 months", "last dose of endocrine therapy or hormonal contraceptive at least 180 days ago"),
    ("LVEF normal by echocardiogram or nuclear scan", "LVEF at least 1 times the lower limit of normal"),
    # Who is exempt need not meet it.
    ("Female subjects must have a negative serum pregnancy test; females who are postmenopausal (defined as 12 months of amenorrhea) are exempted from the pregnancy test.", f"(if childbearing potential, then pregnancy test: negative) and for a human: Is it so: female who are postmenopausal ( defined as 12 month of amenorrhea ) are exempt from pregnancy test? {ASKED}"),
    ("Patients must have measurable disease; those with bone metastases will be exempted", ""),
    ("Agreement to use contraception during treatment if sexually active and able to bear or beget children", "if (childbearing potential or sex male), then effective contraception"),
    ("Ejection fraction of at least 40% by echocardiogram or radionuclide scan (MUGA).", "LVEF at least 40 %"),
    ("No concurrent hormonal agents (e.g., birth control pills or raloxifene)", f"not (takes endocrine therapy now or (takes hormonal contraceptive now and for a human: Is it so: oral? {ASKED}))"),
    # A bracket that leaves some of it out is not dropped.
    ("Immunotherapy (pembrolizumab, nivolumab): at least 2 weeks", "last dose of immunotherapy at least 14 days ago"),
    ("Immunotherapy (non-antibody-based therapy): at least 2 weeks", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "says"), CASES)
def test_a_line_says_no_more_than_its_words(line: str, says: str) -> None:
    found = reader_of(reading_lexicon()).read(line, "inclusion")

    assert ("" if found.reading is None else describe_criterion(found.reading)) == says


BELOW: list[tuple[str, str, str]] = [
    # Of whom alone the lines below are asked.
    ("Female participants of child-bearing potential must:", "Have a negative serum pregnancy test", "if childbearing potential, then pregnancy test: negative"),
    ("Women of childbearing potential and men must:", "Use effective contraception", "if (childbearing potential or sex male), then effective contraception"),
    ("Male participants, even if surgically sterilized, who:", "Agree to practice effective barrier contraception", "if sex male, then effective contraception"),
    # ... and what may be asked of everybody, by its layout alone.
    ("Women of childbearing potential must:", "Measurable disease", "measurable disease"),
    ("Patients who have received prior anthracycline must have:", "LVEF of at least 50%", "if treated with anthracycline, then LVEF at least 50 %"),
    ("Patients who have undergone a lumpectomy with axillary or sentinel node dissection must meet the following criteria:", "No evidence of invasive cancer at the resection margins", f"if ((breast conserving surgery or axillary surgery) and for a human: Is it so: lumpectomy with axillary or sentinel node dissection? {ASKED}), then clear resection margins"),
    ("Patients with metastatic breast cancer must meet the following criteria:", "ECOG 0-1", "if (metastatic disease and invasive breast cancer), then ECOG at most 1"),
]  # fmt: skip


def test_what_is_asked_of_those_with_it_is_no_way_by_itself() -> None:
    text = "Inclusion Criteria:\n* Age 50 years or under with spontaneous menses; or\n* Patients with amenorrhea after ablation must have estradiol in the premenopausal range\n"
    head = read_text(text, reader_of(reading_lexicon()))[1]

    assert head.reading is None or "not amenorrhea" not in describe_criterion(head.reading)


@pytest.mark.parametrize(("parent", "child", "says"), BELOW)
def test_what_is_asked_of_some_is_asked_of_nobody_else(parent: str, child: str, says: str) -> None:
    read = list(read_text(f"Inclusion Criteria:\n* {parent}\n  * {child}\n", reader_of(reading_lexicon())))
    found = read[-1].reading

    assert found is not None
    assert describe_criterion(found) == says
