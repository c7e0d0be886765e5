"""A line below another is read together with it: the window, the denial and the exceptions of the upper line govern it."""

from __future__ import annotations

import pytest

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, Section, read_text, reader_of


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
    assert told(head) == "another cancer, ever, except basal cell carcinoma or cervical carcinoma in situ"
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


def test_who_is_let_in_must_be_as_the_words_say() -> None:
    """ "Asymptomatic brain metastases are permitted": whoever has symptoms does not pass by them."""
    head, *_ = below(
        "Asymptomatic brain metastases are permitted if all of the following are met:", "no steroids", "glimmer"
    )
    assert told(head).startswith("not metastasis in brain or (for a human: Is it so: asymptomatic")


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


def test_ways_end_where_the_last_or_ends() -> None:
    lines = read_text(
        "Inclusion Criteria:\nMeets one of the following:\nHER2 IHC 0, or\nHER2 IHC 1+\nPlatelets at least 100 x 10^9/L\n",
        reader_of(reading_lexicon()),
    )
    assert [line.part_of for line in lines[2:]] == [1, 1, None]


def test_a_permission_below_a_demand_is_another_way() -> None:
    head, child = below("HER2 IHC 3+", "2+ allowed if glimmering")
    assert told(head).startswith("HER2 IHC 3+ or for a human")
    assert child.part_of == head.index


def test_a_heading_above_what_keeps_out_keeps_nobody_out() -> None:
    head, child = below("Prior antitumor therapies:", "Received chemotherapy within 3 weeks", section="Exclusion")
    assert told(head) == "(heading)"
    assert told(child) == "not last dose of chemotherapy at least 21 days ago"


def test_when_a_test_is_asked_for_asks_for_nothing_else() -> None:
    head, child = below("A scan is required if any of the following applies:", "Age below 50 years")
    assert head.reading is None
    assert child.part_of == head.index


@pytest.mark.parametrize(
    ("line", "cohort"),
    [
        ("For Module 2 only, HER2-positive tumor", "Module 2"),
        ("REGISTRATION COHORT 1 ONLY: HER2-positive tumor", "Cohort 1"),
        ("In Part D, HER2-positive tumor", "Part D"),
        ("For the treated cohort: HER2-positive tumor", "for the treated cohort"),
        ("Age group: HER2-positive tumor", ""),
    ],
)
def test_a_line_for_one_part_of_the_trial(line: str, cohort: str) -> None:
    read = read_text(f"Inclusion Criteria:\n* {line}\n", reader_of(reading_lexicon()))[1]
    assert read.cohort.lower() == cohort.lower()


def test_lines_of_an_expansion_cohort() -> None:
    _, child = below("To be enrolled in the glimmer expansion cohort, participants must have:", "HER2-positive tumor")
    assert child.cohort.lower() == "glimmer expansion cohort"


def test_a_count_that_goes_on_inside_a_line() -> None:
    text = "Exclusion Criteria:\n1. Stroke\n2. Sarcoidosis 3. Interstitial lung disease\n4. Pneumonitis\n"
    assert [line.text for line in read_text(text, reader_of(reading_lexicon()))][1:] == [
        "Stroke", "Sarcoidosis", "Interstitial lung disease", "Pneumonitis",
    ]  # fmt: skip


def test_a_line_that_counts_its_own_ways_stays_whole() -> None:
    text = "Exclusion Criteria:\n1. Stroke unless both: 1. it is old 2. It is small 3. It is mild\n4. Pneumonitis\n"
    assert len(read_text(text, reader_of(reading_lexicon()))) == 3


@pytest.mark.parametrize(
    ("line", "section", "why"),
    [
        ("Chest x-ray within the past 60 days", "inclusion", "logistics"),
        ("Prior participation in a glimmer clinical study", "exclusion", "logistics"),
        ("Care partner: an unpaid friend who comes along", "inclusion", "logistics"),
        ("Willing to avoid coffee for 1 year", "inclusion", "consent"),
        ("Adequate hematologic and organ function within 14 days before the first treatment", "inclusion", "judgement"),
        ("STEP 2 RANDOMIZATION", "inclusion", "heading"),
        ("Additional protocol-defined criteria may apply", "exclusion", "note"),
        # these ask something of the body, or of treatment
        ("Chest x-ray within the past 60 days showing no glimmers", "inclusion", "not understood"),
        ("A glimmer of the toes as defined in the protocol", "exclusion", "not understood"),
        ("Any toxicity of study ABC-12 is resolved to grade 1", "inclusion", "not understood"),
    ],
)
def test_what_is_set_aside(line: str, section: Section, why: str) -> None:
    assert reader_of(reading_lexicon()).read(line, section).why == why


@pytest.mark.parametrize(
    "line",
    [
        "Persistent diarrhea of grade 2 or more regardless of etiology and glimmers",
        "Autoimmune disease that may be exacerbated by glimmers",
        "Receipt of live attenuated vaccine within 30 days. Note: nobody should receive one while glimmering",
        "Untreated brain lesions, unless discussed with the medical monitor",
    ],
)
def test_what_keeps_out_is_never_set_aside(line: str) -> None:
    found = reader_of(reading_lexicon()).read(line, "exclusion")
    assert found.reading is not None or found.why == "not understood"


@pytest.mark.parametrize(
    "line",
    [
        "A pacemaker is not an exclusion criterion",
        "Prior adjuvant chemotherapy is allowed",
        "Note: stable vitiligo is not exclusionary",
    ],
)
def test_what_lets_in_keeps_nobody_out(line: str) -> None:
    assert reader_of(reading_lexicon()).read(line, "exclusion").why in ("permission", "note")


def test_a_permission_in_brackets_does_not_make_a_line_an_exception() -> None:
    _, child = below("Stroke", "Sarcoidosis. (Patients with glimmers are eligible.)", section="Exclusion")
    assert child.part_of is None


def test_a_reference_keeps_nobody_out() -> None:
    assert reader_of(reading_lexicon()).read("See Disease Characteristics", "exclusion").why == "note"


def test_what_is_permitted_below_an_illness_is_an_exception() -> None:
    head, _ = below(
        "Hepatitis B or C infection. Note that the following are permitted:", "A glimmer", section="Exclusion"
    )
    assert head.reading is None or " or for a human" not in told(head)


def test_an_illness_beside_a_judged_function_keeps_out() -> None:
    line = "Known history of HIV infection without acceptable immune function, or syphilis, or zorblax"
    found = reader_of(reading_lexicon()).read(line, "exclusion")
    assert found.reading is not None or found.why == "not understood"


def test_a_definition_beside_others_who_are_let_in_is_demanded_of_nobody() -> None:
    text = (
        "Inclusion Criteria:\n* Patient is male or postmenopausal female. Postmenopausal is defined as any of the following:\n"
        "  * No menses for 3 years\n  * Bilateral oophorectomy\n"
    )
    parent, *ways = read_text(text, reader_of(reading_lexicon()))[1:]
    assert parent.reading is None
    assert parent.is_open
    assert {way.part_of for way in ways} == {parent.index}
    told = read_text(text.replace("male or ", "a "), reader_of(reading_lexicon()))[1]
    assert told.reading is not None


def test_who_may_enter_all_the_same_stands_below_what_keeps_out() -> None:
    head, one, other = below(
        "Known infection with HIV or HBV. The following participants may be enrolled (as the sponsor sees fit):",
        "Participants who are HIV-positive with undetectable HIV RNA.",
        "Participants who had hepatitis B and have a negative PCR test.",
        section="Exclusion",
    )
    assert told(head).startswith("(HIV, ever or hepatitis B, ever) and for a human")
    assert [line.part_of for line in (one, other)] == [head.index] * 2
    assert one.reading is None


def test_what_was_allowed_at_another_time_is_no_exception() -> None:
    head, one = below("No prior endocrine therapy for metastatic disease", "Prior adjuvant tamoxifen allowed")
    assert told(head) == "not treated with endocrine therapy in the metastatic setting"
    assert one.part_of is None
    head, _ = below("At least 2 weeks since prior tamoxifen", "Prior tamoxifen in any setting allowed")
    assert told(head) == "last dose of tamoxifen at least 14 days ago"
    head, _ = below("At least 2 weeks since prior tamoxifen", "Tamoxifen may be taken during the study and is allowed")
    assert told(head).startswith("last dose of tamoxifen at least 14 days ago or for a human")


def test_a_choice_without_indentation_has_more_than_one_way() -> None:
    lines = read_text(
        "Inclusion Criteria:\n\nAt least one of the following risk factors:\n\nLobular carcinoma in situ\n\n"
        "History of chest irradiation\n\nHistory of glimmering\n\nECOG performance status 0 or 1",
        reader_of(reading_lexicon()),
    )
    head, *listed = [line for line in lines if line.why_unreadable != "heading"]
    assert [line.part_of for line in listed] == [head.index] * 3 + [None]
    assert "lobular carcinoma in situ, ever or (radiotherapy and" in told(head)
    assert told(listed[-1]) == "ECOG at most 1"


def test_grapefruit_is_no_other_inhibitor() -> None:
    parent = "At least 7 days since prior and no concurrent CYP3A4 inhibitors, including the following:"
    assert told(below(parent, "Grapefruit and grapefruit juice")[1]) == "last dose of grapefruit at least 7 days ago"


def test_what_is_allowed_all_the_same_stands_below_what_keeps_out() -> None:
    head, one = below(
        "Active lung disease requiring systemic therapy within 2 years, however the following will be allowed:",
        "Replacement therapy with a zorblax",
        section="Exclusion",
    )
    assert "Is it met" not in told(head)
    assert one.part_of == head.index
