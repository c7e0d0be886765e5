"""`ask`: one question, several records, the expected answer to each; the table becomes part of the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from tests.spec.criteria.record_words import words
from tests.spec.criteria.records import AS_OF, Piece, subject
from tests.spec.manual import Section

from onward.criteria import Answer, Criterion, Prospect, Reference, answer, describe_criterion, questions_left
from onward.terms import Truth


@dataclass(frozen=True)
class Row:
    """One record, and what must be answered."""

    expected: str
    pieces: tuple[Piece, ...]
    as_of: date


def row(expected: str, *pieces: Piece, as_of: date = AS_OF) -> Row:
    """One line of a table; `expected` in the words of `verdict`."""
    return Row(expected, pieces, as_of)


def verdict(found: Answer) -> str:
    """An answer in the words of the tables: "YES", "NO until 2026-12-01", "NO, can change", "UNKNOWN: too old"."""
    presumed = "".join(f"; presuming: {reason}" for reason in found.assumed)
    match found.truth, found.change.prospect:
        case Truth.UNKNOWN, _:
            assert found.why_unknown is not None
            return f"UNKNOWN: {found.why_unknown.value}"
        case Truth.YES, Prospect.DATED:
            return f"YES until {found.changes_on}{presumed}"
        case Truth.YES, Prospect.FIXED:
            return f"YES for good{presumed}"
        case Truth.YES, Prospect.OPEN:
            return f"YES{presumed}"
        case Truth.NO, Prospect.DATED:
            return f"NO until {found.changes_on}{presumed}"
        case Truth.NO, Prospect.FIXED:
            return f"NO for good{presumed}"
        case Truth.NO, Prospect.OPEN:
            return f"NO, can change{presumed}"
    raise AssertionError(found)


Ask = Callable[..., None]


@pytest.fixture
def ask(manual: Section) -> Ask:
    """Answer one question about several records, compare with what is expected, and write the table."""

    def run(question: Criterion, *rows: Row, reference: Reference | None = None) -> None:
        lines: list[tuple[str, str, str]] = []
        for one in rows:
            person = subject(*one.pieces, as_of=one.as_of, reference=reference)
            found = answer(question, person)
            assert verdict(found) == one.expected, f"{words(*one.pieces)}\n{found.because}"
            reason = found.because
            if found.truth is Truth.UNKNOWN:
                left = questions_left(found)
                assert left, "every UNKNOWN names a question"
                reason = f"{reason}\n*Ask:* {left[0].question.text}"
            lines.append((words(*one.pieces), one.expected, reason))
        day = {one.as_of for one in rows}
        on = f" (on {day.pop()})" if len(day) == 1 else ""
        manual.text(f"**{describe_criterion(question)}**{on}")
        manual.table(("the record says", "answer", "because"), lines)

    return run
