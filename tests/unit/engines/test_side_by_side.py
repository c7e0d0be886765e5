"""Criteria side by side where case tables do not reach: metabolism, several readers, records without any read."""

from __future__ import annotations

from onward.engines.response import ReaderResponse, Reason, Row, VisitResponse, side_by_side
from onward.engines.response.ways import way_of
from onward.knowledge import response_rules
from onward.terms import parse_date

RULES = response_rules()


def answered(criterion: str, *overall: str, reader: str = "R1", dates: tuple[str, ...] = ()) -> ReaderResponse:
    """One answer: categories of the visits WEEK 8, WEEK 16, ... after a baseline."""
    days = dates or tuple(f"2026-{month:02d}-05" for month in range(3, 3 + len(overall)))
    names = [f"WEEK {8 * number}" for number in range(1, 1 + len(overall))]
    by_day = criterion in ("marker-trend", "clinical-summary")
    visits = [
        VisitResponse(
            visit=day if by_day else name,
            date=parse_date(day),
            is_baseline=False,
            overall=category,
            because=(Reason(says=category, section="1"),),
            lesions=(),
        )
        for name, day, category in zip(names, days, overall, strict=True)
    ]
    return ReaderResponse(
        person="P1",
        reader=reader,
        reader_role="",
        criterion=criterion,
        visits=tuple(visits),
        best_overall="",
        best_overall_because="",
        best_confirmed="",
        best_confirmed_because="",
        progressed_on=None,
        responded_on=None,
        flags=(),
        rule="",
        rule_version="",
        review="none",
    )


def only_row(*answers: ReaderResponse) -> Row:
    found = side_by_side(answers, RULES)
    assert found is not None
    (row,) = found.rows
    return row


def kinds(row: Row) -> list[str]:
    return [why.kind for why in row.why]


def test_uptake_falls_before_size() -> None:
    row = only_row(answered("recist-1.1", "SD"), answered("percist-1.0", "PMR"))
    assert row.verdict == "disagree"
    assert kinds(row) == ["metabolism and size"]
    assert "uptake fell (PMR), size says SD" in row.why[0].says


def test_uptake_rises_while_size_does_not() -> None:
    row = only_row(answered("recist-1.1", "PR"), answered("eortc-1999", "PMD"))
    assert kinds(row) == ["metabolism and size"]
    assert "a biopsy" in row.why[0].settles


def test_metabolism_of_one_reader_is_not_compared_with_sizes_of_another() -> None:
    row = only_row(answered("recist-1.1", "SD", reader="R1"), answered("percist-1.0", "PMR", reader="R2"))
    assert kinds(row) == ["not explained"]


def test_two_readers_of_one_criterion() -> None:
    row = only_row(
        answered("recist-1.1", "PR", reader="R1"), answered("recist-1.1", "PD", reader="R2"), answered("mda-bone", "PR")
    )
    assert "readers differ" in kinds(row)
    assert "R1 PR, R2 PD" in next(why.says for why in row.why if why.kind == "readers differ")


def test_what_cannot_be_evaluated_makes_no_disagreement() -> None:
    row = only_row(answered("recist-1.1", "NE"), answered("percist-1.0", "PMR"))
    assert (row.verdict, row.why) == ("open", ())


def test_a_record_without_reads_has_the_periods_of_the_record() -> None:
    found = side_by_side(
        [
            answered("clinical-summary", "stable", "progression", reader="care team"),
            answered("marker-trend", "falling", "rising, unconfirmed", reader="CA 15-3"),
        ],
        RULES,
    )
    assert found is not None
    first, second = found.rows
    assert (first.visit, first.verdict, kinds(first)) == ("2026-03-05", "disagree", ["marker and images"])
    assert (second.verdict, kinds(second)) == ("agree", []), "an unconfirmed rise goes with progression"


def test_the_team_says_progression_and_the_measurements_do_not() -> None:
    row = only_row(answered("recist-1.1", "SD"), answered("clinical-summary", "progression", reader="care team"))
    assert kinds(row) == ["record and measurements"]


def test_a_marker_that_does_not_move_with_progression() -> None:
    row = only_row(answered("recist-1.1", "PD"), answered("marker-trend", "no significant change", reader="CEA"))
    assert "does not change" in row.why[0].says


def test_each_code_points_one_way() -> None:
    assert [way_of(code) for code in ("CR", "iPR", "PMR", "SD", "NON-CR/NON-PD", "PD", "iUPD", "NE", "")] == [
        "better", "better", "better", "same", "same", "worse", "waiting", "open", "open",
    ]  # fmt: skip
