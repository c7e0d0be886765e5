"""Readings found wrong among random lines of what keeps out, class by class, with neighbours that stay as they are."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of
from onward.reading.trial import read_text

UNREAD = ""

CASES: list[tuple[Section, str, str]] = [
    # What is said behind a list in the plural goes for the meninges, too.
    (
        "exclusion",
        "Brain metastases or leptomeningeal disease that require steroids",
        "(disease of the central nervous system leptomeningeal and for a human: Is it so: brain metastasis or leptomeningeal disease that require steroid? (the words leave it to a human)) or (metastasis in brain and for a human: Is it so: brain metastasis or leptomeningeal disease that require steroid? (the words leave it to a human))",
    ),
    (
        "exclusion",
        "Brain metastases or leptomeningeal disease",
        "disease of the central nervous system leptomeningeal or metastasis in brain",
    ),
    # An adjective inside a list does not pass beyond the list behind it.
    (
        "exclusion",
        "History of stroke or transient ischemic attack, clinically significant valvular disease, or evidence of a coagulopathy",
        "stroke, ever or transient ischaemic attack, ever or valvular heart disease, clinically significant, ever or bleeding disorder, ever",
    ),
    ("exclusion", "Refractory nausea and vomiting", "nausea, refractory now or vomiting, refractory now"),
    # A topic before a colon is not meant by itself.
    ("exclusion", "Cardiac disease: myocardial infarction within 6 months", "myocardial infarction, within 180 days"),
    (
        "exclusion",
        "Cardiac disease (myocardial infarction within 6 months)",
        "cardiac disease, ever or myocardial infarction, within 180 days",
    ),
    # The kind that is named, and not the pair to which it belongs.
    (
        "exclusion",
        "Suspected dissecting aneurysm",
        "aortic dissection, ever or for a human: Is dissecting aneurysm suspected? (no record settles a suspicion)",
    ),
    ("exclusion", "Disease-modifying agents of a putative kind within 4 weeks", UNREAD),
    # What is demanded, or forbidden, beside what keeps out: the question is of those whom it keeps out.
    (
        "exclusion",
        "Heart failure. Patients must not have chest trouble of any new kind.",
        "heart failure, ever or for a human: Is it so: patient have chest trouble of any new kind? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Prior lenalidomide; there should be a gap of two courses from the last therapy",
        "treated with lenalidomide or not for a human: Is it so: there should be gap of two course from last therapy? (the words leave it to a human)",
    ),
    ("exclusion", "Pregnant women. Women should not become pregnant during treatment.", "pregnant"),
    (
        "exclusion",
        "Pregnant women. No hormonal contraception is permitted.",
        "pregnant or for a human: Is it so: hormonal contraception? (the words leave it to a human)",
    ),
    # The word that governs a list, in what is asked of a member that is not known.
    (
        "exclusion",
        "Abuse of drugs, pharmaceuticals, or solvents",
        "substance abuse, ever or for a human: Is it so: abuse of pharmaceutical? (the words leave it to a human) or for a human: Is it so: abuse of solvent? (the words leave it to a human)",
    ),
    # Cancer that was active years ago is not cancer now.
    ("exclusion", "Other active malignancy 3 years prior to registration", UNREAD),
    (
        "exclusion",
        "Other active malignancy within 3 years prior to registration",
        "another cancer, within 1095 days",
    ),
    # Contraception is asked of whom the words name.
    (
        "exclusion",
        "Premenopausal women and men unwilling to use contraception",
        "(premenopausal or sex male) and not effective contraception",
    ),
    # Two drugs may make one line.
    (
        "exclusion",
        "More than 2 chemotherapy agents in the metastatic setting",
        "treated with chemotherapy in the metastatic setting and for a human: Is it so: more than 2 chemotherapy agent in metastatic setting? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "More than 2 chemotherapy regimens in the metastatic setting",
        "at least 3 lines of therapy in the metastatic setting with chemotherapy",
    ),
    (
        "inclusion",
        "At least one prior chemotherapy agent for metastatic disease",
        "at least 1 line of therapy in the metastatic setting with chemotherapy",
    ),
    # The trial's own drug beside allergens by name.
    (
        "exclusion",
        "Hypersensitivity to monoclonal antibodies or to inactive ingredients in the drug product",
        "allergy to monoclonal antibody or allergy to a trial drug",
    ),
    ("exclusion", "Allergy to trastuzumab or any of its excipients", "allergy to trastuzumab"),
    # Two kinds are left out of a third.
    (
        "exclusion",
        "Current treatment with a non-taxane, non-anthracycline based chemotherapy",
        "takes chemotherapy except taxane or anthracycline now",
    ),
    # Among what keeps out, what must be is asked of whoever lacks it; what is excluded as well is read.
    (
        "exclusion",
        "Receiving any other investigational agents. For patients previously on palbociclib, the washout period is 14 days.",
        "takes investigational drug now or not for a human: Is it so: for patient previously on palbociclib , washout period is 14 day? (the words leave it to a human)",
    ),
    (
        "exclusion",
        "Malabsorption syndrome. Women with ulcerative colitis are also excluded.",
        "malabsorption, ever or ulcerative colitis, ever",
    ),
    # Contraception is asked of nobody who can bear no children.
    (
        "exclusion",
        "Pregnant women, or adults of reproductive potential who are not using effective birth control. If barrier contraceptives are used, these must be continued by both sexes.",
        "pregnant or ((childbearing potential or sex male) and not effective contraception)",
    ),
    # Many drugs are not the drug of the trial.
    ("exclusion", "History of allergic reactions to multiple drugs", UNREAD),
    # What stands behind exceptions belongs to them.
    (
        "exclusion",
        "Malignancy within 5 years, except treated carcinoma in situ of the skin",
        "another cancer, ever and for a human: Does it keep out: malignancy within 5 year , except treated carcinoma in situ of skin? (the words leave it to a human)",
    ),
    # Antibodies against something are no treatment with it.
    ("exclusion", "Antibodies against strange proteins or thyroglobulin", UNREAD),
    ("exclusion", "History of alcohol abuse or drug abuse", "substance abuse, ever"),
    ("exclusion", "History of alcohol abuse", "alcohol abuse, ever"),
    # What is taken now is not what was taken within a time that stands behind the list.
    ("exclusion", "Use of chemotherapy, immunotherapy or biological anticancer therapy within past 3 weeks", UNREAD),
    # A state that may be over since.
    (
        "exclusion",
        "Nursing within the last 6 months",
        "breastfeeding or for a human: Is it so: nursing within last 6 month? (the words leave it to a human)",
    ),
    ("exclusion", "Nursing women", "breastfeeding"),
    # The side is told of both sides.
    ("exclusion", "Unilateral or bilateral oophorectomy", "oophorectomy"),
    # What is active by its head.
    (
        "exclusion",
        "Active, clinically significant liver disease such as hepatitis B or cirrhosis",
        "liver disease, active, clinically significant, ever or hepatitis B now or cirrhosis, ever",
    ),
    # Conditions under which a line above lets in.
    (
        "exclusion",
        "Patient is not receiving steroids for brain metastases",
        "metastasis in brain or leptomeninges and for a human: Does it keep out: patient is not receiving steroid for brain metastasis? (the words leave it to a human)",
    ),
    ("exclusion", "CNS tumor is clinically stable at the time of screening and", UNREAD),
]


@pytest.mark.parametrize(("section", "line", "says"), CASES)
def test_a_line_says(section: Section, line: str, says: str) -> None:
    """Each line is read as its words say, or left open."""
    found = reader_of(reading_lexicon()).read(line, section).reading
    assert (UNREAD if found is None else describe_criterion(found)) == says


def test_what_cannot_be_stopped_goes_for_the_list_below() -> None:
    """ "Takes any of the following that cannot be stopped:" keeps out nobody who can stop it."""
    text = """Exclusion Criteria:

* Takes any of the following substances and cannot be discontinued 7 days before treatment:

  * Known strong inducers or inhibitors of CYP3A4/5,
"""
    lines = read_text(text, reader_of(reading_lexicon()))
    says = [describe_criterion(one.reading) for one in lines if one.reading is not None]
    assert says
    assert all("cannot be discontinued" in one for one in says)


def test_a_line_with_an_exception_of_its_own_is_no_exception() -> None:
    """ "Radiotherapy within 4 weeks, with the exception of one dose, which is permitted" keeps out by itself."""
    text = """Exclusion Criteria:

* Has received anticancer drugs as follows (times are from the last dose):

  * Radiotherapy within 4 weeks, with the exception of a single palliative fraction, which is permitted.
"""
    lines = read_text(text, reader_of(reading_lexicon()))
    assert lines[-1].part_of is None
    assert lines[-1].reading is not None
