"""Readings found wrong in random lines of whole trials, class by class, each with a neighbour that must stay as it is."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

UNREAD = ""

CASES: list[tuple[Section, str, str]] = [
    # Both at once is not the one or the other.
    (
        "exclusion",
        "Concurrent active hepatitis B and hepatitis C infection",
        "hepatitis B now and hepatitis C now",
    ),
    (
        "exclusion",
        "Active hepatitis B and hepatitis C",
        "hepatitis B now or hepatitis C now",
    ),
    # A route narrows the drug; without one, every route is meant.
    (
        "exclusion",
        "Oral bisphosphonates within 6 months",
        "not last dose of bisphosphonate at least 180 days ago and for a human: Is it so: oral? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Bisphosphonates within 6 months",
        "not last dose of bisphosphonate at least 180 days ago",
    ),
    # A list behind a colon is what is meant, one in brackets may be of examples.
    (
        "exclusion",
        "CYP3A4 inhibitors: ketoconazole and voriconazole",
        "takes ketoconazole now or takes voriconazole now",
    ),
    (
        "exclusion",
        "CYP3A4 inhibitors (e.g. ketoconazole, voriconazole)",
        "takes CYP3A inhibitor now",
    ),
    # Since treatment in one setting: what was given lately in another is for a human.
    (
        "inclusion",
        "At least 6 months since adjuvant chemotherapy",
        "not (not last dose of chemotherapy at least 180 days ago and (if treated with chemotherapy in the neoadjuvant or metastatic setting, then for a human: Was what was given then for the adjuvant setting? (the words leave it to a human)))",
    ),
    (
        "inclusion",
        "At least 6 months since chemotherapy",
        "last dose of chemotherapy at least 180 days ago",
    ),
    # An antibody against a target is neither every antibody nor every drug against the target.
    (
        "exclusion",
        "Prior anti-EGFR antibody",
        "treated with EGFR antibody",
    ),
    (
        "exclusion",
        "Prior EGFR inhibitor",
        "treated with EGFR inhibitor",
    ),
    (
        "exclusion",
        "Prior monoclonal antibodies targeting HER2",
        "treated with anti-HER2 and for a human: Is it so: monoclonal antibody? (the words leave it to a human)",
    ),
    # A way of showing it that is not enough narrows.
    (
        "inclusion",
        "HER2 gene amplification by FISH. Overexpression by immunohistochemistry will not be sufficient.",
        "HER2 ISH amplified and for a human: Is it so: overexpression by immunohistochemistry will not be sufficient? (the words leave it to a human)",
    ),
    # Who is not eligible is one demand more, and no way in.
    (
        "inclusion",
        "LVEF of at least 50%. MUGA scans will be accepted where an echocardiogram cannot be performed. Patients with zorblatic angina or arrhythmias are not eligible.",
        "LVEF at least 50 % and for a human: Is it so: muga scan will be accepted where echocardiogram cannot be performed? (the words leave it to a human) and not for a human: Is it so: patient with zorblatic angina or arrhythmia are? (the words leave it to a human)",
    ),
    # A test is asked of those who can bear children.
    (
        "inclusion",
        "Has a negative serum pregnancy test within 7 days (female patients of childbearing potential [not sterilized and between menarche and 1 year postmenopause]).",
        "if childbearing potential, then pregnancy test: negative, within 7 days",
    ),
    # What was stopped within that time may be meant as well.
    (
        "exclusion",
        "Use of a strong CYP2C8 inhibitor or use of a strong zorblax or use of a CYP2C8 inducer within 5 days",
        "(treated with strong CYP2C8 inhibitor and for a human: Is it so: within the same time (said behind the list)? (the words leave it to a human)) or for a human: Is it so: use of strong zorblax (within 5 day: said behind the list)? (the words leave it to a human) or not last dose of CYP2C8 inducer at least 5 days ago",
    ),
    # A time before something else is not a time before today.
    (
        "exclusion",
        "Other malignancy within 5 years before the diagnosis of breast cancer",
        "another cancer, ever and for a human: Is it so: within 1825 days before diagnosis of breast cancer? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Other malignancy within 5 years before enrollment",
        "another cancer, within 1825 days",
    ),
    # What stands behind an exception may be said of what it excepts from.
    (
        "exclusion",
        "Major surgery other than for diagnosis within 4 weeks prior to initiation of study treatment",
        "major surgery and for a human: Is it so: major surgery other than for diagnosis within 4 week prior to first dose? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Invasive malignancy other than the disease under study, whose natural history has the potential to interfere with the safety assessment",
        UNREAD,
    ),
    # Treatment during the study is not treatment of any time.
    (
        "exclusion",
        "Other investigational drugs while on study",
        "takes investigational drug now",
    ),
    (
        "exclusion",
        "Any chemotherapy during the study",
        "treated with chemotherapy and for a human: Is it so: during study? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Any chemotherapy",
        "treated with chemotherapy",
    ),
    (
        "inclusion",
        "No chemotherapy during the study",
        "not takes chemotherapy now",
    ),
    # What is expected governs its list.
    (
        "exclusion",
        "Major surgery within 4 weeks, or anticipated need for major surgery and/or any surgery requiring general anesthesia during the study",
        "major surgery, within 28 days or for a human: Is it planned: anticipated need for major surgery and/or any surgery requiring general anesthesia? (the words leave it to a human)",
    ),
    # Denied regardless of something, it is denied.
    ("inclusion", "No earlier zorblatic illness, regardless of the interval", UNREAD),
    # Patients with this and patients with that: each of them.
    (
        "exclusion",
        "Patients unable to swallow tablets and patients with gastrointestinal disease likely to interfere with absorption",
        "not able to swallow or gastrointestinal disease, likely to interfere with absorption, ever",
    ),
    (
        "exclusion",
        "Inability or unwillingness to swallow capsules",
        "not able to swallow or for a human: Is it so: not willing to swallow it? (the words leave it to a human)",
    ),
    ("exclusion", "Inability or unwillingness to return for visits", UNREAD),
    # Of men no woman is asked.
    (
        "exclusion",
        "Male patients whose sexual partners are WOCBP who are not willing to use adequate contraception",
        "sex male and not effective contraception and for a human: Has he a partner who can bear children? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Men or women of childbearing potential not willing to use adequate contraception",
        "(childbearing potential or sex male) and not effective contraception",
    ),
    # Earlier treatment behind an allergy is no allergy.
    (
        "exclusion",
        "Allergy to paclitaxel or prior treatment with bevacizumab",
        "allergy to paclitaxel or treated with bevacizumab",
    ),
    (
        "exclusion",
        "Hypersensitivity reactions with drugs formulated in Cremophor EL, or previous therapy with bevacizumab",
        UNREAD,
    ),
    (
        "exclusion",
        "Allergy to paclitaxel or bevacizumab",
        "allergy to paclitaxel or bevacizumab",
    ),
    # Who stops may enter.
    (
        "exclusion",
        "Pregnancy or lactation. Women who are willing to discontinue breastfeeding and do not intend to resume breastfeeding may be enrolled.",
        "(pregnant or breastfeeding) and not for a human: Is it so: woman who are willing to discontinue breastfeeding and do not intend to resume breastfeeding may be enrolled? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Pregnancy or lactation",
        "pregnant or breastfeeding",
    ),
    # Cancers in a list are not one cancer.
    ("inclusion", "Ovarian cancer, cervical cancer, NSCLC, and TNBC", UNREAD),
    # The bile ducts are not the liver.
    (
        "exclusion",
        "Current active hepatic or biliary disease",
        "liver disease now or biliary disease now",
    ),
    (
        "exclusion",
        "Current active hepatic disease",
        "liver disease now",
    ),
    # Active says when of each that shares the noun.
    (
        "exclusion",
        "Active pulmonary or cardiac disease",
        "lung disease now or cardiac disease now",
    ),
    (
        "exclusion",
        "Cardiac or pulmonary disease",
        "cardiac disease, ever or lung disease, ever",
    ),
    # Not every contraindication is an allergy.
    (
        "exclusion",
        "Any contraindication to paclitaxel",
        "allergy to paclitaxel or for a human: Is there a contraindication to paclitaxel? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Hypersensitivity to paclitaxel",
        "allergy to paclitaxel",
    ),
    # What is asked of men is asked of them alone; what a word means asks for nothing.
    (
        "inclusion",
        "Men must use adequate contraception for 90 days after the last dose",
        "if sex male, then effective contraception",
    ),
    (
        "inclusion",
        "Women must use adequate contraception",
        "if childbearing potential, then effective contraception",
    ),
    ("inclusion", "Adequate contraception is defined as one highly effective form of contraception", UNREAD),
    # An illness timed by something else than today.
    (
        "exclusion",
        "Myocardial infarction within 6 months before the diagnosis of breast cancer",
        "myocardial infarction, within 180 days before diagnosis of breast cancer, ever",
    ),
    (
        "exclusion",
        "Myocardial infarction within 6 months before randomization",
        "myocardial infarction, within 180 days",
    ),
]


@pytest.mark.parametrize(("section", "text", "says"), CASES, ids=[text for _, text, _ in CASES])
def test_a_line_says_what_its_words_say(section: Section, text: str, says: str) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    assert ("" if reading is None else describe_criterion(reading)) == says
