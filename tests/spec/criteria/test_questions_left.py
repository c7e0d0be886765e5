"""What is left to ask.

Each open question with what its answer would settle; first what decides by itself.
"""

from tests.spec.criteria.record_words import words
from tests.spec.criteria.records import METASTATIC, Piece, born, lab, number, subject
from tests.spec.manual import Section

from onward.criteria import (
    Age,
    AllOf,
    AnyOf,
    AskHuman,
    Criterion,
    HasSex,
    LabValue,
    Limits,
    Metastatic,
    Not,
    Performance,
    Pregnancy,
    PresumeNo,
    answer,
    describe_criterion,
    questions_left,
    truth_if,
)
from onward.terms import Truth

WOMAN = born("1970-01-01")
ADULT = Age(at_least_years=18)
FIT = Performance(scale="ECOG", at_most=1)
NEUTROPHILS = LabValue(analyte="neutrophils", limits=Limits(at_least=number("1.5")), unit="10*9/L", within_days=28)
NO_NEUTROPENIA = Not(
    of=LabValue(analyte="neutrophils", limits=Limits(below=number("0.5")), unit="10*9/L", within_days=28)
)


def left(manual: Section, whole: Criterion, *pieces: Piece) -> list[list[tuple[str, str]]]:
    """What is left, each question as its list of (if yes, if no); and the table on the page."""
    found = answer(whole, subject(*pieces))
    asked = questions_left(found)
    manual.text(f"**{describe_criterion(whole)}**; the record says: {words(*pieces)}. Answer: {found.truth.name}.")
    rows = [
        (one.question.text, describe_criterion(settles.criterion), settles.if_yes.name, settles.if_no.name)
        for one in asked
        for settles in one.settles
    ]
    if rows:
        manual.table(("ask", "to settle", "if yes", "if no"), rows)
    else:
        manual.text("Nothing is left to ask.")
    return [[(settles.if_yes.name, settles.if_no.name) for settles in one.settles] for one in asked]


def test_nothing_when_decided(manual: Section) -> None:
    """A decided answer asks nothing, though parts of it are unknown."""
    assert left(manual, AllOf(of=(HasSex(sex="male"), FIT)), WOMAN) == []
    assert left(manual, AnyOf(of=(HasSex(sex="female"), FIT)), WOMAN) == []


def test_one_open_part(manual: Section) -> None:
    """The only open part of an "and" decides either way."""
    assert left(manual, AllOf(of=(ADULT, FIT)), WOMAN) == [[("YES", "NO")]]


def test_two_open_parts(manual: Section) -> None:
    """With two open parts of an "and", each alone can only rule out."""
    assert left(manual, AllOf(of=(FIT, NEUTROPHILS)), WOMAN) == [[("UNKNOWN", "NO")], [("UNKNOWN", "NO")]]


def test_the_decisive_question_first(manual: Section) -> None:
    """ECOG or (metastatic and neutrophils): ECOG decides one way, the others only together."""
    whole = AnyOf(of=(AllOf(of=(Metastatic(), NEUTROPHILS)), FIT))
    assert left(manual, whole, WOMAN) == [[("YES", "UNKNOWN")], [("UNKNOWN", "UNKNOWN")], [("UNKNOWN", "UNKNOWN")]]
    assert questions_left(answer(whole, subject(WOMAN)))[0].settles[0].criterion == FIT


def test_one_measurement_for_two_limits(manual: Section) -> None:
    """Two limits of one analyte wait for the same measurement: one question."""
    assert left(manual, AllOf(of=(NEUTROPHILS, NO_NEUTROPENIA)), WOMAN) == [[("UNKNOWN", "NO"), ("NO", "UNKNOWN")]]


def test_what_no_longer_matters_is_not_asked(manual: Section) -> None:
    """Beside a NO in an "and" inside an "or", the open part of that "and" is not asked."""
    whole = AnyOf(of=(AllOf(of=(HasSex(sex="male"), NEUTROPHILS)), FIT))
    assert left(manual, whole, WOMAN) == [[("YES", "NO")]]


def test_an_old_value_asks_for_a_new_one(manual: Section) -> None:
    """Too old, imprecise, conflicting: the same question with another reason."""
    assert left(manual, NEUTROPHILS, lab("neutrophils", "2", "10*9/L", "2026-01-05")) == [[("YES", "NO")]]


def test_a_human_is_asked_with_the_rest(manual: Section) -> None:
    """A line for a human is a question like others, and one that nobody else can answer."""
    consent = AskHuman(question="Does she agree to a biopsy?", because="consent is hers")
    assert left(manual, AllOf(of=(Metastatic(), consent)), METASTATIC) == [[("YES", "NO")]]


def test_a_presumption_is_not_a_question_left(manual: Section) -> None:
    """What is presumed is said with the answer; answering it still counts for more than the presumption."""
    presumed = Not(of=PresumeNo(of=Pregnancy(states=("pregnant",)), because="she is past the menopause"))
    assert left(manual, presumed, WOMAN) == []
    found = answer(presumed, subject(WOMAN))
    assert found.assumed == ("she is past the menopause",)
    assert truth_if(found, {Pregnancy(states=("pregnant",)): Truth.YES}) is Truth.NO
