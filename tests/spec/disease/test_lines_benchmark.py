"""Benchmark of lines of therapy.

Every course of `disease/lines.cases` was derived by hand from the rules before any program existed. A course agrees
when its whole table (number, setting, drugs, start, end, why it ended), all its conflicts and all its open questions
are the same.
`python -m bench.lines_agreement` prints it again. The courses are invented and no clinician has reviewed them, so
agreement says that the program does what the rules say, not that the rules are right.
"""

from __future__ import annotations

from bench.lines_agreement import EXPLAINED, by_rule, compare
from tests.spec.manual import Section


def test_agreement_overall(manual: Section) -> None:
    """Courses in full agreement, of all."""
    compared = compare()
    agreed = sum(one.agrees for one in compared)
    manual.text(f"**{agreed} of {len(compared)}** courses agree in full.")
    assert {one.id for one in compared if not one.agrees} == set(EXPLAINED)


def test_agreement_by_rule(manual: Section) -> None:
    """A course counts for every rule that it exercises."""
    rows = by_rule(compare())
    manual.table(
        ("rule", "what it is about", "in agreement", "courses"),
        [(rule, name, str(agreed), str(courses)) for rule, name, agreed, courses in rows],
    )
    assert all(courses for *_, courses in rows)


def test_disagreements(manual: Section) -> None:
    """Each with its explanation; an expectation is never changed to what the program gives."""
    differing = [one for one in compare() if not one.agrees]
    if not differing:
        manual.text("None.")
    for one in differing:
        manual.text(f"**{one.id}** {one.title}. {EXPLAINED[one.id]}")
        manual.code("\n".join(one.differences()))
    assert all(EXPLAINED.get(one.id) for one in differing)


def test_courses(manual: Section) -> None:
    """All of them, with the number of lines that was derived by hand."""
    compared = compare()
    manual.table(
        ("course", "about", "lines", "agrees"),
        [(one.id, one.title, str(len(one.expected.lines)), "yes" if one.agrees else "no") for one in compared],
    )
    assert len({one.id for one in compared}) == len(compared)
