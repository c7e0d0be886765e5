"""Lines of therapy.

A line is what was given together until something made it end. Neoadjuvant and adjuvant lines have the number 0,
metastatic lines count from 1. Each rule is named in `disease/lines`; all hand-derived courses are compared in
[the benchmark](lines-benchmark.md). No clinician has reviewed the rules (review: none).
"""

from __future__ import annotations

from tests.spec.disease.treatments import Treatment, lines_of, show
from tests.spec.manual import Section

DE_NOVO = {"diagnosis": "2020-01-02", "surgery": "", "metastasis": "2020-01-10"}


def test_endocrine_lines_count(manual: Section) -> None:
    """Letrozole, progression, fulvestrant: two lines. An endocrine drug alone is a line like any other."""
    treatments: list[Treatment] = [
        ("letrozole", "2020-02-03", "2021-06-14", "progression"),
        ("fulvestrant", "2021-06-28", "2022-03-01", "progression"),
        ("exemestane", "2022-03-15", "", ""),
    ]
    found = lines_of(treatments)
    show(manual, treatments, found)
    assert found.lines == (
        ("1", "metastatic", ("letrozole",), "2020-02-03", "2021-06-14", "progression"),
        ("2", "metastatic", ("fulvestrant",), "2021-06-28", "2022-03-01", "progression"),
        ("3", "metastatic", ("exemestane",), "2022-03-15", "null", "ongoing"),
    )


def test_progression_opens_a_line_within_a_class(manual: Section) -> None:
    """Anastrozole after progression on letrozole is a new line, although both are aromatase inhibitors."""
    treatments: list[Treatment] = [
        ("letrozole", "2020-02-03", "2021-06-14", ""),
        ("anastrozole", "2021-06-28", "", ""),
    ]
    found = lines_of(treatments, progressions=["2021-06-10"])
    show(manual, treatments, found, ["2021-06-10"])
    assert [(n, drugs, why) for n, _, drugs, _, _, why in found.lines] == [
        ("1", ("letrozole",), "progression"),
        ("2", ("anastrozole",), "ongoing"),
    ]


def test_swapping_within_a_class_for_toxicity(manual: Section) -> None:
    """Without progression another drug of the same class joins the line."""
    treatments: list[Treatment] = [
        ("letrozole", "2020-02-03", "", ""),
        ("palbociclib", "2020-02-03", "2020-09-01", "toxicity"),
        ("abemaciclib", "2020-09-21", "", ""),
    ]
    found = lines_of(treatments)
    show(manual, treatments, found)
    assert found.lines == (
        ("1", "metastatic", ("abemaciclib", "letrozole", "palbociclib"), "2020-02-03", "null", "ongoing"),
    )


def test_the_twenty_eight_days(manual: Section) -> None:
    """A drug that starts 28 days after the line belongs to it; a day later it opens the next, and letrozole goes on."""
    inside: list[Treatment] = [("letrozole", "2020-02-03", "", ""), ("ribociclib", "2020-03-02", "", "")]
    outside: list[Treatment] = [("letrozole", "2020-02-03", "", ""), ("ribociclib", "2020-03-03", "", "")]
    first, second = lines_of(inside), lines_of(outside)
    show(manual, inside, first)
    show(manual, outside, second)
    assert [drugs for _, _, drugs, *_ in first.lines] == [("letrozole", "ribociclib")]
    assert [(n, drugs, start, end) for n, _, drugs, start, end, _ in second.lines] == [
        ("1", ("letrozole",), "2020-02-03", "2020-03-02"),
        ("2", ("letrozole", "ribociclib"), "2020-03-03", "null"),
    ]


def test_maintenance_after_chemotherapy(manual: Section) -> None:
    """Docetaxel ends, both antibodies go on, letrozole is added: one line. Ovarian suppression is no part of it."""
    treatments: list[Treatment] = [
        ("docetaxel", "2020-02-03", "2020-06-15", ""),
        ("trastuzumab", "2020-02-03", "", ""),
        ("pertuzumab", "2020-02-03", "", ""),
        ("goserelin", "2020-07-06", "", ""),
        ("letrozole", "2020-07-06", "", ""),
    ]
    found = lines_of(treatments, **DE_NOVO)
    show(manual, treatments, found)
    assert [(n, drugs, why) for n, _, drugs, _, _, why in found.lines] == [
        ("1", ("docetaxel", "letrozole", "pertuzumab", "trastuzumab"), "ongoing"),
    ]


def test_early_treatment_has_the_number_zero(manual: Section) -> None:
    """Planned chemotherapy is one row, endocrine treatment with its change of drug another; neither is counted."""
    treatments: list[Treatment] = [
        ("epirubicin", "2015-05-04", "2015-07-06", "completed"),
        ("paclitaxel", "2015-07-27", "2015-10-12", "completed"),
        ("tamoxifen", "2015-11-02", "2018-01-15", "planned"),
        ("letrozole", "2018-01-16", "2019-12-20", "progression"),
        ("capecitabine", "2020-02-03", "", ""),
    ]
    found = lines_of(treatments)
    show(manual, treatments, found)
    assert found.lines == (
        ("0", "adjuvant", ("epirubicin", "paclitaxel"), "2015-05-04", "2015-10-12", "completed"),
        ("0", "adjuvant", ("letrozole", "tamoxifen"), "2015-11-02", "2019-12-20", "progression"),
        ("1", "metastatic", ("capecitabine",), "2020-02-03", "null", "ongoing"),
    )


def test_two_cdk46_inhibitors_at_once_are_a_conflict(manual: Section) -> None:
    """Both stay in the line, and the page asks which one was taken."""
    treatments: list[Treatment] = [
        ("letrozole", "2020-02-03", "", ""),
        ("palbociclib", "2020-02-03", "", ""),
        ("ribociclib", "2020-06-01", "", ""),
    ]
    found = lines_of(treatments)
    show(manual, treatments, found)
    assert found.conflicts == ("two-at-once: palbociclib, ribociclib",)
    assert len(found.lines) == 1


def test_a_stop_before_its_start_is_a_conflict(manual: Section) -> None:
    """The start decides the line and is kept; nobody can tell which of the two dates is wrong."""
    treatments: list[Treatment] = [("letrozole", "2020-02-03", "2019-02-03", "")]
    found = lines_of(treatments)
    show(manual, treatments, found)
    assert found.conflicts == ("stop-before-start: letrozole",)
    assert found.unknown == ("no-end: letrozole",)
    assert found.lines == (("1", "metastatic", ("letrozole",), "2020-02-03", "null", "unknown"),)


def test_drugs_without_dates_stay_out_of_the_numbers(manual: Section) -> None:
    """An undated drug, and a name that nobody knows, are asked about; no line is made of them."""
    treatments: list[Treatment] = [("letrozole", "", "", ""), ("study drug X", "2020-03-02", "", "")]
    found = lines_of(treatments)
    show(manual, treatments, found)
    assert found.lines == ()
    assert found.unknown == ("no-date: letrozole", "unknown-drug: study drug X")


def test_dates_that_do_not_decide_give_the_lowest_count(manual: Section) -> None:
    """Known to the month only, ribociclib may have started inside or outside the 28 days: it joins, and it is asked."""
    treatments: list[Treatment] = [("letrozole", "2020-02-03", "", ""), ("ribociclib", "2020-03", "", "")]
    found = lines_of(treatments)
    show(manual, treatments, found)
    assert [drugs for _, _, drugs, *_ in found.lines] == [("letrozole", "ribociclib")]
    assert found.unknown == ("join-or-new: ribociclib",)


def test_as_known_on_an_earlier_day(manual: Section) -> None:
    """Asked for a day before the stop, the same drug is running and nobody knows yet why it will end."""
    treatments: list[Treatment] = [
        ("letrozole", "2020-02-03", "2021-06-14", "progression"),
        ("fulvestrant", "2021-06-28", "", ""),
    ]
    found = lines_of(treatments, as_of="2021-06-01")
    show(manual, treatments, found)
    assert found.lines == (("1", "metastatic", ("letrozole",), "2020-02-03", "null", "ongoing"),)
