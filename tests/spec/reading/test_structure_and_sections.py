"""Reading: structure and sections.

Before a line is read it has to be found: sections by their headings in many shapes, list markers, wrapped text,
sub-lists. A list below "at least one of the following" is one question, a choice; each of its lines is listed and
belongs to it. In an exclusion each line of such a list keeps out by itself. No line is ever dropped.
"""

from __future__ import annotations

import pytest
from tests.spec.manual import Section
from tests.spec.reading.written import (
    BREAST,
    ER,
    HER2,
    METASTATIC,
    age,
    classes,
    either,
    every,
    given,
    ill,
    in_words,
    lines_of,
    no,
    reads_text,
    says,
)

from onward.criteria import AnyOf, HasSex, When


def test_sections(manual: Section) -> None:
    """Headings part what lets in from what keeps out."""
    reads_text(
        manual,
        "Inclusion Criteria:\n\n* Age 18 years or older\n* Metastatic breast cancer\n\n"
        "Exclusion Criteria:\n\n* History of interstitial lung disease\n",
        ("inclusion", "Inclusion Criteria:", "heading", None),
        ("inclusion", "Age 18 years or older", age(at_least_years=18), None),
        ("inclusion", "Metastatic breast cancer", every(METASTATIC, BREAST), None),
        ("exclusion", "Exclusion Criteria:", "heading", None),
        ("exclusion", "History of interstitial lung disease", ill("interstitial lung disease"), None),
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Inclusion Criteria:",
        "INCLUSION CRITERIA",
        "Key Inclusion Criteria",
        "Main inclusion criteria:",
        "Eligibility Criteria - Inclusion:",
    ],
)
def test_shapes_of_a_heading(manual: Section, heading: str) -> None:
    """What stands below is read as inclusion."""
    found = lines_of(f"{heading}\n\n* ER-positive tumor\n")
    assert [(line.section, line.reading is not None) for line in found[1:]] == [("inclusion", True)]
    assert says(found[1], ER)
    manual.row(("heading", "the line below it"), (heading, "inclusion: ER-positive tumor"))


def test_wrapped_text_and_markers(manual: Section) -> None:
    """A wrapped line is one line; markers are not part of its words."""
    reads_text(
        manual,
        "Inclusion Criteria:\n\n  1. Histologically confirmed metastatic\n     breast cancer\n"
        "  2. Age 18 years or older\n",
        ("inclusion", "Inclusion Criteria:", "heading", None),
        ("inclusion", "Histologically confirmed metastatic breast cancer", every(METASTATIC, BREAST), None),
        ("inclusion", "Age 18 years or older", age(at_least_years=18), None),
    )


def test_a_choice(manual: Section) -> None:
    """One of what is listed is enough: one question over the list."""
    reads_text(
        manual,
        "Inclusion Criteria:\n\n* At least one of the following:\n  * Prior treatment with a taxane\n"
        "  * Prior treatment with an anthracycline\n",
        ("inclusion", "Inclusion Criteria:", "heading", None),
        (
            "inclusion",
            "At least one of the following:",
            either(given(classes("taxane")), given(classes("anthracycline"))),
            None,
        ),
        ("inclusion", "Prior treatment with a taxane", given(classes("taxane")), 1),
        ("inclusion", "Prior treatment with an anthracycline", given(classes("anthracycline")), 1),
    )


def test_a_list_that_keeps_out(manual: Section) -> None:
    """Each line of it keeps out by itself; the line above only announces them."""
    reads_text(
        manual,
        "Exclusion Criteria:\n\n* Any of the following:\n  * Stroke\n  * Interstitial lung disease\n",
        ("exclusion", "Exclusion Criteria:", "heading", None),
        ("exclusion", "Any of the following:", "heading", None),
        ("exclusion", "Stroke", ill("stroke"), None),
        ("exclusion", "Interstitial lung disease", ill("interstitial lung disease"), None),
    )


def test_a_denial_above_a_list(manual: Section) -> None:
    """ "None of the following" goes for every line below it."""
    reads_text(
        manual,
        "Inclusion Criteria:\n\n* None of the following:\n  * Stroke\n  * Interstitial lung disease\n",
        ("inclusion", "Inclusion Criteria:", "heading", None),
        ("inclusion", "None of the following:", "heading", None),
        ("inclusion", "Stroke", no(ill("stroke")), None),
        ("inclusion", "Interstitial lung disease", no(ill("interstitial lung disease")), None),
    )


def test_a_line_read_with_the_line_above(manual: Section) -> None:
    """The window, the denial and the treatment above govern the lines below, also a drug that no list holds."""
    text = (
        "Inclusion Criteria:\n\n"
        "* At least 7 days since prior and no concurrent antiplatelet agents, including any of the following:\n"
        "  * Dipyridamole\n* Adequate washout before randomization, defined as:\n"
        "  * Hormonal therapy: at least 2 weeks\n  * Major surgery: at least 4 weeks\n"
        "* Life expectancy:\n  * At least 3 months\n\nExclusion Criteria:\n\n"
        "* Hypersensitivity to:\n  * Ibuprofen\n* Prior treatment with any of the following agents:\n  * ABC-906\n"
    )
    found = lines_of(text)
    manual.code(text)
    manual.table(("line", "read as"), [(line.text, in_words(line)) for line in found])
    told = {line.text: in_words(line) for line in found}
    assert told["Dipyridamole"] == "last dose of dipyridamole at least 7 days ago"
    assert told["Major surgery: at least 4 weeks"] == "not major surgery, within 28 days"
    assert told["At least 3 months"] == "life expectancy at least 3 mo"
    assert told["Ibuprofen"] == "allergy to ibuprofen"
    assert told["ABC-906"] == "treated with abc-906"


def test_exceptions_and_conditions_below_a_line(manual: Section) -> None:
    """Exceptions keep nobody out, and the conditions under which somebody is let in are asked of nobody else."""
    text = (
        "Inclusion Criteria:\n\n"
        "* Patients with brain metastases may participate if they:\n  * are not on steroids\n  * have zorblax\n\n"
        "Exclusion Criteria:\n\n* History of another cancer, with the exception of the following:\n"
        "  * Basal cell carcinoma of the skin\n  * Carcinoma in situ of the cervix\n"
        "* Stroke\n  * Exception: a stroke in childhood\n"
    )
    found = lines_of(text)
    manual.code(text)
    manual.table(
        ("no.", "line", "read as", "part of"),
        [
            (str(line.index), line.text, in_words(line), "" if line.part_of is None else str(line.part_of))
            for line in found
        ],
    )
    assert [line.part_of for line in found] == [None, None, 1, 1, None, None, 5, 5, None, 8]
    assert in_words(found[5]) == "another cancer, ever, except basal cell carcinoma or cervical carcinoma in situ"
    assert in_words(found[1]).startswith("not metastasis in brain or (not takes corticosteroid now and for a human")


def test_a_list_in_its_own_line(manual: Section) -> None:
    """A list behind a colon is read as lines below it would be; a label before a line adds nothing."""
    text = (
        "Exclusion Criteria:\n\n* Any of the following: stroke; a positive zorblax test; interstitial lung disease\n"
        "* Blood pressure: systolic blood pressure above 160 mmHg\n"
    )
    found = lines_of(text)
    manual.code(text)
    manual.table(("line", "read as"), [(line.text, in_words(line)) for line in found[1:]])
    assert in_words(found[1]).startswith("stroke, ever or for a human")
    assert in_words(found[2]) == "systolic blood pressure above 160 mm[Hg]"


def test_cohorts(manual: Section) -> None:
    """A line that names its cohort is asked of that cohort alone."""
    text = "Inclusion Criteria:\n\n* Cohort A: HER2-positive tumor\n* Cohort B: ER-positive tumor\n"
    found = lines_of(text)[1:]
    assert [says(line, wanted) for line, wanted in zip(found, (HER2, ER), strict=True)] == [True, True]
    assert [line.cohort for line in found] == ["Cohort A", "Cohort B"]
    manual.code(text)
    manual.table(("line", "cohort", "read as"), [(line.text, line.cohort, in_words(line)) for line in found])


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("For the Phase I:", "Phase 1"),
        ("Phase Ib only:", "Phase 1b"),
        ("Part C and D:", "Part C, Part D"),
        ("Parts 1-3:", "Part 1, Part 2, Part 3"),
        ("COHORT A (triple negative):", "Cohort A"),
        ("Part B - participants with brain metastases:", "Part B > with brain metastases"),
        ("All cohorts:", ""),
        ("Arm 3 ONLY", "Arm 3"),
        ("Treatment cohort:", "Treatment cohort"),
        # Words that only look like it: what stands below is asked of everybody.
        ("Participants must have adequate organ function:", ""),
        ("Participants may not take part if:", ""),
        ("Patients with stage IV disease who received:", ""),
    ],
)
def test_headings_of_parts(manual: Section, heading: str, parts: str) -> None:
    """One name for each part, however it is written; what stands below is asked of it alone."""
    found = lines_of(f"Inclusion Criteria:\n\n{heading}\n\n* HER2-positive tumor\n* ER-positive tumor\n")
    manual.row(("heading", "the lines below are asked of"), (heading, parts or "everybody"))
    assert {line.cohort for line in found[-2:]} == {parts}


def test_a_list_below_a_part_ends(manual: Section) -> None:
    """Behind a list that stands deeper than the name of its part, everybody is meant again."""
    text = "Inclusion Criteria:\n\n* Cohort A:\n  * HER2-positive tumor\n* ER-positive tumor\n"
    found = lines_of(text)
    manual.code(text)
    manual.table(("line", "asked of"), [(line.text, line.cohort or "everybody") for line in found[1:]])
    assert [line.cohort for line in found] == ["", "Cohort A", "Cohort A", ""]


def test_groups_by_their_cancer(manual: Section) -> None:
    """Two headings that name people by their cancer part the trial; a person enters by one of them."""
    text = (
        "Inclusion Criteria:\n\n* Participants with solid tumors\n  * ER-positive tumor\n"
        "* Participants with multiple myeloma\n  * HER2-positive tumor\n* Age 18 years or older\n"
    )
    found = lines_of(text)
    manual.code(text)
    manual.table(("line", "asked of"), [(line.text, line.cohort or "everybody") for line in found[1:]])
    one, other = "Participants with solid tumors", "Participants with multiple myeloma"
    assert [line.cohort for line in found] == ["", one, one, other, other, ""]


def test_a_heading_for_one_sex(manual: Section) -> None:
    """ "Male participants:" asks nobody to be male: what is said of contraception below it is asked of men."""
    text = (
        "Inclusion Criteria:\n\n* Male participants:\n  * Use effective contraception\n"
        "* Female participants:\n  * Negative pregnancy test\n"
    )
    found = lines_of(text)
    manual.code(text)
    manual.table(("line", "read as"), [(line.text, in_words(line)) for line in found[1:]])
    assert [line.why_unreadable for line in found if line.text.endswith("participants:")] == ["heading", "heading"]
    men, women = found[2].reading, found[4].reading
    assert isinstance(men, When) and men.condition == HasSex(sex="male")
    assert isinstance(women, When) and women.condition == HasSex(sex="female")


def test_kinds_of_cancer_that_exclude_each_other(manual: Section) -> None:
    """Nobody has a melanoma and a lung cancer to enter one trial: such lines are a choice, unread ones among them."""
    text = (
        "Inclusion Criteria:\n\n* Metastatic melanoma\n* Triple negative breast cancer\n"
        "* Thymoma or rare carcinomas with X\n* Metastatic non-small cell lung cancer\n* Age 18 years or older\n"
    )
    found = lines_of(text)
    manual.code(text)
    manual.table(("line", "read as"), [(line.text, in_words(line)) for line in found[1:]])
    assert [line.part_of for line in found] == [None, None, 1, 1, 1, None]
    assert isinstance(found[1].reading, AnyOf) and len(found[1].reading.of) == 4


def test_no_sections(manual: Section) -> None:
    """Without headings nobody can tell what lets in and what keeps out: the section is unknown, the lines stay."""
    reads_text(
        manual,
        "Metastatic breast cancer\nAge 18 years or older\n",
        ("unknown", "Metastatic breast cancer", every(METASTATIC, BREAST), None),
        ("unknown", "Age 18 years or older", age(at_least_years=18), None),
    )
