"""What may become of a line that stands in the way: whether it can change, when, and by what, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onward.criteria import (
    Age,
    Answer,
    CnsDisease,
    Condition,
    Criterion,
    Exposed,
    Had,
    LabValue,
    LabWord,
    Lines,
    Menopause,
    Not,
    OtherCancer,
    Performance,
    Pregnancy,
    Prospect,
    Takes,
    Washout,
    leaves_of,
)
from onward.criteria import describe_criterion as in_words
from onward.terms import Truth

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlook:
    """The prospect of a NO.

    on      first day on which it no longer stands by dates alone; None when no date says so
    words   "washout ends on 12 December 2026", "platelets could recover", "cannot change"
    """

    can_change: bool
    on: date | None
    words: str


def outlook(answer: Answer) -> Outlook:
    """What may become of an answer that stands in the way."""
    match answer.change.prospect:
        case Prospect.FIXED:
            return Outlook(False, None, "cannot change")
        case Prospect.DATED:
            on = answer.change.on
            assert on is not None, "a dated change has a day"
            leaf = _dated_leaf(answer, on)
            return Outlook(True, on, _by_date(leaf.criterion, on))
        case Prospect.OPEN:
            return Outlook(True, None, _some_day(_in_the_way(answer)))


def _dated_leaf(answer: Answer, on: date) -> Answer:
    return next((leaf for leaf in leaves_of(answer) if leaf.change.on == on), answer)


def _in_the_way(answer: Answer) -> Answer:
    """The leaf that makes the answer what it is and can change; where several do, the first of them."""
    if not answer.parts:
        return answer
    wanted = ~answer.truth if isinstance(answer.criterion, Not) else answer.truth
    deciding = [part for part in answer.parts if part.truth is wanted] or answer.parts
    return _in_the_way(next((part for part in deciding if part.can_change), deciding[0]))


def day_in_words(day: date) -> str:
    """12 December 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _by_date(criterion: Criterion, on: date) -> str:
    day = day_in_words(on)
    match criterion:
        case Washout():
            return f"washout ends on {day}"
        case Had():
            return f"the time since then is long enough on {day}"
        case Age():
            return f"the age changes on {day}"
        case Exposed():
            return f"long enough on it on {day}"
        case CnsDisease():
            return f"stable for long enough on {day}"
        case _:
            return f"changes on {day}"


def _some_day(leaf: Answer) -> str:
    criterion, is_so = leaf.criterion, leaf.truth is Truth.YES
    match criterion:
        case LabValue():
            return f"{criterion.analyte} could recover"
        case LabWord():
            return f"the next {criterion.analyte} may be another"
        case Performance():
            return "the performance status could change"
        case CnsDisease():
            return "treatment and time could make the disease of the brain stable"
        case Washout():
            return "once the drug is stopped, the washout begins"
        case Takes():
            return "the drug could be stopped or replaced" if is_so else "the drug could be started"
        case Exposed() | Lines() | Had():
            return "further treatment could change it"
        case Condition() | OtherCancer():
            return "the condition could resolve" if is_so else "the condition could come"
        case Menopause() | Pregnancy():
            return "can change with time"
        case _:
            return f"could change: {in_words(criterion)}"
