"""Lines of one list that are alternatives though no line above says so: an "or" at a line's end, kinds of cancer in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeGuard

from onward.criteria import AllOf, AnyOf, AskHuman, BreastCancer, CancerType, Criterion, Finding, HasSex, Not, When
from onward.reading.cancer_names import asks_for_a_kind, names_cancer
from onward.reading.decides import can_decide
from onward.reading.eligibility import FOR_A_HUMAN, EligibilityLine
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of

_BEGINS_WITH_OR = sought(r"^\W*(?:or\b(?!\s+more)|OR\b)", re.IGNORECASE)
_GOES_ON = sought(r"[,;]\s*$")
# Names that hold other kinds of cancer: beside one of these a kind is no alternative.
_WIDE_KINDS = frozenset({"solid tumour", "cancer", "malignancy", "any cancer"})
_LONGEST = 12


def ends_with_or(text: str) -> bool:
    """Whether the last word of a line is "or"."""
    end = text.rstrip()
    if end.endswith((":", ".")):
        end = end[:-1].rstrip()
    return end[-2:].lower() == "or" and (len(end) == 2 or end[-3].isspace() or end[-3] in ",;./")


def with_alternatives(lines: Sequence[EligibilityLine]) -> list[EligibilityLine]:
    """The lines, those that are alternatives as one question at the first, the others part of it."""
    found = list(lines)
    for run in (*_runs_of_or(found), *_kinds(found)):
        _join(found, run)
    return found


# Of so many lines each pair is still tried.
_FEW = 6


def several_of(many: int, own: str, lines: Sequence[EligibilityLine]) -> Criterion | None:
    """The question that so many of the lines are so ("at least two of the following:"); None where it decides nothing.

    own  what the upper line asks for besides, in its own words
    """
    listed = [line for line in lines if line.why_unreadable not in ("heading", "note")]
    if not many <= len(listed) <= _FEW:
        return None
    parts = [line.reading or AskHuman(question=f"Is it so: {line.text}?", because=JUDGED) for line in listed]
    found = any_of(tuple(all_of(some) for some in combinations(parts, many)))
    if own:
        found = all_of((AskHuman(question=f"Is it so: {own}?", because=JUDGED), found))
    return found if can_decide(found) else None


def are_joined_by_or(lines: Sequence[EligibilityLine]) -> bool:
    """Whether the lines below another are one choice: each but the last goes on, and one of them with "or"."""
    goes_on = [ends_with_or(line.text) or _GOES_ON.search(line.text) for line in lines[:-1]]
    return len(lines) >= 2 and all(goes_on) and bool(ends_with_or(lines[-2].text))


def _stands_alone(line: EligibilityLine) -> bool:
    return line.section != "exclusion" and line.part_of is None and line.why_unreadable != "heading"


def _runs_of_or(lines: Sequence[EligibilityLine]) -> Iterator[list[int]]:
    """Neighbours of the same depth that an "or" at the end of one, or at the head of the next, joins."""
    at = 0
    while at < len(lines) - 1:
        if not _joined(lines, at):
            at += 1
            continue
        first = at
        while (
            first > 0
            and _are_neighbours(lines, first - 1)
            and _GOES_ON.search(lines[first - 1].text)
            and at - first < _LONGEST
        ):
            first -= 1
        last = at + 1
        while last < len(lines) - 1 and _joined(lines, last):
            last += 1
        run = list(range(first, last + 1))
        if all(_stands_alone(lines[n]) for n in run) and not any(
            line.part_of in {lines[n].index for n in run} for line in lines
        ):
            yield run
        at = last


def _joined(lines: Sequence[EligibilityLine], at: int) -> bool:
    return _are_neighbours(lines, at) and bool(
        ends_with_or(lines[at].text) or (_BEGINS_WITH_OR.match(lines[at + 1].text) and len(lines[at + 1].text) > 4)
    )


def _are_neighbours(lines: Sequence[EligibilityLine], at: int) -> bool:
    one, other = lines[at], lines[at + 1]
    return (one.section, one.cohort, one.depth) == (other.section, other.cohort, other.depth)


def _kinds(lines: Sequence[EligibilityLine]) -> Iterator[list[int]]:
    """Lines that each ask for a cancer which another of them rules out: nobody has all of them, so they are a choice.

    A line between or beside them that names a cancer and was not read is one more of the choice.
    """
    for section in ("inclusion", "unknown"):
        places = [
            n
            for n, line in enumerate(lines)
            if line.section == section and _stands_alone(line) and not line.cohort and line.reading is not None
        ]
        asked = {
            n: kinds for n in places if (kinds := _kinds_asked(lines[n].reading)) and kinds.isdisjoint(_WIDE_KINDS)
        }
        apart = [n for n, kinds in asked.items() if any(kinds.isdisjoint(other) for other in asked.values())]
        if len(apart) >= 2:
            yield sorted({*apart, *_named_beside(lines, apart)})


def _named_beside(lines: Sequence[EligibilityLine], run: Sequence[int]) -> Iterator[int]:
    """Unread lines that name a cancer, between the lines of a choice or right before and behind them."""

    def is_one(n: int) -> bool:
        line = lines[n]
        at = lines[run[0]]
        return (
            line.reading is None
            and line.why_unreadable == "not understood"
            and (line.section, line.cohort, line.depth, line.part_of) == (at.section, at.cohort, at.depth, None)
            and names_cancer(line.text)
        )

    yield from (n for n in range(run[0], run[-1]) if n not in run and is_one(n))
    for step, n in ((-1, run[0] - 1), (1, run[-1] + 1)):
        while 0 <= n < len(lines) and is_one(n):
            yield n
            n += step


def _kinds_asked(reading: Criterion | None) -> frozenset[str]:
    """The kinds of cancer of which one must be there; empty where none is asked for."""
    match reading:
        case CancerType(kinds=kinds):
            return frozenset(kinds)
        case BreastCancer():
            return frozenset({"breast"})
        case AllOf(of=parts):
            return next((kinds for part in parts if (kinds := _kinds_asked(part))), frozenset[str]())
        case AnyOf(of=parts):
            each = [_kinds_asked(part) for part in parts]
            return frozenset[str]().union(*each) if all(each) else frozenset[str]()
        case _:
            return frozenset[str]()


def _is_name_above(lines: Sequence[EligibilityLine], n: int, run: Sequence[int]) -> bool:
    """Whether a line only names the kind of which the next line of a choice says what is asked."""
    if n + 1 not in run or not asks_for_a_kind(lines[n].reading):
        return False
    return lines[n + 1].reading != lines[n].reading and _kinds_asked(lines[n + 1].reading) == _kinds_asked(
        lines[n].reading
    )


def _join(lines: list[EligibilityLine], run: list[int]) -> None:
    parts: list[Criterion] = []
    for n in run:
        line = lines[n]
        if _is_name_above(lines, n, run):
            continue
        if line.reading is None and line.why_unreadable in FOR_A_HUMAN - {"judgement"}:
            return
        way = way_of(line.reading, [lines[one] for one in run])
        parts.append(way if way is not None else AskHuman(question=f"Is it so: {line.text}?", because=JUDGED))
    choice = any_of(tuple(parts))
    head, *others = run
    decides = can_decide(choice)
    lines[head] = replace(
        lines[head], reading=choice if decides else None, why_unreadable="" if decides else "not understood"
    )
    for n in others:
        lines[n] = replace(lines[n], part_of=lines[head].index)


def way_of(reading: Criterion | None, listed: Sequence[EligibilityLine]) -> Criterion | None:
    """The reading of one line of a choice, where it is a way by itself; None where it only tells what is asked of some.

    "Not X, or ..." holds for whoever has no X; "men: ..." beside "women: ..." for whoever is of the other sex. Of a finding
    the way is to have it and what is asked then; but who can bear no child needs no contraception.
    """
    if _is_asked_of_some(reading):
        of_whom = {line.reading.condition for line in listed if _is_asked_of_some(line.reading)}
        if len(of_whom) > 1:
            return None
        return reading if reading.condition in _NOT_ASKED else all_of((reading.condition, reading.then))
    meant = _of_those_meant(reading)
    if meant is not None:
        return meant
    return None if is_of_those_with_it(reading) else reading


def _of_those_meant(reading: Criterion | None) -> Criterion | None:
    """Of "it is not one of those meant, or it is so" the way: it is one of them, and it is so; None for other readings."""
    if not isinstance(reading, AnyOf):
        return None
    whom = [part.of for part in reading.of if isinstance(part, Not) and _asks_whether_meant(part.of)]
    rest = [part for part in reading.of if not (isinstance(part, Not) and _asks_whether_meant(part.of))]
    return all_of((*whom, any_of(tuple(rest)))) if whom and rest else None


def _asks_whether_meant(question: Criterion) -> bool:
    return isinstance(question, AskHuman) and question.question.startswith(_MEANT)


_MEANT = "Is she (or he) one of those meant by: "
_NOT_ASKED = (Finding(name="childbearing potential"), HasSex(sex="male"), HasSex(sex="female"))


def _is_asked_of_some(reading: Criterion | None) -> TypeGuard[When]:
    return isinstance(reading, When) and reading.otherwise is None


def is_of_those_with_it(reading: Criterion | None) -> bool:
    """Whether a reading only says what is asked of those who have something, in words of a human."""
    if not isinstance(reading, AnyOf) or len(reading.of) != 2:
        return False
    return any(isinstance(part, Not) for part in reading.of) and any(isinstance(part, AskHuman) for part in reading.of)
