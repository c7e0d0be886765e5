"""Lines of which only parts are understood: what is certain is asked of the record, the rest of a human.

"a human" stands for a question in the line's own words; None for a line that is left alone, because its structure is in doubt.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Not, When, describe_criterion, from_plain
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, Section, read_text, reader_of

HUMAN = "a human"


def form(criterion: Criterion | None) -> Any:
    """The expression with parts without order, and every question for a human as one."""
    match criterion:
        case None:
            return None
        case AskHuman():
            return HUMAN
        case AllOf() | AnyOf():
            return (type(criterion).__name__, frozenset(form(part) for part in criterion.of))
        case Not():
            return ("Not", form(criterion.of))
        case When():
            return ("When", form(criterion.condition), form(criterion.then))
        case _:
            return criterion


def every(*parts: Any) -> Any:
    return ("AllOf", frozenset(parts))


def either(*parts: Any) -> Any:
    return ("AnyOf", frozenset(parts))


def none(part: Any) -> Any:
    return ("Not", part)


def leaf(plain: dict[str, Any]) -> Criterion:
    return from_plain(plain)


def ill(group: str, **more: Any) -> Criterion:
    return leaf({"condition": {"groups": [group], **more}})


def had(event: str, **more: Any) -> Criterion:
    return leaf({"had": {"event": event, **more}})


def lab(analyte: str, unit: str, **limits: str) -> Criterion:
    return leaf({"lab_value": {"analyte": analyte, "limits": limits, "times" if unit == "ULN" else "unit": unit}})


def given(*classes: str) -> Criterion:
    return leaf({"exposed": {"to": {"classes": list(classes)}}})


OTHER_CANCER = leaf({"other_cancer": {}})
BREAST = leaf({"breast_cancer": {}})
METASTATIC = leaf({"metastatic": {}})
ADULT = leaf({"age": {"at_least_years": 18}})
MEASURABLE = leaf({"finding": {"name": "measurable disease"}})
SURGERY = had("major surgery", within_days=28)

KEPT_OUT: list[tuple[str, Any]] = [
    # lists
    ("Stroke, sarcoidosis or glimmering toes", either(ill("stroke"), ill("sarcoidosis"), HUMAN)),
    ("Glimmering toes; stroke; a history of sarcoidosis", either(HUMAN, ill("stroke"), ill("sarcoidosis"))),
    ("Stroke; or planned travel to the moon", either(ill("stroke"), HUMAN)),
    # what stands behind the last may be meant for those before it
    ("Sarcoidosis, glimmering toes, or stroke within 6 months", either(every(ill("sarcoidosis"), HUMAN), HUMAN, ill("stroke", within_days=180))),
    ("Wound revision, or major surgery within 4 weeks", either(HUMAN, SURGERY)),
    # restrictions
    ("Extensive sarcoidosis of the glimmering kind", ill("sarcoidosis", qualities=["extensive", "of glimmering kind"])),
    ("Stroke with lasting glimmers", ill("stroke", qualities=["with lasting glimmer"])),
    # another illness than its noun
    ("Portal hypertension", ill("portal hypertension")),
    # an "or" in the restriction might begin a second illness
    ("Sarcoidosis because of dust, or requiring a glimmer", None),
    ("Bradycardia due to medicines, or significant bundle branch block", either(ill("bradycardia", qualities=["due to medicine"]), ill("bundle branch block", qualities=["significant"]))),
    # exceptions and conditions
    ("Sarcoidosis unless it glimmers", every(ill("sarcoidosis"), none(HUMAN))),
    ("Any other malignancy except glimmers of low grade", every(OTHER_CANCER, none(HUMAN))),
    ("Prior anthracyclines if given for glimmers", every(given("anthracycline"), HUMAN)),
    # behind the exception another criterion begins: only who has neither is certainly not meant
    (
        "Other malignancy other than glimmers, or prior chemotherapy within a month",
        every(either(OTHER_CANCER, given("chemotherapy")), HUMAN),
    ),
    # examples
    ("Interstitial lung disease, including glimmering lungs", either(ill("interstitial lung disease"), HUMAN)),
    # what governs the list governs all of it
    ("Allergic reactions to docetaxel, or a glimmering compound or tablet", leaf({"allergy_to": {"drugs": ["docetaxel", "tablet"]}})),
    # what is to come stands in no record
    ("Stroke or anticipated major surgery", either(ill("stroke"), HUMAN)),
    ("Men or women of glimmering age who are unwilling to walk", None),
    ("Poor glimmering venous access", None),
    # sentences
    ("Stroke. Patients with glimmers are also excluded.", either(ill("stroke"), HUMAN)),
    ("Sarcoidosis. Patients with sarcoidosis that has glimmered may be enrolled.", every(ill("sarcoidosis"), none(HUMAN))),
    ("Active sarcoidosis. The following are exceptions to this criterion: glimmers.", every(ill("sarcoidosis", status="now"), none(HUMAN))),
    ("Active brain metastases, or seizures", either(leaf({"cns_disease": {"states": ["active"]}}), ill("seizure"))),
]  # fmt: skip

ASKED_FOR: list[tuple[str, Any]] = [
    ("Age at least 18 years and able to glimmer", every(ADULT, HUMAN)),
    ("Measurable disease; glimmers of the right kind", every(MEASURABLE, HUMAN)),
    ("Breast cancer with glimmers of any size", every(BREAST, HUMAN)),
    ("Breast cancer confirmed by glimmers or by twinkles", every(BREAST, HUMAN)),
    # a part of the noun stands before the "or"
    ("Glimmering or breast cancer", None),
    ("Either metastatic disease or glimmers", None),
    # denials
    ("No stroke, sarcoidosis or glimmers", none(either(ill("stroke"), ill("sarcoidosis"), HUMAN))),
    ("No sarcoidosis that glimmers", none(every(ill("sarcoidosis"), HUMAN))),
    ("No sarcoidosis except of the glimmering kind", either(none(ill("sarcoidosis")), HUMAN)),
    # limits
    ("Platelets at least 100 x 10^9/L unless glimmering", either(lab("platelets", "10*9/L", at_least="100"), HUMAN)),
    ("Hemoglobin at least 9 g/dL (glimmers allowed)", either(lab("hemoglobin", "g/dL", at_least="9"), HUMAN)),
    # a second limit behind the first is for some: the first is not asked of all
    ("AST at most 2.5 x ULN for glimmering patients; at most 5 x ULN for others", None),
    ("Bilirubin at most 1.5 x ULN in glimmering patients", None),
    # an illness among what is asked for: the heading that denied it was lost
    ("Sarcoidosis with glimmers", None),
    ("In case of stroke, glimmers must be above 3", None),
    ("Breast cancer if glimmers were more than 5 years ago", None),
    # a definition may be wider than the word
    ("Advanced breast cancer (locoregionally recurrent or metastatic) with glimmers", None),
    ("Breast cancer that is either glimmering, or stage IV", None),
    # sentences: explanations are no alternatives
    ("Measurable disease. Glimmers are considered non-target.", every(MEASURABLE, HUMAN)),
    ("HER2-negative breast cancer. Local pathology is sufficient for assessment.", every(leaf({"receptor": {"marker": "HER2", "calls": ["negative"]}}), BREAST)),
    ("Measurable disease. Patients with glimmers are not eligible.", every(MEASURABLE, none(HUMAN))),
]  # fmt: skip


@cache
def _read(text: str, section: Section) -> Criterion | None:
    return reader_of(reading_lexicon()).read(text, section).reading


@pytest.mark.parametrize(("text", "meaning"), KEPT_OUT, ids=[text for text, _ in KEPT_OUT])
def test_what_keeps_out(text: str, meaning: Any) -> None:
    assert form(_read(text, "exclusion")) == meaning


@pytest.mark.parametrize(("text", "meaning"), ASKED_FOR, ids=[text for text, _ in ASKED_FOR])
def test_what_is_asked_for(text: str, meaning: Any) -> None:
    assert form(_read(text, "inclusion")) == meaning


def lines(text: str) -> tuple[EligibilityLine, ...]:
    return read_text(text, reader_of(reading_lexicon()))


def test_an_or_at_a_lines_end_joins_the_next() -> None:
    heading, first, second, third = lines(
        "Inclusion Criteria:\n* No evidence of disease, or\n* Metastatic disease\n* Age at least 18 years\n"
    )
    assert isinstance(first.reading, AnyOf)
    assert METASTATIC in first.reading.of
    assert (second.part_of, third.part_of) == (first.index, None)
    assert third.reading == ADULT
    assert heading.why_unreadable == "heading"


def test_kinds_of_cancer_in_a_row_are_one_choice() -> None:
    _, first, second, third = lines("Inclusion Criteria:\n* Breast cancer\n* Ovarian cancer\n* Age at least 18 years\n")
    assert isinstance(first.reading, AnyOf)
    assert second.part_of == first.index
    assert third.reading == ADULT


def test_a_group_named_among_exclusions_keeps_nobody_out() -> None:
    *_, group, stroke = lines("Exclusion Criteria:\nMelanoma Patients\nStroke\n")
    assert group.why_unreadable == "heading"
    assert stroke.reading == ill("stroke")


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Key exclusion criteria for both phases:", "exclusion"),
        ("Treatment Exclusion Criteria:", "exclusion"),
        ("Exclusion Criteria for donors of marrow:", "exclusion"),
        ("Infant Inclusion Criteria:", "inclusion"),
        ("Inclusion/Exclusion Criteria:", "unknown"),
    ],
)
def test_headings(heading: str, section: Section) -> None:
    _, line = lines(f"{heading}\n* Stroke\n")
    assert line.section == section


def test_a_condition_above_a_line_with_lines_of_its_own() -> None:
    """ "If 1-3 nodes are involved:" is not read: what stands below is asked of those alone."""
    text = "Inclusion Criteria:\n* If one to three nodes glimmer:\n  * Platelets at least 100 x 10^9/L:\n    * Measured on the same day\n"
    head, asked = lines(text)[1:3]
    assert head.reading is None
    assert asked.reading is not None
    assert describe_criterion(asked.reading).startswith(
        "not for a human: Is she (or he) one of those meant by: If one to three nodes glimmer?"
    )


def test_a_head_that_only_names_what_follows() -> None:
    text = "Exclusion Criteria:\n* Any of the following cardiac abnormalities:\n  * Angina\n  * Stroke\n"
    _, head, angina, stroke = lines(text)
    assert head.why_unreadable == "heading"
    assert angina.reading is not None
    assert stroke.reading is not None


@pytest.mark.parametrize(
    ("text", "section"),
    [
        # Consent, logistics or judgement, and a condition of the person beside it: never set aside.
        (
            "HER2-positive by immunohistochemistry, and the investigator plans to give trastuzumab or glimmers",
            "inclusion",
        ),
        ("Have received trastuzumab; or are not a candidate for it", "inclusion"),
        ("Evidence of an eligible PIK3CA mutation in existing results", "inclusion"),
        ("Platelets above 100 x 10^9/L (glimmers allowed) if the sample is available for research", "inclusion"),
    ],
)
def test_a_condition_beside_consent_or_judgement_is_not_set_aside(text: str, section: Section) -> None:
    found = reader_of(reading_lexicon()).read(text, section)
    assert found.reading is not None or found.why == "not understood"
