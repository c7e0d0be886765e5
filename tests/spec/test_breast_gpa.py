"""Breast-GPA.

A published prognostic index for people with breast cancer and brain metastases (Sperduto 2020): five items give 0 to
4.0 points, as at the first diagnosis of brain metastases. Onward gives it where everything is recorded; else every
score that is still possible, with the questions that would settle it. It is for professionals: it says what was
observed in groups. Points and survival are those of the authors' calculator (brainmetgpa.com).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from tests.spec.criteria.records import born, site, subject, when
from tests.spec.manual import Section

from onward.criteria import Subject
from onward.disease import Subtype
from onward.engines.options import breast_gpa
from onward.knowledge import breast_gpa_rules
from onward.timeline import ImagingFact, PerformanceStatus

FOUND = "2026-05-10"

# Points by item, written by hand, apart from the file that the program reads.
AGES = {"59": ("1966-05-11", "0.5"), "60": ("1966-05-10", "0")}
KARNOFSKY = {60: "0", 70: "0.5", 90: "1.0"}
SUBTYPES = {
    "triple negative": ("HR-/HER2-zero", "0"),
    "HR+/HER2-": ("HR+/HER2-low", "0.5"),
    "HR-/HER2+": ("HR-/HER2+", "1.5"),
    "HR+/HER2+": ("HR+/HER2+", "1.5"),
}
NUMBERS = {"one": ("Solitary brain metastasis, 14 mm.", "0.5"), "more": ("Three brain metastases.", "0")}
EXTRACRANIAL = {"present": ("2025-01-10", "0")}
SURVIVAL = {
    "0": ("6", "2.5", "12.3"), "0.5": ("6", "2.5", "12.3"), "1.0": ("6", "2.5", "12.3"),
    "1.5": ("12.9", "5.6", "27"), "2.0": ("12.9", "5.6", "27"),
    "2.5": ("23.5", "11.1", "47"), "3.0": ("23.5", "11.1", "47"),
    "3.5": ("36.3", "18.5", "78.1"), "4.0": ("36.3", "18.5", "78.1"),
}  # fmt: skip


def subtype(code: str) -> Subtype:
    """A subtype by its code."""
    return Subtype(code=code, plain=code, because="", rule="", from_calls=(), settle="What is the missing receptor?")


def mri(text: str, on: str = FOUND) -> ImagingFact:
    """An MRI of the head with its conclusion."""
    return ImagingFact(modality="MR", body_site="head", conclusion=text, when=when(on))


def karnofsky(value: int, on: str = FOUND) -> PerformanceStatus:
    """A Karnofsky status."""
    return PerformanceStatus(scale="Karnofsky", value=value, when=when(on))


def woman(*pieces: object, code: str = "HR+/HER2+", brain: str = FOUND) -> Subject:
    """A person with a brain metastasis, and a subtype."""
    found = subject(*pieces, site("brain", brain), as_of=date(2026, 11, 1))  # type: ignore[arg-type]  # pieces of records
    return replace(found, picture=replace(found.picture, subtype=subtype(code)))


@pytest.mark.parametrize(
    ("age", "status", "kind", "number", "outside"),
    list(product(AGES, KARNOFSKY, SUBTYPES, NUMBERS, ("present", "absent"))),
)
def test_the_whole_table(age: str, status: int, kind: str, number: str, outside: str, manual: Section) -> None:
    """All 96 cells. "Absent" outside the brain is never inferred from silence: there both scores stay possible, and the
    row shows the higher of the two."""
    birth, age_points = AGES[age]
    code, subtype_points = SUBTYPES[kind]
    report, number_points = NUMBERS[number]
    sites = (site("liver", EXTRACRANIAL["present"][0]),) if outside == "present" else ()
    found = breast_gpa(woman(born(birth), karnofsky(status), mri(report), *sites, code=code), breast_gpa_rules())
    assert found is not None
    score = sum((Decimal(one) for one in (age_points, KARNOFSKY[status], subtype_points, number_points)), Decimal(0))
    if outside == "present":
        assert found.scores == (score,)
        assert found.questions == ()
    else:
        score += Decimal("0.5")
        assert found.scores == (score - Decimal("0.5"), score)
        assert len(found.questions) == 1
        assert "outside the brain" in found.questions[0]
    group = next(one for one in found.groups if one.from_score <= score <= one.to_score)
    expected = SURVIVAL[f"{score.normalize():f}" if score % 1 else f"{score:.1f}".replace("0.0", "0")]
    assert (group.median_months, group.from_months, group.to_months) == tuple(Decimal(one) for one in expected)
    manual.row(
        (
            "age",
            "Karnofsky",
            "subtype",
            "brain metastases",
            "outside the brain",
            "score",
            "median, months",
            "quartiles",
        ),
        (
            age,
            str(status),
            kind,
            number,
            outside,
            str(score),
            *map(str, (expected[0], f"{expected[1]} to {expected[2]}")),
        ),
    )


def test_the_table_has_96_cells() -> None:
    """Two ages, three steps of Karnofsky, four subtypes, one or more brain metastases, others present or absent."""
    assert len(list(product(AGES, KARNOFSKY, SUBTYPES, NUMBERS, ("present", "absent")))) == 96


def test_nobody_without_a_brain_metastasis_has_a_score() -> None:
    """The index is of metastases in the brain itself: without one there is none; leptomeningeal disease is another."""
    nobody = subject(born("1966-05-10"), site("liver"), as_of=date(2026, 11, 1))
    assert breast_gpa(nobody, breast_gpa_rules()) is None
    meninges = subject(born("1966-05-10"), site("leptomeninges"), as_of=date(2026, 11, 1))
    assert breast_gpa(meninges, breast_gpa_rules()) is None


def test_what_is_not_recorded_keeps_every_score_possible(manual: Section) -> None:
    """With nothing but the brain metastasis every score is possible, and five questions would settle it."""
    found = breast_gpa(woman(code="HR?/HER2?"), breast_gpa_rules())
    assert found is not None
    assert found.score is None
    assert found.scores == tuple(Decimal(n) / 2 for n in range(9))
    assert len(found.questions) == 5
    manual.table(("item", "points", "because", "question"), [
        (item.name, " or ".join(str(point) for point in item.points), item.because, item.question)
        for item in found.items
    ])  # fmt: skip
    manual.text(found.says)


def test_ecog_is_never_turned_into_karnofsky() -> None:
    """ECOG 1 of the same day leaves all steps of Karnofsky possible, and the answer says so."""
    ecog = PerformanceStatus(scale="ECOG", value=1, when=when(FOUND))
    found = breast_gpa(woman(born("1970-01-01"), ecog), breast_gpa_rules())
    assert found is not None
    item = next(item for item in found.items if item.name == "Karnofsky")
    assert item.points == (Decimal(0), Decimal("0.5"), Decimal("1.0"))
    assert "does not stand for the other" in item.because


@pytest.mark.parametrize(
    ("birth", "found_on", "points"),
    [
        ("1966-05-10", "2026-05-10", ("0",)),  # her 60th birthday
        ("1966-05-10", "2026-05-09", ("0.5",)),  # the day before
        ("1966", "2026", ("0", "0.5")),
        ("1966-05", "2026-05-10", ("0", "0.5")),
        ("1966-05-10", "", ("0", "0.5")),  # 60 today, the diagnosis undated
        ("1970-05-10", "", ("0.5",)),  # 56 today: younger at any earlier day
    ],
)
def test_age_counts_at_the_diagnosis_of_brain_metastases(
    birth: str, found_on: str, points: tuple[str, ...], manual: Section
) -> None:
    """Not today's age. Partial dates that do not decide keep both; today's age decides where it can."""
    found = breast_gpa(woman(born(birth), brain=found_on), breast_gpa_rules())
    assert found is not None
    item = next(item for item in found.items if item.name == "age")
    assert item.points == tuple(Decimal(one) for one in points)
    manual.row(("born", "brain metastases found", "points", "because"),
               (birth, found_on or "undated", " or ".join(points), item.because))  # fmt: skip


@pytest.mark.parametrize(
    ("value", "on", "points"),
    [
        (60, FOUND, ("0",)),
        (70, FOUND, ("0.5",)),
        (80, FOUND, ("0.5",)),
        (90, FOUND, ("1.0",)),
        (100, FOUND, ("1.0",)),
        (65, FOUND, ("0", "0.5")),
        (90, "2026-07-09", ("1.0",)),  # the 60th day after
        (90, "2026-07-10", ("0", "0.5", "1.0")),  # the 61st
        (90, "2026-03-11", ("1.0",)),  # the 60th day before
        (90, "2026-03-10", ("0", "0.5", "1.0")),
        (90, "2026", ("0", "0.5", "1.0")),
    ],
)
def test_karnofsky_of_that_time(value: int, on: str, points: tuple[str, ...], manual: Section) -> None:
    """A status counts within 60 days of the diagnosis; one that lies between two steps keeps both."""
    found = breast_gpa(woman(born("1970-01-01"), karnofsky(value, on)), breast_gpa_rules())
    assert found is not None
    item = next(item for item in found.items if item.name == "Karnofsky")
    assert item.points == tuple(Decimal(one) for one in points)
    manual.row(("Karnofsky", "on", "points", "because"), (str(value), on, " or ".join(points), item.because))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Single brain metastasis in the left frontal lobe.", ("0.5",)),
        ("Two brain metastases.", ("0",)),
        ("Multiple new cerebral metastases.", ("0",)),
        ("Brain metastases.", ("0", "0.5")),
        ("Stable brain metastasis.", ("0", "0.5")),
        ("No brain metastases.", ("0", "0.5")),
        ("Metastases: 3 in the liver. Brain metastases not excluded.", ("0", "0.5")),
        ("One brain metastasis; earlier report: two brain metastases.", ("0", "0.5")),
    ],
)
def test_their_number_is_read_where_a_number_stands_right_before_them(
    text: str, points: tuple[str, ...], manual: Section
) -> None:
    """A plural alone tells no number; two numbers that contradict each other keep both."""
    found = breast_gpa(woman(born("1970-01-01"), mri(text)), breast_gpa_rules())
    assert found is not None
    item = next(item for item in found.items if item.name == "number of brain metastases")
    assert item.points == tuple(Decimal(one) for one in points)
    manual.row(("the report says", "points", "because"), (text, " or ".join(points), item.because))


def test_metastases_that_came_later_or_undated_do_not_tell() -> None:
    """A liver metastasis found a year after the brain says nothing of the time before; regional nodes do not count."""
    for sites in ((site("liver", "2027-01-01"),), (site("liver", ""),), (site("node_regional", "2025-01-01"),)):
        found = breast_gpa(woman(born("1970-01-01"), *sites), breast_gpa_rules())
        assert found is not None
        item = next(item for item in found.items if item.name == "extracranial metastases")
        assert item.points == (Decimal(0), Decimal("0.5"))
        assert item.question


@pytest.mark.parametrize(
    ("code", "points"),
    [
        ("HR+/HER2-ultralow", ("0.5",)),
        ("HR-/HER2-", ("0",)),
        ("HR?/HER2+", ("1.5",)),
        ("HR?/HER2-low", ("0", "0.5")),
        ("HR+/HER2?", ("0.5", "1.5")),
        ("HR-/HER2?", ("0", "1.5")),
    ],
)
def test_half_a_subtype(code: str, points: tuple[str, ...], manual: Section) -> None:
    """HER2 low, ultralow and zero are all not positive. HER2-positive disease has the same points whatever the hormone
    receptors; else an unknown half keeps both."""
    found = breast_gpa(woman(born("1970-01-01"), code=code), breast_gpa_rules())
    assert found is not None
    item = next(item for item in found.items if item.name == "subtype")
    assert item.points == tuple(Decimal(one) for one in points)
    manual.row(("subtype", "points"), (code, " or ".join(points)))
