"""A line below another is read together with it: the window, the denial and the exceptions of the upper line govern it."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, read_text, reader_of


def below(parent: str, *children: str, section: str = "Inclusion") -> list[EligibilityLine]:
    """The line above and those below it, as read."""
    listed = "".join(f"  * {child}\n" for child in children)
    return list(read_text(f"{section} Criteria:\n* {parent}\n{listed}", reader_of(reading_lexicon())))[1:]


def told(line: EligibilityLine) -> str:
    """What a line says in words; why it is not read in brackets."""
    return f"({line.why_unreadable})" if line.reading is None else describe_criterion(line.reading)


@pytest.mark.parametrize(
    ("parent", "child", "says"),
    [
        # a wash-out, and what it is of
        ("At least 7 days since prior and no concurrent antiplatelet agents, including any of the following:", "Dipyridamole", "last dose of dipyridamole at least 7 days ago"),
        ("At least 7 days since prior and no concurrent CYP3A4 inhibitors, including any of the following:", "HIV protease inhibitors (e.g., amprenavir, atazanavir)", "last dose of amprenavir or atazanavir at least 7 days ago"),
        ("Adequate washout before randomization, defined as:", "Hormonal therapy: ≥ 2 weeks", "last dose of endocrine therapy at least 14 days ago"),
        ("Adequate washout before randomization, defined as:", "Major surgery >= 4 weeks", "not major surgery, within 28 days"),
        ("Must be 4 weeks since all of the following treatments (recovered from toxicity):", "radiotherapy;", "not radiotherapy, within 28 days"),
        # a label, and its amount
        ("Life expectancy", "At least 3 months", "life expectancy at least 3 mo"),
        # a denial of medicines, and one that no list holds
        ("No concurrent administration of any of the following drugs:", "Plicamycin", "not takes plicamycin now"),
        # nothing is made of a sentence in which only the parent is understood
        ("Must have measurable disease in the bones:", "A glimmering of the toes", "(not understood)"),
        ("No history of disease of the bowel that prevents swallowing, including any of the following:", "Malabsorption syndrome", "not malabsorption, ever"),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_read_with_its_parent(parent: str, child: str, says: str) -> None:
    assert told(below(parent, child)[1]) == says


@pytest.mark.parametrize(
    ("parent", "child", "says"),
    [
        ("Hypersensitivity to:", "ibuprofen", "allergy to ibuprofen"),
        ("Prior treatment with any therapy targeting the glimmer receptor, including but not limited to:", "ABC-906", "treated with abc-906"),
        ("Any of the following absolute contraindications to exercise testing:", "Unstable angina", "unstable angina, ever"),
        # what the child says narrows what the parent keeps out
        ("Stroke within 6 months, defined as:", "A glimmering of the toes", "stroke, defined as glimmering of toe, within 180 days"),
        # either of two frames
        ("Prior treatment with, or allergy to, each of the following:", "A glimmering drug", "(not understood)"),
    ],
)  # fmt: skip
def test_what_keeps_out_is_read_with_its_parent(parent: str, child: str, says: str) -> None:
    assert told(below(parent, child, section="Exclusion")[1]) == says


def test_exceptions_belong_to_the_line_above() -> None:
    head, one, other = below(
        "History of another cancer, with the exception of the following:",
        "Basal cell carcinoma of the skin",
        "Carcinoma in situ of the cervix",
        section="Exclusion",
    )
    assert told(head) == "another cancer, ever, except basal or squamous skin cancer or cervical carcinoma in situ"
    assert [(line.part_of, told(line)) for line in (one, other)] == [(head.index, "(note)")] * 2


def test_an_exception_that_is_not_understood_is_asked_of_a_human() -> None:
    head, child = below("No concurrent bisphosphonates, except in the following cases:", "A glimmering bone")
    assert told(head).startswith("not takes bisphosphonate now or for a human: Is it so: glimmering bone")
    assert child.part_of == head.index


def test_an_exception_below_a_line() -> None:
    head, child = below("Stroke", "Exception: a stroke in childhood", section="Exclusion")
    assert told(head).startswith("stroke, ever and not for a human")
    assert child.part_of == head.index


def test_conditions_hold_for_those_whom_they_let_in() -> None:
    """Nobody without brain metastases is asked to be off steroids."""
    head, steroids, stable = below(
        "Patients with brain metastases may participate if they:", "are not on steroids,", "glimmer"
    )
    assert told(head).startswith("not metastasis in brain or (not takes corticosteroid now and for a human")
    assert [line.part_of for line in (steroids, stable)] == [head.index] * 2


def test_conditions_of_an_exception() -> None:
    head, child = below(
        "Active brain metastases. Patients with treated metastases may participate provided they:",
        "are stable for at least 4 weeks",
        section="Exclusion",
    )
    assert told(head).startswith("disease of the central nervous system active and not")
    assert told(child) == "(note)"


def test_conditions_of_everybody_are_asked_of_everybody() -> None:
    head, child = below("A subject will be eligible only if all of the following apply:", "Age 18 years or older")
    assert told(head) == "(heading)"
    assert told(child) == "age at least 18 years"


def test_ways_of_being_postmenopausal_are_a_choice() -> None:
    head, age, other = below("Postmenopausal, defined as:", "Age over 60", "Oophorectomy")
    assert told(head) == "age at least 60 years or oophorectomy"
    assert [line.part_of for line in (age, other)] == [head.index] * 2


def test_a_name_for_what_follows_keeps_nobody_out() -> None:
    head, child = below(
        "Patients with any of the following cardiac conditions:", "A glimmering heart", section="Exclusion"
    )
    assert [told(head), told(child)] == ["(heading)", "(not understood)"]
